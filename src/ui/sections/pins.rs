//! "Pinned": the pinned runs side by side.

use leptos::prelude::*;

use crate::page::rankings::pins::pinned;
use crate::page::words::text_table::Listing;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, act};
use crate::ui::state::State;

/// The section; hidden while there are no pins.
#[component]
pub fn PinsSection(state: State) -> impl IntoView {
    let limits = Memo::new(move |_| state.choice.with(|choice| choice.limits.clone()));
    let pins = Memo::new(move |_| state.choice.with(|choice| choice.pins.clone()));
    let winner = Memo::new(move |_| state.verdict.with(|verdict| verdict.as_ref().and_then(|verdict| verdict.row)));
    let listing = Memo::new(move |_| {
        let (shown, pins) = (state.shown.get(), pins.get());
        let (Some(shown), false) = (shown, pins.is_empty()) else { return Listing::default() };
        let (Some(basis), limits, winner) = (state.basis.get(), limits.get(), winner.get()) else {
            return Listing::default();
        };
        state.rows.with(|rows| pinned(&shown, &basis, &pins, rows, &limits, winner))
    });
    view! {
        <section
            class="card pins"
            aria-labelledby="pins-title"
            data-testid="pins-section"
            hidden=move || listing.with(|listing| listing.lines.is_empty())
        >
            <div class="filters-head">
                <h2 id="pins-title">"Pinned"</h2>
                <button
                    type="button"
                    class="link"
                    data-testid="unpin-all"
                    on:click=act(move |_| state.choose(|choice| choice.pins.clear()))
                >
                    "Unpin all"
                </button>
            </div>
            <LinesTable state=state.now test_id="pins" label="Pinned runs" listing />
        </section>
    }
}

//! "Best of each hardware and image": its cheapest run.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::rankings::best::BestView;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::Memo;
use crate::ui::state::State;
use crate::ui::state::visibility;

/// The section.
#[component]
pub fn BestSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let view = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let (rows, within) = (state.rows.get(), state.within.get());
        state.choice.with(|choice| Some(Arc::new(BestView::new(&shown, &rows, &within, choice))))
    });
    let read = move |part: fn(&BestView) -> &str| view.map_or_default(|view| part(view).to_owned());
    let listing = Memo::new(move |_| view.map_or_default(|view| view.listing.clone()));
    view! {
        <section class="card best" aria-labelledby="best-title" data-testid="best-section" node_ref=section>
            <h2 id="best-title">"Best of each hardware and image"</h2>
            <p class="answer" data-testid="best-sentence">{move || read(|view| &view.listing.sentence)}</p>
            <LinesTable state test_id="best" label="Best of each hardware and image" listing full=true>
                <caption data-testid="best-caption">{move || read(|view| &view.caption)}</caption>
            </LinesTable>
            <details class="prose">
                <summary>"How to read this"</summary>
                <p>
                    "One line for each hardware and image among the runs that pass the filters and are within the limits: its cheapest run, \
                     cheapest group first. Of equally cheap runs the one with the lowest p95 is taken, then the first of the table. \
                     \u{201c}Below its median\u{201d} is what tuning batch size and VUs saves against a median run \
                     of the same group; \u{201c}Against the best\u{201d} is what choosing this group costs."
                </p>
                <p data-testid="best-prose">{move || read(|view| &view.reading)}</p>
                <p>
                    "Take the first line whose latency you can accept. If none can, lower the VUs in the filters: \
                     fewer requests in flight wait less, and the table finds the best of what is left."
                </p>
            </details>
        </section>
    }
}

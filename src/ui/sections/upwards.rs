//! Switch of what the first chart shows upwards: the cost of a unit of work, the bill a month, or the rate of one machine.

use leptos::prelude::*;

use crate::page::scatter::upwards::Upwards;
use crate::page::tables::active_table::ActiveTable;
use crate::ui::reactive::{Memo, Views, act, live};
use crate::ui::state::State;

/// The switch; nothing where there is but one to choose.
pub fn switch(state: State) -> AnyView {
    let offered = Memo::new(move |_| {
        let Some(shown) = state.shown.get() else { return Vec::new() };
        state.choice.with(|choice| Upwards::ALL.into_iter().filter(|of| of.is_offered(&shown, choice)).collect())
    });
    let button = move |of: Upwards| {
        let words = move |get: fn(Upwards, &ActiveTable) -> String| {
            live(move || state.shown.with(|shown| shown.as_ref().map(|shown| get(of, shown))))
        };
        let pressed = Memo::new(move |_| {
            let (Some(shown), Some(view)) = (state.shown.get(), state.scatter.get()) else { return false };
            of.is(view.upwards(), &shown)
        });
        let choose = move |_| {
            let Some(shown) = state.shown.get_untracked() else { return };
            state.choose(|choice| choice.scatter = of.on(&choice.scatter, &shown));
        };
        view! {
            <button
                type="button"
                hidden=move || offered.with(|offered| !offered.contains(&of))
                aria-pressed=move || pressed.get().to_string()
                title=words(Upwards::title)
                on:click=act(choose)
            >
                {words(Upwards::words)}
            </button>
        }
        .into_any()
    };
    let alone = move || offered.with(|offered| offered.len() < 2);
    view! {
        <div class="seg" role="group" aria-label="Upwards on the chart" data-testid="upwards" hidden=alone>
            {Upwards::ALL.into_iter().map(button).views()}
        </div>
    }
    .into_any()
}

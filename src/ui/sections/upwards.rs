//! Switch of what the first chart shows upwards: the cost of a unit of work, the bill a month, or the rate of one machine.

use leptos::prelude::*;

use crate::page::choice::filters::Choice;
use crate::page::scatter::upwards::Upwards;
use crate::page::tables::active_table::ActiveTable;
use crate::ui::parts::row_keys;
use crate::ui::parts::row_keys::List;
use crate::ui::reactive::{Memo, Views, act, live};
use crate::ui::state::State;

/// The switch; nothing where there is but one to choose.
pub fn switch(state: State) -> AnyView {
    let offered = Memo::new(move |_| {
        let Some(shown) = state.shown.get() else { return Vec::new() };
        state.choice.with(|choice| Upwards::ALL.into_iter().filter(|of| of.is_offered(&shown, choice)).collect())
    });
    // None of an own measure.
    let chosen = Memo::new(move |_| {
        let (shown, view) = (state.shown.get()?, state.scatter.get()?);
        offered.with(|offered| offered.iter().copied().find(|of| of.is(view.upwards(), &shown)))
    });
    let button = move |of: Upwards| {
        let words = move |get: fn(Upwards, &ActiveTable, &Choice) -> String| {
            live(move || {
                state.shown.with(|shown| state.choice.with(|choice| shown.as_ref().map(|shown| get(of, shown, choice))))
            })
        };
        let pressed = move || chosen.get() == Some(of);
        let is_stop = move || chosen.get().or_else(|| offered.with(|offered| offered.first().copied())) == Some(of);
        let choose = move |_| {
            let Some(shown) = state.shown.get_untracked() else { return };
            state.choose(|choice| choice.scatter = of.on(choice, &shown));
        };
        view! {
            <button
                type="button"
                hidden=move || offered.with(|offered| !offered.contains(&of))
                role="radio"
                aria-checked=move || pressed().to_string()
                tabindex=move || if is_stop() { "0" } else { "-1" }
                title=words(|of, shown, _| of.title(shown))
                on:click=act(choose)
            >
                {words(Upwards::words)}
            </button>
        }
        .into_any()
    };
    let alone = move || offered.with(|offered| offered.len() < 2);
    view! {
        <div
            class="seg"
            role="radiogroup"
            aria-label="Upwards on the chart"
            data-testid="upwards"
            hidden=alone
            on:keydown=act(|event| row_keys::go(&event, "[role=radio]:not([hidden])", List::Tabs))
        >
            {Upwards::ALL.into_iter().map(button).views()}
        </div>
    }
    .into_any()
}

//! The most that is paid, as a field: whoever sets it asks for the fastest at that cost.

use std::sync::Arc;

use leptos::prelude::*;

use super::checked_input::{CheckedInput, Taken};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::ui::reactive::{Memo, Signal};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;

/// The field, with the whole of what it asks as its label.
pub fn field(state: Selection, name: &'static str) -> AnyView {
    labelled(state, name, of_table(state, cost::at_most_label))
}

/// The field of the question, while the most that is paid is set.
pub fn asked(state: State) -> AnyView {
    let set = Memo::new(move |_| state.draft.now_unfiltered.with(|choice| choice.money.terms.at_most_usd.is_some()));
    let unit = of_table(state.now, |shown| shown.in_currency(&cost::unit(&shown.runs)));
    let field = move || {
        view! {
            <div class="f on">
                {labelled(state.now, "ask-at-most", Signal::derive(|| "Cost, at most".to_owned()))}
                <span class="unit">{move || unit.get()}</span>
            </div>
        }
        .into_any()
    };
    (move || set.get().then(field)).into_any()
}

fn of_table(state: Selection, words: fn(&ActiveTable) -> String) -> Signal<String> {
    Signal::derive(move || state.shown.map_or_default(|shown: &Arc<_>| words(shown)))
}

/// What costs are quoted for is what is typed, whatever the table's own costs are of.
fn labelled(state: Selection, name: &'static str, label: Signal<String>) -> AnyView {
    let parts =
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map_or(1.0, |shown| cost::parts(&shown.runs))));
    let value = Signal::derive(move || {
        let usd = state.draft.now_unfiltered.with(|choice| choice.money.terms.at_most_usd);
        usd.map(|usd| (usd / parts.get()).to_string()).unwrap_or_default()
    });
    let set = move |text: String| -> Taken {
        let (mut outcome, parts) = (Ok(None), parts.get_untracked());
        state.choose(|choice| {
            outcome = choice.money.terms.set_at_most(&text, &choice.money.currency, parts);
            choice.money.notes.clear();
        });
        outcome
    };
    view! { <CheckedInput label name test_id=name placeholder="any, the cheapest" text=true value set /> }.into_any()
}

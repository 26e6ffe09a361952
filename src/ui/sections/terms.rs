//! The terms of the plan: how full a machine may be, one to spare, the most that is paid, the run to compare with.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::decide::answer::Demand;
use crate::page::choice::money::MoneyChoice;
use crate::page::money::plan::PlanView;
use crate::ui::controls::{CheckedInput, Taken, at_most};
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::selection::Selection;

/// The controls of the terms.
#[component]
pub fn TermsInputs(state: Selection, view: Memo<Option<Arc<PlanView>>>) -> impl IntoView {
    let read = move |get: fn(&MoneyChoice) -> Option<String>| {
        Signal::derive(move || state.draft.now_unfiltered.with(|choice| get(&choice.money)).unwrap_or_default())
    };
    let set = move |take: fn(&mut MoneyChoice, &str) -> Taken, text: String| -> Taken {
        let mut outcome = Ok(None);
        state.choose(|choice| {
            outcome = take(&mut choice.money, &text);
            choice.money.notes.clear();
        });
        outcome
    };
    let is_steady = Memo::new(move |_| {
        state.draft.now_unfiltered.with(|choice| matches!(choice.money.planned(), Demand::Steady { .. }))
    });
    let spare = move || state.draft.now_unfiltered.with(|choice| choice.money.terms.spare);
    view! {
        <div class="plan-inputs">
            <CheckedInput
                label="Use of a machine at most, %".to_owned()
                name="plan-load"
                test_id="plan-load"
                placeholder="75 at a steady rate, else 100"
                value=read(|money| money.terms.load())
                set=move |text: String| set(|money, text| money.terms.set_load(text), text)
            />
            {at_most::field(state, "plan-at-most")}
            <label>
                <input
                    type="checkbox"
                    data-testid="plan-spare"
                    disabled=move || !is_steady.get()
                    prop:checked=live(spare)
                    on:change:target=move |event| {
                        let on = event.target().checked();
                        state.choose(|choice| choice.money.terms.spare = on);
                    }
                />
                " one machine to spare, at a steady rate"
            </label>
            <Against state view />
        </div>
    }
}

/// The run that savings are told against.
#[component]
fn Against(state: Selection, view: Memo<Option<Arc<PlanView>>>) -> impl IntoView {
    let runs = Memo::new(move |_| view.map_or_default(|view| view.against.clone()));
    let chosen = Memo::new(move |_| state.draft.now_unfiltered.with(|choice| choice.money.terms.against));
    let known = move || runs.with(|runs| runs.iter().any(|&(row, _)| Some(row) == chosen.get()));
    let choose = move |value: String| {
        let row = value.parse().ok();
        state.choose(|choice| choice.money.terms.against = row);
    };
    let option = move |(row, name): (usize, String)| {
        let selected = move || chosen.get() == Some(row);
        view! { <option value=row.to_string() prop:selected=live(selected)>{name}</option> }
    };
    view! {
        <label class="which">
            "Savings are told against "
            <select data-testid="plan-against" on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=live(move || !known())>
                    "the best other hardware"
                </option>
                {move || runs.get().into_iter().map(option).views()}
            </select>
        </label>
    }
}

//! What is compared of language models: one workload, and the unit of work that costs are quoted for.

use leptos::prelude::*;

use crate::data::runs::work::Work;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::capital;
use crate::page::words::workloads::{options, other_workloads_words};
use crate::ui::reactive::{Memo, Views, live};
use crate::ui::state::State;

/// The controls; nothing for a table of one workload without tokens.
#[component]
pub fn WorkControls(state: State) -> impl IntoView {
    let is_of = move |is: fn(&ActiveTable) -> bool| {
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().is_some_and(|shown| is(shown))))
    };
    let several = is_of(|shown| shown.runs.workloads.are_several());
    let tokens = is_of(|shown| shown.runs.has_tokens());
    move || (several.get() || tokens.get()).then(|| controls(state, several.get(), tokens.get()))
}

/// Apart, so that the first view of other tables does without it.
#[inline(never)]
fn controls(state: State, several: bool, tokens: bool) -> AnyView {
    view! { <Controls state several tokens /> }.into_any()
}

#[component]
fn Controls(state: State, several: bool, tokens: bool) -> impl IntoView {
    view! {
        <div class="work" data-testid="work">
            {several.then(|| view! { <WorkloadSelect state /> }.into_any())}
            {tokens.then(|| view! { <UnitSelect state /> }.into_any())}
        </div>
    }
}

/// Only runs of one workload are compared.
#[component]
fn WorkloadSelect(state: State) -> impl IntoView {
    let workloads = Memo::new(move |_| state.shown.map_or_default(|shown| options(&shown.runs)));
    let chosen = Memo::new(move |_| {
        let label = state.draft.now_unfiltered.with(|choice| choice.filter.workload.clone());
        state.shown.map_or_default(|shown| shown.runs.workloads.chosen(label.as_deref()))
    });
    let others = move || state.shown.map_or_default(|shown| other_workloads_words(&shown.runs, chosen.get()));
    let choose = move |at: usize| {
        let label = workloads.with_untracked(|all| all.get(at).map(|(label, _)| label.clone()));
        let usual = state.shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.runs.workloads.default()));
        // What is looked at anyway needs no word in the address.
        state.choose(|choice| choice.filter.workload = label.filter(|_| usual != Some(at)));
    };
    // There is little room for it.
    let whole = move || workloads.with(|all| all.get(chosen.get()).map(|(_, words)| words.clone()));
    let option = move |(at, (_, words)): (usize, (String, String))| {
        let selected = move || chosen.get() == at;
        view! { <option value=at.to_string() prop:selected=live(selected)>{words}</option> }
    };
    view! {
        <label class="work-choice">
            <span>"Workload"</span>
            <select
                data-testid="workload"
                title=live(whole)
                on:change:target=move |event| {
                    if let Ok(at) = event.target().value().parse() {
                        choose(at);
                    }
                }
            >
                {move || workloads.get().into_iter().enumerate().map(option).views()}
            </select>
        </label>
        <p class="hint" data-testid="workload-others">{live(others)}</p>
    }
}

/// What costs are quoted for.
#[component]
fn UnitSelect(state: State) -> impl IntoView {
    let units = Memo::new(move |_| {
        let has =
            |work: &Work| state.shown.with(|shown| shown.as_ref().is_some_and(|it| it.runs.rate(*work).is_some()));
        Work::ALL.into_iter().filter(has).collect::<Vec<_>>()
    });
    let now = Memo::new(move |_| state.shown.map_or_default(|shown| shown.runs.work));
    let choose = move |key: String| {
        let work = Work::of_key(&key);
        let usual = state.shown.with_untracked(|shown| shown.as_ref().map(|shown| shown.runs.default_work()));
        state.choose(|choice| choice.money.work = work.filter(|_| usual != work));
    };
    let option = move |work: Work| {
        let selected = move || now.get() == work;
        view! { <option value=work.key() prop:selected=live(selected)>{capital(work.words())}</option> }
    };
    view! {
        <label class="work-choice">
            <span>"Cost of"</span>
            <select data-testid="work-unit" on:change:target=move |event| choose(event.target().value())>
                {move || units.get().into_iter().map(option).views()}
            </select>
        </label>
    }
}

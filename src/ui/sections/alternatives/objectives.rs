//! "Compare by": the Pareto set of two or three measures that the reader chooses.

use leptos::prelude::*;

use crate::page::choice::filters::Latency;
use crate::page::rankings::pareto_menu::{Objective, choices_up_to, chosen, further, judged, offered_with};
use crate::page::words::text_table::{Listing, MOST_LINES};
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Views, live};
use crate::ui::state::selection::Selection;

/// The Pareto set of two or three objectives.
#[component]
pub(in crate::ui::sections) fn Menu(state: Selection) -> impl IntoView {
    let words = Memo::new(move |_| state.sections.committed.with(|sections| sections.objectives.clone()));
    let wished = Memo::new(move |_| match state.shown.get() {
        Some(shown) => words.with(|words| chosen(&shown, words)),
        None => Vec::new(),
    });
    let offered = Memo::new(move |_| match (state.shown.get(), state.basis.get()) {
        (Some(shown), Some(basis)) => wished.with(|wished| offered_with(&shown, &basis, wished)),
        _ => Vec::new(),
    });
    let judged = Memo::new(move |_| {
        let by_p95 = state.choice.with(|choice| choice.latency == Latency::P95);
        offered.with(|offered| wished.with(|wished| judged(offered, wished, by_p95)))
    });
    let make = Callback::new(move |most| {
        let judged = judged.get();
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return Listing::default() };
        let (rows, within) = (state.rows.get(), state.within.get());
        choices_up_to(most, &shown, &basis, (&rows, &within), &judged)
    });
    let listing = Memo::new(move |_| make.run(MOST_LINES));
    let whole = Callback::new(move |()| untrack(|| make.run(usize::MAX)));
    view! {
        <fieldset class="checks" data-testid="objectives">
            <legend>"Compare by (2–3)"</legend>
            <div>{move || offered.get().into_iter().map(|objective| check(state, judged, objective)).views()}</div>
            <FurtherMeasure state judged />
        </fieldset>
        <LinesTable state test_id="menu" label="Trade-offs by other measures" listing whole />
    }
}

/// Sets what counts.
fn count(state: Selection, objectives: &[Objective]) {
    let words: Vec<String> = objectives.iter().map(|objective| objective.word().to_owned()).collect();
    state.arrange(|sections| sections.objectives = words);
}

/// A box for an objective. Two at least are ticked, three at most.
fn check(state: Selection, judged: Memo<Vec<Objective>>, objective: Objective) -> AnyView {
    let value = match &objective {
        Objective::Other(measure) => measure.key.clone(),
        own => format!("{own:?}"),
    };
    let title = objective.title();
    let objective = StoredValue::new(objective);
    let is_judged = move || judged.with(|judged| objective.with_value(|objective| judged.contains(objective)));
    let fixed = move || judged.with(|judged| judged.len() == if is_judged() { 2 } else { 3 });
    let set = move |on: bool| {
        let mut now = judged.get_untracked();
        objective.with_value(|objective| {
            now.retain(|other| other != objective);
            now.extend(on.then(|| objective.clone()));
        });
        count(state, &now);
    };
    view! {
        <label>
            <input
                type="checkbox"
                value=value
                prop:checked=live(is_judged)
                prop:disabled=live(fixed)
                on:change:target=move |event| set(event.target().checked())
            />
            <span>{title}</span>
        </label>
    }
    .into_any()
}

/// A list of the table's further measures, where it has some; one that is picked counts, and has a box from then on.
#[component]
fn FurtherMeasure(state: Selection, judged: Memo<Vec<Objective>>) -> impl IntoView {
    let rest = Memo::new(move |_| {
        let all = state.shown.with(|shown| shown.as_ref().map_or_else(Vec::new, |shown| further(shown)));
        judged.with(|judged| all.into_iter().filter(|objective| !judged.contains(objective)).collect::<Vec<_>>())
    });
    let there = Memo::new(move |_| rest.with(|rest| !rest.is_empty()));
    let full = move || judged.with(|judged| judged.len() > 2);
    let pick = move |word: String| {
        let picked = rest.with_untracked(|rest| rest.iter().find(|objective| objective.word() == word).cloned());
        if let Some(objective) = picked {
            let mut now = judged.get_untracked();
            now.push(objective);
            count(state, &now);
        }
    };
    let option = |objective: Objective| {
        view! { <option value=objective.word().to_owned()>{objective.title()}</option> }.into_any()
    };
    move || {
        there.get().then(|| {
            view! {
                <label class="work-choice">
                    <span>"Another measure"</span>
                    <select
                        data-testid="objectives-more"
                        prop:disabled=live(full)
                        on:change:target=move |event| pick(event.target().value())
                    >
                        <option value="">"choose…"</option>
                        {move || rest.get().into_iter().map(option).views()}
                    </select>
                </label>
            }
            .into_any()
        })
    }
}

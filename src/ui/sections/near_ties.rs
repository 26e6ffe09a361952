//! "Nearly as cheap": the near ties of the cheapest run, and the Pareto set of chosen objectives.

use leptos::prelude::*;

use crate::format::numbers::percent;
use crate::page::choice::filters::Latency;
use crate::page::choice::sections::TOLERANCES_PERCENT;
use crate::page::rankings::chances::chances;
use crate::page::rankings::near_ties::{ties_up_to, tolerance, tolerance_words};
use crate::page::rankings::pareto_menu::{Objective, choices_up_to, chosen, further, judged, offered_with};
use crate::page::words::text_table::{Listing, MOST_LINES};
use crate::ui::controls::slider::Slider;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// The section.
#[component]
pub fn NearTiesSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    view! {
        <section class="card near-ties" aria-labelledby="ties-title" data-testid="near-ties" node_ref=section>
            <h2 id="ties-title">"Nearly as cheap"</h2>
            <Ties state />
            <Chances state />
            <Menu state />
            <details class="prose">
                <summary>"How to read this"</summary>
                <p>
                    "The first table has the cheapest run and those that cost little more; in brackets stands what each \
                     changes against the cheapest. Up to which difference runs count as equally cheap is what two runs \
                     of one load may differ by, where the table tells it, else 2%, or what you choose: of equally cheap \
                     ones take the one that is faster, or smaller, or yours already."
                </p>
                <p>
                    "A chance is the share of 2,000 drawn tables in which a configuration is the cheapest. Each is drawn \
                     around the mean of the runs within 3% of its best load, as far as the noise between two runs says \
                     and always the same way; runs beside it that lost throughput count with their share."
                </p>
                <p>
                    "The second table is the menu: the runs that no other beats in everything that is ticked. By cost and \
                     a latency it goes from the cheapest to the fastest, and each line says what it saves and costs \
                     against the line above. Stop where a millisecond costs more than it is worth to you."
                </p>
            </details>
        </section>
    }
}

/// The runs within a tolerance.
#[component]
fn Ties(state: Selection) -> impl IntoView {
    let own_percent = Memo::new(move |_| state.sections.committed.with(|sections| sections.tolerance_percent));
    let share = Memo::new(move |_| {
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return 0.0 };
        tolerance(&shown, &basis, own_percent.get())
    });
    let tolerance_percent = Memo::new(move |_| share.get() * 100.0);
    let told = move || {
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return String::new() };
        tolerance_words(&shown, &basis, own_percent.get())
    };
    // A callback, as it is called in two places and should be compiled once.
    let make = Callback::new(move |most| {
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return Listing::default() };
        let (rows, within) = (state.rows.get(), state.within.get());
        ties_up_to(most, &shown, &basis, (&rows, &within), share.get())
    });
    let listing = Memo::new(move |_| make.run(MOST_LINES));
    let whole = Callback::new(move |()| untrack(|| make.run(usize::MAX)));
    let words = move || percent(tolerance_percent.get());
    view! {
        <Slider
            name="tolerance"
            label="More expensive than the cheapest by at most".to_owned()
            class="tolerance"
            min=0.0
            max=TOLERANCES_PERCENT.1
            step=0.5
            value=tolerance_percent
            words=Signal::derive(words)
            set=Box::new(move |percent| state.arrange(|sections| sections.tolerance_percent = Some(percent)))
        />
        <p class="note" data-testid="tolerance-note">{live(told)}</p>
        <LinesTable state test_id="ties" label="Runs nearly as cheap as the cheapest" listing whole />
    }
}

/// The chance of each configuration to be the cheapest.
#[component]
fn Chances(state: Selection) -> impl IntoView {
    let make = Callback::new(move |most| {
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return Listing::default() };
        let (rows, within) = (state.rows.get(), state.within.get());
        chances(most, &shown, &basis, (&rows, &within))
    });
    let listing = Memo::new(move |_| make.run(MOST_LINES));
    let whole = Callback::new(move |()| untrack(|| make.run(usize::MAX)));
    view! {
        <h3>"Chance of being the cheapest"</h3>
        <LinesTable state test_id="chances" label="Configurations and their chance of being the cheapest" listing whole />
    }
}

/// The Pareto set of two or three objectives.
#[component]
fn Menu(state: Selection) -> impl IntoView {
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
        <h3>"Sensible choices"</h3>
        <fieldset class="checks" data-testid="objectives">
            <legend>"What counts, two or three"</legend>
            <div>{move || offered.get().into_iter().map(|objective| check(state, judged, objective)).views()}</div>
            <FurtherMeasure state judged />
        </fieldset>
        <LinesTable state test_id="menu" label="Sensible choices" listing whole />
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

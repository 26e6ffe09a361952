//! "Plan a volume": how many machines, for how much, for so many requests.

use std::sync::Arc;

use leptos::prelude::*;

use super::terms::TermsInputs;
use crate::analysis::decide::answer::Demand;
use crate::page::choice::bounds::{Bounds, HOURS, RATE, REQUESTS};
use crate::page::choice::money::{MoneyChoice, STEADY, VOLUME};
use crate::page::money::plan::PlanView;
use crate::page::words::runs::capital;
use crate::page::words::text_table::Listing;
use crate::ui::controls::radios::Radios;
use crate::ui::controls::{CheckedInput, Taken};
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Signal, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;
use crate::ui::state::visibility;

/// The section.
#[component]
pub fn PlanSection(state: State) -> impl IntoView {
    let (state, section) = visibility::follow(state);
    let view = Memo::new(move |_| {
        let (shown, basis, rows) = (state.shown.get()?, state.basis.get()?, state.rows.get());
        state.choice.with(|choice| Some(Arc::new(PlanView::new(&shown, &basis, &rows, choice))))
    });
    let forms = short_forms(state);
    let read = move |get: fn(&PlanView) -> &str| {
        short_text(forms, Box::new(move || view.map_or_default(|view| get(view).to_owned())))
    };
    let notes = move || state.choice.with(|choice| choice.money.notes.join(" "));
    view! {
        <section class="card best plan" aria-labelledby="plan-title" data-testid="plan" node_ref=section>
            <h2 id="plan-title">"Plan a volume"</h2>
            <Inputs state />
            <TermsInputs state view />
            <p class="hint" data-testid="plan-notes">{live(notes)}</p>
            <p class="answer" data-testid="plan-answer" aria-live="polite">{read(|view| &view.sentence)}</p>
            <p class="meaning">{read(|view| &view.caption)}</p>
            <h3>"Within the limits as they are set"</h3>
            <PlanTable state view test_id="plan-choices" saved="Plan" part=|view| view.choices.clone() />
            <h3>"Under other limits"</h3>
            <PlanTable state view test_id="plan-limits" saved="Plan under other limits" part=|view| view.limits.clone() />
            <details class="prose">
                <summary>"How to read this"</summary>
                <p>
                    "For requests by a deadline each machine repeats a run: it answers at that run's throughput, with that \
                     run's latency. Machines are whole, each is billed by the hour begun, and they need not run equally \
                     long: the hours billed are the fewest possible, on the fewest machines that meet the deadline. At a \
                     steady rate each machine of a configuration has an equal share of the load, at most 75% (or as much as is asked) of \
                     the most that the configuration did within the limits; its latency is read off the configuration's runs, by \
                     Little's law and between the numbers of VUs that were tried. \u{201c}Idle\u{201d} is the share of \
                     the paid time that answers nothing."
                </p>
                <p>
                    "The price of a machine is the one in its cost; change it under \u{201c}Prices\u{201d}. Nothing is \
                     added for starting up, or hours with more requests than others. With a cost \
                     that is not to be exceeded it is the other way round: not the cheapest within the limits, but the \
                     fastest, on as many machines as are paid for and make it faster."
                </p>
            </details>
        </section>
    }
}

#[component]
fn PlanTable(
    state: Selection,
    view: Memo<Option<Arc<PlanView>>>,
    test_id: &'static str,
    saved: &'static str,
    part: fn(&PlanView) -> Listing,
) -> impl IntoView {
    let listing = Memo::new(move |_| view.map_or_default(|view| part(view)));
    view! { <LinesTable state test_id label="Plan a volume" saved listing full=true short=true /> }
}

fn steady(choice: &MoneyChoice) -> bool {
    matches!(choice.planned(), Demand::Steady { .. })
}

/// The amount asked for (requests or their rate), and the hours.
fn amount(choice: &MoneyChoice) -> f64 {
    match choice.planned() {
        Demand::Volume { units, .. } => units,
        Demand::Steady { units_per_sec, .. } => units_per_sec,
        Demand::None => f64::NAN,
    }
}

fn hours(choice: &MoneyChoice) -> f64 {
    match choice.planned() {
        Demand::Volume { within_hours: hours, .. } | Demand::Steady { hours, .. } => hours,
        Demand::None => f64::NAN,
    }
}

fn set_amount(demand: &mut Demand, to: f64) {
    match demand {
        Demand::Volume { units: amount, .. } | Demand::Steady { units_per_sec: amount, .. } => *amount = to,
        Demand::None => {}
    }
}

fn set_hours(demand: &mut Demand, to: f64) {
    match demand {
        Demand::Volume { within_hours: hours, .. } | Demand::Steady { hours, .. } => *hours = to,
        Demand::None => {}
    }
}

#[component]
fn Inputs(state: Selection) -> impl IntoView {
    let read = move |get: fn(&MoneyChoice) -> f64| {
        Signal::derive(move || state.draft.now_unfiltered.with(|choice| get(&choice.money)).to_string())
    };
    let is_steady = Memo::new(move |_| state.draft.now_unfiltered.with(|choice| steady(&choice.money)));
    let set = move |bounds: Bounds, write: fn(&mut Demand, f64), text: &str| -> Taken {
        let (value, words) = bounds.take(text)?;
        state.choose(|choice| {
            choice.money.demand = choice.money.planned();
            write(&mut choice.money.demand, value);
            choice.money.notes.clear();
        });
        Ok(words)
    };
    let amount_bounds = move || if is_steady.get_untracked() { RATE } else { REQUESTS };
    let set_limits = move |text: String| -> Taken {
        let mut outcome = Ok(());
        state.choose(|choice| outcome = choice.money.set_p95_limits(&text));
        outcome.map(|()| None)
    };
    let amount_label = Signal::derive(move || {
        let work = state.shown.map_or_default(|shown| shown.runs.work);
        let units = capital(work.unit_words().1);
        if is_steady.get() { units + " per second" } else { units }
    });
    let hours_label =
        Signal::derive(move || if is_steady.get() { "for so many hours" } else { "within hours" }.to_owned());
    let limits = Signal::derive(move || state.draft.now_unfiltered.with(|choice| choice.money.p95_limits()));
    view! {
        <div class="plan-inputs">
            <Kinds state />
            <CheckedInput
                label=amount_label
                name="plan-amount"
                test_id="plan-amount"
                text=true
                value=read(amount)
                set=move |text: String| set(amount_bounds(), set_amount, &text)
            />
            <CheckedInput
                label=hours_label
                name="plan-hours"
                test_id="plan-hours"
                value=read(hours)
                set=move |text: String| set(HOURS, set_hours, &text)
            />
            <CheckedInput
                label="Compare limits on p95, ms".to_owned()
                name="plan-p95"
                test_id="plan-p95"
                text=true
                value=limits
                set=set_limits
            />
        </div>
    }
}

/// A number of requests by a deadline, or a rate, which the headline then answers; or neither, and the plan is an example.
#[component]
fn Kinds(state: Selection) -> impl IntoView {
    let choose = move |at: usize| state.choose(|choice| choice.money.demand = [VOLUME, STEADY, Demand::None][at]);
    let now = move || match state.draft.now_unfiltered.with(|choice| choice.money.demand) {
        Demand::Volume { .. } => 0,
        Demand::Steady { .. } => 1,
        Demand::None => 2,
    };
    view! {
        <Radios
            legend="What is asked"
            name="plan-kind"
            test_id="plan-kind"
            options=vec![
                ("batch", "an amount by a deadline"),
                ("steady", "a steady rate"),
                ("none", "nothing: an example, and the headline is per unit of work"),
            ]
            now=Signal::derive(move || Some(now()))
            choose=Callback::new(choose)
        />
    }
}

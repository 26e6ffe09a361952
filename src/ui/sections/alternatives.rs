//! "Alternatives": what could be taken instead of the answer, in one table by tabs, each with its details below.

mod below;
mod list;
mod objectives;

use std::sync::Arc;

use leptos::prelude::*;

use crate::data::limits::LARGE_ROWS;
use crate::page::choice::filters::Choice;
use crate::page::rankings::alternatives::{Alternatives, AlternativesWork, List};
use crate::page::rankings::near_ties::tolerance;
use crate::ui::parts::place_counts;
use crate::ui::parts::place_counts::PlaceCount;
use crate::ui::parts::tabs::{Tab, Tabs};
use crate::ui::reactive::{Memo, Signal, live};
use crate::ui::state::State;
use crate::ui::state::selection::{Moment, Selection};
use crate::ui::state::turns::{COUNTING, in_parts, is_behind};
use crate::ui::state::visibility;

/// What the parts of the section share.
#[derive(Clone, Copy)]
struct Local {
    /// The page's own.
    page: State,
    /// What the section follows.
    state: Selection,
    view: Memo<Option<Arc<Alternatives>>>,
}

/// The section.
#[component]
pub fn AlternativesSection(state: State) -> impl IntoView {
    let page = state;
    let (state, section) = visibility::follow(state);
    let (view, counts) = view(state);
    let local = Local { page, state, view };
    // What is as cheap; where nothing is, what else could be taken.
    let first = |view: &Arc<Alternatives>| {
        let counts = [List::Near, List::TradeOffs].map(|list| view.count(list));
        match counts {
            [near, _] if view.is_priced && near > 0 => {
                PlaceCount::of(near, "alternative at about the same cost", "alternatives at about the same cost")
            }
            [_, others] => PlaceCount::of(others, "trade-off", "trade-offs"),
        }
    };
    place_counts::tell("alternatives", Memo::new(move |_| view.map_or_default(first)));
    let tab = |list: List| Tab {
        id: list.id(),
        title: Signal::derive(move || view.map_or_default(|view| view.title(list))),
        count: Signal::derive(move || view.with(|view| view.as_ref().map(|view| view.count(list)))),
        counted: list.counted(),
        offered: Signal::derive(move || {
            list != List::Near || view.with(|view| view.as_ref().is_none_or(|view| view.is_priced))
        }),
        body: Callback::new(move |()| {
            view! {
                {list::table(local, list)}
                <div class="below">{below::of(local, list)}</div>
            }
            .into_any()
        }),
    };
    let tabs = Tabs::new(List::ALL.map(tab).to_vec());
    let conditions = move || match counts.get() {
        true => COUNTING.to_owned(),
        false => view.map_or_default(|view| view.conditions.clone()),
    };
    view! {
        <section
            class="card alternatives"
            aria-labelledby="alternatives-title"
            data-testid="alternatives-section"
            node_ref=section
        >
            <div class="hd">
                <h2 id="alternatives-title">"Alternatives"</h2>
                {tabs.list("Alternatives")}
                <span class="sp"></span>
                <span class="q" data-testid="alternatives-conditions">{live(conditions)}</span>
                <span class="q keys" aria-hidden="true">
                    <kbd>"J"</kbd> " " <kbd>"K"</kbd> " move " <kbd>"X"</kbd> " pin"
                </span>
            </div>
            {tabs.part()}
        </section>
    }
    .into_any()
}

type Source = (Arc<Moment>, f64);

/// From the parts of the choice that it depends on; trade-offs are by what the first chart has across. And whether it is still to be made of
/// what is asked now.
fn view(state: Selection) -> (Memo<Option<Arc<Alternatives>>>, Memo<bool>) {
    let moment = state.moment(|choice| Choice {
        filter: choice.filter.clone(),
        limits: choice.limits.clone(),
        latency: choice.latency,
        scatter: choice.scatter.clone(),
        money: choice.money.clone(),
        pins: choice.pins.clone(),
        ..Choice::default()
    });
    let own_percent = Memo::new(move |_| state.sections.committed.with(|sections| sections.tolerance_percent));
    let asked = Memo::new_with_compare(
        move |_| {
            let moment = moment.get()?;
            let tolerance = tolerance(&moment.shown, &moment.basis, own_percent.get());
            Some(Arc::new((moment, tolerance)))
        },
        |_, _| true,
    );
    let made = in_parts(asked, |asked: &Arc<Source>| {
        let asked = Arc::clone(asked);
        let mut work = AlternativesWork::default();
        Box::new(move || {
            let (moment, tolerance) = &*asked;
            let Moment { shown, basis, rows, choice, .. } = &**moment;
            if shown.runs.rows < LARGE_ROWS {
                return Some(Arc::new(Alternatives::new(shown, basis, rows, choice, *tolerance)));
            }
            work.part((shown, basis), rows, choice, *tolerance).map(Arc::new)
        })
    });
    let view = Memo::new_with_compare(
        move |_| made.with(|made| made.as_ref().map(|made| Arc::clone(&made.out))),
        |_: Option<&Option<Arc<Alternatives>>>, _| true,
    );
    (view, is_behind(asked, made))
}

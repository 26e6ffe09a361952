//! What each place of the page holds: alternatives, evidence, map and what-if, data and checks.

use std::sync::Arc;

use leptos::prelude::*;

use super::alternatives::AlternativesSection;
use super::break_even::BreakEvenSection;
use super::checks::{ChecksSection, checked, verdicts_of};
use super::compare::CompareSection;
use super::contour::ContourSection;
use super::evidence_table::EvidenceTable;
use super::hosted::HostedSection;
use super::plan::PlanSection;
use super::prices::PricesSection;
use super::prices::lists::PriceListsSection;
use super::prices::lists::fetch::PriceLists;
use super::response_shape::ResponseShapeSection;
use super::runs_table::RunsTable;
use super::share::ShareSection;
use crate::page::checks::view::{brief, worst, worst_in_full};
use crate::page::contour::view::MOST_PANELS;
use crate::page::contour::words::no_map_words;
use crate::page::runs::response_shape::has_shapes;
use crate::page::tables::active_table::ActiveTable;
use crate::ui::browser::staggered::in_own_task;
use crate::ui::parts::place_counts;
use crate::ui::parts::place_counts::PlaceCount;
use crate::ui::parts::self_opening::SelfOpening;
use crate::ui::parts::tabs::{Tab, Tabs, shows_all};
use crate::ui::reactive::{Memo, Signal};
use crate::ui::state::State;
use crate::ui::state::visibility;

/// A card with a heading and tabs, and a note below them.
fn card(title: &'static str, tabs: Vec<Tab>, note: AnyView) -> AnyView {
    let tabs = Tabs::new(tabs);
    view! {
        <div class="card tabbed">
            <div class="hd">
                <h2>{title}</h2>
                {tabs.list(title)}
            </div>
            {note}
            {tabs.part()}
        </div>
    }
    .into_any()
}

fn tab(state: State, id: &'static str, title: &'static str, part: fn(State) -> AnyView) -> Tab {
    tab_of(id, title, move || part(state))
}

fn tab_of(id: &'static str, title: &'static str, part: impl Fn() -> AnyView + Send + Sync + 'static) -> Tab {
    Tab {
        id,
        title: Signal::derive(move || title.to_owned()),
        count: Signal::derive(|| None),
        counted: "",
        offered: Signal::derive(|| true),
        body: Callback::new(move |()| part()),
    }
}

/// What else there is.
pub fn alternatives(state: State) -> AnyView {
    in_own_task(state, |state| view! { <AlternativesSection state /> }.into_any())
}

/// How far the answer can be trusted, and what to run next.
pub fn evidence(state: State) -> AnyView {
    in_own_task(state, |state| view! { <EvidenceTable state /> }.into_any())
}

/// Costs over settings, prices and demands.
pub fn map(state: State) -> AnyView {
    in_own_task(state, |state| {
        // A table of one setting has no map; the other tabs are there.
        let notebook = Memo::new(move |_| state.choice.with(|choice| choice.notebook));
        let lacks = move |shown: &Arc<ActiveTable>| no_map_words(&shown.runs).filter(|_| !notebook.get());
        let why = Memo::new(move |_| state.shown.with(|shown| shown.as_ref().and_then(lacks)).unwrap_or_default());
        let has_map = Signal::derive(move || why.with(String::is_empty));
        let maps = move || match has_map.get() {
            true => state.shown.map_or_default(|shown| shown.groups.labels.len().min(MOST_PANELS)),
            false => 0,
        };
        place_counts::tell("map", Memo::new(move |_| PlaceCount::of(maps(), "map", "maps")));
        let map = tab(state, "contour", "Map", |state| view! { <ContourSection state /> }.into_any());
        let has_tokens = move || state.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.runs.has_tokens()));
        // Here, as a tab that is left forgets what it had.
        let lists = PriceLists::new(state);
        let hosted = tab(state, "hosted", "Against an API", |state| view! { <HostedSection state /> }.into_any());
        let sizes = tab(state, "sizes", "Response sizes", |state| view! { <ResponseShapeSection state /> }.into_any());
        let sized = Memo::new(move |_| state.shown.with(|shown| shown.as_ref().is_some_and(|shown| has_shapes(shown))));
        let tabs = vec![
            Tab { offered: has_map, ..map },
            tab_of("break-even", "Price what-if", move || {
                view! {
                    <BreakEvenSection state />
                    <PriceListsSection lists />
                }
                .into_any()
            }),
            tab(state, "prices", "Prices", |state| view! { <PricesSection state /> }.into_any()),
            tab(state, "plan", "Plan", |state| view! { <PlanSection state /> }.into_any()),
            tab(state, "compare", "Compare one setting", |state| view! { <CompareSection state /> }.into_any()),
            Tab { offered: Signal::derive(has_tokens), ..hosted },
            Tab { offered: Signal::derive(move || sized.get()), ..sizes },
        ];
        let note = move || view! { <p class="q" data-testid="no-map" hidden=move || has_map.get()>{why.live()}</p> };
        card("Map & what-if", tabs, note().into_any())
    })
}

/// The checks of the table, its runs, and what can be taken away: a line until it is asked for.
pub fn data(state: State) -> AnyView {
    in_own_task(state, |state| {
        let (near, section) = visibility::follow(state);
        let verdicts = verdicts_of(near);
        let count = move |_: Option<&PlaceCount>| {
            let (words, title) = verdicts.with(|verdicts| (worst(verdicts), worst_in_full(verdicts)));
            PlaceCount { warns: !words.is_empty(), words, title }
        };
        place_counts::tell("data", Memo::new(count));
        let body = Callback::new(move |()| {
            let checks = tab_of("checks", "Checks", move || view! { <ChecksSection state=near verdicts /> }.into_any());
            let tabs = Tabs::new(vec![
                checks,
                tab(state, "runs", "Runs", |state| view! { <RunsTable state /> }.into_any()),
                tab(state, "share", "Share", |state| view! { <ShareSection state /> }.into_any()),
            ]);
            view! {
                <div class="tabbed">
                    <div class="hd">{tabs.list("Data & checks")}</div>
                    {tabs.part()}
                </div>
            }
            .into_any()
        });
        let summary = Signal::derive(move || verdicts.with(|verdicts| brief(verdicts, checked(near))));
        let all = Signal::derive(move || shows_all(state.mode));
        view! {
            <section aria-label="Data and checks" node_ref=section>
                <SelfOpening
                    name="data-checks"
                    test_id="data-checks"
                    title="Data & checks"
                    summary
                    asks=all
                    holds="data checks runs share"
                    body
                />
            </section>
        }
        .into_any()
    })
}

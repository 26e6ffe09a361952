//! What each place of the page holds: alternatives, evidence, map and what-if, data and checks.

use leptos::prelude::*;

use super::best::BestSection;
use super::break_even::BreakEvenSection;
use super::checks::ChecksSection;
use super::compare::CompareSection;
use super::confidence::ConfidenceSection;
use super::contour::ContourSection;
use super::enough_vus::EnoughVusSection;
use super::evidence::TrustSection;
use super::hosted::HostedSection;
use super::near_ties::NearTiesSection;
use super::next_runs::NextRunsSection;
use super::pins::PinsSection;
use super::plan::PlanSection;
use super::prices::PricesSection;
use super::response_shape::ResponseShapeSection;
use super::runs_table::RunsTable;
use super::share::ShareSection;
use crate::ui::browser::staggered::in_own_task;
use crate::ui::parts::tabs::{Tab, Tabs};
use crate::ui::state::State;

/// A card with a heading and tabs.
fn card(state: State, title: &'static str, tabs: &'static [Tab]) -> AnyView {
    view! {
        <div class="card tabbed">
            <h2>{title}</h2>
            <Tabs state label=title tabs />
        </div>
    }
    .into_any()
}

const fn tab(id: &'static str, title: &'static str, parts: fn(State) -> AnyView) -> Tab {
    Tab { id, title, parts, there: None }
}

static ALTERNATIVES: [Tab; 3] = [
    tab("near", "Nearly as cheap", |state| view! { <NearTiesSection state /> }.into_any()),
    tab("best", "Best of each", |state| view! { <BestSection state /> }.into_any()),
    tab("pinned", "Pinned", |state| view! { <PinsSection state /> }.into_any()),
];

/// What else there is.
pub fn alternatives(state: State) -> AnyView {
    in_own_task(state, |state| card(state, "Alternatives", &ALTERNATIVES))
}

static EVIDENCE: [Tab; 4] = [
    tab("trust", "Configurations", |state| view! { <TrustSection state /> }.into_any()),
    tab("sure", "How sure", |state| view! { <ConfidenceSection state /> }.into_any()),
    tab("next", "Run next", |state| view! { <NextRunsSection state /> }.into_any()),
    tab("enough", "Enough VUs?", |state| view! { <EnoughVusSection state /> }.into_any()),
];

/// How far the answer can be trusted, and what to run next.
pub fn evidence(state: State) -> AnyView {
    in_own_task(state, |state| card(state, "Evidence", &EVIDENCE))
}

static MAP: [Tab; 7] = [
    tab("contour", "Map", |state| view! { <ContourSection state /> }.into_any()),
    tab("break-even", "Price what-if", |state| view! { <BreakEvenSection state /> }.into_any()),
    tab("prices-tab", "Prices", |state| view! { <PricesSection state /> }.into_any()),
    tab("plan", "Plan", |state| view! { <PlanSection state /> }.into_any()),
    tab("compare", "Compare one setting", |state| view! { <CompareSection state /> }.into_any()),
    Tab {
        id: "hosted",
        title: "Against an API",
        parts: |state| view! { <HostedSection state /> }.into_any(),
        there: Some(|state| state.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.runs.has_tokens()))),
    },
    tab("sizes", "Response sizes", |state| view! { <ResponseShapeSection state /> }.into_any()),
];

/// Costs over settings, prices and demands.
pub fn map(state: State) -> AnyView {
    in_own_task(state, |state| card(state, "Map & what-if", &MAP))
}

static DATA: [Tab; 3] = [
    tab("checks", "Checks", |state| view! { <ChecksSection state /> }.into_any()),
    tab("runs", "Runs", |state| view! { <RunsTable state /> }.into_any()),
    tab("share", "Share", |state| view! { <ShareSection state /> }.into_any()),
];

/// The checks of the table, its runs, and what can be taken away.
pub fn data(state: State) -> AnyView {
    in_own_task(state, |state| card(state, "Data & checks", &DATA))
}

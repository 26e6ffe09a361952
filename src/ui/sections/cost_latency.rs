//! The page: question, answer, chart, filters, and the places below them.

use leptos::prelude::*;

use super::scatter_axes;
use super::upwards;
use super::verdict::Verdict;
use crate::page::choice::mode::{Controls, View};
use crate::page::choice::note;
use crate::page::scatter::said::said;
use crate::page::words::terms;
use crate::text::foreign::shown;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::chart::scatter::{ScatterChart, summary, title};
use crate::ui::chart::scatter_legend::{LegendMarks, ScatterLegend};
use crate::ui::controls::ask::Ask;
use crate::ui::controls::{ChartControls, Filters, MoreLimits};
use crate::ui::parts::conditions;
use crate::ui::parts::keys;
use crate::ui::parts::places::Place;
use crate::ui::parts::tabs::is_all;
use crate::ui::parts::term::defined;
use crate::ui::reactive::{Memo, Views, act, live};
use crate::ui::state::State;

use super::contour::ContourSection;
use super::enough_vus::EnoughVusSection;
use super::places;
use super::prices::PricesSection;

/// The page.
#[component]
pub fn CostLatencyPage(state: State) -> impl IntoView {
    let part = match state.mode.view {
        None => view! { <Whole state /> }.into_any(),
        Some(View::Verdict) => view! { <Verdict state /> }.into_any(),
        Some(View::Scatter) => view! { <ScatterSection state /> }.into_any(),
        Some(View::Contour) => {
            let contour = |state| view! { {asked_controls(state)} <ContourSection state /> }.into_any();
            view! { <Lazy state parts=contour /> }.into_any()
        }
        Some(View::Vus) => {
            let enough_vus = |state| view! { {asked_controls(state)} <EnoughVusSection state /> }.into_any();
            view! { <Lazy state parts=enough_vus /> }.into_any()
        }
    };
    let noted = move || state.note.with(|text| (!text.is_empty()).then(|| note(state, text)));
    view! {
        {noted}
        {part}
        {state.mode.view.map(|_| view! { <Lazy state parts=controls quiet=true /> }.into_any())}
    }
}

/// What whoever sent the link wrote, above the answer. Apart: few links have a note.
#[inline(never)]
fn note(state: State, text: &str) -> AnyView {
    let text = shown(text).into_owned();
    let hide = move |_| {
        let hidden = state.note.get_untracked();
        // What was taken over from there goes along no longer.
        if state.own_note.with_untracked(|own| *own == hidden) {
            state.own_note.set(String::new());
        }
        state.note.set(String::new());
    };
    view! {
        <div class="alt card" role="note" data-testid="note">
            <p>{note::WHOSE} " " <q>{text}</q></p>
            <button type="button" class="link" data-testid="note-hide" on:click=act(hide)>"Hide"</button>
        </div>
    }
    .into_any()
}

/// Under one view alone: the controls that an address asks for. Maps and lines are many: there they stand first.
fn controls(state: State) -> AnyView {
    let are_first = matches!(state.mode.view, Some(View::Contour | View::Vus));
    if are_first { ().into_any() } else { asked_controls(state) }
}

fn asked_controls(state: State) -> AnyView {
    let shown = Controls::ALL.into_iter().zip(state.mode.controls).filter(|&(_, on)| on);
    let view = |(controls, _)| match controls {
        Controls::Limits => view! { <MoreLimits state /> }.into_any(),
        Controls::Filters => view! { <Filters state /> }.into_any(),
        Controls::Prices => view! { <PricesSection state /> }.into_any(),
    };
    shown.map(view).views()
}

#[component]
fn ScatterSection(state: State) -> impl IntoView {
    let (title, whole) = (title(state), state.mode.view.is_none());
    let of_tokens = Memo::new(move |_| {
        whole && state.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.runs.tokens.is_some()))
    });
    view! {
        <section class="card chart" aria-labelledby="chart-title">
            <div class="chart-head">
                <h2 id="chart-title">{title.live()}</h2>
                <LegendMarks state />
                {whole.then(|| view! { <Lazy state parts=upwards::switch quiet=true /> }.into_any())}
            </div>
            {conditions::of_view(state)}
            {move || of_tokens.get().then(|| scatter_axes::lists(state))}
            <ScatterLegend state />
            <ScatterChart state title />
            <div class="chart-more">
                <Lazy state parts=chart_more quiet=true />
            </div>
        </section>
    }
}

/// What few need of the chart: axes and presets, how to read it.
fn chart_more(state: State) -> AnyView {
    let own = move || state.scatter.with(|view| view.as_ref().is_some_and(|view| view.own.is_some()));
    let whole = state.mode.view.is_none();
    let words = move || {
        let mut keys = vec!["vus", "front"];
        state.shown.with(|shown| {
            if let Some(shown) = shown.as_ref().filter(|shown| shown.runs.has_tokens()) {
                keys.extend(["ttft", "tpot", "goodput"]);
                keys.extend(terms::of_table(&shown.runs));
            }
        });
        whole.then(|| defined(&keys, true))
    };
    let told = Memo::new(move |_| {
        let (Some(shown), Some(view)) = (state.shown.get(), state.scatter.get()) else { return String::new() };
        let verdict = state.verdict.get();
        state.choice.with(|choice| said(&shown, choice, &view, verdict.as_deref()))
    });
    view! {
        <p class="q" data-testid="chart-said" hidden=move || told.with(String::is_empty)>{told.live()}</p>
        {whole
            .then(|| {
                view! {
                    {is_all().then(|| view! { <MoreLimits state /> })}
                    <ChartControls state />
                }
                .into_any()
            })}
        <details class="prose" hidden=own>
            <summary>"How to read this"</summary>
            {whole.then(|| view! { <p>{summary(state).live()}</p> }.into_any())}
            <p>
                "Each mark is one load test: down is cheaper, left is faster. Colour is the hardware, shape the image or \
                 engine, size the batch size. The star is the answer. The steps, the Pareto front, join the runs that \
                 nothing beats: any other run is both slower and more expensive than one of these, or equal in one and \
                 worse in the other. Runs that a limit excludes are faded. \
                 The bars under the plot count the runs at each latency: dark those within the limits."
            </p>
            <p>
                "Click a mark to pin its run (a tap shows it, a second one pins it): it gets a number, in every chart and table, \
                 and keeps it while filters move. \
                 Drag on the chart to zoom, double click to see all again; with Shift, to select runs. The line of the limit \
                 can be dragged; with the keyboard on its handle the arrow keys move it by one run, Home to the first, End lifts it."
            </p>
            <p>
                "On the chart, the arrow keys go from run to run; Home and End to the fastest and the slowest; Enter pins \
                 one; plus and minus zoom, 0 shows all."
            </p>
        </details>
        {live(words)}
    }
    .into_any()
}

#[component]
fn Whole(state: State) -> impl IntoView {
    view! {
        <Ask state />
        <div class="duo">
            <Verdict state />
            <ScatterSection state />
        </div>
        <Filters state />
        <Place state id="alternatives" title="Alternatives" parts=places::alternatives />
        <Place state id="evidence" title="Evidence" parts=places::evidence />
        <Place state id="map" title="Map and what-if" parts=places::map />
        <Place state id="data" title="Data and checks" parts=places::data />
        // It says so where the code of the places does not come.
        <Lazy state parts=keys::keys />
    }
}

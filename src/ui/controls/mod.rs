//! Controls: filters, limits, and the inputs that they are made of.

pub(crate) mod ask;
pub(crate) mod at_most;
pub(crate) mod cheapest;
pub(crate) mod checkboxes;
pub(crate) mod checked_input;
pub(crate) mod limits;
pub(crate) mod other_limits;
pub(crate) mod pick_list;
pub(crate) mod price_field;
pub(crate) mod radios;
pub(crate) mod slider;
pub(crate) mod vus_slider;
pub(crate) mod work;

use leptos::prelude::*;

use self::cheapest::CheapestInput;
use self::checkboxes::{Checks, Dimension};
pub use self::checked_input::{CheckedInput, Taken};
pub use self::limits::MoreLimits;
use self::radios::Radios;
use self::vus_slider::VusSlider;
use self::work::WorkControls;
use super::browser::lazy_code::{Lazy, once_shown};
use super::browser::observe::is_narrow;
use super::parts::tabs::shows_all;
use super::reactive::{Memo, RwSignal, Signal, act, live};
use super::sections::scatter_axes::below_chart;
use super::state::State;
use crate::page::choice::filters::{Axes, Latency};
use crate::page::tables::active_table::ActiveTable;

/// The filters. What is in them comes once the first view is shown: beside or below the chart, where it moves nothing.
#[component]
pub fn Filters(state: State) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    once_shown(move || is_shown.try_set(true));
    let filtered =
        move || state.draft.now.with(|choice| choice.filter != Default::default() || !choice.hidden.is_empty());
    let reset = move |_| {
        state.choose(|choice| {
            choice.filter = Default::default();
            choice.hidden.clear();
        });
    };
    view! {
        <section class="card filters" aria-labelledby="filters-title">
            <button type="button" class="link" data-testid="reset" disabled=move || !filtered() on:click=act(reset)>
                "Reset"
            </button>
            // On a phone they would stand between the chart and what else is as cheap.
            <details open=!(state.mode.view.is_none() && is_narrow())>
                <summary><h2 id="filters-title">"Filters"</h2></summary>
                {move || is_shown.get().then(|| filters(state))}
            </details>
        </section>
    }
}

#[inline(never)]
fn filters(state: State) -> AnyView {
    view! {
        <div>
            <WorkControls state />
            <TableChecks state />
            <Checks state dimension=Dimension::HwType />
            <Checks state dimension=Dimension::Image />
            <Checks state dimension=Dimension::BatchSize />
            <VusSlider
                state=state.now
                name="vus-max"
                label="Concurrent requests"
                limit=Signal::derive(move || state.draft.now.with(|choice| choice.filter.max_vus))
                set=|state, vus| state.choose(|choice| choice.filter.max_vus = vus)
            />
        </div>
    }
    .into_any()
}

/// What the chart shows, and how: which latency, which axes, the notebooks' way.
#[component]
pub fn ChartControls(state: State) -> impl IntoView {
    let (latencies, axes) = ([Latency::Avg, Latency::P95], [Axes::Auto, Axes::Linear, Axes::Log]);
    let has_p95 = move || state.shown.with(|shown| shown.as_ref().is_some_and(|s| s.runs.p95_latency_ms.is_some()));
    view! {
        <details class="chart-controls" data-testid="chart-controls" open=shows_all(state.mode)>
            <summary>"Axes and presets"</summary>
            <div>
                <Lazy state parts=below_chart quiet=true />
                <CheapestInput state />
                <Radios
                    legend="Latency"
                    name="latency"
                    options=vec![("avg", "average"), ("p95", "p95")]
                    now=Signal::derive(move || latencies.iter().position(|&of| state.draft.now_unfiltered.with(|now| now.latency == of)))
                    choose=Callback::new(move |at: usize| state.choose(|choice| choice.latency = latencies[at]))
                    disabled=Signal::derive(move || !has_p95())
                />
                <Radios
                    legend="Axes"
                    name="axes"
                    options=vec![("auto", "auto"), ("linear", "linear"), ("log", "log")]
                    now=Signal::derive(move || axes.iter().position(|&of| state.draft.now_unfiltered.with(|now| now.axes == of)))
                    choose=Callback::new(move |at: usize| state.choose(|choice| choice.axes = axes[at]))
                />
                <NotebookPreset state />
            </div>
        </details>
    }
}

/// The switch that draws and ranks as the notebooks do.
#[component]
fn NotebookPreset(state: State) -> impl IntoView {
    let notebook = move || state.draft.now_unfiltered.with(|choice| choice.notebook);
    view! {
        <label class="switch">
            <input
                type="checkbox"
                role="switch"
                data-testid="preset-notebook"
                prop:checked=live(notebook)
                on:change:target=move |event| {
                    let on = event.target().checked();
                    state.choose(|choice| choice.notebook = on);
                }
            />
            <span>"As in the notebook"</span>
        </label>
        <p class="hint">
            "Only the cheapest rows, rounded; linear axes; shapes by hardware alone; of equal runs one on the front."
        </p>
    }
}

/// The checkboxes of tables, where several are shown.
#[component]
fn TableChecks(state: State) -> impl IntoView {
    let several = Memo::new(move |_| {
        let tables = |shown: &ActiveTable| shown.runs.table.as_ref().map_or(0, |table| table.labels.len());
        state.shown.with(|shown| shown.as_ref().is_some_and(|shown| tables(shown) > 1))
    });
    move || several.get().then(|| view! { <Checks state dimension=Dimension::Table /> }.into_any())
}

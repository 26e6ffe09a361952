//! Controls: filters, limits, and the inputs that they are made of.

pub(crate) mod cheapest;
pub(crate) mod checkboxes;
pub(crate) mod checked_input;
pub(crate) mod limits;
pub(crate) mod radios;
pub(crate) mod vus_slider;

use leptos::prelude::*;

use self::cheapest::CheapestInput;
use self::checkboxes::{Checks, Dimension};
pub use self::checked_input::{CheckedInput, Taken};
pub use self::limits::LimitsSection;
use self::radios::Radios;
use self::vus_slider::VusSlider;
use super::reactive::{Signal, act, live};
pub use super::sections::columns::ColumnsSection;
use super::state::State;
use crate::page::choice::filters::{Axes, Choice, Latency};
use crate::page::tables::active_table::Shown;

/// All of them.
#[component]
pub fn Filters(state: State) -> impl IntoView {
    let notebook = move || state.draft.with(|choice| choice.notebook);
    let filtered = move || state.draft.with(|choice| choice.filter != Default::default() || !choice.hidden.is_empty());
    let reset = move |_| {
        state.choose(|choice| {
            choice.filter = Default::default();
            choice.hidden.clear();
        });
    };
    let has_p95 = move || state.shown.with(|shown| shown.as_ref().is_some_and(|s| s.runs.p95_latency_ms.is_some()));
    view! {
        <section class="card filters" aria-labelledby="filters-title">
            <div class="filters-head">
                <h2 id="filters-title">"Filters"</h2>
                <button type="button" class="link" data-testid="reset" disabled=move || !filtered() on:click=act(reset)>
                    "Reset"
                </button>
            </div>
            <VusSlider state />
            <TableChecks state />
            <Checks state dimension=Dimension::HwType />
            <Checks state dimension=Dimension::Image />
            <Checks state dimension=Dimension::BatchSize />
            <CheapestInput state />
            <Radios
                state
                legend="Latency"
                name="latency"
                options=&[("avg", "average", Latency::Avg), ("p95", "p95", Latency::P95)]
                disabled=Signal::derive(move || !has_p95())
                read=|choice: &Choice| choice.latency
                write=|choice: &mut Choice, latency| choice.latency = latency
            />
            <Radios
                state
                legend="Axes"
                name="axes"
                options=&[("auto", "auto", Axes::Auto), ("linear", "linear", Axes::Linear), ("log", "log", Axes::Log)]
                disabled=Signal::from(false)
                read=|choice: &Choice| choice.axes
                write=|choice: &mut Choice, axes| choice.axes = axes
            />
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
        </section>
    }
}

/// The boxes of several tables: of one there is nothing to choose, and nothing to see.
#[component]
fn TableChecks(state: State) -> impl IntoView {
    let several = Memo::new(move |_| {
        let tables = |shown: &Shown| shown.runs.table.as_ref().map_or(0, |table| table.labels.len());
        state.shown.with(|shown| shown.as_ref().is_some_and(|shown| tables(shown) > 1))
    });
    move || several.get().then(|| view! { <Checks state dimension=Dimension::Table /> }.into_any())
}

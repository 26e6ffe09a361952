//! A limit on VUs, as a slider over the VUs that occur: each step shows or hides some run.

use leptos::prelude::*;

use super::slider::Slider;
use crate::format::numbers::short;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs;
use crate::ui::reactive::Signal;
use crate::ui::state::selection::Selection;

/// The slider. Its last step means no limit, which also lets runs without VUs pass.
#[component]
pub fn VusSlider(
    state: Selection,
    /// Its id and its name in tests.
    name: &'static str,
    /// Its label.
    label: &'static str,
    /// The limit.
    #[prop(into)]
    limit: Signal<Option<f64>>,
    /// Takes another limit.
    set: fn(Selection, Option<f64>),
) -> impl IntoView {
    let read = move |get: fn(&[f64], Option<f64>) -> String| {
        let vus = |shown: &ActiveTable| get(&shown.vus, limit.get());
        state.shown.map_or_default(|shown| vus(shown))
    };
    let steps = move || state.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.vus.len()));
    let last = Signal::derive(move || steps().saturating_sub(1) as f64);
    let step =
        move || state.shown.with(|shown| shown.as_ref().map_or(0, |shown| step_of(&shown.vus, limit.get()))) as f64;
    let slide = move |step: f64| {
        let limit = state.shown.with_untracked(|shown| {
            let (vus, at) = (&shown.as_ref()?.vus, step as usize);
            vus.get(at).copied().filter(|_| at + 1 < vus.len())
        });
        set(state, limit);
    };
    let end = |vus: Option<&f64>| vus.map_or_else(String::new, |&vus| short(vus));
    view! {
        <Slider
            name
            label=label.to_owned()
            min=0.0
            max=last
            step=1.0
            value=Signal::derive(step)
            words=Signal::derive(move || read(words))
            disabled=Signal::derive(move || steps() < 2)
            set=Box::new(slide)
        >
            <div class="ends" aria-hidden="true">
                <span>{move || state.shown.with(|shown| end(shown.as_ref().and_then(|shown| shown.vus.first())))}</span>
                <span>{move || state.shown.with(|shown| end(shown.as_ref().and_then(|shown| shown.vus.last())))}</span>
            </div>
        </Slider>
    }
}

/// The step of the largest VUs within the limit.
fn step_of(vus: &[f64], limit: Option<f64>) -> usize {
    let steps = limit.map_or(vus.len(), |max| vus.partition_point(|&vus| vus <= max));
    steps.saturating_sub(1)
}

fn words(vus: &[f64], limit: Option<f64>) -> String {
    limit.or(vus.last().copied()).map_or_else(|| "no VUs".to_owned(), runs::vus)
}

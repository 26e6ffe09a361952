//! What would we have seen had we not tried more VUs than this?

use leptos::prelude::*;

use crate::format::numbers::short;
use crate::page::tables::active_table::Shown;
use crate::ui::state::State;

/// A slider over the VUs that occur: each step shows or hides some run.
#[component]
pub fn VusSlider(state: State) -> impl IntoView {
    let read = move |get: fn(&Shown, Option<f64>) -> String| {
        let max = state.draft.now.with(|choice| choice.filter.max_vus);
        state.shown.with(|shown| shown.as_ref().map(|shown| get(shown, max)).unwrap_or_default())
    };
    let set = move |index: usize| {
        let vus = state.shown.with_untracked(|shown| {
            let vus = shown.as_ref().map(|shown| &shown.vus)?;
            // The last step means no limit: it also lets runs without VUs pass.
            if index + 1 >= vus.len() { None } else { vus.get(index).copied() }
        });
        state.choose(|choice| choice.filter.max_vus = vus);
    };
    view! {
        <div class="field">
            <div class="field-head">
                <label for="vus-max">"VUs at most"</label>
                <output for="vus-max" data-testid="vus-readout">{move || read(readout)}</output>
            </div>
            <input
                id="vus-max"
                data-testid="vus-max"
                type="range"
                min="0"
                step="1"
                max=move || read(|shown, _| last(shown).to_string())
                prop:max=move || read(|shown, _| last(shown).to_string())
                prop:value=move || read(|shown, max| index(shown, max).to_string())
                aria-valuetext=move || read(readout)
                disabled=move || state.shown.with(|shown| shown.as_ref().is_none_or(|shown| shown.vus.len() < 2))
                on:input:target=move |event| {
                    if let Ok(index) = event.target().value().parse() {
                        set(index);
                    }
                }
            />
            <div class="ends" aria-hidden="true">
                <span>{move || read(|shown, _| shown.vus.first().map_or_else(String::new, |&v| short(v)))}</span>
                <span>{move || read(|shown, _| shown.vus.last().map_or_else(String::new, |&v| short(v)))}</span>
            </div>
        </div>
    }
}

fn last(shown: &Shown) -> usize {
    shown.vus.len().saturating_sub(1)
}

/// The step of the largest VUs that pass.
fn index(shown: &Shown, max: Option<f64>) -> usize {
    max.map_or(last(shown), |max| shown.vus.partition_point(|&vus| vus <= max).saturating_sub(1))
}

fn readout(shown: &Shown, max: Option<f64>) -> String {
    let vus = max.or_else(|| shown.vus.last().copied());
    vus.map_or_else(|| "no VUs".to_owned(), |vus| format!("{} {}", short(vus), if vus == 1.0 { "VU" } else { "VUs" }))
}

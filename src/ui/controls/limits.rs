//! Limits: the most latency, the most failures, the least throughput, and the allowed hardware.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::analysis::decide::slo::Limit;
use crate::data::table::number;
use crate::page::choice::filters::Choice;
use crate::page::choice::limits::LimitChoice;
use crate::page::limits::scale::{LimitScale, STEPS};
use crate::page::limits::words::{amount, limit_name};
use crate::page::words::runs::capital;
use crate::text::foreign::shown;
use crate::ui::browser::observe;
use crate::ui::parts::popover;
use crate::ui::parts::tabs::{is_all, shows_all};
use crate::ui::reactive::{Memo, Signal, Views, act, live};
use crate::ui::state::State;

use super::at_most;
use super::checkboxes::one_by_one;
use super::other_limits::OtherLimits;
use super::slider::Slider;

/// All limits, besides the handle of the one on the chart's own axis and the fields of the question. A column that the table
/// does not have cannot be limited here; a limit on it from an address can be lifted.
#[component]
pub fn MoreLimits(state: State) -> impl IntoView {
    let none = move || {
        let none = |choice: &Choice| choice.limits.is_empty() && choice.money.terms.at_most_usd.is_none();
        state.draft.now_unfiltered.with(none)
    };
    let lift = move |_| {
        state.choose(|choice| {
            choice.limits = LimitChoice::default();
            choice.money.terms.at_most_usd = None;
        });
    };
    let all_limits = [Limit::P95Latency, Limit::AvgLatency, Limit::ErrorShare, Limit::Throughput];
    view! {
        <details class="more-limits" data-testid="limits-rest" open=shows_all(state.mode)>
            <summary>"More limits"</summary>
            <div class="limits" id="limits">
                {all_limits.map(|limit| view! { <LimitField state limit /> }.into_any())}
                <OtherLimits state />
                {at_most::field(state.now, "limit-at-most")}
                <AllowedHardware state />
                <button type="button" class="link" data-testid="limits-lift" disabled=live(none) on:click=act(lift)>
                    "Lift all limits"
                </button>
            </div>
        </details>
    }
}

/// The panel under the question while it is open, and what opens it.
const OPEN: &str = ".ask .more-limits[open]";
const BUTTON: &str = "[data-testid=more-limits]";

/// The same under the question, over what stands there; nothing where all of the page is shown, below each other.
pub fn under_question(state: State) -> AnyView {
    if is_all() {
        return ().into_any();
    }
    let shut = |limits: &HtmlElement| {
        limits.remove_attribute("open").ok();
    };
    popover::shut_from_outside(OPEN, BUTTON, shut);
    // Enter takes what was typed, after this event; a refused text stays in sight with its reason. At `keydown` the rest of the
    // key would reach the button.
    let enter = move |event: Event| {
        let is_enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Enter");
        if is_enter && observe::is_in(&event, ".asked-limits input") {
            request_animation_frame(move || {
                if observe::found(".asked-limits [aria-invalid=true]").is_none() {
                    popover::leave(OPEN, BUTTON, shut);
                }
            });
        }
    };
    observe::hear("keypress", Box::new(enter));
    view! { <div class="asked-limits"><MoreLimits state /></div> }.into_any()
}

/// A limit's name in the address, also used for its elements.
fn name(limit: Limit) -> &'static str {
    crate::page::choice::limits::key(limit)
}

/// A slider over the range of the table's values, with their distribution above it, and a number field.
#[component]
fn LimitField(state: State, limit: Limit) -> impl IntoView {
    let scale = Memo::new(move |_| {
        let (shown, basis) = (state.shown.get()?, state.basis.get()?);
        LimitScale::new(&shown, &basis, limit)
    });
    let there = Memo::new(move |_| scale.with(Option::is_some));
    move || there.get().then(|| view! { <LimitInputs state limit scale /> }.into_any())
}

#[component]
fn LimitInputs(state: State, limit: Limit, scale: Memo<Option<LimitScale>>) -> impl IntoView {
    let at_most = limit != Limit::Throughput;
    // Shares are typed and read as percentages.
    let unit = if limit == Limit::ErrorShare { 100.0 } else { 1.0 };
    let get = move || state.draft.now_unfiltered.with(|choice| choice.limits.get(limit));
    let set = move |to: Option<f64>| state.choose(|choice| choice.limits.set(limit, to));
    let step = move || scale.with(|scale| scale.as_ref().map_or(0, |scale| scale.step_of(get()))) as f64;
    let slide = move |step: f64| {
        set(scale.with_untracked(|scale| scale.as_ref().and_then(|scale| scale.limit_at(step as usize))));
    };
    let words = move || get().map_or_else(|| "no limit".to_owned(), |value| amount(limit, value));
    // A limit from the slider or an address may have many digits: 0.07 · 100 has. Written after every event: what is typed
    // and no number limits nothing, and does not stay where nothing was limited before.
    let now = move || state.draft.now.with(|choice| choice.limits.get(limit));
    let typed = move || now().map(|value| crate::analysis::stats::round::round_half_even(value * unit, 9).to_string());
    let title = format!("{} at {}", capital(limit_name(limit)), if at_most { "most" } else { "least" });
    let bar = |height: f64| view! { <i style:height=format!("{:.0}%", height * 100.0)></i> };
    let bars = move || {
        let bars = scale.map_or_default(|scale| scale.bars.clone());
        bars.into_iter().map(bar).views()
    };
    let counted = move || {
        let words = scale.map_or_default(|scale| scale.counted.clone());
        if words.is_empty() { words } else { ["; ", &words].concat() }
    };
    let label = match limit {
        Limit::ErrorShare => "in %",
        Limit::Throughput => "in req/s",
        _ => "in ms",
    };
    view! {
        <Slider
            name=name(limit)
            label=title.clone()
            class="limit"
            min=0.0
            max=STEPS as f64
            step=1.0
            value=Signal::derive(step)
            words=Signal::derive(words)
            set=Box::new(slide)
            above=view! { <div class="limit-bars" aria-hidden="true">{live(bars)}</div> }.into_any()
        >
            <input
                type="number"
                data-testid=format!("{}-typed", name(limit))
                min="0"
                step="any"
                inputmode="decimal"
                placeholder="no limit"
                aria-label=format!("{title}, {label}")
                prop:value=move || typed().unwrap_or_default()
                on:change:target=move |event| set(number::parse(&event.target().value()).map(|value| value / unit))
            />
            <span class="hint">{label} {live(counted)}</span>
        </Slider>
    }
}

/// A box for each hardware; none where there is nothing to choose.
#[component]
fn AllowedHardware(state: State) -> impl IntoView {
    let labels = Memo::new(move |_| state.shown.map_or_default(|shown| shown.runs.hw_type.labels.clone()));
    let set = move |label: &str, on: bool| {
        state.choose(|choice| {
            let all = labels.get_untracked();
            let mut now = choice.limits.hardware.take().unwrap_or_else(|| one_by_one(all.clone()));
            if on {
                now.insert(label.to_owned())
            } else {
                now.remove(label)
            };
            // All of them is no limit, which is not written to the address.
            choice.limits.hardware = (!all.iter().all(|label| now.contains(label))).then_some(now);
        });
    };
    let check = move |label: String| {
        let named = label.clone();
        let allowed = move || {
            state
                .draft
                .now_unfiltered
                .with(|choice| choice.limits.hardware.as_ref().is_none_or(|names| names.contains(&named)))
        };
        let text = shown(&label).into_owned();
        view! {
            <label>
                <input type="checkbox" prop:checked=live(allowed) on:change:target=move |event| set(&label, event.target().checked()) />
                <span>{text}</span>
            </label>
        }
    };
    view! {
        <fieldset class="checks" data-testid="limit-hardware" hidden=move || labels.with(|labels| labels.len() < 2)>
            <legend>"Allowed hardware"</legend>
            <div>{move || labels.get().into_iter().map(check).views()}</div>
        </fieldset>
    }
}

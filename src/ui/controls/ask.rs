//! The question as one line of fields: demand, load, latency, hardware, prices.

use std::sync::Arc;

use leptos::prelude::*;

use super::price_field::PriceField;
use super::{CheckedInput, Taken};
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::round::round_half_even;
use crate::data::table::number;
use crate::page::answer::demand::Unit;
use crate::page::choice::filters::{Choice, Latency};
use crate::page::money::prices::PricesView;
use crate::page::words::short_runs::swatch_class;
use crate::text::foreign::shown;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::browser::observe;
use crate::ui::reactive::{Memo, RwSignal, Signal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::inputs::LazyCode;

/// More prices than this are in a list of their own.
const MOST_PRICES: usize = 3;

/// The line.
#[component]
pub fn Ask(state: State) -> impl IntoView {
    view! {
        <form class="card ask" aria-label="Question" data-testid="ask" on:submit=act(|event: leptos::ev::SubmitEvent| event.prevent_default())>
            <DemandField state />
            <LatencyField state />
            {move || limits_to_come(state)}
            <Lazy state parts=super::other_limits::asked quiet=true />
            <HardwareField state />
            <PriceFields state />
            <div class="f add">
                <button type="button" class="plain" data-testid="more-limits" on:click=act(move |_| observe::open(".more-limits"))>"+ Limit"</button>
            </div>
            <Lazy state parts=super::limits::under_question quiet=true />
        </form>
    }
}

/// Room for the limits that are fields once all code is there.
fn limits_to_come(state: State) -> Vec<AnyView> {
    let others = match state.lazy_code.get() {
        LazyCode::Ready => 0,
        _ => state.draft.now_unfiltered.with(|choice| choice.limits.others.len()),
    };
    (0..others).map(|_| view! { <div class="f on"></div> }.into_any()).collect()
}

/// Reads the reader's choice.
fn chosen<T: Send + Sync + 'static>(state: State, get: impl Fn(&Choice) -> T + Send + Sync + 'static) -> Signal<T> {
    Signal::derive(move || state.draft.now_unfiltered.with(|choice| get(choice)))
}

/// How much is asked for, in the reader's unit; and how full a machine may be for it.
#[component]
fn DemandField(state: State) -> impl IntoView {
    let readers = RwSignal::new(Unit::default());
    let demand = chosen(state, |choice| choice.money.demand);
    let unit = Memo::new(move |_| Unit::of(demand.get(), readers.get()));
    let set = move |text: String| -> Taken {
        let (demand, words) = unit.get_untracked().for_typing().typed(&text, demand.get_untracked())?;
        state.choose(|choice| choice.money.demand = demand);
        Ok(words)
    };
    let turn = move |at: usize| {
        let (from, to) = (unit.get_untracked(), Unit::ALL[at]);
        readers.set(to);
        state.choose(|choice| choice.money.demand = to.turned(from, choice.money.demand));
    };
    let work = Memo::new(move |_| state.shown.map_or_default(|shown| shown.runs.work));
    let option = move |(at, of): (usize, Unit)| {
        let selected = move || unit.get() == of;
        view! { <option value=at.to_string() prop:selected=live(selected)>{move || of.words(work.get())}</option> }
    };
    view! {
        <div class="f" class:on=move || unit.get() != Unit::None>
            <CheckedInput
                label="Demand".to_owned()
                name="demand"
                test_id="demand"
                placeholder="any"
                text=true
                value=Signal::derive(move || unit.get().amount(demand.get()))
                set
            />
            <select aria-label="Unit of the demand" data-testid="demand-unit" on:change:target=move |event| turn(event.target().value().parse().unwrap_or(0))>
                {Unit::ALL.into_iter().enumerate().map(option).views()}
            </select>
        </div>
        {move || (unit.get() != Unit::None).then(|| load_field(state))}
    }
}

#[inline(never)]
fn load_field(state: State) -> AnyView {
    let value = chosen(state, |choice| {
        round_half_even(choice.money.terms.load_share_of(choice.money.demand) * 100.0, 6).to_string()
    });
    let set = move |text: String| -> Taken {
        let mut outcome = Ok(None);
        state.choose(|choice| outcome = choice.money.terms.set_load(&text));
        outcome
    };
    view! {
        <div class="f">
            <CheckedInput label="Load, at most".to_owned() name="ask-load" test_id="ask-load" value set />
            <span class="unit">"% of a machine"</span>
        </div>
    }
    .into_any()
}

/// The latency that decides: p95 where the table has it, or where it is limited though it has none.
#[component]
fn LatencyField(state: State) -> impl IntoView {
    let has_p95 = Memo::new(move |_| {
        state.shown.with(|shown| shown.as_ref().is_some_and(|s| s.runs.p95_latency_ms.is_some()))
            || state.draft.now_unfiltered.with(|choice| choice.limits.max_p95_latency_ms.is_some())
    });
    let limit = Memo::new(move |_| if has_p95.get() { Limit::P95Latency } else { Limit::AvgLatency });
    let value = Signal::derive(move || {
        let bound = state.draft.now_unfiltered.with(|choice| choice.limits.get(limit.get()));
        bound.map(|bound| round_half_even(bound, 9).to_string()).unwrap_or_default()
    });
    let set = move |text: String| -> Taken {
        let limit = limit.get_untracked();
        let bound = match text.trim() {
            "" => None,
            text => Some(
                number::parse(text)
                    .filter(|&ms| ms > 0.0 && ms.is_finite())
                    .ok_or_else(|| format!("“{text}” is no latency in ms above 0: nothing changed."))?,
            ),
        };
        state.choose(|choice| {
            // What is limited is what one wants to see.
            if limit == Limit::P95Latency && bound.is_some() && choice.limits.get(limit).is_none() {
                choice.latency = Latency::P95;
            }
            choice.limits.set(limit, bound);
        });
        Ok(None)
    };
    let label =
        Signal::derive(move || if has_p95.get() { "p95, at most" } else { "Average latency, at most" }.to_owned());
    let on = Memo::new(move |_| !value.get().is_empty());
    view! {
        <div class="f" class:on=move || on.get()>
            <CheckedInput label name="ask-latency" test_id="ask-latency" placeholder="any" value set />
            <span class="unit">"ms"</span>
        </div>
    }
}

/// Any hardware, or one; several by the boxes among the limits.
#[component]
fn HardwareField(state: State) -> impl IntoView {
    let labels = Memo::new(move |_| state.shown.map_or_default(|shown| shown.runs.hw_type.labels.clone()));
    let allowed = chosen(state, |choice| choice.limits.hardware.clone());
    let choose = move |label: String| {
        let only =
            labels.with_untracked(|labels| labels.contains(&label)).then(|| super::checkboxes::one_by_one(vec![label]));
        state.choose(|choice| choice.limits.hardware = only);
    };
    let any = move || {
        let all = labels.with(Vec::len);
        match allowed.get().map(|names| names.len()) {
            Some(some) if some != 1 => format!("{some} of {all}"),
            _ => format!("any of {all}"),
        }
    };
    let option = move |label: String| {
        let named = label.clone();
        let selected = move || allowed.get().is_some_and(|names| names.len() == 1 && names.contains(&named));
        let value = label.clone();
        view! { <option value=value prop:selected=live(selected)>{shown(&label).into_owned()}</option> }
    };
    view! {
        <div class="f" class:on=move || allowed.get().is_some() hidden=move || labels.with(Vec::len) < 2>
            <span class="checked">
                <label for="ask-hardware">"Hardware"</label>
                <select id="ask-hardware" data-testid="ask-hardware" on:change:target=move |event| choose(event.target().value())>
                    <option value="" prop:selected=move || allowed.get().is_none_or(|names| names.len() != 1)>{live(any)}</option>
                    {move || labels.get().into_iter().map(option).views()}
                </select>
            </span>
        </div>
    }
}

/// The price of each hardware where there are few; else how many there are.
#[component]
fn PriceFields(state: State) -> impl IntoView {
    let view: Memo<Option<Arc<PricesView>>> = Memo::new(move |_| {
        let shown = state.shown.get()?;
        state
            .draft
            .undragged
            .with(|choice| Some(Arc::new(PricesView::new(&shown, &choice.prices, &choice.price_sources))))
    });
    let lines = Memo::new(move |_| view.with(|view| view.as_ref().map_or(0, |view| view.lines.len())));
    let asks = move || view.with(|view| view.as_ref().is_some_and(|view| view.asks));
    let currency = move || state.draft.now_unfiltered.with(|choice| choice.money.currency.clone());
    let field = move |at: usize| {
        let line = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.lines.get(at).cloned())));
        let swatch = move || swatch_class(line.map_or_default(|line| line.hue));
        view! {
            <span class="priced">
                <i class=live(swatch)></i>
                <PriceField state line name=format!("ask-price-{at}") test_id="ask-price" brief=true />
            </span>
        }
        .into_any()
    };
    let fields = move || match lines.get() {
        n if n > MOST_PRICES => {
            let words = move || view.with(|view| view.as_ref().map(|view| view.short.clone()));
            view! { <a href="#prices" class="all-prices">{live(words)}</a> }.into_any()
        }
        n => (0..n).map(field).views().into_any(),
    };
    view! {
        <div class="f wide" class:need=asks>
            <span class="k">"Price, " {live(currency)} " an hour"</span>
            <span class="prices-asked">{fields}</span>
        </div>
    }
}

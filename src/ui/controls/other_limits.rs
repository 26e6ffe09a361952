//! Limits on any measure of a table, and presets of them by use.

use std::sync::Arc;

use leptos::prelude::*;

use super::{CheckedInput, Taken, at_most};
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::round::round_half_even;
use crate::data::table::number;
use crate::page::choice::limits::key;
use crate::page::limits::others::{Field, OtherLimitsView, begin, limits_of, take};
use crate::page::limits::presets::{Preset, presets};
use crate::page::limits::statistics::told;
use crate::page::limits::words::limit_name;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::capital;
use crate::ui::reactive::{Memo, Signal, Views, live};
use crate::ui::state::State;

type View = Memo<Option<Arc<OtherLimitsView>>>;

/// Limits that are set, as fields of the question.
pub fn asked(state: State) -> AnyView {
    let view = view_of(state);
    let keys = Memo::new(move |_| {
        state.draft.now_unfiltered.with(|choice| choice.limits.others.keys().cloned().collect::<Vec<_>>())
    });
    let field = move |key: String| {
        let name = ["ask-", &key].concat();
        let field = field_of(view, key.clone());
        let read = move |get: fn(&Field) -> String| Signal::derive(move || field.map_or_default(get));
        view! {
            <div class="f on">
                <CheckedInput
                    label=read(|field| field.short.clone())
                    name
                    test_id="ask-limit"
                    placeholder="any"
                    text=true
                    value=read(|field| field.value.clone())
                    set=move |text: String| set_limit(state, &key, &text)
                />
                <span class="unit">{move || field.map_or_default(|field| field.unit)}</span>
            </div>
        }
        .into_any()
    };
    let own = OWN.map(|limit| own(state, limit));
    view! {
        {move || keys.get().into_iter().map(field).views()}
        {own}
        {at_most::asked(state)}
    }
    .into_any()
}

/// The limits of their own that no other field of the question has.
const OWN: [Limit; 3] = [Limit::AvgLatency, Limit::ErrorShare, Limit::Throughput];

/// The field of such a limit while it is set.
fn own(state: State, limit: Limit) -> AnyView {
    let there = Memo::new(move |_| {
        // Where no p95 is known or limited, the average has a field already.
        let has_p95 = state.shown.with(|shown| shown.as_ref().is_some_and(|s| s.runs.p95_latency_ms.is_some()));
        state.draft.now_unfiltered.with(|choice| {
            let limits = &choice.limits;
            let has_field = limit == Limit::AvgLatency && !has_p95 && limits.max_p95_latency_ms.is_none();
            limits.get(limit).is_some() && !has_field
        })
    });
    let (factor, unit, bound) = match limit {
        Limit::ErrorShare => (100.0, "%", "most"),
        Limit::Throughput => (1.0, "req/s", "least"),
        _ => (1.0, "ms", "most"),
    };
    let value = Signal::derive(move || {
        let bound = state.draft.now_unfiltered.with(|choice| choice.limits.get(limit));
        bound.map(|bound| round_half_even(bound * factor, 9).to_string()).unwrap_or_default()
    });
    let set = move |text: String| -> Taken {
        let bound = match text.trim() {
            "" => None,
            text => Some(
                number::parse(text)
                    .filter(|number| *number >= 0.0 && number.is_finite())
                    .ok_or_else(|| format!("“{text}” is no number of at least 0: nothing changed."))?,
            ),
        };
        state.choose(|choice| choice.limits.set(limit, bound.map(|bound| bound / factor)));
        Ok(None)
    };
    let field = move || {
        let label = format!("{}, at {bound}", capital(limit_name(limit)));
        let name = ["ask-", key(limit)].concat();
        view! {
            <div class="f on">
                <CheckedInput label name test_id="ask-own-limit" placeholder="any" value set />
                <span class="unit">{unit}</span>
            </div>
        }
        .into_any()
    };
    (move || there.get().then(field)).into_any()
}

fn view_of(state: State) -> View {
    Memo::new(move |_| {
        let shown = state.shown.get()?;
        state.draft.now_unfiltered.with(|choice| Some(Arc::new(OtherLimitsView::new(&shown, &choice.limits.others))))
    })
}

fn field_of(view: View, key: String) -> Memo<Option<Field>> {
    Memo::new(move |_| {
        let find = |view: &Arc<OtherLimitsView>| view.fields.iter().find(|field| field.key == key).cloned();
        view.with(|view| view.as_ref().and_then(find))
    })
}

fn set_limit(state: State, key: &str, text: &str) -> Taken {
    let mut outcome = Ok(None);
    state.choose(|choice| outcome = take(&mut choice.limits.others, key, text));
    outcome
}

/// The fields; nothing for a table without tokens where none is set.
#[component]
pub fn OtherLimits(state: State) -> impl IntoView {
    let of_tokens = |shown: &Arc<ActiveTable>| shown.runs.has_tokens();
    let there = Memo::new(move |_| {
        let set = state.draft.now_unfiltered.with(|choice| !choice.limits.others.is_empty());
        state.shown.with(|shown| shown.as_ref().is_some_and(|shown| set || of_tokens(shown)))
    });
    move || there.get().then(|| fields(state))
}

/// Apart, so that the first view of other tables does without it.
#[inline(never)]
fn fields(state: State) -> AnyView {
    view! { <Fields state /> }.into_any()
}

#[component]
fn Fields(state: State) -> impl IntoView {
    let view = view_of(state);
    let keys = Memo::new(move |_| {
        let keys = |view: &Arc<OtherLimitsView>| view.fields.iter().map(|field| field.key.clone()).collect::<Vec<_>>();
        view.with(|view| view.as_ref().map(keys)).unwrap_or_default()
    });
    let add = move |key: String| {
        let Some(shown) = state.shown.get_untracked() else { return };
        state.choose(|choice| begin(&shown, &mut choice.limits.others, &key));
    };
    let offered = Memo::new(move |_| view.map_or_default(|view| view.offered.clone()));
    let option = |(key, words): (String, String)| view! { <option value=key>{words}</option> };
    let statistics = move || state.shown.map_or_default(|shown| told(&shown.runs));
    view! {
        <div class="other-limits" data-testid="other-limits">
            {move || keys.get().into_iter().map(|key| view! { <LimitOn state view key /> }.into_any()).views()}
            <label class="work-choice" hidden=move || offered.with(Vec::is_empty)>
                <span>"Limit another measure"</span>
                <select
                    data-testid="limit-add"
                    on:change:target=move |event| {
                        add(event.target().value());
                        event.target().set_value("");
                    }
                >
                    <option value="">"choose…"</option>
                    {move || offered.get().into_iter().map(option).views()}
                </select>
            </label>
            <p class="hint" data-testid="limit-statistics">{live(statistics)}</p>
            <Presets state view />
        </div>
    }
}

/// One field, with the distribution of what it limits.
#[component]
fn LimitOn(state: State, view: View, key: String) -> impl IntoView {
    let name = format!("limit-{key}");
    let field = field_of(view, key.clone());
    let read = move |get: fn(&Field) -> String| Signal::derive(move || field.map_or_default(get));
    let set = move |text: String| set_limit(state, &key, &text);
    let bar = |height: f64| view! { <i style:height=format!("{:.0}%", height * 100.0)></i> };
    let bars = move || field.map_or_default(|field| field.bars.clone()).into_iter().map(bar).views();
    view! {
        <div class="other-limit">
            <div class="limit-bars" aria-hidden="true">{live(bars)}</div>
            <CheckedInput
                label=read(|field| field.label.clone())
                name
                test_id="other-limit"
                placeholder="no limit"
                text=true
                value=read(|field| field.value.clone())
                set
            />
            <span class="hint">{read(|field| field.range.clone()).live()}</span>
        </div>
    }
}

/// Published limits to start from. None is applied by itself.
#[component]
fn Presets(state: State, view: View) -> impl IntoView {
    let now = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.preset.as_ref().map(|it| it.0))));
    let told = move || view.with(|view| view.as_ref().and_then(|view| view.preset.as_ref().map(|it| it.1.clone())));
    let choose = move |key: String| {
        let limits = Preset::of_key(&key).map(limits_of).unwrap_or_default();
        state.choose(|choice| choice.limits.others = limits);
    };
    let option = move |preset: &'static Preset| {
        let selected = move || now.get() == Some(preset.key);
        view! { <option value=preset.key prop:selected=live(selected)>{format!("{}: {}", preset.name, preset.words())}</option> }
    };
    view! {
        <label class="work-choice">
            <span>"Start from published limits"</span>
            <select data-testid="limit-presets" on:change:target=move |event| choose(event.target().value())>
                <option value="" prop:selected=live(move || now.get().is_none())>"none of them"</option>
                {presets().iter().map(option).views()}
            </select>
        </label>
        <p class="hint" data-testid="limit-preset-words">{live(told)}</p>
    }
}

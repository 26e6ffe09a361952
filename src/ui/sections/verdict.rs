//! The answer first: the run to take, its figures, what speaks for it and what against.

use std::sync::Arc;

use leptos::prelude::*;

use super::confidence::{confidence_of_verdict, likelier, lists, on_card};
use crate::page::limits::words::Offer;
use crate::page::verdict::headline::{Gauge, Headline, LoadOffer};
use crate::page::verdict::view::VerdictView;
use crate::page::words::short_runs::swatch_class;
use crate::page::words::short_sentences::ShortForms;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::browser::observe;
use crate::ui::parts::conditions;
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::parts::tabs::shows_all;
use crate::ui::reactive::{Memo, Views, act, live};
use crate::ui::state::State;

/// One number and a sentence, gauges of what is limited, an offer, the doubts; the figures and reasons one click away.
/// Without a run that qualifies, what would admit one.
#[component]
pub fn Verdict(state: State) -> impl IntoView {
    let title = move || state.verdict.with(|view| view.as_ref().map_or("No run qualifies", |view| view.title));
    view! {
        <section class="card verdict" id="answer" aria-labelledby="verdict-title">
            <div class="ans-head">
                <h2 id="verdict-title">{live(title)}</h2>
                <div class="sure"><Lazy state parts=confidence_of_verdict quiet=true /></div>
            </div>
            {conditions::of_view(state)}
            <Reading state />
            <PriceAsked state />
            <Nothing state />
            <Lazy state parts=offers quiet=true />
            <Doubts state />
            <details class="reasons" data-testid="verdict-reasons" open=shows_all(state.mode) && !state.mode.embed>
                <summary>"Figures and reasons"</summary>
                <Lazy state parts=reasons quiet=true />
            </details>
        </section>
    }
}

/// The figures, the sentence of exports, what speaks for the answer, and what the limits exclude.
fn reasons(state: State) -> AnyView {
    let forms = short_forms(state.now);
    let sentence = short_text(forms, Box::new(move || state.verdict.map_or_default(|view| view.sentence.clone())));
    let list = |title: &'static str, name: &'static str, of: fn(&VerdictView) -> Vec<String>| {
        sentences(forms, title, name, Memo::new(move |_| state.verdict.map_or_default(|view| of(view))))
    };
    view! {
        <p data-testid="verdict">{sentence}</p>
        <Figures state />
        {list("Why", "verdict-why", |view| view.why.clone())}
        {list("Limits", "verdict-excluded", |view| view.excluded.clone())}
        // Where the card stands alone there is no other place for them.
        {state.mode.view.map(|_| lists(state))}
    }
    .into_any()
}

/// The number, the machines and the gauges.
#[component]
fn Reading(state: State) -> impl IntoView {
    let reading = Memo::new(move |_| state.verdict.map_or_default(|view| view.headline.clone()));
    let read = move |get: fn(&Headline) -> &str| live(move || reading.with(|reading| get(reading).to_owned()));
    let gauges = Memo::new(move |_| reading.with(|reading| reading.gauges.len()));
    let gauge = move |at: usize| {
        let part = move |get: fn(&Gauge) -> String| {
            live(move || reading.with(|reading| reading.gauges.get(at).map(get).unwrap_or_default()))
        };
        let filled = move || reading.with(|reading| reading.gauges.get(at).and_then(|gauge| gauge.filled));
        let width = move || format!("{:.1}%", filled().unwrap_or(0.0).clamp(0.0, 1.0) * 100.0);
        view! {
            <div>
                <dt>{part(|gauge| gauge.name.clone())}</dt>
                <dd>{part(|gauge| gauge.value.clone())}</dd>
                <dd>
                    <span class="bar" hidden=move || filled().is_none()><i style:width=live(width)></i></span>
                    {part(|gauge| gauge.of.clone())}
                </dd>
            </div>
        }
        .into_any()
    };
    let swatch = move || reading.with(|reading| swatch_class(reading.hue));
    let offered = move || reading.with(|reading| reading.offer.clone());
    let offer = move |offer: LoadOffer| load_offer(state, offer.words, offer.percent);
    view! {
        <p class="big" data-testid="answer-number">{read(|reading| &reading.number)} " " <small>{read(|reading| &reading.unit)}</small></p>
        <p class="what" data-testid="answer-machines" hidden=move || reading.with(|reading| reading.machines.is_empty())>
            <i class=live(swatch)></i>
            <b>{read(|reading| &reading.machines)}</b>
            <span>{read(|reading| if reading.settings.is_empty() { "" } else { " · " })} {read(|reading| &reading.settings)}</span>
        </p>
        <p class="gets" data-testid="answer-said" aria-live="polite">{read(|reading| &reading.said)}</p>
        <dl class="gauges" data-testid="answer-gauges" hidden=move || gauges.get() == 0>{move || (0..gauges.get()).map(gauge).views()}</dl>
        {move || offered().map(offer)}
    }
}

/// Apart: the first view has no demand.
#[inline(never)]
fn load_offer(state: State, words: String, percent: f64) -> AnyView {
    let take = move |_| state.choose(|choice| choice.money.terms.load_share = Some(percent / 100.0));
    view! {
        <div class="alt">
            <p>{words}</p>
            <button type="button" data-testid="allow-load" on:click=act(take)>{format!("Allow {percent}%")}</button>
        </div>
    }
    .into_any()
}

/// Where nothing has a price, it is asked for in the answer.
#[component]
fn PriceAsked(state: State) -> impl IntoView {
    let asks = Memo::new(move |_| state.verdict.with(|view| view.as_ref().is_some_and(|view| view.most.is_some())));
    let go = move |_| observe::focus("[data-testid=ask-price], a.all-prices");
    view! {
        <div class="alt" hidden=move || !asks.get()>
            <p>"What does one machine cost an hour? With prices the answer is the cheapest."</p>
            <button type="button" data-testid="enter-price" on:click=act(go)>"Enter prices"</button>
        </div>
    }
}

/// Why no run qualifies.
#[component]
fn Nothing(state: State) -> impl IntoView {
    // The number above it begins the sentence.
    let rest = |view: &Arc<VerdictView>| {
        let words = view.nothing.as_deref()?;
        let begun = [&view.headline.number, " ", &*view.headline.unit, " "].concat();
        Some(words.strip_prefix(&*begun).unwrap_or(words).to_owned())
    };
    let words = move || state.verdict.with(|view| view.as_ref().and_then(rest));
    view! { <p class="nothing" data-testid="verdict-nothing">{live(words)}</p> }
}

/// What speaks against the answer.
#[component]
fn Doubts(state: State) -> impl IntoView {
    let doubts = Memo::new(move |_| state.verdict.map_or_default(|view| view.doubts.clone()));
    let item = |text: String| view! { <li>{text}</li> };
    view! {
        <ul class="notes" data-testid="verdict-caveats" hidden=move || doubts.with(Vec::is_empty)>
            {move || doubts.get().into_iter().map(item).views()}
        </ul>
    }
}

/// All figures, as they are exported.
#[component]
fn Figures(state: State) -> impl IntoView {
    let figures = Memo::new(move |_| {
        state.verdict.with(|view| view.as_ref().map(|view| view.figures.clone()).filter(|figures| !figures.is_empty()))
    });
    // The list stands while filters move; only its numbers change.
    let figure = move |at: usize| {
        let part = move |name: bool| {
            figures.with(|figures| {
                let (title, value) = figures.as_ref()?.get(at)?;
                Some(if name { (*title).to_owned() } else { value.clone() })
            })
        };
        view! { <div><dt>{move || part(true)}</dt><dd>{move || part(false)}</dd></div> }
    };
    let count = Memo::new(move |_| figures.with(|figures| figures.as_ref().map_or(0, Vec::len)));
    view! { <dl class="figures" data-testid="verdict-figures" hidden=move || count.get() == 0>{move || (0..count.get()).map(figure).views()}</dl> }
}

/// A list of sentences under a title; nothing when it is empty.
pub(super) fn sentences(
    forms: Memo<Arc<ShortForms>>,
    title: &'static str,
    name: &'static str,
    sentences: Memo<Vec<String>>,
) -> AnyView {
    let item = move |text: String| view! { <li>{short_text(forms, Box::new(move || text.clone()))}</li> };
    let items = move || sentences.get().into_iter().map(item).views();
    view! {
        <div class="verdict-list" hidden=move || sentences.with(Vec::is_empty)>
            <h3>{title}</h3>
            <ul data-testid=name>{live(items)}</ul>
        </div>
    }
    .into_any()
}

/// That another configuration is likelier the answer; a button for each change of limits that would admit a run; what the
/// answer's own run fails.
fn offers(state: State) -> AnyView {
    let offers = Memo::new(move |_| state.verdict.map_or_default(|view| view.offers.clone()));
    let forms = short_forms(state.now);
    let offer = move |Offer { text, limits, .. }: Offer| {
        let take = move |_| {
            let limits = limits.clone();
            state.choose(move |choice| choice.limits = limits);
        };
        view! {
            <li class="alt">
                <p>{short_text(forms, Box::new(move || text.clone()))}</p>
                <button type="button" data-testid="offer" on:click=act(take)>"Change the limit to this"</button>
            </li>
        }
        .into_any()
    };
    view! {
        {likelier(state)}
        <ul class="verdict-offers" data-testid="offers" hidden=move || offers.with(Vec::is_empty)>
            {move || offers.get().into_iter().map(offer).views()}
        </ul>
        {on_card(state)}
    }
    .into_any()
}

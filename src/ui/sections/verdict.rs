//! The answer first: the run to take, its figures, what speaks for it and what against.

use leptos::prelude::*;

use super::confidence::confidence_of_verdict;
use crate::page::limits::words::Offer;
use crate::page::verdict::view::VerdictView;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::reactive::{Memo, Views, act, live};
use crate::ui::state::State;

/// One sentence, the figures behind it, the reasons; without a run that qualifies, what would admit one.
#[component]
pub fn Verdict(state: State) -> impl IntoView {
    let sentence = move || state.verdict.with(|view| view.as_ref().map(|view| view.sentence.clone()));
    let title = move || state.verdict.with(|view| view.as_ref().map_or("No run qualifies", |view| view.title));
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
    let list = |title: &'static str, name: &'static str, of: fn(&VerdictView) -> Vec<String>| {
        sentences(title, name, Memo::new(move |_| state.verdict.map_or_default(|view| of(view))))
    };
    let count = Memo::new(move |_| figures.with(|figures| figures.as_ref().map_or(0, Vec::len)));
    view! {
        <section class="card verdict" aria-labelledby="verdict-title">
            <h2 id="verdict-title">{live(title)}</h2>
            <p data-testid="verdict" aria-live="polite">{live(sentence)}</p>
            <dl hidden=move || count.get() == 0>{move || (0..count.get()).map(figure).views()}</dl>
            <Offers state />
            {list("Why", "verdict-why", |view| view.why.clone())}
            {list("But", "verdict-caveats", |view| view.caveats.clone())}
            {list("Limits", "verdict-excluded", |view| view.excluded.clone())}
            <div class="sure"><Lazy state parts=confidence_of_verdict quiet=true /></div>
        </section>
    }
}

/// A list of sentences under a title; nothing when it is empty.
pub(super) fn sentences(title: &'static str, name: &'static str, sentences: Memo<Vec<String>>) -> AnyView {
    let items = move || sentences.get().into_iter().map(|text| view! { <li>{text}</li> }).views();
    view! {
        <div class="verdict-list" hidden=move || sentences.with(Vec::is_empty)>
            <h3>{title}</h3>
            <ul data-testid=name>{live(items)}</ul>
        </div>
    }
    .into_any()
}

/// A button for each change of limits that would admit a run.
#[component]
fn Offers(state: State) -> impl IntoView {
    let offers = Memo::new(move |_| state.verdict.map_or_default(|view| view.offers.clone()));
    let offer = move |Offer { text, limits, .. }: Offer| {
        let take = move |_| {
            let limits = limits.clone();
            state.choose(move |choice| choice.limits = limits);
        };
        view! { <li>{text} " " <button type="button" class="link" data-testid="offer" on:click=act(take)>"Change the limit to this"</button></li> }
    };
    view! {
        <ul class="verdict-offers" data-testid="offers" hidden=move || offers.with(Vec::is_empty)>
            {move || offers.get().into_iter().map(offer).views()}
        </ul>
    }
}

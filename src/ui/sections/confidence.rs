//! How sure the verdict is: a word and the number of warnings beside the verdict, the reasons in a section of their own.

use leptos::prelude::*;

use super::verdict::sentences;
use crate::page::verdict::confidence::ConfidenceView;
use crate::page::verdict::confidence::words::name;
use crate::page::words::runs::count;
use crate::ui::browser::observe;
use crate::ui::parts::short_text::{short_forms, short_text};
use crate::ui::reactive::{Memo, Signal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::confidence::is_moving;

/// In the place of the word where nothing has a price.
const NO_PRICE: &str = "no price yet";

/// What the verdict's card says of it: one line, for which there is room before it comes.
pub fn confidence_of_verdict(state: State) -> AnyView {
    // Where the card stands alone the reasons are in it, and unfold.
    let alone = state.mode.view.is_some();
    let (word, warned) = (word(state), warned(state));
    let there = move || word.with(Option::is_some) || warned.with(|warned| !warned.is_empty());
    let told = move || {
        warned.with(|warned| {
            let comma = if word.with(Option::is_some) && !warned.is_empty() { ", " } else { "" };
            [comma, warned, ". "].concat()
        })
    };
    tell_offer(state);
    view! {
        <p style:visibility=seen(state) hidden=move || !there() data-testid="confidence-line">
            <span hidden=move || word.with(Option::is_none) data-sure=word.live()>
                <span class="visually-hidden">"Confidence: "</span> <strong data-testid="confidence-word">{move || word.get().unwrap_or_default()}</strong>
            </span>
            {live(told)}
            <a href="#sure" on:click=act(move |event: web_sys::MouseEvent| {
                if alone {
                    event.prevent_default();
                    open_reasons();
                }
            })>"Why"</a>
        </p>
    }
    .into_any()
}

/// That another configuration is likelier the answer: below the gauges, where the card has room, so that nothing moves when
/// it comes.
pub fn likelier(state: State) -> AnyView {
    let words = Memo::new(move |_| state.confidence.map_or_default(|view| view.likelier.clone()));
    let text = short_text(short_forms(state.now), Box::new(move || words.get()));
    view! {
        <p class="alt" style:visibility=seen(state) hidden=move || words.with(String::is_empty) data-testid="likelier">
            {text}
        </p>
    }
    .into_any()
}

/// Writes beside the load that the card offers what allowing it does to the chance. An attribute that the style sheet shows:
/// the card comes before it and knows nothing of it.
fn tell_offer(state: State) {
    Effect::new(move |_| {
        let told = state.confidence.map_or_default(|view| view.offered.clone());
        let button = document().query_selector("[data-testid=allow-load]").ok().flatten();
        if let Some(offer) = button.and_then(|button| button.closest(".alt").ok().flatten()) {
            observe::set_attribute(&offer, "data-then", &told);
        }
    });
}

/// Opens the reasons in the card.
#[inline(never)]
fn open_reasons() {
    observe::open("[data-testid=verdict-reasons]");
}

/// That the answer's own run is doubtful, or the only one of its configuration. The style sheet puts it after the card's
/// other warnings, so that none of these moves when it comes.
pub fn on_card(state: State) -> AnyView {
    let words = Memo::new(move |_| state.confidence.map_or_default(|view| view.on_card.clone()));
    let item = |text: String| view! { <li>{text}</li> };
    view! {
        <ul class="notes" style:visibility=seen(state) hidden=move || words.with(Vec::is_empty) data-testid="verdict-warnings">
            {move || words.get().into_iter().map(item).views()}
        </ul>
    }
    .into_any()
}

/// How many warnings there are besides those that the answer's card has: what "But" lists and the card does not.
fn warned(state: State) -> Memo<String> {
    Memo::new(move |_| {
        let told = state.verdict.with(|view| view.as_ref().is_some_and(|view| !view.doubts.is_empty()));
        let on_card = state.confidence.map_or_default(|view| view.on_card.len());
        let all = state.confidence.map_or_default(|view| view.against.len() + view.warnings.len());
        match (all.saturating_sub(on_card), told || on_card > 0) {
            (0, _) => String::new(),
            (number, true) => count(number, "more warning", "more warnings"),
            (number, false) => count(number, "warning", "warnings"),
        }
    })
}

/// The warnings, those of its configuration first.
fn but(view: &ConfidenceView) -> Vec<String> {
    [&*view.against, &*view.warnings].concat()
}

/// What the section says when closed, with as many warnings as the answer's card says.
pub fn title(state: State) -> Signal<String> {
    let warned = warned(state);
    let and = move || warned.with(|warned| if warned.is_empty() { String::new() } else { [" and ", warned].concat() });
    Signal::derive(move || ["How sure, with reasons", &and()].concat())
}

/// The reasons and warnings.
#[component]
pub fn ConfidenceSection(state: State) -> impl IntoView {
    let none = move || state.confidence.with(|view| view.as_ref().is_none_or(|view| view.row.is_none()));
    let nothing = move || match lacks_prices(state) {
        true => "Which run is the cheapest is not known without prices.",
        false => "No run qualifies: there is nothing to be sure of.",
    };
    view! {
        <div data-testid="sure">
            <p hidden=move || !none()>{live(nothing)}</p>
            {lists(state)}
        </div>
    }
}

fn word(state: State) -> Memo<Option<&'static str>> {
    let of_answer = move || state.confidence.with(|view| view.as_ref().and_then(|view| view.confidence).map(name));
    Memo::new(move |_| if lacks_prices(state) { Some(NO_PRICE) } else { of_answer() })
}

/// Whether the answer is what one machine does, for want of prices.
fn lacks_prices(state: State) -> bool {
    state.verdict.with(|view| view.as_ref().is_some_and(|view| view.most.is_some()))
}

/// While controls move, what is said stands for another verdict: it keeps its place, unseen.
fn seen(state: State) -> impl Fn() -> &'static str + Copy {
    move || if is_moving(state.now, state.rested) { "hidden" } else { "visible" }
}

/// The reasons and warnings, in lists.
pub fn lists(state: State) -> AnyView {
    let forms = short_forms(state.now);
    let list = |title: &'static str, name: &'static str, of: fn(&ConfidenceView) -> Vec<String>| {
        sentences(forms, title, name, Memo::new(move |_| state.confidence.map_or_default(|view| of(view))))
    };
    let reasons = |view: &ConfidenceView| {
        let word = view.confidence.map(|found| format!("Confidence: {}.", name(found)));
        word.into_iter().chain(view.reasons.iter().cloned()).collect()
    };
    view! {
        <div style:visibility=seen(state) data-testid="confidence">
            {list("Why", "confidence-reasons", reasons)}
            {list("For", "confidence-evidence", |view| view.why.clone())}
            {list("But", "confidence-warnings", but)}
        </div>
    }
    .into_any()
}

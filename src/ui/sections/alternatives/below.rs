//! What stands below each list, closed: the tolerance with what each near tie changes, chances, other measures, the best of
//! each hardware and image in full, where pinned runs stand, and how to read it.

use std::sync::Arc;

use leptos::prelude::*;

use super::Local;
use super::objectives::Menu;
use crate::format::numbers::percent;
use crate::page::choice::sections::TOLERANCES_PERCENT;
use crate::page::rankings::alternatives::List;
use crate::page::rankings::alternatives::bills::with_bills;
use crate::page::rankings::best::BestView;
use crate::page::rankings::chances::chances;
use crate::page::rankings::near_ties::{listing, nothing, tolerance, tolerance_words};
use crate::page::rankings::pins::pinned as pinned_listing;
use crate::page::words::text_table::{Listing, MOST_LINES};
use crate::ui::controls::slider::Slider;
use crate::ui::parts::fold::Fold;
use crate::ui::parts::text_table::LinesTable;
use crate::ui::reactive::{Memo, Signal, Views, act, live};
use crate::ui::state::State;
use crate::ui::state::selection::Selection;

pub(super) fn of(local: Local, list: List) -> AnyView {
    match list {
        List::TradeOffs => trade_offs(local),
        List::Near => near(local),
        List::Best => best(local),
        List::Pinned => pinned(local),
    }
}

fn trade_offs(local: Local) -> AnyView {
    let state = local.state;
    view! {
        <Fold
            test_id="other-measures"
            title="Compare by other measures"
            body=Callback::new(move |()| view! { <Menu state /> }.into_any())
        />
        <Fold test_id="about-trade-offs" title="How to read this" body=Callback::new(|()| prose(&[TRADE_OFFS, OUTSIDE])) />
    }
    .into_any()
}

fn near(local: Local) -> AnyView {
    let Local { page, state, .. } = local;
    view! {
        <Fold
            test_id="near-ties"
            title="Tolerance, and what each changes"
            body=Callback::new(move |()| view! { <Ties page state /> }.into_any())
        />
        <Fold
            test_id="chances-of-each"
            title="Chance of being the cheapest"
            body=Callback::new(move |()| view! { <Chances page state /> }.into_any())
        />
        <Fold test_id="about-near" title="How to read this" body=Callback::new(|()| prose(&[NEAR, CHANCES])) />
    }
    .into_any()
}

fn best(local: Local) -> AnyView {
    let state = local.state;
    view! {
        <Fold
            test_id="best-section"
            title="Batch size, load, and what tuning saves"
            body=Callback::new(move |()| view! { <Best state /> }.into_any())
        />
        <Fold test_id="about-best" title="How to read this" body=Callback::new(|()| prose(&[BEST, ACCEPT])) />
    }
    .into_any()
}

fn pinned(local: Local) -> AnyView {
    let page = local.page;
    let none = move || page.draft.now_unfiltered.with(|choice| choice.pins.is_empty());
    view! {
        <div class="pins-below" hidden=live(none)>
            <button
                type="button"
                class="link"
                data-testid="unpin-all"
                on:click=act(move |_| page.choose(|choice| choice.pins.clear()))
            >
                "Unpin all"
            </button>
            <Fold
                test_id="pins-section"
                title="Where each stands"
                body=Callback::new(move |()| view! { <Pins state=page /> }.into_any())
            />
        </div>
    }
    .into_any()
}

const TRADE_OFFS: &str = "Runs that no other beats: none is at least as cheap and as fast, by the latency of the title if one \
     is named, and better in one of the two. Of a \
     steady demand how far the machines can grow within load and limits counts as a third. Stop where a millisecond costs \
     more than it is worth to you.";
const OUTSIDE: &str = "Outside the question stands what would be cheaper if exactly one condition were given up: the \
     load, the machine to spare, one limit, the allowed hardware, one filter. Which one is marked. Where no run qualifies stand \
     those that a single limit keeps out, one of each configuration, the nearest first.";
const NEAR: &str = "Up to which difference runs count as equally cheap is what two runs of one load may differ by, where the \
     table tells it, else 2%, or what you choose. Of equally cheap ones take the one that is faster, or smaller, or yours \
     already.";
const CHANCES: &str = "A chance is the share of 2,000 drawn tables in which a configuration is the cheapest. Each is drawn \
     around the mean of the runs within 3% of its best load, as far as the noise between two runs says and always the same \
     way; runs beside it that lost throughput count with their share.";
const BEST: &str = "One line for each hardware and image: the best of its runs that pass. \u{201c}Below its median\u{201d} is \
     what tuning batch size and concurrent requests saves against a median run of the same group; \u{201c}Against the \
     best\u{201d} is what choosing this group costs.";
const ACCEPT: &str = "Take the first line whose latency you can accept. If none can, allow fewer concurrent requests: fewer \
     requests in flight wait less.";

fn prose(paragraphs: &[&'static str]) -> AnyView {
    paragraphs.iter().map(|words| view! { <p>{*words}</p> }).views()
}

/// The tolerance, and the runs within it with what each changes. From what is known of how sure the answer is, at rest.
#[component]
fn Ties(page: State, state: Selection) -> impl IntoView {
    let own_percent = Memo::new(move |_| state.sections.committed.with(|sections| sections.tolerance_percent));
    let share = Memo::new(move |_| {
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return 0.0 };
        tolerance(&shown, &basis, own_percent.get())
    });
    let tolerance_percent = Memo::new(move |_| share.get() * 100.0);
    let told = move || {
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return String::new() };
        tolerance_words(&shown, &basis, own_percent.get())
    };
    let is_per_unit = Memo::new(move |_| {
        page.verdict
            .with(|verdict| verdict.as_ref().is_none_or(|verdict| verdict.is_per_request || verdict.row.is_none()))
    });
    // A callback, as it is called in two places and should be compiled once.
    let make = Callback::new(move |most| {
        let (Some(shown), Some(basis), Some(sure)) = (state.shown.get(), state.basis.get(), page.confidence.get())
        else {
            return Listing::default();
        };
        let Some(row) = sure.row.filter(|&row| row < shown.runs.rows) else {
            return Listing { sentence: nothing(&state.rows.get(), &state.within.get()), ..Listing::default() };
        };
        let own = page.sections.rested.with(|sections| sections.tolerance_percent);
        listing(most, &shown, &basis, (row, &sure.ties), tolerance(&shown, &basis, own))
    });
    let lines = Memo::new(move |_| make.run(MOST_LINES));
    let whole = Callback::new(move |()| untrack(|| make.run(usize::MAX)));
    let words = move || percent(tolerance_percent.get());
    let table = move || {
        is_per_unit.get().then(|| {
            view! { <LinesTable state test_id="ties" label="Runs nearly as cheap as the cheapest" listing=lines whole /> }
                .into_any()
        })
    };
    view! {
        <Slider
            name="tolerance"
            label="More expensive than the cheapest by at most".to_owned()
            class="tolerance"
            min=0.0
            max=TOLERANCES_PERCENT.1
            step=0.5
            value=tolerance_percent
            words=Signal::derive(words)
            set=Box::new(move |percent| state.arrange(|sections| sections.tolerance_percent = Some(percent)))
        />
        <p class="note" data-testid="tolerance-note">{live(told)}</p>
        {live(table)}
    }
}

/// The chance of each configuration to be the cheapest. From what is known of how sure the answer is, at rest.
#[component]
fn Chances(page: State, state: Selection) -> impl IntoView {
    let make = Callback::new(move |most| {
        let (Some(shown), Some(basis), Some(sure)) = (state.shown.get(), state.basis.get(), page.confidence.get())
        else {
            return Listing::default();
        };
        let is_of_table = sure.standings.iter().all(|standing| standing.best < shown.runs.rows);
        let standings = if is_of_table { &sure.standings[..] } else { &[] };
        chances(most, &shown, &basis, (&state.rows.get(), &state.within.get()), standings)
    });
    let listing = Memo::new(move |_| make.run(MOST_LINES));
    let whole = Callback::new(move |()| untrack(|| make.run(usize::MAX)));
    view! {
        <LinesTable state test_id="chances" label="Configurations and their chance of being the cheapest" listing whole />
    }
}

/// The cheapest run of each hardware and image, in full.
#[component]
fn Best(state: Selection) -> impl IntoView {
    let view = Memo::new(move |_| {
        let shown = state.shown.get()?;
        let (rows, within) = (state.rows.get(), state.within.get());
        state.choice.with(|choice| Some(Arc::new(BestView::new(&shown, &rows, &within, choice))))
    });
    let read = move |part: fn(&BestView) -> &str| view.map_or_default(|view| part(view).to_owned());
    let listing = Memo::new(move |_| {
        let listing = view.map_or_default(|view| view.listing.clone());
        let (Some(shown), Some(basis)) = (state.shown.get(), state.basis.get()) else { return listing };
        state.rows.with(|rows| state.choice.with(|choice| with_bills(listing, &shown, &basis, rows, choice)))
    });
    view! {
        <div class="best">
            <p class="answer" data-testid="best-sentence">{move || read(|view| &view.listing.sentence)}</p>
            <LinesTable state test_id="best" label="Best of each hardware and image" listing full=true>
                <caption data-testid="best-caption">{move || read(|view| &view.caption)}</caption>
            </LinesTable>
            <p data-testid="best-prose">{move || read(|view| &view.reading)}</p>
        </div>
    }
}

/// The pinned runs, each with what keeps it from being the answer.
#[component]
fn Pins(state: State) -> impl IntoView {
    let limits = Memo::new(move |_| state.choice.with(|choice| choice.limits.clone()));
    let pins = Memo::new(move |_| state.choice.with(|choice| choice.pins.clone()));
    let winner = Memo::new(move |_| state.verdict.with(|verdict| verdict.as_ref().and_then(|verdict| verdict.row)));
    let listing = Memo::new(move |_| {
        let (shown, pins) = (state.shown.get(), pins.get());
        let (Some(shown), false) = (shown, pins.is_empty()) else { return Listing::default() };
        let (Some(basis), limits, winner) = (state.basis.get(), limits.get(), winner.get()) else {
            return Listing::default();
        };
        state.rows.with(|rows| {
            let listing = pinned_listing(&shown, &basis, &pins, rows, &limits, winner);
            state.choice.with(|choice| with_bills(listing, &shown, &basis, rows, choice))
        })
    });
    view! { <LinesTable state=state.now test_id="pins" label="Pinned runs" listing /> }
}

//! Throttling of sections by their distance from the screen: while a control is dragged only what is near is computed,
//! and of a large table nothing else at all.

use std::sync::Arc;

use leptos::html::Section;
use leptos::prelude::*;

use super::State;
use super::selection::Selection;
use super::turns::{in_turn, is_large, same};
use crate::page::tables::active_table::ActiveTable;
use crate::ui::browser::observe;
use crate::ui::reactive::{Memo, RwSignal};

/// What is nearer to the screen than this follows at once. Little: with a whole screen, the contour under the default
/// view, which nobody sees, cost 8 of a slider step's 22 ms, and nobody scrolls a screen within the quarter of a second
/// that it waits for.
const MARGIN: &str = "10%";

/// The selection that one section follows, and the element whose distance from the screen counts.
///
/// Near the screen it is the page's own ([`State::now`]). Far from it, it is the one at which the controls last came to
/// rest ([`State::rested`]), a quarter of a second after their last move: nobody sees the difference, and whoever
/// searches the page or has it read out finds the numbers of the filters as they stand. Table and rows always belong
/// together, as both kinds of rows are made from the table that is shown.
///
/// With a large table a section far from the screen is not computed until it comes near. Whoever searches such a page
/// finds its title alone, and not numbers of other filters: what it showed before is hidden until it follows again.
#[must_use]
pub fn follow(state: State) -> (Selection, NodeRef<Section>) {
    follow_or(state, |_| false)
}

/// As [`follow`], for a section that is also computed far from the screen where something on the page `asks` for it.
#[must_use]
pub fn follow_or(state: State, asks: fn(State) -> bool) -> (Selection, NodeRef<Section>) {
    let near = RwSignal::new(false);
    let section = NodeRef::<Section>::new();
    section.on_load(move |element| observe::near_screen(&element, MARGIN, near));
    let waits = Memo::new(move |_| !near.get() && state.shown.with(is_large) && !asks(state));
    // A section that waits keeps what it has: nothing of a table that has gone.
    let shown = in_turn(Memo::new_with_compare(
        move |before: Option<&Option<Arc<ActiveTable>>>| {
            let now = state.shown.get();
            let kept = before.is_some_and(|before| same(before.as_ref(), now.as_ref()));
            if waits.get() && !kept { None } else { now }
        },
        |before, now| !before.zip(now).is_some_and(|(before, now)| same(before.as_ref(), now.as_ref())),
    ));
    let choice = Memo::new(move |before| match before {
        Some(before) if waits.get() => Clone::clone(before),
        _ if near.get() => state.now.choice.get(),
        _ => state.rested.choice.get(),
    });
    let kept = move |before: Option<&Arc<Vec<usize>>>| {
        waits.get().then(|| before.filter(|_| shown.with(Option::is_some)).cloned().unwrap_or_default())
    };
    let rows = Memo::new(move |before| {
        let now = || if near.get() { state.now.rows.get() } else { state.rested.rows.get() };
        kept(before).unwrap_or_else(now)
    });
    let within = Memo::new(move |before| {
        let now = || if near.get() { state.now.within.get() } else { state.rested.within.get() };
        kept(before).unwrap_or_else(now)
    });
    let behind = move || {
        waits.get() && (shown.with(Option::is_none) || choice.with(|had| state.draft.rested.with(|now| had != now)))
    };
    Effect::new(move |_| {
        if let Some(section) = section.get() {
            observe::set_attribute(&section, "data-waits", if behind() { "true" } else { "false" });
        }
    });
    (Selection { shown, choice, rows, within, ..state.now }, section)
}

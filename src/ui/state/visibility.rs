//! Sections far from the screen wait: while a control is dragged only what is near is computed, and of a large table
//! nothing else at all.

use std::sync::Arc;

use leptos::html::Section;
use leptos::prelude::*;

use super::State;
use crate::page::tables::active_table::Shown;
use crate::ui::browser::observe;
use crate::ui::reactive::{Memo, RwSignal};

/// What is nearer to the screen than this follows at once. Little: with a whole screen, the contour under the default
/// view, which nobody sees, cost 8 of a slider step's 22 ms, and nobody scrolls a screen within the quarter of a second
/// that it waits for.
const MARGIN: &str = "10%";

/// From so many rows on a table is large: all sections together take more than a second, those of a million runs half a
/// minute, and memory that is never given back.
const LARGE_ROWS: usize = 50_000;

/// The page's state as one section follows it, and the element by which its distance from the screen is told.
///
/// Near the screen the section's `choice`, `rows` and `within` are the page's own. Far from it they are those at which the
/// controls last came to rest, a quarter of a second after their last move: nobody sees the difference, and whoever
/// searches the page or has it read out finds the numbers of the filters as they stand. Table and rows always belong
/// together, as both kinds of rows are made from the table that is shown.
///
/// With a large table a section far from the screen is not computed until it comes near. Whoever searches such a page
/// finds its title alone, and not numbers of other filters: what it showed before is hidden until it follows again.
#[must_use]
pub fn follow(state: State) -> (State, NodeRef<Section>) {
    follow_or(state, |_| false)
}

/// As [`follow`], for a section that is also computed far from the screen where something on the page `asks` for it.
#[must_use]
pub fn follow_or(state: State, asks: fn(State) -> bool) -> (State, NodeRef<Section>) {
    let near = RwSignal::new(false);
    let section = NodeRef::<Section>::new();
    section.on_load(move |element| observe::near_screen(&element, MARGIN, near));
    let waits = Memo::new(move |_| !near.get() && state.shown.with(is_large) && !asks(state));
    // A section that waits keeps what it has: nothing of a table that has gone.
    let shown = Memo::new_with_compare(
        move |before: Option<&Option<Arc<Shown>>>| {
            let now = state.shown.get();
            let kept = before.is_some_and(|before| same(before.as_ref(), now.as_ref()));
            if waits.get() && !kept { None } else { now }
        },
        |before, now| !before.zip(now).is_some_and(|(before, now)| same(before.as_ref(), now.as_ref())),
    );
    let choice = Memo::new(move |before| match before {
        Some(before) if waits.get() => Clone::clone(before),
        _ if near.get() => state.choice.get(),
        _ => state.rested_choice.get(),
    });
    let kept = move |before: Option<&Arc<Vec<usize>>>| {
        waits.get().then(|| before.filter(|_| shown.with(Option::is_some)).cloned().unwrap_or_default())
    };
    let rows = Memo::new(move |before| {
        let now = || if near.get() { state.rows.get() } else { state.rested_rows.get() };
        kept(before).unwrap_or_else(now)
    });
    let within = Memo::new(move |before| {
        let now = || if near.get() { state.within.get() } else { state.rested_within.get() };
        kept(before).unwrap_or_else(now)
    });
    let behind = move || {
        waits.get() && (shown.with(Option::is_none) || choice.with(|had| state.rested_choice.with(|now| had != now)))
    };
    Effect::new(move |_| {
        if let Some(section) = section.get() {
            observe::say(&section, "data-waits", if behind() { "true" } else { "false" });
        }
    });
    (state.following(shown, choice, rows, within), section)
}

fn is_large(shown: &Option<Arc<Shown>>) -> bool {
    shown.as_ref().is_some_and(|shown| shown.runs.rows >= LARGE_ROWS)
}

/// Whether it is the very same table.
fn same(one: Option<&Arc<Shown>>, other: Option<&Arc<Shown>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

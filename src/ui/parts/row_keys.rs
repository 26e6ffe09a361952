//! Keys within a list that has one tab stop: arrow keys, J and K, Home and End go from one to the next.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use crate::ui::browser::observe;

/// How a list lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Rows below each other: it ends at its ends.
    Rows,
    /// Tabs or choices beside each other: after the last comes the first, and what is gone to is chosen.
    Tabs,
}

/// Whether a key is pressed with another that makes it the browser's.
#[must_use]
pub fn is_combined(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key()
}

/// Goes to where a key leads among the elements below the listener that `selector` names, from the one with the keyboard.
pub fn go(event: &KeyboardEvent, selector: &str, list: List) {
    if is_combined(event) {
        return;
    }
    let Some(stops) = event.current_target().and_then(|at| stops(&at.unchecked_into(), selector)) else { return };
    let from = observe::target(event);
    let Some(at) = from.and_then(|from| stops.iter().position(|stop| **stop == from)) else { return };
    let last = stops.len() - 1;
    let to = match (event.key().as_str(), list) {
        ("ArrowDown" | "j" | "J", List::Rows) => (at + 1).min(last),
        ("ArrowUp" | "k" | "K", List::Rows) => at.saturating_sub(1),
        ("ArrowRight", List::Tabs) => (at + 1) % stops.len(),
        ("ArrowLeft", List::Tabs) => (at + last) % stops.len(),
        ("Home", _) => 0,
        ("End", _) => last,
        _ => return,
    };
    event.prevent_default();
    stops[to].focus().ok();
    if list == List::Tabs {
        stops[to].click();
    }
}

fn stops(within: &Element, selector: &str) -> Option<Vec<HtmlElement>> {
    let found = within.query_selector_all(selector).ok()?;
    Some((0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect())
}

/// Puts the keyboard on the `nth` element that `selector` names, or on the last, where it stands nowhere: the one that had
/// it is gone.
pub fn regain(selector: &str, nth: usize) {
    regain_in(document().document_element(), selector, nth);
}

/// As [`regain`], on the first such element of the table's row that a click hit.
pub fn regain_row(event: &MouseEvent, selector: &str) {
    let target = observe::target(event);
    regain_in(target.and_then(|target| target.closest("tr").ok().flatten()), selector, 0);
}

fn regain_in(within: Option<Element>, selector: &str, nth: usize) {
    let is_lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    let all = within.filter(|_| is_lost).and_then(|within| stops(&within, selector));
    if let Some(stop) = all.as_ref().and_then(|all| all.get(nth).or(all.last())) {
        stop.focus().ok();
    }
}

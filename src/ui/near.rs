//! Sections far from the screen wait: while a control is dragged only what is near is computed.

use leptos::html::Section;
use leptos::prelude::*;

use super::observe;
use super::reactive::{Memo, RwSignal};
use super::state::State;

/// What is nearer to the screen than this follows at once. Little: with a whole screen, the contour under the default
/// view, which nobody sees, cost 8 of a slider step's 22 ms, and nobody scrolls a screen within the quarter of a second
/// that it waits for.
const MARGIN: &str = "10%";

/// The page's state as one section follows it, and the element by which its distance from the screen is told.
///
/// Near the screen the section's `choice`, `rows` and `within` are the page's own. Far from it they are those at which the
/// controls last came to rest, a quarter of a second after their last move: nobody sees the difference, and whoever
/// searches the page or has it read out finds the numbers of the filters as they stand. Table and rows always belong
/// together, as both kinds of rows are made from the table that is shown.
#[must_use]
pub fn follow(state: State) -> (State, NodeRef<Section>) {
    let near = RwSignal::new(false);
    let section = NodeRef::<Section>::new();
    section.on_load(move |element| observe::near_screen(&element, MARGIN, near));
    let choice = Memo::new(move |_| if near.get() { state.choice.get() } else { state.rested_choice.get() });
    let rows = Memo::new(move |_| if near.get() { state.rows.get() } else { state.rested_rows.get() });
    let within = Memo::new(move |_| if near.get() { state.within.get() } else { state.rested_within.get() });
    (state.following(choice, rows, within), section)
}

//! A button that opens a run's drawer from anywhere on the page, beside one that pins the run; and the way to its row in the
//! table of runs.

use leptos::prelude::*;

use super::drawer;
use super::pins::PinButton;
use super::tabs;
use crate::page::runs::table::TableAt;
use crate::ui::browser::observe;
use crate::ui::reactive::act;
use crate::ui::state::inputs::Opened;
use crate::ui::state::selection::Selection;

/// Opens the drawer of a run.
#[component]
pub fn ShowRun(
    state: Selection,
    /// The run, a row of the run table.
    row: usize,
    /// The button's text.
    words: &'static str,
) -> impl IntoView {
    view! {
        <span class="run-ways">
            <button
                type="button"
                class="link to-run"
                aria-haspopup="dialog"
                on:click=act(move |_| drawer::open(state, Opened::Run(row)))
            >
                {words}
            </button>
            <PinButton state row=Some(row) />
        </span>
    }
}

/// Shows the page of the table of runs with a run, marks it and moves keyboard focus there, so that it is read out and the
/// next Tab continues from it.
pub fn show_in_table(state: Selection, row: usize) {
    tabs::open("runs");
    state.table_at.set(TableAt::Run(row));
    // Rows and pages change before the next frame.
    request_animation_frame(move || observe::focus_soon(format!("[data-testid=runs] tr[data-row='{row}']")));
}

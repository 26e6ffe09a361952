//! A link from anywhere on the page to a run's row in the table of runs, with a button that pins the run.

use leptos::prelude::*;

use super::pins::PinButton;
use crate::page::runs::table::TableAt;
use crate::ui::browser::observe;
use crate::ui::reactive::act;
use crate::ui::state::selection::Selection;

/// A link to the run's row: shows the page of the table with it, marks it and moves keyboard focus there, so that it is
/// read out and the next Tab continues from it.
#[component]
pub fn ShowRun(
    state: Selection,
    /// The run, a row of the run table.
    row: usize,
    /// The button's text.
    words: &'static str,
) -> impl IntoView {
    let show = move |_| {
        state.table_at.set(TableAt::Run(row));
        // Rows and pages change before the next frame.
        request_animation_frame(move || observe::focus(&format!("[data-testid=runs] tr[data-row='{row}']")));
    };
    view! {
        <span class="run-ways">
            <button type="button" class="link to-run" on:click=act(show)>{words}</button>
            <PinButton state row=Some(row) />
        </span>
    }
}

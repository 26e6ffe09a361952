//! The conditions of a part of the page that stands alone, under its title.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::tables::active_table::ActiveTable;
use crate::page::take_away::conditions::conditions_line;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::reactive::live;
use crate::ui::state::State;
use crate::ui::state::selection::Selection;

/// The line, once the code is there; nothing on the whole page, which has the question itself.
#[inline(never)]
pub fn of_view(state: State) -> Option<AnyView> {
    state.mode.view.map(|_| view! { <Lazy state parts=line quiet=true /> }.into_any())
}

/// The line, for a part that is not the first view's.
pub fn line(state: State) -> AnyView {
    view! { <p class="q" data-testid="conditions">{live(move || words(state.now))}</p> }.into_any()
}

/// What it says; tracked.
pub fn words(state: Selection) -> Option<String> {
    let (rows, within) = (state.rows.with(|rows| rows.len()), state.within.with(|rows| rows.len()));
    let line = |shown: &Arc<ActiveTable>| state.choice.with(|choice| conditions_line(shown, choice, rows, within));
    state.shown.with(|shown| shown.as_ref().map(line))
}

//! The way to where the page is shared, from its top and from each chart; the browser's button leads back.

use super::tabs;
use crate::page::choice::mode::View;
use crate::page::take_away::forms::Form;
use crate::ui::browser::{history, observe};
use crate::ui::state::selection::Selection;

/// Leads to the text that shares the page, or a view of it.
#[inline(never)]
pub fn go(state: Selection, view: Option<View>) {
    // What is left keeps its entry as it is: the browser knows how far that was scrolled.
    history::enter();
    open(state, view);
}

/// Leads to the frame of a chart that is a view by itself.
#[inline(never)]
pub fn frame(state: Selection, view: View) {
    state.shared_form.put(Form::Frame.title());
    history::enter();
    // A link that is made there instead leads to the chart. All of the page is named by its address alone.
    if !tabs::is_all() {
        history::name_place(view.place());
    }
    open(state, Some(view));
}

fn open(state: Selection, view: Option<View>) {
    state.shared_part.put(view.map_or("", View::word));
    tabs::open("share");
    observe::focus_soon("[data-testid=share-form]".to_owned());
}

//! Parts of the page built each in a task of its own, so that the browser stays responsive.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::reactive::RwSignal;
use crate::ui::state::State;

/// The view of a part, built in a task of its own: between two of them the browser paints and handles input. By a timer
/// and not by a frame or an idle moment: those do not come while the page is in the background.
pub fn in_own_task(state: State, part: fn(State) -> AnyView) -> AnyView {
    let its_turn = RwSignal::new(false);
    let begin = move || {
        if its_turn.try_get_untracked().is_some() {
            its_turn.set(true);
        }
    };
    set_timeout(begin, Duration::ZERO);
    (move || its_turn.get().then(|| part(state))).into_any()
}

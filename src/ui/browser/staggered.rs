//! Parts of the page built each in a task of its own, so that the browser stays responsive.

use leptos::prelude::*;

use crate::ui::reactive::RwSignal;
use crate::ui::state::State;
use crate::ui::state::frame_gate::soon;

/// The view of a part, built in a task of its own.
pub fn in_own_task(state: State, part: fn(State) -> AnyView) -> AnyView {
    let its_turn = RwSignal::new(false);
    let begin = move || {
        if its_turn.try_get_untracked().is_some() {
            its_turn.set(true);
        }
    };
    soon(Box::new(begin));
    (move || its_turn.get().then(|| part(state))).into_any()
}

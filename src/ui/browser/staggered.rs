//! Builds parts of the page one by one, each in its own task, so that the browser stays responsive.

use std::time::Duration;

use leptos::prelude::*;

use super::lazy_code::waiting;
use crate::ui::reactive::{Memo, RwSignal, Views};
use crate::ui::state::State;

/// The views of `parts`, each built in a task of its own, in the order of the page: between two of them the browser
/// paints and handles input. The first is built at once; until the last is, a line at the end says that more come.
pub fn build_one_by_one(state: State, parts: &'static [fn(State) -> AnyView]) -> AnyView {
    let built = RwSignal::new(1);
    build_next(built, parts.len());
    let view = |(nth, &part): (usize, &fn(State) -> AnyView)| {
        let its_turn = Memo::new(move |_| built.with(|&built| nth < built));
        move || if its_turn.get() { part(state) } else { ().into_any() }
    };
    let all_built = Memo::new(move |_| built.with(|&built| built >= parts.len()));
    let more = move || (!all_built.get()).then(waiting);
    view! {
        {parts.iter().enumerate().map(view).views()}
        {more}
    }
    .into_any()
}

/// By a timer and not by a frame or an idle moment: those do not come while the page is in the background.
fn build_next(built: RwSignal<usize>, all: usize) {
    let next = move || {
        if let Some(now) = built.try_get_untracked().filter(|&now| now < all) {
            built.set(now + 1);
            build_next(built, all);
        }
    };
    set_timeout(next, Duration::ZERO);
}

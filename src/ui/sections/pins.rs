//! The former place of the pinned runs, which are a list of the alternatives.

use leptos::prelude::*;

use crate::ui::state::State;

/// Nothing: see [`AlternativesSection`](super::alternatives::AlternativesSection).
#[component]
pub fn PinsSection(state: State) -> impl IntoView {
    let _ = state;
}

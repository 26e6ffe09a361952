//! The former place of the best of each hardware and image, which is a list of the alternatives.

use leptos::prelude::*;

use crate::ui::state::State;

/// Nothing: see [`AlternativesSection`](super::alternatives::AlternativesSection).
#[component]
pub fn BestSection(state: State) -> impl IntoView {
    let _ = state;
}

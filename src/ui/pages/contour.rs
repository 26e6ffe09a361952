//! A section of the page.

use leptos::prelude::*;

use crate::ui::state::State;

/// The section.
#[component]
pub fn ContourSection(state: State) -> impl IntoView {
    let _ = state;
}

//! The place of "Alternatives" in the order of sections that still names its parts.

use leptos::prelude::*;

use super::alternatives::AlternativesSection;
use crate::ui::state::State;

/// [`AlternativesSection`], which near ties are a list of.
#[component]
pub fn NearTiesSection(state: State) -> impl IntoView {
    view! { <AlternativesSection state /> }
}

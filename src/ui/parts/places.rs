//! The places of the page, with links to them: a rail beside the page, a bar below it where there is little room.

use leptos::prelude::*;

use crate::page::choice::places::PLACES;
use crate::ui::browser::lazy_code::Lazy;
use crate::ui::reactive::{Views, live};
use crate::ui::state::State;

/// A part of the page that is built after the first view. Its address works from the start.
#[component]
pub fn Place(
    state: State,
    /// Its name in an address.
    id: &'static str,
    /// Its heading, for who reads the page by headings before it is there.
    title: &'static str,
    /// What it holds.
    parts: fn(State) -> AnyView,
) -> impl IntoView {
    view! {
        <section class="place" id=id aria-label=title>
            <Lazy state parts quiet=true />
        </section>
    }
}

/// The links. Which place is on the screen is followed once all code is there.
#[component]
pub fn Rail(state: State) -> impl IntoView {
    let current = state.place;
    let link = move |(id, words, more): (&'static str, &'static str, &'static str)| {
        let is_current = move || (current.get() == id).then_some("true");
        view! { <a href=format!("#{id}") aria-current=live(is_current)>{words} <span>{more}</span></a> }.into_any()
    };
    view! {
        <nav class="rail" aria-label="Sections" data-testid="rail">
            {PLACES.into_iter().map(link).views()}
            <Lazy state parts=super::scroll_spy::follow quiet=true />
        </nav>
    }
}

//! A section that is closed by default and opens by itself when it needs attention.

use leptos::prelude::*;

use crate::ui::browser::{address, observe};
use crate::ui::reactive::{Memo, RwSignal, Signal, act, live};

/// The section: a `<details>` with a heading and a line of summary.
#[component]
pub fn SelfOpening(
    /// Its class, its id, and with `-summary` the summary's name in tests.
    name: &'static str,
    /// Its name in tests.
    test_id: &'static str,
    /// Its heading.
    title: &'static str,
    /// What it says when closed.
    summary: Signal<String>,
    /// Whether it needs attention.
    asks: Signal<bool>,
    /// The ids of what it holds: an address that names one opens it.
    #[prop(optional)]
    holds: &'static str,
    /// Makes the content. A closed section has none: a table may have a thousand columns.
    body: Callback<(), AnyView>,
) -> impl IntoView {
    // Stays open once opened: closing as soon as the last gap is filled would hide the field being edited.
    let asked = Memo::new(move |before: Option<&bool>| asks.get() || before.is_some_and(|before| *before));
    // The reader's own opening and closing wins.
    let turned = RwSignal::new(named_by_address(holds).then_some(true));
    let moved = move |_| {
        if named_by_address(holds) {
            turned.set(Some(true));
            // Closed, it may have been too near the end of the page to come to the top of the screen.
            request_animation_frame(|| _ = observe::bring(&address::fragment()));
        }
    };
    observe::hear("hashchange", Box::new(moved));
    let open = Memo::new(move |_| turned.get().unwrap_or(asked.get()));
    let content = move || open.get().then(|| body.run(()));
    view! {
        <details class=format!("card {name}") data-testid=test_id data-holds=holds id=name open=open.live()>
            <summary on:click=act(move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                turned.set(Some(!open.get_untracked()));
            })>
                <h2>{title}</h2>
                <span class="hint" data-testid=format!("{name}-summary")>{summary.live()}</span>
            </summary>
            {live(content)}
        </details>
    }
}

fn named_by_address(holds: &str) -> bool {
    let place = address::fragment();
    !place.is_empty() && holds.split(' ').any(|id| id == place)
}

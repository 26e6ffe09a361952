//! Sections and parts that are closed by default and open by themselves when they need attention.

use leptos::prelude::*;

use crate::ui::reactive::{Memo, RwSignal, Signal, act, live};

/// Whether something that opens by itself is open.
#[derive(Clone, Copy)]
struct Opening {
    open: Memo<bool>,
    turned: RwSignal<Option<bool>>,
}

impl Opening {
    /// Open from the moment that it needs attention.
    fn new(asks: Signal<bool>) -> Self {
        // Stays open once opened: closing as soon as the last gap is filled would hide the field being edited.
        let asked = Memo::new(move |before: Option<&bool>| asks.get() || before.is_some_and(|before| *before));
        // The reader's own opening and closing wins.
        let turned = RwSignal::new(None::<bool>);
        Self { open: Memo::new(move |_| turned.get().unwrap_or(asked.get())), turned }
    }

    fn turn(self) {
        self.turned.set(Some(!self.open.get_untracked()));
    }
}

/// A part of a section: a `<details>` whose summary is one line. Closed it has no content.
pub fn fold(test_id: &'static str, words: &'static str, asks: Signal<bool>, body: Callback<(), AnyView>) -> AnyView {
    let opening = Opening::new(asks);
    let content = move || opening.open.get().then(|| body.run(()));
    let turn = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        opening.turn();
    };
    view! {
        <details class="fold" data-testid=test_id open=opening.open.live()>
            <summary on:click=act(turn)>{words}</summary>
            {live(content)}
        </details>
    }
    .into_any()
}

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
    /// Makes the content. A closed section has none: a table may have a thousand columns.
    body: Callback<(), AnyView>,
) -> impl IntoView {
    let opening = Opening::new(asks);
    let content = move || opening.open.get().then(|| body.run(()));
    view! {
        <details class=format!("card {name}") data-testid=test_id id=name open=opening.open.live()>
            <summary on:click=move |event| {
                event.prevent_default();
                opening.turn();
            }>
                <h2>{title}</h2>
                <span class="hint" data-testid=format!("{name}-summary")>{summary.live()}</span>
            </summary>
            {live(content)}
        </details>
    }
}

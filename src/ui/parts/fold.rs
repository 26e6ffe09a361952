//! A closed detail, which is built when it is opened.

use leptos::prelude::*;

use crate::ui::reactive::{RwSignal, act, live};

/// The detail.
#[component]
pub fn Fold(
    /// Its name in tests.
    test_id: &'static str,
    /// What it says when closed.
    title: &'static str,
    /// Makes it.
    body: Callback<(), AnyView>,
) -> impl IntoView {
    // Once built it stays: what was set in it is kept.
    let built = RwSignal::new(false);
    let content = move || built.get().then(|| body.run(()));
    let build = move |_: leptos::ev::Event| {
        if !built.get_untracked() {
            built.set(true);
        }
    };
    view! {
        <details class="fold" data-testid=test_id on:toggle=act(build)>
            <summary>{title}</summary>
            <div class="folded">{live(content)}</div>
        </details>
    }
    .into_any()
}

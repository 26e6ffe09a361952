//! A closed detail, which is built when it is opened.

use leptos::prelude::*;

use crate::ui::browser::{address, observe};
use crate::ui::reactive::{Memo, RwSignal, Signal, act, live};

/// The detail.
#[component]
pub fn Fold(
    /// Its name in tests.
    test_id: &'static str,
    /// The id of what it stands in, whose name in an address opens it.
    #[prop(optional)]
    within: Option<&'static str>,
    /// What it says when closed.
    #[prop(into)]
    title: Signal<String>,
    /// Makes it.
    body: Callback<(), AnyView>,
    /// Whether something on the page asks for it: then it opens by itself, once.
    #[prop(optional)]
    asks: Option<Signal<bool>>,
) -> impl IntoView {
    // Once built it stays: what was set in it is kept.
    let built = RwSignal::new(false);
    let is_named = move || within.is_some_and(|id| address::fragment() == id);
    let open = Memo::new(move |before: Option<&bool>| {
        before.is_some_and(|before| *before) || is_named() || asks.is_some_and(|asks| asks.get())
    });
    let content = move || built.get().then(|| body.run(()));
    let build = move |_: leptos::ev::Event| {
        if !built.get_untracked() {
            built.set(true);
        }
    };
    let fold = NodeRef::<leptos::html::Details>::new();
    // By hand it may have been closed since.
    let moved = move |_| {
        if let Some(fold) = fold.get_untracked().filter(|_| is_named()) {
            observe::set_attribute(&fold, "open", "");
            observe::bring(&address::fragment());
        }
    };
    observe::hear("hashchange", Box::new(moved));
    view! {
        <details class="fold" node_ref=fold data-testid=test_id open=open.live() on:toggle=act(build)>
            <summary>{title.live()}</summary>
            <div class="folded">{live(content)}</div>
        </details>
    }
    .into_any()
}

//! How sure the verdict is, below its reasons: a word with its reason, and what warns of it.

use leptos::prelude::*;

use crate::page::verdict::confidence::ConfidenceView;
use crate::page::verdict::confidence::words::name;
use crate::ui::reactive::{Memo, Views, live};
use crate::ui::state::State;
use crate::ui::state::confidence::{confidence, is_moving};

/// The word and the lists. While controls move they stand for another verdict: they keep their place, unseen.
pub fn confidence_of_verdict(state: State) -> AnyView {
    let view = confidence(state);
    let word = move || view.with(|view| view.as_ref().and_then(|view| view.confidence).map(name));
    let hidden = move || word().is_none();
    let list = move |of: fn(&ConfidenceView) -> &Vec<String>| {
        let sentences =
            Memo::new(move |_| view.with(|view| view.as_ref().map(|view| of(view).clone()).unwrap_or_default()));
        let items = move || sentences.get().into_iter().map(|text| view! { <li>{text}</li> }).views();
        (live(items), Signal::derive(move || sentences.with(Vec::is_empty)))
    };
    let (reasons, _) = list(|view| &view.reasons);
    let (warnings, without) = list(|view| &view.warnings);
    let seen = move || if is_moving(state) { "hidden" } else { "visible" };
    view! {
        <div style:visibility=seen data-testid="confidence">
            <div class="verdict-list" hidden=hidden>
                <h3>"Sure?"</h3>
                <ul data-testid="confidence-reasons">
                    <li><strong data-testid="confidence-word">{move || word().unwrap_or_default()}</strong></li>
                    {reasons}
                </ul>
            </div>
            <div class="verdict-list" hidden=without>
                <h3>"Also"</h3>
                <ul data-testid="confidence-warnings">{warnings}</ul>
            </div>
        </div>
    }
    .into_any()
}

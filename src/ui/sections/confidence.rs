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
    let word = Memo::new(move |_| view.with(|view| view.as_ref().and_then(|view| view.confidence).map(name)));
    let list = move |of: fn(&ConfidenceView) -> &Vec<String>| {
        Memo::new(move |_| view.with(|view| view.as_ref().map(|view| of(view).clone()).unwrap_or_default()))
    };
    let items = |sentences: Memo<Vec<String>>| {
        move || sentences.get().into_iter().map(|text| view! { <li>{text}</li> }).views()
    };
    let (reasons, warnings) = (list(|view| &view.reasons), list(|view| &view.warnings));
    let seen = move || if is_moving(state) { "hidden" } else { "visible" };
    view! {
        <div style:visibility=seen data-testid="confidence">
            <div class="verdict-list" hidden=move || word.with(Option::is_none)>
                <h3>"How sure"</h3>
                <ul>
                    <li>"Confidence: " <strong data-testid="confidence-word">{move || word.get().unwrap_or_default()}</strong></li>
                </ul>
                <span></span>
                <ul data-testid="confidence-reasons">{live(items(reasons))}</ul>
            </div>
            <div class="verdict-list" hidden=move || warnings.with(Vec::is_empty)>
                <h3>"Also"</h3>
                <ul data-testid="confidence-warnings">{live(items(warnings))}</ul>
            </div>
        </div>
    }
    .into_any()
}

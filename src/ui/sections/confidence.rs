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
    let (reasons, why) = (list(|view| &view.reasons), list(|view| &view.why));
    let (against, warnings) = (list(|view| &view.against), list(|view| &view.warnings));
    let quiet = move || against.with(Vec::is_empty) && warnings.with(Vec::is_empty);
    let none = move || word.with(Option::is_none) && why.with(Vec::is_empty);
    let seen = move || if is_moving(state) { "hidden" } else { "visible" };
    view! {
        <div style:visibility=seen data-testid="confidence">
            <div class="verdict-list" hidden=none>
                <h3>"How sure"</h3>
                <div>
                    <ul hidden=move || word.with(Option::is_none)>
                        <li>"Confidence: " <strong data-testid="confidence-word">{move || word.get().unwrap_or_default()}</strong></li>
                    </ul>
                    <ul data-testid="confidence-reasons">{live(items(reasons))}</ul>
                    <ul data-testid="confidence-evidence">{live(items(why))}</ul>
                </div>
            </div>
            <div class="verdict-list" hidden=quiet>
                <h3>"Also"</h3>
                <div>
                    <ul data-testid="confidence-against">{live(items(against))}</ul>
                    <ul data-testid="confidence-warnings">{live(items(warnings))}</ul>
                </div>
            </div>
        </div>
    }
    .into_any()
}

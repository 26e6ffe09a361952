//! Words with a definition: a button opens it in a popover of the browser's, which Escape closes.

use leptos::prelude::*;

use crate::page::words::terms::{Term, term, terms};
use crate::ui::reactive::Views;

fn id(term: &Term) -> String {
    ["term-", term.key].concat()
}

/// Words to be looked up, beside where they are first used; told apart from the sentence before them. `all`: with the way to the
/// list of all, those of other tables included; that is the one stop of the keyboard then, as the list has these words, too.
pub fn defined(keys: &[&str], all: bool) -> AnyView {
    let last = keys.len().saturating_sub(1);
    let word = |(at, term): (usize, Term)| {
        view! {
            " "
            // With its comma, which does not begin a line.
            <dfn>
                <button
                    type="button"
                    class="link term"
                    tabindex=all.then_some("-1")
                    data-testid=format!("word-{}", term.key)
                    popovertarget=id(&term)
                >
                    {term.word}
                </button>
                {if at == last { "" } else { "," }}
            </dfn>
        }
        .into_any()
    };
    let words = keys.iter().filter_map(|key| term(key)).enumerate().map(word).views();
    let head = match all {
        true => view! {
            <button type="button" class="link term" data-testid="all-terms" popovertarget="all-terms" title="All terms">"Terms"</button>
        }
        .into_any(),
        false => "Terms".into_any(),
    };
    view! { <span class="terms">{head} ":" {words}</span> }.into_any()
}

/// The definitions, once for the page, and all of them in a list.
pub fn definitions() -> AnyView {
    let definition = |term: Term| {
        view! {
            <div popover="auto" id=id(&term) class="definition" role="note">
                <strong>{term.word}</strong>
                " "
                {term.meaning}
            </div>
        }
        .into_any()
    };
    let entry = |term: Term| view! { <p><strong>{term.word}</strong> " " {term.meaning}</p> }.into_any();
    view! {
        {terms().into_iter().map(definition).views()}
        <div popover="auto" id="all-terms" class="definition" role="note" aria-label="All terms" tabindex="0">
            {terms().into_iter().map(entry).views()}
        </div>
    }
    .into_any()
}

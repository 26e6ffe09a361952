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
    let last = if all { keys.len() } else { keys.len().saturating_sub(1) };
    let word = |(at, term): (usize, Term)| {
        let tabindex = all.then_some("-1");
        looked_up(["word-", term.key].concat(), id(&term), term.word, (tabindex, at == last))
    };
    let words = keys.iter().filter_map(|key| term(key)).enumerate().map(word).views();
    let rest = all.then(|| looked_up(ALL.to_owned(), ALL.to_owned(), "all terms", (None, true)));
    view! { <span class="terms">"Terms:" {words} {rest}</span> }.into_any()
}

/// The list of all.
const ALL: &str = "all-terms";

fn looked_up(
    test_id: String,
    target: String,
    word: &'static str,
    (tabindex, is_last): (Option<&'static str>, bool),
) -> AnyView {
    view! {
        " "
        // With its comma, which does not begin a line.
        <dfn>
            <button type="button" class="link term" tabindex=tabindex data-testid=test_id popovertarget=target>
                {word}
            </button>
            {if is_last { "" } else { "," }}
        </dfn>
    }
    .into_any()
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
        <div popover="auto" id=ALL class="definition" role="note" aria-label="All terms" tabindex="0">
            {terms().into_iter().map(entry).views()}
        </div>
    }
    .into_any()
}

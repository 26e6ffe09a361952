//! One of a few.

use leptos::prelude::*;

use crate::page::choice::filters::Choice;
use crate::ui::reactive::{Signal, Views, act};
use crate::ui::state::State;

/// A group of radio buttons for one part of the choice. Each option: value in the page, words, meaning.
#[component]
pub fn Radios<T: Copy + PartialEq + Send + Sync + 'static>(
    state: State,
    /// What is chosen.
    legend: &'static str,
    /// The group's name in the page.
    name: &'static str,
    /// The options.
    options: &'static [(&'static str, &'static str, T)],
    /// Whether there is nothing to choose.
    disabled: Signal<bool>,
    /// Reads that part.
    read: fn(&Choice) -> T,
    /// Writes that part.
    write: fn(&mut Choice, T),
) -> impl IntoView {
    let radio = move |&(value, words, meaning): &(&'static str, &'static str, T)| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=value
                    prop:checked=move || state.draft.now.with(read) == meaning
                    on:change=act(move |_| state.choose(|choice| write(choice, meaning)))
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="radios" disabled=move || disabled.get()>
            <legend>{legend}</legend>
            <div>{options.iter().map(radio).views()}</div>
        </fieldset>
    }
}

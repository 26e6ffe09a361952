//! A radio group.

use leptos::prelude::*;

use crate::ui::reactive::{Signal, Views, act};

/// One choice of a few. Options are told apart by their position, so that one component serves all types of choices.
#[component]
pub fn Radios(
    /// What is chosen.
    legend: &'static str,
    /// The group's name in the page.
    name: &'static str,
    /// The group's name in tests, where it has one.
    #[prop(optional)]
    test_id: Option<&'static str>,
    /// The options: value in the page, and words.
    options: Vec<(&'static str, &'static str)>,
    /// Which option is chosen.
    now: Signal<Option<usize>>,
    /// Chooses an option.
    choose: Callback<usize>,
    /// Whether nothing can be chosen.
    #[prop(optional)]
    disabled: Option<Signal<bool>>,
) -> impl IntoView {
    let radio = move |(at, (value, words)): (usize, (&'static str, &'static str))| {
        view! {
            <label>
                <input
                    type="radio"
                    name=name
                    value=value
                    prop:checked=move || now.get() == Some(at)
                    on:change=act(move |_| choose.run(at))
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="radios" data-testid=test_id disabled=move || disabled.is_some_and(|disabled| disabled.get())>
            <legend>{legend}</legend>
            <div>{options.into_iter().enumerate().map(radio).views()}</div>
        </fieldset>
    }
}

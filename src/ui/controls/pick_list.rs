//! A list of which one entry is picked, by key.

use leptos::prelude::*;

use crate::text::foreign::shown;
use crate::ui::reactive::{Memo, Views, live};

/// A labelled list. `options` are keys and words; an entry is selected where its key is `now`.
#[component]
pub fn PickList(
    /// Before the list.
    label: &'static str,
    /// Its name in tests.
    test_id: &'static str,
    /// Keys and words.
    options: Memo<Vec<(String, String)>>,
    /// The key that is picked.
    now: Memo<String>,
    /// Picks a key.
    choose: Callback<String>,
    /// Whether nothing can be picked.
    #[prop(optional)]
    disabled: Option<Memo<bool>>,
) -> impl IntoView {
    let option = move |(key, words): (String, String)| {
        let own = key.clone();
        let selected = move || now.with(|now| *now == own);
        view! { <option value=key prop:selected=live(selected)>{shown(&words).into_owned()}</option> }.into_any()
    };
    view! {
        <label class="work-choice">
            <span>{label}</span>
            <select
                data-testid=test_id
                disabled=move || disabled.is_some_and(|disabled| disabled.get())
                on:change:target=move |event| choose.run(event.target().value())
            >
                {move || options.get().into_iter().map(option).views()}
            </select>
        </label>
    }
}

//! A field whose text is looked at before it changes anything.

use leptos::prelude::*;

use crate::ui::reactive::{Memo, RwSignal, Signal};

/// What came of a text: taken as it is, taken with words about it, or refused in words.
pub type Taken = Result<Option<String>, String>;

/// A label, the field, and the words about what was typed. They go when the value changes.
#[component]
pub fn CheckedInput(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// Its name in the page.
    #[prop(into)]
    name: String,
    /// The name of all fields of its kind in tests.
    test_id: &'static str,
    /// What stands in an empty field.
    #[prop(optional)]
    placeholder: &'static str,
    /// Whether numbers are typed.
    #[prop(optional)]
    text: bool,
    /// The value as it would be typed.
    #[prop(into)]
    value: Signal<String>,
    /// Looks at a text and takes it.
    #[prop(into)]
    set: Callback<String, Taken>,
) -> impl IntoView {
    // A refused text stays in the field, so whatever else changes must not write the same value into it again.
    let value = Memo::new(move |_| value.get());
    // The words, whether they refuse, and the value that they were about.
    let words = RwSignal::new((String::new(), false, String::new()));
    let about = Memo::new(move |_| {
        let (words, refused, of) = words.get();
        if value.get() == of { (words, refused) } else { Default::default() }
    });
    let change = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlInputElement>| {
        let field = event.target();
        match set.run(field.value()) {
            Ok(said) => {
                let now = value.get_untracked();
                // What was taken otherwise than it was typed stands in the field as it was taken.
                if said.is_some() {
                    field.set_value(&now);
                }
                words.set((said.unwrap_or_default(), false, now));
            }
            Err(said) => words.set((said, true, value.get_untracked())),
        }
    };
    let about_id = format!("{name}-words");
    view! {
        <span class="checked">
            <label for=name.clone()>{label.live()}</label>
            <input
                id=name
                data-testid=test_id
                type="text"
                inputmode=if text { "text" } else { "decimal" }
                autocomplete="off"
                spellcheck="false"
                placeholder=placeholder
                prop:value=value.live()
                aria-invalid=move || about.with(|(_, refused)| *refused).to_string()
                aria-describedby=about_id.clone()
                on:change:target=change
            />
            <span class="checked-words" id=about_id role="status">{move || about.get().0}</span>
        </span>
    }
}

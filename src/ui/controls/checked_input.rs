//! A validated text field.

use leptos::prelude::*;

use crate::ui::reactive::{Memo, RwSignal, Signal};

/// The result of validation: accepted, accepted with a remark, or refused with a reason.
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
    // A refused text stays in the field, so other changes must not write the old value into it again.
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
                // A value that was accepted in another form replaces what was typed.
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

//! A validated text field, whose numbers count while they are typed.

use std::time::Duration;

use leptos::ev::{Event, Targeted};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::data::table::number;
use crate::ui::browser::history;
use crate::ui::reactive::{Memo, RwSignal, Signal, act};
use crate::ui::state::frame_gate::Debounce;

/// How long nothing must be typed until a number counts, so that the first digits of one do not.
const PAUSE: Duration = Duration::from_millis(500);

/// The result of validation: accepted, accepted with a remark, or refused with a reason.
pub type Taken = Result<Option<String>, String>;

/// What is being typed into a field.
#[derive(Clone, Copy)]
struct Typing {
    /// What was last taken of it, empty for nothing; `None` while nothing is typed.
    last: RwSignal<Option<String>>,
    value: Memo<String>,
    set: Callback<String, Taken>,
    pause: Debounce,
}

impl Typing {
    /// What is to stand in the field: nothing is written into one that somebody types into.
    fn shown(self) -> Memo<String> {
        Memo::new(move |before: Option<&String>| match before {
            Some(before) if self.last.with(Option::is_some) => before.clone(),
            _ => self.value.get(),
        })
    }

    fn goes_on(self, field: HtmlInputElement) {
        if self.last.with_untracked(Option::is_none) {
            self.last.set(Some(String::new()));
            let own = field.clone();
            history::while_typing(Box::new(move || self.leave(&own)));
        }
        self.pause.restart(move || self.take(&field));
    }

    /// Takes a number, or that it is gone. Whatever else is typed may be half of something, and waits for its end.
    fn take(self, field: &HtmlInputElement) {
        let Some(last) = self.last.try_get_untracked().flatten() else { return };
        let text = field.value();
        let before = if last.is_empty() { self.value.get_untracked() } else { last.clone() };
        // The browser says nothing of a field that ends as it began: what was taken in between is taken back here.
        let is_gone = text.is_empty() && !last.is_empty();
        let counts = text != before && (is_gone || number::parse(&text).is_some_and(|number| number > 0.0));
        if counts && self.set.run(text.clone()).is_ok() {
            history::goes_on(!last.is_empty());
            self.last.set(Some(text));
        }
    }

    /// Drops what is typed, for the value that was put in its place.
    fn leave(self, field: &HtmlInputElement) {
        if self.last.try_get_untracked().flatten().is_some() {
            self.last.put(None);
            field.set_value(&self.value.get_untracked());
        }
    }

    fn end(self, text: String) -> Taken {
        let last = self.last.get_untracked().unwrap_or_default();
        history::goes_on(!last.is_empty() && last != text);
        let taken = self.set.run(text);
        self.last.put(None);
        taken
    }
}

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
    let typing = Typing { last: RwSignal::new(None), value, set, pause: Debounce::new(PAUSE) };
    let typed = move |event: Targeted<Event, HtmlInputElement>| typing.goes_on(event.target());
    let change = move |event: Targeted<Event, HtmlInputElement>| {
        let field = event.target();
        match typing.end(field.value()) {
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
                prop:value=typing.shown().live()
                aria-invalid=move || about.with(|(_, refused)| *refused).to_string()
                aria-describedby=about_id.clone()
                on:input:target=typed
                on:change:target=change
                on:blur=act(move |_| typing.last.put(None))
            />
            <span class="checked-words" id=about_id role="status">{move || about.get().0}</span>
        </span>
    }
}

//! Single-key shortcuts: to the places, the fields of the question, a run by name; and the dialog that lists them.
//!
//! None is heard while somebody types, with a modifier, or below an open dialog. All can be switched off there, as voice
//! input needs (WCAG 2.1.4); the list stays one click away.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::term::definitions;
use super::{popover, row_keys, tabs};
use crate::page::choice::places::PLACES;
use crate::ui::browser::observe;
use crate::ui::reactive::{RwSignal, Views, act, live};
use crate::ui::state::State;

/// What a key does.
#[derive(Clone, Copy)]
enum Does {
    /// Goes to a place, counted from 0.
    Go(usize),
    /// Puts the keyboard on the first of these that is there.
    Focus(&'static str),
    /// Presses this.
    Press(&'static str),
    /// Opens the table of runs at its search.
    Find,
    /// Opens the list of keys.
    Help,
}

/// What opens and shuts the panel that opens data.
const OPEN_DATA: &str = "[data-testid=open-data] > summary";

/// Key, as it is written; what it does, in words.
const KEYS: [(&str, &str, Does); 14] = [
    ("1", "Answer", Does::Go(0)),
    ("2", "Alternatives", Does::Go(1)),
    ("3", "Evidence", Does::Go(2)),
    ("4", "Map and what-if", Does::Go(3)),
    ("5", "Data and checks", Does::Go(4)),
    ("D", "Demand", Does::Focus("[data-testid=demand]")),
    ("L", "Load, at most", Does::Focus("[data-testid=ask-load], [data-testid=demand]")),
    ("M", "Latency, at most", Does::Focus("[data-testid=ask-latency]")),
    ("H", "Hardware", Does::Focus("[data-testid=ask-hardware]")),
    ("P", "Prices", Does::Focus("[data-testid=ask-price], a.all-prices")),
    ("O", "Open data", Does::Press(OPEN_DATA)),
    ("S", "Share", Does::Press("[data-testid=share-open]")),
    ("/", "Find a run", Does::Find),
    ("?", "All keys", Does::Help),
];

/// What is heard in one part of the page alone.
const ELSEWHERE: [(&str, &str); 4] = [
    ("J K ↓ ↑", "From row to row, in a table of runs or configurations"),
    ("X", "Pin the run of a row"),
    ("← → ↓ ↑", "From run to run, on a chart; Enter pins it"),
    ("+ − 0", "Zoom, and show all, on the first chart"),
];

/// Hears the keys; the list, and the way to it.
pub fn keys(state: State) -> AnyView {
    if !state.mode.is_whole() {
        return ().into_any();
    }
    let on = RwSignal::new(true);
    let open = RwSignal::new(false);
    let heard = move |event: web_sys::Event| {
        let event: KeyboardEvent = event.unchecked_into();
        let ignored = event.default_prevented() || row_keys::is_combined(&event) || is_taken(&event);
        if on.get_untracked() && !ignored {
            press(&event, open);
        }
    };
    observe::hear("keydown", Box::new(heard));
    popover::shut_from_outside(".open-data[open]", OPEN_DATA, |_| {
        observe::click(OPEN_DATA);
    });
    // The style sheet shows keys beside what they do, as long as they are heard.
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            observe::set_attribute(&root, "data-keys", if on.get() { "on" } else { "off" });
        }
    });
    view! {
        <p class="q keys rail-keys">
            <span><kbd>"1"</kbd> "–" <kbd>"5"</kbd> " sections"</span>
            <span><kbd>"/"</kbd> " find a run"</span>
            <button type="button" class="link" data-testid="all-keys" on:click=act(move |_| open.set(true))>
                <kbd>"?"</kbd>
                " all keys"
            </button>
        </p>
        <Dialog on open />
        {definitions()}
    }
    .into_any()
}

/// Whether a field or a dialog has the keyboard to itself.
fn is_taken(event: &KeyboardEvent) -> bool {
    const NO_TEXT: [&str; 4] = ["checkbox", "radio", "range", "button"];
    let target = observe::target(event);
    let is_field = target.is_some_and(|target| match target.dyn_ref::<HtmlInputElement>() {
        Some(input) => !NO_TEXT.contains(&input.type_().as_str()),
        None => target.closest("select, textarea, [contenteditable]").is_ok_and(|field| field.is_some()),
    });
    is_field || document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

fn press(event: &KeyboardEvent, open: RwSignal<bool>) {
    let pressed = event.key();
    let Some((.., does)) = KEYS.iter().find(|(key, ..)| key.eq_ignore_ascii_case(&pressed)) else { return };
    let click = |selector: &str| {
        if let Some(element) = observe::found(selector) {
            element.focus().ok();
            element.click();
        }
    };
    event.prevent_default();
    match *does {
        Does::Go(nth) => click(&format!(".rail a[href='#{}']", PLACES[nth].0)),
        Does::Focus(selectors) => {
            if let Some(first) = selectors.split(", ").find(|selector| observe::found(selector).is_some()) {
                observe::focus(first);
            }
        }
        Does::Press(selector) => click(selector),
        Does::Find => {
            tabs::open("runs");
            observe::focus_soon("[data-testid=find-run]".to_owned());
        }
        Does::Help => open.set(true),
    }
}

/// The list, with the switch.
#[component]
fn Dialog(on: RwSignal<bool>, open: RwSignal<bool>) -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let row = |(key, words): (&str, &str)| {
        view! { <tr><th scope="row"><kbd>{key.to_owned()}</kbd></th><td>{words.to_owned()}</td></tr> }.into_any()
    };
    let rows = move || {
        let all = KEYS.iter().map(|&(key, words, _)| (key, words)).chain(ELSEWHERE);
        open.get().then(|| all.map(row).views())
    };
    view! {
        <dialog
            node_ref=dialog
            class="keys-list"
            data-testid="keys"
            aria-labelledby="keys-title"
            on:close=act(move |_| open.put(false))
        >
            <div class="drawer-head">
                <h2 id="keys-title">"Keys"</h2>
                <button type="button" data-testid="keys-close" on:click=act(move |_| open.put(false))>"Close"</button>
            </div>
            <table>
                <tbody>{live(rows)}</tbody>
            </table>
            <label class="switch">
                <input
                    type="checkbox"
                    data-testid="keys-on"
                    prop:checked=move || on.get()
                    on:change:target=move |event| on.set(event.target().checked())
                />
                "Hear single keys, until the page is loaded again"
            </label>
        </dialog>
    }
    .into_any()
}

//! What opens over the page: a press outside of it shuts it, and so does Escape, which leads back to what opened it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::ui::browser::observe;
use crate::ui::reactive::RwSignal;

/// `open` names it while it is open, `button` what opens it, in it or outside.
pub fn shut_from_outside(open: &'static str, button: &'static str, shut: fn(&HtmlElement)) {
    let leave = move || leave(open, button, shut);
    // A button outside opens it at each click: that by which it closes closes it afterwards.
    let again = RwSignal::new(false);
    let press = move |event: Event| {
        let opened = observe::found(open).filter(|_| !observe::is_in(&event, open));
        let by_button = observe::is_in(&event, button);
        again.put(opened.is_some() && by_button);
        if let Some(opened) = opened.filter(|_| !by_button) {
            shut(&opened);
        }
    };
    let click = move |_| {
        if again.get_untracked() {
            leave();
        }
        again.put(false);
    };
    let key = move |event: Event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape") {
            // After what it does by itself.
            request_animation_frame(leave);
        }
    };
    observe::hear("pointerdown", Box::new(press));
    observe::hear("click", Box::new(click));
    observe::hear("keydown", Box::new(key));
}

/// Shuts it where it is open, and leads back to what opened it.
pub fn leave(open: &str, button: &str, shut: fn(&HtmlElement)) {
    if let Some(opened) = observe::found(open) {
        shut(&opened);
        observe::focus(button);
    }
}

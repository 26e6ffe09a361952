//! Which place of the page is on the screen, and the answer in a line while it is not.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use crate::page::choice::places::PLACES;
use crate::ui::reactive::{RwSignal, live};
use crate::ui::state::State;

/// The place whose beginning is nearest above this share of the screen's height is the current one.
const LINE: f64 = 0.4;

/// Follows the scrolling, and shows the line.
pub fn follow(state: State) -> AnyView {
    let answer_is_seen = RwSignal::new(true);
    let measure = move || {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        let rect = |id: &str| document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
        let begun = |id: &&str| rect(id).is_some_and(|rect| rect.top() <= height * LINE);
        let last = PLACES.iter().map(|place| place.0).rfind(begun).unwrap_or(PLACES[0].0);
        put(state.place, last);
        put(answer_is_seen, rect(PLACES[0].0).is_none_or(|rect| rect.bottom() > 0.0 && rect.top() < height));
    };
    measure();
    let moved = Closure::<dyn Fn()>::new(measure);
    for (kind, capture) in [("scroll", false), ("resize", false), ("hashchange", false)] {
        let listener = moved.as_ref().unchecked_ref();
        window().add_event_listener_with_callback_and_bool(kind, listener, capture).ok();
    }
    let kept = StoredValue::new_local(moved);
    on_cleanup(move || {
        kept.with_value(|moved| {
            for kind in ["scroll", "resize", "hashchange"] {
                window().remove_event_listener_with_callback(kind, moved.as_ref().unchecked_ref()).ok();
            }
        });
    });
    let line = move || state.verdict.map_or_default(|view| view.headline.line());
    view! { <p class="read" data-testid="readout" hidden=move || answer_is_seen.get()>{live(line)}</p> }.into_any()
}

/// An equal value notifies nobody.
fn put<T: crate::ui::reactive::Value + Copy + PartialEq>(signal: RwSignal<T>, value: T) {
    if signal.try_get_untracked().is_some_and(|before| before != value) {
        signal.set(value);
    }
}

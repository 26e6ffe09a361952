//! Which place of the page is on the screen, and the answer in a line while it is not.

use leptos::prelude::*;

use crate::page::choice::places::PLACES;
use crate::ui::browser::observe;
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
        state.place.put(last);
        answer_is_seen.put(rect(PLACES[0].0).is_none_or(|rect| rect.bottom() > 0.0 && rect.top() < height));
    };
    measure();
    for kind in ["scroll", "resize", "hashchange"] {
        observe::hear(kind, Box::new(move |_| measure()));
    }
    let line = move || state.verdict.map_or_default(|view| view.headline.line());
    view! { <p class="read" data-testid="readout" hidden=move || answer_is_seen.get()>{live(line)}</p> }.into_any()
}

//! Which place of the page is on the screen, the way to the one that the address names, and the answer in a line while it is
//! not seen.

use leptos::prelude::*;

use crate::page::choice::places::PLACES;
use crate::ui::browser::{address, observe};
use crate::ui::reactive::{RwSignal, live};
use crate::ui::state::State;

/// The place whose beginning is nearest above this share of the screen's height is the current one.
const LINE: f64 = 0.4;
/// For so many frames what the address names is kept at the top of the screen: five seconds, while the page is being built.
const FRAMES: usize = 300;

/// Follows the scrolling, and shows the line.
pub fn follow(state: State) -> AnyView {
    let answer_is_seen = RwSignal::new(true);
    let measure = move || {
        let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
        let rect = |id: &str| document().get_element_by_id(id).map(|element| element.get_bounding_client_rect());
        let begun = |id: &&str| rect(id).is_some_and(|rect| rect.top() <= height * LINE);
        let last = PLACES.iter().map(|place| place.0).rfind(begun).unwrap_or(PLACES[0].0);
        state.place.put(named(height).unwrap_or(last));
        answer_is_seen.put(rect(PLACES[0].0).is_none_or(|rect| rect.bottom() > 0.0 && rect.top() < height));
    };
    measure();
    for kind in ["scroll", "resize", "hashchange"] {
        observe::hear(kind, Box::new(move |_| measure()));
    }
    let acted = RwSignal::new(false);
    for kind in ["wheel", "touchstart", "pointerdown", "keydown"] {
        observe::hear(kind, Box::new(move |_| acted.put(true)));
    }
    let arrive = move || {
        let id = address::fragment();
        acted.put(false);
        if !id.is_empty() {
            keep(id, FRAMES, None, acted);
        }
    };
    arrive();
    // By a link, and not by Back, of which the browser knows how far the page was scrolled.
    let linked = RwSignal::new(false);
    observe::hear("click", Box::new(move |event| linked.put(observe::is_in(&event, "a[href^='#']"))));
    observe::hear(
        "hashchange",
        Box::new(move |_| {
            if linked.try_get_untracked().unwrap_or_default() {
                linked.put(false);
                arrive();
            }
        }),
    );
    let line = move || state.verdict.map_or_default(|view| view.headline.line());
    view! { <p class="read" data-testid="readout" hidden=move || answer_is_seen.get()>{live(line)}</p> }.into_any()
}

/// The place that holds what the address names, while that is at the top of the screen, or on it at the end of the page:
/// where a link leads need not be the beginning of its place.
fn named(height: f64) -> Option<&'static str> {
    let element = document().get_element_by_id(&address::fragment())?;
    let top = element.get_bounding_client_rect().top();
    let ends = page().is_some_and(|(end, _)| end <= height + 1.0);
    let is_there = (0.0..=if ends { height } else { height * LINE }).contains(&top);
    let place = element.closest(".place, #answer").ok().flatten().filter(|_| is_there)?;
    PLACES.iter().map(|place| place.0).find(|id| place.get_attribute("id").as_deref() == Some(*id))
}

/// Where the page ends, from the top of the screen, and how high it is.
fn page() -> Option<(f64, f64)> {
    let rect = document().document_element()?.get_bounding_client_rect();
    Some((rect.bottom(), rect.height()))
}

/// Brings what the address names to the top of the screen, and again with each frame: parts above it are still being built.
/// It ends when the reader acts or scrolls, or the address names something else.
fn keep(id: String, left: usize, before: Option<(f64, f64)>, acted: RwSignal<bool>) {
    let now = page();
    let scrolled = |((end, height), (end_before, height_before)): ((f64, f64), (f64, f64))| {
        height == height_before && (end - end_before).abs() > 1.0
    };
    let by_hand = acted.try_get_untracked().unwrap_or(true) || now.zip(before).is_some_and(scrolled);
    if left == 0 || by_hand || address::fragment() != id {
        return;
    }
    observe::bring(&id);
    let brought = page();
    request_animation_frame(move || keep(id, left - 1, brought, acted));
}

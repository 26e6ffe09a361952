//! Which place of the page is on the screen, the way to the one that the address names, and the answer in a line while it is
//! not seen.

use std::time::Duration;

use leptos::prelude::*;

use crate::page::choice::places::PLACES;
use crate::ui::browser::{address, observe};
use crate::ui::reactive::{RwSignal, live};
use crate::ui::state::State;

/// The place whose beginning is nearest above this share of the screen's height is the current one.
const LINE: f64 = 0.4;
/// For so long what the address names is kept at the top of the screen: while the page is being built.
const KEPT_MS: f64 = 5_000.0;
/// So often it is looked for, beside each change of the page's size: it may come in a place that was kept for it.
const LOOKS: Duration = Duration::from_millis(200);

/// What is kept at the top of the screen.
struct Kept {
    id: String,
    /// By the clock of the system.
    until_ms: f64,
    /// The page as it was when this was last brought; `None` before that.
    brought: Option<Extent>,
}

/// Where the page ends, from the top of the screen, and how high it is.
type Extent = (f64, f64);

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
    let kept = StoredValue::new(None);
    for kind in ["scroll", "resize", "hashchange"] {
        let act = move |_| {
            measure();
            kept.update_value(|kept| drop(kept.take_if(|kept| is_scrolled(kept))));
        };
        observe::hear(kind, Box::new(act));
    }
    for kind in ["wheel", "touchstart", "pointerdown", "keydown"] {
        observe::hear(kind, Box::new(move |_| kept.set_value(None)));
    }
    if let Some(page) = document().document_element() {
        observe::sizes(&page, Box::new(move || keep(kept)));
    }
    let arrive = move || {
        let (id, until_ms) = (address::fragment(), js_sys::Date::now() + KEPT_MS);
        kept.set_value((!id.is_empty()).then_some(Kept { id, until_ms, brought: None }));
        look(kept);
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

fn page() -> Option<Extent> {
    let rect = document().document_element()?.get_bounding_client_rect();
    Some((rect.bottom(), rect.height()))
}

/// Whether the reader scrolled: a page of the same height stands elsewhere than where it was brought.
fn is_scrolled(kept: &Kept) -> bool {
    let other = |((end, height), (end_before, height_before)): (Extent, Extent)| {
        height == height_before && (end - end_before).abs() > 1.0
    };
    page().zip(kept.brought).is_some_and(other)
}

/// Brings what the address names to the top of the screen, where the page has changed since it was last brought there:
/// parts above it are still being built. It ends when the reader acts or scrolls, or the address names something else.
fn keep(kept: StoredValue<Option<Kept>>) {
    let ends = |kept: &Kept| js_sys::Date::now() > kept.until_ms || address::fragment() != kept.id || is_scrolled(kept);
    kept.try_update_value(|slot| {
        let Some(kept) = slot.as_mut() else { return };
        if ends(kept) {
            *slot = None;
        } else if kept.brought != page() && observe::bring(&kept.id) {
            kept.brought = page();
        }
    });
}

fn look(kept: StoredValue<Option<Kept>>) {
    keep(kept);
    if kept.try_with_value(Option::is_some) == Some(true) {
        set_timeout(move || look(kept), LOOKS);
    }
}

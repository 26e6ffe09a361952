//! Browser observers as signals: size of an element, pixel ratio, distance from the screen, colour scheme. Also attributes
//! and keyboard focus.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, FocusOptions, HtmlElement, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    MediaQueryList, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use crate::chart::frame::Frame;
use crate::ui::reactive::RwSignal;

/// Keeps `frame` at the size of `element`. The observer's first report comes with the first layout, before paint.
pub fn track(element: &Element, frame: RwSignal<Frame>) {
    let measured = element.clone();
    let update = move || {
        let rect = measured.get_bounding_client_rect();
        let now =
            Frame { width_css: rect.width(), height_css: rect.height(), pixel_ratio: window().device_pixel_ratio() };
        frame.put(now);
    };
    sizes(element, Box::new(update.clone()));
    watch_ratio(update);
}

/// Acts once `element` has a size, and whenever that changes, before it is painted; for as long as what asks is there.
pub fn sizes(element: &Element, act: Box<dyn Fn()>) {
    let changed = Closure::wrap(act);
    if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(element);
        let kept = StoredValue::new_local((observer, changed));
        on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
    }
}

/// Keeps `near` at whether `element` is on the screen or less than `margin` (CSS: `100%` is a screen) away from it.
pub fn near_screen(element: &Element, margin: &str, near: RwSignal<bool>) {
    let changed = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let now = entries.iter().any(|entry| entry.unchecked_into::<IntersectionObserverEntry>().is_intersecting());
        near.put(now);
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let callback = changed.as_ref().unchecked_ref();
    match IntersectionObserver::new_with_options(callback, &options) {
        Ok(observer) => {
            observer.observe(element);
            let kept = StoredValue::new_local((observer, changed));
            on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
        }
        // Without an observer everything is drawn always: slower, never wrong.
        Err(_) => near.set(true),
    }
}

/// Writes an attribute, if it does not say so already: to the browser every writing is a change.
pub fn set_attribute(element: &Element, name: &str, value: &str) {
    if element.get_attribute(name).as_deref() != Some(value) {
        element.set_attribute(name, value).ok();
    }
}

/// The first element that `selector` names.
pub fn found(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok().flatten()?.dyn_into().ok()
}

/// Clicks it as a reader does; whether there is one.
pub fn click(selector: &str) -> bool {
    found(selector).as_ref().map(HtmlElement::click).is_some()
}

/// Puts the keyboard on the first element that `selector` names, in the middle of the screen; nothing happens when
/// there is none.
pub fn focus(selector: &str) {
    let Some(element) = found(selector) else { return };
    let middle = ScrollIntoViewOptions::new();
    middle.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&middle);
    let still = FocusOptions::new();
    still.set_prevent_scroll(true);
    element.focus_with_options(&still).ok();
}

/// The element that an event is of.
pub fn target(event: &web_sys::Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Whether an event is of an element that `selector` names, or of one in it.
pub fn is_in(event: &web_sys::Event, selector: &str) -> bool {
    target(event).and_then(|target| target.closest(selector).ok().flatten()).is_some()
}

/// Hears an event of the window for as long as what asks is there. Of one type, where each closure would be one.
#[inline(never)]
pub fn hear(kind: &'static str, act: Box<dyn Fn(web_sys::Event)>) {
    let heard = window_event_listener_untyped(kind, act);
    on_cleanup(move || heard.remove());
}

/// Scrolls to the element of an id, where there is one, and opens the details that it stands in; whether there is one.
pub fn bring(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    if let Some(element) = &element {
        unfold(element.parent_element());
        element.scroll_into_view();
    }
    element.is_some()
}

/// Opens a `<details>`, and those that it stands in.
fn unfold(mut at: Option<Element>) {
    while let Some(element) = at {
        if element.tag_name() == "DETAILS" {
            set_attribute(&element, "open", "");
        }
        at = element.parent_element();
    }
}

/// Attempts of [`soon`]: half a second of frames.
const ATTEMPTS: usize = 30;

/// Does something now, or with the next frames until it could be done: what it needs is being built.
pub fn soon(attempt: impl Fn() -> bool + 'static) {
    again(ATTEMPTS, Box::new(attempt));
}

fn again(left: usize, attempt: Box<dyn Fn() -> bool>) {
    if left > 0 && !attempt() {
        request_animation_frame(move || again(left - 1, attempt));
    }
}

/// As [`focus`], once there is such an element.
pub fn focus_soon(selector: String) {
    soon(move || {
        focus(&selector);
        found(&selector).is_some()
    });
}

/// Whether the page is too narrow for two columns.
#[must_use]
pub fn is_narrow() -> bool {
    window().match_media("(max-width: 50rem)").ok().flatten().is_some_and(|query| query.matches())
}

/// Opens the `<details>` that `selector` names, and those that it stands in, and puts the keyboard there.
pub fn open(selector: &str) {
    unfold(document().query_selector(selector).ok().flatten());
    focus(&[selector, " input, ", selector, " summary"].concat());
}

/// A query on the resolution tells one change and must be put anew after it.
fn watch_ratio(update: impl Fn() + Clone + 'static) {
    let ratio = window().device_pixel_ratio();
    let Ok(Some(query)) = window().match_media(&format!("(resolution: {ratio}dppx)")) else { return };
    let again = Closure::once_into_js(move || {
        update();
        watch_ratio(update);
    });
    let options = web_sys::AddEventListenerOptions::new();
    options.set_once(true);
    query
        .add_event_listener_with_callback_and_add_event_listener_options("change", again.unchecked_ref(), &options)
        .ok();
}

/// Keeps `dark` as the system's colour scheme says, for as long as the page lives.
pub fn color_scheme(dark: RwSignal<bool>) {
    let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") else { return };
    dark.set(query.matches());
    let changed = Closure::<dyn Fn(MediaQueryList)>::new(move |event: MediaQueryList| dark.set(event.matches()));
    query.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref()).ok();
    changed.forget();
}

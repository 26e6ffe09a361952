//! The page in a frame: sends its height to the host, and its address to the Hub's page around a Space; takes the look,
//! light or dark, from the host. No other messages are sent, and those of others are ignored.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

use super::address;
use crate::page::choice::filters::Look;
use crate::ui::state::State;

/// What a message is called in its `type`.
const HEIGHT: &str = "isocost:height";
const THEME: &str = "isocost:theme";

/// The page around this one; `None` when there is none.
fn host() -> Option<Window> {
    let parent = window().parent().ok().flatten()?;
    // Comparing is all that may be done with a page of another origin.
    (!Object::is(&parent, &window())).then_some(parent)
}

/// Whether the page is in a frame.
#[must_use]
pub fn is_framed() -> bool {
    host().is_some()
}

/// Sends the page's height to the host, now and whenever it changes, and takes the look that the host asks for.
pub fn begin(state: State, root: &Element) {
    let Some(host) = host() else { return };
    send_height(&host, root);
    let on_message = move |event: MessageEvent| {
        if let Some(look) = wanted_look(&event) {
            state.host_look.set(look);
        }
    };
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(on_message).into_js_value();
    window().add_event_listener_with_callback("message", on_message.unchecked_ref()).ok();
}

/// The height of the content, which does not depend on that of the frame: a host that follows it comes to rest at once.
fn send_height(host: &Window, root: &Element) {
    let (host, measured) = (host.clone(), root.clone());
    let last = std::cell::Cell::new(0.0);
    let send = Closure::<dyn Fn()>::new(move || {
        let height = measured.get_bounding_client_rect().height().ceil();
        if last.replace(height) != height && height > 0.0 {
            let message = object(&[("type", HEIGHT.into()), ("height", height.into())]);
            // Whoever frames the page may know how tall it is.
            host.post_message(&message, "*").ok();
        }
    });
    let send = send.into_js_value();
    if let Ok(observer) = ResizeObserver::new(send.unchecked_ref()) {
        observer.observe(root);
        // It watches for as long as the page lives.
        std::mem::forget(observer);
    }
}

/// The look that a message of the host asks for; `None` for all other messages.
fn wanted_look(event: &MessageEvent) -> Option<Look> {
    let is_host = event.source().is_some_and(|source| host().is_some_and(|host| Object::is(&source, &host)));
    let data = event.data();
    let read = |name: &str| Reflect::get(&data, &name.into()).ok().and_then(|value| value.as_string());
    if !is_host || !data.is_object() || read("type").as_deref() != Some(THEME) {
        return None;
    }
    Look::named(&read("theme")?)
}

/// Sends the page's address to the Hub's page around a Space. Another host gets nothing.
pub fn send_address_to_hub() {
    let (Some(host), hub) = (host(), address::hub()) else { return };
    if !is_hubs(&hub) {
        return;
    }
    let location = location();
    let query = location.search().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let message =
        object(&[("queryString", query.trim_start_matches('?').into()), ("hash", hash.trim_start_matches('#').into())]);
    // The browser hands it over only if the host still is of this origin.
    host.post_message(&message, &hub).ok();
}

/// Whether the Hub frames the page: the browser says so, or the page's own host does.
fn is_hubs(hub: &str) -> bool {
    let ancestors = Reflect::get(&location(), &"ancestorOrigins".into()).ok();
    let parent = ancestors.and_then(|list| Reflect::get_u32(&list, 0).ok()).and_then(|origin| origin.as_string());
    match parent {
        Some(parent) => parent == hub,
        None => location().host().is_ok_and(|host| host.ends_with(".hf.space")),
    }
}

fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a field of a new object cannot fail.
        Reflect::set(&object, &(*name).into(), value).ok();
    }
    object
}

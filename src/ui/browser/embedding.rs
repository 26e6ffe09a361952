//! The page in a frame: sends its height to the host, and its address to the Hub's page around a Space; takes the look,
//! light or dark, and tables from the host. No other messages are sent, and those of others are ignored. README has them.

use js_sys::{ArrayBuffer, Function, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

use super::address;
use crate::page::choice::filters::Look;
use crate::ui::state::State;

/// What a message is called in its `type`.
const HEIGHT: &str = "isocost:height";
const THEME: &str = "isocost:theme";
const OPEN: &str = "isocost:open";

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

/// A table of the host: its file's name and bytes; nothing where the message lacks one of them.
pub type Sent = Option<(String, ArrayBuffer)>;

/// Sends the page's height to the host, now and whenever it changes, takes the look that the host asks for, and has the
/// tables opened that it sends.
pub fn begin(state: State, root: &Element, open: impl Fn(Sent) + 'static) {
    let Some(host) = host() else { return };
    send_height(&host, root);
    let on_message = move |event: MessageEvent| match message_of_host(&event) {
        Some(Message::Look(look)) => state.host_look.set(look),
        Some(Message::Open(sent)) => open(sent),
        None => {}
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

/// What a host may say.
enum Message {
    Look(Look),
    Open(Sent),
}

/// What the host says; `None` for all other messages, and for what anybody else says: frames beside this one or in it, the
/// page that opened this one, the other end of a channel.
fn message_of_host(event: &MessageEvent) -> Option<Message> {
    let is_host = event.source().is_some_and(|source| host().is_some_and(|host| Object::is(&source, &host)));
    let data = event.data();
    if !is_host || !data.is_object() {
        return None;
    }
    let read = |name: &str| Reflect::get(&data, &name.into()).ok();
    let text = |name: &str| read(name).and_then(|value| value.as_string());
    match text("type")?.as_str() {
        THEME => Some(Message::Look(Look::named(&text("theme")?)?)),
        OPEN => Some(Message::Open(text("name").filter(|name| !name.is_empty()).zip(read("bytes").and_then(bytes)))),
        _ => None,
    }
}

/// An `ArrayBuffer`, or a copy of what a `Uint8Array` shows of one; `None` where there is no room for that, too.
fn bytes(value: JsValue) -> Option<ArrayBuffer> {
    if !value.is_instance_of::<Uint8Array>() {
        return value.dyn_into().ok();
    }
    // By name, as a copy may throw.
    let slice: Function = Reflect::get(&value, &"slice".into()).ok()?.dyn_into().ok()?;
    Some(slice.call0(&value).ok()?.dyn_into::<Uint8Array>().ok()?.buffer())
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

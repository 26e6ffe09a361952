//! Requests and replies as the plain objects that a browser hands from thread to thread.

use js_sys::{Array, ArrayBuffer, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::hub::progress::Progress;

use super::protocol::{Failure, FailureKind, Reply, Request};

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // Fails only on frozen objects; these are new.
    Reflect::set(object, &key.into(), &value.into()).ok();
}

fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).as_string()
}

/// The request as an object.
pub fn from_request(request: &Request) -> JsValue {
    let object = Object::new();
    set(&object, "hub", request.hub.as_str());
    set(&object, "file", request.file.as_str());
    object.into()
}

/// The request in an object; `None` when it is none.
pub fn to_request(object: &JsValue) -> Option<Request> {
    Some(Request { hub: text(object, "hub")?, file: text(object, "file")? })
}

/// The reply as an object, and what is handed over with it.
pub fn from_reply(reply: &Reply<ArrayBuffer>) -> (JsValue, Array) {
    let object = Object::new();
    let handed_over = Array::new();
    let kind = match reply {
        Reply::Ready => "ready",
        Reply::Alive => "alive",
        Reply::Progress(progress) => {
            set(&object, "received", progress.received as f64);
            set(&object, "total", progress.total.map(|total| total as f64));
            "progress"
        }
        Reply::Table { packed, commit } => {
            set(&object, "packed", packed);
            set(&object, "commit", commit.as_deref());
            handed_over.push(packed);
            "table"
        }
        Reply::Failed(failure) => {
            set(&object, "failure", failure.kind.word());
            set(&object, "words", failure.words.as_str());
            "failed"
        }
    };
    set(&object, "kind", kind);
    (object.into(), handed_over)
}

/// The reply in an object; `None` when it is none.
pub fn to_reply(object: &JsValue) -> Option<Reply<ArrayBuffer>> {
    let number = |key| get(object, key).as_f64().map(|number| number as u64);
    Some(match text(object, "kind")?.as_str() {
        "ready" => Reply::Ready,
        "alive" => Reply::Alive,
        "progress" => Reply::Progress(Progress { received: number("received")?, total: number("total") }),
        "table" => Reply::Table { packed: get(object, "packed").dyn_into().ok()?, commit: text(object, "commit") },
        "failed" => Reply::Failed(Failure {
            kind: FailureKind::from_word(&text(object, "failure")?),
            words: text(object, "words")?,
        }),
        _ => return None,
    })
}

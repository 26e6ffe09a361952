//! Conversion of requests and replies to plain JavaScript objects for `postMessage`; they are read by [`super::reading`].

use bytes::Bytes;
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::protocol::{Reply, Request, TableInput};
use super::reading;
use super::reading::Posted;

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // Fails only on frozen objects; these are new.
    Reflect::set(object, &key.into(), &value.into()).ok();
}

/// Pairs as a flat array: key, value, key, value, …
fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, JsValue)>) -> Array {
    pairs.flat_map(|(name, value)| [JsValue::from_str(name), value]).collect()
}

/// The request as an object, and its transferable buffers.
pub fn from_request(request: &Request<ArrayBuffer>) -> (JsValue, Array) {
    let object = Object::new();
    let handed_over = Array::new();
    set(&object, "hub", request.hub.as_str());
    set(&object, "token", request.token.as_deref());
    set(&object, "table", request.table.as_deref());
    set(&object, "all", request.all_columns);
    match &request.input {
        TableInput::Address(place) => set(&object, "place", place.as_str()),
        TableInput::Files(files) => {
            for (_, bytes) in files {
                handed_over.push(bytes);
            }
            set(&object, "files", from_pairs(files.iter().map(|(name, bytes)| (name.as_str(), bytes.into()))));
        }
    }
    (object.into(), handed_over)
}

/// Reads a request, and copies its files into this module's memory; `None` if it is malformed.
pub fn to_request(object: &JsValue) -> Option<Request<Bytes>> {
    let Request { hub, input, table, token, all_columns } = reading::request(object)?;
    let copied = |(name, buffer): (String, ArrayBuffer)| (name, Uint8Array::new(&buffer).to_vec().into());
    let input = match input {
        TableInput::Address(place) => TableInput::Address(place),
        TableInput::Files(files) => TableInput::Files(files.into_iter().map(copied).collect()),
    };
    Some(Request { hub, input, table, token, all_columns })
}

/// The reply as an object, and its transferable buffers.
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
        Reply::Table(table) => {
            set(&object, "packed", &table.packed);
            set(&object, "commit", table.commit.as_deref());
            set(&object, "unfetched", table.unfetched.iter().map(|name| JsValue::from_str(name)).collect::<Array>());
            set(&object, "more", table.more.map(|rows| rows as f64));
            set(&object, "rare", table.is_rare);
            handed_over.push(&table.packed);
            "table"
        }
        Reply::Choose(options) => {
            let pairs = options.iter().map(|option| (option.table.as_str(), option.words.as_str().into()));
            set(&object, "options", from_pairs(pairs));
            "choose"
        }
        Reply::Failed(failure) => {
            set(&object, "failure", failure.kind.word());
            set(&object, "words", failure.words.as_str());
            "failed"
        }
    };
    set(&object, "kind", kind);
    if is_spent() {
        set(&object, SPENT, true);
    }
    (object.into(), handed_over)
}

/// What a reader adds to its replies once it holds much memory, which WebAssembly never gives back: the page ends it after
/// the last of them.
pub const SPENT: &str = "spent";

fn is_spent() -> bool {
    /// 64 KB each.
    #[cfg(target_arch = "wasm32")]
    const MANY_PAGES: usize = 1_024;
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size(0) > MANY_PAGES;
    #[cfg(not(target_arch = "wasm32"))]
    false
}

impl Posted for JsValue {
    type Buffer = ArrayBuffer;

    fn number(&self) -> Option<f64> {
        self.as_f64()
    }

    fn is_true(&self) -> bool {
        self.is_truthy()
    }

    fn buffer(&self) -> Option<ArrayBuffer> {
        self.clone().dyn_into().ok()
    }
}

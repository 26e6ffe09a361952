//! Conversion of requests and replies to plain JavaScript objects for `postMessage`.

use bytes::Bytes;
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::hub::fetch::progress::Progress;
use crate::hub::fetch::transport::Json;

use super::protocol::{Failure, FailureKind, PackedTable, Reply, Request, TableInput, TableOption};

fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // Fails only on frozen objects; these are new.
    Reflect::set(object, &key.into(), &value.into()).ok();
}

// Messages are read as answers are: whatever came, no method of `Json` throws.
fn get(object: &JsValue, key: &str) -> JsValue {
    Json::get(object, key)
}

fn text(object: &JsValue, key: &str) -> Option<String> {
    get(object, key).text()
}

/// Pairs as a flat array: key, value, key, value, …
fn from_pairs<'a>(pairs: impl Iterator<Item = (&'a str, JsValue)>) -> Array {
    pairs.flat_map(|(name, value)| [JsValue::from_str(name), value]).collect()
}

fn to_pairs(list: &JsValue) -> Vec<(String, JsValue)> {
    list.items().chunks_exact(2).filter_map(|pair| Some((pair[0].as_string()?, pair[1].clone()))).collect()
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

/// Reads a request from an object, and copies its files into this module's memory; `None` if it is malformed.
pub fn to_request(object: &JsValue) -> Option<Request<Bytes>> {
    let files = || {
        let files = to_pairs(&get(object, "files")).into_iter();
        let copied = |buffer: &ArrayBuffer| Uint8Array::new(buffer).to_vec().into();
        files.map(|(name, buffer)| Some((name, copied(buffer.dyn_ref()?)))).collect::<Option<_>>()
    };
    Some(Request {
        hub: text(object, "hub")?,
        input: match text(object, "place") {
            Some(place) => TableInput::Address(place),
            None => TableInput::Files(files()?),
        },
        table: text(object, "table"),
        token: text(object, "token"),
        all_columns: get(object, "all").is_truthy(),
    })
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
    (object.into(), handed_over)
}

/// Reads a reply from an object; `None` if it is malformed.
pub fn to_reply(object: &JsValue) -> Option<Reply<ArrayBuffer>> {
    let number = |key| get(object, key).as_f64().map(|number| number as u64);
    Some(match text(object, "kind")?.as_str() {
        "ready" => Reply::Ready,
        "alive" => Reply::Alive,
        "progress" => Reply::Progress(Progress { received: number("received")?, total: number("total") }),
        "table" => Reply::Table(PackedTable {
            packed: get(object, "packed").dyn_into().ok()?,
            commit: text(object, "commit"),
            unfetched: get(object, "unfetched").items().iter().filter_map(Json::text).collect(),
            more: number("more"),
            is_rare: get(object, "rare").is_truthy(),
        }),
        "choose" => {
            let options = to_pairs(&get(object, "options")).into_iter();
            let option = |(table, words): (String, JsValue)| Some(TableOption { table, words: words.as_string()? });
            Reply::Choose(options.map(option).collect::<Option<_>>()?)
        }
        "failed" => Reply::Failed(Failure {
            kind: FailureKind::from_word(&text(object, "failure")?),
            words: text(object, "words")?,
        }),
        _ => return None,
    })
}

//! What the Hub says about a data set before a byte of it is fetched.

use gloo_net::http::Request;
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

use super::address::DatasetFile;
use super::error::HubError;
use super::fetch::{refused, unreachable};

/// A revision of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The commit that the revision stands for; `None` when the answer has none.
    pub commit: Option<String>,
    /// The SHA-256 of the file that was asked about, in hexadecimal digits; `None` when the Hub does not say it.
    pub sha256: Option<String>,
}

/// Asks about the revision and the file. Answers without preflight, and without an account.
///
/// # Errors
/// See [`HubError`].
pub async fn of(hub: &str, file: &DatasetFile) -> Result<Info, HubError> {
    let url = format!("{}?blobs=true", file.info_url(hub));
    let answer = Request::get(&url).send().await.map_err(|_| unreachable(hub))?;
    if !answer.ok() {
        return Err(refused(&answer, file));
    }
    let text = answer.text().await.map_err(|_| unreachable(hub))?;
    let info = JSON::parse(&text).unwrap_or(JsValue::UNDEFINED);
    let sibling = Array::from(&get(&info, "siblings"))
        .iter()
        .find(|sibling| get(sibling, "rfilename").as_string().is_some_and(|path| path == file.path()));
    let sha256 = sibling.map(|sibling| get(&get(&sibling, "lfs"), "sha256")).and_then(hexadecimal);
    Ok(Info { commit: hexadecimal(get(&info, "sha")), sha256 })
}

/// `undefined` where there is no such thing.
fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or(JsValue::UNDEFINED)
}

fn hexadecimal(value: JsValue) -> Option<String> {
    value.as_string().filter(|text| text.len() >= 7 && text.bytes().all(|b| b.is_ascii_hexdigit()))
}

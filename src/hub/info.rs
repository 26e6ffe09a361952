//! What the Hub says about a data set before a byte of it is fetched.

use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;

use super::address::DatasetFile;
use super::error::HubError;
use super::remote::{host, request};

/// A revision of a data set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// The commit that the revision stands for; `None` when the answer has none.
    pub commit: Option<String>,
    /// The SHA-256 of the file that was asked about, in hexadecimal digits; `None` when the Hub does not say it.
    pub sha256: Option<String>,
}

/// Asks about the revision and the file. Needs a preflight only where there is a token.
///
/// # Errors
/// See [`HubError`].
pub async fn of(hub: &str, file: &DatasetFile, token: Option<&str>) -> Result<Info, HubError> {
    let unreachable = || HubError::Unreachable { host: host(hub) };
    let mut request = request(&format!("{}?blobs=true", file.info_url(hub)));
    if let Some(token) = token {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let answer = request.send().await.map_err(|_| unreachable())?;
    if !answer.ok() {
        let header = |name: &str| answer.headers().get(name);
        let (code, message) = (header("X-Error-Code"), header("X-Error-Message"));
        return Err(HubError::from_answer(answer.status(), code.as_deref(), message.as_deref(), file));
    }
    let text = answer.text().await.map_err(|_| unreachable())?;
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

//! One file at an address: requests for all or a part of it, and the reading of answers.

use std::ops::Range;

use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReferrerPolicy, RequestCache};

use super::address::DatasetFile;
use super::error::HubError;
use super::parts::PartHead;
use super::ranges;

/// A connection that brings nothing for so long is taken for broken.
const STALLED_MS: i32 = 20_000;

/// A request that does not say which page it is from. The page says so of its own; the reader's worker has to.
pub(crate) fn request(url: &str) -> RequestBuilder {
    Request::get(url).referrer_policy(ReferrerPolicy::NoReferrer)
}

/// A file that can be asked for.
#[derive(Clone, Debug)]
pub struct Remote {
    url: String,
    /// What a refusal is about; `None` for a file that is not on the Hub.
    file: Option<DatasetFile>,
    /// Only ever set for an address of the Hub's own.
    token: Option<String>,
}

impl Remote {
    /// A file on the Hub. Only there goes the token, if there is one: a browser drops it on the way to the host that
    /// holds the bytes.
    #[must_use]
    pub fn on_hub(hub: &str, file: &DatasetFile, token: Option<&str>) -> Self {
        Self { url: file.file_url(hub), file: Some(file.clone()), token: token.map(str::to_owned) }
    }

    /// A file elsewhere.
    #[must_use]
    pub fn on_web(url: &str) -> Self {
        Self { url: url.to_owned(), file: None, token: None }
    }

    /// Asks for all of the file, or for a part. A range in this form needs no preflight; a token does, on the Hub, which
    /// answers it.
    ///
    /// # Errors
    /// [`HubError::Unreachable`].
    pub async fn get(&self, part: Option<&Range<u64>>) -> Result<Response, HubError> {
        let mut request = request(&self.url);
        if let Some(range) = part.and_then(ranges::header) {
            // A browser's cache lets one request for an address wait for another, up to 20 seconds: parts are asked for
            // side by side.
            request = request.header("Range", &range).cache(RequestCache::NoStore);
        }
        if let Some(token) = &self.token {
            request = request.header("Authorization", &format!("Bearer {token}"));
        }
        request.send().await.map_err(|_| self.unreachable())
    }

    /// What a refusal says.
    #[must_use]
    pub fn refused(&self, answer: &Response) -> HubError {
        let header = |name: &str| answer.headers().get(name);
        let (code, message) = (header("X-Error-Code"), header("X-Error-Message"));
        match &self.file {
            Some(file) => HubError::from_answer(answer.status(), code.as_deref(), message.as_deref(), file),
            None => HubError::Status { status: answer.status() },
        }
    }

    fn unreachable(&self) -> HubError {
        HubError::Unreachable { host: host(&self.url) }
    }
}

/// The host in an address.
#[must_use]
pub fn host(address: &str) -> String {
    address.split("//").last().unwrap_or(address).split('/').next().unwrap_or(address).to_owned()
}

/// The headers that say which part of which version an answer is.
pub struct Headers {
    content_range: Option<String>,
    etag: Option<String>,
    status: u16,
}

impl Headers {
    /// Of an answer.
    #[must_use]
    pub fn of(answer: &Response) -> Self {
        let header = |name: &str| answer.headers().get(name);
        Self { content_range: header("Content-Range"), etag: header("ETag"), status: answer.status() }
    }

    /// As it is checked.
    #[must_use]
    pub fn head(&self) -> PartHead<'_> {
        PartHead { status: self.status, content_range: self.content_range.as_deref(), etag: self.etag.as_deref() }
    }
}

/// Appends the body to `bytes`, until they are more than `cap`; `progress` hears their number after each piece. What
/// came before an error stays in `bytes`.
///
/// # Errors
/// [`HubError::CutShort`] when the connection breaks or stalls, [`HubError::TooLarge`].
pub async fn read(answer: &Response, bytes: &mut Vec<u8>, cap: u64, progress: &dyn Fn(u64)) -> Result<(), HubError> {
    let Some(stream) = answer.body() else { return Ok(()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let piece = JsFuture::from(Promise::race(&Array::of2(&reader.read(), &stalled()))).await;
        let piece = piece.map_err(|_| HubError::CutShort { received: bytes.len() as u64, expected: None })?;
        let get = |key: &str| Reflect::get(&piece, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
        if get("done").is_truthy() {
            return Ok(());
        }
        let piece: Uint8Array = get("value").unchecked_into();
        let received = bytes.len() as u64 + u64::from(piece.length());
        if received > cap {
            drop(reader.cancel());
            return Err(HubError::TooLarge { bytes: received, cap });
        }
        let start = bytes.len();
        bytes.resize(received as usize, 0);
        piece.copy_to(&mut bytes[start..]);
        progress(received);
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, ms: i32);
}

/// A promise that fails after a while.
fn stalled() -> Promise {
    Promise::new(&mut |_, reject| set_timeout(&reject, STALLED_MS))
}

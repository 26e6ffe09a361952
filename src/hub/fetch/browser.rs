//! The browser's `fetch` as a [`Transport`].

use gloo_net::http::{Request, Response};
use js_sys::{Array, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReferrerPolicy, RequestCache};

use super::transport::{Answer, ConnectionBroken, Get, Json, Transport};

/// A connection without data for this long is treated as broken.
const STALLED_MS: i32 = 20_000;

/// The browser.
pub struct Fetch;

impl Transport for Fetch {
    type Answer = Fetched;

    async fn get(&self, get: Get<'_>) -> Option<Fetched> {
        // The page's referrer policy does not apply to its worker.
        let mut request = Request::get(get.url).referrer_policy(ReferrerPolicy::NoReferrer);
        if let Some(range) = get.range {
            // A browser's cache serializes requests for one address, for up to 20 seconds; parts are requested
            // in parallel.
            request = request.header("Range", &range).cache(RequestCache::NoStore);
        }
        if let Some(authorization) = get.authorization {
            request = request.header("Authorization", &authorization);
        }
        let response = request.send().await.ok()?;
        Some(Fetched { response, reader: None })
    }
}

/// A response to [`Fetch`].
pub struct Fetched {
    response: Response,
    reader: Option<ReadableStreamDefaultReader>,
}

impl Answer for Fetched {
    type Json = JsValue;

    fn status(&self) -> u16 {
        self.response.status()
    }

    fn header(&self, name: &str) -> Option<String> {
        self.response.headers().get(name)
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, ConnectionBroken> {
        if self.reader.is_none() {
            let Some(stream) = self.response.body() else { return Ok(None) };
            self.reader = Some(stream.get_reader().unchecked_into());
        }
        let Some(reader) = &self.reader else { return Ok(None) };
        let piece = JsFuture::from(Promise::race(&Array::of2(&reader.read(), &stalled())))
            .await
            .map_err(|_| ConnectionBroken)?;
        let get = |key: &str| Reflect::get(&piece, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED);
        if get("done").is_truthy() {
            return Ok(None);
        }
        Ok(Some(get("value").unchecked_into::<Uint8Array>().to_vec()))
    }

    fn cancel(self) {
        if let Some(reader) = self.reader {
            drop(reader.cancel());
        }
    }

    async fn json(self) -> Result<JsValue, ConnectionBroken> {
        let text = self.response.text().await.map_err(|_| ConnectionBroken)?;
        Ok(JSON::parse(&text).unwrap_or(JsValue::UNDEFINED))
    }
}

impl Json for JsValue {
    fn get(&self, key: &str) -> Self {
        Reflect::get(self, &key.into()).unwrap_or(Self::UNDEFINED)
    }

    fn items(&self) -> Vec<Self> {
        self.dyn_ref::<Array>().map(|array| array.iter().collect()).unwrap_or_default()
    }

    fn text(&self) -> Option<String> {
        self.as_string()
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, ms: i32);
}

/// A promise that is rejected after a timeout.
fn stalled() -> Promise {
    Promise::new(&mut |_, reject| set_timeout(&reject, STALLED_MS))
}

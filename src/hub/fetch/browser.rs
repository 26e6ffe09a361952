//! The browser's `fetch` as a [`Transport`].

use gloo_net::http::{Request, Response};
use js_sys::{Array, Function, JSON, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, ReferrerPolicy, RequestCache};

use super::transport::{Answer, ConnectionBroken, HttpRequest, Json, Transport};

/// A connection without data for this long is treated as broken, and so is a request without an answer.
const STALLED_MS: i32 = 20_000;

/// The browser.
pub struct Fetch;

impl Transport for Fetch {
    type Answer = Fetched;

    async fn send(&self, request: HttpRequest<'_>) -> Option<Fetched> {
        let HttpRequest { url, range, authorization, form } = request;
        // The page's referrer policy does not apply to its worker.
        let start = if form.is_some() { Request::post(url) } else { Request::get(url) };
        let mut request = start.referrer_policy(ReferrerPolicy::NoReferrer);
        if let Some(range) = range {
            // A browser's cache serializes requests for one address, for up to 20 seconds; parts are requested
            // in parallel.
            request = request.header("Range", &range).cache(RequestCache::NoStore);
        }
        if let Some(authorization) = authorization {
            request = request.header("Authorization", &authorization);
        }
        let request = match form {
            // A form's type needs no preflight.
            Some(form) => request.header("Content-Type", "application/x-www-form-urlencoded").body(form),
            None => request.build(),
        };
        let request: web_sys::Request = request.ok()?.into();
        let response = in_time(&fetch(&request).ok()?).await.ok()?;
        let response: web_sys::Response = response.dyn_into().ok()?;
        Some(Fetched { response: response.into(), reader: None })
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
            let reader = ReadableStreamDefaultReader::new(&stream).map_err(|_| ConnectionBroken)?;
            self.reader = Some(reader);
        }
        let Some(reader) = &self.reader else { return Ok(None) };
        let piece = in_time(&reader.read()).await.map_err(|_| ConnectionBroken)?;
        if Json::get(&piece, "done").is_truthy() {
            return Ok(None);
        }
        let bytes: Uint8Array = Json::get(&piece, "value").dyn_into().map_err(|_| ConnectionBroken)?;
        Ok(Some(bytes.to_vec()))
    }

    fn cancel(self) {
        if let Some(reader) = self.reader {
            drop(reader.cancel());
        }
    }
}

impl Json for JsValue {
    fn parse(text: &str) -> Self {
        JSON::parse(text).unwrap_or(Self::UNDEFINED)
    }

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
    #[wasm_bindgen(catch)]
    fn fetch(request: &web_sys::Request) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: i32);
}

/// Awaits a promise; an error if that takes too long.
async fn in_time(promise: &Promise) -> Result<JsValue, JsValue> {
    let stalled = Promise::new(&mut |_, reject| set_timeout(&reject, STALLED_MS));
    JsFuture::from(Promise::race(&Array::of2(promise, &stalled))).await
}

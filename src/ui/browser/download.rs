//! Saving a file made in the page as a download. In a frame that may not download nothing happens, without an error.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long a browser may take to begin with it.
const KEPT: Duration = Duration::from_secs(60);

/// Hands bytes over as a file.
pub fn download(file_name: &str, mime: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &kind) {
        download_blob(file_name, &blob);
    }
}

/// Hands a blob over as a file.
pub fn download_blob(file_name: &str, blob: &Blob) {
    let (Ok(url), Ok(link)) = (Url::create_object_url_with_blob(blob), document().create_element("a")) else { return };
    let link = link.unchecked_into::<HtmlElement>();
    link.set_attribute("href", &url).ok();
    link.set_attribute("download", file_name).ok();
    // Some browsers follow only a link that is on the page.
    link.set_hidden(true);
    if let Some(body) = document().body() {
        body.append_child(&link).ok();
    }
    link.click();
    link.remove();
    set_timeout(move || drop(Url::revoke_object_url(&url)), KEPT);
}

/// Today's date where the reader is, `2026-11-25`.
#[must_use]
pub fn today() -> String {
    let date = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

//! Bytes to the reader's computer, as a file with a name.

use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// Browsers read the blob after the click, some of them only once the reader has chosen a folder.
const KEPT: Duration = Duration::from_secs(60);

/// Offers `bytes` as a file. A frame that may not download (a sandbox without `allow-downloads`) does nothing and says
/// nothing: no page can tell.
pub fn download(file_name: &str, mime: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        download_blob(file_name, &blob);
    }
}

/// As [`download`], of a blob.
pub fn download_blob(file_name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        link.set_attribute("href", &url).ok();
        link.set_attribute("download", file_name).ok();
        link.click();
    }
    set_timeout(move || drop(Url::revoke_object_url(&url)), KEPT);
}

//! The files of the reader's WebAssembly module, and the URL by which a worker of it is started.

use js_sys::{Array, JSON, Reflect};
use leptos::prelude::{document, window};
use web_sys::{Blob, BlobPropertyBag, Element, Url};

/// The WebAssembly module of the worker.
#[derive(Clone)]
pub(crate) struct Module {
    /// File names of the script and the WebAssembly, from the page's `<meta>`.
    pub js: String,
    pub wasm: String,
    /// Their base URL, which a worker made from a blob does not know.
    base: String,
}

impl Module {
    /// As the page's `<meta>` names it.
    pub fn named() -> Self {
        let named = query("meta[name='isocost-reader']").and_then(|meta| meta.get_attribute("content"));
        let named = named.unwrap_or_default();
        let (js, wasm) = named.split_once(' ').unwrap_or(("reader.js", "reader_bg.wasm"));
        let base = document().base_uri().ok().flatten().unwrap_or_default();
        Self { js: js.to_owned(), wasm: wasm.to_owned(), base }
    }

    /// Whether the worker can be started from the script's own URL: not if the page has no origin, nor if the script is
    /// embedded in the page.
    pub fn is_beside(&self) -> bool {
        let origin = Reflect::get(&window(), &"origin".into()).ok().and_then(|origin| origin.as_string());
        origin.is_some_and(|origin| origin != "null") && inside().is_none()
    }

    /// The URL of the worker's script: the script's own, so that the worker has no Content-Security-Policy of the page
    /// and can fetch from any host; else a blob, which can be started anywhere but inherits the page's policy.
    pub fn address(&self) -> Option<String> {
        let whole = Url::new_with_base(&self.js, &self.base).map_or_else(|_| self.js.clone(), |url| url.href());
        if self.is_beside() {
            return Some(whole);
        }
        let quoted = |text: &str| JSON::stringify(&text.into()).ok().map(String::from);
        // Read by tools/build/loader/reader.js.
        let script = match inside() {
            Some(script) => {
                let packed = query(&format!("[data-file='{}']", self.wasm))?.text_content()?;
                let (js, wasm) = (quoted(&self.js)?, quoted(&self.wasm)?);
                format!("isocost={{at:{js},twins:{{{wasm}:{}}}}};\n{script}", quoted(&packed)?)
            }
            None => format!("isocost={{at:{0},twins:{{}}}};importScripts({0})", quoted(&whole)?),
        };
        let options = BlobPropertyBag::new();
        options.set_type("text/javascript");
        let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&script.into()), &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok()
    }
}

/// The script that is embedded in a single-file page.
fn inside() -> Option<String> {
    query("script[data-reader]")?.text_content()
}

fn query(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

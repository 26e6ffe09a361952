//! Fallback without workers: the page loads the same module as a script and calls it.
//!
//! The page then freezes while a file is decoded, and a file that crashes the decoder leaves the page without one until
//! it is reloaded.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlScriptElement};

/// Name of the global function that the module defines if it does not run in a worker.
pub const ENTRY: &str = "isocostRead";

#[wasm_bindgen]
extern "C" {
    /// The initializer that the module's script declares.
    #[wasm_bindgen(catch, js_name = wasm_bindgen)]
    async fn start_module(options: &JsValue) -> Result<JsValue, JsValue>;
    /// One of the page's own files, wherever it is: see `tools/build/loader/page.js`.
    #[wasm_bindgen(catch, js_namespace = isocost, js_name = response)]
    async fn own_file(name: &str) -> Result<JsValue, JsValue>;
}

/// Loads the module if necessary and passes `request` to it; `on_reply` is called with each reply, `failed` if the
/// module cannot be loaded.
pub fn read(
    document: Document,
    js: String,
    wasm: String,
    request: JsValue,
    on_reply: Function,
    failed: impl AsyncFnOnce() + 'static,
) {
    spawn_local(async move {
        let called = async {
            let global = js_sys::global();
            if !Reflect::has(&global, &ENTRY.into())? {
                // A single-file page contains the script already.
                if !Reflect::has(&global, &"wasm_bindgen".into())? {
                    load(&document, &js).await?;
                }
                let options = Object::new();
                Reflect::set(&options, &"module_or_path".into(), &own_file(&wasm).await?)?;
                start_module(&options).await?;
            }
            let entry: Function = Reflect::get(&global, &ENTRY.into())?.dyn_into()?;
            entry.call2(&JsValue::NULL, &request, &on_reply)
        };
        if called.await.is_err() {
            failed().await;
        }
    });
}

async fn load(document: &Document, js: &str) -> Result<(), JsValue> {
    let script: HtmlScriptElement = document.create_element("script")?.dyn_into()?;
    script.set_src(js);
    let loaded = js_sys::Promise::new(&mut |resolve, reject| {
        script.set_onload(Some(&resolve));
        script.set_onerror(Some(&reject));
    });
    document.head().ok_or(JsValue::NULL)?.append_child(&script)?;
    JsFuture::from(loaded).await.map(drop)
}

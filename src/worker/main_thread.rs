//! Where there are no workers, the page loads the same module as a script and calls it. It then stops while a file is
//! decoded, and a file that crashes the decoder leaves the page without one until it is loaded again.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, HtmlScriptElement};

/// The name under which the module offers itself where it is no worker.
pub const ENTRY: &str = "isocostRead";

#[wasm_bindgen]
extern "C" {
    /// What the module's script declares.
    #[wasm_bindgen(catch, js_name = wasm_bindgen)]
    async fn start_module(options: &JsValue) -> Result<JsValue, JsValue>;
    /// One of the page's own files, wherever it is: see `tools/build/loader/page.js`.
    #[wasm_bindgen(catch, js_namespace = isocost, js_name = response)]
    async fn own_file(name: &str) -> Result<JsValue, JsValue>;
}

/// Loads the module if need be, then hands `request` to it; `on_reply` hears its replies. `failed` is called when there
/// is no way.
pub fn read(
    document: Document,
    js: String,
    wasm: String,
    request: JsValue,
    on_reply: Function,
    failed: impl Fn() + 'static,
) {
    spawn_local(async move {
        let called = async {
            let global = js_sys::global();
            if !Reflect::has(&global, &ENTRY.into())? {
                // In a page that is one file the script is there already.
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
            failed();
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

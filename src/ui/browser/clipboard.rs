//! Copying text to the clipboard. A frame without permission, or a page without encryption, has none.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

/// Copies `text`, and says whether the browser did it.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    // Where there is none the property is missing, whatever its type says.
    let found = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
    let Some(clipboard) = found.ok().filter(|found| found.is_object()) else { return done(false) };
    let copying = clipboard.unchecked_into::<Clipboard>().write_text(text);
    spawn_local(async move { done(JsFuture::from(copying).await.is_ok()) });
}

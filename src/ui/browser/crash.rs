//! The panic hook: after a panic the instance is dead, and the page says so instead of freezing.

/// Installs the hook: the console says where, the page that it happened and what to do.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Some(root) = leptos::prelude::document().document_element() {
            // The words are in index.html, hidden until this attribute is set: a dead instance builds no views.
            root.set_attribute("data-crashed", "").ok();
        }
    }));
}

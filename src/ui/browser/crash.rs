//! The panic hook: after a panic the instance is dead, and the page says so instead of freezing.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use leptos::prelude::set_timeout;

/// Views follow a table in tasks and frames of their own.
const SHOWN_WITHIN: Duration = Duration::from_secs(2);

static TABLE_ARRIVES: AtomicBool = AtomicBool::new(false);

/// Installs the hook: the console says where, the page that it happened and what to do.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        if let Some(root) = leptos::prelude::document().document_element() {
            // The words are in index.html, hidden until this attribute is set: a dead instance builds no views.
            let what = if TABLE_ARRIVES.load(Ordering::Relaxed) { "table" } else { "" };
            root.set_attribute("data-crashed", what).ok();
        }
    }));
}

/// Whoever panics from now on, until a table is on the page, probably does so because of that table.
pub fn table_arrives() {
    TABLE_ARRIVES.store(true, Ordering::Relaxed);
    set_timeout(|| TABLE_ARRIVES.store(false, Ordering::Relaxed), SHOWN_WITHIN);
}

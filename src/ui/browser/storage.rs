//! The tab's storage, which is empty again once the tab is closed.

use leptos::prelude::*;
use web_sys::Storage;

/// It, where the browser gives one: frames without an origin get an error instead.
#[must_use]
pub fn tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

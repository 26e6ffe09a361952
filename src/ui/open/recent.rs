//! The addresses opened last, in the browser's local storage.

use leptos::prelude::window;
use web_sys::Storage;

const KEY: &str = "isocost-recent";
const MOST: usize = 8;

/// The newest first.
#[must_use]
pub fn addresses() -> Vec<String> {
    let text = storage().and_then(|storage| storage.get_item(KEY).ok().flatten()).unwrap_or_default();
    text.lines().filter(|line| line.len() <= 2000).take(MOST).map(str::to_owned).collect()
}

/// Puts an address first.
pub fn remember(address: &str) {
    let Some(storage) = storage() else { return };
    let others = addresses().into_iter().filter(|other| other != address);
    let list: Vec<String> = [address.to_owned()].into_iter().chain(others).take(MOST).collect();
    storage.set_item(KEY, &list.join("\n")).ok();
}

/// Frames without an origin get an error instead.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

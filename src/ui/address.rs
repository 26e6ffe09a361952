//! The page's address: what it asks for, and what the page writes back.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use super::choice::{Choice, KEYS};
use super::place::{self, Place};
use crate::hub::address::AddressError;

/// Where the Hub is: one `<meta>` in the page, so that a mirror can stand in.
#[must_use]
pub fn hub() -> String {
    meta("isocost-hub").map_or_else(|| "https://huggingface.co".to_owned(), |hub| hub.trim_end_matches('/').to_owned())
}

/// What a `<meta>` of the page says.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name='{name}']")).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content"))
}

/// The choice that the address asks for.
#[must_use]
pub fn choice() -> Choice {
    let pairs = params().map(|params| pairs(&params)).unwrap_or_default();
    Choice::from_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// The tables that the address asks for; see [`Place::of_pairs`].
#[must_use]
pub fn places() -> Vec<Result<Place, (String, AddressError)>> {
    let pairs = params().map(|params| pairs(&params)).unwrap_or_default();
    Place::of_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())), &hub())
}

/// Writes tables and choice into the address; what else was in it stays.
pub fn write(places: &[Place], choice: &Choice, default_dataset: &str) {
    let Some(params) = params() else { return };
    KEYS.iter().chain(&place::KEYS).for_each(|key| params.delete(key));
    let is_default = matches!(places, [only] if only.whole_dataset() == Some(default_dataset));
    if !is_default {
        let pairs = places.iter().flat_map(Place::to_pairs);
        pairs.for_each(|(key, value)| params.append(key, &value));
    }
    choice.to_pairs().iter().for_each(|(key, value)| params.append(key, value));
    let query = params.to_string().as_string().unwrap_or_default();
    let location = location();
    let path = location.pathname().unwrap_or_default();
    let hash = location.hash().unwrap_or_default();
    let url = if query.is_empty() { format!("{path}{hash}") } else { format!("{path}?{query}{hash}") };
    // A frame without an address of its own refuses; the page works without.
    if let Ok(history) = window().history() {
        history.replace_state_with_url(&JsValue::NULL, "", Some(&url)).ok();
    }
}

/// The query of the address, or without one that of a page that was saved with a state; `None` only where the browser
/// refuses to read it.
fn params() -> Option<UrlSearchParams> {
    let search = location().search().unwrap_or_default();
    let query = if search.is_empty() { meta("isocost-state").unwrap_or_default() } else { search };
    UrlSearchParams::new_with_str(&query).ok()
}

fn pairs(params: &UrlSearchParams) -> Vec<(String, String)> {
    js_sys::Array::from(&params.entries())
        .iter()
        .filter_map(|pair| {
            let pair = js_sys::Array::from(&pair);
            Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
        })
        .collect()
}

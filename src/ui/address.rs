//! The page's address: what it asks for, and what the page writes back.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::UrlSearchParams;

use super::choice::{Choice, KEYS};
use super::load_error::LoadError;
use super::place::Place;
use super::shown::Shown;

const DATASET: &str = "dataset";
const URL: &str = "url";
const TABLE: &str = "table";

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

/// The table that the address asks for. `dataset` and `url` take the same forms: people mix them up.
///
/// # Errors
/// When it asks for something that is no address of a table.
pub fn place() -> Result<Option<Place>, LoadError> {
    let Some(params) = params() else { return Ok(None) };
    let Some(text) = params.get(DATASET).or_else(|| params.get(URL)) else { return Ok(None) };
    let mut place = Place::parse(&text, &hub())?;
    if let Place::At { table, .. } = &mut place {
        *table = params.get(TABLE);
    }
    Ok(Some(place))
}

/// Writes table and choice into the address; what else was in it stays.
pub fn write(shown: &Shown, choice: &Choice, default_dataset: &str) {
    let Some(params) = params() else { return };
    KEYS.iter().chain(&[DATASET, URL, TABLE]).for_each(|key| params.delete(key));
    if shown.place.whole_dataset() != Some(default_dataset)
        && let Place::At { asked, table } = &shown.place
    {
        let key = if asked.dataset().is_some() { DATASET } else { URL };
        params.append(key, &asked.to_string());
        table.iter().for_each(|table| params.append(TABLE, table));
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

/// The query of the address; `None` only where the browser refuses to read it.
fn params() -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str(&location().search().unwrap_or_default()).ok()
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

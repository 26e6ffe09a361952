//! The address bar: reads what the address says, and makes the addresses that the page writes and shares.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

use crate::data::bundled;
use crate::hub::address::AddressError;
use crate::page::choice::address;
use crate::page::choice::address::Link;
use crate::page::choice::filters::Choice;
use crate::page::choice::mode;
use crate::page::choice::sections::SectionChoice;
use crate::page::tables::files_lacking;
use crate::page::tables::table_source::TableSource;

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

/// What the address says, except for the tables.
#[must_use]
pub fn link() -> Link {
    let pairs = query_pairs();
    Link::from_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// The tables that the address names; see [`TableSource::of_pairs`].
#[must_use]
pub fn table_sources() -> Vec<Result<TableSource, (String, AddressError)>> {
    let pairs = query_pairs();
    TableSource::of_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())), &hub())
}

/// The query that opens these tables with this choice. Of the first bundled table alone nothing is said, but that it stands in
/// the place of files, where the address does.
#[must_use]
pub fn query(places: &[TableSource], choice: &Choice, sections: &SectionChoice) -> Vec<(&'static str, String)> {
    let is_default = matches!(places, [only] if only.whole_dataset() == Some(bundled::TABLES[0].dataset));
    let mut pairs = Vec::new();
    if !is_default {
        pairs.extend(places.iter().flat_map(TableSource::to_pairs));
    }
    pairs.extend(address::pairs(choice, sections));
    pairs.extend(if is_default { files() } else { files_lacking::pair(places) });
    pairs
}

/// What the address says of files of a computer, which it cannot open.
#[must_use]
pub fn files() -> Option<(&'static str, String)> {
    let pairs = query_pairs();
    files_lacking::read(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

/// The address with these pairs in the place of what it said of tables and choice; what else was in it stays.
#[must_use]
pub fn with(pairs: &[(&'static str, String)]) -> String {
    let location = location();
    let Some(params) = params() else { return String::new() };
    address::keys().for_each(|key| params.delete(key));
    let query = append(&params, pairs);
    let path = location.pathname().unwrap_or_default();
    // A fragment that was read as a part of the choice has been written into the query.
    let hash = location.hash().unwrap_or_default();
    let hash = if is_state(&hash) { "" } else { &hash };
    if query.is_empty() { format!("{path}{hash}") } else { format!("{path}?{query}{hash}") }
}

/// An absolute address that opens these pairs and nothing else: to be passed on.
#[must_use]
pub fn to_pass_on(pairs: &[(&'static str, String)]) -> String {
    let location = location();
    let whole = location.href().unwrap_or_default();
    let page = whole.split(['?', '#']).next().unwrap_or_default();
    let query = UrlSearchParams::new().map(|params| append(&params, pairs)).unwrap_or_default();
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

/// The address as it stands, which follows what is shown, with another place and of the whole page, to be passed on: whoever
/// copies a link from a frame has no frame around it where it is opened.
#[must_use]
pub fn at(place: &str) -> String {
    let address = location().href().unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default();
    let (page, query) = address.split_once('?').unwrap_or((address, ""));
    let query = mode::whole(query);
    let part = |sign: &str, text: &str| if text.is_empty() { String::new() } else { [sign, text].concat() };
    [page, &part("?", &query), &part("#", place)].concat()
}

fn append(params: &UrlSearchParams, pairs: &[(&'static str, String)]) -> String {
    pairs.iter().for_each(|(key, value)| params.append(key, value));
    params.to_string().as_string().unwrap_or_default()
}

/// The pairs of query and fragment, as a Space hands both through; without any but a host's own, those that a page with a
/// table inside has beside it.
fn query_pairs() -> Vec<(String, String)> {
    let mut all = params().map(|params| pairs(&params)).unwrap_or_default();
    let hash = location().hash().unwrap_or_default();
    if is_state(&hash) {
        let params = UrlSearchParams::new_with_str(hash.trim_start_matches(['#', '?']));
        all.extend(params.map(|params| pairs(&params)).unwrap_or_default());
    }
    if all.iter().all(|(key, _)| address::is_of_host(key))
        && let Some(params) = meta("isocost-state").and_then(|state| UrlSearchParams::new_with_str(&state).ok())
    {
        all.extend(pairs(&params));
    }
    all
}

/// The place of the page that the address names; empty where it names none.
#[must_use]
pub fn fragment() -> String {
    let hash = location().hash().unwrap_or_default();
    if is_state(&hash) { String::new() } else { hash.trim_start_matches('#').to_owned() }
}

/// Whether a fragment holds pairs and is not the name of a place on the page.
fn is_state(hash: &str) -> bool {
    hash.contains('=')
}

/// The query of the address; `None` only where the browser refuses to read it.
fn params() -> Option<UrlSearchParams> {
    UrlSearchParams::new_with_str(&location().search().unwrap_or_default()).ok()
}

fn pairs(params: &UrlSearchParams) -> Vec<(String, String)> {
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    array_from(params).map(|pairs| pairs.iter().filter_map(pair).collect()).unwrap_or_default()
}

#[wasm_bindgen]
extern "C" {
    /// Unlike [`Array::from`] an error where a value cannot be iterated, not an exception through WebAssembly.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = from)]
    fn array_from(iterable: &JsValue) -> Result<Array, JsValue>;
}

//! The page's own files: at their addresses, or inside the page where that is one file. The script that started the
//! page finds them (`tools/build/loader/page.js`), so that it and this look in the same places.

use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Element, UrlSearchParams};

use crate::data::bundled::Bundled;
use crate::data::table::Table;

use super::address;
use crate::page::tables::embedded::InsideTable;
use crate::page::tables::table_source;
use crate::page::tables::table_source::TableSource;
use crate::ui::open::unpack::unpacked;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn file(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn inside(part: &Element) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn pack(bytes: &Uint8Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = isocost)]
    async fn alone() -> Result<JsValue, JsValue>;
}

/// Whether the page is one file, which asks nobody for anything by itself.
#[must_use]
pub fn is_alone() -> bool {
    address::meta("isocost-alone").is_some()
}

/// The page as one file, without what was opened in it; `None` where it cannot be reached.
pub async fn one_file() -> Option<String> {
    alone().await.ok()?.as_string()
}

/// Bytes as they stand in a page: zipped, in base64.
pub async fn packed(bytes: &[u8]) -> Option<String> {
    pack(&Uint8Array::from(bytes)).await.ok()?.as_string()
}

/// The file with the licences of what is shipped.
pub const NOTICES: &str = "notices.txt";

/// What stands in it; `None` where it cannot be had.
pub async fn notices() -> Option<Vec<u8>> {
    let bytes = file(NOTICES).await.ok()?.dyn_into::<ArrayBuffer>().ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// A bundled table that is not in the page's code; `None` where its file cannot be had.
pub async fn bundled(table: &Bundled) -> Option<Table> {
    let names = address::meta("isocost-tables")?;
    let name =
        names.split(' ').find(|name| name.strip_prefix(table.file()).is_some_and(|rest| rest.starts_with('-')))?;
    unpacked(&file(name).await.ok()?.dyn_into().ok()?).ok()
}

/// A table inside the page.
pub struct Inside {
    /// What it is.
    pub table: InsideTable,
    /// Whether it is a file as somebody had it, which the reader has to read.
    pub is_raw: bool,
    part: Element,
}

impl Inside {
    /// Its bytes; `None` when the page is damaged.
    pub async fn bytes(&self) -> Option<ArrayBuffer> {
        inside(&self.part).await.ok()?.dyn_into().ok()
    }
}

/// The tables inside the page, in the order in which they are to be shown.
#[must_use]
pub fn tables() -> Vec<Inside> {
    let hub = address::hub();
    let Ok(parts) = document().query_selector_all("script[data-table]") else { return Vec::new() };
    let parts = (0..parts.length()).filter_map(|nth| parts.get(nth)?.dyn_into::<Element>().ok());
    let inside = |part: Element| {
        let table = InsideTable::from_query(&part.get_attribute("data-table")?, &hub)?;
        Some(Inside { table, is_raw: part.has_attribute("data-raw"), part })
    };
    parts.filter_map(inside).collect()
}

/// The sources of the tables inside the page, which are opened first unless the address names others.
#[must_use]
pub fn table_sources() -> Vec<TableSource> {
    let named = UrlSearchParams::new_with_str(&location().search().unwrap_or_default());
    if named.is_ok_and(|params| table_source::KEYS.iter().any(|key| params.has(key))) {
        return Vec::new();
    }
    tables().into_iter().map(|inside| inside.table.place).collect()
}

/// The table of that source inside the page.
#[must_use]
pub fn find(place: &TableSource) -> Option<Inside> {
    tables().into_iter().find(|inside| inside.table.place == *place)
}

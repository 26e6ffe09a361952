//! Descriptions of the tables of one data set, to choose from.

use crate::hub::list::listing::ListedTable;

use super::protocol::TableOption;

/// The option for a table.
#[must_use]
pub fn option(table: &ListedTable) -> TableOption {
    let files = match table.files.as_slice() {
        [file] => file.path().to_owned(),
        files => format!("{} files", files.len()),
    };
    let size = table.bytes.map(|bytes| format!(", {}", crate::format::numbers::bytes(bytes))).unwrap_or_default();
    let partial = if table.partial { ", its beginning only" } else { "" };
    let missing = match table.missing {
        0 => String::new(),
        missing => format!(", {missing} files missing"),
    };
    TableOption { words: format!("{} ({files}{size}{partial}{missing})", name(table)), table: name(table) }
}

/// The name of a table within its data set.
#[must_use]
pub fn name(table: &ListedTable) -> String {
    format!("{}/{}", table.config, table.split)
}

//! All that is known of the opened tables besides their runs: source, files, sizes, what was left out.

use std::sync::Arc;

use super::active_table::Loaded;
use super::notes::TableNotes;
use super::table_source::TableSource;
use crate::page::words::runs::count;
use crate::text::foreign;

/// More names of files are counted.
const MOST_NAMED: usize = 12;

/// Name and value of each fact about one table; `notes` are those of all that are shown.
#[must_use]
pub fn facts(loaded: &Loaded, notes: &TableNotes) -> Vec<(&'static str, String)> {
    let table = &loaded.table;
    let rows = match loaded.more {
        Some(all) => format!("the first {} of {}", table.rows, count(all as usize, "row", "rows")),
        None => count(table.rows, "row", "rows"),
    };
    let columns = count(table.columns.len(), "column", "columns");
    let facts = [
        ("Table", foreign::shown(&loaded.place.title()).into_owned()),
        ("Source", loaded.source.words(&loaded.place)),
        ("Files", files(&loaded.place)),
        ("Written by", notes.sources.clone()),
        ("Size", format!("{rows}, {columns}")),
        ("Not fetched", names(&loaded.unfetched)),
        ("Nested, left out", names(&table.skipped)),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The files of a table of several.
fn files(place: &TableSource) -> String {
    match place {
        TableSource::Files { names: all, .. } if all.len() > 1 => names(all),
        _ => String::new(),
    }
}

fn names(all: &[String]) -> String {
    let mut named: Vec<String> = all.iter().take(MOST_NAMED).map(|name| foreign::shown(name).into_owned()).collect();
    if all.len() > MOST_NAMED {
        named.push(format!("{} more", all.len() - MOST_NAMED));
    }
    named.join(", ")
}

/// The facts about each of several tables.
#[must_use]
pub fn of_each(loaded: &[Arc<Loaded>], notes: &TableNotes) -> Vec<Vec<(&'static str, String)>> {
    // What wrote them is told of all at once.
    let own = TableNotes::default();
    let notes = if loaded.len() == 1 { notes } else { &own };
    loaded.iter().map(|loaded| facts(loaded, notes)).collect()
}

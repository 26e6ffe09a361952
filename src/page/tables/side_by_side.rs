//! Several tables side by side: one table of those that can be compared, and why the others are left out.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::runs::roles::Overrides;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::side_by_side::fit_together;
use crate::data::table::short_names::short_names;

use super::active_table::{ActiveTable, Bill, Loaded, Provenance};
use super::table_source::{MOST_TABLES, TableSource};
use crate::page::choice::filters::Choice;
use crate::page::words::runs::count;

/// One of the tables on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called beside the others.
    pub name: String,
    /// Where it is from.
    pub place: TableSource,
    /// In words: source and number of runs, or why it is left out.
    pub words: String,
    /// Whether it is left out, as it cannot be compared.
    pub left_out: bool,
}

/// What is shown of the tables, and why some or all of them are not.
#[derive(Clone, Debug, Default)]
pub struct SideBySide {
    /// Those that can be compared; `None` without any.
    pub shown: Option<Arc<ActiveTable>>,
    /// Of several tables each; empty for one.
    pub entries: Vec<Entry>,
    /// Why the others cannot, in words.
    pub refused: Option<String>,
}

/// What the tables are called beside each other.
#[must_use]
pub fn names(loaded: &[Arc<Loaded>]) -> Vec<String> {
    short_names(&loaded.iter().map(|loaded| loaded.place.title()).collect::<Vec<_>>())
}

impl SideBySide {
    /// The tables as the reader's choice of columns and prices has them: [`Self::read`], then [`ActiveTable::priced`].
    #[must_use]
    pub fn new(loaded: &[Arc<Loaded>], choice: &Choice) -> Self {
        let read = Self::read(loaded, &choice.columns);
        let priced = read.shown.as_ref().map(|shown| shown.priced(&Bill::of(choice)));
        Self { shown: priced, ..read }
    }

    /// Reads the tables as the reader's choice of columns has them, at listed prices. Of one table nothing is told
    /// apart. Of several, each that cannot be compared is left out and named, and the others are shown.
    #[must_use]
    pub fn read(loaded: &[Arc<Loaded>], columns: &Overrides) -> Self {
        match loaded {
            [] => Self::default(),
            [only] => match only.shared(columns) {
                Ok(shown) => Self { shown: Some(shown), ..Self::default() },
                Err(error) => Self { refused: Some(error.to_string()), ..Self::default() },
            },
            several => Self::of_several(several, columns, &Limits::default()),
        }
    }

    /// As [`Self::read`], of several, with other caps.
    #[must_use]
    pub fn of_several(loaded: &[Arc<Loaded>], columns: &Overrides, limits: &Limits) -> Self {
        let mut tables: Vec<(String, RunTable)> = Vec::new();
        let mut refused: Vec<String> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for (loaded, name) in loaded.iter().zip(names(loaded)) {
            let mut words = "left out: it cannot be compared".to_owned();
            let error = match loaded.runs(columns) {
                Ok(runs) => {
                    words = format!("{} · {}", loaded.source.words(&loaded.place), count(runs.rows, "run", "runs"));
                    tables.push((name.clone(), runs));
                    fit_together(&tables, limits).err()
                }
                Err(error) => Some(error),
            };
            if matches!(error, Some(DecodeError::TooLarge { .. })) {
                tables.pop();
                "left out: too large beside the others".clone_into(&mut words);
            }
            entries.push(Entry { name: name.clone(), place: loaded.place.clone(), words, left_out: error.is_some() });
            refused.extend(error.map(|error| format!("“{name}” is left out: {error}")));
        }
        // Of those that are left, nothing more can be refused.
        let shown = RunTable::beside(tables).ok().map(|runs| Arc::new(shown(loaded, &entries, runs)));
        Self { shown, entries, refused: (!refused.is_empty()).then(|| refused.join(" ")) }
    }
}

fn shown(loaded: &[Arc<Loaded>], entries: &[Entry], runs: RunTable) -> ActiveTable {
    let place = TableSource::Several(loaded.iter().map(|loaded| loaded.place.clone()).collect());
    let mut unfetched: Vec<String> = Vec::new();
    for name in loaded.iter().flat_map(|loaded| &loaded.unfetched) {
        if !unfetched.contains(name) {
            unfetched.push(name.clone());
        }
    }
    let compared = || loaded.iter().zip(entries).filter(|(_, entry)| !entry.left_out).map(|(loaded, _)| loaded);
    let more = compared().any(|loaded| loaded.more.is_some());
    let rows = compared().map(|loaded| loaded.more.unwrap_or(loaded.table.rows as u64)).sum();
    let shown = ActiveTable::new(place, Provenance::Several { tables: compared().count() }, runs);
    ActiveTable { unfetched, more: more.then_some(rows), ..shown }
}

/// The tables with one more: in the place of the same one, else at the end; `None` where there are too many.
#[must_use]
pub fn with(loaded: &[Arc<Loaded>], table: Loaded) -> Option<Vec<Arc<Loaded>>> {
    let mut all = loaded.to_vec();
    match all.iter().position(|other| other.place == table.place) {
        Some(at) => all[at] = Arc::new(table),
        None if all.len() >= MOST_TABLES => return None,
        None => all.push(Arc::new(table)),
    }
    Some(all)
}

/// The tables without that one.
#[must_use]
pub fn without(loaded: &[Arc<Loaded>], place: &TableSource) -> Vec<Arc<Loaded>> {
    loaded.iter().filter(|loaded| loaded.place != *place).cloned().collect()
}

/// The rows of a table among all that are shown; `None` of one that is left out, or alone.
#[must_use]
pub fn rows_of(tables: &[Entry], runs: &RunTable, place: &TableSource) -> Option<Range<usize>> {
    let nth = tables.iter().filter(|entry| !entry.left_out).position(|entry| entry.place == *place)?;
    let part = runs.parts.get(nth)?;
    Some(part.first..part.first + part.runs.rows)
}

/// Takes rows away from under the pins: theirs go, and those of later rows move up.
pub fn unpin(pins: &mut Vec<usize>, rows: &Range<usize>) {
    pins.retain(|pin| !rows.contains(pin));
    pins.iter_mut().filter(|pin| **pin >= rows.end).for_each(|pin| *pin -= rows.len());
}

/// What is left of a filter's names: those of tables that are shown; `None`, no filter, when it is of none of them. A
/// filter that lets no table pass stays one.
#[must_use]
pub fn known(kept: &BTreeSet<String>, tables: &[Entry]) -> Option<BTreeSet<String>> {
    let is_there = |name: &&String| tables.iter().any(|entry| !entry.left_out && entry.name == **name);
    let known: BTreeSet<String> = kept.iter().filter(is_there).cloned().collect();
    (kept.is_empty() || !known.is_empty()).then_some(known)
}

/// Which of several tables are still shown, a sentence; `None` of one.
#[must_use]
pub fn still_shown(tables: &[Entry]) -> Option<String> {
    let names: Vec<&str> = tables.iter().filter(|entry| !entry.left_out).map(|entry| entry.name.as_str()).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    (!names.is_empty()).then(|| format!("{} {verb} still shown.", names.join(", ")))
}

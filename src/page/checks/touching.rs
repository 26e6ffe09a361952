//! Sanity checks that name one run, as warnings about it.

use std::sync::Arc;

use super::tables::Tables;
use super::view::{Status, every};
use crate::page::tables::active_table::ActiveTable;

/// What the verdict and the evidence say by themselves of its run: failed requests, a short test, what Little's law says. A
/// repeated run is no fault.
const TOLD: [&str; 4] = ["failed", "short", "little", "duplicates"];

/// How a sentence about a check that fails begins.
pub const FAILS: &str = "It fails a sanity check, ";

/// The checks of `rows`, those that pass the filters, that fail or warn and name `row`, but for those that the verdict tells
/// by itself: a sentence for each.
#[must_use]
pub fn touching(shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<String> {
    touching_but(&TOLD, shown, rows, row)
}

/// All checks of `rows` that fail or warn and name `row`: a sentence for each.
#[must_use]
pub fn all_touching(shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<String> {
    touching_but(&[], shown, rows, row)
}

fn touching_but(told: &[&str], shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<String> {
    let verdicts = Tables::of(shown).every_verdict(rows);
    let others = every().zip(&verdicts).filter(|((key, ..), _)| !told.contains(key));
    others
        .filter_map(|((_, title, _), verdict)| {
            let note = &verdict.affected.iter().find(|affected| affected.row == row)?.note;
            match verdict.status {
                Status::Fail => Some(format!("{FAILS}{title}: {note}.")),
                Status::Warn => Some(format!("A sanity check warns of it, {title}: {note}.")),
                Status::Pass | Status::Absent => None,
            }
        })
        .collect()
}

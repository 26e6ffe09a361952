//! Sanity checks that name one run, as warnings about it.

use std::sync::Arc;

use super::tables::Tables;
use super::view::{Status, every};
use crate::page::tables::active_table::ActiveTable;

/// What the verdict and the evidence say by themselves of its run: failed requests, a short test, what Little's law says. A
/// repeated run is no fault.
const TOLD: [&str; 4] = ["failed", "short", "little", "duplicates"];

/// What the lack of a cost says already.
const OF_COST: [&str; 2] = ["price", "values"];

/// A check that a run does not pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Touching {
    /// Whether it fails; it warns otherwise.
    pub fails: bool,
    /// Which and why, a sentence.
    pub words: String,
}

/// The checks of `rows`, those that pass the filters, that fail or warn and name `row`, but for those that the verdict tells
/// by itself. `has_cost`: whether the verdict is one of costs.
#[must_use]
pub fn touching(shown: &Arc<ActiveTable>, rows: &[usize], row: usize, has_cost: bool) -> Vec<Touching> {
    let of_cost = if has_cost { &[][..] } else { &OF_COST };
    touching_but(&[&TOLD, of_cost].concat(), shown, rows, row)
}

/// All checks of `rows` that fail or warn and name `row`: a sentence for each.
#[must_use]
pub fn all_touching(shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<String> {
    touching_but(&[], shown, rows, row).into_iter().map(|touching| touching.words).collect()
}

fn touching_but(told: &[&str], shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<Touching> {
    let verdicts = Tables::of(shown).every_verdict(rows);
    let others = every().zip(&verdicts).filter(|((key, ..), _)| !told.contains(key));
    others
        .filter_map(|((_, title, _), verdict)| {
            let note = &verdict.affected.iter().find(|affected| affected.row == row)?.note;
            let (fails, words) = match verdict.status {
                Status::Fail => (true, format!("It fails a sanity check, {title}: {note}.")),
                Status::Warn => (false, format!("A sanity check warns of it, {title}: {note}.")),
                Status::Pass | Status::Absent => return None,
            };
            Some(Touching { fails, words })
        })
        .collect()
}

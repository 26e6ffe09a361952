//! Sanity checks that name one run, as warnings about it.

use std::sync::Arc;

use super::tables::Tables;
use super::view::{Status, every};
use crate::data::runs::roles::Role;
use crate::data::runs::{checks, name};
use crate::page::tables::active_table::ActiveTable;

/// What the verdict and the evidence say by themselves of its run: failed requests, a short test, what Little's law says. A
/// repeated run is no fault.
const TOLD: [&str; 4] = ["failed", "short", "little", "duplicates"];

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
    let of_cost = |key: &str| key == "price" || key == "values" && lacks_only_its_cost(shown, row);
    touching_but(|key| TOLD.contains(&key) || !has_cost && of_cost(key), shown, rows, row)
}

/// Whether no number of the run is missing or impossible but those of its cost, whose lack is told already.
fn lacks_only_its_cost(shown: &ActiveTable, row: usize) -> bool {
    let roles = &shown.runs.roles;
    let is_of_cost = |name: &str| {
        [Role::Cost, Role::Price].iter().any(|&role| roles.of(role).is_some_and(|taken| taken.column == name))
    };
    checks::odd_values(&shown.runs, &[row]).iter().all(|odd| odd.name == name::COST || is_of_cost(&odd.name))
}

/// All checks of `rows` that fail or warn and name `row`: a sentence for each.
#[must_use]
pub fn all_touching(shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<String> {
    touching_but(|_| false, shown, rows, row).into_iter().map(|touching| touching.words).collect()
}

fn touching_but(is_told: impl Fn(&str) -> bool, shown: &Arc<ActiveTable>, rows: &[usize], row: usize) -> Vec<Touching> {
    let verdicts = Tables::of(shown).every_verdict(rows);
    let others = every().zip(&verdicts).filter(|((key, ..), _)| !is_told(key));
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

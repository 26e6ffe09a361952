//! What stands for the average latency of a run: its name, and how it came about where no file tells it.
//!
//! Of several tables, or files in one, some runs have an average of their own and others a computed one. A column's head
//! says what holds of all; where they differ, each number says it.

use super::text_table::Cell;
use crate::data::runs::derive::{Derived, How};
use crate::data::runs::roles::Role;
use crate::page::tables::active_table::ActiveTable;

/// The average latency.
pub const AVERAGE: &str = "Average";

/// A name, and what the value is where the table does not tell it, in a word or two; else empty.
pub type Name = (&'static str, &'static str);

const NO_AVERAGE: &str = "no average";
/// What may stand there: the table's own first.
const NAMES: [Name; 7] = [
    (AVERAGE, ""),
    (AVERAGE, "computed"),
    (AVERAGE, "computed, at most"),
    ("Median", NO_AVERAGE),
    ("p90", NO_AVERAGE),
    ("p95", NO_AVERAGE),
    ("p99", NO_AVERAGE),
];
/// The same over a column, and before a number; the first is whatever it is called there.
const HEADS: [&str; 7] =
    ["", "Avg (computed)", "Avg (computed, at most)", "Median latency", "p90 latency", "p95 latency", "p99 latency"];
/// The same behind a number.
const MARKS: [&str; 7] = ["", " (computed)", " (computed, at most)", " (median)", " (p90)", " (p95)", " (p99)"];
const COMPUTED: usize = 1;
const AT_MOST: usize = 2;

/// What stands for the average latency of a run.
#[must_use]
pub fn mean_name(shown: &ActiveTable, row: usize) -> Name {
    derived(shown, row).map_or((AVERAGE, ""), |derived| derived_name(shown, row, derived.how))
}

#[inline(always)]
fn derived(shown: &ActiveTable, row: usize) -> Option<&Derived> {
    let derived = &shown.runs.own_table(row).measured_derived;
    derived.iter().find(|derived| derived.role == Role::AvgLatency && !derived.is_converted())
}

/// Apart, as few tables lack it.
#[inline(never)]
fn derived_name(shown: &ActiveTable, row: usize, how: How) -> Name {
    NAMES[place_of(shown, row, how)]
}

/// Its place among [`NAMES`].
fn place_of(shown: &ActiveTable, row: usize, how: How) -> usize {
    match how {
        How::FromTokens => COMPUTED,
        How::FromAskedTokens => AT_MOST,
        How::StandsIn(role) => stand_in(role),
        How::Completed => completed(shown, row),
        _ => 0,
    }
}

fn stand_in(role: Role) -> usize {
    match role {
        Role::P50Latency => 3,
        Role::P90Latency => 4,
        Role::P99Latency => 6,
        _ => 5,
    }
}

/// The column holds what was filled in: only the file's own tells what was missing.
fn completed(shown: &ActiveTable, row: usize) -> usize {
    let (runs, own) = (&shown.runs, shown.runs.avg_latency_ms[row]);
    let median = || runs.position(Role::P50Latency).map_or(f64::NAN, |at| runs.columns[at].number(row));
    match own {
        _ if own.is_nan() || runs.tells(Role::AvgLatency, row) => 0,
        _ if median() == own => stand_in(Role::P50Latency),
        _ => COMPUTED,
    }
}

fn of_run(shown: &ActiveTable, row: usize) -> usize {
    derived(shown, row).map_or(0, |derived| place_of(shown, row, derived.how))
}

/// What stands for it in every run of the table; where that is not the same, each run [says it](mark).
fn of_all(shown: &ActiveTable) -> usize {
    let runs = &shown.runs;
    let of_table = |row: usize| match derived(shown, row) {
        Some(derived) if derived.how != How::Completed && row < runs.rows => place_of(shown, row, derived.how),
        _ => 0,
    };
    let mut all = of_table(0);
    for part in runs.tables.iter().filter(|part| part.runs.rows > 0) {
        let own = of_table(part.first);
        if own != all {
            all = 0;
        }
    }
    all
}

/// The head of a column of them: `own`, or where all are something else what they are.
#[must_use]
pub fn head(shown: &ActiveTable, own: &'static str) -> &'static str {
    named(of_all(shown), own)
}

/// The head with its unit.
#[must_use]
pub fn head_ms(shown: &ActiveTable) -> String {
    [head(shown, "Avg latency"), ", ms"].concat()
}

/// The title of a run's: `own`, or what it is.
#[must_use]
pub fn title(shown: &ActiveTable, row: usize, own: &'static str) -> &'static str {
    named(of_run(shown, row), own)
}

fn named(place: usize, own: &'static str) -> &'static str {
    if place == 0 { own } else { HEADS[place] }
}

/// What follows a run's number in a column where not all are the same: ` (computed)`, ` (median)`; else empty.
#[must_use]
pub fn mark(shown: &ActiveTable, row: usize) -> &'static str {
    let own = of_run(shown, row);
    if own == of_all(shown) { "" } else { MARKS[own] }
}

/// A cell of the column.
#[must_use]
pub fn cell(shown: &ActiveTable, row: usize, ms: f64) -> Cell {
    let mut cell = Cell::aligned(ms);
    if !ms.is_nan() {
        cell.text += mark(shown, row);
    }
    cell
}

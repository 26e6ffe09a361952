//! What stands for the average latency of a run: its name, and how it came about where no file tells it.
//!
//! Of several tables, or files in one, some runs have an average of their own and others a computed one. A column's head
//! says what holds of all; where they differ, each number says it.

use super::measures::stand_in_name;
use super::text_table::Cell;
use crate::data::runs::derive::How;
use crate::data::runs::roles::Role;
use crate::page::tables::active_table::ActiveTable;

/// The average latency.
pub const AVERAGE: &str = "Average";

/// A name, and what the value is where the table does not tell it, in a word or two; else empty.
pub type Name = (&'static str, &'static str);

/// What stands for the average latency of a run.
#[must_use]
pub fn mean_name(shown: &ActiveTable, row: usize) -> Name {
    how(shown, row).map_or((AVERAGE, ""), |how| derived_name(shown, row, how))
}

fn how(shown: &ActiveTable, row: usize) -> Option<How> {
    let derived = &shown.runs.own_table(row).measured_derived;
    derived
        .iter()
        .find(|derived| derived.role == Role::AvgLatency && !derived.is_converted())
        .map(|derived| derived.how)
}

/// Apart, as few tables lack it.
#[inline(never)]
fn derived_name(shown: &ActiveTable, row: usize, how: How) -> Name {
    let runs = &shown.runs;
    let number = |role| runs.position(role).and_then(|at| runs.columns[at].numbers()).map_or(f64::NAN, |all| all[row]);
    match how {
        How::FromTokens => (AVERAGE, "computed"),
        // The column holds what was filled in: only the file's own tells what was missing.
        How::Completed if runs.tells(Role::AvgLatency, row) || runs.avg_latency_ms[row].is_nan() => (AVERAGE, ""),
        How::Completed if number(Role::P50Latency) == runs.avg_latency_ms[row] => {
            (stand_in_name(Role::P50Latency), "no average")
        }
        How::Completed => (AVERAGE, "computed"),
        How::FromAskedTokens => (AVERAGE, "computed, at most"),
        How::StandsIn(role) => (stand_in_name(role), "no average"),
        _ => (AVERAGE, ""),
    }
}

/// What stands for it in every run of the table; where that is not the same, each run [says it](mark).
fn of_all(shown: &ActiveTable) -> Name {
    let runs = &shown.runs;
    let starts = || runs.tables.iter().filter(|part| part.runs.rows > 0).map(|part| part.first);
    let of_table = |row: usize| match how(shown, row) {
        Some(How::Completed) => (AVERAGE, ""),
        _ => mean_name(shown, row),
    };
    let first = starts().next().unwrap_or_default();
    let name = if first < runs.rows { of_table(first) } else { (AVERAGE, "") };
    if starts().all(|row| of_table(row) == name) { name } else { (AVERAGE, "") }
}

/// The head of a column of them: `average`, as it is called there, `average (computed)` or `Median`.
#[must_use]
pub fn head(shown: &ActiveTable, average: &str) -> String {
    of_name(of_all(shown), average)
}

/// The title of a run's.
#[must_use]
pub fn title(shown: &ActiveTable, row: usize) -> &'static str {
    match mean_name(shown, row) {
        (AVERAGE, "") => "Avg latency",
        (AVERAGE, "computed") => "Avg latency, computed",
        (AVERAGE, _) => "Avg latency, computed, at most",
        ("Median", _) => "Median latency, no average",
        _ => "Latency in the place of the average",
    }
}

/// The same of one run, in full.
#[must_use]
pub fn of_run(shown: &ActiveTable, row: usize, average: &str) -> String {
    of_name(mean_name(shown, row), average)
}

fn of_name(name: Name, average: &str) -> String {
    match name {
        (AVERAGE, "") => average.to_owned(),
        (AVERAGE, told) => format!("{average} ({told})"),
        (other, _) => average.replacen(average.split(' ').next().unwrap_or_default(), other, 1),
    }
}

/// What follows a run's number in a column where not all are the same: ` (computed)`, ` (median)`; else empty.
#[must_use]
pub fn mark(shown: &ActiveTable, row: usize) -> String {
    match mean_name(shown, row) {
        own if own == of_all(shown) => String::new(),
        (AVERAGE, "") => String::new(),
        (AVERAGE, told) => format!(" ({told})"),
        (other, _) => format!(" ({})", other.to_lowercase()),
    }
}

/// A cell of the column.
#[must_use]
pub fn cell(shown: &ActiveTable, row: usize, ms: f64) -> Cell {
    let mut cell = Cell::aligned(ms);
    if !ms.is_nan() {
        cell.text += &mark(shown, row);
    }
    cell
}

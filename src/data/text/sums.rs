//! Rows that sum up the others of their table: the line of a total or of a mean that people put under their runs.

use super::json::named::is_sum;
use super::json::wrapped::PARTS;
use crate::data::runs::name::plain;
use crate::data::runs::roles::{Role, Roles};
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};

/// A longer table has no last line that someone wrote.
const MOST_ROWS: usize = 10_000;
/// How far a sum may be from that of its parts: they are rounded.
const TOLERANCE: f64 = 0.02;

const MEANS: [&str; 7] = ["average", "averages", "avg", "mean", "median", "geomean", "std"];
/// Parts of a test that are not measured, in letters alone.
const AROUND: [&str; 4] = ["warmup", "warmups", "cooldown", "coolingdown"];
/// The same in a column of phases: elsewhere it may be the kind of a test.
const RAMPS: [&str; 4] = ["rampup", "rampdown", "rampingup", "rampingdown"];
const PHASES: [&str; 5] = ["phase", "stage", "step", "run", "period"];
const SAID_AROUND: &str = "A row of a warm-up, a ramp or a cool-down is no run, and is left out.";
const SAID: &str = "A row that sums up the others is no run, and is left out.";

/// Leaves out the mean of the runs, and their total. Where the total is that of the parts of one run, such as its endpoints,
/// it is the run, and the parts are left out.
pub fn settle(table: &mut Table) {
    if !(2..=MOST_ROWS).contains(&table.rows) || !table.notes.files.is_empty() {
        return;
    }
    drop_around(table);
    if table.rows < 3 {
        return;
    }
    let (means, sums) = (rows_called(table, is_mean), rows_called(table, |text| is_sum(text.as_bytes())));
    let parts: Vec<usize> = (0..table.rows).filter(|row| !means.contains(row) && !sums.contains(row)).collect();
    if parts.len() < 2 || (means.is_empty() && sums.len() != 1) {
        return;
    }
    let kept = match sums[..] {
        [sum] => match total(table, sum, &parts) {
            Some(Total::OfRun) => vec![sum],
            Some(Total::OfRuns) => parts,
            None => (0..table.rows).filter(|row| !means.contains(row)).collect(),
        },
        _ => (0..table.rows).filter(|row| !means.contains(row)).collect(),
    };
    if kept.len() < table.rows {
        let said = if kept == sums { PARTS } else { SAID };
        table.keep_rows(&kept);
        table.notes.said.push(said.to_owned());
    }
}

/// Leaves out what stands around the measured part of a test.
fn drop_around(table: &mut Table) {
    let is_called = |text: &str, words: &[&str]| {
        let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        words.iter().any(|word| letters.eq_ignore_ascii_case(word))
    };
    let is_around = |column: &Column, row: usize| {
        let text = column.text(row);
        let is_phase = || PHASES.contains(&plain(&column.name).as_str());
        is_called(&text, &AROUND) || (is_called(&text, &RAMPS) && is_phase())
    };
    let texts: Vec<&Column> = texts(table).collect();
    let kept: Vec<usize> = (0..table.rows).filter(|&row| !texts.iter().any(|column| is_around(column, row))).collect();
    if !kept.is_empty() && kept.len() < table.rows {
        table.keep_rows(&kept);
        table.notes.said.push(SAID_AROUND.to_owned());
    }
}

fn texts(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| matches!(column.values, Values::Text(_)))
}

/// Rows of which a text says so.
fn rows_called(table: &Table, is_called: impl Fn(&str) -> bool) -> Vec<usize> {
    let texts: Vec<&Column> = texts(table).collect();
    (0..table.rows).filter(|&row| texts.iter().any(|column| is_called(column.text(row).trim()))).collect()
}

fn is_mean(text: &str) -> bool {
    MEANS.iter().any(|mean| text.eq_ignore_ascii_case(mean))
}

enum Total {
    /// Of the parts of one run.
    OfRun,
    /// Of several runs.
    OfRuns,
}

/// What a row is a total of; `None` where it adds nothing up.
fn total(table: &Table, sum: usize, parts: &[usize]) -> Option<Total> {
    let roles = Roles::find(table);
    let numbers = |role: Role| {
        let name = &roles.of(role)?.column;
        table.columns.iter().find(|column| column.name == *name)?.numbers()
    };
    let vus = numbers(Role::Vus);
    if let Some(vus) = &vus
        && (vus[sum].is_nan() || parts.iter().any(|&part| vus[part] != vus[parts[0]]))
        && parts.iter().all(|&part| vus[part].is_finite())
    {
        return Some(Total::OfRuns);
    }
    let adds_up = |role| {
        let numbers = numbers(role)?;
        let all: f64 = parts.iter().map(|&part| numbers[part]).sum();
        Some((numbers[sum] - all).abs() <= TOLERANCE * all)
    };
    let found = [Role::TotalRequests, Role::Throughput].into_iter().find_map(adds_up)?;
    found.then_some(Total::OfRun)
}

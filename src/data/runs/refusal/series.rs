//! Time series of one test, told from tables of runs by a column of times.

use super::MANY;
use crate::analysis::stats::order;
use crate::data::runs::name::plain;
use crate::data::runs::roles::{Role, Roles};
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};

/// Fewer rows than these may be tests of a few lengths, where a column counts seconds from the beginning.
const FEW_MOMENTS: usize = 4;
/// Load tests take longer than this, s.
const LONGEST_STEP: f64 = 15.0;

const TIMES: [&str; 14] = [
    "timestamp",
    "runtime",
    "time",
    "ts",
    "datetime",
    "date_time",
    "epoch",
    "unix_time",
    "second",
    "seconds",
    "time_s",
    "elapsed_s",
    "elapsed",
    "t",
];

/// Those of them that count from the beginning of a test.
const SINCE_BEGIN: [&str; 6] = ["second", "seconds", "time_s", "elapsed_s", "elapsed", "t"];

/// Whether a column is called as one of times is, in any case.
pub fn is_time(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name).trim_start_matches('_');
    TIMES
        .iter()
        .any(|time| last.eq_ignore_ascii_case(time) || last.to_ascii_lowercase().replace([' ', '-'], "_") == *time)
}

/// The column of times of a series: it rises in even steps, too short for tests, and nothing is configured anew.
pub fn series(table: &Table, roles: &Roles) -> Option<String> {
    if table.rows < FEW_MOMENTS || !roles.categories.is_empty() {
        return None;
    }
    let named = |names: &[&str]| table.columns.iter().find(|column| names.contains(&plain(&column.name).as_str()));
    let column = named(&TIMES)?;
    let seconds = seconds(column, table.rows)?;
    if table.rows < MANY && !(named(&SINCE_BEGIN).is_some() && counts_from_begin(&seconds, roles)) {
        return None;
    }
    let mut steps: Vec<f64> = seconds.windows(2).map(|pair| pair[1] - pair[0]).collect();
    if !steps.iter().all(|&step| step > 0.0) {
        return None;
    }
    order::sort_numbers(&mut steps);
    let middle = steps[steps.len() / 2];
    let even = steps.iter().filter(|&&step| (0.5..=1.5).contains(&(step / middle))).count();
    (middle <= LONGEST_STEP && 5 * even >= 4 * steps.len()).then(|| column.name.clone())
}

/// Whether times are 0, 1, 2, … or 1, 2, 3, … steps of one length after the beginning of a test whose load is told: lengths of
/// tests and numbers of threads are not.
fn counts_from_begin(seconds: &[f64], roles: &Roles) -> bool {
    let step = seconds[1] - seconds[0];
    let is_even = |pair: &[f64]| ((pair[1] - pair[0]) / step - 1.0).abs() < 0.01;
    roles.of(Role::Vus).is_some() && (0.0..=step * 1.01).contains(&seconds[0]) && seconds.windows(2).all(is_even)
}

/// Seconds of a column of times; `None` if it holds something else.
fn seconds(column: &Column, rows: usize) -> Option<Vec<f64>> {
    match &column.values {
        Values::Number { array, .. } => {
            let first = *array.values().first()?;
            // Seconds since 1970 have ten digits, milliseconds thirteen, and so on.
            let scale = if first > 1e17 {
                1e9
            } else if first > 1e14 {
                1e6
            } else if first > 1e11 {
                1e3
            } else {
                1.0
            };
            Some(array.values().iter().map(|value| value / scale).collect())
        }
        Values::Text(_) => (0..rows).map(|row| clock(&column.text(row))).collect(),
        _ => None,
    }
}

/// Seconds of `2026-01-05T12:00:01.5Z`, days counted as of one month.
fn clock(text: &str) -> Option<f64> {
    let (date, time) = text.split_once(['T', ' '])?;
    let day: f64 = date.rsplit('-').next()?.parse().ok()?;
    let time = time.split(['Z', '+', '-']).next()?;
    let mut parts = time.split(':').map(|part| part.trim().parse::<f64>().ok());
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next().flatten().unwrap_or(0.0));
    Some(((day * 24.0 + hours) * 60.0 + minutes) * 60.0 + seconds)
}

//! The limits that one run breaks, each with the run's own value.

use crate::analysis::decide::slo::{Limit, OtherLimit, broken, measured};
use crate::data::runs::table_facts::Basis;

use super::words::{amount, bound_words, limit_words};
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::other_limits::{Bound, on_runs};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::measures::measure_amount;
use crate::page::words::runs::Field;
use crate::page::words::short_runs::ShortRuns;

/// As fields of a tooltip.
#[inline(never)]
#[must_use]
pub fn fields(shown: &ActiveTable, basis: &Basis, limits: &LimitChoice, row: usize) -> Vec<Field> {
    broken_words(shown, basis, limits, row).into_iter().map(|words| ("Breaks", words)).collect()
}

/// A text for each: `p95 latency ≤ 500 ms: 812 ms`. Of the run as it was measured, whatever load is planned.
#[must_use]
pub fn broken_words(shown: &ActiveTable, basis: &Basis, limits: &LimitChoice, row: usize) -> Vec<String> {
    let measures = basis.measures(&shown.runs);
    let mut told = Vec::new();
    for limit in broken(&measures, &limits.limits(&shown.runs), row) {
        match (limit, limits.get(limit)) {
            (Limit::Others, _) => told.extend(others(shown, limits, row)),
            (_, Some(bound)) => {
                let value = measured(&measures, limit, row);
                let is = value.map(|value| beside(value, bound, &|value| amount(limit, value)));
                told.push([&limit_words(shown, limits, limit), ": ", is.as_deref().unwrap_or(UNKNOWN)].concat());
            }
            _ => told.push([ShortRuns::of(shown).hardware(shown, row), " is not allowed"].concat()),
        }
    }
    told
}

const UNKNOWN: &str = "not known";

fn others(shown: &ActiveTable, limits: &LimitChoice, row: usize) -> Vec<String> {
    let on = on_runs(&limits.others, &shown.runs);
    let words = |((key, bound), on): ((&String, &Bound), &OtherLimit)| {
        let keeps = on.keeps(row);
        if keeps == Some(true) {
            return None;
        }
        let measure = shown.runs.measure_named(key);
        let is = keeps.map(|_| beside(on.values[row], on.bound, &|value| measure_amount(measure.as_ref(), value)));
        Some([&bound_words(shown, (key, bound)), ": ", is.as_deref().unwrap_or(UNKNOWN)].concat())
    };
    limits.others.iter().zip(&on).filter_map(words).collect()
}

/// A value beside a limit that it breaks: where rounding writes both alike, on which side of it.
fn beside(value: f64, bound: f64, words: &dyn Fn(f64) -> String) -> String {
    let (is, limit) = (words(value), words(bound));
    match (is == limit, value > bound) {
        (false, _) => is,
        (true, true) => ["just above ", &limit].concat(),
        (true, false) => ["just below ", &limit].concat(),
    }
}

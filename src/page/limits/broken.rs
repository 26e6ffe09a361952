//! The limits that one run breaks, each with the run's own value.

use crate::analysis::decide::slo::{Limit, broken, measured};
use crate::data::runs::table_facts::Basis;

use super::words::{amount, bound_words, limit_words};
use crate::page::choice::limits::LimitChoice;
use crate::page::choice::other_limits::on_runs;
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
            (Limit::Others, _) => others(shown, limits, row, &mut told),
            (_, Some(bound)) => {
                let value = measured(&measures, limit, row).unwrap_or(f64::NAN);
                told.push(words(limit_words(shown, limits, limit), value, bound, &|at| amount(limit, at)));
            }
            _ => told.push([ShortRuns::of(shown).hardware(shown, row), " is not allowed"].concat()),
        }
    }
    told
}

fn others(shown: &ActiveTable, limits: &LimitChoice, row: usize, told: &mut Vec<String>) {
    for (other, on) in limits.others.iter().zip(on_runs(&limits.others, &shown.runs)) {
        let keeps = on.keeps(row);
        if keeps != Some(true) {
            let measure = shown.runs.measure_named(other.0);
            let value = if keeps.is_some() { on.values[row] } else { f64::NAN };
            told.push(words(bound_words(shown, other), value, on.bound, &|at| measure_amount(measure.as_ref(), at)));
        }
    }
}

/// A limit with the value that breaks it; where rounding writes both alike, on which side of it that is. NaN is not known.
fn words(limit: String, value: f64, bound: f64, amount: &dyn Fn(f64) -> String) -> String {
    let (is, at) = (amount(value), amount(bound));
    let side = match (is == at, value > bound) {
        (false, _) => "",
        (true, true) => "just above ",
        (true, false) => "just below ",
    };
    [limit.as_str(), ": ", side, if value.is_nan() { "not known" } else { is.as_str() }].concat()
}

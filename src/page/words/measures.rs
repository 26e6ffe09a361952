//! Measures in words: names within a sentence, titles of axes and columns, values with their units.

use super::cost;
use crate::data::runs::measures::{Kind, Measure};
use crate::format::numbers::{percent, short};
use crate::page::tables::active_table::ActiveTable;

/// A measure within a sentence; a key that the table does not know stays as it is.
#[must_use]
pub fn measure_name(measure: Option<&Measure>, key: &str) -> String {
    let Some(measure) = measure else { return format!("“{key}”") };
    let mut rest = measure.words.chars();
    match (rest.next(), measure.words.chars().nth(1)) {
        // Not `TTFT`, and no name of a column.
        (Some(first), Some(second)) if second.is_lowercase() && measure.kind != Kind::Other => {
            first.to_lowercase().chain(rest).collect()
        }
        _ => measure.words.clone(),
    }
}

/// `TTFT p99` of `ttft99`, `TPOT` of `tpot`; `None` for a measure without a name as short.
#[must_use]
pub fn short_measure(key: &str) -> Option<String> {
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let percentile = &key[name.len()..];
    let known = ["ttft", "tpot", "itl", "e2e"].contains(&name);
    let gap = if percentile.is_empty() { "" } else { " p" };
    known.then(|| [&name.to_ascii_uppercase(), gap, percentile].concat())
}

/// A measure where it is limited: everywhere by the same name, the short one where it has one.
#[must_use]
pub fn limited_name(measure: Option<&Measure>, key: &str) -> String {
    short_measure(key).unwrap_or_else(|| measure_name(measure, key))
}

/// A value as the reader types it, with its unit.
#[must_use]
pub fn measure_amount(measure: Option<&Measure>, value: f64) -> String {
    let unit = measure.map_or("", |measure| measure.unit);
    if unit.is_empty() { short(value) } else { format!("{} {unit}", short(value)) }
}

/// The title of an axis, with its unit where the words do not name it.
#[inline(never)]
#[must_use]
pub fn axis_title(shown: &ActiveTable, measure: &Measure) -> String {
    match measure.kind {
        Kind::Cost => cost::quoted_axis(shown, "Cost"),
        Kind::Bill => shown.in_currency(&[measure.unit, " for the demand"].concat()),
        Kind::Throughput | Kind::PerUser | Kind::PerGpu => measure.words.clone(),
        _ if measure.unit.is_empty() => measure.words.clone(),
        _ => format!("{}, {}", measure.words, measure.unit),
    }
}

/// A value with its unit, as it is shown: shares of requests in percent, costs in the reader's currency.
#[inline(never)]
#[must_use]
pub fn measure_value(shown: &ActiveTable, measure: &Measure, value: f64) -> String {
    match measure.kind {
        Kind::Cost => cost::quoted_in_full(shown, value),
        Kind::Bill => [&shown.bill(value), measure.unit.trim_start_matches('$')].concat(),
        Kind::Share if is_share(measure) => percent(value * 100.0),
        _ => measure_amount(Some(measure), value),
    }
}

/// The unit of saved values, and a value in it: shares of requests are saved in percent.
#[inline(never)]
#[must_use]
pub fn saved(shown: &ActiveTable, measure: &Measure, value: f64) -> (String, f64) {
    match measure.kind {
        Kind::Cost => (cost::unit(&shown.runs), cost::amount(shown, value)),
        Kind::Share if is_share(measure) => ("%".to_owned(), value * 100.0),
        _ => (measure.unit.to_owned(), value),
    }
}

/// A share from 0 to 1. Hit rates of a column may be shares or percentages: they stay as they are.
#[must_use]
pub fn is_share(measure: &Measure) -> bool {
    measure.unit == "share"
}

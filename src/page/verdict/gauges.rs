//! Limits on any measure of a table as gauges of the answer's card.

use super::headline::Gauge;
use crate::data::runs::measures::Measure;
use crate::format::numbers::{short, short_3};
use crate::page::choice::limits::LimitChoice;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::measures::{limited_name, measure_amount};

/// A gauge for each such limit, of one run. A value that is not known has none.
#[must_use]
pub fn others(shown: &ActiveTable, limits: &LimitChoice, row: usize) -> Vec<Gauge> {
    let gauge = |(key, bound): (&String, &crate::page::choice::other_limits::Bound)| {
        let value = shown.runs.measure(key)?[row];
        let measure = shown.runs.measure_named(key);
        let at_least = bound.is_at_least(measure.as_ref());
        let limit = measure_amount(measure.as_ref(), bound.at);
        value.is_finite().then(|| Gauge {
            name: limited_name(measure.as_ref(), key),
            value: told(measure.as_ref(), value),
            filled: Some(if at_least { bound.at / value } else { value / bound.at }),
            // Its unit stands beside the value.
            of: if at_least { format!("at least {limit}") } else { format!("of {}", short(bound.at)) },
        })
    };
    limits.others.iter().filter_map(gauge).collect()
}

/// A value in three digits, as one run tells no more, with its unit.
fn told(measure: Option<&Measure>, value: f64) -> String {
    match measure.map_or("", |measure| measure.unit) {
        "" => short_3(value),
        unit => format!("{}\u{a0}{unit}", short_3(value)),
    }
}

//! A limit moved on the chart: which one, and to which value.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::slo::Limit;

use super::columns::{latency_key, limit_of};
use super::view::ScatterView;
use crate::page::choice::filters::Choice;
use crate::page::limits::words::admitting;
use crate::page::tables::active_table::ActiveTable;

/// The limit on the measure across, where it can be moved.
#[inline(never)]
#[must_use]
pub fn movable(view: &ScatterView, shown: &ActiveTable, choice: &Choice) -> Option<Limit> {
    let key = view.own.as_ref().map_or_else(|| latency_key(shown, choice), |own| &own.x.measure.key);
    limit_of(key).filter(|_| !choice.notebook)
}

/// The limit that admits the run nearest to a value, of these rows; `None`, no limit, beyond the last of them. Rounded to three
/// digits, and so that it admits that run.
#[inline(never)]
#[must_use]
pub fn snapped(shown: &ActiveTable, limit: Limit, rows: &[usize], at: f64) -> Option<f64> {
    let values = match limit {
        Limit::P95Latency => shown.runs.p95_latency_ms.as_deref()?,
        Limit::AvgLatency => &shown.runs.avg_latency_ms,
        _ => return None,
    };
    let known = || rows.iter().map(|&row| values[row]).filter(|&value| usable(value));
    let last = known().max_by(f64::total_cmp)?;
    if at > last || at.is_nan() {
        return None;
    }
    // By factors: a hand is as exact at 50 ms as at 5,000 ms, on a log axis and nearly so on another.
    let far = |value: f64| if at > 0.0 { (value / at).ln().abs() } else { value };
    known().min_by(|a, b| far(*a).total_cmp(&far(*b))).map(|value| admitting(limit, value))
}

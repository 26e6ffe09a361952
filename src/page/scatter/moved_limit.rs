//! A limit on latency moved on the chart: which one, and to which value.

use crate::analysis::decide::slo::Limit;

use super::columns::{latency_key, limit_of};
use super::stops::{Handle, Move, Stops};
use super::view::ScatterView;
use crate::page::choice::filters::Choice;
use crate::page::limits::words::{amount, limit_name};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::capital;

/// The limit on the measure across, where it can be moved.
#[inline(never)]
#[must_use]
pub fn movable(view: &ScatterView, shown: &ActiveTable, choice: &Choice) -> Option<Limit> {
    let key = view.own.as_ref().map_or_else(|| latency_key(shown, choice), |own| &own.x.measure.key);
    limit_of(key).filter(|_| !choice.notebook)
}

/// The handle of the limit on the measure across, among `rows`; `None` where none can be moved or nothing is known.
#[inline(never)]
#[must_use]
pub fn handle(view: &ScatterView, shown: &ActiveTable, choice: &Choice, rows: &[usize]) -> Option<Handle> {
    let limit = movable(view, shown, choice)?;
    let now = choice.limits.get(limit);
    let label = format!("{} at most", capital(limit_name(limit)));
    let words = now.map_or_else(|| "no limit".to_owned(), |at| amount(limit, at));
    stops(shown, limit, rows).handle(label, words, now)
}

/// The limit after a move, of one that stands at `now`.
#[inline(never)]
#[must_use]
pub fn moved(shown: &ActiveTable, limit: Limit, rows: &[usize], now: Option<f64>, by: Move) -> Option<f64> {
    stops(shown, limit, rows).moved(now, by)
}

/// The values of rows that can be limited; none of a measure that is not across.
fn stops<'a>(shown: &'a ActiveTable, limit: Limit, rows: &'a [usize]) -> Stops<'a> {
    let values = match limit {
        Limit::P95Latency => shown.runs.p95_latency_ms.as_deref(),
        Limit::AvgLatency => Some(&shown.runs.avg_latency_ms[..]),
        _ => None,
    };
    Stops { values: values.unwrap_or_default(), rows }
}

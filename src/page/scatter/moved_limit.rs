//! A limit moved on the chart: which one, and to which value.

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::slo::Limit;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::order;

use super::columns::{latency_key, limit_of};
use super::view::ScatterView;
use crate::page::choice::filters::Choice;
use crate::page::limits::words::{admitting, amount, limit_name};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::capital;

/// The limit on the measure across, where it can be moved.
#[inline(never)]
#[must_use]
pub fn movable(view: &ScatterView, shown: &ActiveTable, choice: &Choice) -> Option<Limit> {
    let key = view.own.as_ref().map_or_else(|| latency_key(shown, choice), |own| &own.x.measure.key);
    limit_of(key).filter(|_| !choice.notebook)
}

/// How a limit is moved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// To the run nearest to a value; beyond the last it is lifted.
    To(f64),
    /// By so many runs, to the right where above 0; beyond the last it is lifted.
    By(i32),
    /// To the first run.
    First,
    /// It is lifted.
    Lift,
}

/// The handle of the limit, as a slider tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Handle {
    /// What is limited.
    pub label: String,
    /// Where it stands, in words.
    pub words: String,
    /// The same, ms; without a limit at the last run.
    pub now_ms: f64,
    /// The first and the last run, ms.
    pub ends_ms: (f64, f64),
}

/// The handle of the limit on the measure across, among `rows`; `None` where none can be moved or nothing is known.
#[inline(never)]
#[must_use]
pub fn handle(view: &ScatterView, shown: &ActiveTable, choice: &Choice, rows: &[usize]) -> Option<Handle> {
    let limit = movable(view, shown, choice)?;
    // At each step of a slider: no need to sort them.
    let Extent { min, max } = Extent::of(known(shown, limit, rows))?;
    let (first, last) = (admitting(limit, min), admitting(limit, max));
    let now = choice.limits.get(limit);
    Some(Handle {
        label: format!("{} at most", capital(limit_name(limit))),
        words: now.map_or_else(|| "no limit".to_owned(), |at| amount(limit, at)),
        now_ms: now.unwrap_or(last).clamp(first, last),
        ends_ms: (first, last),
    })
}

/// The limit after a move, of one that stands at `now`.
#[inline(never)]
#[must_use]
pub fn moved(shown: &ActiveTable, limit: Limit, rows: &[usize], now: Option<f64>, by: Move) -> Option<f64> {
    match by {
        Move::To(at) => snapped(shown, limit, rows, at),
        Move::First => Extent::of(known(shown, limit, rows)).map(|ends| admitting(limit, ends.min)),
        Move::Lift => None,
        Move::By(steps) => {
            let known = admitted(shown, limit, rows);
            // How many runs lie left of the limit, and how many it admits.
            let left = now.map_or(known.len(), |now| known.partition_point(|&value| value < now));
            let within = now.map_or(known.len(), |now| known.partition_point(|&value| value <= now));
            let steps_out = usize::try_from(steps.unsigned_abs()).unwrap_or(usize::MAX);
            match steps {
                1.. => known.get(within.saturating_add(steps_out - 1)).copied(),
                0 => now,
                _ => known.get(left.saturating_sub(steps_out)).copied().or(now),
            }
        }
    }
}

/// The limits that admit one run more each, rising.
fn admitted(shown: &ActiveTable, limit: Limit, rows: &[usize]) -> Vec<f64> {
    let mut known: Vec<f64> = known(shown, limit, rows).map(|value| admitting(limit, value)).collect();
    order::sort_by(&mut known, f64::total_cmp);
    known.dedup();
    known
}

/// The values of rows that can be limited; none of a measure that is not across.
fn known(shown: &ActiveTable, limit: Limit, rows: &[usize]) -> impl Iterator<Item = f64> + Clone {
    let values = match limit {
        Limit::P95Latency => shown.runs.p95_latency_ms.as_deref(),
        Limit::AvgLatency => Some(&shown.runs.avg_latency_ms[..]),
        _ => None,
    };
    values.into_iter().flat_map(|values| rows.iter().map(|&row| values[row])).filter(|&value| usable(value))
}

/// The limit that admits the run nearest to a value, of these rows; `None`, no limit, beyond the last of them. Rounded to three
/// digits, and so that it admits that run.
#[inline(never)]
#[must_use]
pub fn snapped(shown: &ActiveTable, limit: Limit, rows: &[usize], at: f64) -> Option<f64> {
    let known = known(shown, limit, rows);
    let last = known.clone().max_by(f64::total_cmp)?;
    if at > last || at.is_nan() {
        return None;
    }
    // By factors: a hand is as exact at 50 ms as at 5,000 ms, on a log axis and nearly so on another.
    let far = |value: f64| if at > 0.0 { (value / at).ln().abs() } else { value };
    known.min_by(|a, b| far(*a).total_cmp(&far(*b))).map(|value| admitting(limit, value))
}

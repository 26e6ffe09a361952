//! A limit on latency moved on the chart: which one, and to which value.

use super::columns::{is_movable, latency_key, latency_ms, limit_across, limit_of};
use super::stops::{Handle, Move, Stops};
use super::view::ScatterView;
use crate::page::choice::filters::Choice;
use crate::page::choice::other_limits::Bound;
use crate::page::choice::scatter_axes::{Side, with};
use crate::page::limits::words::{amount, limit_name};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::measures::{limited_name, measure_amount};
use crate::page::words::runs::capital;

/// The key of the measure across, where a limit on it can be moved.
#[inline(never)]
#[must_use]
pub fn movable<'a>(view: &'a ScatterView, shown: &ActiveTable, choice: &Choice) -> Option<&'a str> {
    let key = view.own.as_ref().map_or_else(|| latency_key(shown, choice), |own| &own.x.measure.key);
    is_movable(choice, key).then_some(key)
}

/// The handle of the limit on the measure across, among `rows`; `None` where none can be moved or nothing is known.
#[inline(never)]
#[must_use]
pub fn handle(view: &ScatterView, shown: &ActiveTable, choice: &Choice, rows: &[usize]) -> Option<Handle> {
    let key = movable(view, shown, choice)?;
    let now = limit_across(choice, key);
    let (name, words) = match limit_of(key) {
        Some(limit) => (limit_name(limit).to_owned(), now.map(|at| amount(limit, at))),
        None => further(shown, key, now),
    };
    let words = words.unwrap_or_else(|| "no limit".to_owned());
    stops(view, shown, choice, rows).handle(format!("{} at most", capital(&name)), words, now)
}

/// The name of a further latency, and its limit.
#[inline(never)]
fn further(shown: &ActiveTable, key: &str, now: Option<f64>) -> (String, Option<String>) {
    let measure = shown.runs.measure_named(key);
    (limited_name(measure.as_ref(), key), now.map(|at| measure_amount(measure.as_ref(), at)))
}

/// Moves the limit on the measure across among `rows`, or lifts it; nothing where it cannot be moved.
#[inline(never)]
pub fn moved(view: &ScatterView, shown: &ActiveTable, choice: &mut Choice, rows: &[usize], by: Move) {
    let Some(key) = movable(view, shown, choice) else { return };
    let at = stops(view, shown, choice, rows).moved(limit_across(choice, key), by);
    match limit_of(key) {
        Some(limit) => choice.limits.set(limit, at),
        None => set_further(choice, key, at),
    }
}

#[inline(never)]
fn set_further(choice: &mut Choice, key: &str, at: Option<f64>) {
    let others = &mut choice.limits.others;
    let Some(at) = at else {
        others.remove(key);
        // Across for its limit alone, it would give way to another under the hand.
        choice.scatter = with(&choice.scatter, Side::X, key);
        return;
    };
    let at_least = others.get(key).and_then(|bound| bound.at_least);
    others.insert(key.to_owned(), Bound { at, at_least });
}

/// The values across.
fn stops<'a>(view: &'a ScatterView, shown: &'a ActiveTable, choice: &Choice, rows: &'a [usize]) -> Stops<'a> {
    let values = view.own.as_ref().map_or_else(|| latency_ms(shown, choice), |own| &own.x.values);
    Stops { values, rows }
}

//! Which columns the cost-latency chart is of, and what entries of its legend are called in an address.

use crate::analysis::decide::answer::Demand;
use crate::analysis::decide::cost_latency::Reading;
use crate::analysis::decide::slo::Limit;
use crate::chart::frame::axes::Titles;
use crate::chart::scenes::scatter::strip::STRIP_CSS;
use crate::page::choice::filters::{Choice, Latency};
use crate::page::choice::other_limits::Bound;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;

/// Legend entries that are no group.
pub const FRONT_LABEL: &str = "Pareto front";
/// The star.
pub const CHEAPEST_LABEL: &str = "Cheapest run";

/// The latency column that the choice names; the mean where the table has no p95.
#[must_use]
pub fn latency_ms<'a>(shown: &'a ActiveTable, choice: &Choice) -> &'a [f64] {
    match (choice.latency, &shown.runs.p95_latency_ms) {
        (Latency::P95, Some(p95)) => p95,
        _ => &shown.runs.avg_latency_ms,
    }
}

/// The costs drawn: those that rank. The notebook's way draws those of all requests, as it did.
#[must_use]
pub fn cost_usd<'a>(shown: &'a ActiveTable, choice: &Choice) -> &'a [f64] {
    if choice.notebook { &shown.runs.cost_usd_per_billion } else { shown.runs.ranked_cost() }
}

/// How runs are chosen and compared.
pub(super) fn reading(shown: &ActiveTable, choice: &Choice) -> Reading {
    if choice.notebook { Reading::Notebook { cheapest: shown.notebook_cheapest } } else { Reading::Plain }
}

/// The limit on the measure with this key, where it is one of a latency that every table may have.
#[must_use]
pub fn limit_of(key: &str) -> Option<Limit> {
    match key {
        "avg" => Some(Limit::AvgLatency),
        "p95" => Some(Limit::P95Latency),
        _ => None,
    }
}

/// The key of the latency that is shown: the mean where the table has no p95.
#[must_use]
pub fn latency_key(shown: &ActiveTable, choice: &Choice) -> &'static str {
    if choice.latency == Latency::P95 && shown.runs.p95_latency_ms.is_some() { "p95" } else { "avg" }
}

/// The limit on the measure with this key, where it is one of a latency that every table may have.
pub(super) fn bound(key: &str, choice: &Choice) -> Option<f64> {
    limit_of(key).and_then(|limit| choice.limits.get(limit))
}

/// The same, or the limit on a further latency, at most.
pub(super) fn limit_across(choice: &Choice, key: &str) -> Option<f64> {
    bound(key, choice).or_else(|| at_most(choice, key))
}

/// The further measure across, where the reader did not say which and limits none that stands there anyway: the first of the
/// limited latencies, so that the line of its limit is drawn.
#[inline(never)]
fn limited_key(choice: &Choice) -> Option<&str> {
    let is_chosen = choice.scatter.as_ref().is_some_and(|axes| axes.x.is_some());
    let drawn = if choice.latency == Latency::P95 { Limit::P95Latency } else { Limit::AvgLatency };
    if choice.limits.get(drawn).is_some() || is_chosen || choice.notebook {
        return None;
    }
    choice.limits.others.keys().map(String::as_str).find(|key| at_most(choice, key).is_some())
}

/// The same where a run has the measure.
#[must_use]
pub fn limited<'a>(shown: &ActiveTable, choice: &'a Choice) -> Option<&'a str> {
    if choice.limits.others.is_empty() { None } else { limited_measure(shown, choice) }
}

/// Apart, as the first view has no limit.
#[inline(never)]
fn limited_measure<'a>(shown: &ActiveTable, choice: &'a Choice) -> Option<&'a str> {
    limited_key(choice).filter(|key| shown.runs.measure(key).is_some())
}

/// Keeps of the limits of `from` that there is one on that measure, at whatever value.
pub fn keep_limited(to: &mut Choice, from: &Choice) {
    if !from.limits.others.is_empty()
        && let Some(key) = limited_key(from)
    {
        to.limits.others.insert(key.to_owned(), Bound { at: 0.0, at_least: None });
    }
}

/// The limit on a further latency with this key, ms at most.
#[inline(never)]
pub(super) fn at_most(choice: &Choice, key: &str) -> Option<f64> {
    let bound = choice.limits.others.get(key).filter(|bound| is_further(key) && bound.at_least != Some(true));
    bound.map(|bound| bound.at)
}

/// Whether this is the key of a latency besides the two that every table may have.
fn is_further(key: &str) -> bool {
    ["ttft", "tpot", "itl", "p50", "p90", "p99"].iter().any(|name| key.starts_with(name))
}

/// Whether a limit on the measure with this key is moved on the chart: one of a latency, at most.
#[inline(never)]
pub(super) fn is_movable(choice: &Choice, key: &str) -> bool {
    let is_free = || choice.limits.others.get(key).is_none_or(|bound| bound.at_least != Some(true));
    !choice.notebook && (limit_of(key).is_some() || is_further(key) && is_free())
}

/// The latency of the answer's mark. Of a steady demand the answer's own is that at the load asked, and the mark's is not.
pub(super) fn as_measured(choice: &Choice, words: String) -> String {
    if matches!(choice.money.demand, Demand::Steady { .. }) { words + " measured" } else { words }
}

/// The titles of the axes.
pub(super) fn titles(shown: &ActiveTable, choice: &Choice) -> Titles {
    let x = match choice.latency {
        Latency::Avg => "Average latency, ms",
        Latency::P95 => "95th percentile of latency, ms",
    };
    let (y, y_money) = match choice.notebook {
        true => (cost::notebook_axis(shown), None),
        false => (cost::quoted_axis(shown, "Cost"), Some(cost::on_axis(shown))),
    };
    let below_css = strip_css(choice);
    Titles { x: x.to_owned(), y, y_money, below_css, ..Titles::default() }
}

/// The room for the strip under the plot; the notebook has none.
pub(super) fn strip_css(choice: &Choice) -> f64 {
    if choice.notebook { 0.0 } else { STRIP_CSS }
}

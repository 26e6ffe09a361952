//! What the answer's mark on a chart is, where the answer's latency is not the run's own: of a steady demand.

use super::headline::{LATENCIES, MONTHLY};
use super::view::VerdictView;
use crate::analysis::decide::answer::TOLERANCE;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::runs::Field;

/// What the mark of a run does not say where it is the answer: its latency at the load asked, or at the lowest that was tried
/// where less is asked.
#[inline(never)]
#[must_use]
pub fn at_load(view: Option<&VerdictView>, row: usize) -> Option<Field> {
    let view = view.filter(|view| view.row == Some(row))?;
    let latency = latency(view)?;
    Some((if view.headline.least_tried.is_empty() { "At the load asked" } else { "At the lowest load tried" }, latency))
}

/// Where the answer's star is: at its mark, or where the card says.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The measures of its mark in words, as they were measured.
    pub mark: &'a str,
    /// Whether the star stands elsewhere.
    pub apart: bool,
    /// The bill of its mark, $ a month, where bills are drawn.
    pub usd_per_month: Option<f64>,
}

/// How the answer's mark and its card differ where they have not one latency: `p95 60 ms` beside `p95 372 ms` at the run's own
/// load. Empty without such an answer.
#[inline(never)]
#[must_use]
pub fn mark_and_card(view: &VerdictView, shown: &ActiveTable, drawn: Drawn<'_>) -> String {
    let Some(latency) = latency(view) else { return String::new() };
    let at = match view.headline.least_tried.as_str() {
        "" => "is at the load asked".to_owned(),
        least => format!("was measured at the lowest load tried, {least}, which is more than is asked of each machine"),
    };
    let Drawn { mark, apart, usd_per_month } = drawn;
    let rest = match usd_per_month {
        None => whole_machines(view, shown),
        // The fastest at a price may be of more machines than are needed.
        Some(usd) if view.at_load.is_some_and(|card| card.usd_per_month > usd * (1.0 + TOLERANCE)) => {
            format!("; its {} {MONTHLY} are of more machines, to be faster", view.headline.number)
        }
        Some(_) => String::new(),
    };
    if apart {
        return format!(
            "The answer's {latency} {at}{rest}. The ring is its run as measured, at full load, as are the other marks and the front: {mark}."
        );
    }
    format!("The star is the run as measured, at full load: {mark}. The answer's {latency} {at}{rest}.")
}

/// `; its $584 a month are of whole machines, $1.11 per 1M requests asked for`.
fn whole_machines(view: &VerdictView, shown: &ActiveTable) -> String {
    let per = cost::per_quoted(&shown.runs);
    let each = view.figures.iter().find(|(title, _)| *title == per);
    let each = each.map(|(_, usd)| format!(", {usd} {per} asked for")).unwrap_or_default();
    format!("; its {} {MONTHLY} are of whole machines{each}", view.headline.number)
}

/// `p95 60 ms`, as the card has it; `None` where the card's latency is the run's, or is not known.
fn latency(view: &VerdictView) -> Option<String> {
    let headline = &view.headline;
    let of = |name: &str| headline.gauges.iter().find(|gauge| gauge.name == name);
    let gauge = LATENCIES.into_iter().find_map(of).filter(|_| headline.unit == MONTHLY)?;
    Some([&gauge.name, " ", &gauge.value].concat())
}

//! What the answer's mark on a chart is, where the answer's latency is not the run's own: of a steady demand.

use super::headline::{LATENCIES, MONTHLY};
use super::view::VerdictView;
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

/// What the mark of the answer is where answer and mark have not one latency, a sentence; else empty.
#[must_use]
pub fn mark_words(view: Option<&VerdictView>) -> &'static str {
    match view.filter(|view| latency(view).is_some()) {
        Some(view) if !view.headline.least_tried.is_empty() => {
            "The star is the run as it was measured, at full load; the answer's latency was measured at the lowest load tried, \
             which is more than the load asked of each machine."
        }
        Some(_) => {
            "The star is the run as it was measured, at full load; the answer's latency is that at the load asked of each \
             machine."
        }
        None => "",
    }
}

/// How the answer's mark and its card differ where they have not one latency: `p95 60 ms` beside `165 ms average latency at
/// the run's own load`. `drawn`: the measures of the mark in words, as they were measured. Empty without such an answer.
#[inline(never)]
#[must_use]
pub fn mark_and_card(view: &VerdictView, shown: &ActiveTable, drawn: &str) -> String {
    let Some(latency) = latency(view) else { return String::new() };
    let bill = [&view.headline.number, " ", MONTHLY].concat();
    let at = match view.headline.least_tried.as_str() {
        "" => "is at the load asked".to_owned(),
        least => format!("was measured at the lowest load tried, {least}, which is more than is asked of each machine"),
    };
    let rest = match drawn.ends_with(MONTHLY) {
        // The bill is drawn; that of the fastest may be of more machines than are needed.
        true if drawn.ends_with(&bill) => String::new(),
        true => format!("; its {bill} are of more machines, to be faster"),
        false => {
            let per = cost::per_quoted(&shown.runs);
            let each = view.figures.iter().find(|(title, _)| *title == per);
            let each = each.map(|(_, usd)| format!(", {usd} {per} asked for")).unwrap_or_default();
            format!("; its {bill} are of whole machines{each}")
        }
    };
    format!("The star is the run as measured, at full load: {drawn}. The answer's {latency} {at}{rest}.")
}

/// `p95 60 ms`, as the card has it; `None` where the card's latency is the run's, or is not known.
fn latency(view: &VerdictView) -> Option<String> {
    let headline = &view.headline;
    let of = |name: &str| headline.gauges.iter().find(|gauge| gauge.name == name);
    let gauge = LATENCIES.into_iter().find_map(of).filter(|_| headline.unit == MONTHLY)?;
    Some([&gauge.name, " ", &gauge.value].concat())
}

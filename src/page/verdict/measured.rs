//! Doubts about what was measured of the answer: failed requests, a p95 below the mean, notes on a limited measure.

use super::compared::of_files;
use crate::data::runs::checks::rate_counts_failed;
use crate::data::runs::derive::How;
use crate::data::runs::roles::Role;
use crate::data::runs::table_facts::{Basis, MOST_FAILED};
use crate::format::numbers::{fixed, percent, short};
use crate::page::choice::limits::LimitChoice;
use crate::page::tables::active_table::ActiveTable;

/// Mean and p95 latency of a run, ms; NaN where it is not known.
pub(super) fn own_latencies_ms(shown: &ActiveTable, row: usize) -> (f64, f64) {
    let runs = &shown.runs;
    (runs.avg_latency_ms[row], runs.p95_latency_ms.as_ref().map_or(f64::NAN, |p95| p95[row]))
}

/// What is told before every other doubt.
pub(super) fn foremost(shown: &ActiveTable, basis: &Basis, row: usize, passing: &[usize]) -> Vec<String> {
    let mut told = of_files(shown, basis, passing);
    let share = basis.error_share.as_ref().map_or(f64::NAN, |share| share[row]);
    if share >= MOST_FAILED {
        told.push(failed_words(shown, row, share));
    }
    let (mean, p95) = own_latencies_ms(shown, row);
    if p95 < mean {
        add_slowest(&mut told, shown, row, mean, p95);
    }
    told
}

/// That requests of a run failed, and what of its figures counts them.
#[inline(never)]
pub(super) fn failed_words(shown: &ActiveTable, row: usize, share: f64) -> String {
    let runs = &shown.runs;
    let priced = runs.ranking().ranks(row);
    let counted = match rate_counts_failed(runs, row) {
        Some(true) if priced => "; cost and throughput are of the others",
        Some(true) => "; throughput is of the others",
        Some(false) if priced => "; the cost is of those that were answered well",
        None if priced => "; whether the cost counts them as answered is not known",
        _ => "",
    };
    let sent = runs.total_requests.as_ref().map_or(f64::NAN, |sent| sent[row]);
    let latencies = if share >= MOST_FAILED { "; the latencies may include them" } else { "" };
    let of = if sent.is_finite() {
        format!(" ({} of {})", fixed((sent * share).round(), 0), fixed(sent, 0))
    } else {
        String::new()
    };
    format!("{} of its requests failed{of}{counted}{latencies}.", percent(share * 100.0))
}

/// That the p95 is below the mean, which few distributions have; nothing where another statistic stands in for the mean.
#[inline(never)]
fn add_slowest(told: &mut Vec<String>, shown: &ActiveTable, row: usize, mean: f64, p95: f64) {
    let stands_in = |how: How| matches!(how, How::StandsIn(_) | How::FromAskedTokens);
    let derived = &shown.runs.own_table(row).measured_derived;
    if !derived.iter().any(|derived| derived.role == Role::AvgLatency && stands_in(derived.how)) {
        told.push(format!(
            "Its p95 latency of {} ms is below its average of {} ms: a few of its requests are very slow, or the two are \
             not of the same requests.",
            short(p95),
            short(mean)
        ));
    }
}

/// The sentences among a table's notes that name a measure that is limited, as the page names it: the answer depends on
/// them.
#[inline(never)]
pub(super) fn notes_on_limits(shown: &ActiveTable, limits: &LimitChoice) -> Vec<String> {
    let runs = &shown.runs;
    let known = limits.others.keys().filter_map(|key| runs.measure_named(key));
    let names: Vec<String> = known.map(|measure| measure.words).collect();
    let notes = runs.notes.said.iter().chain(runs.parts.iter().flat_map(|part| &part.runs.notes.said));
    let sentences = notes.flat_map(|said| said.split_inclusive(". ")).map(str::trim);
    sentences.filter(|said| names.iter().any(|name| said.contains(name))).map(str::to_owned).collect()
}

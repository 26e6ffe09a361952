//! That runs are too short, or have too few requests, for what is read from them, in sentences.

use crate::analysis::saturation::minima;
use crate::format::numbers::{fixed, short, short_3};

use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

/// That a run may not keep a limit on p95, as its percentile rests on few requests; `None` where that is not so. `at_load`:
/// mean and p95, ms, at the load of a steady demand, which are judged in the place of the run's own; they rest on as many
/// requests.
#[must_use]
pub fn margin_words(shown: &ActiveTable, row: usize, at_load: Option<(f64, f64)>, bound_ms: f64) -> Option<String> {
    let runs = &shown.runs;
    let (own_p95, sent) = (runs.p95_latency_ms.as_ref()?[row], runs.total_requests.as_ref()?[row]);
    let (mean, p95) = at_load.unwrap_or((runs.avg_latency_ms[row], own_p95));
    let (low, high) = minima::p95_interval_ms(mean, p95, sent)?;
    let at = if at_load.is_some() { " at this load" } else { "" };
    (p95 <= bound_ms && high > bound_ms).then(|| {
        format!(
            "Its p95{at} rests on {} requests: it may be {} to {} ms, so that the limit of {} ms is not surely kept.",
            fixed(sent, 0),
            short_3(low),
            short_3(high),
            short(bound_ms)
        )
    })
}

/// That most runs fall short of what a mean, a percentile or a test needs; empty where they do not.
#[must_use]
pub fn minima_words(shown: &ActiveTable, rows: &[usize]) -> String {
    let runs = &shown.runs;
    let Some(sent) = &runs.total_requests else { return String::new() };
    let (has_p95, has_p99) = (runs.p95_latency_ms.is_some(), runs.has_tokens());
    let seconds = |row: usize| sent[row] / runs.throughput_req_per_sec[row];
    type Check<'a> = (bool, &'a dyn Fn(usize) -> bool, &'static str);
    let checks: [Check; 4] = [
        (true, &|row| sent[row] < minima::MEAN_REQUESTS, "sent fewer than 30 requests, too few for a mean"),
        (has_p95, &|row| sent[row] < minima::P95_REQUESTS, "sent fewer than 100 requests, too few for a p95"),
        (has_p99, &|row| sent[row] < minima::P99_REQUESTS, "sent fewer than 300 requests, too few for a p99"),
        (
            true,
            &|row| seconds(row) < minima::SECONDS,
            "lasted less than 30 s, where the beginning and the end of a test weigh",
        ),
    ];
    let told = checks.into_iter().filter(|check| check.0).find_map(|(_, is_short, words)| {
        let short = rows.iter().filter(|&&row| is_short(row)).count();
        // One or two are no most.
        (2 * short > rows.len() && rows.len() > 2)
            .then(|| format!("{} of {} {words}.", fixed(short as f64, 0), count(rows.len(), "run", "runs")))
    });
    told.unwrap_or_default()
}

//! How far a run is to be rested on, from what was measured: short, idle, with failed requests in its throughput.

use std::sync::Arc;

use super::measured::Measured;
use super::roles::Role;
use crate::analysis::decide::measures;
use crate::analysis::saturation::little;
use crate::analysis::stats::median;
use crate::analysis::stats::order;
use crate::data::table::column::Numbers;
use crate::data::tools::rates;

/// What is found of a table once.
#[derive(Clone, Debug)]
pub struct Reliability {
    /// How many checks each run fails that say how far to rest on it.
    pub failed_checks: Arc<[u8]>,
    /// The share of each run's throughput that was answered well; `None` where none is known to count failed requests.
    pub good_share: Option<Numbers>,
    /// A run with fewer requests is short; NaN when requests are not counted. Of several tables each has its own.
    pub short_below: f64,
}

impl Default for Reliability {
    fn default() -> Self {
        Self { failed_checks: Arc::default(), good_share: None, short_below: f64::NAN }
    }
}

impl Reliability {
    /// Of a single table.
    #[must_use]
    pub fn of(runs: &Measured) -> Self {
        let short_below = short_below(runs);
        Self { failed_checks: failed(runs, short_below), good_share: good_share(runs), short_below }
    }
}

/// A run that sent fewer requests than this share of the median run is far shorter than the rest.
pub const SHORT_SHARE: f64 = 0.5;

/// So near to requests over duration a rate is that rate, whatever the tool does elsewhere.
const EXACT: f64 = 1e-3;

/// Whether the throughput of a run counts its failed requests. It does where it is requests sent / duration, and does not where
/// it is those answered well / duration; else as the tool that wrote the file does ([`rates`]); else by what it is nearer to.
/// `None` where that is not known.
#[must_use]
pub fn rate_counts_failed(runs: &Measured, row: usize) -> Option<bool> {
    let after = runs.tables.partition_point(|part| part.first <= row);
    let (runs, row) = runs.tables[..after].last().map_or((runs, row), |part| (&*part.runs, row - part.first));
    let (total, good) = (runs.total_requests.as_ref()?[row], runs.successful_requests.as_ref()?[row]);
    let seconds = seconds(runs, row);
    let off = |requests: f64| (runs.throughput_req_per_sec[row] * seconds / requests - 1.0).abs();
    // A ramp or a pause makes neither exact; further off than the two are from each other, nothing can be said.
    let (of_all, of_good) = (off(total), off(good));
    let within = |most: f64| (of_all.min(of_good) < most && of_all != of_good).then_some(of_all < of_good);
    within(EXACT)
        .or_else(|| rates::count_failed(runs.notes.sources.iter().map(|source| source.tool.as_str())))
        .or_else(|| within(0.05))
}

/// How long a run's test took; NaN where that is not known.
fn seconds(runs: &Measured, row: usize) -> f64 {
    let after = runs.tables.partition_point(|part| part.first <= row);
    let (runs, row) = runs.tables[..after].last().map_or((runs, row), |part| (&*part.runs, row - part.first));
    let known = || {
        let taken = runs.roles.of(Role::Duration)?;
        let column = runs.measured_columns.iter().find(|column| column.name == taken.column)?;
        Some(column.numbers()?[row] * taken.unit.factor(Role::Duration.house_unit()))
    };
    known().unwrap_or(f64::NAN)
}

/// Runs far shorter than the rest.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShortRuns {
    /// Requests of the median run; NaN when no run says.
    pub median: f64,
    /// The short runs and their requests, shortest first.
    pub rows: Vec<(usize, f64)>,
    /// How many runs do not say how many requests they sent.
    pub unknown: usize,
}

/// Finds the runs that sent fewer than [`SHORT_SHARE`] of the requests of the median run.
#[must_use]
pub fn short_runs(runs: &Measured, rows: &[usize]) -> Option<ShortRuns> {
    let total = runs.total_requests.as_ref()?;
    let median = median::median(rows.iter().map(|&row| total[row])).unwrap_or(f64::NAN);
    let mut short: Vec<usize> = rows.iter().copied().filter(|&row| total[row] < SHORT_SHARE * median).collect();
    order::sort_rows_by(&mut short, &|row| order::key(total[row]));
    let rows_sent = short.into_iter().map(|row| (row, total[row])).collect();
    Some(ShortRuns { median, rows: rows_sent, unknown: rows.iter().filter(|&&row| total[row].is_nan()).count() })
}

/// Fewer requests than these say little, however many the others sent.
pub const FEW: f64 = 30.0;
/// A test that lasts fewer of its mean latencies than this is for a fifth of the time or more at its start or its end, when
/// fewer requests are in flight than it kept.
pub const FEW_LATENCIES: f64 = 5.0;

/// The runs that are short whatever the others are: fewer than [`FEW`] requests, or fewer than [`FEW_LATENCIES`] long. The
/// time is the table's, else requests sent over throughput; what is not known is not short.
#[must_use]
pub fn short_alone(runs: &Measured, rows: &[usize]) -> Vec<usize> {
    let Some(total) = &runs.total_requests else { return Vec::new() };
    let is_short = |&row: &usize| {
        let told = seconds(runs, row);
        let lasted = if told.is_nan() { total[row] / runs.throughput_req_per_sec[row] } else { told };
        total[row] < FEW || lasted * 1e3 / runs.avg_latency_ms[row] < FEW_LATENCIES
    };
    rows.iter().copied().filter(is_short).collect()
}

/// The requests below which a run of a table is short; NaN when they are not counted.
fn short_below(runs: &Measured) -> f64 {
    let all: Vec<usize> = (0..runs.rows).collect();
    short_runs(runs, &all).map_or(f64::NAN, |short| SHORT_SHARE * short.median)
}

/// The share of what each run's throughput counts that was answered well, where it counts failed requests as well; 1 where
/// it does not, and where that is not known. `None` when no run is known to.
fn good_share(runs: &Measured) -> Option<Numbers> {
    let (sent, good) = (runs.total_requests.as_ref()?, runs.successful_requests.as_ref()?);
    let share = |row: usize| {
        let failed = measures::error_share(sent[row], good[row]);
        if failed > 0.0 && rate_counts_failed(runs, row) == Some(true) { 1.0 - failed } else { 1.0 }
    };
    let shares: Vec<f64> = (0..runs.rows).map(share).collect();
    shares.iter().any(|&share| share < 1.0).then(|| shares.into())
}

/// How many checks each run of a table fails that say how far to rest on it: short, and not as many requests in flight as
/// VUs. What cannot be told is not failed. Among runs of one cost it decides.
fn failed(runs: &Measured, short_below: f64) -> Arc<[u8]> {
    let sent = runs.total_requests.as_ref();
    let of = |row: usize| {
        let ratio = little::in_flight_per_vu(runs.throughput_req_per_sec[row], runs.avg_latency_ms[row], runs.vus[row]);
        let idle = little::band(ratio).is_some_and(|band| band != little::Band::Healthy);
        u8::from(idle) + u8::from(sent.is_some_and(|sent| sent[row] < short_below))
    };
    (0..runs.rows).map(of).collect()
}

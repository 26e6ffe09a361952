//! Facts about a table that neither filters nor prices change: sets of configurations, noise, short runs, error shares.

use super::checks::Loads;
use super::measured::Measured;
use super::run_table::RunTable;
use crate::analysis::decide::measures;
use crate::analysis::decide::measures::Measures;
use crate::analysis::stats::noise::Noise;

/// Facts that are not columns of the table. None of them depends on filters: a grade does not change because other
/// runs are hidden. Nor on prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// Failed requests of each row as a share of those sent, NaN where that is not known; `None` when the table does not
    /// count them.
    pub error_share: Option<Vec<f64>>,
    /// For each row its set: everything of a configuration but the batch size.
    pub set_of: Vec<usize>,
    /// How many sets.
    pub sets: usize,
    /// By how much throughput may differ between two runs of the same load.
    pub noise: Noise,
}

impl Basis {
    /// Computes them.
    #[must_use]
    pub fn of(runs: &Measured) -> Self {
        let all: Vec<usize> = (0..runs.rows).collect();
        let error_share = runs.total_requests.as_ref().zip(runs.successful_requests.as_ref());
        let sets = runs.configuration_classes();
        Self {
            error_share: error_share.map(|(sent, answered)| {
                all.iter().map(|&row| measures::error_share(sent[row], answered[row])).collect()
            }),
            sets: sets.count,
            set_of: sets.of_row.iter().map(|&set| set as usize).collect(),
            noise: Noise::of(&runs.throughput_req_per_sec, &Loads::of(runs).repeated(&all)),
        }
    }

    /// A run of the table of `row` with fewer requests is short; NaN when requests are not counted.
    #[must_use]
    pub fn short_below(&self, runs: &Measured, row: usize) -> f64 {
        // Tests of another table are no measure: they may all be longer.
        runs.own_table(row).reliability.short_below
    }

    /// The columns side by side.
    #[must_use]
    pub fn measures<'a>(&'a self, runs: &'a RunTable) -> Measures<'a> {
        Measures {
            cost_usd: runs.ranked_cost(),
            avg_latency_ms: &runs.avg_latency_ms,
            p95_latency_ms: runs.p95_latency_ms.as_deref(),
            throughput_req_per_sec: &runs.throughput_req_per_sec,
            error_share: self.error_share.as_deref(),
            requests: runs.total_requests.as_deref(),
            vus: &runs.vus,
            batch_size: &runs.batch_size,
            hardware: &runs.hw_type.codes,
            failed_checks: Some(&runs.reliability.failed_checks),
        }
    }

    /// The rows of the configuration of `row` among `rows`: the same set and batch size; unknown ones are one.
    #[must_use]
    pub fn configuration(&self, runs: &Measured, row: usize, rows: &[usize]) -> Vec<usize> {
        let key = |row: usize| (self.set_of[row], runs.batch_sizes.codes[row]);
        rows.iter().copied().filter(|&other| key(other) == key(row)).collect()
    }

    /// The rows of each configuration among `rows`, by set and batch size.
    #[must_use]
    pub fn configurations(&self, runs: &Measured, rows: &[usize]) -> Vec<Vec<usize>> {
        let key = |row: usize| (self.set_of[row] as u64) << 32 | u64::from(runs.batch_sizes.codes[row]);
        let mut sorted = rows.to_vec();
        crate::analysis::stats::order::sort_rows_by(&mut sorted, &key);
        sorted.chunk_by(|&a, &b| key(a) == key(b)).map(<[usize]>::to_vec).collect()
    }
}

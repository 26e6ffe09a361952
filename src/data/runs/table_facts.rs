//! Facts about a table that neither filters nor prices change: sets of configurations, noise, short runs, error shares.

use std::sync::{Arc, OnceLock};

use isocost_kernels::rows::MANY_ROWS;
use isocost_kernels::series;

use super::checks::Loads;
use super::measured::Measured;
use super::run_table::RunTable;
use crate::analysis::decide::measures;
use crate::analysis::decide::measures::Measures;
use crate::analysis::saturation::little;
use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::noise::{Noise, Source};

/// A run of which a larger share of requests failed is not rested on where runs are taken together.
pub const MOST_FAILED: f64 = 0.01;

/// Facts that are not columns of the table. None of them depends on filters: a grade does not change because other
/// runs are hidden. Nor on prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    /// Failed requests of each row as a share of those sent, NaN where that is not known; `None` when the table does not
    /// count them.
    pub error_share: Option<Vec<f64>>,
    /// Requests answered well per second, where the rate of some run counts failed ones.
    pub good_req_per_sec: Option<Vec<f64>>,
    /// For each row its set: everything of a configuration but the batch size.
    pub set_of: Vec<usize>,
    /// How many sets.
    pub sets: usize,
    noise: OnceLock<Noise>,
    loads: OnceLock<Arc<Loads>>,
    /// Of all rows.
    configurations: OnceLock<Arc<Vec<Vec<usize>>>>,
    /// Of each of these.
    think_times_ms: OnceLock<Vec<OnceLock<Option<f64>>>>,
}

/// Apart, as the first view has none.
#[inline(never)]
fn good_rates(runs: &Measured, good: &[f64]) -> Vec<f64> {
    runs.throughput_req_per_sec.iter().zip(good).map(|(rate, good)| rate * good).collect()
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
            good_req_per_sec: runs.reliability.good_share.as_ref().map(|good| good_rates(runs, good)),
            sets: sets.count,
            set_of: sets.of_row.iter().map(|&set| set as usize).collect(),
            noise: OnceLock::new(),
            loads: OnceLock::new(),
            configurations: OnceLock::new(),
            think_times_ms: OnceLock::new(),
        }
    }

    /// The load of each row; found when it is first asked for.
    #[must_use]
    pub fn loads(&self, runs: &Measured) -> Arc<Loads> {
        Arc::clone(self.loads.get_or_init(|| Arc::new(Loads::within(runs, self.classes()))))
    }

    /// By how much throughput may differ between two runs of the same load: from repeats where there are, else from
    /// neighbouring loads, else assumed. Found when it is first asked for, as the first view does without it.
    #[must_use]
    #[inline(never)]
    pub fn noise(&self, runs: &Measured) -> Noise {
        *self.noise.get_or_init(|| self.noise_of(runs, &self.repeated(runs)))
    }

    /// The sound rows, and those of them that share their load with another.
    #[must_use]
    pub fn repeated(&self, runs: &Measured) -> (Vec<usize>, Vec<Vec<usize>>) {
        let rows = self.sound(runs);
        let repeated = self.loads(runs).repeated(&rows);
        (rows, repeated)
    }

    /// The [sound](Self::is_sound) rows.
    #[must_use]
    pub fn sound(&self, runs: &Measured) -> Vec<usize> {
        (0..runs.rows).filter(|&row| self.is_sound(runs, row)).collect()
    }

    /// Finds the noise of what is [repeated](Self::repeated): in steps, for a large table.
    pub fn find_noise(&self, runs: &Measured, found: &(Vec<usize>, Vec<Vec<usize>>)) {
        self.noise.get_or_init(|| self.noise_of(runs, found));
    }

    fn noise_of(&self, runs: &Measured, (rows, repeated): &(Vec<usize>, Vec<Vec<usize>>)) -> Noise {
        let rate = &runs.throughput_req_per_sec;
        let repeated = Noise::of(rate, repeated);
        match repeated.source {
            Source::Assumed => Noise::of_neighbours(rate, &runs.vus, &self.configurations(runs, rows)),
            _ => repeated,
        }
    }

    /// Whether nothing known of a run forbids to take it together with its neighbours: it is not short, not many of its
    /// requests failed, and throughput, latency and VUs agree.
    #[must_use]
    pub fn is_sound(&self, runs: &Measured, row: usize) -> bool {
        let ratio = little::in_flight_per_vu(runs.throughput_req_per_sec[row], runs.avg_latency_ms[row], runs.vus[row]);
        let is_short = runs.total_requests.as_ref().is_some_and(|sent| sent[row] < self.short_below(runs, row));
        let many_failed = self.error_share.as_ref().is_some_and(|share| share[row] > MOST_FAILED);
        !is_short && !many_failed && little::band(ratio) != Some(little::Band::Broken)
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
            good_req_per_sec: self.good_req_per_sec.as_deref(),
            work_per_sec: Some(runs.work_per_sec()),
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

    /// The rows of each configuration among `rows`, by set and batch size; those of all of many rows are found once.
    #[must_use]
    pub fn configurations(&self, runs: &Measured, rows: &[usize]) -> Arc<Vec<Vec<usize>>> {
        if rows.len() >= MANY_ROWS && rows.is_sorted_by(|a, b| a < b) {
            return self.of_many(runs, rows);
        }
        let key = |row: usize| (self.set_of[row] as u64) << 32 | u64::from(runs.batch_sizes.codes[row]);
        let mut sorted = rows.to_vec();
        crate::analysis::stats::order::sort_rows_by(&mut sorted, &key);
        Arc::new(sorted.chunk_by(|&a, &b| key(a) == key(b)).map(<[usize]>::to_vec).collect())
    }

    /// The same of all rows of a large table.
    #[must_use]
    pub fn of_all(&self, runs: &Measured) -> &Arc<Vec<Vec<usize>>> {
        self.configurations.get_or_init(|| {
            let classes = runs.batch_sizes.split(self.classes());
            Arc::new(series::by_class(&classes.of_row, classes.count))
        })
    }

    /// The client's think time in the configuration at a place among [those of all rows](Self::of_all), if it has one, ms; found
    /// when it is first asked for.
    #[must_use]
    pub fn think_time_ms(&self, runs: &Measured, at: usize) -> Option<f64> {
        let all = self.of_all(runs);
        let known = self.think_times_ms.get_or_init(|| vec![OnceLock::new(); all.len()]);
        let (vus, rate, latency) = (&runs.vus, &runs.throughput_req_per_sec, &runs.avg_latency_ms);
        *known[at].get_or_init(|| little::constant_think_time_ms(vus, rate, latency, &all[at]))
    }

    /// Finds that of configurations with so many rows more, from a place on, so that nobody waits for all of them at once: where
    /// to go on, `None` once all are found.
    #[must_use]
    pub fn find_think_times(&self, runs: &Measured, from: usize, most: usize) -> Option<usize> {
        let mut rows = 0;
        for (at, all) in self.of_all(runs).iter().enumerate().skip(from) {
            if rows >= most {
                return Some(at);
            }
            let _ = self.think_time_ms(runs, at);
            rows += all.len();
        }
        None
    }

    #[inline(never)]
    fn of_many(&self, runs: &Measured, rows: &[usize]) -> Arc<Vec<Vec<usize>>> {
        let all = self.of_all(runs);
        if rows.len() == runs.rows {
            return Arc::clone(all);
        }
        let is_among = series::flags(rows, runs.rows);
        let found = all.iter().map(|all| series::flagged(all, &is_among)).filter(|rows| !rows.is_empty());
        Arc::new(found.collect())
    }

    /// The sets as classes.
    #[must_use]
    pub fn classes(&self) -> Classes {
        Classes { of_row: self.set_of.iter().map(|&set| set as u32).collect(), count: self.sets }
    }
}

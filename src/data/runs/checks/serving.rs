//! Checks of a language model's load tests: percentiles of few requests, times that fall under load, rates that were not
//! reached, statistics that cannot be, tokens and cache hits that differ between compared runs.
//!
//! As in the parent module every function looks at the given rows only, and `None` means that the table lacks the columns.
//! What a run does not say (NaN, infinite, zero or below) is no finding.

use super::Loads;
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::saturation::open;
use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::median::median;
use crate::analysis::stats::noise::Noise;
use crate::analysis::stats::order;
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Numbers;
use crate::data::token_mix::{hit_rates, per_request};

/// The 99th percentile of fewer requests than this is the slowest of them, or nearly so.
pub const FEW_REQUESTS: f64 = 100.0;
/// Up to this share runs may differ in tokens or cache hits and still be compared.
pub const ALIKE: f64 = 0.05;

fn of_role(runs: &RunTable, role: Role) -> Option<Numbers> {
    runs.columns[runs.position(role)?].numbers()
}

/// Whether a table has times of tokens, which only language models have.
fn has_token_times(runs: &RunTable) -> bool {
    Role::TOKEN_TIMES.into_iter().any(|role| runs.position(role).is_some())
}

/// Runs whose 99th percentile rests on few requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FewRequests {
    /// These runs and their requests, fewest first.
    pub rows: Vec<(usize, f64)>,
    /// How many runs have a 99th percentile and do not say of how many requests.
    pub unknown: usize,
}

/// Finds the runs with a 99th percentile (of latency or of a time of tokens) of fewer than [`FEW_REQUESTS`].
#[must_use]
pub fn few_requests(runs: &RunTable, rows: &[usize]) -> Option<FewRequests> {
    let percentiles = [Role::P99Latency, Role::TtftP99, Role::TpotP99, Role::ItlP99].map(|role| of_role(runs, role));
    let answered = runs.successful_requests.as_ref().or(runs.total_requests.as_ref())?;
    percentiles.iter().any(Option::is_some).then_some(())?;
    let has = |row: usize| percentiles.iter().flatten().any(|values| usable(values[row]));
    let mut found = FewRequests::default();
    for &row in rows.iter().filter(|&&row| has(row)) {
        match answered[row] {
            requests if requests.is_nan() => found.unknown += 1,
            requests if requests < FEW_REQUESTS => found.rows.push((row, requests)),
            _ => {}
        }
    }
    order::sort_by(&mut found.rows, |a, b| a.1.total_cmp(&b.1));
    Some(found)
}

/// A time that is lower at a higher load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fall {
    /// The first run at the higher load.
    pub row: usize,
    /// What fell: [`Role::TpotMean`] or [`Role::AvgLatency`].
    pub role: Role,
    /// At the next lower load, ms.
    pub before_ms: f64,
    /// At this load, ms.
    pub now_ms: f64,
}

/// Finds times per token and mean latencies that fall by more than noise from one load of a configuration to the next:
/// more requests in flight never make each faster, unless something else changed (a cold start, a cache, another load).
/// Repeats of a load count by their mean; runs without VUs are in no order and are passed over.
#[must_use]
pub fn falls(runs: &RunTable, loads: &Loads, rows: &[usize]) -> Option<Vec<Fall>> {
    has_token_times(runs).then_some(())?;
    let series = series(runs, rows);
    let repeated = loads.repeated(rows);
    let mut found = Vec::new();
    for role in [Role::TpotMean, Role::AvgLatency] {
        let Some(values) = of_role(runs, role) else { continue };
        let least = 1.0 - Noise::of(&values, &repeated).share;
        for rows in &series {
            let points: Vec<(usize, f64)> = rows
                .chunk_by(|&a, &b| runs.vus[a] == runs.vus[b])
                .filter_map(|load| {
                    let known: Vec<f64> = load.iter().map(|&row| values[row]).filter(|&ms| usable(ms)).collect();
                    (!known.is_empty()).then(|| (load[0], known.iter().sum::<f64>() / known.len() as f64))
                })
                .collect();
            let falls = points.windows(2).filter(|pair| pair[1].1 < pair[0].1 * least);
            found.extend(falls.map(|pair| Fall { row: pair[1].0, role, before_ms: pair[0].1, now_ms: pair[1].1 }));
        }
    }
    order::sort_by(&mut found, |a, b| (a.now_ms / a.before_ms).total_cmp(&(b.now_ms / b.before_ms)));
    Some(found)
}

/// The rows of each configuration, batch size and workload, by rising VUs.
fn series(runs: &RunTable, rows: &[usize]) -> Vec<Vec<usize>> {
    let classes = runs.configuration_classes();
    let batches = Classes::of_numbers(&runs.batch_size);
    let classes = classes.split(&batches.of_row, batches.count);
    let mut series: Vec<Vec<usize>> = vec![Vec::new(); classes.count];
    for &row in rows.iter().filter(|&&row| usable(runs.vus[row])) {
        series[classes.of_row[row] as usize].push(row);
    }
    series.iter_mut().for_each(|rows| order::sort_rows_by(rows, &|row| order::key(runs.vus[row])));
    series
}

/// Runs that did not reach the rate they were asked for ([`open::is_saturated`]): the row, the rate asked and the rate
/// reached, requests per second; the furthest below first. A rate without bound (`inf`) asks for nothing.
#[must_use]
pub fn unreached(runs: &RunTable, rows: &[usize]) -> Option<Vec<(usize, f64, f64)>> {
    let asked = runs.asked_rate()?;
    let saturated = |row: usize| open::is_saturated(asked[row], runs.throughput_req_per_sec[row]);
    rows.iter().any(|&row| saturated(row).is_some()).then_some(())?;
    let of = |&row: &usize| (row, asked[row], runs.throughput_req_per_sec[row]);
    let mut found: Vec<(usize, f64, f64)> = rows.iter().filter(|&&row| saturated(row) == Some(true)).map(of).collect();
    let share = |&(_, asked, reached): &(usize, f64, f64)| open::reached_share(asked, reached);
    order::sort_by(&mut found, |a, b| share(a).total_cmp(&share(b)));
    Some(found)
}

/// Two statistics of one quantity that no set of values has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impossible {
    /// The run.
    pub row: usize,
    /// The lower statistic.
    pub low: Role,
    /// Its value, ms.
    pub low_ms: f64,
    /// The statistic that it contradicts.
    pub high: Role,
    /// Its value, ms.
    pub high_ms: f64,
}

/// The statistics of a quantity: mean, and percentiles by rising share of values below.
type Statistics = (Role, &'static [(Role, f64)]);

const STATISTICS: [Statistics; 3] = [
    (
        Role::AvgLatency,
        &[(Role::P50Latency, 0.5), (Role::P90Latency, 0.9), (Role::P95Latency, 0.95), (Role::P99Latency, 0.99)],
    ),
    (Role::TtftMean, &[(Role::TtftP50, 0.5), (Role::TtftP90, 0.9), (Role::TtftP95, 0.95), (Role::TtftP99, 0.99)]),
    (Role::TpotMean, &[(Role::TpotP50, 0.5), (Role::TpotP90, 0.9), (Role::TpotP95, 0.95), (Role::TpotP99, 0.99)]),
];
/// Rounded statistics may be off by so much.
const ROUNDED: f64 = 0.01;

/// Finds statistics that contradict each other: percentiles that fall, and means that are too small for a percentile.
///
/// Values above zero of which a share `1 − q` is at least `p` have a mean of at least `(1 − q) · p`, half of the median and
/// a hundredth of the 99th percentile; numpy's interpolated percentiles keep that. The other way round there is no bound:
/// few slow requests can put the mean above the 99th percentile. A statistic that stands in for another proves nothing.
#[must_use]
pub fn impossible_statistics(runs: &RunTable, rows: &[usize]) -> Option<Vec<Impossible>> {
    let own = |role: Role| of_role(runs, role).filter(|_| runs.how(role).is_none_or(|derived| derived.is_converted()));
    let mut found = Vec::new();
    let mut any = false;
    for (mean, percentiles) in STATISTICS {
        let known: Vec<(Role, f64, Numbers)> =
            percentiles.iter().filter_map(|&(role, share)| Some((role, share, own(role)?))).collect();
        // The notebooks' tables have a mean and p95, which bound each other too loosely to tell anything.
        any |= known.iter().any(|(role, ..)| *role != Role::P95Latency);
        let mut look = |(low, low_ms): (Role, &Numbers), (high, high_ms): (Role, &Numbers), factor: f64| {
            let is = |row: usize| {
                usable(low_ms[row]) && usable(high_ms[row]) && low_ms[row] < high_ms[row] * factor * (1.0 - ROUNDED)
            };
            let of = |&row: &usize| Impossible { row, low, low_ms: low_ms[row], high, high_ms: high_ms[row] };
            found.extend(rows.iter().filter(|&&row| is(row)).map(of));
        };
        for pair in known.windows(2) {
            look((pair[1].0, &pair[1].2), (pair[0].0, &pair[0].2), 1.0);
        }
        if let Some(values) = own(mean) {
            known.iter().for_each(|(role, share, percentile)| look((mean, &values), (*role, percentile), 1.0 - share));
        }
    }
    any.then_some(found)
}

/// Runs that were asked for the same and had other tokens or cache hits than most.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unlike {
    /// Input tokens of a request: the run, its mean and the median of the runs it is compared with.
    pub input: Vec<(usize, f64, f64)>,
    /// Output tokens of a request, likewise.
    pub output: Vec<(usize, f64, f64)>,
    /// Cache-hit rates as shares of 1, likewise.
    pub hits: Vec<(usize, f64, f64)>,
}

/// Finds the runs whose tokens are more than [`ALIKE`] from the median of their workload, or whose share of cache hits is
/// more than that from it: a comparison with them is of other work.
#[must_use]
pub fn unlike(runs: &RunTable, rows: &[usize]) -> Option<Unlike> {
    let [input, output] = per_request(runs);
    let hits = hit_rates(runs);
    (input.is_some() || output.is_some() || hits.is_some()).then_some(())?;
    let workloads = &runs.workloads;
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); workloads.labels.len()];
    rows.iter().for_each(|&row| groups[workloads.of_row[row] as usize].push(row));
    let find = |values: Option<Vec<f64>>, is_apart: fn(f64, f64) -> bool| -> Vec<(usize, f64, f64)> {
        let Some(values) = values else { return Vec::new() };
        let of_group = |rows: &Vec<usize>| {
            let middle = median(rows.iter().map(|&row| values[row]).filter(|value| value.is_finite()));
            let of = |row: &usize| Some((*row, values[*row], middle?));
            rows.iter().filter_map(of).filter(|&(_, value, middle)| is_apart(value, middle)).collect::<Vec<_>>()
        };
        groups.iter().flat_map(of_group).collect()
    };
    let by_ratio: fn(f64, f64) -> bool = |value, middle| value.is_finite() && (value - middle).abs() > ALIKE * middle;
    Some(Unlike {
        input: find(input, by_ratio),
        output: find(output, by_ratio),
        hits: find(hits, |value, middle| value.is_finite() && (value - middle).abs() > ALIKE),
    })
}

/// Tokens reached as a share of those asked for, input and output: the median over the runs that say both.
#[must_use]
pub fn reached_of_asked(runs: &RunTable, rows: &[usize]) -> Option<[Option<f64>; 2]> {
    let share = |asked: Role, reached: Role| {
        let (asked, reached) = (of_role(runs, asked)?, of_role(runs, reached)?);
        median(rows.iter().map(|&row| reached[row] / asked[row]).filter(|&ratio| usable(ratio)))
    };
    let found = [share(Role::AskedInputTokens, Role::InputTokens), share(Role::AskedOutputTokens, Role::OutputTokens)];
    found.iter().any(Option::is_some).then_some(found)
}

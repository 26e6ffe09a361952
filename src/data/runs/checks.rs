//! Checks of a table's data before its runs are compared: failed requests, short runs, repeated loads, odd values.
//!
//! Every function looks at the given rows only. `None` means that the table lacks the column.

pub mod serving;

use super::measured::Measured;
use super::name;
pub use super::reliability::{FEW, FEW_LATENCIES, rate_counts_failed, short_alone, short_runs};
use super::roles::Role;
use super::run_table::RunTable;
use crate::analysis::saturation::little;
use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::order;
use crate::data::table::column::{Column, Numbers, Values};

/// The numbers of a column; `None` when there is no such column or it holds something else.
#[must_use]
pub fn numbers(runs: &RunTable, name: &str) -> Option<Numbers> {
    runs.columns.iter().find(|column| column.name == name)?.numbers()
}

/// Requests that failed, over all runs: the sum of total − successful.
///
/// `None` when the table lacks either column. A run that misses one of the two counts is not counted, since neither
/// "none failed" nor "all failed" is known of it.
#[must_use]
pub fn failed_requests(runs: &Measured) -> Option<f64> {
    let all: Vec<usize> = (0..runs.rows).collect();
    failures(runs, &all).map(|failures| failures.failed)
}

/// Failed requests by run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Failures {
    /// The sum of total − successful.
    pub failed: f64,
    /// The sum of total, over the same runs.
    pub sent: f64,
    /// The runs where the two differ, with total − successful: below zero when more were answered than sent.
    pub rows: Vec<(usize, f64)>,
    /// How many runs miss one of the two counts; they are in no sum.
    pub unknown: usize,
}

/// Counts failed requests.
#[must_use]
pub fn failures(runs: &Measured, rows: &[usize]) -> Option<Failures> {
    let (total, successful) = (runs.total_requests.as_ref()?, runs.successful_requests.as_ref()?);
    let mut found = Failures::default();
    for &row in rows {
        let failed = total[row] - successful[row];
        if failed.is_nan() {
            found.unknown += 1;
            continue;
        }
        found.failed += failed;
        found.sent += total[row];
        if failed != 0.0 {
            found.rows.push((row, failed));
        }
    }
    Some(found)
}

/// For each row of a table the number of its load: configuration and VUs. Made once for a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loads(Vec<Option<u32>>);

impl Loads {
    /// Numbers the loads. Of a run without VUs or batch size it is not known what it repeats: it has none. Where the
    /// whole table has no batch sizes, they tell nothing apart.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn of(runs: &Measured) -> Self {
        Self::within(runs, runs.configuration_classes())
    }

    /// The same, where the [configuration classes](Measured::configuration_classes) are known already.
    #[must_use]
    pub fn within(runs: &Measured, sets: Classes) -> Self {
        let numbers = [&runs.batch_size, &runs.vus].map(|values| Classes::of_numbers(values));
        let split = |classes: Classes, by: &Classes| classes.split(&by.of_row, by.count);
        let loads = numbers.iter().fold(sets, split);
        let load = |row: usize| {
            let has_batch_size = || runs.own_table(row).has(Role::BatchSize);
            let known = !(runs.vus[row].is_nan() || runs.batch_size[row].is_nan() && has_batch_size());
            known.then(|| loads.of_row[row])
        };
        Self((0..runs.rows).map(load).collect())
    }

    /// The rows that share their load with another one, load by load in the order of their first rows.
    #[must_use]
    pub fn repeated(&self, rows: &[usize]) -> Vec<Vec<usize>> {
        let count = self.0.iter().flatten().max().map_or(0, |&last| last as usize + 1);
        let loads = || rows.iter().filter_map(|&row| Some((row, self.0[row]? as usize)));
        let mut runs = vec![0u32; count];
        loads().for_each(|(_, load)| runs[load] += 1);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        // From here on the place of a load among the groups, once it has one.
        let mut place = vec![None; count];
        for (row, load) in loads().filter(|&(_, load)| runs[load] > 1) {
            let at = *place[load].get_or_insert_with(|| {
                groups.push(Vec::with_capacity(runs[load] as usize));
                groups.len() - 1
            });
            groups[at].push(row);
        }
        groups
    }
}

/// The rows without a usable price: where the cost of the work or, when it is known, the price of the
/// hardware is missing, infinite, zero or negative.
#[must_use]
pub fn unpriced(runs: &RunTable, rows: &[usize]) -> Vec<usize> {
    let usable = crate::analysis::decide::cost_latency::usable;
    let priced = |row: usize| {
        usable(runs.cost_usd[row]) && runs.price_usd_per_hour.as_ref().is_none_or(|price| usable(price[row]))
    };
    rows.iter().copied().filter(|&row| !priced(row)).collect()
}

/// A column with values that no measurement has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OddColumn {
    /// Its name.
    pub name: String,
    /// Rows without a value.
    pub missing: Vec<usize>,
    /// Rows with an infinite value.
    pub infinite: Vec<usize>,
    /// Rows with a value below zero, where that cannot be.
    pub negative: Vec<usize>,
}

/// Columns that count or measure: below zero they mean nothing. Of other columns a reader may have added that is not
/// known.
const NEVER_NEGATIVE: [&str; 14] = [
    name::VUS,
    name::BATCH_SIZE,
    name::AVG_LATENCY_MS,
    name::P95_LATENCY_MS,
    name::THROUGHPUT,
    name::COST,
    name::TOTAL_REQUESTS,
    name::SUCCESSFUL_REQUESTS,
    name::INVALID_EMBEDDINGS,
    name::AVG_EMBEDDING_SIZE,
    name::ACCURACY_PERCENTAGE,
    name::COST_PER_SEC,
    name::TEST_DURATION_SEC,
    name::SECONDS_PER_BILLION,
];

/// The numeric columns with values that are missing, infinite or wrongly negative, in the order of the table.
#[must_use]
pub fn odd_values(runs: &RunTable, rows: &[usize]) -> Vec<OddColumn> {
    let odd = |column: &Column| {
        let Values::Number { array, .. } = &column.values else { return None };
        let values = array.values();
        let never_negative = NEVER_NEGATIVE.contains(&column.name.as_str());
        let odd = isocost_kernels::many::odd(values, rows);
        let find = |is_it: &dyn Fn(f64) -> bool| odd.iter().copied().filter(|&row| is_it(values[row])).collect();
        let found = OddColumn {
            name: column.name.clone(),
            missing: find(&f64::is_nan),
            infinite: find(&f64::is_infinite),
            negative: find(&|v| never_negative && v < 0.0 && v.is_finite()),
        };
        let any = !(found.missing.is_empty() && found.infinite.is_empty() && found.negative.is_empty());
        any.then_some(found)
    };
    runs.columns.iter().filter_map(odd).collect()
}

/// Each row's requests in flight per VU by Little's law; NaN where it cannot be told: a throughput that was estimated
/// by that law itself proves nothing.
#[must_use]
pub fn in_flight_per_vu(runs: &Measured, rows: &[usize]) -> Vec<f64> {
    let of_all = runs.tables.is_empty().then(|| runs.throughput_is_estimate());
    let ratio = |row: usize| {
        let estimated = of_all.unwrap_or_else(|| runs.own_table(row).throughput_is_estimate());
        let throughput = if estimated { f64::NAN } else { runs.throughput_req_per_sec[row] };
        little::in_flight_per_vu(throughput, runs.avg_latency_ms[row], runs.vus[row])
    };
    rows.iter().map(|&row| ratio(row)).collect()
}

/// The value that most rows have; of equally common ones the smallest. `None` when all are missing.
#[must_use]
pub fn commonest(values: &[f64], rows: &[usize]) -> Option<f64> {
    let mut sorted: Vec<f64> = rows.iter().map(|&row| values[row]).filter(|v| !v.is_nan()).collect();
    order::sort_numbers(&mut sorted);
    let longest = sorted.chunk_by(|a, b| a == b).max_by(|a, b| a.len().cmp(&b.len()).then(b[0].total_cmp(&a[0])))?;
    Some(longest[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commonest_value() {
        let values = [3.0, 2.0, 2.0, 3.0, f64::NAN, 1.0];
        assert_eq!(commonest(&values, &[0, 1, 2, 3, 4, 5]), Some(2.0));
        assert_eq!(commonest(&values, &[0, 1, 3]), Some(3.0));
        assert_eq!(commonest(&values, &[4]), None);
    }

    #[test]
    fn repeats_among_the_rows_looked_at() {
        let loads = Loads(vec![Some(0), Some(1), Some(0), None, None, Some(1)]);
        assert_eq!(loads.repeated(&[0, 1, 2, 3, 4, 5]), [vec![0, 2], vec![1, 5]]);
        assert_eq!(loads.repeated(&[0, 1, 3, 4, 5]), [vec![1, 5]]);
        assert!(loads.repeated(&[0, 1]).is_empty());
    }
}

//! Columns that the answer needs besides those of the table: configurations, and the price of each run's machine.
//!
//! A run's price is the one in its cost, as runs are compared by cost everywhere on the page. It is not rebuilt where it is
//! written somewhere: in the table's column of prices, in the reader's list or the notebooks', as long as that agrees with
//! the cost to a thousandth, by which rounded throughputs differ. Where a column of prices contradicts the costs, the costs
//! count for all, and the runs are counted.

use crate::analysis::decide::answer::Candidates;
use crate::analysis::decide::break_even::usd_per_hour;
use crate::analysis::decide::cost_latency::usable;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::table_facts::Basis;
use crate::data::runs::work::Work;

use crate::page::money::prices::price_now;
use crate::page::tables::active_table::ActiveTable;

/// A price that differs from another by no more than this share is the same one, rounded.
const ROUNDED: f64 = 1e-3;

/// The columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    configuration: Vec<usize>,
    usd_per_hour: Vec<f64>,
    contradicting_prices: usize,
}

impl Columns {
    /// Makes them for a table at its prices.
    #[must_use]
    pub fn of(shown: &ActiveTable, basis: &Basis) -> Self {
        let runs = &shown.runs;
        let batches = &runs.batch_sizes;
        let configuration =
            (0..runs.rows).map(|row| basis.set_of[row] * batches.labels.len().max(1) + batches.codes[row] as usize);
        let listed: Vec<f64> = runs.prices.iter().map(price_now).collect();
        let mut contradicting_prices = 0;
        let price = |(row, pair): (usize, usize)| {
            let (price, contradicts) = price(runs, row, listed[pair]);
            contradicting_prices += usize::from(contradicts);
            price
        };
        Self {
            configuration: configuration.collect(),
            usd_per_hour: runs.price_of_row().into_iter().enumerate().map(price).collect(),
            contradicting_prices,
        }
    }

    /// The same with another price of some hardware, $ per hour of one machine, or of one GPU where GPUs have prices.
    #[must_use]
    pub fn repriced(&self, shown: &ActiveTable, is_of: &[bool], usd_per_hour: f64) -> Self {
        let gpus = shown.runs.listed_gpus.as_deref();
        let price = |(row, &was): (usize, &f64)| match is_of[row] {
            true => usd_per_hour * gpus.map_or(1.0, |gpus| gpus[row]),
            false => was,
        };
        Self { usd_per_hour: self.usd_per_hour.iter().enumerate().map(price).collect(), ..self.clone() }
    }

    /// The runs of the table that these are of, in its unit of work.
    #[must_use]
    pub fn candidates<'a>(&'a self, shown: &'a ActiveTable) -> Candidates<'a> {
        let runs = &shown.runs;
        Candidates {
            configuration: &self.configuration,
            hardware: &runs.hw_type.codes,
            usd_per_hour: &self.usd_per_hour,
            unit_costs: Some((runs.ranked_cost(), runs.work.units())),
            units_per_sec: runs.work_per_sec(),
            requests_per_sec: (runs.work != Work::Requests).then_some(&runs.throughput_req_per_sec),
            vus: &runs.vus,
            mean_ms: &runs.avg_latency_ms,
            p95_ms: runs.p95_latency_ms.as_deref(),
            good_share: runs.good_share(),
            failed_checks: Some(&runs.reliability.failed_checks),
            contradicting_prices: self.contradicting_prices,
        }
    }
}

/// The price of a run's machine, $ per hour; NaN where it is not known.
#[must_use]
pub fn price_of(shown: &ActiveTable, row: usize) -> f64 {
    let runs = &shown.runs;
    price(runs, row, price_now(&runs.prices[runs.pair_of(row)])).0
}

/// The runs among `rows` whose price in the table is another than in their cost, with both prices, $ per hour.
#[must_use]
pub fn contradicting(shown: &ActiveTable, rows: &[usize]) -> Vec<(usize, f64, f64)> {
    let runs = &shown.runs;
    let Some(own) = &runs.price_usd_per_hour else { return Vec::new() };
    let of = |&row: &usize| {
        let in_cost = usd_per_hour(runs.cost_usd_per_billion[row], runs.throughput_req_per_sec[row]);
        contradicts(own[row], in_cost).then_some((row, own[row], in_cost))
    };
    rows.iter().filter_map(of).collect()
}

fn contradicts(own: f64, in_cost: f64) -> bool {
    usable(own) && usable(in_cost) && !is_about(own, in_cost)
}

/// The price of a run's machine, and whether the table's own contradicts its cost; `listed` is that of its hardware.
fn price(runs: &RunTable, row: usize, listed: f64) -> (f64, bool) {
    let in_cost = match runs.work {
        Work::Requests => usd_per_hour(runs.cost_usd_per_billion[row], runs.throughput_req_per_sec[row]),
        work => runs.cost_usd[row] / work.units() * runs.work_per_sec()[row] * 3600.0,
    };
    if !usable(in_cost) {
        return (f64::NAN, false);
    }
    let own = runs.price_usd_per_hour.as_ref().map_or(f64::NAN, |prices| prices[row]);
    let written = [own, listed * runs.listed_gpus_of(row)].into_iter().find(|&price| is_about(price, in_cost));
    (written.unwrap_or_else(|| nine_digits(in_cost)), contradicts(own, in_cost))
}

fn is_about(price: f64, other: f64) -> bool {
    usable(price) && (price - other).abs() <= ROUNDED * other
}

/// A price per second times 3,600 may be 0.7999999999999999.
fn nine_digits(value: f64) -> f64 {
    let scale = 10f64.powi(8 - value.log10().floor() as i32);
    let rounded = (value * scale).round() / scale;
    if usable(rounded) { rounded } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_that_are_the_same_but_for_rounding() {
        assert!(is_about(0.8, 0.800_7) && !is_about(0.8, 0.81) && !is_about(f64::NAN, 0.8) && !is_about(0.8, f64::NAN));
        assert_eq!(nine_digits(0.799_999_999_999_999_9), 0.8);
        assert_eq!((nine_digits(12.345_678_912_34), nine_digits(5e-324)), (12.345_678_9, 5e-324));
    }
}

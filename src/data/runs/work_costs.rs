//! Costs of runs in the unit of the work: see [`Work`].

use super::costs::Costs;
use super::derive::How;
use super::measured::Measured;
use super::work::Work;
use crate::analysis::decide::break_even::usd_per_hour;
use crate::data::table::column::Numbers;

/// Costs in a unit of work, and what they are made from.
pub struct InWork {
    pub work: Work,
    /// Units per second of each run; NaN where it is not known.
    pub per_sec: Numbers,
    /// $ per [`Work::units`] units.
    pub cost_usd: Numbers,
    /// How the cost came about, where that is not as the cost of requests did.
    pub how: Option<How>,
}

impl InWork {
    /// Of a single table.
    pub fn of(measured: &Measured, costs: &Costs, gpus: Option<&Numbers>, work: Work) -> Self {
        if work == Work::Requests {
            let (per_sec, cost_usd) = (measured.throughput_req_per_sec.clone(), costs.usd_per_billion.clone());
            return Self { work, per_sec, cost_usd, how: None };
        }
        Self::of_tokens(measured, costs, gpus, work)
    }

    #[inline(never)]
    fn of_tokens(measured: &Measured, costs: &Costs, gpus: Option<&Numbers>, work: Work) -> Self {
        let per_sec = rate(measured, gpus, work).unwrap_or_else(|| vec![f64::NAN; measured.rows].into());
        let cost_usd = cost(measured, costs, &per_sec, work);
        Self { work, per_sec, cost_usd, how: Some(How::PricedTokens) }
    }
}

/// Units of work per second of each run, those of failed requests left out; `None` where nothing tells of any.
#[inline(never)]
pub fn rate(measured: &Measured, gpus: Option<&Numbers>, work: Work) -> Option<Numbers> {
    let requests = &measured.throughput_req_per_sec;
    let tokens = measured.tokens.as_ref();
    if work == Work::Requests {
        return requests.iter().any(|rate| !rate.is_nan()).then(|| requests.clone());
    }
    let tokens = tokens?;
    let good = measured.reliability.good_share.as_ref();
    let of = |row: usize| {
        let answered = requests[row] * good.map_or(1.0, |good| good[row]);
        // Without a good answer there is no work done, whatever tokens came.
        if requests[row] == 0.0 { 0.0 } else { tokens.rate(work, row, answered, gpus) }
    };
    let rates: Numbers = (0..measured.rows).map(of).collect();
    rates.iter().any(|rate| rate.is_finite()).then_some(rates)
}

/// $ per [`Work::units`] units of work: from the price of the run's machine, or, where the table states costs, from the
/// price in these. NaN without a price or a rate, infinite at a rate of 0.
#[inline(never)]
pub fn cost(measured: &Measured, costs: &Costs, rate: &[f64], work: Work) -> Numbers {
    let price = |row: usize| {
        let in_cost = || usd_per_hour(costs.usd_per_billion[row], measured.throughput_req_per_sec[row]);
        let own = costs.usd_per_hour.as_ref().map_or(f64::NAN, |price| price[row]);
        if measured.listed.is_stated() || !own.is_finite() { in_cost() } else { own }
    };
    (0..measured.rows).map(|row| price(row) / 3600.0 / rate[row] * work.units()).collect()
}

//! Capacity plan: how many machines a volume needs, and their cost.
//!
//! A machine is a replica of a run's configuration at the run's load: it answers at the run's throughput, with the run's
//! latency, which is the one that was measured and not a forecast for less load. Machines are whole, and all of them run
//! equally long; every one is billed by the hour begun. Idle capacity is paid for too.
//!
//! A machine's price is the one in the run's cost: `price = cost · throughput · 3600 / 1e9`, $ per hour.

use super::break_even::usd_per_hour;
use super::cost_latency::usable;
use super::measures::Measures;
use super::slo::{Limits, passing};
use crate::analysis::stats::round::MAX_EXACT_INTEGER;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Demand {
    /// So many requests within so many hours; done earlier, the machines are given back.
    Batch {
        /// Requests.
        requests: f64,
        /// Hours until the deadline.
        within_hours: f64,
    },
    /// So many requests per second for so many hours, machines up all the time.
    Steady {
        /// Requests per second.
        req_per_sec: f64,
        /// Hours.
        hours: f64,
    },
}

/// Machines for a demand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// The run that each machine repeats.
    pub row: usize,
    /// How many machines; whole.
    pub replicas: f64,
    /// How long they run, hours.
    pub hours: f64,
    /// How many hours are billed for each.
    pub billed_hours: f64,
    /// What all of them cost, $.
    pub usd: f64,
    /// $ per 1 billion requests of the demand, idle time included.
    pub usd_per_billion: f64,
    /// The share of the billed machine time that answers no request, in `0..1`.
    pub idle_share: f64,
}

impl Demand {
    /// Requests in all.
    #[must_use]
    pub fn requests(self) -> f64 {
        match self {
            Self::Batch { requests, .. } => requests,
            Self::Steady { req_per_sec, hours } => req_per_sec * 3600.0 * hours,
        }
    }

    /// What the machines must answer per second together.
    #[must_use]
    pub fn req_per_sec(self) -> f64 {
        match self {
            Self::Batch { requests, within_hours } => requests / (within_hours * 3600.0),
            Self::Steady { req_per_sec, .. } => req_per_sec,
        }
    }

    /// The machines for it, each at `throughput_req_per_sec` and costing `usd_per_hour`. `None` when a number is not
    /// finite and above zero, and when it takes more machines than can be counted exactly (2^53).
    #[must_use]
    pub fn plan(self, row: usize, throughput_req_per_sec: f64, usd_per_hour: f64) -> Option<Plan> {
        let (requests, rate) = (self.requests(), self.req_per_sec());
        if ![requests, rate, throughput_req_per_sec, usd_per_hour].into_iter().all(usable) {
            return None;
        }
        let replicas = whole_machines(rate, throughput_req_per_sec)?;
        let hours = match self {
            Self::Batch { within_hours, .. } => {
                // The quotient may round up past the deadline that the whole machines meet.
                (requests / (replicas * throughput_req_per_sec) / 3600.0).min(within_hours)
            }
            Self::Steady { hours, .. } => hours,
        };
        let billed_hours = begun(hours);
        let usd = replicas * billed_hours * usd_per_hour;
        let capacity = replicas * billed_hours * 3600.0 * throughput_req_per_sec;
        Some(Plan {
            row,
            replicas,
            hours,
            billed_hours,
            usd,
            usd_per_billion: usd / requests * 1e9,
            idle_share: (1.0 - requests / capacity).max(0.0),
        })
        .filter(|plan| plan.usd.is_finite() && plan.usd_per_billion.is_finite())
    }
}

/// The least whole number of machines whose throughput together is at least the rate. A quotient that only rounding
/// lifts above a whole number takes no machine more, and none that it lowers takes one less.
fn whole_machines(rate: f64, throughput: f64) -> Option<f64> {
    let about = (rate / throughput * (1.0 - 1e-12)).ceil().max(1.0);
    let replicas = if about * throughput < rate { about + 1.0 } else { about };
    (replicas < MAX_EXACT_INTEGER).then_some(replicas)
}

/// Hours begun; a billionth of an hour beyond a whole one is rounding.
fn begun(hours: f64) -> f64 {
    (hours - 1e-9).ceil().max(1.0)
}

/// The cheapest plan among `rows`: whole machines and hours make another run cheapest than the price of a request does.
/// Of equally cheap plans the one with the lower average latency, then the first. `None` when no run has a usable cost
/// and throughput, or the demand is none.
#[must_use]
pub fn cheapest_plan(measures: &Measures, rows: &[usize], demand: Demand) -> Option<Plan> {
    let plan = |&row: &usize| {
        let throughput = measures.throughput_req_per_sec[row];
        demand.plan(row, throughput, usd_per_hour(measures.cost_usd[row], throughput))
    };
    let latency = |row: usize| Some(measures.avg_latency_ms[row]).filter(|&ms| usable(ms)).unwrap_or(f64::INFINITY);
    // `min_by` keeps the first of equals.
    rows.iter()
        .filter_map(plan)
        .min_by(|a, b| a.usd.total_cmp(&b.usd).then_with(|| latency(a.row).total_cmp(&latency(b.row))))
}

/// The cheapest plan under each of several limits, in their order; `None` where no run qualifies.
#[must_use]
pub fn plans(measures: &Measures, rows: &[usize], demand: Demand, limits: &[Limits]) -> Vec<Option<Plan>> {
    let plan = |limits: &Limits| cheapest_plan(measures, &passing(measures, rows, limits), demand);
    limits.iter().map(plan).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_by_a_deadline() {
        // 10 a second are 36,000 an hour; 100,000 in two hours need two machines, which take 1.39 hours and pay for two.
        let plan = Demand::Batch { requests: 1e5, within_hours: 2.0 }.plan(7, 10.0, 0.5).unwrap();
        assert_eq!((plan.row, plan.replicas, plan.billed_hours, plan.usd), (7, 2.0, 2.0, 2.0));
        assert!((plan.hours - 1e5 / 72e3).abs() < 1e-12);
        assert!((plan.idle_share - (1.0 - 1e5 / 144e3)).abs() < 1e-12);
        assert!((plan.usd_per_billion - 2e4).abs() < 1e-6);
    }

    #[test]
    fn what_fits_exactly_takes_no_machine_more() {
        let plan = Demand::Steady { req_per_sec: 0.3, hours: 24.0 }.plan(0, 0.1, 1.0).unwrap();
        assert_eq!((plan.replicas, plan.billed_hours, plan.usd), (3.0, 24.0, 72.0));
        assert!(plan.idle_share < 1e-12);
        let batch = Demand::Batch { requests: 36e3, within_hours: 1.0 }.plan(0, 10.0, 1.0).unwrap();
        assert_eq!((batch.replicas, batch.billed_hours), (1.0, 1.0));
    }

    #[test]
    fn no_demand_no_plan() {
        for demand in [
            Demand::Batch { requests: 0.0, within_hours: 1.0 },
            Demand::Batch { requests: 1.0, within_hours: 0.0 },
            Demand::Batch { requests: f64::NAN, within_hours: 1.0 },
            Demand::Steady { req_per_sec: f64::INFINITY, hours: 1.0 },
            Demand::Steady { req_per_sec: 1.0, hours: -1.0 },
            Demand::Batch { requests: 1e300, within_hours: 1e-9 },
        ] {
            assert_eq!(demand.plan(0, 10.0, 1.0), None, "{demand:?}");
        }
        let demand = Demand::Batch { requests: 1.0, within_hours: 1.0 };
        assert!(demand.plan(0, f64::NAN, 1.0).is_none() && demand.plan(0, 1.0, 0.0).is_none());
    }
}

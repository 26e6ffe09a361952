//! The question: a demand, limits, a load share, and the runs that may answer it.

use std::borrow::Cow;

use isocost_kernels::rows::usable;

use crate::analysis::stats::median::median;

/// Hours of a month, as clouds bill them: 365 · 24 / 12.
pub const HOURS_PER_MONTH: f64 = 730.0;
/// The share of its capacity that a machine is given of a steady demand while nobody asks for another: with nothing
/// spare, a queue of arrivals grows without bound (Schroeder, Wierman and Harchol-Balter, "Open Versus Closed", NSDI 2006).
pub const DEFAULT_STEADY_LOAD: f64 = 0.75;

/// What is to be answered, in units of work: requests, or tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Demand {
    /// No amount: what a unit of work costs on one machine.
    #[default]
    None,
    /// So much per second, machines up all the time.
    Steady {
        /// Units per second.
        units_per_sec: f64,
        /// For so many hours; those begun are billed.
        hours: f64,
    },
    /// So much by a deadline; machines are given back when they are done.
    Volume {
        /// Units.
        units: f64,
        /// Hours until the deadline.
        within_hours: f64,
    },
}

impl Demand {
    /// Units in all; NaN without a demand.
    #[must_use]
    pub fn units(self) -> f64 {
        match self {
            Self::None => f64::NAN,
            Self::Steady { units_per_sec, hours } => units_per_sec * 3600.0 * hours,
            Self::Volume { units, .. } => units,
        }
    }

    /// Units per second on average; NaN without a demand.
    #[must_use]
    pub fn units_per_sec(self) -> f64 {
        match self {
            Self::None => f64::NAN,
            Self::Steady { units_per_sec, .. } => units_per_sec,
            Self::Volume { units, within_hours } => units / (within_hours * 3600.0),
        }
    }

    /// The load share while nobody asks for another.
    #[must_use]
    pub fn default_load_share(self) -> f64 {
        if matches!(self, Self::Steady { .. }) { DEFAULT_STEADY_LOAD } else { 1.0 }
    }

    /// Whether it can be met at all: its numbers are finite and above zero.
    #[must_use]
    pub fn is_usable(self) -> bool {
        self == Self::None || (usable(self.units()) && usable(self.units_per_sec()))
    }
}

/// What a limited column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// A latency, above zero, at most the limit. It grows with load: of a steady demand it is held at the load planned.
    Latency,
    /// A share, 0 to 1, at most the limit; that of the run.
    Share,
    /// A rate, above zero, at least the limit; that of the run.
    Rate,
    /// Anything from zero on, at most the limit; that of the run.
    AtMost,
    /// Anything from zero on, at least the limit; that of the run.
    AtLeast,
}

/// A limit on a column. A run without a value does not keep it; the limit itself is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit<'a> {
    /// What the column holds.
    pub measure: Measure,
    /// A value for each row of the table; none where it lacks the column.
    pub values: Cow<'a, [f64]>,
    /// The limit, in the unit of the values.
    pub bound: f64,
}

impl Limit<'_> {
    /// A table without the column has no values.
    pub(super) fn of(&self, row: usize) -> f64 {
        self.values.get(row).copied().unwrap_or(f64::NAN)
    }

    pub(super) fn keeps(&self, row: usize) -> bool {
        let value = self.of(row);
        match self.measure {
            Measure::Latency => usable(value) && value <= self.bound,
            Measure::Share => (0.0..=1.0).contains(&value) && value <= self.bound,
            Measure::Rate => usable(value) && value >= self.bound,
            Measure::AtMost => value.is_finite() && value >= 0.0 && value <= self.bound,
            Measure::AtLeast => value.is_finite() && value >= 0.0 && value >= self.bound,
        }
    }
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question<'a> {
    /// How much.
    pub demand: Demand,
    /// All of them are kept.
    pub limits: Vec<Limit<'a>>,
    /// At most this share of a machine's capacity is used; `None`, and what is not above 0 and at most 1, is the default
    /// of the demand. No demand uses all.
    pub load_share: Option<f64>,
    /// Whether one machine more stands by, which only a steady demand has: a volume that falls behind runs longer.
    pub spare: bool,
    /// The other way round: the fastest that costs at most so much per unit of work, $; what is no amount is no bound.
    pub at_most_usd_per_unit: Option<f64>,
}

impl Question<'_> {
    /// The load share that counts.
    #[must_use]
    pub fn load_share(&self) -> f64 {
        self.asked_load_share().unwrap_or_else(|| self.demand.default_load_share())
    }

    pub(super) fn asked_load_share(&self) -> Option<f64> {
        self.load_share.filter(|&share| share > 0.0 && share <= 1.0)
    }

    pub(super) fn most_usd_per_unit(&self) -> Option<f64> {
        self.at_most_usd_per_unit.filter(|&usd| usable(usd))
    }

    pub(super) fn spares(&self) -> f64 {
        f64::from(u8::from(self.spare && matches!(self.demand, Demand::Steady { .. })))
    }
}

/// Runs, as columns with a value for each row of the table; NaN where a run has none.
#[derive(Clone, Copy, Debug)]
pub struct Candidates<'a> {
    /// The configuration of each run; what one configuration measured at several loads is one curve.
    pub configuration: &'a [usize],
    /// Hardware, a code each.
    pub hardware: &'a [u32],
    /// Price of a machine, $ per hour.
    pub usd_per_hour: &'a [f64],
    /// What so many units of work of use cost, where that is known by itself: $, and how many. Else it follows from price
    /// and throughput.
    pub unit_costs: Option<(&'a [f64], f64)>,
    /// Units of work done per second by one machine.
    pub units_per_sec: &'a [f64],
    /// Requests finished per second by one machine, where a unit of work is something else; NaN where they are unknown.
    pub requests_per_sec: Option<&'a [f64]>,
    /// Virtual users.
    pub vus: &'a [f64],
    /// Mean latency, ms.
    pub mean_ms: &'a [f64],
    /// 95th percentile of latency, ms.
    pub p95_ms: Option<&'a [f64]>,
    /// The share of the work done that is of use, 0 to 1: answered well. NaN, as an absent column, counts as all of it.
    pub good_share: Option<&'a [f64]>,
    /// How many checks each run fails; an absent column is of runs that fail none.
    pub failed_checks: Option<&'a [u8]>,
    /// In how many runs price and cost contradict each other.
    pub contradicting_prices: usize,
}

impl<'a> Candidates<'a> {
    /// The share of a run's work that is of use.
    #[must_use]
    pub fn good(&self, row: usize) -> f64 {
        self.good_share.map(|share| share[row]).filter(|share| (0.0..=1.0).contains(share)).unwrap_or(1.0)
    }

    /// Units of use per second; not above zero where nothing is known to be done.
    /// Runs of one configuration at some loads, which each of them answers as many requests per second as.
    #[cfg(test)]
    pub(super) fn of_loads(configuration: &'a [usize], vus: &'a [f64], mean_ms: &'a [f64]) -> Self {
        Self {
            configuration,
            hardware: &[],
            usd_per_hour: &[],
            unit_costs: None,
            units_per_sec: vus,
            requests_per_sec: None,
            vus,
            mean_ms,
            p95_ms: None,
            good_share: None,
            failed_checks: None,
            contradicting_prices: 0,
        }
    }

    pub(super) fn rate(&self, row: usize) -> f64 {
        let rate = self.units_per_sec[row] * self.good(row);
        if usable(rate) { rate } else { 0.0 }
    }

    pub(super) fn price(&self, row: usize) -> f64 {
        Some(self.usd_per_hour[row]).filter(|&price| usable(price)).unwrap_or(f64::NAN)
    }

    /// $ per unit of work of use on a machine that is busy all the time; NaN where it is not known.
    #[must_use]
    pub fn unit_cost(&self, row: usize) -> f64 {
        let cost = match self.unit_costs {
            Some((usd, units)) => usd[row] / units,
            None => self.price(row) / 3600.0 / self.rate(row),
        };
        if usable(cost) { cost } else { f64::NAN }
    }

    pub(super) fn p95(&self, row: usize) -> f64 {
        self.p95_ms.map(|p95| p95[row]).filter(|&ms| usable(ms)).unwrap_or(f64::NAN)
    }

    pub(super) fn mean(&self, row: usize) -> f64 {
        Some(self.mean_ms[row]).filter(|&ms| usable(ms)).unwrap_or(f64::NAN)
    }

    fn requests(&self, row: usize) -> f64 {
        self.requests_per_sec.map_or(self.units_per_sec[row], |requests| requests[row])
    }

    /// Units of work in a request of some runs: 1 where these are requests, else their median; NaN where it is not known.
    pub(super) fn units_per_request(&self, rows: &[usize]) -> f64 {
        if self.requests_per_sec.is_none() {
            return 1.0;
        }
        let of = |&row: &usize| self.units_per_sec[row] / self.requests(row);
        median(rows.iter().map(of).filter(|&units| usable(units))).unwrap_or(f64::NAN)
    }

    /// The virtual users; where they are not known the requests in flight, by Little's law.
    pub(super) fn load(&self, row: usize) -> f64 {
        let vus = self.vus[row];
        if usable(vus) { vus } else { self.requests(row) * self.mean_ms[row] / 1e3 }
    }
}

//! Limits (service-level objectives): which runs pass, what each limit excludes, and the cheapest run that passes.
//!
//! A run passes a limit when it is on the right side of it or on it. A value that is missing or is no measurement (a
//! latency or throughput that is not finite and above zero, an error share outside of 0..=1) does not pass a limit set on
//! it, and is counted as unknown. A limit that is itself not finite or below zero limits nothing.

mod many;

use isocost_kernels::rows::MANY_ROWS;

use super::answer;
use super::answer::Measure;
use super::cost_latency::usable;
use super::measures::Measures;
use super::relax;
use super::relax::Relaxation;

/// What can be limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Mean latency, at most, ms.
    AvgLatency,
    /// 95th percentile of latency, at most, ms.
    P95Latency,
    /// Failed requests as a share of those sent, at most.
    ErrorShare,
    /// Throughput, at least, requests per second.
    Throughput,
    /// Hardware, one of those allowed.
    Hardware,
    /// Any of the further measures that are limited.
    Others,
}

impl Limit {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::AvgLatency, Self::P95Latency, Self::ErrorShare, Self::Throughput, Self::Hardware, Self::Others];

    /// Its bit in a set of limits.
    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// The limits that are set. The default sets none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    /// Mean latency, at most, ms.
    pub max_avg_latency_ms: Option<f64>,
    /// 95th percentile of latency, at most, ms.
    pub max_p95_latency_ms: Option<f64>,
    /// Failed requests, at most, as a share.
    pub max_error_share: Option<f64>,
    /// Throughput, at least, requests per second.
    pub min_throughput_req_per_sec: Option<f64>,
    /// For each code of hardware whether it is allowed; a code beyond the end is not.
    pub allowed_hardware: Option<Vec<bool>>,
    /// Limits on further measures.
    pub others: Vec<OtherLimit>,
}

/// A limit on a measure that is no column of [`Measures`]. What is not finite or below zero does not keep it.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherLimit {
    /// A value for each row.
    pub values: Vec<f64>,
    /// The limit, in the unit of the values.
    pub bound: f64,
    /// Whether values must be at least so much.
    pub at_least: bool,
    /// Whether it grows with load, as latencies do.
    pub grows_with_load: bool,
}

impl OtherLimit {
    fn on_column<'a>(&self) -> answer::Limit<'a> {
        let measure = match (self.grows_with_load, self.at_least) {
            (true, false) => Measure::Latency,
            (_, true) => Measure::AtLeast,
            (false, false) => Measure::AtMost,
        };
        answer::Limit { measure, values: self.values.clone().into(), bound: self.bound }
    }

    /// Whether a run keeps it; `None` where its value is not known.
    #[must_use]
    pub fn keeps(&self, row: usize) -> Option<bool> {
        let value = self.values[row];
        let known = value.is_finite() && if self.grows_with_load { value > 0.0 } else { value >= 0.0 };
        known.then_some(if self.at_least { value >= self.bound } else { value <= self.bound })
    }
}

impl Limits {
    /// The number that a limit is set to; `None` when it is not set, sets nothing, or has none: hardware, further
    /// measures.
    #[must_use]
    pub fn bound(&self, limit: Limit) -> Option<f64> {
        let bound = match limit {
            Limit::AvgLatency => self.max_avg_latency_ms,
            Limit::P95Latency => self.max_p95_latency_ms,
            Limit::ErrorShare => self.max_error_share,
            Limit::Throughput => self.min_throughput_req_per_sec,
            Limit::Hardware | Limit::Others => None,
        };
        bound.filter(|bound| bound.is_finite() && *bound >= 0.0)
    }

    /// Whether a limit is set.
    #[must_use]
    pub fn is_set(&self, limit: Limit) -> bool {
        match limit {
            Limit::Hardware => self.allowed_hardware.is_some(),
            Limit::Others => !self.others.is_empty(),
            _ => self.bound(limit).is_some(),
        }
    }

    /// The limits that are set, in order.
    pub fn set(&self) -> impl Iterator<Item = Limit> {
        Limit::ALL.into_iter().filter(|&limit| self.is_set(limit))
    }

    /// Whether a run's hardware, by its code, is allowed.
    #[must_use]
    pub fn allows(&self, code: u32) -> bool {
        self.allowed_hardware.as_ref().is_none_or(|allowed| allowed.get(code as usize) == Some(&true))
    }

    /// The limits on columns, as a question has them; hardware is a matter of which rows are asked about.
    #[must_use]
    pub fn on_columns<'a>(&self, measures: &Measures<'a>) -> Vec<answer::Limit<'a>> {
        let on = |limit: Limit| {
            let (measure, values) = match limit {
                Limit::AvgLatency => (Measure::Latency, Some(measures.avg_latency_ms)),
                Limit::P95Latency => (Measure::Latency, measures.p95_latency_ms),
                Limit::ErrorShare => (Measure::Share, measures.error_share),
                Limit::Throughput => (Measure::Rate, Some(measures.answered_req_per_sec())),
                Limit::Hardware | Limit::Others => return None,
            };
            Some(answer::Limit { measure, values: values.unwrap_or_default().into(), bound: self.bound(limit)? })
        };
        self.set().filter_map(on).chain(self.others.iter().map(OtherLimit::on_column)).collect()
    }

    #[inline(never)]
    fn others_broken_by(&self, row: usize, broken: &mut Broken) {
        for other in &self.others {
            match other.keeps(row) {
                None => broken.unknown |= Limit::Others.bit(),
                Some(false) => broken.limits |= Limit::Others.bit(),
                Some(true) => {}
            }
        }
    }

    /// What a run breaks.
    fn broken_by(&self, measures: &Measures, row: usize) -> Broken {
        let mut broken = Broken::default();
        for limit in Limit::ALL {
            let Some(bound) = self.bound(limit) else { continue };
            match measured(measures, limit, row) {
                None => broken.unknown |= limit.bit(),
                Some(value) if limit == Limit::Throughput && value < bound => broken.limits |= limit.bit(),
                Some(value) if limit != Limit::Throughput && value > bound => broken.limits |= limit.bit(),
                Some(_) => {}
            }
        }
        if !self.allows(measures.hardware[row]) {
            broken.limits |= Limit::Hardware.bit();
        }
        if !self.others.is_empty() {
            self.others_broken_by(row, &mut broken);
        }
        broken.limits |= broken.unknown;
        broken
    }
}

/// The value of a run that a limit looks at; `None` when it is no measurement. Hardware and further measures have none.
#[must_use]
pub fn measured(measures: &Measures, limit: Limit, row: usize) -> Option<f64> {
    let of = |column: Option<&[f64]>| column.map(|values| values[row]);
    match limit {
        Limit::AvgLatency => of(Some(measures.avg_latency_ms)).filter(|&ms| usable(ms)),
        Limit::P95Latency => of(measures.p95_latency_ms).filter(|&ms| usable(ms)),
        Limit::ErrorShare => of(measures.error_share).filter(|share| (0.0..=1.0).contains(share)),
        Limit::Throughput => of(Some(measures.answered_req_per_sec())).filter(|&rate| usable(rate)),
        Limit::Hardware | Limit::Others => None,
    }
}

/// The limits that a run fails, as sets of [`Limit::bit`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Those that it does not pass.
    pub limits: u8,
    /// Of these, those of which it has no value.
    pub unknown: u8,
}

/// The rows among `rows` that pass all limits, in the given order: what a [`Screen`] says without its reasons. `O(k)`.
#[must_use]
pub fn passing(measures: &Measures, rows: &[usize], limits: &Limits) -> Vec<usize> {
    if rows.len() >= MANY_ROWS {
        return many::passing(measures, rows, limits);
    }
    rows.iter().copied().filter(|&row| limits.broken_by(measures, row).limits == 0).collect()
}

/// The limits that a run does not pass, in order.
pub fn broken(measures: &Measures, limits: &Limits, row: usize) -> impl Iterator<Item = Limit> {
    let broken = limits.broken_by(measures, row);
    Limit::ALL.into_iter().filter(move |limit| broken.limits & limit.bit() != 0)
}

/// What one limit excludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The limit.
    pub limit: Limit,
    /// How many runs do not pass it, whatever the others say.
    pub alone: usize,
    /// How many would pass if it were lifted: they break no other.
    pub beyond_others: usize,
    /// Of `alone`, how many have no value to hold against it.
    pub unknown: usize,
}

/// The result of testing runs against the limits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Screen {
    /// The rows that pass all limits, in the given order.
    pub passing: Vec<usize>,
    /// What each limit that is set excludes, in the order of [`Limit::ALL`].
    pub excluded: Vec<Excluded>,
    /// How many of the passing rows have no usable cost and cannot win.
    pub unpriced: usize,
    /// The row of the cheapest passing run ([`Ranking::cheapest`](super::answer::Ranking::cheapest)).
    pub winner: Option<usize>,
    /// Without a winner: the smallest changes of limits that would give one, the smallest first; empty with a winner,
    /// and when no change would do.
    pub relaxations: Vec<Relaxation>,
}

impl Screen {
    /// Tests `rows` against the limits. `O(k)` for `k` rows.
    #[must_use]
    pub fn new(measures: &Measures, rows: &[usize], limits: &Limits) -> Self {
        let broken = || rows.iter().map(|&row| limits.broken_by(measures, row)).collect::<Vec<Broken>>();
        let (passing, excluded) = if rows.len() >= MANY_ROWS {
            many::screened(measures, rows, limits)
        } else {
            let broken = broken();
            let passes = rows.iter().zip(&broken).filter(|(_, broken)| broken.limits == 0);
            (passes.map(|(&row, _)| row).collect(), limits.set().map(|limit| excluded(limit, &broken)).collect())
        };
        let winner = measures.ranking().cheapest(&passing);
        Self {
            unpriced: passing.iter().filter(|&&row| !usable(measures.cost_usd[row])).count(),
            relaxations: match winner {
                Some(_) => Vec::new(),
                None => relax::smallest(measures, rows, &broken(), limits),
            },
            passing,
            excluded,
            winner,
        }
    }
}

fn excluded(limit: Limit, broken: &[Broken]) -> Excluded {
    let bit = limit.bit();
    let count = |counts: &dyn Fn(&Broken) -> bool| broken.iter().filter(|b| counts(b)).count();
    Excluded {
        limit,
        alone: count(&|b| b.limits & bit != 0),
        beyond_others: count(&|b| b.limits == bit),
        unknown: count(&|b| b.unknown & bit != 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) const AVG: [f64; 6] = [100.0, 200.0, 300.0, f64::NAN, 0.0, 50.0];
    pub(super) const RATE: [f64; 6] = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    const COST: [f64; 6] = [9.0, 8.0, 7.0, 6.0, 5.0, 0.0];
    const ALL: [usize; 6] = [0, 1, 2, 3, 4, 5];

    pub(super) fn measures() -> Measures<'static> {
        Measures {
            cost_usd: &COST,
            avg_latency_ms: &AVG,
            p95_latency_ms: None,
            throughput_req_per_sec: &RATE,
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: None,
            requests: None,
            vus: &RATE,
            batch_size: &RATE,
            hardware: &[0, 0, 1, 1, 0, 0],
            failed_checks: None,
        }
    }

    fn screen(limits: &Limits) -> Screen {
        Screen::new(&measures(), &ALL, limits)
    }

    #[test]
    fn no_limit_excludes_nothing() {
        let open = screen(&Limits::default());
        assert_eq!((open.passing.as_slice(), open.winner, open.unpriced), (&ALL[..], Some(4), 1));
        for none in [f64::NAN, f64::INFINITY, -1.0] {
            assert_eq!(screen(&Limits { max_avg_latency_ms: Some(none), ..Limits::default() }), open);
        }
        assert_eq!(Screen::new(&measures(), &[], &Limits::default()), Screen::default());
    }

    #[test]
    fn the_limit_itself_passes_and_the_unknown_does_not() {
        let got = screen(&Limits { max_avg_latency_ms: Some(200.0), ..Limits::default() });
        assert_eq!((got.passing, got.winner), (vec![0, 1, 5], Some(1)));
        assert_eq!(got.excluded, [Excluded { limit: Limit::AvgLatency, alone: 3, beyond_others: 3, unknown: 2 }]);
        let absent = screen(&Limits { max_p95_latency_ms: Some(1e9), ..Limits::default() });
        assert_eq!((absent.passing.len(), absent.excluded[0].unknown, absent.relaxations.len()), (0, 6, 0));
    }

    #[test]
    fn alone_and_beyond_the_others() {
        let limits = Limits {
            max_avg_latency_ms: Some(100.0),
            min_throughput_req_per_sec: Some(2.0),
            allowed_hardware: Some(vec![true]),
            ..Limits::default()
        };
        let got = screen(&limits);
        assert_eq!(passing(&measures(), &ALL, &limits), got.passing);
        assert_eq!((got.passing, got.winner, got.unpriced), (vec![5], None, 1));
        let counts: Vec<_> = got.excluded.iter().map(|e| (e.alone, e.beyond_others, e.unknown)).collect();
        assert_eq!(counts, [(4, 2, 2), (1, 1, 0), (2, 0, 0)]);
    }
}

//! Evidence for a configuration: the grade of what throughput does at the end of its series, and doubts beside it.
//!
//! A configuration is one series over load. Only the runs that filters and limits allow speak: its grade is theirs. That
//! others were run is known all the same, so that what was tried is never called untried.

use super::little::{Band, Cause, band, constant_think_time_ms, in_flight_per_vu};
use super::monotonic::{Curve, LEAST_GAIN};
use super::open;
use super::trend::{Grade, Trend};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::measures::Measures;
use crate::analysis::stats::extent::Extent;

/// Fewer distinct loads than these make no shape: with two there is one step, which may be a dip.
pub const LEAST_POINTS: usize = 3;

/// What speaks against resting on a configuration's best run, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// No run has usable load and throughput, or none a usable cost.
    Unknown,
    /// Throughput times latency of its best run is far from its VUs ([`Band::Broken`]), and no think time explains it.
    BrokenLittle,
    /// Its best run sent too few requests.
    ShortRun,
    /// Its best run reached fewer requests per second than were asked for.
    Overloaded,
    /// The allowed runs have fewer than [`LEAST_POINTS`] loads.
    TooFewPoints,
    /// Its best run is at the most load within the limits; with more the limits were broken.
    LimitBinds,
    /// Its best run is at the most load that passes the filters; more was run.
    FilterBinds,
    /// Its best run is at the most load that was run, and whether throughput rises there cannot be told.
    MostLoad,
    /// Its best run is at the least load that was run, which is more than one.
    LeastLoad,
}

/// The runs of a configuration, and their load.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// The load of every row of the table.
    pub load: &'a [f64],
    /// Whether the load is a rate asked for, in requests per second, and not a number of requests in flight.
    pub is_rate: bool,
    /// Its rows that pass filters and limits.
    pub allowed: &'a [usize],
    /// Its rows that pass the filters and break a limit.
    pub limited: &'a [usize],
    /// Its rows that do not pass the filters.
    pub hidden: &'a [usize],
    /// All its rows.
    pub all: &'a [usize],
}

/// By what evidence is graded.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// A best run with fewer requests is short; NaN when that is not known.
    pub short_below: f64,
    /// What two runs of one load may differ by, a share.
    pub noise_share: f64,
}

/// The grade of a configuration, its doubts, and the numbers behind them.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What throughput does at the end of the allowed runs.
    pub trend: Trend,
    /// All doubts that apply, the weightiest first.
    pub doubts: Vec<Doubt>,
    /// The row of its best run.
    pub best: Option<usize>,
    /// How many distinct loads were run, whatever filters and limits say.
    pub loads_run: usize,
    /// Loads beyond those allowed that break a limit; `None` where there are none.
    pub beyond_limits: Option<Extent>,
    /// Loads beyond those that pass the filters; `None` where there are none.
    pub beyond_filters: Option<Extent>,
    /// The change of throughput in the last step, a share.
    pub last_gain: Option<f64>,
    /// Requests in flight per VU in the best run; `None` where the load is a rate.
    pub in_flight_per_vu: Option<f64>,
    /// Why these are fewer than one.
    pub cause: Cause,
    /// Requests per second asked for and reached in the best run, where the load is a rate.
    pub asked_and_reached: Option<(f64, f64)>,
    /// Whether its end rests on runs that fail checks ([`ends_failing`]).
    pub ends_failing: bool,
    /// How many of the allowed runs fail checks; 0 where most do ([`failing`]).
    ///
    /// They stay in the curve: a check doubts how far to rest on one run, the noise of the trend allows for single ones, and
    /// without them the series would end at another load, or have a hole where one was tried. So they are told.
    pub failing: usize,
    /// How many runs are allowed.
    pub runs: usize,
    /// Throughput over load of the allowed runs.
    pub curve: Curve,
}

impl Evidence {
    /// Grades a configuration whose best run is `best`.
    #[must_use]
    pub fn of(measures: &Measures, series: &Series, best: Option<usize>, rules: Rules) -> Self {
        let curve = Curve::new(series.load, measures.throughput_req_per_sec, series.allowed);
        let most = curve.load.last().copied().unwrap_or(f64::NAN);
        let beyond = |rows: &[usize]| Extent::of(rows.iter().map(|&row| series.load[row]).filter(|&load| load > most));
        let in_flight = |row: usize| {
            let latency = measures.avg_latency_ms[row];
            in_flight_per_vu(measures.throughput_req_per_sec[row], latency, measures.vus[row])
        };
        let ratio = best.filter(|_| !series.is_rate).map(in_flight).filter(|ratio| !ratio.is_nan());
        let rate = |row: usize| (series.load[row], measures.throughput_req_per_sec[row]);
        let evidence = Self {
            trend: if series.is_rate {
                Trend::of_rates(&curve, rules.noise_share)
            } else {
                Trend::of(&curve, rules.noise_share, LEAST_GAIN)
            },
            doubts: Vec::new(),
            best,
            loads_run: match series.allowed.len() == series.all.len() {
                true => curve.load.len(),
                false => Curve::points(series.load, measures.throughput_req_per_sec, series.all),
            },
            beyond_limits: beyond(series.limited),
            beyond_filters: beyond(series.hidden),
            last_gain: curve.last_gain(),
            in_flight_per_vu: ratio,
            cause: best.zip(ratio).map_or(Cause::Unknown, |(row, ratio)| cause(measures, series.all, row, ratio)),
            asked_and_reached: best.filter(|_| series.is_rate).map(rate),
            ends_failing: ends_failing(measures.failed_checks, series.load, series.allowed, &curve),
            failing: failing(measures.failed_checks, series.allowed),
            runs: series.allowed.len(),
            curve,
        };
        Self { doubts: evidence.doubts(measures, series, rules.short_below), ..evidence }
    }

    /// What throughput does at the end.
    #[must_use]
    pub fn grade(&self) -> Grade {
        self.trend.grade
    }

    /// Whether a doubt applies.
    #[must_use]
    pub fn has(&self, doubt: Doubt) -> bool {
        self.doubts.contains(&doubt)
    }

    fn is_broken(&self) -> bool {
        let is_explained = matches!(self.cause, Cause::ThinkTime { .. });
        self.in_flight_per_vu.and_then(band) == Some(Band::Broken) && !is_explained
    }

    fn doubts(&self, measures: &Measures, series: &Series, short_below: f64) -> Vec<Doubt> {
        let Some(best) = self.best.filter(|_| !self.curve.load.is_empty()) else { return vec![Doubt::Unknown] };
        let load = series.load[best];
        let at = |end: Option<&f64>| usable(load) && end == Some(&load);
        // One load is both ends; that is told as too few.
        let at_most = at(self.curve.load.last());
        let least = series.all.iter().map(|&row| series.load[row]).filter(|&load| usable(load)).reduce(f64::min);
        let may_rise = self.grade() == Grade::CannotTell && self.curve.load.len() > 1;
        let overloaded = self.asked_and_reached.and_then(|(asked, reached)| open::is_saturated(asked, reached));
        let told = [
            (Doubt::BrokenLittle, self.is_broken()),
            (Doubt::ShortRun, measures.requests.is_some_and(|sent| sent[best] < short_below)),
            (Doubt::Overloaded, overloaded == Some(true)),
            (Doubt::TooFewPoints, self.curve.load.len() < LEAST_POINTS),
            (Doubt::LimitBinds, at_most && self.beyond_limits.is_some()),
            (Doubt::FilterBinds, at_most && self.beyond_limits.is_none() && self.beyond_filters.is_some()),
            (Doubt::MostLoad, at_most && may_rise && self.beyond_limits.is_none() && self.beyond_filters.is_none()),
            (Doubt::LeastLoad, at(least.as_ref()) && load > 1.0 && self.loads_run > 1 && !series.is_rate),
        ];
        told.into_iter().filter(|&(_, applies)| applies).map(|(doubt, _)| doubt).collect()
    }
}

/// Whether all of `rows` at the most load of their curve fail a check that says how far to rest on a run. Never where more than
/// half of them do: there the check says something of the client, and not of these runs.
#[must_use]
pub fn ends_failing(failed_checks: Option<&[u8]>, load: &[f64], rows: &[usize], curve: &Curve) -> bool {
    let (Some(failed), Some(&most), Some(&last)) = (failed_checks, curve.load.last(), curve.row.last()) else {
        return false;
    };
    let fails = |row: &&usize| failed[**row] > 0;
    fails(&&last)
        && rows.iter().filter(|&&row| load[row] == most).all(|row| fails(&row))
        && self::failing(failed_checks, rows) > 0
}

/// How many of `rows` fail a check that says how far to rest on a run; 0 where more than half of them do, as for their end.
#[must_use]
pub fn failing(failed_checks: Option<&[u8]>, rows: &[usize]) -> usize {
    let fails = |failed: &[u8]| rows.iter().filter(|&&row| failed[row] > 0).count();
    failed_checks.map(fails).filter(|failing| 2 * failing <= rows.len()).unwrap_or_default()
}

/// Why a run has fewer requests in flight than VUs; `rows` are those of its configuration.
#[must_use]
pub fn cause(measures: &Measures, rows: &[usize], row: usize, ratio: f64) -> Cause {
    let (vus, rate, latency) = (measures.vus, measures.throughput_req_per_sec, measures.avg_latency_ms);
    let requests = measures.requests.map_or(f64::NAN, |sent| sent[row]);
    // Of other runs nobody asks for it.
    let may_think = ratio < 1.0 && requests.is_nan() | (requests >= vus[row]);
    let think_time_ms = if may_think { constant_think_time_ms(vus, rate, latency, rows) } else { None };
    Cause::of((ratio, latency[row], vus[row]), requests, think_time_ms)
}

#[cfg(test)]
mod tests;

//! Next runs: those that improve the answer most, by what is expected of them.
//!
//! Of each proposed run the cost is forecast, with an error. What counts is the **expected improvement**: the mean of how far the
//! run comes out below the cheapest known, if it does (Jones, Schonlau and Welch, *Journal of Global Optimization* 13, 1998). A
//! forecast is that of a run like it, so that what cannot win improves nothing, and is not proposed. A run that was made is
//! proposed again only as a *repeat*, of configurations that cannot be told from the cheapest.
//!
//! A *set* is everything of a configuration but the batch size. Filters and limits exclude runs, which were made all the same.

mod beside;
mod forecast;
mod searching;
#[cfg(test)]
mod tests;

use isocost_kernels::series;

use super::cost_latency::usable;
use super::interpolate::{Crossing, crossings};
use super::measures::Measures;
use super::slo::Limits;
use crate::analysis::saturation::monotonic::{Curve, LEAST_GAIN};
use crate::analysis::saturation::trend::{Grade, Trend};
use crate::analysis::stats::noise::deviation_of;
use crate::analysis::stats::order;
pub use searching::Searching;

use forecast::{Forecast, expected_improvement, next_double};

/// A gain below this share is not worth a run.
pub const LEAST_IMPROVEMENT: f64 = 0.001;
/// Loads within this share of each other are one: a run there is a repeat.
const SAME_LOAD: f64 = 0.03;
/// A gap between loads is worth a run between them from this factor on.
const GAP: f64 = 1.25;

/// Why a run is proposed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// A limit lies between two runs of its configuration.
    Limit {
        /// The load of the last run that keeps the limits.
        keeps: f64,
        /// That of the first that breaks one.
        breaks: f64,
    },
    /// Throughput of its configuration still rises.
    Rises {
        /// By this share at the end.
        gain: f64,
    },
    /// It lies between the best run of its configuration and the next load that was tried.
    Between {
        /// The load of the best run.
        best: f64,
        /// The next one.
        next: f64,
    },
    /// The cheapest run of all has the largest, or the smallest, batch size of its set.
    EdgeBatch {
        /// Whether the largest.
        largest: bool,
    },
    /// The next batch size was not tried at the load of the cheapest run.
    NextBatch,
    /// It was made, and cannot be told from the cheapest.
    Repeat {
        /// How much dearer it is, a share; 0 for the cheapest.
        gap: f64,
        /// What counts as noise, a share.
        noise: f64,
    },
}

/// A run to make.
#[derive(Clone, Debug, PartialEq)]
pub struct NextRun {
    /// A run with the same hardware, image, engine and so on.
    pub like: usize,
    /// At this batch size; NaN when the table has none.
    pub batch_size: f64,
    /// At this load.
    pub load: f64,
    /// Why.
    pub reason: Reason,
    /// The forecast of its cost, in the unit of the costs.
    pub cost_usd: f64,
    /// The lower end of the forecast's interval, of two standard errors.
    pub low_usd: f64,
    /// The upper end.
    pub high_usd: f64,
    /// The expected improvement, a share of the cheapest cost.
    pub improvement: f64,
}

/// The question, and what was tried.
#[derive(Clone, Copy, Debug)]
pub struct Lattice<'a> {
    /// For each row of the table its set.
    pub set_of: &'a [usize],
    /// The load of each row.
    pub load: &'a [f64],
    /// The rows of each configuration, filtered out or not.
    pub configurations: &'a [Vec<usize>],
    /// For each row whether it passes the filters.
    pub filtered: &'a [bool],
    /// The rows that pass filters and limits.
    pub passing: &'a [usize],
    /// The limits.
    pub limits: &'a Limits,
    /// Whether batch sizes are the load.
    pub by_batch: bool,
    /// Whether loads are whole numbers.
    pub whole: bool,
    /// What two runs of one load may differ by, a share.
    pub noise_share: f64,
}

/// What is found of a lattice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The runs to make next, the largest expected improvement first.
    pub runs: Vec<NextRun>,
    /// The cheapest place at which a limit is met between two runs.
    pub crossing: Option<Crossing>,
    /// The cheapest run that passes.
    pub best: Option<usize>,
}

/// A curve of the allowed runs of a configuration, by the cheapest of them, where it is known already.
pub type Known<'a> = &'a dyn Fn(usize) -> Option<&'a Curve>;

/// The runs to make next; none where no run passes.
#[must_use]
// The page looks in parts; this is for the tests of what is found.
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub fn next_runs<'a>(measures: &'a Measures<'a>, lattice: &'a Lattice<'a>, curve: Known<'a>) -> Found {
    let Some(mut searching) = Searching::new(measures, lattice) else { return Found::default() };
    while !searching.part(measures, lattice, curve, usize::MAX) {}
    searching.found
}

struct Search<'a> {
    measures: &'a Measures<'a>,
    lattice: &'a Lattice<'a>,
    passes: Vec<bool>,
    /// The rows of each set; of a large one the first of each batch size and load.
    of_set: Vec<Vec<usize>>,
    winner: usize,
    found: Vec<NextRun>,
}

impl<'a> Search<'a> {
    /// Looks at a configuration; the cheapest place in it where a limit lies between two runs.
    fn look_at(&mut self, rows: &[usize], curve: Known<'a>) -> Option<Crossing> {
        let (measures, lattice) = (self.measures, self.lattice);
        let crossing = self.crossing(rows);
        let allowed = series::flagged(rows, &self.passes);
        let best = measures.ranking().cheapest(&allowed).filter(|&row| usable(lattice.load[row]));
        let Some(best) = best else { return crossing };
        if let Some(crossing) = &crossing {
            self.between_limits(crossing);
        }
        match curve(best) {
            Some(curve) => self.beyond(rows, curve),
            None => self.beyond(rows, &Curve::new(lattice.load, measures.throughput_req_per_sec, &allowed)),
        }
        self.beside(rows, best);
        self.repeat(best);
        crossing
    }

    /// What is found of all configurations together.
    fn complete(&mut self) {
        if !self.lattice.by_batch {
            self.batches();
        }
        self.one_is_no_tie();
        order::sort_by(&mut self.found, |a, b| b.improvement.total_cmp(&a.improvement));
    }

    fn cost(&self, row: usize) -> f64 {
        self.measures.cost_usd[row]
    }

    /// The standard deviation of ln cost of a run.
    fn deviation(&self) -> f64 {
        deviation_of(self.lattice.noise_share)
    }

    /// Proposes a run like `like`, unless it was made or too little is expected of it.
    fn propose(&mut self, like: usize, (batch_size, load): (f64, f64), reason: Reason, forecast: Forecast) {
        let known = self.cost(self.winner).ln();
        let improvement = expected_improvement(known, forecast);
        let is_repeat = matches!(reason, Reason::Repeat { .. });
        let near = |other: f64| (other / load).ln().abs() <= SAME_LOAD;
        let is_same = |row: usize, load_there: f64, batch: f64| {
            self.lattice.set_of[row] == self.lattice.set_of[like] && same(batch, batch_size) && near(load_there)
        };
        let was_made = || {
            let of_set = &self.of_set[self.lattice.set_of[like]];
            of_set.iter().any(|&row| is_same(row, self.lattice.load[row], self.measures.batch_size[row]))
        };
        if improvement < LEAST_IMPROVEMENT || !usable(load) || !is_repeat && was_made() {
            return;
        }
        let cost = |errors: f64| (forecast.ln_cost + errors * forecast.error).exp();
        let (cost_usd, low_usd, high_usd) = (cost(0.0), cost(-2.0), cost(2.0));
        let run = NextRun { like, batch_size, load, reason, cost_usd, low_usd, high_usd, improvement };
        match self.found.iter().position(|other| is_same(other.like, other.load, other.batch_size)) {
            Some(at) if self.found[at].improvement >= improvement => {}
            Some(at) => self.found[at] = run,
            None => self.found.push(run),
        }
    }

    /// The cheapest place of a configuration where a limit lies between two runs.
    fn crossing(&self, rows: &[usize]) -> Option<Crossing> {
        self.lattice.limits.set().next()?;
        let shown = series::flagged(rows, self.lattice.filtered);
        let kept: Vec<bool> = shown.iter().map(|&row| self.passes[row]).collect();
        let found = crossings(self.measures, self.lattice.limits, self.lattice.load, (&shown, &kept), self.deviation());
        found.into_iter().min_by(|a, b| a.cost_usd.total_cmp(&b.cost_usd))
    }

    /// Where a limit lies between two runs.
    fn between_limits(&mut self, crossing: &Crossing) {
        let (keeps, breaks) = (self.lattice.load[crossing.keeps], self.lattice.load[crossing.breaks]);
        // Towards the run that keeps the limits.
        let load = match (self.lattice.whole, breaks > keeps) {
            (true, true) => crossing.load.floor(),
            (true, false) => crossing.load.ceil(),
            (false, _) => crossing.load,
        };
        let at = self.place(crossing.keeps, load);
        // A new run scatters as well.
        let forecast = Forecast { ln_cost: crossing.cost_usd.ln(), error: crossing.error.hypot(self.deviation()) };
        self.propose(crossing.keeps, at, Reason::Limit { keeps, breaks }, forecast);
    }

    /// The batch size and load of a run like one.
    fn place(&self, like: usize, load: f64) -> (f64, f64) {
        (if self.lattice.by_batch { load } else { self.measures.batch_size[like] }, load)
    }

    /// Beyond the most load, where throughput rises and nothing was run.
    fn beyond(&mut self, rows: &[usize], curve: &Curve) {
        let rate = self.measures.throughput_req_per_sec;
        let trend = Trend::of(curve, self.lattice.noise_share, LEAST_GAIN);
        let (Some(&most), Some(change), Some(&last)) = (curve.load.last(), trend.change, curve.row.last()) else {
            return;
        };
        let is_beyond = || rows.iter().any(|&row| self.lattice.load[row] > most);
        if trend.grade != Grade::Rises || is_beyond() {
            return;
        }
        // No set is known to do more than its best configuration.
        let (set_of, set) = (self.lattice.set_of, self.lattice.set_of[last]);
        let of_set = rate.iter().zip(set_of).filter(|(rate, of)| **of == set && usable(**rate));
        let plateau = of_set.map(|(&rate, _)| rate).fold(0.0, f64::max);
        let Some((factor, forecast)) = next_double(self, curve, plateau) else { return };
        let load = if self.lattice.whole { (most * factor).floor() } else { most * factor };
        let at = self.place(last, load);
        self.propose(last, at, Reason::Rises { gain: change.gain }, forecast);
    }

    /// A configuration's best run again, where it cannot be told from the cheapest.
    fn repeat(&mut self, best: usize) {
        let (gap, noise) = (self.cost(best) / self.cost(self.winner) - 1.0, self.lattice.noise_share);
        if gap <= noise {
            let at = (self.measures.batch_size[best], self.lattice.load[best]);
            let forecast = Forecast { ln_cost: self.cost(best).ln(), error: self.deviation() * 2f64.sqrt() };
            self.propose(best, at, Reason::Repeat { gap, noise }, forecast);
        }
    }

    /// Without a rival within noise there is no tie, and nothing to repeat.
    fn one_is_no_tie(&mut self) {
        let is_repeat = |run: &NextRun| matches!(run.reason, Reason::Repeat { .. });
        if self.found.iter().filter(|run| is_repeat(run)).count() < 2 {
            self.found.retain(|run| !is_repeat(run));
        }
    }
}

/// Whether two batch sizes are one; two unknown ones are.
fn same(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

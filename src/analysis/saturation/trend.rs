//! Whether throughput rises, is flat or falls at the end of a series over load, as far as noise lets that be told.
//!
//! The end is the last three steps of load; loads less than [`STEP`] apart are one step, as they repeat each other. Through
//! the runs of these a line is laid, ln throughput over ln load, by least squares. Its change over the whole end has an
//! interval of twice its standard error, from the noise of single runs, or from a larger one where the scatter about the line
//! is more than that explains.

use super::monotonic::{Curve, LEAST_GAIN};
use super::open;
use crate::analysis::stats::noise::deviation_of;

/// Loads nearer to each other than this factor are one step.
pub const STEP: f64 = 1.25;
/// So many steps are the end.
const STEPS: usize = 3;
/// Of how many standard errors the interval is to either side: one in twenty lies outside.
const ERRORS: f64 = 2.0;

/// What throughput does at the end of a series. The one meaning of these words everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// It rises: the interval is above zero, and the last step is above the best of all before, above what was before the end by
    /// more than noise. The end of a dip is no rise.
    Rises,
    /// It changes by less than what counts, wherever in the interval the truth lies.
    Flat,
    /// It falls: the interval is below zero.
    Falls,
    /// None of these is certain.
    CannotTell,
}

impl Grade {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rises, Self::Flat, Self::Falls, Self::CannotTell];
}

/// The end of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// What is known of it.
    pub grade: Grade,
    /// The change over the end; `None` with fewer than two steps.
    pub change: Option<Change>,
    /// How many steps of load there are in the end, at most three.
    pub steps: usize,
}

/// A change of throughput over a range of load.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// By the line from the first load to the last, a share.
    pub gain: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The first load.
    pub from: f64,
    /// The last.
    pub to: f64,
}

impl Trend {
    /// Of a curve. `noise_share` is what two runs of one load may differ by, `2√2 s`
    /// ([`Noise::share`](crate::analysis::stats::noise::Noise::share)); a gain of the end below `least_gain`, a share,
    /// counts for nothing.
    #[must_use]
    pub fn of(curve: &Curve, noise_share: f64, least_gain: f64) -> Self {
        let (start, last_step, steps) = ends(&curve.load);
        if steps < 2 {
            return Self { grade: Grade::CannotTell, change: None, steps };
        }
        let (from, to) = (curve.load[start], curve.load[curve.load.len() - 1]);
        let end = Line::through(curve, start);
        let change = end.slope * (to / from).ln();
        let error = end.error(deviation_of(noise_share)) * (to / from).ln();
        let (low, high) = ((change - ERRORS * error).exp_m1(), (change + ERRORS * error).exp_m1());
        let last = mean_ln(curve, last_step..curve.load.len());
        let counts = least_gain.ln_1p().max(noise_share) * (1.0 + 1e-9);
        // Above the best of all before, and above what was before the end by more than noise: that may have begun in a dip.
        let is_highest = last > best_ln(curve, last_step) && last - best_ln(curve, start) >= counts;
        // That step may be several near loads: where its last run only comes back from a dip among them, that is no rise either.
        // By twice what two runs may differ by, as of the many runs of a rise one in twenty is below the next by once.
        let is_highest = is_highest && !curve.ends_a_dip(2.0 * least_gain.max(noise_share));
        let grade = match (low, high) {
            _ if low > 0.0 && change.exp_m1() >= least_gain && is_highest => Grade::Rises,
            _ if high < 0.0 => Grade::Falls,
            _ if steps >= STEPS && change.abs() + ERRORS * error <= counts => Grade::Flat,
            _ => Grade::CannotTell,
        };
        Self { grade, change: Some(Change { gain: change.exp_m1(), low, high, from, to }), steps }
    }

    /// Of a curve over rates asked for. Throughput follows these until the server is saturated, so that only a rate that was not
    /// reached says where it ends: with one throughput is flat there (or falls, by more than noise below the best before),
    /// without any it rises.
    #[must_use]
    pub fn of_rates(curve: &Curve, noise_share: f64) -> Self {
        let trend = Self::of(curve, noise_share, LEAST_GAIN);
        let ends = curve.load.last().zip(curve.throughput_req_per_sec.last());
        let grade = match ends.and_then(|(&asked, &reached)| open::is_saturated(asked, reached)) {
            None => Grade::CannotTell,
            Some(false) => Grade::Rises,
            Some(true) if curve.gain_over_best().is_some_and(|gain| gain < -noise_share) => Grade::Falls,
            Some(true) => Grade::Flat,
        };
        Self { grade, ..trend }
    }
}

/// Where the end begins, where its last step begins, and how many steps it has.
fn ends(load: &[f64]) -> (usize, usize, usize) {
    let (mut start, mut last_step, mut steps, mut below) = (load.len(), 0, 0, f64::INFINITY);
    for at in (0..load.len()).rev() {
        if load[at] < below {
            if steps == STEPS {
                break;
            }
            last_step = if steps == 1 { start } else { last_step };
            steps += 1;
            below = load[at] / STEP;
        }
        start = at;
    }
    (start, last_step, steps)
}

fn mean_ln(curve: &Curve, points: std::ops::Range<usize>) -> f64 {
    let weight = |at: usize| curve.repeats[at] as f64;
    let sum: f64 = points.clone().map(|at| weight(at) * curve.throughput_req_per_sec[at].ln()).sum();
    sum / points.map(weight).sum::<f64>()
}

fn best_ln(curve: &Curve, before: usize) -> f64 {
    curve.throughput_req_per_sec[..before].iter().map(|rate| rate.ln()).fold(f64::NEG_INFINITY, f64::max)
}

/// A line through ln throughput over ln load; repeats weigh.
struct Line {
    slope: f64,
    /// The sum of squares of ln load about its mean.
    spread: f64,
    /// That of the residuals.
    residual: f64,
    freedom: usize,
}

impl Line {
    fn through(curve: &Curve, start: usize) -> Self {
        let points: Vec<(f64, f64, f64)> = (start..curve.load.len())
            .map(|at| (curve.load[at].ln(), curve.throughput_req_per_sec[at].ln(), curve.repeats[at] as f64))
            .collect();
        let sum = |value: &dyn Fn(&(f64, f64, f64)) -> f64| points.iter().map(|p| p.2 * value(p)).sum::<f64>();
        let weight = sum(&|_| 1.0);
        let (x, y) = (sum(&|p| p.0) / weight, sum(&|p| p.1) / weight);
        let spread = sum(&|p| (p.0 - x).powi(2));
        let slope = sum(&|p| (p.0 - x) * (p.1 - y)) / spread;
        let residual = sum(&|p| (p.1 - y - slope * (p.0 - x)).powi(2));
        Self { slope, spread, residual, freedom: points.len() - 2 }
    }

    /// The standard error of the slope where single runs scatter by `noise`, or by the least that explains their scatter about
    /// the line in all but one of twenty cases (χ² by Wilson and Hilferty 1931).
    fn error(&self, noise: f64) -> f64 {
        let freedom = self.freedom as f64;
        let of_chance = freedom * (1.0 - 2.0 / (9.0 * freedom) + 1.645 * (2.0 / (9.0 * freedom)).sqrt()).powi(3);
        let least = if self.freedom > 0 { (self.residual / of_chance).sqrt() } else { 0.0 };
        noise.max(least) / self.spread.sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(load: &[f64], rate: &[f64], noise_share: f64) -> Trend {
        Trend::of(&Curve::new(load, rate, &(0..load.len()).collect::<Vec<_>>()), noise_share, 0.02)
    }

    #[test]
    fn the_four_grades() {
        let grade = |rate: &[f64]| trend(&[1.0, 2.0, 4.0, 8.0, 16.0][..rate.len()], rate, 0.02).grade;
        assert_eq!(grade(&[3.0, 5.0, 6.0, 7.0]), Grade::Rises);
        assert_eq!(grade(&[3.0, 6.0, 6.0, 6.0]), Grade::Flat);
        assert_eq!(grade(&[3.0, 6.0, 5.5, 5.0]), Grade::Falls);
        assert_eq!(grade(&[3.0, 5.0, 6.0, 5.9]), Grade::CannotTell, "it may have had its peak");
        assert_eq!([grade(&[3.0]), grade(&[])], [Grade::CannotTell; 2]);
        assert_eq!((grade(&[3.0, 5.0]), grade(&[5.0, 3.0])), (Grade::Rises, Grade::Falls), "of two steps");
        assert_eq!(grade(&[5.0, 5.0]), Grade::CannotTell, "two are no level");
    }

    #[test]
    fn the_end_of_a_dip_is_no_rise() {
        assert_ne!(trend(&[32.0, 64.0, 128.0, 256.0], &[300.0, 440.0, 330.0, 443.0], 0.02).grade, Grade::Rises);
        assert_ne!(trend(&[32.0, 64.0, 128.0, 256.0], &[440.0, 300.0, 350.0, 443.0], 0.02).grade, Grade::Rises);
        // The dip is among near loads, which are one step: 131 VUs did less than 64, and 135 less than 129.
        let (load, rate) = ([32.0, 64.0, 129.0, 131.0, 135.0], [590.0, 710.0, 807.0, 617.0, 794.0]);
        assert_eq!(trend(&load, &rate, 0.05).grade, Grade::CannotTell);
        assert_eq!(trend(&load[..3], &rate[..3], 0.05).grade, Grade::Rises, "without it it rises");
    }

    #[test]
    fn near_loads_are_one_step_and_lessen_the_error() {
        let once = trend(&[64.0, 128.0, 256.0], &[100.0; 3], 0.05);
        let near = trend(&[62.0, 63.0, 64.0, 128.0, 254.0, 255.0, 256.0], &[100.0; 7], 0.05);
        let change = |trend: Trend| trend.change.unwrap();
        assert_eq!((once.steps, near.steps, change(near).from, change(near).to), (3, 3, 62.0, 256.0));
        assert!((change(once).high.ln_1p() - 0.05).abs() < 1e-9, "2√2 s of two runs");
        assert!(change(near).high < 0.7 * change(once).high, "{near:?}");
    }

    #[test]
    fn scatter_beyond_noise_widens_the_interval() {
        let wild = trend(&[64.0, 100.0, 128.0, 180.0, 256.0, 300.0], &[100.0, 60.0, 110.0, 70.0, 100.0, 65.0], 0.02);
        assert_eq!(wild.grade, Grade::CannotTell);
        assert!(wild.change.is_some_and(|change| change.high - change.low > 0.5), "{wild:?}");
    }

    #[test]
    fn the_unit_of_throughput_and_of_load_change_nothing() {
        let (load, rate) = ([1.0, 2.0, 3.0, 8.0], [2.0, 3.0, 5.0, 6.0]);
        let one = trend(&load, &rate, 0.03);
        let other = trend(&load.map(|load| load * 7.0), &rate.map(|rate| rate * 60.0), 0.03);
        assert_eq!(one.grade, other.grade);
        let (one, other) = (one.change.unwrap(), other.change.unwrap());
        assert!((one.gain - other.gain).abs() < 1e-12 && (one.low - other.low).abs() < 1e-12);
    }
}

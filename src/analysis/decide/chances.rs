//! Chance of being cheapest: for each configuration, by a parametric bootstrap of its cost near its best load.
//!
//! The cheapest of noisy runs is quoted too cheap (the optimizer's curse: Smith and Winkler, *Management Science* 52(3),
//! 2006). So a configuration is judged by the mean of ln cost over its runs within [`NEAR`] of its best run's load, whose
//! standard error is `s / √n` with the table's noise s. Costs of the draws are those means plus normal errors, after the
//! means were shrunk towards that of all configurations by what of their spread is noise (empirical Bayes: Efron and Morris,
//! *JASA* 70, 1975), without which the leader of many would be too sure of itself. Where runs near the best one lost
//! throughput, their number is resampled too (Efron's bootstrap, 1979), and the mean loss is a cost.

mod asked;
mod draws;
mod parts;

use isocost_kernels::rows::within_factor;

pub use self::parts::Standings;
use super::cost_latency::usable;
use super::measures::Measures;
use crate::analysis::stats::median::median;
use crate::analysis::stats::noise::Noise;
use crate::analysis::stats::order;

/// Runs whose loads are within this share of the best run's are taken together with it.
pub const NEAR: f64 = 0.03;
/// Runs whose loads are within this factor of the best run's show whether throughput is stable there,
const BESIDE: f64 = 1.15;
/// where there are so many of them,
const LEAST_BESIDE: usize = 4;
/// and they are unstable where one lost more throughput than this share of their median, and more than noise.
pub const LOST: f64 = 0.15;
/// From this chance on the answer is settled.
pub const SETTLED: f64 = 0.9;
/// A run that is alone at its load is judged by a fit through the runs at so many loads.
const FITTED: usize = 5;
/// A curve bends a little over neighbouring loads, and the best one may be elsewhere: a further standard error, where that of
/// a run is 1. With it and [`PULL`] the chances of simulated tables come true as often as told.
const CURVE: f64 = 0.3;
/// For the same reason the best run itself says more of the best load than its neighbours: what is judged lies this share of
/// the way from their mean to its own cost.
const PULL: f64 = 0.2;

/// Runs near a best run that lost throughput.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lost {
    /// How many lost.
    pub runs: usize,
    /// Of how many, the best run among them.
    pub of: usize,
    /// The most that one lost, a share of the median throughput.
    pub most: f64,
    /// The least load among all of them, VUs.
    pub from_vus: f64,
    /// The highest.
    pub to_vus: f64,
    /// What they add to the mean of ln cost if all had lost.
    ln_loss: f64,
}

/// A configuration: how cheap it is, and how likely the cheapest.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Its cheapest run.
    pub best: usize,
    /// How many of its runs are within [`NEAR`] of that run's load, that run included.
    pub near: usize,
    /// The geometric mean of their costs, in the unit of the costs; that of a single run is its own.
    pub local_usd: f64,
    /// The runs beside it that lost throughput; `None` where none did.
    pub lost: Option<Lost>,
    /// The chance that no other configuration costs less, or is faster where that is asked; `None` where the noise is not
    /// known.
    pub chance: Option<f64>,
    /// The mean of ln cost over the near runs that did not lose, of a single run the value of a fit; pulled by [`PULL`].
    ln_cost: f64,
    /// Its standard error, where that of ln cost of a run is 1.
    error: f64,
}

/// How sure an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// The chance of being cheapest is [`SETTLED`] or more.
    Settled,
    /// Other configurations cost as little within noise.
    Tie,
    /// The answer or its rival rests on one run, or runs beside the answer lost throughput.
    OneMoreRun,
    /// The noise is not known.
    CannotTell,
}

impl Confidence {
    /// Of the first of some standings, the answer. Without any nothing can be told.
    #[must_use]
    pub fn of(standings: &[Standing]) -> Self {
        let Some((answer, chance)) = standings.first().and_then(|first| Some((first, first.chance?))) else {
            return Self::CannotTell;
        };
        let single = |standing: &Standing| standing.near < 2;
        match rival(standings) {
            _ if chance >= SETTLED => Self::Settled,
            rival if single(answer) || answer.lost.is_some() || rival.is_some_and(single) => Self::OneMoreRun,
            _ => Self::Tie,
        }
    }
}

/// The configuration that is likeliest the cheapest besides the first; of equally likely ones the first, which is the better.
#[must_use]
pub fn rival(standings: &[Standing]) -> Option<&Standing> {
    let (first, others) = standings.get(1..)?.split_first()?;
    Some(others.iter().fold(first, |rival, other| if other.chance > rival.chance { other } else { rival }))
}

/// The columns, and what is known of their noise.
pub struct Noisy<'a> {
    /// The columns.
    pub measures: &'a Measures<'a>,
    /// Whether a run may be taken together with others; a best run is judged whatever it is.
    pub is_sound: &'a dyn Fn(usize) -> bool,
    /// The noise of ln throughput.
    pub noise: Noise,
}

impl Noisy<'_> {
    /// The configurations by their cheapest runs, the answer first; each of them is given by those of its rows that may be
    /// taken. One without a usable cost is left out. The same numbers for the same columns and rows.
    #[must_use]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn standings(&self, configurations: &[Vec<usize>]) -> Vec<Standing> {
        let mut standings = Standings::new(self, configurations);
        while !standings.part(self, configurations, usize::MAX) {}
        standings.found
    }

    fn standing(&self, best: usize, rows: &[usize]) -> Standing {
        let Measures { cost_usd, vus, .. } = self.measures;
        let among = |rows: &[usize], most: f64| {
            let mut near = within_factor(vus, rows, vus[best], most + 1e-9);
            near.retain(|&row| row == best || (usable(cost_usd[row]) && (self.is_sound)(row)));
            // One without a load is beside itself.
            if near.is_empty() { vec![best] } else { near }
        };
        let beside = among(rows, BESIDE);
        let lost = self.lost(&beside);
        let near = among(&beside, 1.0 + NEAR);
        let threshold = lost.map_or(f64::INFINITY, |found| found.1);
        let mean = |rows: &[usize]| rows.iter().map(|&row| cost_usd[row].ln()).sum::<f64>() / rows.len() as f64;
        let stable = |rows: Vec<usize>| {
            rows.into_iter().filter(|&row| row == best || cost_usd[row] < threshold).collect::<Vec<usize>>()
        };
        let kept = stable(near.clone());
        let (ln_cost, error) = match kept.len() {
            1 => self.fit(best, &stable(among(rows, f64::INFINITY))),
            count => (mean(&kept), 1.0 / (count as f64).sqrt()),
        };
        let ln_cost = ln_cost + PULL * (cost_usd[best].ln() - ln_cost);
        let error = (error * error + CURVE * CURVE).sqrt();
        Standing {
            best,
            near: near.len(),
            local_usd: mean(&near).exp(),
            lost: lost.map(|found| found.0),
            chance: None,
            ln_cost,
            error,
        }
    }

    /// Ln cost at the load of a best run by a parabola over ln VUs through the runs at the [`FITTED`] nearest loads, and its
    /// standard error: a run that is alone at its load is the best of its configuration partly by luck. With fewer than
    /// three loads it is the run's own.
    fn fit(&self, best: usize, rows: &[usize]) -> (f64, f64) {
        let Measures { cost_usd, vus, .. } = self.measures;
        let own = (cost_usd[best].ln(), 1.0);
        let mut points: Vec<(f64, f64)> = rows
            .iter()
            .map(|&row| ((vus[row] / vus[best]).ln(), cost_usd[row].ln()))
            .filter(|p| p.0.is_finite())
            .collect();
        order::sort_by(&mut points, |a, b| a.0.abs().total_cmp(&b.0.abs()));
        let mut loads: Vec<f64> = Vec::new();
        points.retain(|point| {
            let is_known = loads.iter().any(|load| (load - point.0).abs() <= NEAR);
            if !is_known && loads.len() < FITTED {
                loads.push(point.0);
            }
            is_known || loads.last() == Some(&point.0)
        });
        let weights = if loads.len() < 3 { None } else { parabola_at_zero(&points) };
        let Some(weights) = weights else { return own };
        let of = |value: &dyn Fn(usize) -> f64| (0..points.len()).map(value).sum::<f64>();
        (of(&|at| weights[at] * points[at].1), of(&|at| weights[at] * weights[at]).sqrt())
    }

    /// The runs that lost throughput among those beside a best run, and the cost from which on a run did.
    fn lost(&self, rows: &[usize]) -> Option<(Lost, f64)> {
        let Measures { cost_usd, vus, .. } = self.measures;
        let middle = median(rows.iter().map(|&row| cost_usd[row])).filter(|_| rows.len() >= LEAST_BESIDE)?;
        let most = LOST.max(self.noise.share).min(0.9);
        let threshold = middle / (1.0 - most);
        let lost: Vec<f64> = rows.iter().map(|&row| cost_usd[row]).filter(|&cost| cost > threshold).collect();
        let load = |pick: fn(f64, f64) -> f64| rows.iter().map(|&row| vus[row]).fold(f64::NAN, pick);
        let found = Lost {
            runs: lost.len(),
            of: rows.len(),
            most: 1.0 - middle / lost.iter().copied().fold(middle, f64::max),
            from_vus: load(f64::min),
            to_vus: load(f64::max),
            ln_loss: lost.iter().map(|cost| (cost / middle).ln()).sum::<f64>() / lost.len() as f64,
        };
        (!lost.is_empty()).then_some((found, threshold))
    }
}

/// The weight of each point's value in that of the least-squares parabola at 0; `None` where the points tell none.
fn parabola_at_zero(points: &[(f64, f64)]) -> Option<Vec<f64>> {
    let sum = |power: i32| points.iter().map(|point| point.0.powi(power)).sum::<f64>();
    let [n, a, b, c, d] = [0, 1, 2, 3, 4].map(sum);
    // The first row of the inverse of [[n, a, b], [a, b, c], [b, c, d]].
    let row = [b * d - c * c, b * c - a * d, a * c - b * b];
    let determinant = n * row[0] + a * row[1] + b * row[2];
    let weight = |point: &(f64, f64)| (row[0] + row[1] * point.0 + row[2] * point.0 * point.0) / determinant;
    (determinant.abs() > 1e-12).then(|| points.iter().map(weight).collect())
}

#[cfg(test)]
mod tests;

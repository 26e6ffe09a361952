//! The cheapest load within limits between runs: where a line between two neighbouring runs, one of which keeps the limits and
//! one of which does not, meets the limit.
//!
//! Between two loads all is taken to be a power of load (a line on logarithmic axes; error shares, which may be zero, a line).
//! Along such lines the cheapest place within the limits is a run or one of these crossings.

use isocost_kernels::series;

use super::cost_latency::usable;
use super::measures::Measures;
use super::slo::{Limit, Limits, broken, measured};
use crate::analysis::stats::order;

/// A place between two runs of one configuration at which a limit is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossing {
    /// The run that keeps the limits.
    pub keeps: usize,
    /// The one beside it that does not.
    pub breaks: usize,
    /// The load at which the limit is met.
    pub load: f64,
    /// The cost there, in the unit of the costs.
    pub cost_usd: f64,
    /// The standard error of ln cost there, from the noise of single runs.
    pub error: f64,
}

impl Crossing {
    /// The interval of the cost: two standard errors to either side.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        let factor = (2.0 * self.error).exp();
        (self.cost_usd / factor, self.cost_usd * factor)
    }
}

/// All crossings of a configuration whose runs are `rows`, by rising load. Beside each of them `kept` says whether
/// it keeps the limits. `deviation` is that of ln throughput of a run.
///
/// Rows without a usable load or cost are no part of it. Of runs at one load the first that keeps the limits stands for it, else
/// the first. A limit whose value one of the two runs lacks, and one on hardware, is met nowhere.
#[must_use]
pub fn crossings(
    measures: &Measures,
    limits: &Limits,
    load: &[f64],
    (rows, kept): (&[usize], &[bool]),
    deviation: f64,
) -> Vec<Crossing> {
    // Without limits every run keeps them.
    if limits.set().next().is_none() {
        return Vec::new();
    }
    let few = series::one_of_each(load, measures.cost_usd, rows, kept);
    let known = few.unwrap_or_else(|| one_of_each(load, measures.cost_usd, rows, kept));
    let beside = |two: &[usize]| {
        let [one, other] = [two[0], two[1]].map(|at| rows[at]);
        match (kept[two[0]], kept[two[1]]) {
            (true, false) => crossing(measures, limits, load, (one, other), deviation),
            (false, true) => crossing(measures, limits, load, (other, one), deviation),
            _ => None,
        }
    };
    known.windows(2).filter_map(beside).collect()
}

/// As the kernel of that name, whatever the number of loads.
fn one_of_each(load: &[f64], cost: &[f64], rows: &[usize], kept: &[bool]) -> Vec<usize> {
    let known = (0..rows.len()).filter(|&at| usable(load[rows[at]]) && usable(cost[rows[at]]));
    let (mut known, breaking): (Vec<usize>, Vec<usize>) = known.partition(|&at| kept[at]);
    known.extend(breaking);
    order::sort_rows_by(&mut known, &|at| order::key(load[rows[at]]));
    known.dedup_by(|later, first| load[rows[*later]] == load[rows[*first]]);
    known
}

fn crossing(
    measures: &Measures,
    limits: &Limits,
    load: &[f64],
    (keeps, breaks): (usize, usize),
    deviation: f64,
) -> Option<Crossing> {
    // How far from the one to the other the first limit is met, and by what factor its value changes between them.
    let mut first = (1.0f64, f64::INFINITY);
    for limit in broken(measures, limits, breaks) {
        for (share, change) in met(measures, limits, limit, keeps, breaks)? {
            if share < first.0 {
                first = (share, change);
            }
        }
    }
    let (share, change) = first;
    let between = |from: f64, to: f64| from * (to / from).powf(share);
    let cost = measures.cost_usd;
    let scatter = deviation * ((1.0 - share).powi(2) + share.powi(2)).sqrt();
    let slope = (cost[breaks] / cost[keeps]).ln() / change.ln().abs();
    Some(Crossing {
        keeps,
        breaks,
        load: between(load[keeps], load[breaks]),
        cost_usd: between(cost[keeps], cost[breaks]),
        error: scatter * (1.0 + slope * slope).sqrt(),
    })
}

/// Where between two runs a limit is met that the second breaks, as a share of the way, and by what factor the value changes;
/// of further measures one for each that it breaks. `None` where that cannot be told.
fn met(measures: &Measures, limits: &Limits, limit: Limit, keeps: usize, breaks: usize) -> Option<Vec<(f64, f64)>> {
    let power = |from: f64, to: f64, bound: f64| {
        let share = (bound / from).ln() / (to / from).ln();
        (usable(from) && usable(to) && (0.0..=1.0).contains(&share)).then_some((share, to / from))
    };
    if limit == Limit::Others {
        let broken = limits.others.iter().filter(|other| other.keeps(breaks) != Some(true));
        return broken.map(|other| power(other.values[keeps], other.values[breaks], other.bound)).collect();
    }
    let bound = limits.bound(limit)?;
    let (from, to) = (measured(measures, limit, keeps)?, measured(measures, limit, breaks)?);
    if limit == Limit::ErrorShare {
        return Some(vec![((bound - from) / (to - from), (1.0 + to) / (1.0 + from))]);
    }
    power(from, to, bound).map(|found| vec![found])
}

/// The cheapest crossing, where it costs less than every run that keeps the limits.
#[must_use]
pub fn cheapest(
    measures: &Measures,
    limits: &Limits,
    load: &[f64],
    rows: &[usize],
    deviation: f64,
) -> Option<Crossing> {
    limits.set().next()?;
    let is_kept: Vec<bool> = rows.iter().map(|&row| broken(measures, limits, row).next().is_none()).collect();
    let kept = rows.iter().zip(&is_kept).filter(|(row, is_kept)| **is_kept && usable(load[**row]));
    let kept: Vec<usize> = kept.map(|(&row, _)| row).collect();
    let best = measures.ranking().cheapest(&kept).map_or(f64::INFINITY, |row| measures.cost_usd[row]);
    let found = crossings(measures, limits, load, (rows, &is_kept), deviation);
    found.into_iter().min_by(|a, b| a.cost_usd.total_cmp(&b.cost_usd)).filter(|crossing| crossing.cost_usd < best)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COST: [f64; 4] = [1000.0, 600.0, 450.0, 400.0];
    const P95: [f64; 4] = [150.0, 180.0, 490.0, 900.0];
    const VUS: [f64; 4] = [32.0, 64.0, 128.0, 256.0];

    fn measures() -> Measures<'static> {
        Measures {
            cost_usd: &COST,
            avg_latency_ms: &P95,
            p95_latency_ms: Some(&P95),
            throughput_req_per_sec: &VUS,
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: None,
            requests: None,
            vus: &VUS,
            batch_size: &VUS,
            hardware: &[0; 4],
            failed_checks: None,
        }
    }

    fn within(p95_ms: f64) -> Limits {
        Limits { max_p95_latency_ms: Some(p95_ms), ..Limits::default() }
    }

    #[test]
    fn between_the_last_that_keeps_and_the_first_that_breaks() {
        let found = cheapest(&measures(), &within(400.0), &VUS, &[3, 1, 0, 2], 0.01).unwrap();
        let share = (400.0f64 / 180.0).ln() / (490.0f64 / 180.0).ln();
        assert_eq!((found.keeps, found.breaks), (1, 2));
        assert!((found.load - 64.0 * 2f64.powf(share)).abs() < 1e-9);
        assert!((found.cost_usd - 600.0 * (0.75f64).powf(share)).abs() < 1e-9);
        let (low, high) = found.interval();
        assert!(low < found.cost_usd && found.cost_usd < high && high / low < 1.1);
    }

    #[test]
    fn no_crossing() {
        let of = |limits: &Limits, rows: &[usize]| cheapest(&measures(), limits, &VUS, rows, 0.01);
        assert_eq!(of(&within(1000.0), &[0, 1, 2, 3]), None, "all keep it");
        assert_eq!(of(&within(100.0), &[0, 1, 2, 3]), None, "none does");
        assert_eq!(of(&Limits::default(), &[0, 1, 2, 3]), None);
        assert_eq!(of(&within(400.0), &[1]), None);
        let hardware = Limits { allowed_hardware: Some(vec![false]), ..within(400.0) };
        assert_eq!(of(&hardware, &[0, 1, 2, 3]), None);
    }
}

//! Near ties: runs within a tolerance of the cheapest, and the Pareto front of cost and latency as a menu.

use std::cmp::Ordering;

use super::cost_latency::usable;
use super::measures::Measures;
use super::pareto;
use crate::analysis::stats::order;

/// A run nearly as cheap as the cheapest, and what it trades: changes against the cheapest as shares (0.1 is 10 %
/// more), NaN where either has no value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearTie {
    /// The run.
    pub row: usize,
    /// Cost, 0 up to the tolerance.
    pub cost: f64,
    /// Mean latency.
    pub avg_latency: f64,
    /// 95th percentile of latency.
    pub p95_latency: f64,
    /// Throughput.
    pub throughput: f64,
}

impl NearTie {
    /// Whether it is faster by its mean latency, or by its p95 where the table has one.
    #[must_use]
    pub fn is_faster(&self) -> bool {
        self.avg_latency < 0.0 || self.p95_latency < 0.0
    }
}

/// The runs of `rows` that cost at most `tolerance` (a share) more than the cheapest, without that one, cheapest first by
/// the page's rule. None when nothing has a usable cost; a tolerance below 0 or NaN admits none.
#[must_use]
pub fn near_ties(measures: &Measures, rows: &[usize], tolerance: f64) -> Vec<NearTie> {
    let ranking = measures.ranking();
    let Some(best) = ranking.cheapest(rows) else { return Vec::new() };
    let cost = measures.cost_usd;
    let near = |&row: &usize| row != best && usable(cost[row]) && change(cost, best, row) <= tolerance;
    let found = ranking.ranked(&rows.iter().copied().filter(near).collect::<Vec<usize>>());
    let tie = |row| NearTie {
        row,
        cost: change(cost, best, row),
        avg_latency: change(measures.avg_latency_ms, best, row),
        p95_latency: measures.p95_latency_ms.map_or(f64::NAN, |p95| change(p95, best, row)),
        throughput: change(measures.throughput_req_per_sec, best, row),
    };
    found.into_iter().map(tie).collect()
}

/// The one of some near ties that gives most for its price, which is a choice: faster than the cheapest, and no other of
/// them is as fast for less. `None` when none is faster.
#[must_use]
pub fn example(ties: &[NearTie]) -> Option<&NearTie> {
    // What has the least of one and then of the others is dominated by none. NaN is no number below 0.
    let by = |of: fn(&NearTie) -> f64| {
        let keys = move |tie: &NearTie| [of(tie), tie.cost, tie.avg_latency, tie.p95_latency];
        let least = |a: &&NearTie, b: &&NearTie| {
            let pairs = keys(a).into_iter().zip(keys(b));
            pairs.map(|(a, b)| a.total_cmp(&b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        };
        ties.iter().filter(|tie| of(tie) < 0.0).min_by(least)
    };
    by(|tie| tie.avg_latency).or_else(|| by(|tie| tie.p95_latency))
}

fn change(values: &[f64], from: usize, to: usize) -> f64 {
    if usable(values[from]) && usable(values[to]) { (values[to] - values[from]) / values[from] } else { f64::NAN }
}

/// A choice on the front.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course {
    /// The run.
    pub row: usize,
    /// How much faster than the choice before it, ms.
    pub ms_saved: f64,
    /// How much more it costs than that one, $ per 1 billion requests.
    pub usd_more: f64,
    /// What each ms costs, $ per 1 billion requests; `None` for the first and where it saves nothing (the same point
    /// measured twice).
    pub usd_per_ms: Option<f64>,
}

/// The front of cost and a latency (ms) as a menu, from the cheapest to the fastest. Rows without a usable cost or
/// latency are not on it.
#[must_use]
pub fn menu(cost_usd: &[f64], latency_ms: &[f64], rows: &[usize]) -> Vec<Course> {
    let known: Vec<usize> =
        rows.iter().copied().filter(|&row| usable(cost_usd[row]) && usable(latency_ms[row])).collect();
    let pick = |values: &[f64]| known.iter().map(|&row| values[row]).collect::<Vec<f64>>();
    let mut front: Vec<usize> =
        pareto::front(&pick(latency_ms), &pick(cost_usd)).into_iter().map(|at| known[at]).collect();
    // By falling latency, what is equal in the table's order.
    order::sort_by(&mut front, |&a, &b| latency_ms[b].total_cmp(&latency_ms[a]));
    let mut before = front.first().copied();
    let course = |row: usize| {
        let from = before.replace(row).unwrap_or(row);
        let (ms_saved, usd_more) = (latency_ms[from] - latency_ms[row], cost_usd[row] - cost_usd[from]);
        Course { row, ms_saved, usd_more, usd_per_ms: (ms_saved > 0.0).then(|| usd_more / ms_saved) }
    };
    front.into_iter().map(course).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COST: [f64; 6] = [100.0, 102.0, 102.1, 101.0, 0.0, 100.0];
    const LATENCY: [f64; 6] = [50.0, 40.0, 10.0, 60.0, 1.0, 50.0];

    #[test]
    fn within_the_tolerance() {
        let measures = Measures {
            cost_usd: &COST,
            avg_latency_ms: &LATENCY,
            p95_latency_ms: None,
            throughput_req_per_sec: &LATENCY,
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: None,
            requests: None,
            vus: &LATENCY,
            batch_size: &LATENCY,
            hardware: &[0; 6],
            failed_checks: None,
        };
        let ties = near_ties(&measures, &[0, 1, 2, 3, 4, 5], 0.02);
        assert_eq!(ties.iter().map(|tie| tie.row).collect::<Vec<_>>(), [5, 3, 1]);
        assert_eq!((ties[2].cost, ties[2].avg_latency, ties[2].is_faster()), (0.02, -0.2, true));
        assert!(ties[2].p95_latency.is_nan() && !ties[0].is_faster());
        assert!(near_ties(&measures, &[0, 1], f64::NAN).is_empty());
        assert!(near_ties(&measures, &[4], 1.0).is_empty() && near_ties(&measures, &[], 1.0).is_empty());
    }

    #[test]
    fn a_menu_from_the_cheapest_to_the_fastest() {
        let courses = menu(&COST, &LATENCY, &[0, 1, 2, 3, 4, 5]);
        let told: Vec<_> = courses.iter().map(|c| (c.row, c.ms_saved, c.usd_per_ms)).collect();
        assert_eq!(told[..3], [(0, 0.0, None), (5, 0.0, None), (1, 10.0, Some(0.2))]);
        assert_eq!((told[3].0, told[3].1), (2, 30.0));
        assert!(menu(&COST, &LATENCY, &[4]).is_empty());
    }
}

//! The order of runs by what a unit of work costs: which is the cheapest, and which comes next.

use isocost_kernels::rows::{near_least, usable};

use super::order::{first, rank};
use super::whole::TOLERANCE;

/// The columns that decide: cost, and of equal costs the p95 (the mean where there is none), then the failed checks, then
/// the earlier row.
///
/// A cost counts when it is [`usable`]. A latency that is not comes after every one that is: a run is not passed over for
/// want of it.
#[derive(Clone, Copy, Debug)]
pub struct Ranking<'a> {
    /// What a unit of work costs, in any unit.
    pub cost: &'a [f64],
    /// 95th percentile of latency, ms.
    pub p95_ms: Option<&'a [f64]>,
    /// Mean latency, ms.
    pub mean_ms: &'a [f64],
    /// How many checks each run fails; an absent column is of runs that fail none.
    pub failed_checks: Option<&'a [u8]>,
}

impl Ranking<'_> {
    /// Whether a run has a cost to be ranked by.
    #[must_use]
    pub fn ranks(&self, row: usize) -> bool {
        usable(self.cost[row])
    }

    /// The cheapest of some rows; of equal ones the first given. `None` when no row has a usable cost. `O(k)` for `k` rows.
    #[must_use]
    pub fn cheapest(&self, of: &[usize]) -> Option<usize> {
        let near = near_least(self.cost, of, TOLERANCE);
        if near.len() < 2 {
            return near.first().copied();
        }
        first(&near, &[&|row| self.cost[row], &|row| self.p95(row), &|row| self.stand_in(row), &|row| self.failed(row)])
    }

    /// The rows with a usable cost, cheapest first: the first is the [`cheapest`](Self::cheapest).
    #[must_use]
    pub fn ranked(&self, of: &[usize]) -> Vec<usize> {
        let known: Vec<usize> = of.iter().copied().filter(|&row| self.ranks(row)).collect();
        let mut places: Vec<usize> = (0..known.len()).collect();
        let at = |place: usize| known[place];
        rank(
            &mut places,
            &[
                &|place| self.cost[at(place)],
                &|place| self.p95(at(place)),
                &|place| self.stand_in(at(place)),
                &|place| self.failed(at(place)),
            ],
        );
        places.into_iter().map(at).collect()
    }

    fn p95(&self, row: usize) -> f64 {
        self.p95_ms.map(|p95| p95[row]).filter(|&ms| usable(ms)).unwrap_or(f64::INFINITY)
    }

    /// The mean where it stands in for the p95, else nothing that decides.
    fn stand_in(&self, row: usize) -> f64 {
        let mean = self.mean_ms[row];
        match self.p95(row) {
            p95 if p95 < f64::INFINITY => 0.0,
            _ if usable(mean) => mean,
            _ => f64::INFINITY,
        }
    }

    fn failed(&self, row: usize) -> f64 {
        self.failed_checks.map_or(0.0, |failed| f64::from(failed[row]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cheapest(cost: &[f64], mean_ms: &[f64], of: &[usize]) -> Option<usize> {
        let ranking = Ranking { cost, p95_ms: None, mean_ms, failed_checks: None };
        let ranked = ranking.ranked(of);
        assert_eq!(ranked.first().copied(), ranking.cheapest(of));
        ranking.cheapest(of)
    }

    #[test]
    fn one_rule_for_the_cheapest() {
        let latency = [100.0, 200.0, 300.0, 50.0, f64::NAN, 100.0];
        let cost = [9.0, 4.0, 4.0, 0.0, 1.0, 9.0];
        assert_eq!(
            cheapest(&cost, &latency, &[0, 1, 2, 3, 4, 5]),
            Some(4),
            "a missing latency does not hide the lowest cost"
        );
        assert_eq!(cheapest(&cost, &latency, &[2, 0, 1]), Some(1), "equal cost: the lower latency");
        assert_eq!(cheapest(&cost, &latency, &[5, 0]), Some(5), "equal cost and latency: the first given");
        assert_eq!(cheapest(&[4.0, 4.0 - 1e-12], &[1.0, 2.0], &[0, 1]), Some(0), "rounding is no cost");
        let (cost, latency) = ([2.0, 2.0, 2.0], [f64::NAN, 0.0, 900.0]);
        assert_eq!(cheapest(&cost, &latency, &[0, 1, 2]), Some(2), "a missing or zero latency is no fast one");
        assert_eq!(cheapest(&cost, &latency, &[1, 0]), Some(1));
        for unusable in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(cheapest(&[unusable], &[1.0], &[0]), None);
        }
        assert_eq!(cheapest(&[], &[], &[]), None);
    }

    #[test]
    fn p95_then_checks() {
        let p95 = [f64::NAN, 7.0, 7.0, 8.0];
        let of = |failed: [u8; 4]| {
            let columns =
                Ranking { cost: &[5.0; 4], p95_ms: Some(&p95), mean_ms: &[1.0; 4], failed_checks: Some(&failed) };
            columns.ranked(&[0, 1, 2, 3])
        };
        assert_eq!((of([0; 4]), of([0, 1, 0, 0])), (vec![1, 2, 3, 0], vec![2, 1, 3, 0]));
    }
}

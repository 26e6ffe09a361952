//! The cheapest run of each group, and of all.

use super::answer::Ranking;
use super::compare::saving_percent;
use super::cost_latency::usable;
use crate::analysis::stats::median::median;
use crate::analysis::stats::order as sort;

/// The cheapest run of a group, held against its group and against the best of all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupBest {
    /// The group.
    pub group: usize,
    /// The row of its [`cheapest`](Ranking::cheapest) run.
    pub row: usize,
    /// How many of its runs have a usable cost.
    pub runs: usize,
    /// The median cost of these runs, $ per 1 billion requests.
    pub median_cost_usd: f64,
    /// How far the cheapest run lies below that median, % of the median, in `0..100`.
    pub below_median_percent: f64,
    /// How much more it costs than the cheapest run of all, % of the latter; 0 for that one itself.
    pub above_best_percent: f64,
}

/// The groups that occur among some rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Best {
    /// Those with a usable cost, cheapest first; of equally cheap ones the one with the faster best run, then in the
    /// order of these rows. So the first is the [`cheapest`](Ranking::cheapest) of all rows.
    pub groups: Vec<GroupBest>,
    /// Those without any usable cost, rising.
    pub unpriced: Vec<usize>,
    /// How many rows have no usable cost.
    pub left_out: usize,
}

impl Best {
    /// Finds the cheapest of `rows` in each group.
    ///
    /// A cost that is missing, infinite, zero or negative is not a measurement (a zero cost is an unknown price): it
    /// is counted, never ranked. `group_of[row]` is the group of a row, and costs are $ per 1 billion requests.
    #[must_use]
    pub fn new(ranking: &Ranking, group_of: &[usize], rows: &[usize]) -> Self {
        let cost_usd = ranking.cost;
        let mut order = rows.to_vec();
        sort::sort_rows_by(&mut order, &|row| group_of[row] as u64);
        let mut best = Self::default();
        for group in order.chunk_by(|&a, &b| group_of[a] == group_of[b]) {
            let priced: Vec<usize> = group.iter().copied().filter(|&row| usable(cost_usd[row])).collect();
            best.left_out += group.len() - priced.len();
            match group_best(ranking, group_of[group[0]], &priced) {
                Some(found) => best.groups.push(found),
                None => best.unpriced.push(group_of[group[0]]),
            }
        }
        best.rank(ranking, rows);
        best
    }

    /// The row of the cheapest run of all.
    #[must_use]
    pub fn overall(&self) -> Option<usize> {
        self.groups.first().map(|group| group.row)
    }

    fn rank(&mut self, ranking: &Ranking, rows: &[usize]) {
        let cost_usd = ranking.cost;
        let mut group_at = vec![None; cost_usd.len()];
        self.groups.iter().for_each(|group| group_at[group.row] = Some(*group));
        let bests: Vec<usize> = rows.iter().copied().filter(|&row| group_at[row].is_some()).collect();
        self.groups = ranking.ranked(&bests).into_iter().filter_map(|row| group_at[row]).collect();
        if let Some(least) = self.overall().map(|row| cost_usd[row]) {
            for group in &mut self.groups {
                group.above_best_percent = (cost_usd[group.row] - least) / least * 100.0;
            }
        }
    }
}

/// The cheapest of a group's priced rows; `above_best_percent` is still to be found.
fn group_best(ranking: &Ranking, group: usize, priced: &[usize]) -> Option<GroupBest> {
    let cost_usd = ranking.cost;
    let row = ranking.cheapest(priced)?;
    let median_cost_usd = median(priced.iter().map(|&row| cost_usd[row]))?;
    Some(GroupBest {
        group,
        row,
        runs: priced.len(),
        median_cost_usd,
        below_median_percent: saving_percent(cost_usd[row], median_cost_usd),
        above_best_percent: 0.0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by<'a>(cost: &'a [f64], mean_ms: &'a [f64]) -> Ranking<'a> {
        Ranking { cost, p95_ms: None, mean_ms, failed_checks: None }
    }

    #[test]
    fn each_group_has_its_best() {
        let cost = [8.0, 4.0, 6.0, 0.0, 5.0, f64::NAN];
        let best = Best::new(&by(&cost, &[1.0; 6]), &[0, 1, 1, 1, 0, 2], &[0, 1, 2, 3, 4, 5]);
        let rows: Vec<_> = best.groups.iter().map(|g| (g.group, g.row, g.runs, g.median_cost_usd)).collect();
        assert_eq!(rows, [(1, 1, 2, 5.0), (0, 4, 2, 6.5)]);
        assert!((best.groups[0].below_median_percent - 20.0).abs() < 1e-12);
        assert_eq!(best.groups[0].above_best_percent, 0.0);
        assert!((best.groups[1].above_best_percent - 25.0).abs() < 1e-12);
        assert_eq!((best.overall(), best.unpriced, best.left_out), (Some(1), vec![2], 2));
    }

    #[test]
    fn ties_go_to_the_faster_then_to_the_first_row() {
        let rows = |latency: [f64; 3]| {
            let best = Best::new(&by(&[3.0; 3], &latency), &[1, 0, 1], &[2, 1, 0]);
            best.groups.iter().map(|g| g.row).collect::<Vec<_>>()
        };
        assert_eq!(rows([9.0, 9.0, 9.0]), [2, 1]);
        assert_eq!(rows([5.0, 9.0, 9.0]), [0, 1]);
        assert_eq!(rows([5.0, 4.0, 9.0]), [1, 0]);
        assert_eq!(rows([f64::NAN, 9.0, 9.0]), [2, 1]);
    }

    #[test]
    fn none_and_one() {
        assert_eq!(Best::new(&by(&[1.0], &[1.0]), &[0], &[]), Best::default());
        let one = Best::new(&by(&[7.0], &[1.0]), &[0], &[0]);
        assert_eq!((one.overall(), one.groups[0].below_median_percent), (Some(0), 0.0));
        assert_eq!(Best::new(&by(&[0.0], &[1.0]), &[0], &[0]).overall(), None);
    }
}

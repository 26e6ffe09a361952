//! Comparison with all else equal: which value of a category is cheapest.
//!
//! A *place* is everything else: the other categories, the batch size and the VUs. Where at least two values of the
//! compared category were run at one place, they compete there by cost.

use crate::analysis::stats::order;

use super::cost_latency::usable;
use crate::analysis::stats::classes::Classes;

/// The columns of a comparison, one value for each row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The compared category.
    pub compared: &'a [u32],
    /// The categories that must be equal.
    pub others: &'a [&'a [u32]],
    /// Largest batch; must be equal.
    pub batch_size: &'a [f64],
    /// Virtual users; must be equal.
    pub vus: &'a [f64],
    /// $ per 1 billion requests.
    pub cost_usd: &'a [f64],
    /// How many checks each run fails: one that fails any does not compete. `None` where all compete.
    pub failed_checks: Option<&'a [u8]>,
}

/// One place at which values competed.
#[derive(Clone, Debug, PartialEq)]
pub struct Contest {
    /// The cheapest run of each value, cheapest first; of equally cheap ones the one that comes first among the given
    /// rows. At least two.
    pub candidates: Vec<usize>,
    /// How much the cheapest value saves against the next cheapest, % of the latter: `100 (1 − cheapest / next)`, in
    /// `0..100`. Where exactly two values compete, the next cheapest is the dearer one. Zero when they cost the same.
    pub saving_percent: f64,
}

impl Contest {
    /// The cheapest run.
    #[must_use]
    pub fn winner(&self) -> usize {
        self.candidates[0]
    }

    /// The cheapest run of the next cheapest value.
    #[must_use]
    pub fn rival(&self) -> usize {
        self.candidates[1]
    }

    /// Whether the two cheapest values cost the same, so that none has won.
    #[must_use]
    pub fn is_tie(&self) -> bool {
        self.saving_percent == 0.0
    }
}

/// All places at which values competed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// By batch size, then VUs, then the other categories.
    pub contests: Vec<Contest>,
    /// How many rows have no usable cost, batch size or VUs, and compete nowhere.
    pub left_out: usize,
    /// How many others fail a check, and compete nowhere.
    pub failed: usize,
    /// How many rows found no other value at their place.
    pub alone: usize,
    /// How many rows lost to a cheaper run of their own value at their place.
    pub repeats: usize,
}

/// Lets the values of a category compete in `rows`.
///
/// A cost, batch size or VUs that is missing, infinite, zero or negative never competes; such rows are counted. Of
/// repeated runs of one value at one place the cheapest counts. A run that fails a check (short, collapsed, idle) says
/// little of its value. `O(n log n)` for `n` rows.
///
/// ```
/// use isocost::analysis::decide::compare::{Columns, compare};
/// let same = [8.0, 8.0];
/// let columns =
///     Columns { compared: &[0, 1], others: &[], batch_size: &same, vus: &same, cost_usd: &[4.0, 3.0], failed_checks: None };
/// let got = compare(&columns, &[0, 1]);
/// assert_eq!(got.contests[0].winner(), 1);
/// assert_eq!(got.contests[0].saving_percent, 25.0);
/// ```
#[must_use]
pub fn compare(columns: &Columns<'_>, rows: &[usize]) -> Comparison {
    let competes = |row: usize| [columns.cost_usd, columns.batch_size, columns.vus].iter().all(|c| usable(c[row]));
    let mut order: Vec<usize> = rows.iter().copied().filter(|&row| competes(row)).collect();
    let mut comparison = Comparison { left_out: rows.len() - order.len(), ..Comparison::default() };
    if let Some(failed) = columns.failed_checks {
        order.retain(|&row| failed[row] == 0);
        comparison.failed = rows.len() - comparison.left_out - order.len();
    }
    let places = columns.places();
    order::sort_rows_by(&mut order, &|row| places[row].into());
    for place in order.chunk_by_mut(|&a, &b| places[a] == places[b]) {
        let value = |row: usize| columns.compared[row];
        if place.iter().all(|&row| value(row) == value(place[0])) {
            comparison.alone += place.len();
            continue;
        }
        // Cheapest first, so the first run of a value is its cheapest. Stable: of equal costs the first row stays first.
        order::sort_rows_by(place, &|row| order::key(columns.cost_usd[row]));
        let mut candidates: Vec<usize> = Vec::with_capacity(place.len().min(8));
        for &row in &*place {
            // There are few values.
            if !candidates.iter().any(|&candidate| value(candidate) == value(row)) {
                candidates.push(row);
            }
        }
        comparison.repeats += place.len() - candidates.len();
        let saving_percent = saving_percent(columns.cost_usd[candidates[0]], columns.cost_usd[candidates[1]]);
        comparison.contests.push(Contest { candidates, saving_percent });
    }
    comparison
}

impl Columns<'_> {
    /// For each row the number of its place, in their order.
    fn places(&self) -> Vec<u32> {
        let vus = Classes::of_numbers(self.vus);
        let places = Classes::of_numbers(self.batch_size).split(&vus.of_row, vus.count);
        let split = |places: Classes, codes: &&[u32]| {
            places.split(codes, codes.iter().max().map_or(0, |&last| last as usize + 1))
        };
        self.others.iter().fold(places, split).of_row
    }
}

impl Comparison {
    /// The ratios of what a value costs to the cheapest of the others, where it competes: `value` tells the value of a row.
    pub fn ratios(&self, cost_usd: &[f64], value: impl Fn(usize) -> bool + Copy) -> impl Iterator<Item = f64> {
        self.contests.iter().filter_map(move |contest| {
            let own = contest.candidates.iter().find(|&&row| value(row))?;
            let other = contest.candidates.iter().find(|&&row| !value(row))?;
            Some(cost_usd[*own] / cost_usd[*other])
        })
    }
}

/// How much `cost` is below `against`, % of the latter, both above zero: `100 (1 − cost / against)`. Below 100 however
/// far apart they are, and not zero unless they are equal. Negative when `cost` is the dearer one.
#[must_use]
pub fn saving_percent(cost: f64, against: f64) -> f64 {
    // By the difference: 1 − cost / against would round the smallest differences to nothing.
    ((against - cost) / against).min(1f64.next_down()) * 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contests(compared: &[u32], others: &[u32], vus: &[f64], cost_usd: &[f64]) -> Comparison {
        let batch_size = vec![4.0; cost_usd.len()];
        let rows: Vec<usize> = (0..cost_usd.len()).collect();
        let columns =
            Columns { compared, others: &[others], batch_size: &batch_size, vus, cost_usd, failed_checks: None };
        compare(&columns, &rows)
    }

    #[test]
    fn only_equals_compete() {
        let got = contests(&[0, 1, 1, 0], &[0, 0, 1, 0], &[2.0, 2.0, 2.0, 3.0], &[10.0, 5.0, 1.0, 1.0]);
        assert_eq!(got.contests, [Contest { candidates: vec![1, 0], saving_percent: 50.0 }]);
        assert_eq!((got.alone, got.left_out, got.repeats), (2, 0, 0));
    }

    #[test]
    fn of_three_the_second_cheapest_is_the_measure() {
        let got = contests(&[0, 1, 2], &[0; 3], &[1.0; 3], &[100.0, 8.0, 10.0]);
        assert_eq!(got.contests[0].candidates, [1, 2, 0]);
        assert!((got.contests[0].saving_percent - 20.0).abs() < 1e-12);
    }

    #[test]
    fn repeats_ties_and_what_is_unusable() {
        let got = contests(&[0, 0, 1], &[0; 3], &[1.0; 3], &[9.0, 3.0, 3.0]);
        assert_eq!(got.contests[0].candidates, [1, 2]);
        assert!(got.contests[0].is_tie());
        assert_eq!(got.repeats, 1);
        for broken in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let got = contests(&[0, 1], &[0; 2], &[1.0; 2], &[3.0, broken]);
            assert_eq!((got.contests.len(), got.left_out, got.alone), (0, 1, 1), "{broken}");
            assert_eq!(contests(&[0, 1], &[0; 2], &[1.0, broken], &[3.0, 3.0]).left_out, 1, "{broken}");
        }
        assert_eq!(contests(&[], &[], &[], &[]), Comparison::default());
        assert_eq!(contests(&[0], &[0], &[1.0], &[1.0]).alone, 1);
    }

    #[test]
    fn what_fails_a_check_does_not_compete() {
        let of = |failed_checks| {
            let columns = Columns {
                compared: &[0, 1, 1],
                others: &[],
                batch_size: &[1.0; 3],
                vus: &[1.0; 3],
                cost_usd: &[4.0, 9.0, 5.0],
                failed_checks,
            };
            compare(&columns, &[0, 1, 2])
        };
        assert_eq!((of(None).contests[0].candidates.clone(), of(None).failed), (vec![0, 2], 0));
        let got = of(Some(&[0, 0, 2]));
        assert_eq!((got.contests[0].candidates.clone(), got.failed, got.repeats), (vec![0, 1], 1, 0));
        assert_eq!((of(Some(&[1, 0, 0])).contests.len(), of(Some(&[1, 0, 0])).alone), (0, 2));
        let ratios: Vec<f64> = got.ratios(&[4.0, 9.0, 5.0], |row| row == 1).collect();
        assert_eq!(ratios, [9.0 / 4.0]);
    }

    #[test]
    fn savings_stay_below_a_hundred_and_above_nothing() {
        assert!(saving_percent(5e-324, 1e308) < 100.0);
        assert!(saving_percent(1.0, 1f64.next_up()) > 0.0);
        assert_eq!(saving_percent(2.0, 2.0), 0.0);
        assert_eq!(saving_percent(3.0, 2.0), -50.0);
    }
}

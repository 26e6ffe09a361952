//! Pareto front of one to three objectives.
//!
//! A run dominates another when it is no worse in any objective and better in one. Runs that are equal in all of them do
//! not dominate each other: all are kept.

use std::cmp::Ordering;

use crate::analysis::stats::order;

/// An objective: a value to be minimised or maximised.
#[derive(Clone, Copy, Debug)]
pub struct Objective<'a> {
    /// A value for each row of the table.
    pub values: &'a [f64],
    /// Whether more is better.
    pub more_is_better: bool,
}

/// The rows that nothing dominates, by the first objective from its best on, then the second, the third, then in the
/// given order. A row with a NaN in any objective is on no front; infinities compare as numbers.
///
/// `O(k log k)` for `k` rows: in sorted order only what came before can dominate, so that it suffices to know the least
/// third value among those before that are no worse in the second, which a Fenwick tree of minima tells. Source: Kung,
/// Luccio and Preparata, "On Finding the Maxima of a Set of Vectors", *Journal of the ACM* 22(4), 1975, for three
/// dimensions. No objective: every row. Objectives after the third are not looked at.
#[must_use]
pub fn front(objectives: &[Objective], rows: &[usize]) -> Vec<usize> {
    let mut points: Vec<(usize, [f64; 3])> = rows
        .iter()
        .map(|&row| (row, [0, 1, 2].map(|k| objectives.get(k).map_or(0.0, |objective| objective.at(row)))))
        .filter(|(_, point)| !point.iter().any(|value| value.is_nan()))
        .collect();
    order::sort_by(&mut points, |a, b| compare(&a.1, &b.1));
    let mut second: Vec<f64> = points.iter().map(|(_, point)| point[1]).collect();
    order::sort_numbers(&mut second);
    second.dedup();
    let mut least_third = Minima::new(second.len());
    let mut kept = Vec::new();
    for equal in points.chunk_by(|a, b| compare(&a.1, &b.1) == Ordering::Equal) {
        let [_, y, z] = equal[0].1;
        let rank = second.partition_point(|&value| value < y);
        if least_third.up_to(rank).is_none_or(|least| least > z) {
            kept.extend(equal.iter().map(|&(row, _)| row));
        }
        least_third.lower(rank, z);
    }
    kept
}

impl Objective<'_> {
    /// To be minimised; zeros of either sign are one.
    fn at(&self, row: usize) -> f64 {
        (if self.more_is_better { -self.values[row] } else { self.values[row] }) + 0.0
    }
}

fn compare(a: &[f64; 3], b: &[f64; 3]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// The least value at ranks up to any (Fenwick, "A New Data Structure for Cumulative Frequency Tables", 1994).
struct Minima(Vec<Option<f64>>);

impl Minima {
    fn new(ranks: usize) -> Self {
        Self(vec![None; ranks + 1])
    }

    fn lower(&mut self, rank: usize, value: f64) {
        let mut at = rank + 1;
        while at < self.0.len() {
            let held = &mut self.0[at];
            *held = Some(held.map_or(value, |least| least.min(value)));
            at += at & at.wrapping_neg();
        }
    }

    fn up_to(&self, rank: usize) -> Option<f64> {
        let (mut at, mut least) = (rank + 1, None::<f64>);
        while at > 0 {
            if let Some(value) = self.0[at] {
                least = Some(least.map_or(value, |held| held.min(value)));
            }
            at -= at & at.wrapping_neg();
        }
        least
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_duplicates_and_directions() {
        let cost = [1.0, 1.0, 2.0, 2.0, f64::NAN];
        let rate = [5.0, 5.0, 9.0, 4.0, 99.0];
        let (low, high) =
            (Objective { values: &cost, more_is_better: false }, Objective { values: &rate, more_is_better: true });
        assert_eq!(front(&[low, high], &[0, 1, 2, 3, 4]), [0, 1, 2]);
        assert_eq!(front(&[high, low], &[3, 2, 1]), [2, 1]);
        assert_eq!(front(&[low], &[3, 2, 1, 0]), [1, 0]);
        assert_eq!(front(&[], &[3, 4]), [3, 4]);
        assert!(front(&[low, high], &[]).is_empty());
    }

    #[test]
    fn zeros_and_infinities() {
        let (x, y) = ([0.0, -0.0, f64::INFINITY], [1.0, 1.0, f64::NEG_INFINITY]);
        let objective = |values| Objective { values, more_is_better: false };
        assert_eq!(front(&[objective(&x[..]), objective(&y[..]), objective(&x[..])], &[0, 1, 2]), [0, 1, 2]);
    }
}

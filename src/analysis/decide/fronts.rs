//! Pareto front of one to three objectives.
//!
//! A run dominates another when it is no worse in any objective and better in one. Runs that are equal in all of them do
//! not dominate each other: all are kept.

use std::borrow::Cow;
use std::cmp::Ordering;

use isocost_kernels::rows::MANY_ROWS;

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
    let point = |row: usize| [0, 1, 2].map(|k| objectives.get(k).map_or(0.0, |objective| objective.at(row)));
    let few = if rows.len() < MANY_ROWS { rows.into() } else { Cow::from(thinned(rows, 0.0, &point, None)) };
    let mut points: Vec<(usize, [f64; 3])> = few
        .iter()
        .map(|&row| (row, point(row)))
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

/// So many rows are looked at to find those that beat most.
const SAMPLE: usize = 500;
/// And so many of these are held against every row.
const STRONGEST: usize = 8;

/// The rows without most of those that are on no front, in their order and in `O(n)`: what is dropped is beaten by a row
/// that stays. `point` is what is to be small, 0 for what does not count. A difference of less than `share` of a value is
/// none that drops a row. What has a NaN stays. `sieve`, where there is one, spares most rows that look.
#[must_use]
#[inline(never)]
pub fn thinned(rows: &[usize], share: f64, point: &dyn Fn(usize) -> [f64; 3], sieve: Option<Sieve>) -> Vec<usize> {
    let mut left = rows.to_vec();
    while left.len() >= MANY_ROWS {
        let before = left.len();
        let sample: Vec<[f64; 3]> = left.iter().step_by(before / SAMPLE).map(|&row| point(row)).collect();
        let beaten = |by: &[f64; 3]| sample.iter().filter(|other| beats(by, other, share)).count();
        let mut strongest: Vec<(usize, [f64; 3])> = sample.iter().map(|by| (beaten(by), *by)).collect();
        order::sort_by(&mut strongest, |a, b| b.0.cmp(&a.0));
        strongest.truncate(STRONGEST);
        let strongest: Vec<[f64; 3]> = strongest.into_iter().map(|(_, by)| by).collect();
        if let Some(sieve) = sieve {
            left = sieve(&strongest, &left);
        }
        left.retain(|&row| {
            let point = point(row);
            !strongest.iter().any(|by| beats(by, &point, share))
        });
        if left.len() > before / 2 {
            break;
        }
    }
    left
}

/// Rows without some of those that one of a few points beats, whose loop is compiled for speed.
pub type Sieve<'a> = &'a dyn Fn(&[[f64; 3]], &[usize]) -> Vec<usize>;

/// Whether a point dominates another, by more than a share of it in some value, and is the same in all others.
fn beats(by: &[f64; 3], other: &[f64; 3], share: f64) -> bool {
    let mut is_better = false;
    by.iter().zip(other).all(|(by, other)| {
        let less = by < other && (other.is_infinite() || other - by > share * other.abs());
        is_better |= less;
        less || by == other
    }) && is_better
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
    fn many_rows_are_thinned_out_to_the_same_front() {
        let wave = |row: usize, by: f64| ((row as f64 * by).sin() * 300.0).round();
        for shape in 0..4 {
            let column = |by: f64| -> Vec<f64> {
                let value = |row: usize| match (shape, row % 97) {
                    (1, 3) => f64::NAN,
                    (2, 5) => f64::INFINITY,
                    (3, _) => 7.0,
                    _ => wave(row, by),
                };
                (0..MANY_ROWS + 1).map(value).collect()
            };
            let (x, y, z) = (column(7.1), column(3.3), column(1.9));
            let less = |values| Objective { values, more_is_better: false };
            let rows: Vec<usize> = (0..MANY_ROWS + 1).collect();
            for objectives in [&[less(&x[..]), less(&y[..])][..], &[less(&x[..]), less(&y[..]), less(&z[..])]] {
                let found = front(objectives, &rows);
                let point = |row: usize| [0, 1, 2].map(|k| objectives.get(k).map_or(0.0, |it| it.at(row)));
                let mut is_found = vec![false; rows.len()];
                found.iter().for_each(|&row| is_found[row] = true);
                for row in rows.iter().copied().step_by(41) {
                    let is_known = !point(row).iter().any(|value| value.is_nan());
                    let beaten = found.iter().any(|&by| beats(&point(by), &point(row), 0.0));
                    assert_eq!(is_known && !beaten, is_found[row], "{shape}: {row}");
                }
                let near = thinned(&rows, 0.1, &point, None);
                assert!(near.is_sorted() && found.iter().all(|row| near.binary_search(row).is_ok()), "{shape}");
            }
        }
    }

    #[test]
    fn zeros_and_infinities() {
        let (x, y) = ([0.0, -0.0, f64::INFINITY], [1.0, 1.0, f64::NEG_INFINITY]);
        let objective = |values| Objective { values, more_is_better: false };
        assert_eq!(front(&[objective(&x[..]), objective(&y[..]), objective(&x[..])], &[0, 1, 2]), [0, 1, 2]);
    }
}

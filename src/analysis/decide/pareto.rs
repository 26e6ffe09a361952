//! The Pareto front of two objectives, both to be minimised.
//!
//! A point dominates another when it is no worse in both objectives and better in one; the front is the points that are not
//! dominated. There are two functions because the notebook treats ties differently from the textbook.

use isocost_kernels::rows::prune_dominated;

use crate::analysis::stats::order;

/// Row positions on the front of `(x, y)`, by rising `x`, then `y`, then position.
///
/// Points that are equal in both objectives do not dominate each other: all of them are kept. A point with a NaN
/// coordinate is on no front; infinities compare as numbers. `O(n log n)`.
///
/// # Panics
/// If the slices differ in length.
///
/// ```
/// use isocost::analysis::decide::pareto::front;
/// assert_eq!(front(&[1.0, 2.0, 2.0, 3.0], &[9.0, 5.0, 7.0, 5.0]), [0, 1]);
/// ```
#[must_use]
pub fn front(x: &[f64], y: &[f64]) -> Vec<usize> {
    let mut best: Option<(f64, f64)> = None;
    keep_improving(x, y, |point| {
        let keep = best.is_none_or(|b| point.1 < b.1 || point == b);
        if keep {
            best = Some(point);
        }
        keep
    })
}

/// The notebook's front: by rising `x`, then `y`, a point is kept when its `y` is below all before it.
///
/// Of equal points only the first in order of position is kept. NaN coordinates are on no front (pandas sorts them
/// last, where they never improve).
///
/// # Panics
/// If the slices differ in length.
#[must_use]
pub fn front_strict(x: &[f64], y: &[f64]) -> Vec<usize> {
    let mut best = f64::INFINITY;
    keep_improving(x, y, |point| {
        let keep = point.1 < best;
        if keep {
            best = point.1;
        }
        keep
    })
}

fn keep_improving(x: &[f64], y: &[f64], mut keep: impl FnMut((f64, f64)) -> bool) -> Vec<usize> {
    assert_eq!(x.len(), y.len(), "an x for every y");
    let mut order = prune_dominated(x, y);
    // NaN is gone, so partial_cmp orders all; unlike total_cmp it holds -0.0 and 0.0 equal.
    order::sort_by(&mut order, |&a, &b| (x[a], y[a]).partial_cmp(&(x[b], y[b])).unwrap_or(std::cmp::Ordering::Equal));
    order.retain(|&i| keep((x[i], y[i])));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// More than are sorted at once.
    const MANY: usize = 3_000;

    #[test]
    fn many_points_have_the_front_that_sorting_finds() {
        for shape in 0..4 {
            let wave = |i: usize, by: f64| ((i as f64 * by).sin() * 40.0).round();
            let x: Vec<f64> = (0..MANY).map(|i| [wave(i, 7.1), wave(i, 3.3).exp(), i as f64, -0.0][shape]).collect();
            let y: Vec<f64> = (0..MANY)
                .map(|i| match i % 50 {
                    7 => f64::NAN,
                    8 => f64::INFINITY,
                    _ => [wave(i, 1.7), wave(i, 0.9), -(i as f64), wave(i, 2.9)][shape],
                })
                .collect();
            let better = |a: usize, b: usize| x[a] <= x[b] && y[a] <= y[b] && (x[a] < x[b] || y[a] < y[b]);
            let known: Vec<usize> = (0..x.len()).filter(|&i| !x[i].is_nan() && !y[i].is_nan()).collect();
            let mut by_hand: Vec<usize> =
                known.iter().copied().filter(|&b| !known.iter().any(|&a| better(a, b))).collect();
            let mut found = front(&x, &y);
            assert!(found.iter().map(|&i| x[i]).collect::<Vec<_>>().is_sorted());
            found.sort_unstable();
            by_hand.sort_unstable();
            assert_eq!(found, by_hand, "{shape}");
            let strict = front_strict(&x, &y);
            assert!(strict.iter().all(|i| found.contains(i)) && !strict.is_empty(), "{shape}");
        }
    }

    #[test]
    fn ties_and_duplicates() {
        let x = [2.0, 1.0, 1.0, 2.0, 3.0];
        let y = [1.0, 2.0, 2.0, 1.0, 1.0];
        assert_eq!(front(&x, &y), [1, 2, 0, 3]);
        assert_eq!(front_strict(&x, &y), [1, 0]);
    }

    #[test]
    fn nothing_one_and_missing() {
        assert!(front(&[], &[]).is_empty());
        assert_eq!(front(&[5.0], &[5.0]), [0]);
        assert!(front(&[f64::NAN, 1.0], &[1.0, f64::NAN]).is_empty());
        assert_eq!(front(&[1.0, f64::NEG_INFINITY], &[1.0, f64::INFINITY]), [1, 0]);
        assert_eq!(front_strict(&[f64::NAN, 2.0], &[0.0, 1.0]), [1]);
    }

    #[test]
    fn signed_zeros_are_equal() {
        assert_eq!(front(&[0.0, -0.0], &[1.0, 1.0]), [0, 1]);
    }
}

//! Decimation: leaves out hidden marks of a drawing that would have too many to open.

use std::collections::HashSet;

/// The most marks in a drawing, at some 110 bytes each: browsers and vector editors can handle these.
pub const MOST: usize = 20_000;

/// The indices of the points that are drawn, rising; all if there are no more than `most`.
///
/// Of the points in one cell of a grid only the last is kept, which is drawn over the others. Cells are a CSS px wide, or as
/// much wider as necessary. Points with NaN are skipped.
#[must_use]
pub fn uppermost(places: &[(f64, f64)], most: usize) -> Vec<usize> {
    let is_place = |&at: &usize| places[at].0.is_finite() && places[at].1.is_finite();
    let mut kept: Vec<usize> = (0..places.len()).filter(is_place).collect();
    let mut cell_css = 1.0;
    // Ends: at some width all are in one cell.
    while kept.len() > most.max(1) {
        let mut taken = HashSet::new();
        // Equal whole numbers have equal bits, once -0.0 is made 0.0.
        let side = |css: f64| ((css / cell_css).floor() + 0.0).to_bits();
        let cell = |at: usize| (side(places[at].0), side(places[at].1));
        kept = kept.into_iter().rev().filter(|&at| taken.insert(cell(at))).collect();
        kept.reverse();
        cell_css *= 1.5;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_all_drawn() {
        assert_eq!(uppermost(&[(1.0, 1.0), (1.0, 1.0), (f64::NAN, 0.0)], 2), [0, 1]);
        assert!(uppermost(&[], 5).is_empty());
    }

    #[test]
    fn of_many_the_last_of_each_cell() {
        let places: Vec<(f64, f64)> = (0..1000).map(|n| (f64::from(n % 10) * 20.0, f64::from(n % 5) * 20.0)).collect();
        assert_eq!(uppermost(&places, 10), (990..1000).collect::<Vec<_>>());
        let scattered: Vec<(f64, f64)> =
            (0..5000).map(|n| (f64::from(n * 7919 % 801), f64::from(n * 104_729 % 503))).collect();
        let kept = uppermost(&scattered, 300);
        assert!((100..=300).contains(&kept.len()), "{}", kept.len());
        assert!(kept.is_sorted() && kept.last() == Some(&4999));
        assert_eq!(uppermost(&scattered, 0).len(), 1, "at least one");
    }
}

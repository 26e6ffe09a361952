//! Levels of isolines, and the notebook's surface.

use std::borrow::Cow;

use isocost_kernels::rows::{MANY_ROWS, few_different};

use super::triangulation::{Duplicates, Tin};
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::order;
use crate::analysis::stats::percentile::{linspace, percentiles};
use crate::analysis::stats::rank;

/// Round values strictly between the smallest and the largest: about `count` equal steps of 1, 2, 2.5 or 5 times a
/// power of ten. None when the values do not differ; NaN and infinities do not count.
#[must_use]
pub fn round_levels(values: &[f64], count: usize) -> Vec<f64> {
    let Some(Extent { min, max }) = Extent::of(values.iter().copied()) else { return Vec::new() };
    let rough = (max - min) / count.max(1) as f64;
    if !(rough > 0.0 && rough.is_finite()) {
        return Vec::new();
    }
    let power = 10f64.powf(rough.log10().floor());
    let off = |step: &f64| (step / rough).ln().abs();
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].map(|n| n * power);
    let step = steps.into_iter().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or(rough);
    let (first, last) = ((min / step).floor() as i64, (max / step).ceil() as i64);
    (first..=last).map(|n| n as f64 * step).filter(|&level| level > min && level < max).collect()
}

/// Levels with equally many of the values between them: the percentiles that cut them into `count + 1` parts. Equal
/// ones count once; the ends are not levels.
#[must_use]
pub fn percentile_levels(values: &[f64], count: usize) -> Vec<f64> {
    let finite: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let Some(Extent { min, max }) = Extent::of(finite.iter().copied()) else { return Vec::new() };
    let mut levels = percentiles(&finite, &linspace(0.0, 100.0, count + 2));
    levels.retain(|&level| level > min && level < max);
    levels.dedup();
    levels
}

/// How many percentiles, and so levels, the notebook takes.
pub const NOTEBOOK_LEVELS: usize = 40;
/// How many columns and rows the notebook's grid has.
pub const NOTEBOOK_GRID: usize = 100;

/// The notebook's levels: from the smallest value, by the mean difference of 40 percentiles, to the largest.
#[derive(Clone, Debug, PartialEq)]
pub struct NotebookLevels {
    /// 40 percentiles from 0 to 100; NaN without values.
    pub percentiles: Vec<f64>,
    /// The first level.
    pub start: f64,
    /// The last.
    pub end: f64,
    /// From one to the next.
    pub step: f64,
}

impl NotebookLevels {
    /// Of these values, NaN left out.
    #[must_use]
    pub fn new(values: &[f64]) -> Self {
        let percentiles = percentiles(values, &linspace(0.0, 100.0, NOTEBOOK_LEVELS));
        let steps = percentiles.windows(2).map(|w| w[1] - w[0]).sum::<f64>();
        Self {
            start: percentiles[0],
            end: percentiles[NOTEBOOK_LEVELS - 1],
            step: steps / (NOTEBOOK_LEVELS - 1) as f64,
            percentiles,
        }
    }

    /// All levels, rising; fewer than 40 only when they fall together.
    #[must_use]
    pub fn all(&self) -> Vec<f64> {
        if !self.start.is_finite() || !self.end.is_finite() {
            return Vec::new();
        }
        let mut levels = linspace(self.start, self.end, NOTEBOOK_LEVELS);
        levels.dedup();
        levels
    }
}

/// The notebook's surface: samples interpolated in raw units on a grid of equal steps from the smallest to the
/// largest of either coordinate.
#[derive(Clone, Debug, PartialEq)]
pub struct NotebookGrid {
    /// The grid's columns.
    pub xs: Vec<f64>,
    /// Its rows.
    pub ys: Vec<f64>,
    /// Its values, row-major by y, NaN outside the hull.
    pub z: Vec<f64>,
    /// What was sampled.
    pub tin: Tin,
}

impl NotebookGrid {
    /// Of these samples; of several on one site the first counts (SciPy takes one of them too, but which one is left to
    /// Qhull). `None` when they span no surface.
    ///
    /// # Panics
    /// If the slices differ in length.
    #[must_use]
    pub fn new(x: &[f64], y: &[f64], z: &[f64]) -> Option<Self> {
        let tin = Tin::new(x, y, z, Duplicates::First)?;
        let steps = |values: &[f64]| {
            Extent::of(values.iter().copied()).map(|extent| linspace(extent.min, extent.max, NOTEBOOK_GRID))
        };
        let (xs, ys) = (steps(x)?, steps(y)?);
        Some(Self { z: tin.sample(&xs, &ys), xs, ys, tin })
    }
}

/// For each distinct key, rising, the row with the smallest (or, with `largest`, largest) value; of equal ones the
/// first of `rows`. Rows with a NaN key or value are passed over.
#[must_use]
pub fn best_of_each(keys: &[f64], values: &[f64], rows: &[usize], largest: bool) -> Vec<usize> {
    let signed: Cow<[f64]> = if largest { values.iter().map(|value| -value).collect() } else { values.into() };
    let mut order = rank::smallest(&signed, rows, rows.len());
    order.retain(|&row| !keys[row].is_nan());
    // Stable: within a key the best stays first.
    order::sort_rows_by(&mut order, &|row| order::key(keys[row]));
    order.dedup_by(|later, first| keys[*later] == keys[*first]);
    order
}

/// Of many rows those whose value is the best of their key, so that [`best_of_each`] says the same of them in any order of
/// the rows; where they are few, or have many keys, all rows.
#[must_use]
pub fn bests_of_each(keys: &[f64], values: &[f64], rows: Vec<usize>, largest: bool) -> Vec<usize> {
    if rows.len() < MANY_ROWS {
        return rows;
    }
    let of: Vec<f64> = rows.iter().map(|&row| keys[row] + 0.0).collect();
    let Some((firsts, codes)) = few_different(&of) else { return rows };
    let signed = |row: usize| order::key(if largest { -values[row] } else { values[row] } + 0.0);
    let is_known = |row: usize| !keys[row].is_nan() && !values[row].is_nan();
    let mut best = vec![u64::MAX; firsts.len()];
    let coded = || rows.iter().zip(&codes).filter(|(row, _)| is_known(**row));
    coded().for_each(|(&row, &code)| best[code as usize] = best[code as usize].min(signed(row)));
    coded().filter(|&(&row, &code)| signed(row) == best[code as usize]).map(|(&row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_inside() {
        let levels = round_levels(&[409.4, 1111.2, f64::NAN], 12);
        assert_eq!((levels[0], levels.len()), (450.0, 14));
        assert_eq!(levels[1], 500.0);
        assert!(round_levels(&[3.0, 3.0], 12).is_empty());
        assert!(round_levels(&[f64::NAN, f64::INFINITY], 12).is_empty());
        assert!(round_levels(&[], 12).is_empty());
    }

    #[test]
    fn percentile_levels_share_the_values_out() {
        assert_eq!(percentile_levels(&[0.0, 1.0, 2.0, 3.0, 4.0], 3), [1.0, 2.0, 3.0]);
        assert_eq!(percentile_levels(&[1.0, 1.0, 1.0, 9.0], 1), Vec::<f64>::new());
        assert!(percentile_levels(&[5.0], 3).is_empty());
        assert!(percentile_levels(&[], 3).is_empty());
    }

    #[test]
    fn the_best_of_each_key_are_those_of_all_rows() {
        let wave = |row: usize, by: f64| ((row as f64 * by).sin() * 9.0).round();
        let keys: Vec<f64> =
            (0..MANY_ROWS + 7).map(|row| if row % 50 == 3 { f64::NAN } else { wave(row, 7.1) }).collect();
        let values: Vec<f64> =
            (0..keys.len()).map(|row| if row % 70 == 5 { f64::NAN } else { wave(row, 3.3) }).collect();
        for largest in [false, true] {
            let rows: Vec<usize> = (0..keys.len()).rev().collect();
            let best = bests_of_each(&keys, &values, rows.clone(), largest);
            assert!(best.len() < rows.len() / 4);
            assert_eq!(best_of_each(&keys, &values, &best, largest), best_of_each(&keys, &values, &rows, largest));
        }
    }

    #[test]
    fn the_notebooks_levels_without_values_are_none() {
        assert!(NotebookLevels::new(&[]).all().is_empty());
        assert_eq!(NotebookLevels::new(&[2.0]).all(), [2.0]);
        assert_eq!(NotebookLevels::new(&[0.0, 39.0]).all()[1], 1.0);
    }

    #[test]
    fn the_first_best_of_each_key() {
        let (keys, values) = ([2.0, 1.0, 2.0, 2.0, f64::NAN, 1.0], [5.0, 7.0, 4.0, 4.0, 0.0, f64::NAN]);
        assert_eq!(best_of_each(&keys, &values, &[0, 1, 2, 3, 4, 5], false), [1, 2]);
        assert_eq!(best_of_each(&keys, &values, &[0, 1, 2, 3, 4, 5], true), [1, 0]);
        assert!(best_of_each(&keys, &values, &[], true).is_empty());
    }
}

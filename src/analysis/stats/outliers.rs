//! Outliers: mean, standard deviation, z-scores, and modified z-scores that outliers do not mask.

use super::extent::Extent;
use super::median::median;
use super::order;

/// Mean and spread of a sample, in the unit of its values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation of the population (n in the divisor); exactly 0 when all values are equal.
    pub sd: f64,
    /// How many values are finite, and so counted.
    pub n: usize,
}

impl Spread {
    /// Of the finite values; others are passed over. `None` when there is none.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let finite = values.filter(|v| v.is_finite());
        let Extent { min, max } = Extent::of(finite.clone())?;
        let n = finite.clone().count();
        if min >= max {
            // A rounded mean would give a spread where there is none.
            return Some(Self { mean: min, sd: 0.0, n });
        }
        let mean = finite.clone().sum::<f64>() / n as f64;
        let sd = (finite.map(|v| (v - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
        Some(Self { mean, sd, n })
    }

    /// How many standard deviations a value lies above the mean, as `scipy.stats.zscore` with its default `ddof=0`.
    /// NaN for NaN, and for all when there is no spread.
    #[must_use]
    pub fn z(&self, value: f64) -> f64 {
        if self.sd > 0.0 { (value - self.mean) / self.sd } else { f64::NAN }
    }
}

/// A modified z-score further from 0 than this is an outlier (Iglewicz & Hoaglin).
pub const FAR: f64 = 3.5;

/// Median and robust spread of a sample: one value far away moves neither, so that it does not mask the next.
///
/// Source: Iglewicz and Hoaglin, *How to Detect and Handle Outliers*, ASQC 1993.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Robust {
    /// The median.
    pub median: f64,
    /// What stands for a standard deviation: the median absolute deviation / 0.6745; where that is 0, as over half of the
    /// values are equal, 1.253314 · the mean absolute deviation; 0 when all values are equal.
    pub scale: f64,
}

impl Robust {
    /// Of the finite values; others are passed over. `None` when there is none.
    #[must_use]
    pub fn of(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let finite = || values.clone().filter(|value| value.is_finite());
        let middle = median(finite())?;
        let deviations = || finite().map(|value| (value - middle).abs());
        let by_median = median(deviations())? / 0.6745;
        let by_mean = || 1.253_314 * deviations().sum::<f64>() / finite().count() as f64;
        Some(Self { median: middle, scale: if by_median > 0.0 { by_median } else { by_mean() } })
    }

    /// The modified z-score. NaN for NaN, and for all when there is no spread.
    #[must_use]
    pub fn z(&self, value: f64) -> f64 {
        if self.scale > 0.0 { (value - self.median) / self.scale } else { f64::NAN }
    }

    /// Whether a value is an outlier.
    #[must_use]
    pub fn is_far(&self, value: f64) -> bool {
        self.z(value).abs() > FAR
    }
}

/// The `n` of the given rows whose values lie furthest from the mean, furthest first; of equally far ones the first.
/// Values that are not finite are never among them.
#[must_use]
pub fn furthest(values: &[f64], rows: &[usize], spread: &Spread, n: usize) -> Vec<usize> {
    let deviation = |row: usize| (values[row] - spread.mean).abs();
    let mut far: Vec<usize> = rows.iter().copied().filter(|&row| values[row].is_finite()).collect();
    order::sort_by(&mut far, |&a, &b| deviation(b).total_cmp(&deviation(a)));
    far.truncate(n);
    far
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_scipy_has_it() {
        // scipy 1.17.1: zscore([1, 2, 2.5, 4, 7]).
        let values: [f64; 5] = [1.0, 2.0, 2.5, 4.0, 7.0];
        let spread = Spread::of(values.into_iter()).expect("values");
        let expected =
            [-1.101500228004324, -0.6225870853937483, -0.38313051408846044, 0.3352391998274031, 1.77197862765913];
        for (value, expected) in values.into_iter().zip(expected) {
            assert!((spread.z(value) - expected).abs() < 1e-15, "{value}");
        }
    }

    #[test]
    fn the_furthest_first_and_ties_in_order() {
        let values = [5.0, 5.0, f64::NAN, 9.0, 1.0, f64::INFINITY, 5.0];
        let rows: Vec<usize> = (0..values.len()).collect();
        let spread = Spread::of(values.into_iter()).expect("values");
        assert_eq!((spread.mean, spread.n), (5.0, 5));
        assert_eq!(furthest(&values, &rows, &spread, 3), [3, 4, 0]);
        assert_eq!(furthest(&values, &rows[..2], &spread, 3), [0, 1]);
    }

    /// Two far values: the further one hides the other from the standard deviation (n = 10: no z exceeds 3 there), not from
    /// the median's.
    #[test]
    fn no_outlier_masks_another() {
        let values = [10.0, 10.1, 9.9, 10.2, 9.8, 10.0, 10.1, 9.9, 40.0, 100.0];
        let (spread, robust) = (Spread::of(values.into_iter()).unwrap(), Robust::of(values.into_iter()).unwrap());
        assert!(values.iter().all(|&value| spread.z(value).abs() < 3.0));
        assert!((robust.median - 10.05).abs() < 1e-12 && (robust.z(40.0) - 0.6745 * 29.95 / 0.15).abs() < 1e-6);
        assert_eq!(values.iter().filter(|&&value| robust.is_far(value)).count(), 2);
    }

    #[test]
    fn where_most_are_equal_the_mean_deviation_counts() {
        let values = [5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 6.0];
        let robust = Robust::of(values.into_iter()).unwrap();
        assert_eq!(robust.median, 5.0);
        assert!((robust.z(6.0) - 7.0 / 1.253_314).abs() < 1e-12 && robust.is_far(6.0));
        let equal = Robust::of([3.0, 3.0, f64::NAN].into_iter()).unwrap();
        assert!(equal.z(3.0).is_nan() && !equal.is_far(3.0) && !equal.is_far(f64::NAN));
        assert_eq!(Robust::of([f64::INFINITY].into_iter()), None);
        // A single value, and two: neither is far from the other.
        assert!(!Robust::of([1.0].into_iter()).unwrap().is_far(1.0));
        assert!(!Robust::of([1.0, 9.0].into_iter()).unwrap().is_far(9.0));
    }

    #[test]
    fn no_spread() {
        assert_eq!(Spread::of([f64::NAN].into_iter()), None);
        let constant = Spread::of([58.01; 109].into_iter()).expect("values");
        assert_eq!((constant.mean, constant.sd), (58.01, 0.0));
        assert!(constant.z(58.01).is_nan());
    }
}

//! Gaussian kernel density estimation.
//!
//! Source: `scipy.stats.gaussian_kde` with its default bandwidth, Scott's rule (Scott, *Multivariate Density
//! Estimation*, 1992): the kernels' standard deviation is n^(-1/5) times that of the sample (n − 1 in the divisor).

use super::extent::Extent;
use super::order;

/// Kernel widths beyond the outermost values at which the curve is as good as zero.
const TAIL_WIDTHS: f64 = 4.0;
/// Samples of the curve within a kernel width,
const SAMPLES_PER_WIDTH: f64 = 8.0;
/// but no fewer and no more points than this.
const SAMPLES: (f64, f64) = (256.0, 2048.0);

/// A density estimated from a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Density {
    /// The distinct values, rising, each with its share of the sample.
    kernels: Vec<(f64, f64)>,
    /// The kernels' standard deviation, in the unit of the values.
    pub bandwidth: f64,
}

impl Density {
    /// The density of the finite values; others are passed over.
    ///
    /// `None` when fewer than two are finite or all are equal: there is no spread to take a bandwidth from.
    #[must_use]
    pub fn scott(values: &[f64]) -> Option<Self> {
        // Sorted, so that the order of rows changes nothing, not even the last digit.
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        order::sort_numbers(&mut sorted);
        let (&min, &max) = (sorted.first()?, sorted.last()?);
        if min >= max {
            return None;
        }
        let n = sorted.len() as f64;
        let mean = sorted.iter().sum::<f64>() / n;
        let variance = sorted.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0);
        let bandwidth = n.powf(-0.2) * variance.sqrt();
        if !(bandwidth.is_finite() && bandwidth > 0.0) {
            return None;
        }
        // Measurements are rounded, so equal values are common, and one kernel does for all of them.
        let kernels = sorted.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len() as f64 / n)).collect();
        Some(Self { kernels, bandwidth })
    }

    /// The density at `x`, per unit of the values.
    #[must_use]
    pub fn at(&self, x: f64) -> f64 {
        let norm = self.bandwidth * (2.0 * std::f64::consts::PI).sqrt();
        let kernel = |&(centre, share): &(f64, f64)| share * (-0.5 * ((x - centre) / self.bandwidth).powi(2)).exp();
        self.kernels.iter().map(kernel).sum::<f64>() / norm
    }

    /// The range outside of which the curve is as good as zero.
    #[must_use]
    pub fn support(&self) -> Extent {
        let (first, last) = (self.kernels[0].0, self.kernels[self.kernels.len() - 1].0);
        let tail = TAIL_WIDTHS * self.bandwidth;
        Extent { min: first - tail, max: last + tail }
    }

    /// The curve over its support, as points of rising x, close enough together that straight lines between them look
    /// like it.
    #[must_use]
    pub fn curve(&self) -> Vec<(f64, f64)> {
        let Extent { min, max } = self.support();
        let steps = ((max - min) / self.bandwidth * SAMPLES_PER_WIDTH).ceil().clamp(SAMPLES.0, SAMPLES.1);
        (0..=steps as usize).map(|i| min + (max - min) * (i as f64 / steps)).map(|x| (x, self.at(x))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_scipy_has_it() {
        // scipy 1.17.1: gaussian_kde([1, 2, 2.5, 4, 7])([0, 2, 5]).
        let density = Density::scott(&[1.0, 2.0, 2.5, 4.0, 7.0]).expect("a spread");
        for (x, expected) in [(0.0, 0.08177224422831424), (2.0, 0.15594529545733615), (5.0, 0.09155585863475951)] {
            assert!((density.at(x) - expected).abs() < 1e-15, "{x}: {}", density.at(x));
        }
    }

    #[test]
    fn no_spread_no_density() {
        for values in [&[][..], &[3.0], &[58.01; 109], &[f64::NAN, 1.0], &[-1e308, 1e308]] {
            assert_eq!(Density::scott(values), None, "{values:?}");
        }
    }
}

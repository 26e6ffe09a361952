//! The scalability law of a configuration where it is determined: over requests in flight, robust, with its peak's interval.
//!
//! Requests in flight, X·R, are those that the server has: with VUs that wait between requests the law would describe the
//! client as well. Residuals beyond 1.345 robust deviations weigh less (Huber 1964). The law is determined where it beats a
//! constant (F test of the weighted squares, 5 %) and the interval of its peak (profile likelihood, 90 %) lies inside what was
//! tried. Anywhere else its parameters could be others as well.

use super::usl::{Fit, LEAST_POINTS, least_squares_at_peak};
use crate::analysis::stats::median::median;

/// How often points are weighed anew.
const ROUNDS: usize = 8;
/// Huber's constant: 95 % efficient where residuals are normal.
const HUBER: f64 = 1.345;
/// How likely a constant must not be.
const LEVEL: f64 = 0.05;

/// A law that is determined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law {
    /// Its parameters, with requests in flight for VUs.
    pub fit: Fit,
    /// The requests in flight of most throughput.
    pub peak: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Law {
    /// The law through throughput (requests per second) over requests in flight, in any order, all finite and above zero.
    /// `None` where it is not determined, and with fewer than [`LEAST_POINTS`] points.
    #[must_use]
    pub fn of(in_flight: &[f64], throughput_req_per_sec: &[f64]) -> Option<Self> {
        let (x, y) = (in_flight, throughput_req_per_sec);
        if x.len() < LEAST_POINTS || x.len() != y.len() {
            return None;
        }
        let (fit, weights) = robust(x, y)?;
        let peak = fit.peak_vus()?;
        let least = x.iter().copied().fold(f64::INFINITY, f64::min);
        let most = x.iter().copied().fold(0.0, f64::max);
        let squares = weighted_squares(y, &weights, |nth| fit.at(x[nth]));
        let freedom = x.len() as f64 - 3.0;
        if !(least < peak && peak < most) || constant_likelihood(y, &weights, squares, freedom) > LEVEL {
            return None;
        }
        let bound = squares * (1.0 + student(freedom).powi(2) / freedom);
        let is_outside = |peak: f64| least_squares_at_peak(x, y, &weights, peak).is_none_or(|found| found > bound);
        // Between a peak inside the interval and one outside: to a hundredth.
        let end = |mut outside: f64| {
            let mut inside = peak;
            is_outside(outside).then(|| {
                while (outside / inside).ln().abs() > 0.01 {
                    let middle = (outside * inside).sqrt();
                    *if is_outside(middle) { &mut outside } else { &mut inside } = middle;
                }
                inside
            })
        };
        Some(Self { fit, peak, low: end(least)?, high: end(most)? })
    }
}

/// The fit in which outliers weigh less, and the weights.
fn robust(x: &[f64], y: &[f64]) -> Option<(Fit, Vec<f64>)> {
    let mut weights = vec![1.0; x.len()];
    let mut fit = Fit::weighted(x, y, &weights)?;
    for _ in 0..ROUNDS {
        let off: Vec<f64> = x.iter().zip(y).map(|(&x, &y)| (y - fit.at(x)).abs()).collect();
        let deviation = 1.4826 * median(off.iter().copied())?;
        let mean = y.iter().sum::<f64>() / y.len() as f64;
        // Three of five points may lie on the law to the last digit: that is no scatter to judge the others by.
        let allowed = HUBER * deviation.max(1e-3 * mean);
        weights = off.iter().map(|&off| if off > allowed { allowed / off } else { 1.0 }).collect();
        fit = Fit::weighted(x, y, &weights)?;
    }
    Some((fit, weights))
}

fn weighted_squares(y: &[f64], weights: &[f64], predicted: impl Fn(usize) -> f64) -> f64 {
    y.iter().zip(weights).enumerate().map(|(nth, (y, weight))| weight * (y - predicted(nth)).powi(2)).sum()
}

/// How likely a gain over a constant as large as that of the law is by chance: of F with 2 and `freedom` degrees, whose tail is
/// `(1 + 2F/ν)^(−ν/2)`.
fn constant_likelihood(y: &[f64], weights: &[f64], squares: f64, freedom: f64) -> f64 {
    let weight: f64 = weights.iter().sum();
    let mean = y.iter().zip(weights).map(|(y, weight)| weight * y).sum::<f64>() / weight;
    let of_constant = weighted_squares(y, weights, |_| mean);
    (1.0 + (of_constant - squares).max(0.0) / squares).powf(-freedom / 2.0)
}

/// The 95 % quantile of Student's distribution, from that of the normal one (Fisher and Cornish 1960).
fn student(freedom: f64) -> f64 {
    const Z: f64 = 1.6449;
    let (first, second) = ((Z.powi(3) + Z) / 4.0, (5.0 * Z.powi(5) + 16.0 * Z.powi(3) + 3.0 * Z) / 96.0);
    Z + first / freedom + second / freedom.powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const IN_FLIGHT: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];

    fn exact(alpha: f64, beta: f64) -> Vec<f64> {
        let law = Fit { alpha, beta, lambda_req_per_sec: 40.0, relative_rmse: 0.0, r_squared: 1.0 };
        IN_FLIGHT.iter().map(|&n| law.at(n)).collect()
    }

    /// Off by up to two percent, always the same way.
    fn noisy(mut rate: Vec<f64>) -> Vec<f64> {
        let off = [0.01, -0.02, 0.015, 0.0, -0.01, 0.02, -0.005, 0.01, -0.015];
        rate.iter_mut().zip(off).for_each(|(rate, off)| *rate *= 1.0 + off);
        rate
    }

    #[test]
    fn a_peak_inside_what_was_tried_is_determined_with_its_interval() {
        let law = Law::of(&IN_FLIGHT, &noisy(exact(0.02, 1e-3))).unwrap();
        let peak = (0.98f64 / 1e-3).sqrt();
        assert!((law.peak / peak - 1.0).abs() < 0.1 && law.low < peak && peak < law.high, "{law:?}");
        assert!(law.low > 1.0 && law.high < 256.0 && law.low < law.peak && law.peak < law.high);
    }

    #[test]
    fn an_outlier_does_not_move_it() {
        let mut rate = noisy(exact(0.02, 1e-3));
        let before = Law::of(&IN_FLIGHT, &rate).unwrap();
        rate[7] *= 0.5;
        let (fit, weights) = robust(&IN_FLIGHT, &rate).unwrap();
        assert!(weights[7] < 0.2 && (fit.peak_vus().unwrap() / before.peak - 1.0).abs() < 0.2, "{weights:?} {fit:?}");
    }

    #[test]
    fn what_is_not_determined() {
        assert_eq!(Law::of(&IN_FLIGHT, &noisy(exact(0.02, 0.0))), None, "no peak");
        assert_eq!(Law::of(&IN_FLIGHT, &noisy(exact(0.001, 1e-6))), None, "a peak beyond what was tried");
        // A T4 at batch size 64: a constant describes it as well.
        let level = [206.6, 208.3, 203.9, 207.0, 203.3, 205.6];
        assert_eq!(Law::of(&[31.9, 38.9, 40.9, 42.9, 47.9, 63.8], &level), None);
        assert_eq!(Law::of(&IN_FLIGHT[..4], &[1.0; 4]), None);
        assert_eq!(Law::of(&[], &[]), None);
    }
}

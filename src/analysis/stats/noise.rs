//! Noise: how much repeated runs differ.

use super::order;
use crate::analysis::decide::cost_latency::usable;

/// The noise assumed without repeated runs, as a share: the load tests' own search ignores changes below 2 %.
pub const DEFAULT_NOISE: f64 = 0.02;

/// The difference between two runs that may be due to chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// As a share of their mean.
    pub share: f64,
    /// How many loads were run more than once and say so; 0 for [`DEFAULT_NOISE`].
    pub loads: usize,
}

impl Noise {
    /// From groups of rows that repeat one load: `2√2 s`, where s is the pooled coefficient of variation
    /// `√(Σ (nᵢ−1) cvᵢ² / Σ (nᵢ−1))` of `values`. Two runs differ by more than that once in twenty times where noise is
    /// normal (the difference of two has √2 of the deviation of one).
    ///
    /// Values that are not finite and above zero are left out. Repeats equal to the last digit are copies of a row, not
    /// runs: a group of only these says nothing, and without any other the default holds.
    #[must_use]
    pub fn of(values: &[f64], repeats: &[Vec<usize>]) -> Self {
        let (mut squares, mut freedom, mut loads) = (0.0, 0, 0);
        for group in repeats {
            let mut known: Vec<f64> = group.iter().map(|&row| values[row]).filter(|&value| usable(value)).collect();
            order::sort_numbers(&mut known);
            if known.first() == known.last() {
                continue;
            }
            let mean = known.iter().sum::<f64>() / known.len() as f64;
            squares += known.iter().map(|value| (value / mean - 1.0).powi(2)).sum::<f64>();
            freedom += known.len() - 1;
            loads += 1;
        }
        if loads == 0 {
            return Self { share: DEFAULT_NOISE, loads };
        }
        Self { share: (8.0 * squares / freedom as f64).sqrt(), loads }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_repeats_and_without() {
        let values = [99.0, 101.0, 50.0, 50.0, f64::NAN, 7.0];
        let noise = Noise::of(&values, &[vec![0, 1], vec![2, 3], vec![4, 5]]);
        assert_eq!(noise.loads, 1);
        assert!((noise.share - 0.04).abs() < 1e-12, "s = √2 %, and 2√2 of it");
        for none in [&[][..], &[vec![2, 3]], &[vec![4, 5]], &[vec![0], vec![]]] {
            assert_eq!(Noise::of(&values, none), Noise { share: DEFAULT_NOISE, loads: 0 });
        }
    }
}

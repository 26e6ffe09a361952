//! Durations of requests with exact mean and percentiles, in less memory than a list: whole milliseconds are counted.

use crate::analysis::stats::order;
use crate::analysis::stats::percentile::percentiles_of_ranks;

/// Whole durations below this are counted, ms.
const COUNTED: usize = 1 << 16;

/// Durations, ms.
#[derive(Default)]
pub struct Durations {
    /// How many requests took so many whole milliseconds; empty before the first.
    counts: Vec<u32>,
    /// The other ones.
    others: Vec<f64>,
    count: usize,
    sum: f64,
}

impl Durations {
    /// Adds a duration of `times` requests.
    pub fn add(&mut self, duration: f64, times: usize) {
        self.count += times;
        self.sum += duration * times as f64;
        if duration.fract() == 0.0 && (0.0..COUNTED as f64).contains(&duration) {
            if self.counts.is_empty() {
                self.counts = vec![0; COUNTED];
            }
            self.counts[duration as usize] += times as u32;
        } else {
            self.others.extend(std::iter::repeat_n(duration, times));
        }
    }

    /// How many requests.
    pub fn count(&self) -> usize {
        self.count
    }

    /// NaN of none.
    pub fn mean(&self) -> f64 {
        self.sum / self.count as f64
    }

    /// Percentiles by numpy's default; NaN of none.
    pub fn percentiles(&mut self, percents: &[f64]) -> Vec<f64> {
        order::sort_numbers(&mut self.others);
        percentiles_of_ranks(self.count, percents, &mut |ranks| ranks.iter().map(|&rank| self.at(rank)).collect())
    }

    /// The duration at a place of the sorted ones.
    fn at(&self, rank: usize) -> f64 {
        let (mut below, mut other) = (0, 0);
        for (duration, &times) in self.counts.iter().enumerate() {
            let duration = duration as f64;
            while self.others.get(other).is_some_and(|&next| next < duration) {
                if below == rank {
                    return self.others[other];
                }
                (below, other) = (below + 1, other + 1);
            }
            below += times as usize;
            if rank < below {
                return duration;
            }
        }
        self.others[other + rank - below]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::percentile::percentiles;

    #[test]
    fn as_of_a_list() {
        let mut state = 3_u64;
        for round in 0..50 {
            let (mut durations, mut list) = (Durations::default(), Vec::new());
            for _ in 0..round * 7 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let value = (state >> 40) as f64 / if state & 1 == 0 { 64.0 } else { 1.0 };
                let (value, times) = (if round % 2 == 0 { value.floor() % 900.0 } else { value }, 1 + (round % 3));
                durations.add(value, times);
                list.extend(std::iter::repeat_n(value, times));
            }
            let percents = [0.0, 10.0, 50.0, 90.0, 99.0, 100.0];
            let (got, want) = (durations.percentiles(&percents), percentiles(&list, &percents));
            assert!(got.iter().zip(&want).all(|(a, b)| a == b || (a.is_nan() && b.is_nan())), "{got:?}, not {want:?}");
            assert_eq!(durations.count(), list.len());
        }
    }
}

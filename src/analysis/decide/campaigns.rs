//! Two campaigns of the same configuration: whether the later one is better or worse beyond noise.
//!
//! Runs of both are paired by load, and the median logarithm of the ratios of their rates is held against what chance
//! makes of so many pairs.

use crate::analysis::stats::median::median;
use crate::analysis::stats::order;

use super::cost_latency::usable;

/// Loads of two campaigns that lie within this share are one, as searches rarely hit the same number twice.
pub const SAME_LOAD: f64 = 0.03;
/// The standard error of the median of normal values, in that of the mean: √(π/2), for large numbers.
const OF_MEDIAN: f64 = 1.253_314;

/// What became of a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// More work per second, by more than chance makes.
    Better,
    /// Less.
    Worse,
    /// Not told apart.
    WithinNoise,
}

/// A configuration in two campaigns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// How many loads both ran.
    pub loads: usize,
    /// The median ratio of the later campaign's rate to the earlier one's.
    pub ratio: f64,
    /// What the logarithm of the ratio must exceed: by chance it does once in twenty times.
    pub least: f64,
}

impl Change {
    /// What became of it. What is exactly at the bound is within noise.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.ratio.ln() {
            change if change > self.least => Verdict::Better,
            change if -change > self.least => Verdict::Worse,
            _ => Verdict::WithinNoise,
        }
    }

    /// How far the change is from chance: 1 at the bound.
    #[must_use]
    pub fn strength(&self) -> f64 {
        self.ratio.ln().abs() / self.least
    }
}

/// The change of one configuration from `(load, rate)` of an earlier campaign to a later one's. `noise` is the difference
/// of two runs of one load that may be due to chance, as a share (`2√2 s`). Of n pairs it is `noise / √n`, and √(π/2) of
/// that from three on, where median and mean part.
///
/// Of several runs of one load within a campaign the mean rate counts. Loads are paired from the lowest up, each once.
/// Loads and rates that are missing, infinite, zero or negative are left out; `None` without a pair.
#[must_use]
pub fn change(before: &[(f64, f64)], after: &[(f64, f64)], noise: f64) -> Option<Change> {
    let (before, after) = (means(before), means(after));
    let (mut logs, mut at) = (Vec::new(), 0);
    for &(load, rate) in &before {
        // A hair more, or 100 and 103 would lie further apart than 3 %.
        let room = load * (SAME_LOAD + 1e-9);
        while after.get(at).is_some_and(|other| other.0 < load - room) {
            at += 1;
        }
        let Some(&(other, rate_after)) = after.get(at).filter(|other| other.0 <= load + room) else { continue };
        // The next may be nearer.
        let next = after.get(at + 1).filter(|next| (next.0 - load).abs() < (other - load).abs());
        let (chosen, rate_after) = next.map_or((at, rate_after), |next| (at + 1, next.1));
        logs.push((rate_after / rate).ln());
        at = chosen + 1;
    }
    let ratio = median(logs.iter().copied())?.exp();
    let loads = logs.len();
    let least = noise / (loads as f64).sqrt() * if loads > 2 { OF_MEDIAN } else { 1.0 };
    Some(Change { loads, ratio, least })
}

/// By rising load, the mean rate of each.
fn means(runs: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut known: Vec<(f64, f64)> = runs.iter().copied().filter(|run| usable(run.0) && usable(run.1)).collect();
    order::sort_by(&mut known, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mean = |same: &[(f64, f64)]| (same[0].0, same.iter().map(|run| run.1).sum::<f64>() / same.len() as f64);
    known.chunk_by(|a, b| a.0 == b.0).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_beyond_noise_by_the_number_of_loads() {
        let before = [(1.0, 10.0), (2.0, 20.0), (4.0, 40.0), (8.0, 60.0)];
        let after = |by: f64| before.map(|(load, rate)| (load, rate * by));
        let of = |by: f64, loads: usize| change(&before[..loads], &after(by)[..loads], 0.06).unwrap();
        assert_eq!((of(1.05, 1).verdict(), of(0.95, 1).verdict()), (Verdict::WithinNoise, Verdict::WithinNoise));
        assert_eq!((of(1.07, 1).verdict(), of(0.93, 1).verdict()), (Verdict::Better, Verdict::Worse));
        // Of four loads 6 % / √4 · √(π/2) = 3.8 %.
        assert!((of(1.05, 4).least - 0.037_599_42).abs() < 1e-8);
        assert_eq!((of(1.05, 4).verdict(), of(1.03, 4).verdict()), (Verdict::Better, Verdict::WithinNoise));
        assert!((of(1.05, 4).ratio - 1.05).abs() < 1e-12);
        let bound = Change { loads: 1, ratio: 1.0, least: 0.0 };
        assert_eq!(bound.verdict(), Verdict::WithinNoise);
    }

    #[test]
    fn loads_are_paired_once_and_only_near_ones() {
        let before = [(100.0, 10.0), (104.0, 11.0), (200.0, 20.0)];
        assert_eq!(change(&before, &[(103.0, 22.0), (210.0, 99.0)], 0.02).unwrap().loads, 1);
        // 104 is nearer to 104 than 101 is.
        let change = change(&before[1..2], &[(101.5, 99.0), (104.0, 22.0)], 0.02).unwrap();
        assert!((change.ratio - 2.0).abs() < 1e-12);
    }

    #[test]
    fn repeats_are_averaged_and_what_is_unknown_is_left_out() {
        let after = [(8.0, 10.0), (8.0, 30.0), (8.0, f64::NAN), (f64::NAN, 5.0), (0.0, 5.0), (16.0, -1.0)];
        let found = change(&[(8.0, 10.0), (16.0, 1.0)], &after, 0.02).unwrap();
        assert_eq!((found.loads, found.ratio), (1, 2.0));
        assert_eq!(change(&[(8.0, 10.0)], &[], 0.02), None);
        assert_eq!(change(&[], &[(8.0, 10.0)], 0.02), None);
    }
}

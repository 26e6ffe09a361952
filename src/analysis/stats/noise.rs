//! Noise: how much two runs of the same load differ, from repeats, from neighbouring loads, or assumed.

use isocost_kernels::many::scatter;

use super::median::median;
use super::order;
use crate::analysis::decide::cost_latency::usable;

/// The noise assumed where nothing tells it, as a share: the load tests' own search ignores changes below 2 %.
pub const DEFAULT_NOISE: f64 = 0.02;
/// Loads that lie within these shares of each other are neighbours, the nearest first: the wider one counts where the
/// narrower one has too few pairs. Over so little the curve of throughput hardly moves.
pub const NEAR: [f64; 2] = [0.02, 0.03];
/// Fewer pairs of neighbours than these tell no noise.
pub const LEAST_PAIRS: usize = 8;

/// How a [`Noise`] was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Source {
    /// Loads that were run more than once.
    Repeats {
        /// How many loads.
        loads: usize,
    },
    /// Pairs of runs of one configuration at neighbouring loads.
    Neighbours {
        /// How many pairs.
        pairs: usize,
        /// How far apart at most, a share: one of [`NEAR`].
        within: f64,
    },
    /// Nothing: [`DEFAULT_NOISE`].
    Assumed,
}

/// The difference between two runs that may be due to chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noise {
    /// As a share of their mean: `2√2 s`, where s is the standard deviation of ln throughput. Two runs differ by more than
    /// that once in twenty times where noise is normal (the difference of two has √2 of the deviation of one).
    pub share: f64,
    /// How it was found.
    pub source: Source,
}

/// The standard deviation of ln throughput of one run, of what two runs of one load may differ by: `2√2 s` is that share,
/// whether it was found or is assumed.
#[must_use]
pub fn deviation_of(share: f64) -> f64 {
    share / 8.0_f64.sqrt()
}

impl Noise {
    /// What holds where nothing is known.
    pub const ASSUMED: Self = Self { share: DEFAULT_NOISE, source: Source::Assumed };

    /// The standard deviation s of ln throughput of one run; `None` where noise is assumed.
    #[must_use]
    pub fn deviation(self) -> Option<f64> {
        (self.source != Source::Assumed).then(|| deviation_of(self.share))
    }

    /// The standard error of ln s: `√(1/2n)` of a standard deviation of n differences, and of a median deviation, which uses
    /// 37 % of what they tell (Rousseeuw and Croux, *JASA* 88, 1993), `√(1/0.74n)`. Of repeats at least one difference for
    /// each load is counted. Infinite where noise is assumed.
    #[must_use]
    pub fn doubt(self) -> f64 {
        match self.source {
            Source::Repeats { loads } => (0.5 / loads as f64).sqrt(),
            Source::Neighbours { pairs, .. } => (1.0 / (0.74 * pairs as f64)).sqrt(),
            Source::Assumed => f64::INFINITY,
        }
    }

    /// From groups of rows that repeat one load: s is the pooled coefficient of variation
    /// `√(Σ (nᵢ−1) cvᵢ² / Σ (nᵢ−1))` of `values`.
    ///
    /// Values that are not finite and above zero are left out. Repeats equal to the last digit are copies of a row, not
    /// runs: a group of only these says nothing, and without any other the default holds.
    #[must_use]
    pub fn of(values: &[f64], repeats: &[Vec<usize>]) -> Self {
        let (mut squares, mut freedom, mut loads) = (0.0, 0, 0);
        for group in repeats {
            let Some((of_group, count)) = scatter(values, group) else { continue };
            squares += of_group;
            freedom += count - 1;
            loads += 1;
        }
        if loads == 0 {
            return Self::ASSUMED;
        }
        Self { share: (8.0 * squares / freedom as f64).sqrt(), source: Source::Repeats { loads } }
    }

    /// From the rows of each configuration: s is the median of `|Δ ln value| / (√2 · 0.6745)` over pairs of rows that are
    /// next to each other by load and within one of [`NEAR`]. The median, so that a collapsed run does not decide.
    ///
    /// Source: Rice, "Bandwidth choice for nonparametric regression", *Annals of Statistics* 12(4), 1984; 0.6745 is the
    /// median of |z| of the normal distribution.
    ///
    /// Rows without a usable load or value are left out. Rows of one load are repeats ([`Noise::of`]) or copies, and make
    /// no pair. Fewer than [`LEAST_PAIRS`] pairs, and pairs most of which do not differ at all, tell nothing.
    #[must_use]
    pub fn of_neighbours(values: &[f64], loads: &[f64], configurations: &[Vec<usize>]) -> Self {
        let mut pairs: Vec<(f64, f64)> = Vec::new();
        for rows in configurations {
            let mut known: Vec<usize> =
                rows.iter().copied().filter(|&row| usable(values[row]) && usable(loads[row])).collect();
            order::sort_rows_by(&mut known, &|row| order::key(loads[row]));
            let apart = |pair: &[usize]| {
                let apart = loads[pair[1]] / loads[pair[0]] - 1.0;
                (apart, (values[pair[1]] / values[pair[0]]).ln().abs())
            };
            pairs.extend(known.windows(2).map(apart).filter(|&(apart, _)| apart > 0.0));
        }
        for within in NEAR {
            // A hair more, or 100 and 102 would lie further apart than 2 %.
            let near = || pairs.iter().filter(|pair| pair.0 <= within + 1e-9).map(|pair| pair.1);
            let count = near().count();
            let deviation = median(near()).unwrap_or(f64::NAN) / (2.0_f64.sqrt() * 0.6745);
            if count >= LEAST_PAIRS && usable(deviation) {
                let source = Source::Neighbours { pairs: count, within };
                return Self { share: 8.0_f64.sqrt() * deviation, source };
            }
        }
        Self::ASSUMED
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_repeats_and_without() {
        let values = [99.0, 101.0, 50.0, 50.0, f64::NAN, 7.0];
        let noise = Noise::of(&values, &[vec![0, 1], vec![2, 3], vec![4, 5]]);
        assert_eq!(noise.source, Source::Repeats { loads: 1 });
        assert!((noise.share - 0.04).abs() < 1e-12, "s = √2 %, and 2√2 of it");
        assert!((noise.deviation().unwrap() - 0.02_f64.sqrt() / 10.0).abs() < 1e-12);
        for none in [&[][..], &[vec![2, 3]], &[vec![4, 5]], &[vec![0], vec![]]] {
            assert_eq!(Noise::of(&values, none), Noise::ASSUMED);
        }
        assert_eq!((Noise::ASSUMED.deviation(), Noise::ASSUMED.doubt()), (None, f64::INFINITY));
        assert!((noise.doubt() - 0.5_f64.sqrt()).abs() < 1e-12);
    }

    /// Pairs of neighbours, each of a configuration of its own.
    fn pairs(count: usize, apart: f64, ratio: impl Fn(usize) -> f64) -> Noise {
        let loads: Vec<f64> = (0..count).flat_map(|_| [100.0, 100.0 * (1.0 + apart)]).collect();
        let values: Vec<f64> = (0..count).flat_map(|at| [50.0, 50.0 * ratio(at)]).collect();
        let configurations: Vec<Vec<usize>> = (0..count).map(|at| vec![2 * at + 1, 2 * at]).collect();
        Noise::of_neighbours(&values, &loads, &configurations)
    }

    #[test]
    fn from_neighbours() {
        let noise = pairs(8, 0.02, |_| 1.05);
        assert_eq!(noise.source, Source::Neighbours { pairs: 8, within: 0.02 });
        let s = 1.05_f64.ln() / 2.0_f64.sqrt() / 0.6745;
        assert!((noise.deviation().unwrap() - s).abs() < 1e-12 && (noise.share - 8.0_f64.sqrt() * s).abs() < 1e-12);
        assert_eq!(pairs(9, 0.025, |_| 0.9).source, Source::Neighbours { pairs: 9, within: 0.03 });
        let collapsed = pairs(9, 0.01, |at| if at < 4 { 0.5 } else { 1.05 });
        assert!((collapsed.share - noise.share).abs() < 1e-12, "the median does not follow the collapsed");
    }

    #[test]
    fn what_tells_no_noise() {
        assert_eq!(pairs(7, 0.02, |_| 1.05), Noise::ASSUMED, "too few");
        assert_eq!(pairs(20, 0.04, |_| 1.05), Noise::ASSUMED, "too far apart");
        assert_eq!(pairs(20, 0.0, |_| 1.05), Noise::ASSUMED, "the same load");
        assert_eq!(pairs(20, 0.01, |_| 1.0), Noise::ASSUMED, "equal to the last digit");
        assert_eq!(pairs(20, 0.01, |_| f64::NAN), Noise::ASSUMED);
        assert_eq!(pairs(20, f64::INFINITY, |_| 1.05), Noise::ASSUMED);
        assert_eq!(Noise::of_neighbours(&[], &[], &[]), Noise::ASSUMED);
        assert_eq!(Noise::of_neighbours(&[1.0, 2.0], &[f64::NAN; 2], &[vec![0, 1]]), Noise::ASSUMED);
    }

    #[test]
    fn of_three_in_a_row_only_those_next_to_each_other_are_pairs() {
        let loads: Vec<f64> = (0..9).map(|at| 100.0 + f64::from(at)).collect();
        let values: Vec<f64> = (0..9).map(|at| if at % 2 == 0 { 50.0 } else { 51.0 }).collect();
        let noise = Noise::of_neighbours(&values, &loads, &[(0..9).collect()]);
        assert_eq!(noise.source, Source::Neighbours { pairs: 8, within: 0.02 });
    }
}

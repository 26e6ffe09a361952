//! Signed effect of paired values: median ratio, sign test, and an interval by ranks.
//!
//! Nothing is assumed of how the differences are distributed: each pair says which of the two is lower, and the ratios are
//! ordered. Sources: the sign test and the interval of a median by binomial ranks, Conover, *Practical Nonparametric
//! Statistics*, 3rd ed. 1999, sections 3.4 and 3.2.

use super::median::median;
use super::order;

/// The share of the two tails together that the interval leaves out.
const OUTSIDE: f64 = 0.05;

/// What came of pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effect {
    /// How many pairs there are.
    pub pairs: usize,
    /// Of these, those whose ratio is below 1.
    pub below: usize,
    /// And those above.
    pub above: usize,
    /// The median ratio: the exponential of the median logarithm, so that ½ and 2 are equally far from 1.
    pub ratio: f64,
    /// An interval that has the true median ratio at least 19 times in 20; `None` for fewer than six pairs, of which even
    /// all together do not reach that.
    pub interval: Option<(f64, f64)>,
    /// How probable it is that one side has at least so many pairs where either side is as likely, two-sided; equal values
    /// say nothing and do not count. 1 where no pair differs.
    pub p: f64,
}

impl Effect {
    /// Of ratios; those that are not finite and above zero are left out. `None` without any.
    #[must_use]
    pub fn of(ratios: impl Iterator<Item = f64>) -> Option<Self> {
        let mut logs: Vec<f64> = ratios.filter(|ratio| ratio.is_finite() && *ratio > 0.0).map(f64::ln).collect();
        order::sort_numbers(&mut logs);
        let ratio = median(logs.iter().copied())?.exp();
        let (below, above) =
            (logs.iter().filter(|log| **log < 0.0).count(), logs.iter().filter(|log| **log > 0.0).count());
        let pairs = logs.len();
        let outer = outer_ranks(pairs);
        let interval = (outer > 0).then(|| (logs[outer - 1].exp(), logs[pairs - outer].exp()));
        Some(Self { pairs, below, above, ratio, interval, p: sign_test(below, above) })
    }
}

/// The largest number of ranks of either end that half of [`OUTSIDE`] has room for.
fn outer_ranks(pairs: usize) -> usize {
    let mut within = 0;
    let mut tail = 0.0;
    for (at, part) in binomial(pairs).enumerate() {
        tail += part;
        if tail > OUTSIDE / 2.0 {
            break;
        }
        within = at + 1;
    }
    within
}

/// The two-sided exact probability of the sign test.
#[must_use]
pub fn sign_test(below: usize, above: usize) -> f64 {
    let fewer = below.min(above);
    (2.0 * binomial(below + above).take(fewer + 1).sum::<f64>()).min(1.0)
}

/// The probabilities of 0, 1, 2, … of so many, each with one half: `C(n, k) / 2ⁿ`, by logarithms, as 2ⁿ has no place.
fn binomial(of: usize) -> impl Iterator<Item = f64> {
    let step = move |log: &mut f64, at: usize| {
        let now = *log;
        *log += ((of - at) as f64 / (at + 1) as f64).ln();
        Some(now.exp())
    };
    (0..=of).scan(-(of as f64) * std::f64::consts::LN_2, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of `scipy.stats.binomtest` (1.17).
    #[test]
    fn sign_tests() {
        for (below, above, p) in [
            (51, 21, 0.000_534_964_201_649_871_8),
            (47, 21, 0.002_186_243_177_686_170_5),
            (1, 34, 2.095_475_792_884_826_7e-9),
            (5, 0, 0.0625),
            (3, 3, 1.0),
            (1, 0, 1.0),
            (0, 0, 1.0),
        ] {
            let got = sign_test(below, above);
            assert!((got - p).abs() <= 1e-9 * p, "{below}:{above} {got}");
        }
        // 2⁻³⁰⁰⁰ has no place among numbers; neither side is likelier than the other.
        assert!(sign_test(3000, 0) == 0.0 && (sign_test(1500, 1500) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_interval_needs_six_pairs() {
        let of = |n: u32| Effect::of((1..=n).map(|at| f64::from(at) / 10.0)).unwrap();
        assert_eq!((of(5).interval, of(1).interval), (None, None));
        let six = of(6).interval.unwrap();
        assert!((six.0 - 0.1).abs() < 1e-12 && (six.1 - 0.6).abs() < 1e-12, "{six:?}");
        // Of ten the second and the ninth (Conover, table A3: 1.1 % and 10.7 %).
        let ten = of(10).interval.unwrap();
        assert!((ten.0 - 0.2).abs() < 1e-12 && (ten.1 - 0.9).abs() < 1e-12, "{ten:?}");
    }

    #[test]
    fn signs_ties_and_what_is_no_ratio() {
        let effect = Effect::of([0.5, 2.0, 1.0, 1.0, f64::NAN, 0.0, -1.0, f64::INFINITY].into_iter()).unwrap();
        assert_eq!((effect.pairs, effect.below, effect.above, effect.ratio, effect.p), (4, 1, 1, 1.0, 1.0));
        assert_eq!(Effect::of([f64::NAN].into_iter()), None);
        assert_eq!(Effect::of(std::iter::empty()), None);
    }
}

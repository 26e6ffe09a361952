//! Ordered buckets of numbers, used instead of sorting where only some ranks are needed.

use crate::radix;

/// How many there are at most, as a power of two.
const BITS: u32 = 14;

/// Buckets over the range of some numbers. Their widths are equal factors, not equal steps: where numbers span powers of
/// ten, the smallest are not all in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buckets {
    low: u64,
    shift: u32,
}

impl Buckets {
    /// The most there are.
    pub const MOST: usize = 1 << BITS;

    /// Over the range of these numbers; without any, of which none is NaN, it does not matter.
    #[must_use]
    pub fn over(values: impl Iterator<Item = f64>) -> Self {
        let (low, high) = values.fold((u64::MAX, 0), |(low, high), value| {
            let key = place(value);
            (low.min(key), high.max(key))
        });
        let range_bits = u64::BITS - high.saturating_sub(low).leading_zeros();
        Self { low, shift: range_bits.saturating_sub(BITS) }
    }

    /// The bucket of a number in the range; that of a smaller number is no later one.
    #[must_use]
    #[inline]
    pub fn at(&self, value: f64) -> usize {
        ((place(value) - self.low) >> self.shift) as usize
    }
}

/// `-0.0` and `0.0` are the same number.
#[inline]
fn place(value: f64) -> u64 {
    radix::key(value + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_rise_with_the_numbers() {
        let sets: [&[f64]; 6] = [
            &[1.0, 1.5, 2.0, 900.0, 1e6],
            &[f64::NEG_INFINITY, -1.0, -0.0, 0.0, 5e-324, f64::INFINITY],
            &[7.0],
            &[7.0, 7.0],
            &[1.0, 1.0 + f64::EPSILON],
            &[-3.0, -2.0],
        ];
        for values in sets {
            let buckets = Buckets::over(values.iter().copied());
            let at: Vec<usize> = values.iter().map(|&value| buckets.at(value)).collect();
            assert!(at.is_sorted() && at[0] == 0 && at.iter().all(|&at| at < Buckets::MOST), "{values:?}: {at:?}");
        }
        let buckets = Buckets::over([-0.0, 0.0, 9.0].into_iter());
        assert_eq!(buckets.at(-0.0), buckets.at(0.0));
    }
}

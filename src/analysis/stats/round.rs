//! Rounding as numpy and pandas do it, for the notebook's figures.

/// The largest number, 2^53, up to which an `f64` holds all integers.
pub const MAX_EXACT_INTEGER: f64 = (1u64 << f64::MANTISSA_DIGITS) as f64;

/// Rounds to `decimals` places, halves to even, as `numpy.round` does: scale, round, scale back.
///
/// NaN and infinities come back as they are. A value so large that scaling overflows has no such decimals and comes
/// back as it is too.
///
/// ```
/// use isocost::analysis::stats::round::round_half_even;
/// assert_eq!(round_half_even(44_496.514_140_272, 2), 44_496.51);
/// assert_eq!(round_half_even(0.125, 2), 0.12);
/// ```
#[must_use]
pub fn round_half_even(value: f64, decimals: i32) -> f64 {
    let factor = 10f64.powi(decimals);
    let scaled = value * factor;
    if scaled.is_finite() { scaled.round_ties_even() / factor } else { value }
}

/// Rounds to nine significant digits: what comes after them is rounding error, as in a price per second
/// times 3,600, 0.7999999999999999.
#[must_use]
pub fn nine_digits(value: f64) -> f64 {
    let decimals = 8.0 - value.abs().log10().floor();
    // Larger powers of ten are not exact; such values, and those that are none, stay.
    if (0.0..=22.0).contains(&decimals) { round_half_even(value, decimals as i32) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        assert_eq!(round_half_even(2.5, 0), 2.0);
        assert_eq!(round_half_even(3.5, 0), 4.0);
        assert_eq!(round_half_even(-0.125, 2), -0.12);
    }

    #[test]
    fn what_cannot_be_rounded_stays() {
        assert!(round_half_even(f64::NAN, 2).is_nan());
        assert_eq!(round_half_even(f64::INFINITY, 2), f64::INFINITY);
        assert_eq!(round_half_even(f64::MAX, 3), f64::MAX);
    }
}

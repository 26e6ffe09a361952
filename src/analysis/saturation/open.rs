//! Saturation under open load: requests are asked for at a rate, and fewer are finished.
//!
//! The strongest evidence there is, free of any fit: what was asked for and not reached waits in a queue that grows.

/// A rate that falls short of the one asked for by more than this share is saturated.
pub const SHORTFALL: f64 = 0.05;

/// Reached over asked; NaN where what was asked for is not above zero and finite, or what was reached is missing.
#[must_use]
pub fn reached_share(asked_per_sec: f64, reached_per_sec: f64) -> f64 {
    let known = asked_per_sec > 0.0 && asked_per_sec.is_finite() && reached_per_sec >= 0.0;
    if known { reached_per_sec / asked_per_sec } else { f64::NAN }
}

/// Whether a run is saturated; `None` where that cannot be told.
#[must_use]
pub fn is_saturated(asked_per_sec: f64, reached_per_sec: f64) -> Option<bool> {
    let share = reached_share(asked_per_sec, reached_per_sec);
    // 19 of 20 is 5 % short and not more, though 1 - 0.95 is by rounding.
    (!share.is_nan()).then_some(1.0 - share > SHORTFALL * (1.0 + 1e-9))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asked_20_reached_13() {
        assert_eq!(is_saturated(20.0, 13.0), Some(true));
        assert_eq!((is_saturated(20.0, 19.0), is_saturated(20.0, 18.99)), (Some(false), Some(true)));
        assert_eq!(is_saturated(20.0, 21.0), Some(false), "faster than asked");
        assert_eq!(is_saturated(20.0, 0.0), Some(true));
        for (asked, reached) in [(f64::INFINITY, 5.0), (0.0, 5.0), (-1.0, 5.0), (f64::NAN, 5.0), (5.0, f64::NAN)] {
            assert_eq!(is_saturated(asked, reached), None, "{asked} {reached}");
        }
    }
}

//! Whole machines and hours, and equality, where rounding is not to decide.

use crate::analysis::stats::order;
use crate::analysis::stats::round::MAX_EXACT_INTEGER;

/// By how much, relatively, two amounts may differ to be the same: far more than rounding, far less than any price.
pub const TOLERANCE: f64 = 1e-9;

/// Whether two amounts are the same but for rounding; infinities of one sign are, NaN is to nothing.
#[must_use]
pub fn same(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= TOLERANCE * a.abs().min(b.abs())
}

/// Amounts of which those that are the same but for rounding are equal: each becomes the least of its kind. NaN stays.
#[must_use]
pub fn snapped(values: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<usize> = (0..values.len()).filter(|&at| !values[at].is_nan()).collect();
    order::sort_rows_by(&mut sorted, &|at| order::key(values[at]));
    let mut snapped = values.to_vec();
    let mut least = f64::NAN;
    for at in sorted {
        if !same(values[at], least) {
            least = values[at];
        }
        snapped[at] = least;
    }
    snapped
}

/// The least whole number, at least 1, that is no less than `value`: what rounding lifts above a whole number takes none
/// more. `None` beyond what is counted exactly, and for NaN.
pub(super) fn up(value: f64) -> Option<f64> {
    let nearest = value.round();
    let whole = if same(value, nearest) { nearest } else { value.ceil() };
    (whole < MAX_EXACT_INTEGER).then_some(whole.max(1.0))
}

/// The largest whole number that is no more than `value`; what rounding lowers below a whole number loses none.
pub(super) fn down(value: f64) -> f64 {
    let nearest = value.round();
    if same(value, nearest) { nearest } else { value.floor() }
}

/// Hours begun, at least one.
#[must_use]
pub fn begun_hours(hours: f64) -> f64 {
    up(hours).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_neither_takes_nor_adds_one() {
        assert_eq!(up(0.9 / 0.3), Some(3.0));
        assert_eq!(up(3.0 * 0.3 / 0.3), Some(3.0));
        for count in 1..2000 {
            for tenth in 1..30 {
                let rate = f64::from(tenth) / 10.0;
                let all = f64::from(count) * rate;
                assert_eq!(up(all / rate), Some(f64::from(count)), "{count} of {rate}");
                assert_eq!(down(all / rate), f64::from(count), "{count} of {rate}");
            }
        }
        assert_eq!((up(3.001), down(2.999)), (Some(4.0), 2.0));
        assert_eq!((up(0.0), up(0.2), down(0.2)), (Some(1.0), Some(1.0), 0.0));
        assert_eq!((up(f64::NAN), up(f64::INFINITY), up(1e300)), (None, None, None));
    }

    #[test]
    fn rounding_is_taken_off() {
        let near = 584.0 * (1.0 + 1e-12);
        assert_eq!(snapped(&[near, 730.0, 584.0, f64::INFINITY]), [584.0, 730.0, 584.0, f64::INFINITY]);
        assert!(snapped(&[f64::NAN])[0].is_nan() && snapped(&[]).is_empty());
    }

    #[test]
    fn equality() {
        assert!(same(0.8, 0.8 * (1.0 + 1e-10)) && same(0.0, 0.0) && same(f64::INFINITY, f64::INFINITY));
        assert!(!same(0.8, 0.8 * (1.0 + 1e-8)) && !same(0.0, 1e-300) && !same(f64::NAN, f64::NAN));
    }
}

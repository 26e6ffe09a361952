//! Median.

use super::percentile;

/// The median of the values: the middle one, or the mean of the two middle ones; `None` when there is none.
///
/// NaN values are left out, infinities count as numbers. Same as pandas' `Series.median`.
#[must_use]
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    median_of(values.into_iter().filter(|value| !value.is_nan()).collect())
}

/// The same of values of which none is NaN.
#[must_use]
pub fn median_of(known: Vec<f64>) -> Option<f64> {
    let (last, odd) = (known.len().checked_sub(1)?, known.len() % 2 == 1);
    let middle = percentile::ranked(known, &[last / 2, last.div_ceil(2)]);
    Some(if odd { middle[1] } else { f64::midpoint(middle[0], middle[1]) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_even_one_and_none() {
        assert_eq!(median([3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median([7.0, f64::NAN]), Some(7.0));
        assert_eq!(median([f64::NAN]), None);
        assert_eq!(median([f64::MAX, f64::MAX]), Some(f64::MAX));
    }

    #[test]
    fn the_median() {
        assert_eq!(median([3.0, f64::NAN, 1.0].into_iter()), Some(2.0));
        assert_eq!(median([3.0, 9.0, 1.0].into_iter()), Some(3.0));
        assert_eq!(median([f64::NAN].into_iter()), None);
    }
}

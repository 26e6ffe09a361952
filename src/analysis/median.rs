//! The value in the middle.

use crate::analysis::order;

/// The median of the values: the middle one, or the mean of the two middle ones; `None` when there is none.
///
/// NaN values are left out, infinities count as numbers. Same as pandas' `Series.median`.
#[must_use]
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut sorted: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
    order::sort_numbers(&mut sorted);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(sorted[sorted.len() / 2 - 1], upper))
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

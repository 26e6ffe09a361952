//! Choosing among the rows of a large table in one pass. Rows are indices into the columns; NaN is a missing value.

use crate::rows::usable;

/// The rows of each class whose [`usable`] value is the least of the class, or more than that by no more than a share of it; in
/// their order.
///
/// # Panics
/// When a row has no value or class, or a class is not below `count`.
#[must_use]
#[inline(never)]
pub fn near_least_of_each(values: &[f64], rows: &[usize], classes: &[u32], count: usize, share: f64) -> Vec<usize> {
    let mut most = vec![f64::INFINITY; count];
    for &row in rows {
        let least = &mut most[classes[row] as usize];
        if values[row] < *least && usable(values[row]) {
            *least = values[row];
        }
    }
    most.iter_mut().for_each(|least| *least += *least * share);
    rows.iter().copied().filter(|&row| usable(values[row]) && values[row] <= most[classes[row] as usize]).collect()
}

/// The rows whose value lies between two, both included.
///
/// # Panics
/// When a row has no value.
#[must_use]
#[inline(never)]
pub fn between(values: &[f64], rows: &[usize], low: f64, high: f64) -> Vec<usize> {
    rows.iter().copied().filter(|&row| values[row] <= high && values[row] >= low).collect()
}

/// The rows that lie beyond none of some points: beyond one is what is more than it in two columns. The first value of a row is
/// the first [`usable`] one of two columns.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn beyond_none(
    (first, second): (Option<&[f64]>, &[f64]),
    other: &[f64],
    rows: &[usize],
    of: &[[f64; 2]],
) -> Vec<usize> {
    let is_beyond = |row: usize| {
        let value = first.map_or(f64::NAN, |first| first[row]);
        let (x, y) = (if usable(value) { value } else { second[row] }, other[row]);
        of.iter().any(|&[least, low]| x > least && y > low)
    };
    rows.iter().copied().filter(|&row| !is_beyond(row)).collect()
}

/// How many rows have both this class of one kind and that of another.
#[must_use]
#[inline(never)]
pub fn count_both((first, of_first): (&[u32], u32), (second, of_second): (&[u32], u32)) -> usize {
    first.iter().zip(second).filter(|&(&first, &second)| (first, second) == (of_first, of_second)).count()
}

/// The rows without a value.
///
/// # Panics
/// When there is no such row.
#[must_use]
#[inline(never)]
pub fn unknown(values: &[f64], rows: &[usize]) -> Vec<usize> {
    rows.iter().copied().filter(|&row| values[row].is_nan()).collect()
}

/// The rows whose value is missing, infinite or below zero.
///
/// # Panics
/// When there is no such row.
#[must_use]
#[inline(never)]
pub fn odd(values: &[f64], rows: &[usize]) -> Vec<usize> {
    rows.iter().copied().filter(|&row| !(0.0..f64::INFINITY).contains(&values[row])).collect()
}

/// The rows whose first [`usable`] value of two columns is below a bound; a row without one is not.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn below(first: Option<&[f64]>, second: &[f64], rows: &[usize], bound: f64) -> Vec<usize> {
    let own = |row: usize| {
        let value = first.map_or(f64::NAN, |first| first[row]);
        if usable(value) { value } else { second[row] }
    };
    rows.iter().copied().filter(|&row| usable(own(row)) && own(row) < bound).collect()
}

/// The least and the largest [`usable`] value of some rows; rows that have none are passed over.
#[must_use]
#[inline(never)]
pub fn usable_range(values: &[f64], rows: &[usize]) -> Option<(f64, f64)> {
    let (mut least, mut most) = (f64::INFINITY, 0.0);
    for &row in rows {
        let value = values.get(row).copied().unwrap_or(f64::NAN);
        if usable(value) {
            least = if value < least { value } else { least };
            most = if value > most { value } else { most };
        }
    }
    (most > 0.0).then_some((least, most))
}

/// The sum of squares of the [`usable`] values about their mean, as shares of it, and how many there are; `None` where all are
/// the same, or there is none.
///
/// # Panics
/// When a row has no value.
#[must_use]
#[inline(never)]
pub fn scatter(values: &[f64], rows: &[usize]) -> Option<(f64, usize)> {
    let known = || rows.iter().map(|&row| values[row]).filter(|value| usable(*value));
    let first = known().next()?;
    if known().all(|value| value == first) {
        return None;
    }
    let count = known().count();
    let mean = known().sum::<f64>() / count as f64;
    Some((known().map(|value| (value / mean - 1.0) * (value / mean - 1.0)).sum::<f64>(), count))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [f64; 7] = [3.0, f64::NAN, 0.0, 2.0, f64::INFINITY, 2.1, 9.0];
    const ROWS: [usize; 7] = [6, 5, 4, 3, 2, 1, 0];

    #[test]
    fn the_least_of_each_class() {
        let classes = [0, 0, 0, 1, 1, 1, 2];
        assert_eq!(near_least_of_each(&VALUES, &ROWS, &classes, 3, 0.0), [6, 3, 0]);
        assert_eq!(near_least_of_each(&VALUES, &ROWS, &classes, 3, 0.1), [6, 5, 3, 0]);
        assert!(near_least_of_each(&VALUES, &[1, 2, 4], &classes, 3, 9.0).is_empty());
    }

    #[test]
    fn rows_by_their_values() {
        assert_eq!(between(&VALUES, &ROWS, 2.0, 3.0), [5, 3, 0]);
        assert!(between(&VALUES, &ROWS, f64::NAN, 3.0).is_empty());
        assert_eq!(unknown(&VALUES, &ROWS), [1]);
        assert_eq!(odd(&VALUES, &ROWS), [4, 1]);
        assert_eq!(odd(&[0.0, -0.0, -1.0, f64::NEG_INFINITY], &[3, 2, 1, 0]), [3, 2]);
        assert_eq!(below(None, &VALUES, &ROWS, 3.0), [5, 3]);
        let first = [f64::NAN, 1.0, 2.0, 7.0, f64::NAN, 0.0, f64::INFINITY];
        assert_eq!(below(Some(&first), &VALUES, &ROWS, 3.0), [5, 2, 1]);
        assert_eq!(below(Some(&first), &VALUES, &ROWS, f64::INFINITY), [6, 5, 3, 2, 1, 0]);
        assert_eq!(
            (usable_range(&VALUES, &[0, 1, 3, 99]), usable_range(&VALUES, &[1, 2, 4])),
            (Some((2.0, 3.0)), None)
        );
    }

    #[test]
    fn beyond_a_point_is_more_in_both() {
        let first = [f64::NAN, 5.0, 4.0, 0.0, 7.0, 1.0, 9.0];
        let own = [3.0, 5.0, 4.0, 2.0, 7.0, 1.0, 9.0];
        let of = [[3.0, 1.0], [0.5, 2.0]];
        let is_beyond = |row: usize| of.iter().any(|at| own[row] > at[0] && VALUES[row] > at[1]);
        let expected: Vec<usize> = ROWS.into_iter().filter(|&row| !is_beyond(row)).collect();
        assert_eq!(beyond_none((Some(&first), &VALUES), &VALUES, &ROWS, &of), expected);
        assert_eq!(expected, [3, 2, 1]);
        assert_eq!(beyond_none((None, &own), &VALUES, &ROWS, &of), expected);
        assert_eq!(beyond_none((None, &own), &VALUES, &ROWS, &[]), ROWS);
        assert_eq!(beyond_none((None, &[f64::NAN, f64::INFINITY]), &[9.0; 2], &[1, 0], &of), [0]);
    }

    #[test]
    fn scatter_about_the_mean() {
        let (squares, count) = scatter(&VALUES, &[0, 1, 3, 4]).expect("two values");
        assert!((squares - 0.08).abs() < 1e-12 && count == 2);
        assert_eq!((scatter(&VALUES, &[0, 0, 1]), scatter(&VALUES, &[1, 2])), (None, None));
    }
}

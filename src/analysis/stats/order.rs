//! Sorting through one instance of the standard library's sort, over row numbers: each type and comparison of its own
//! would add 3 kB to the page, forty times.

use std::cmp::Ordering;

use isocost_kernels::radix;
pub use isocost_kernels::radix::key;

/// Sorts row numbers, stable.
pub fn sort_rows(rows: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    rows.sort_by(|&a, &b| compare(a, b));
}

/// From this many rows on, numbers are sorted by radix sort: a comparison through a pointer is slower.
const MANY: usize = 256;
/// Sorts row numbers by a number of each, stable, in `O(n)`.
///
/// Many rows are sorted digit by digit.
pub fn sort_rows_by(rows: &mut [usize], key: &dyn Fn(usize) -> u64) {
    if rows.len() < MANY {
        return sort_rows(rows, &mut |a, b| key(a).cmp(&key(b)));
    }
    let mut keyed: Vec<(u64, u32)> = rows.iter().map(|&row| (key(row), row as u32)).collect();
    radix::sort_keyed(&mut keyed);
    rows.iter_mut().zip(keyed).for_each(|(row, (_, sorted))| *row = sorted as usize);
}

/// Sorts anything, stable: its positions are sorted, then everything is moved once.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_rows(&mut order, &mut |a, b| compare(&items[a], &items[b]));
    let mut places: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| places[at].take()));
}

/// Sorts numbers, the smallest first; NaN with a positive sign last.
pub fn sort_numbers(values: &mut [f64]) {
    if values.len() >= MANY {
        return isocost_kernels::series::sort_numbers(values);
    }
    values.sort_by(f64::total_cmp);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_sort_as_comparisons_do() {
        let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 5e-324, -1e300, 7.0];
        for many in [0, 1, MANY - 1, MANY, 3000] {
            let value = |row: usize| match row % 3 {
                0 => odd[row / 3 % odd.len()],
                1 => (row * 7919 % 97) as f64,
                _ => (row as f64).sin() * 1e9,
            };
            let (mut rows, mut compared) = ((0..many).rev().collect::<Vec<_>>(), (0..many).rev().collect::<Vec<_>>());
            sort_rows_by(&mut rows, &|row| key(value(row)));
            sort_rows(&mut compared, &mut |a, b| value(a).total_cmp(&value(b)));
            assert_eq!(rows, compared, "{many}");
        }
    }

    #[test]
    fn sorts_stably_and_keeps_everything() {
        let mut words = vec!["bb", "a", "aa", "b", "ccc"];
        sort_by(&mut words, |a, b| a.len().cmp(&b.len()));
        assert_eq!(words, ["a", "b", "bb", "aa", "ccc"]);
        let mut rows = [3, 1, 2];
        sort_rows(&mut rows, &mut |a, b| b.cmp(&a));
        assert_eq!(rows, [3, 2, 1]);
        let mut values = [2.0, f64::NAN, -1.0];
        sort_numbers(&mut values);
        assert_eq!(values[..2], [-1.0, 2.0]);
    }
}

//! Sorting, once: the standard library's sort is compiled anew for every type and comparison, 3 kB each time, and a
//! page that is downloaded cannot afford forty of them. All go through the one over row numbers.

use std::cmp::Ordering;

/// Sorts row numbers, stable.
pub fn sort_rows(rows: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    rows.sort_by(|&a, &b| compare(a, b));
}

/// From here on digits are sorted by, where a number tells the order: a comparison through a pointer costs more.
const MANY: usize = 256;
/// Bits of a digit.
const DIGIT: u32 = 11;

/// A number that is as large as `value` is late in the order of [`f64::total_cmp`]: -0.0 comes before 0.0, and NaN with
/// a positive sign last.
#[must_use]
pub fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// Sorts row numbers by a number of each, stable, in `O(n)`.
///
/// Many rows are sorted digit by digit, the lowest first (LSD radix sort: Knuth, *The Art of Computer Programming* 3,
/// 5.2.5). A digit that is the same in all rows is passed over: whole numbers below 2,048 have three that differ.
pub fn sort_rows_by(rows: &mut [usize], key: &dyn Fn(usize) -> u64) {
    if rows.len() < MANY {
        return sort_rows(rows, &mut |a, b| key(a).cmp(&key(b)));
    }
    let mut keyed: Vec<(u64, usize)> = rows.iter().map(|&row| (key(row), row)).collect();
    if keyed.is_sorted_by(|a, b| a.0 <= b.0) {
        return;
    }
    let mut sorted = vec![(0, 0); keyed.len()];
    let differ = keyed.iter().fold(0, |differ, (key, _)| differ | (key ^ keyed[0].0));
    for shift in (0..u64::BITS).step_by(DIGIT as usize) {
        let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT) - 1);
        if digit(differ) == 0 {
            continue;
        }
        let mut places = vec![0usize; 1 << DIGIT];
        keyed.iter().for_each(|&(key, _)| places[digit(key)] += 1);
        let mut first = 0;
        for place in &mut places {
            first += std::mem::replace(place, first);
        }
        for &(key, row) in &keyed {
            let place = &mut places[digit(key)];
            sorted[*place] = (key, row);
            *place += 1;
        }
        std::mem::swap(&mut keyed, &mut sorted);
    }
    rows.iter_mut().zip(keyed).for_each(|(row, (_, sorted))| *row = sorted);
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

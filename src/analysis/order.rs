//! Sorting, once: the standard library's sort is compiled anew for every type and comparison, 3 kB each time, and a
//! page that is downloaded cannot afford forty of them. All go through the one over row numbers.

use std::cmp::Ordering;

/// Sorts row numbers, stable.
pub fn sort_rows(rows: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    rows.sort_by(|&a, &b| compare(a, b));
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

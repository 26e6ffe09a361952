//! Selecting and sorting the rows of a table. Rows are indices into the columns; NaN is a missing value.

use crate::buckets::Buckets;
use crate::radix;

/// The rows whose value is at most `most`, rising.
#[must_use]
#[inline(never)]
pub fn up_to(values: &[f64], most: f64) -> Vec<usize> {
    values.iter().enumerate().filter(|(_, value)| **value <= most).map(|(row, _)| row).collect()
}

/// Keeps the rows whose code is kept.
///
/// # Panics
/// If a row has no code, or `kept` no entry for a code.
#[inline(never)]
pub fn retain(rows: &mut Vec<usize>, codes: &[u32], kept: &[bool]) {
    rows.retain(|&row| kept[codes[row] as usize]);
}

/// Whether a cost or a latency is a measurement: finite and above zero.
#[must_use]
#[inline]
pub fn usable(value: f64) -> bool {
    value > 0.0 && value < f64::INFINITY
}

/// The rows with two [`usable`] values, and these values.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn usable_pairs(x: &[f64], y: &[f64], rows: &[usize]) -> (Vec<usize>, Vec<f64>, Vec<f64>) {
    let room = || Vec::with_capacity(rows.len());
    let (mut kept, mut xs, mut ys) = (Vec::with_capacity(rows.len()), room(), room());
    for &row in rows {
        let (x, y) = (x[row], y[row]);
        if usable(x) && usable(y) {
            kept.push(row);
            xs.push(x);
            ys.push(y);
        }
    }
    (kept, xs, ys)
}

/// The rows with two [`usable`] values, without these.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn usable_rows(x: &[f64], y: &[f64], rows: &[usize]) -> Vec<usize> {
    let mut kept = Vec::with_capacity(rows.len());
    kept.extend(rows.iter().copied().filter(|&row| usable(x[row]) && usable(y[row])));
    kept
}

/// The rows whose [`usable`] value is the least, or more than that by no more than a share of it; in their order.
///
/// # Panics
/// When a row has no value.
#[must_use]
#[inline(never)]
pub fn near_least(values: &[f64], rows: &[usize], share: f64) -> Vec<usize> {
    let (mut least, mut most, mut found) = (f64::INFINITY, f64::INFINITY, Vec::new());
    for &row in rows {
        let value = values[row];
        if value <= most && usable(value) {
            if value < least {
                (least, most) = (value, value + value * share);
                found.retain(|&row: &usize| values[row] <= most);
            }
            found.push(row);
        }
    }
    found
}

/// The rows whose value differs from `at` by no more than a factor, in their order; none of another sign, nor 0.
///
/// # Panics
/// When a row has no value.
#[must_use]
#[inline(never)]
pub fn within_factor(values: &[f64], rows: &[usize], at: f64, factor: f64) -> Vec<usize> {
    // Without `f64::max`, which would call a function.
    let is_near = |ratio: f64| ratio > 0.0 && ratio <= factor && 1.0 / ratio <= factor;
    rows.iter().copied().filter(|&row| is_near(values[row] / at)).collect()
}

/// Fewer points than this are not pruned.
const FEW: usize = 1_000;

/// Drops points with NaN and most dominated points (those with another in an earlier bucket of `x` and no larger `y`), in
/// `O(n)`. Of a million measured points some hundred are left. Returns indices, rising.
///
/// # Panics
/// If the slices differ in length.
#[must_use]
#[inline(never)]
pub fn prune_dominated(x: &[f64], y: &[f64]) -> Vec<usize> {
    assert_eq!(x.len(), y.len(), "an x for every y");
    if x.len() >= FEW {
        return prune_many(x, y);
    }
    (0..x.len()).filter(|&at| !x[at].is_nan() && !y[at].is_nan()).collect()
}

/// Apart, so that a first view of few points goes without it.
#[inline(never)]
fn prune_many(x: &[f64], y: &[f64]) -> Vec<usize> {
    let known = || x.iter().zip(y).enumerate().filter(|(_, (x, y))| !x.is_nan() && !y.is_nan());
    let buckets = Buckets::over(known().map(|(_, (&x, _))| x));
    // The least y of each bucket, then of all before it. NaN where there is none.
    let mut least = vec![f64::NAN; Buckets::MOST];
    for (_, (&x, &y)) in known() {
        let held = &mut least[buckets.at(x)];
        // What is not above y is smaller or equal: NaN is not.
        *held = if *held <= y { *held } else { y };
    }
    let mut before = f64::NAN;
    for held in &mut least {
        let here = if before <= *held || held.is_nan() { before } else { *held };
        *held = std::mem::replace(&mut before, here);
    }
    // A point in an earlier bucket has a smaller x: with a y that is no larger it dominates.
    let is_dominated = |x: f64, y: f64| least[buckets.at(x)] <= y;
    known().filter(|&(_, (&x, &y))| !is_dominated(x, y)).map(|(at, _)| at).collect()
}

/// The rows of each group, in their order. `of_row` is the group of every row of the table, if it has one.
///
/// # Panics
/// If `of_row` has no entry for a row.
#[must_use]
#[inline(never)]
pub fn grouped(of_row: &[Option<usize>], rows: &[usize]) -> Vec<Vec<usize>> {
    let mut counts = Vec::new();
    for &row in rows {
        if let Some(group) = of_row[row] {
            if group >= counts.len() {
                counts.resize(group + 1, 0usize);
            }
            counts[group] += 1;
        }
    }
    let mut groups: Vec<Vec<usize>> = counts.into_iter().map(Vec::with_capacity).collect();
    for &row in rows {
        if let Some(group) = of_row[row] {
            groups[group].push(row);
        }
    }
    groups
}

/// From so many rows on a table is passed over by functions of its own, which a page that shows smaller ones need not have
/// loaded.
pub const MANY_ROWS: usize = 10_000;

/// More different values than this are not told apart by a table.
const MOST_DIFFERENT: usize = 1 << 11;

/// Values by their bits, numbered as they come: a table with open addressing, at most half full.
pub(crate) struct Numbered {
    slots: Vec<(u64, u32)>,
    count: usize,
}

impl Numbered {
    const SLOTS: usize = 2 * MOST_DIFFERENT;

    pub(crate) fn new() -> Self {
        Self { slots: vec![(0, u32::MAX); Self::SLOTS], count: 0 }
    }

    /// The number of a value, a new one for one that is new; `None` of one too many.
    #[inline]
    pub(crate) fn number(&mut self, value: f64) -> Option<u32> {
        let bits = value.to_bits();
        // Whole numbers differ in their first bits alone, which the first bits of the product depend on.
        const SHIFT: u32 = u64::BITS - Numbered::SLOTS.trailing_zeros();
        let mut at = (bits.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> SHIFT) as usize;
        loop {
            let (held, number) = self.slots[at];
            if number == u32::MAX {
                if self.count == MOST_DIFFERENT {
                    return None;
                }
                self.slots[at] = (bits, self.count as u32);
                self.count += 1;
                return Some(self.count as u32 - 1);
            }
            if held == bits {
                return Some(number);
            }
            at = (at + 1) % Self::SLOTS;
        }
    }
}

/// Different values in the order of their first rows, as the numbers of these rows, and for each row which of them it has;
/// `None` of more than 2,048. Values are the same where their bits are.
#[must_use]
#[inline(never)]
pub fn few_different(values: &[f64]) -> Option<(Vec<usize>, Vec<u32>)> {
    let (mut firsts, mut codes) = (Vec::new(), Vec::with_capacity(values.len()));
    let mut numbered = Numbered::new();
    for (row, &value) in values.iter().enumerate() {
        let code = numbered.number(value)?;
        if code as usize == firsts.len() {
            firsts.push(row);
        }
        codes.push(code);
    }
    Some((firsts, codes))
}

/// How many different values the rows have whose values are both [`usable`]; `None` of more than 2,048.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn few_usable(values: &[f64], others: &[f64], rows: &[usize]) -> Option<usize> {
    let mut numbered = Numbered::new();
    for &row in rows {
        if usable(values[row]) && usable(others[row]) {
            numbered.number(values[row])?;
        }
    }
    Some(numbered.count)
}

/// Whether the rows whose values are both [`usable`] have so many different values: no more are looked for.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn has_different(values: &[f64], others: &[f64], rows: &[usize], count: usize) -> bool {
    let mut found: Vec<f64> = Vec::with_capacity(count);
    let known = rows.iter().filter(|&&row| usable(values[row]) && usable(others[row])).map(|&row| values[row]);
    for value in known {
        if found.len() < count && !found.contains(&value) {
            found.push(value);
        }
        if found.len() == count {
            return true;
        }
    }
    count == 0
}

/// Numbers the pairs of two codes that occur, by the first code and then the second; how many there are. Both are below so
/// much, of which the product is counted out.
///
/// # Panics
/// When a code is not below.
#[must_use]
#[inline(never)]
pub fn split(first: &[u32], second: &[u32], first_below: usize, second_below: usize) -> (Vec<u32>, usize) {
    let mut numbers = vec![0u32; first_below * second_below];
    let pair = |(&first, &second): (&u32, &u32)| first as usize * second_below + second as usize;
    first.iter().zip(second).for_each(|codes| numbers[pair(codes)] = 1);
    let mut count = 0;
    for number in &mut numbers {
        count += std::mem::replace(number, count);
    }
    (first.iter().zip(second).map(|codes| numbers[pair(codes)]).collect(), count as usize)
}

/// From this many rows on, radix sort is used.
const MANY: usize = 256;

/// The rows with a value, sorted by it; rows of equal values keep their order, and so do `-0.0` and `0.0`.
///
/// # Panics
/// When a row has no value, not even NaN.
#[must_use]
#[inline(never)]
pub fn sorted_by(values: &[f64], rows: &[usize]) -> Vec<usize> {
    let known = rows.iter().filter(|&&row| !values[row].is_nan());
    // Adding zero makes 0.0 of -0.0.
    let mut keyed: Vec<(u64, u32)> = known.map(|&row| (radix::key(values[row] + 0.0), row as u32)).collect();
    if keyed.len() < MANY {
        keyed.sort_by_key(|(key, _)| *key);
    } else {
        radix::sort_keyed(&mut keyed);
    }
    keyed.into_iter().map(|(_, row)| row as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: [f64; 8] = [3.0, f64::NAN, -1.0, 0.0, f64::INFINITY, 3.0, -0.0, 2.0];

    #[test]
    fn rows_are_kept_by_value_and_by_code() {
        assert_eq!(up_to(&ODD, 2.0), [2, 3, 6, 7]);
        assert!(up_to(&ODD, f64::NAN).is_empty());
        let mut rows = vec![0, 2, 5, 7];
        retain(&mut rows, &[0, 9, 1, 9, 9, 2, 9, 1], &[true, false, true]);
        assert_eq!(rows, [0, 5]);
        let y = [1.0; 8];
        assert_eq!(usable_pairs(&ODD, &y, &[7, 1, 2, 3, 4, 0]), (vec![7, 0], vec![2.0, 3.0], vec![1.0, 1.0]));
        assert_eq!(usable_rows(&ODD, &y, &[7, 1, 2, 3, 4, 0]), [7, 0]);
    }

    #[test]
    fn the_least_is_usable_and_has_equals() {
        assert_eq!(near_least(&ODD, &[0, 1, 2, 3, 4, 5], 0.0), [0, 5]);
        assert_eq!(near_least(&ODD, &[5, 7, 0], 0.4), [7]);
        assert_eq!(near_least(&ODD, &[5, 7, 0], 0.5), [5, 7, 0]);
        assert!(near_least(&ODD, &[1, 2, 3, 4, 6], 1.0).is_empty() && near_least(&ODD, &[], 1.0).is_empty());
    }

    #[test]
    fn within_a_factor() {
        assert_eq!(within_factor(&ODD, &[7, 1, 2, 3, 4, 0], 2.0, 1.5), [7, 0]);
        assert_eq!(within_factor(&ODD, &[0, 1, 2, 3, 4, 7], 3.0, f64::INFINITY), [0, 4, 7]);
        assert!(within_factor(&ODD, &[0, 1], f64::NAN, 9.0).is_empty());
    }

    #[test]
    fn pruning_keeps_the_front() {
        for shape in 0..3 {
            let wave = |i: usize, by: f64| ((i as f64 * by).sin() * 40.0).round();
            let x: Vec<f64> = (0..2 * FEW).map(|i| [wave(i, 7.1), wave(i, 3.3).exp(), -0.0][shape]).collect();
            let y: Vec<f64> = (0..2 * FEW)
                .map(|i| if i % 50 == 7 { f64::NAN } else { [wave(i, 1.7), wave(i, 0.9), wave(i, 2.9)][shape] })
                .collect();
            let left = prune_dominated(&x, &y);
            assert!(left.is_sorted() && left.iter().all(|&i| !y[i].is_nan()));
            let beats = |a: usize, b: usize| x[a] <= x[b] && y[a] <= y[b] && (x[a] < x[b] || y[a] < y[b]);
            for b in (0..x.len()).filter(|&b| !y[b].is_nan()) {
                let on_front = !(0..x.len()).any(|a| beats(a, b));
                assert!(!on_front || left.binary_search(&b).is_ok(), "{shape}: {b}");
            }
        }
    }

    #[test]
    fn few_different_values_are_numbered_by_their_first_rows() {
        assert_eq!(few_different(&ODD), Some((vec![0, 1, 2, 3, 4, 6, 7], vec![0, 1, 2, 3, 4, 0, 5, 6])));
        assert_eq!(few_different(&[]), Some((vec![], vec![])));
        let many = |count: usize| (0..3 * count).map(|row| ((row * 7) % count) as f64).collect::<Vec<f64>>();
        let (firsts, codes) = few_different(&many(MOST_DIFFERENT)).expect("as many as the table holds");
        assert_eq!(firsts.len(), MOST_DIFFERENT);
        let values = many(MOST_DIFFERENT);
        assert!(codes.iter().zip(&values).all(|(&code, value)| values[firsts[code as usize]] == *value));
        assert_eq!(few_different(&many(MOST_DIFFERENT + 1)), None);
        let ones = vec![1.0; 8];
        assert_eq!(few_usable(&ODD, &ones, &[0, 1, 2, 3, 4, 5, 6, 7]), Some(2));
        assert_eq!(
            [0, 1, 2, 3].map(|count| has_different(&ODD, &ones, &[0, 1, 3, 5, 7, 0], count)),
            [true, true, true, false]
        );
        let (values, rows) = (many(2 * MOST_DIFFERENT), (0..6 * MOST_DIFFERENT).collect::<Vec<_>>());
        assert_eq!(few_usable(&values, &vec![1.0; values.len()], &rows), None);
    }

    #[test]
    fn groups_hold_their_rows_in_order() {
        let of_row = [Some(2), None, Some(0), Some(2)];
        assert_eq!(grouped(&of_row, &[3, 2, 1, 0]), [vec![2], vec![], vec![3, 0]]);
        assert!(grouped(&of_row, &[1]).is_empty());
    }

    #[test]
    fn few_and_many_are_sorted_alike() {
        assert_eq!(sorted_by(&ODD, &[7, 6, 5, 4, 3, 2, 1, 0]), [2, 6, 3, 7, 5, 0, 4]);
        let values: Vec<f64> = (0..3 * MANY).map(|i| ODD[i % 8]).collect();
        let rows: Vec<usize> = (0..values.len()).rev().collect();
        let mut expected: Vec<usize> = rows.iter().copied().filter(|&row| !values[row].is_nan()).collect();
        expected.sort_by(|&a, &b| values[a].partial_cmp(&values[b]).unwrap());
        assert_eq!(sorted_by(&values, &rows), expected);
    }
}

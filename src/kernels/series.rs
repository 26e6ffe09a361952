//! Series over a load whose values are few: what is measured at each, without sorting all rows. Rows are indices into the
//! columns; NaN is a missing value.

use crate::radix;
use crate::rows::{Numbered, usable};

/// Sorts numbers by [`f64::total_cmp`].
#[inline(never)]
pub fn sort_numbers(values: &mut [f64]) {
    let mut keys: Vec<u64> = values.iter().map(|&value| radix::key(value)).collect();
    keys.sort_unstable();
    values.iter_mut().zip(keys).for_each(|(value, key)| *value = radix::value(key));
}

/// The loads of some rows, rising, and of each what is to be known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Means {
    /// The loads.
    pub load: Vec<f64>,
    /// The mean of the values at each, summed from the smallest on.
    pub mean: Vec<f64>,
    /// The first row of each.
    pub row: Vec<usize>,
    /// How many rows each has.
    pub repeats: Vec<usize>,
}

/// The mean value at each load, of the rows with two [`usable`] numbers; `None` of more than 2,048 loads. The rows rise.
///
/// # Panics
/// When a row has no numbers.
#[must_use]
#[inline(never)]
pub fn means(load: &[f64], values: &[f64], rows: &[usize]) -> Option<Means> {
    let mut loads = Numbered::new();
    let (mut codes, mut known, mut firsts, mut counts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    codes.reserve(rows.len());
    known.reserve(rows.len());
    for &row in rows {
        let (at, value) = (load[row], values[row]);
        if !(usable(at) && usable(value)) {
            continue;
        }
        let code = loads.number(at)?;
        if code as usize == firsts.len() {
            firsts.push(row);
            counts.push(0usize);
        }
        counts[code as usize] += 1;
        codes.push(code);
        known.push(value);
    }
    let means = means_by(&codes, firsts.len(), &known);
    let mut order: Vec<usize> = (0..firsts.len()).collect();
    order.sort_unstable_by_key(|&code| radix::key(load[firsts[code]]));
    Some(Means {
        load: order.iter().map(|&code| load[firsts[code]]).collect(),
        mean: order.iter().map(|&code| means[code]).collect(),
        row: order.iter().map(|&code| firsts[code]).collect(),
        repeats: order.iter().map(|&code| counts[code]).collect(),
    })
}

/// The mean of the values of each class, summed from the smallest on, so that their order changes no digit; NaN of none.
///
/// # Panics
/// When a class is not below `count`.
#[must_use]
#[inline(never)]
pub fn means_by(classes: &[u32], count: usize, values: &[f64]) -> Vec<f64> {
    let mut counts = vec![0usize; count];
    classes.iter().for_each(|&class| counts[class as usize] += 1);
    let mut places: Vec<usize> =
        counts.iter().scan(0, |first, count| Some(std::mem::replace(first, *first + count))).collect();
    let mut by_class = vec![0.0; values.len()];
    for (&class, &value) in classes.iter().zip(values) {
        let place = &mut places[class as usize];
        by_class[*place] = value;
        *place += 1;
    }
    // Each place is the end of its class now.
    let mean = |(&end, &count): (&usize, &usize)| {
        let same = &mut by_class[end - count..end];
        sort_numbers(same);
        same.iter().sum::<f64>() / count as f64
    };
    places.iter().zip(&counts).map(mean).collect()
}

/// Of the rows with two [`usable`] numbers one for each load, by rising load, as its place among the rows: the first that is
/// kept, else the first; `None` of more than 2,048 loads. Beside each row stands whether it is kept.
///
/// # Panics
/// When a row has no numbers, or nothing is beside it.
#[must_use]
#[inline(never)]
pub fn one_of_each(load: &[f64], values: &[f64], rows: &[usize], kept: &[bool]) -> Option<Vec<usize>> {
    let mut loads = Numbered::new();
    let mut found: Vec<usize> = Vec::new();
    for (at, &row) in rows.iter().enumerate() {
        if !(usable(load[row]) && usable(values[row])) {
            continue;
        }
        let code = loads.number(load[row])? as usize;
        match found.get_mut(code) {
            None => found.push(at),
            Some(held) if kept[at] && !kept[*held] => *held = at,
            Some(_) => {}
        }
    }
    found.sort_unstable_by_key(|&at| radix::key(load[rows[at]]));
    Some(found)
}

/// The first row of each pair of two numbers, told apart by their bits, by the numbers of these; `None` where they are many.
///
/// # Panics
/// When a row has no numbers.
#[must_use]
#[inline(never)]
pub fn first_of_pairs(first: &[f64], second: &[f64], rows: &[usize]) -> Option<Vec<usize>> {
    let (mut one, mut other) = (Numbered::new(), Numbered::new());
    // At most 64 of the first, so that the table of pairs is small.
    let mut found = vec![usize::MAX; 64 << 11];
    for &row in rows {
        let (a, b) = (one.number(first[row])?, other.number(second[row])?);
        if a >= 64 {
            return None;
        }
        let held = &mut found[(a as usize) << 11 | b as usize];
        *held = row.min(*held);
    }
    found.retain(|&row| row != usize::MAX);
    Some(found)
}

/// The rows of each class, in their order.
///
/// # Panics
/// When a class is not below `count`.
#[must_use]
#[inline(never)]
pub fn by_class(of_row: &[u32], count: usize) -> Vec<Vec<usize>> {
    let mut counts = vec![0usize; count];
    of_row.iter().for_each(|&class| counts[class as usize] += 1);
    let mut classes: Vec<Vec<usize>> = counts.into_iter().map(Vec::with_capacity).collect();
    of_row.iter().enumerate().for_each(|(row, &class)| classes[class as usize].push(row));
    classes
}

/// What a column must hold, and on which side of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// A [`usable`] value, at most the bound.
    UsableAtMost,
    /// A [`usable`] value, at least the bound.
    UsableAtLeast,
    /// A value from 0 to 1, at most the bound.
    ShareAtMost,
    /// A finite value from 0 on, at most the bound.
    AtMost,
    /// A finite value from 0 on, at least the bound.
    AtLeast,
}

/// Sets a bit for each of some rows that is beyond the bound, and in `unknown` for each that has no such value: both are
/// beside the rows. An absent column has no value.
///
/// # Panics
/// When a row has no value, or nothing is beside it.
#[inline(never)]
pub fn mark(values: Option<&[f64]>, rows: &[usize], (side, bound): (Side, f64), bit: u8, marks: &mut [(u8, u8)]) {
    let Some(values) = values else {
        marks.iter_mut().for_each(|mark| (mark.0, mark.1) = (mark.0 | bit, mark.1 | bit));
        return;
    };
    for (&row, mark) in rows.iter().zip(marks) {
        let value = values[row];
        let (known, keeps) = match side {
            Side::UsableAtMost => (usable(value), value <= bound),
            Side::UsableAtLeast => (usable(value), value >= bound),
            Side::ShareAtMost => ((0.0..=1.0).contains(&value), value <= bound),
            Side::AtMost => ((0.0..f64::INFINITY).contains(&value), value <= bound),
            Side::AtLeast => ((0.0..f64::INFINITY).contains(&value), value >= bound),
        };
        if !known {
            mark.1 |= bit;
        }
        if !(known && keeps) {
            mark.0 |= bit;
        }
    }
}

/// The marks that occur, and how often each does.
#[must_use]
#[inline(never)]
pub fn counted(marks: &[(u8, u8)]) -> Vec<((u8, u8), usize)> {
    let mut counts = vec![0usize; 1 << 16];
    marks.iter().for_each(|mark| counts[usize::from(mark.0) << 8 | usize::from(mark.1)] += 1);
    let found = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
    found.map(|(at, count)| (((at >> 8) as u8, at as u8), count)).collect()
}

/// The rows without a mark, in their order.
#[must_use]
#[inline(never)]
pub fn unmarked(rows: &[usize], marks: &[(u8, u8)]) -> Vec<usize> {
    rows.iter().zip(marks).filter(|(_, mark)| mark.0 == 0).map(|(&row, _)| row).collect()
}

/// Values of some rows in a unit so many times larger, where that is [`usable`]; NaN of all others.
///
/// # Panics
/// When a row has no value.
#[must_use]
#[inline(never)]
pub fn quotients(values: &[f64], by: f64, rows: &[usize]) -> Vec<f64> {
    let mut found = vec![f64::NAN; values.len()];
    for &row in rows {
        let value = values[row] / by;
        if usable(value) {
            found[row] = value;
        }
    }
    found
}

/// For each row whether it is among these.
///
/// # Panics
/// When there is no such row.
#[must_use]
#[inline(never)]
pub fn flags(rows: &[usize], of: usize) -> Vec<bool> {
    let mut flags = vec![false; of];
    rows.iter().for_each(|&row| flags[row] = true);
    flags
}

/// The rows that are flagged, in their order.
///
/// # Panics
/// When a row has no flag.
#[must_use]
#[inline(never)]
pub fn flagged(rows: &[usize], flags: &[bool]) -> Vec<usize> {
    rows.iter().copied().filter(|&row| flags[row]).collect()
}

/// `vus / throughput · 1000 − latency` of rows where that is finite and the VUs are above zero, and the least latency; of no
/// row infinity.
///
/// # Panics
/// When a row has no values.
#[must_use]
#[inline(never)]
pub fn think_times(vus: &[f64], throughput: &[f64], latency: &[f64], rows: &[usize]) -> (Vec<f64>, f64) {
    let mut times = Vec::with_capacity(rows.len());
    let mut least = f64::INFINITY;
    for &row in rows {
        let time = vus[row] / throughput[row] * 1000.0 - latency[row];
        if time.is_finite() && vus[row] > 0.0 {
            times.push(time);
        }
        least = if latency[row] < least { latency[row] } else { least };
    }
    (times, least)
}

/// How far numbers are from one.
#[must_use]
#[inline(never)]
pub fn distances(values: &[f64], from: f64) -> Vec<f64> {
    values.iter().map(|value| (value - from).abs()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAN: f64 = f64::NAN;

    #[test]
    fn numbers_are_sorted_by_their_total_order() {
        let mut values = [3.0, NAN, -0.0, 0.0, f64::INFINITY, -2.0, 3.0, f64::NEG_INFINITY, -NAN];
        let mut expected = values;
        expected.sort_by(f64::total_cmp);
        sort_numbers(&mut values);
        assert_eq!(values.map(f64::to_bits), expected.map(f64::to_bits));
    }

    #[test]
    fn means_at_each_load() {
        let load = [4.0, 1.0, 4.0, 0.0, 1.0, NAN, 4.0];
        let values = [0.3, 7.0, 0.1, 9.0, NAN, 1.0, 0.2];
        let found = means(&load, &values, &[0, 1, 2, 3, 4, 5, 6]).expect("few loads");
        assert_eq!((found.load, found.row, found.repeats), (vec![1.0, 4.0], vec![1, 0], vec![1, 3]));
        assert_eq!(found.mean, [7.0, (0.1 + 0.2 + 0.3) / 3.0]);
        assert_eq!(means(&load, &values, &[]), Some(Means::default()));
        let many: Vec<f64> = (1..3_000).map(f64::from).collect();
        assert_eq!(means(&many, &many, &(0..many.len()).collect::<Vec<_>>()), None);
    }

    #[test]
    fn one_row_of_each_load() {
        let (load, cost) = ([2.0, 1.0, 2.0, 1.0, 3.0, 2.0], [1.0, 1.0, 1.0, 1.0, NAN, 1.0]);
        let kept = [false, false, true, false, true, true];
        assert_eq!(one_of_each(&load, &cost, &[0, 1, 2, 3, 4, 5], &kept), Some(vec![1, 2]));
        assert_eq!(one_of_each(&load, &cost, &[5, 2, 3], &[true, true, false]), Some(vec![2, 0]));
        assert_eq!(one_of_each(&load, &cost, &[4], &[true]), Some(vec![]));
        assert_eq!(first_of_pairs(&load, &load, &[5, 3, 2, 1, 4, 0]), Some(vec![0, 1, 4]));
        assert_eq!(first_of_pairs(&load, &[NAN; 6], &[3, 5]), Some(vec![3, 5]));
        let many: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(first_of_pairs(&many, &many, &(0..100).collect::<Vec<_>>()), None);
        assert_eq!(by_class(&[1, 0, 1, 2], 3), [vec![1], vec![0, 2], vec![3]]);
    }

    #[test]
    fn bounds_and_what_has_no_value() {
        let values = [1.0, 2.0, 0.0, NAN, f64::INFINITY, 0.5];
        let rows = [5, 4, 3, 2, 1, 0];
        let of = |side, bound| {
            let mut marks = vec![(0, 0); 6];
            mark(Some(&values), &rows, (side, bound), 2, &mut marks);
            let of = |pick: fn(&(u8, u8)) -> u8| marks.iter().map(|mark| pick(mark) / 2).collect::<Vec<_>>();
            assert_eq!(
                unmarked(&rows, &marks),
                rows.iter()
                    .zip(of(|mark| mark.0))
                    .filter(|(_, mark)| *mark == 0)
                    .map(|(&row, _)| row)
                    .collect::<Vec<_>>()
            );
            (of(|mark| mark.0), of(|mark| mark.1))
        };
        assert_eq!(of(Side::UsableAtMost, 1.0), (vec![0, 1, 1, 1, 1, 0], vec![0, 1, 1, 1, 0, 0]));
        assert_eq!(of(Side::UsableAtLeast, 1.0), (vec![1, 1, 1, 1, 0, 0], vec![0, 1, 1, 1, 0, 0]));
        assert_eq!(of(Side::ShareAtMost, 0.5), (vec![0, 1, 1, 0, 1, 1], vec![0, 1, 1, 0, 1, 0]));
        let mut marks = vec![(1, 0); 2];
        mark(None, &[7, 9], (Side::UsableAtMost, 1.0), 2, &mut marks);
        assert_eq!(marks, [(3, 2); 2]);
        assert_eq!(counted(&[(3, 2), (0, 0), (3, 2), (3, 255)]), [((0, 0), 1), ((3, 2), 2), ((3, 255), 1)]);
        assert_eq!(flagged(&[2, 1, 0], &flags(&[0, 2], 3)), [2, 0]);
    }

    #[test]
    fn think_times_of_known_rows() {
        let (times, least) = think_times(&[2.0, 0.0, 1.0], &[1.0, 1.0, 0.0], &[500.0, 9.0, NAN], &[0, 1, 2]);
        assert_eq!((times, least), (vec![1500.0], 9.0));
        assert_eq!(distances(&[1.0, 5.0], 2.0), [1.0, 3.0]);
    }
}

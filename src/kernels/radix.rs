//! Radix sort of `f64` keys.

/// Bits of a digit.
const DIGIT: u32 = 11;

/// Sorts by the number that comes first, stable, in `O(n)`: digit by digit, the lowest first (LSD radix sort: Knuth,
/// *The Art of Computer Programming* 3, 5.2.5). A digit that is the same everywhere is skipped: whole numbers below
/// 2,048, as the bits of an `f64`, have three that differ.
pub fn sort_keyed(keyed: &mut Vec<(u64, u32)>) {
    if keyed.is_sorted_by(|a, b| a.0 <= b.0) {
        return;
    }
    let differ = keyed.iter().fold(0, |differ, (key, _)| differ | (key ^ keyed[0].0));
    let mut sorted = vec![(0, 0); keyed.len()];
    let mut places = vec![0u32; 1 << DIGIT];
    for shift in (0..u64::BITS).step_by(DIGIT as usize) {
        let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT) - 1);
        if digit(differ) == 0 {
            continue;
        }
        places.fill(0);
        keyed.iter().for_each(|&(key, _)| places[digit(key)] += 1);
        let mut first = 0;
        for place in &mut places {
            first += std::mem::replace(place, first);
        }
        for &(key, row) in &*keyed {
            let place = &mut places[digit(key)];
            sorted[*place as usize] = (key, row);
            *place += 1;
        }
        std::mem::swap(keyed, &mut sorted);
    }
}

/// A number that is as large as `value` is late in the order of [`f64::total_cmp`]: -0.0 comes before 0.0, and NaN with
/// a positive sign last.
#[must_use]
#[inline]
pub fn key(value: f64) -> u64 {
    let bits = value.to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// The value of a [`key`].
#[must_use]
#[inline]
pub fn value(key: u64) -> f64 {
    f64::from_bits(if key >> 63 == 1 { key & !(1 << 63) } else { !key })
}

/// The positions of sites `[x, y, _]` from the left to the right, then upwards, by [`f64::total_cmp`]; of equal ones the
/// first given first. `O(n)` but for those that share an x.
#[must_use]
pub fn by_place(sites: &[[f64; 3]]) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = sites.iter().enumerate().map(|(at, site)| (key(site[0]), at as u32)).collect();
    sort_keyed(&mut keyed);
    let column = |&(a, _): &(u64, u32), &(b, _): &(u64, u32)| a == b;
    for same in keyed.chunk_by_mut(column).filter(|same| same.len() > 1) {
        same.iter_mut().for_each(|(key_of_x, at)| *key_of_x = key(sites[*at as usize][1]));
        same.sort_unstable();
    }
    keyed.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_sort_as_comparisons_do() {
        let odd = [f64::INFINITY, f64::NEG_INFINITY, 0.0, -0.0, 5e-324, -1e300, 7.0, f64::NAN];
        let value = |row: u32| match row % 3 {
            0 => odd[row as usize / 3 % odd.len()],
            1 => f64::from(row * 7919 % 97),
            _ => f64::from(row).sin() * 1e9,
        };
        for many in [0, 1, 2, 3000] {
            let mut keyed: Vec<(u64, u32)> = (0..many).rev().map(|row| (key(value(row)), row)).collect();
            let mut compared: Vec<u32> = (0..many).rev().collect();
            sort_keyed(&mut keyed);
            compared.sort_by(|&a, &b| value(a).total_cmp(&value(b)));
            assert_eq!(keyed.into_iter().map(|(_, row)| row).collect::<Vec<_>>(), compared, "{many}");
        }
    }

    #[test]
    fn places_from_left_to_right_then_upwards() {
        let places = [(2.0, 5.0), (1.0, 9.0), (2.0, -5.0), (-1.0, 0.0), (2.0, 5.0), (2.0, 0.0)];
        assert_eq!(by_place(&places.map(|(x, y)| [x, y, 0.0])), [3, 1, 2, 5, 0, 4]);
    }
}

//! The order of answers: by one key after another, what is the same in a key but for rounding decided by the next.

use super::whole::TOLERANCE;
use crate::analysis::stats::order;

/// The row that comes first: of those with the least first key the one with the least second, and so on, then the first
/// given. A row whose first key is not known is never it; in the others what is not known comes last.
pub(super) fn first(rows: &[usize], keys: &[&dyn Fn(usize) -> f64]) -> Option<usize> {
    let (leading, others) = keys.split_first()?;
    let mut left = least(rows, leading);
    if left.first().is_some_and(|&row| !is_known(leading(row))) {
        return None;
    }
    for key in others {
        if left.len() < 2 {
            break;
        }
        left = least(&left, key);
    }
    left.first().copied()
}

/// The rows whose key is the least but for rounding, in their order; all of them where none is known.
fn least(rows: &[usize], key: &dyn Fn(usize) -> f64) -> Vec<usize> {
    let known = |value: f64| if is_known(value) { value } else { f64::INFINITY };
    let values: Vec<f64> = rows.iter().map(|&row| known(key(row))).collect();
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = least + TOLERANCE * least.abs();
    rows.iter().zip(values).filter(|(_, value)| *value <= most).map(|(&row, _)| row).collect()
}

/// Sorts places by one key after another, as `first` compares; what is the same in all stays in the order of the places.
pub fn rank(places: &mut [usize], keys: &[&dyn Fn(usize) -> f64]) {
    let Some((key, others)) = keys.split_first() else {
        places.sort_unstable();
        return;
    };
    let known = |place: usize| Some(key(place)).filter(|&value| is_known(value)).unwrap_or(f64::INFINITY);
    order::sort_rows_by(places, &|place| order::key(known(place)));
    let mut from = 0;
    while from < places.len() {
        let least = known(places[from]);
        let most = least + TOLERANCE * least.abs();
        let same = places[from..].iter().take_while(|&&place| known(place) <= most).count();
        rank(&mut places[from..from + same], others);
        from += same;
    }
}

fn is_known(value: f64) -> bool {
    value < f64::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_does_not_decide() {
        let cost = [1.0 + 1e-12, 1.0, f64::NAN, 1.0 + 1e-6];
        let latency = [5.0, 6.0, 1.0, 1.0];
        let keys: [&dyn Fn(usize) -> f64; 2] = [&|row| cost[row], &|row| latency[row]];
        assert_eq!(first(&[0, 1, 2, 3], &keys), Some(0));
        assert_eq!(first(&[1, 2, 3], &keys), Some(1));
        assert_eq!((first(&[2], &keys), first(&[], &keys)), (None, None));
        let equal: [&dyn Fn(usize) -> f64; 2] = [&|_| 0.0, &|_| f64::NAN];
        assert_eq!(first(&[3, 1], &equal), Some(3), "then the first given");
        let mut places = [3, 2, 1, 0];
        rank(&mut places, &keys);
        assert_eq!(places, [0, 1, 3, 2]);
        rank(&mut places, &equal);
        assert_eq!(places, [0, 1, 2, 3]);
    }
}

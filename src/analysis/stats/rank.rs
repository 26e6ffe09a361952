//! The cheapest rows, in order.

use super::order;

/// The rows with the `n` smallest values, smallest first; ties in the order of `rows`.
///
/// Same as pandas' `nsmallest(n, keep="first")` on a column with at least `n` valid values. Rows whose value is NaN
/// are never among them (pandas appends them when it runs out of others; a missing cost is not a cheap one).
///
/// `values[row]` must exist for each of `rows`. `O(k log k)` for `k` rows.
#[must_use]
pub fn smallest(values: &[f64], rows: &[usize], n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = rows.iter().copied().filter(|&row| !values[row].is_nan()).collect();
    // A stable sort keeps ties in the order of appearance.
    order::sort_rows_by(&mut order, &|row| order::key(normal_zero(values[row])));
    order.truncate(n);
    order
}

/// `-0.0` and `0.0` are the same cost.
fn normal_zero(value: f64) -> f64 {
    value + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_keep_their_order_and_nan_is_left_out() {
        let cost = [3.0, 1.0, f64::NAN, 1.0, 2.0];
        assert_eq!(smallest(&cost, &[0, 1, 2, 3, 4], 3), [1, 3, 4]);
        assert_eq!(smallest(&cost, &[3, 1, 0], 9), [3, 1, 0]);
        assert!(smallest(&cost, &[], 3).is_empty());
        assert!(smallest(&cost, &[0, 1], 0).is_empty());
    }

    #[test]
    fn zeros_of_either_sign_tie() {
        assert_eq!(smallest(&[0.0, -0.0, -1.0], &[0, 1, 2], 3), [2, 0, 1]);
    }
}

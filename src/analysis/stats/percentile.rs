//! Percentiles by numpy's default method.

use isocost_kernels::buckets::Buckets;

use super::order;

/// Percentiles of `values` by numpy's method `linear`: the value at position `q / 100 · (n - 1)` among the sorted
/// ones, between two neighbours in proportion (definition 7 of Hyndman and Fan, *Sample Quantiles in Statistical
/// Packages*, 1996).
///
/// `percents` are clamped to 0 to 100. NaN values are left out (numpy would answer NaN); without any other value every
/// percentile is NaN.
///
/// ```
/// use isocost::analysis::stats::percentile::percentiles;
/// assert_eq!(percentiles(&[4.0, 1.0, 2.0], &[0.0, 50.0, 75.0, 100.0]), [1.0, 2.0, 3.0, 4.0]);
/// ```
#[must_use]
pub fn percentiles(values: &[f64], percents: &[f64]) -> Vec<f64> {
    let mut known: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
    percentiles_of_ranks(known.len(), percents, &mut |ranks| ranked(std::mem::take(&mut known), ranks))
}

/// The same of `count` values that are asked for by their places in the sorted order.
pub(crate) fn percentiles_of_ranks(
    count: usize,
    percents: &[f64],
    ranked: &mut dyn FnMut(&[usize]) -> Vec<f64>,
) -> Vec<f64> {
    let Some(last) = count.checked_sub(1) else { return vec![f64::NAN; percents.len()] };
    let position = |percent: &f64| percent.clamp(0.0, 100.0) / 100.0 * last as f64;
    let below = |percent: &f64| (position(percent).floor() as usize).min(last);
    let ranks: Vec<usize> = percents.iter().flat_map(|q| [below(q), (below(q) + 1).min(last)]).collect();
    let ends = ranked(&ranks);
    let at = |(percent, ends): (&f64, &[f64])| between(ends[0], ends[1], position(percent) - below(percent) as f64);
    percents.iter().zip(ends.chunks(2)).map(at).collect()
}

/// Fewer values than this are simply sorted.
const FEW: usize = 4_000;

/// The values at these places of the sorted `values`, of which none is NaN. Of many values only those are sorted that
/// share a bucket with one that is asked for: `O(n)` unless most of them do.
pub(crate) fn ranked(mut values: Vec<f64>, ranks: &[usize]) -> Vec<f64> {
    if values.len() >= FEW {
        return ranked_of_many(values, ranks);
    }
    order::sort_numbers(&mut values);
    ranks.iter().map(|&rank| values[rank]).collect()
}

/// Apart, so that a first view of few values goes without it.
#[inline(never)]
fn ranked_of_many(mut values: Vec<f64>, ranks: &[usize]) -> Vec<f64> {
    let buckets = Buckets::over(values.iter().copied());
    let mut counts = vec![0; Buckets::MOST];
    let bucket = |value: f64| buckets.at(value);
    values.iter().for_each(|&value| counts[bucket(value)] += 1);
    let firsts: Vec<usize> =
        counts.iter().scan(0, |first, count| Some(std::mem::replace(first, *first + count))).collect();
    // A later bucket without values begins where the next one does.
    let holds = |rank: usize| firsts.partition_point(|&first| first <= rank) - 1;
    let mut wanted = vec![false; counts.len()];
    ranks.iter().for_each(|&rank| wanted[holds(rank)] = true);
    let few: Vec<f64> = values.iter().copied().filter(|&value| wanted[bucket(value)]).collect();
    values = few;
    order::sort_numbers(&mut values);
    // How many values before a bucket were left unsorted.
    let mut left_out = 0;
    let mut skipped = Vec::with_capacity(counts.len());
    for (count, wanted) in counts.iter().zip(&wanted) {
        skipped.push(left_out);
        left_out += if *wanted { 0 } else { *count };
    }
    ranks.iter().map(|&rank| values[rank - skipped[holds(rank)]]).collect()
}

/// From `low` to `high`; counted from the nearer end, as numpy does, so that neither end is missed by rounding.
fn between(low: f64, high: f64, share: f64) -> f64 {
    // Two infinities have no difference.
    if low == high {
        return low;
    }
    let span = high - low;
    if share < 0.5 { low + span * share } else { high - span * (1.0 - share) }
}

/// `n` values from `from` to `to` in equal steps, both ends exact: numpy's `linspace`. One value is `from`.
#[must_use]
pub fn linspace(from: f64, to: f64, n: usize) -> Vec<f64> {
    let last = n.saturating_sub(1);
    let step = if last > 0 { (to - from) / last as f64 } else { 0.0 };
    (0..n).map(|i| if i > 0 && i == last { to } else { from + i as f64 * step }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers of numpy 2.4: `np.percentile([3, 1, 4, 1, 5, 9, 2, 6], [0, 10, 25, 50, 90, 100])`.
    #[test]
    fn as_numpy() {
        let got = percentiles(&[3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0], &[0.0, 10.0, 25.0, 50.0, 90.0, 100.0]);
        for (got, expected) in got.iter().zip([1.0, 1.0, 1.75, 3.5, 6.9, 9.0]) {
            assert!((got - expected).abs() < 1e-14, "{got} for {expected}");
        }
    }

    #[test]
    fn many_values_as_sorted_ones() {
        for shape in 0..3 {
            let value = |i: usize| {
                let wave = (i as f64 * 0.7).sin();
                [
                    wave,
                    (wave * 20.0).round() + 0.0,
                    if i.is_multiple_of(3) { f64::INFINITY } else { 10f64.powf(9.0 * wave) },
                ][shape]
            };
            let values: Vec<f64> = (0..2 * FEW).map(value).collect();
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let percents = linspace(0.0, 100.0, values.len());
            assert_eq!(percentiles(&values, &percents).len(), sorted.len());
            let got = ranked(values, &[0, 1, FEW / 3, FEW, FEW + 1, 2 * FEW - 1]);
            assert_eq!(got, [0, 1, FEW / 3, FEW, FEW + 1, 2 * FEW - 1].map(|rank| sorted[rank]), "{shape}");
        }
    }

    #[test]
    fn missing_none_and_one() {
        assert_eq!(percentiles(&[f64::NAN, 7.0], &[0.0, 33.0, 100.0]), [7.0; 3]);
        assert!(percentiles(&[f64::NAN], &[50.0])[0].is_nan());
        assert_eq!(percentiles(&[f64::INFINITY; 2], &[50.0]), [f64::INFINITY]);
        assert_eq!(percentiles(&[1.0, 2.0], &[-5.0, 500.0]), [1.0, 2.0]);
    }

    #[test]
    fn equal_steps_with_exact_ends() {
        assert_eq!(linspace(1.0, 8.0, 100)[99], 8.0);
        assert_eq!(linspace(0.0, 1.0, 3), [0.0, 0.5, 1.0]);
        assert_eq!(linspace(2.0, 5.0, 1), [2.0]);
        assert!(linspace(2.0, 5.0, 0).is_empty());
    }
}

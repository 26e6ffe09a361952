//! Throughput over load as a curve, and the notebook's reading of it: whether it never falls as VUs rise
//! ([`is_monotonic`]). The page's own reading is the [`trend`](super::trend) at the curve's end.

use isocost_kernels::{rows, series};

use crate::analysis::stats::order;

/// The least gain that counts, as a share: that of the load tests' own search for VUs, which stops below it.
pub const LEAST_GAIN: f64 = 0.02;

/// Whether no value is below the one before it: pandas' `Series.is_monotonic_increasing`.
///
/// Ties pass. A NaN anywhere, even alone, makes it false. Nothing at all and a single number are monotonic.
///
/// ```
/// use isocost::analysis::saturation::monotonic::is_monotonic;
/// assert!(is_monotonic([1.0, 1.0, 2.0]));
/// assert!(!is_monotonic([f64::NAN]));
/// ```
#[must_use]
pub fn is_monotonic(values: impl IntoIterator<Item = f64>) -> bool {
    let mut before = f64::NEG_INFINITY;
    values.into_iter().all(|value| {
        let rises = value >= before;
        before = value;
        rises
    })
}

/// These rows sorted by VUs; rows of equal VUs keep their order, rows without VUs are left out.
///
/// pandas' `sort_values` does the same up to 16 rows, where numpy's quicksort is an insertion sort. Beyond that, or
/// with numpy's vector instructions, the order of ties there depends on the processor. It matters to
/// [`is_monotonic`] only: a monotonic series has its ties in rising order whatever the sort.
#[must_use]
pub fn by_vus(vus: &[f64], of: &[usize]) -> Vec<usize> {
    rows::sorted_by(vus, of)
}

/// The rows of each group that has any, by rising group. Rows keep their order; a row of no group is in none.
///
/// `of_row` names the group of every row of the table.
#[must_use]
pub fn grouped(of_row: &[Option<usize>], of: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let groups = rows::grouped(of_row, of);
    groups.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty()).collect()
}

/// Throughput over load (VUs, or a rate asked for, or a batch size): parallel columns, load strictly rising, every value
/// finite and above zero.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// Load of each point.
    pub load: Vec<f64>,
    /// Throughput of each point, requests per second; the mean where a load was measured more than once.
    pub throughput_req_per_sec: Vec<f64>,
    /// The row of each point in the table; the first in the table where there are more.
    pub row: Vec<usize>,
    /// How many rows each point stands for.
    pub repeats: Vec<usize>,
    /// How many of the given rows have no usable load or throughput (missing, infinite, zero or negative).
    pub left_out: usize,
}

impl Curve {
    /// The curve of `rows`. The order in which they are given changes nothing, not even the last digit.
    #[must_use]
    pub fn new(load: &[f64], throughput_req_per_sec: &[f64], rows: &[usize]) -> Self {
        if rows.len() >= rows::MANY_ROWS
            && let Some(curve) = Self::of_many(load, throughput_req_per_sec, rows)
        {
            return curve;
        }
        let mut known = rows::usable_rows(load, throughput_req_per_sec, rows);
        if !known.is_sorted() {
            order::sort_rows_by(&mut known, &|row| row as u64);
        }
        known = rows::sorted_by(load, &known);
        let mut curve = Self { left_out: rows.len() - known.len(), ..Self::default() };
        for same in known.chunk_by(|&a, &b| load[a] == load[b]) {
            let mut measured: Vec<f64> = same.iter().map(|&row| throughput_req_per_sec[row]).collect();
            // Summed by size, so that a permuted table gives the same digits.
            order::sort_numbers(&mut measured);
            curve.load.push(load[same[0]]);
            curve.throughput_req_per_sec.push(measured.iter().sum::<f64>() / measured.len() as f64);
            curve.row.push(same[0]);
            curve.repeats.push(same.len());
        }
        curve
    }

    /// The same of many rows at few loads; `None` of many loads, or where the rows do not rise.
    #[inline(never)]
    fn of_many(load: &[f64], throughput_req_per_sec: &[f64], rows: &[usize]) -> Option<Self> {
        let found = series::means(load, throughput_req_per_sec, rows).filter(|_| rows.is_sorted())?;
        Some(Self {
            left_out: rows.len() - found.repeats.iter().sum::<usize>(),
            load: found.load,
            throughput_req_per_sec: found.mean,
            row: found.row,
            repeats: found.repeats,
        })
    }

    /// How many rows it was made of, those without a usable load or throughput, too.
    #[must_use]
    pub fn runs(&self) -> usize {
        self.left_out + self.repeats.iter().sum::<usize>()
    }

    /// How many points the curve of `rows` has.
    #[must_use]
    pub fn points(load: &[f64], throughput_req_per_sec: &[f64], rows: &[usize]) -> usize {
        let is_many = rows.len() >= rows::MANY_ROWS;
        let few = if is_many { rows::few_usable(load, throughput_req_per_sec, rows) } else { None };
        few.unwrap_or_else(|| Self::new(load, throughput_req_per_sec, rows).load.len())
    }

    /// The change of throughput from the point before to point `at`, as a share of the former; `None` for the first
    /// point and beyond the last.
    #[must_use]
    pub fn gain(&self, at: usize) -> Option<f64> {
        let before = *self.throughput_req_per_sec.get(at.checked_sub(1)?)?;
        Some(self.throughput_req_per_sec.get(at)? / before - 1.0)
    }

    /// The gain of the last point over the one before it; `None` with fewer than two points.
    #[must_use]
    pub fn last_gain(&self) -> Option<f64> {
        self.gain(self.load.len().checked_sub(1)?)
    }

    /// The gain of the last point over the best of all before it; `None` with fewer than two points. Where it is much
    /// below the last gain, the point before the last is a dip, not a slope.
    #[must_use]
    pub fn gain_over_best(&self) -> Option<f64> {
        let (last, before) = self.throughput_req_per_sec.split_last()?;
        before.iter().copied().max_by(f64::total_cmp).map(|best| last / best - 1.0)
    }

    /// Whether the last point only ends a dip: it is above the one before it by what counts, a share, and not above the best
    /// of all before it. One place says so for grades, states and counts.
    #[must_use]
    pub fn ends_a_dip(&self, counts: f64) -> bool {
        let is_above = |gain: Option<f64>| gain.is_some_and(|gain| gain >= counts);
        is_above(self.last_gain()) && !is_above(self.gain_over_best())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn monotonic_as_pandas_says() {
        assert!(is_monotonic([]));
        assert!(is_monotonic([3.0]));
        assert!(is_monotonic([1.0, f64::INFINITY, f64::INFINITY]));
        assert!(is_monotonic([f64::NEG_INFINITY, 0.0, -0.0]));
        for broken in [[2.0, 1.0], [f64::NAN, 1.0], [1.0, f64::NAN]] {
            assert!(!is_monotonic(broken), "{broken:?}");
        }
    }

    #[test]
    fn ties_keep_their_order_and_missing_vus_go() {
        let vus = [4.0, 1.0, f64::NAN, 4.0, 1.0];
        assert_eq!(by_vus(&vus, &[4, 3, 2, 1, 0]), [4, 1, 3, 0]);
        assert!(by_vus(&vus, &[]).is_empty());
    }

    #[test]
    fn groups_in_order_rows_in_order() {
        let of_row = [Some(2), None, Some(0), Some(2)];
        assert_eq!(grouped(&of_row, &[3, 2, 1, 0]), [(0, vec![2]), (2, vec![3, 0])]);
        assert!(grouped(&of_row, &[1]).is_empty());
    }

    #[test]
    fn a_curve_is_made_of_what_was_measured() {
        let vus = [2.0, 1.0, 2.0, 0.0, 4.0, f64::NAN, 8.0];
        let throughput = [10.0, 5.0, 20.0, 9.0, f64::NAN, 7.0, 0.0];
        let curve = Curve::new(&vus, &throughput, &[6, 5, 4, 3, 2, 1, 0]);
        assert_eq!(
            (curve.load.as_slice(), curve.throughput_req_per_sec.as_slice()),
            (&[1.0, 2.0][..], &[5.0, 15.0][..])
        );
        assert_eq!((curve.row.as_slice(), curve.repeats.as_slice(), curve.left_out), (&[1, 0][..], &[1, 2][..], 4));
        assert_eq!(curve.runs(), 7);
        assert_eq!((curve.gain(0), curve.gain(1), curve.gain(2)), (None, Some(2.0), None));
    }

    /// With ties, missing values and one load, the curve of many rows is that of a few hundred at a time, put together by hand.
    #[test]
    fn many_rows_have_the_curve_that_sorting_finds() {
        let count = rows::MANY_ROWS + 50;
        for loads in [1, 7, 300] {
            let load: Vec<f64> =
                (0..count).map(|at| if at % 53 == 9 { f64::NAN } else { (at * 31 % loads + 1) as f64 }).collect();
            let rate: Vec<f64> =
                (0..count).map(|at| if at % 71 == 3 { 0.0 } else { (at as f64 * 0.37).sin() + 1.5 }).collect();
            let all: Vec<usize> = (0..count).collect();
            let curve = Curve::new(&load, &rate, &all);
            let mut known: Vec<usize> = rows::usable_rows(&load, &rate, &all);
            assert_eq!(curve.left_out, count - known.len());
            known.sort_by(|&a, &b| load[a].total_cmp(&load[b]));
            let same: Vec<&[usize]> = known.chunk_by(|&a, &b| load[a] == load[b]).collect();
            assert_eq!(curve.row, same.iter().map(|rows| rows[0]).collect::<Vec<_>>());
            assert_eq!(curve.repeats, same.iter().map(|rows| rows.len()).collect::<Vec<_>>());
            for (at, rows) in same.iter().enumerate() {
                let mut values: Vec<f64> = rows.iter().map(|&row| rate[row]).collect();
                values.sort_by(f64::total_cmp);
                assert_eq!(curve.throughput_req_per_sec[at], values.iter().sum::<f64>() / values.len() as f64);
            }
            let reversed: Vec<usize> = all.into_iter().rev().collect();
            assert_eq!(Curve::new(&load, &rate, &reversed), curve, "in any order");
        }
    }

    #[test]
    fn a_dip_before_the_end_is_no_slope() {
        let curve = Curve::new(&[1.0, 2.0, 3.0], &[8.0, 4.0, 6.0], &[0, 1, 2]);
        assert_eq!((curve.last_gain(), curve.gain_over_best()), (Some(0.5), Some(-0.25)));
        assert!(
            curve.ends_a_dip(0.02) && curve.ends_a_dip(0.5) && !curve.ends_a_dip(0.6),
            "what noise makes is no dip"
        );
        let rises = Curve::new(&[1.0, 2.0, 3.0], &[8.0, 4.0, 9.0], &[0, 1, 2]);
        assert!(!rises.ends_a_dip(0.02) && !Curve::default().ends_a_dip(0.02));
        assert_eq!(Curve::default().gain_over_best(), None);
    }
}

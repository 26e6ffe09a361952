//! Histogram counts.
//!
//! Source: `numpy.histogram` with a number of bins: equal widths, each bin holds its left edge and not its right one,
//! except the last, which holds both; a range of one value is widened by one half on either side.

use super::extent::Extent;

/// Counts of values in bins of equal width.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// The edges, rising, in the unit of the values; one more than there are bins.
    pub edges: Vec<f64>,
    /// How many values lie in each bin.
    pub counts: Vec<usize>,
}

impl Histogram {
    /// Counts the finite `values` in `bins` bins from their smallest to their largest.
    ///
    /// NaN and infinite values are in no bin, so the counts sum to the number of finite values. `None` when there is
    /// no finite value, no bin, or a range beyond what a `f64` holds.
    #[must_use]
    pub fn new(values: &[f64], bins: usize) -> Option<Self> {
        Self::within(values, bins, Extent::of(values.iter().copied())?)
    }

    /// As [`Self::new`], in bins over a given range: several columns counted in the same bins can be compared.
    /// Values outside the range are in no bin.
    #[must_use]
    pub fn within(values: &[f64], bins: usize, range: Extent) -> Option<Self> {
        let edges = edges(range, bins)?;
        let (first, last) = (edges[0], edges[bins]);
        let mut counts = vec![0; bins];
        for &value in values.iter().filter(|v| (first..=last).contains(v)) {
            counts[bin(&edges, value)] += 1;
        }
        Some(Self { edges, counts })
    }

    /// How many values are counted.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }
}

/// The range as numpy widens it: one value gets room on both sides. Where one half is lost in rounding, a millionth of
/// the value is taken, where numpy gives up.
#[must_use]
pub fn widened(Extent { min, max }: Extent) -> Extent {
    if max > min {
        return Extent { min, max };
    }
    let half = if min - 0.5 < min && min + 0.5 > min { 0.5 } else { min.abs() * 1e-6 };
    Extent { min: min - half, max: max + half }
}

fn edges(range: Extent, bins: usize) -> Option<Vec<f64>> {
    let Extent { min, max } = widened(range);
    let span = max - min;
    if bins == 0 || !span.is_finite() || span <= 0.0 {
        return None;
    }
    let step = span / bins as f64;
    let mut edges: Vec<f64> = (0..=bins).map(|i| i as f64 * step + min).collect();
    // Rounding must not leave the largest value outside.
    edges[bins] = max;
    Some(edges)
}

/// The bin of a value inside the edges. The quotient can be off by one at an edge, so the edges decide.
fn bin(edges: &[f64], value: f64) -> usize {
    let bins = edges.len() - 1;
    let fraction = (value - edges[0]) / (edges[bins] - edges[0]);
    let at = ((fraction * bins as f64) as usize).min(bins - 1);
    if at > 0 && value < edges[at] {
        at - 1
    } else if at + 1 < bins && value >= edges[at + 1] {
        at + 1
    } else {
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(values: &[f64], bins: usize) -> Vec<usize> {
        Histogram::new(values, bins).map(|h| h.counts).unwrap_or_default()
    }

    #[test]
    fn the_last_bin_holds_its_right_edge() {
        assert_eq!(counts(&[0.0, 1.0, 2.0, 3.0, 4.0], 4), [1, 1, 1, 2]);
        assert_eq!(counts(&[f64::NAN, 0.0, f64::INFINITY, 1.0], 2), [1, 1]);
    }

    #[test]
    fn one_value_is_widened() {
        let got = Histogram::new(&[81.0; 30], 10);
        assert_eq!(got.as_ref().map(|h| (h.edges[0], h.edges[10])), Some((80.5, 81.5)));
        assert_eq!(got.map(|h| h.counts), Some(vec![0, 0, 0, 0, 0, 30, 0, 0, 0, 0]));
        for value in [0.0, -3.0, 1e17, -1e300] {
            assert_eq!(Histogram::new(&[value], 7).map(|h| h.total()), Some(1), "{value}");
        }
    }

    #[test]
    fn nothing_to_count() {
        assert_eq!(Histogram::new(&[], 10), None);
        assert_eq!(Histogram::new(&[f64::NAN], 10), None);
        assert_eq!(Histogram::new(&[1.0], 0), None);
        assert_eq!(Histogram::new(&[-1e308, 1e308], 5), None);
    }

    #[test]
    fn outside_a_given_range_nothing_counts() {
        let got = Histogram::within(&[0.0, 1.0, 5.0, 9.0], 2, Extent { min: 1.0, max: 5.0 });
        assert_eq!(got.map(|h| h.counts), Some(vec![1, 1]));
    }
}

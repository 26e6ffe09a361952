//! Isotonic regression: the non-decreasing sequence nearest to given values by weighted least squares.

/// Replaces `values` by the non-decreasing ones nearest to them by least squares; `weights` are above zero.
///
/// Pool adjacent violators, `O(n)`. Source: Ayer, Brunk, Ewing, Reid and Silverman, "An Empirical Distribution Function
/// for Sampling with Incomplete Information", *Annals of Mathematical Statistics* 26(4), 1955. A NaN stays where it is
/// and separates what is before it from what is after it.
pub fn non_decreasing(values: &mut [f64], weights: &[f64]) {
    // Mean, weight and length of each block.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::with_capacity(values.len());
    for (&value, &weight) in values.iter().zip(weights) {
        let mut block = (value, weight, 1);
        while let Some(&(mean, before, length)) = blocks.last().filter(|last| last.0 > block.0) {
            let together = before + block.1;
            block = ((mean * before + block.0 * block.1) / together, together, length + block.2);
            blocks.pop();
        }
        blocks.push(block);
    }
    let fitted = blocks.into_iter().flat_map(|(mean, _, length)| std::iter::repeat_n(mean, length));
    values.iter_mut().zip(fitted).for_each(|(value, fitted)| *value = fitted);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(values: &[f64], weights: &[f64]) -> Vec<f64> {
        let mut values = values.to_vec();
        non_decreasing(&mut values, weights);
        values
    }

    #[test]
    fn known_answers() {
        assert_eq!(fitted(&[1.0, 3.0, 2.0, 4.0], &[1.0; 4]), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(fitted(&[3.0, 2.0, 1.0], &[1.0; 3]), [2.0; 3]);
        assert_eq!(fitted(&[4.0, 1.0], &[1.0, 3.0]), [1.75; 2]);
        assert_eq!(fitted(&[1.0, 1.0, 2.0], &[1.0; 3]), [1.0, 1.0, 2.0], "what rises is left alone");
        assert!(fitted(&[], &[]).is_empty());
    }

    #[test]
    fn a_missing_value_separates() {
        let got = fitted(&[2.0, 1.0, f64::NAN, 0.5], &[1.0; 4]);
        assert_eq!((&got[..2], got[3]), (&[1.5, 1.5][..], 0.5));
        assert!(got[2].is_nan());
    }
}

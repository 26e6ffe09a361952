//! The knee of a curve by Kneedle: Satopää, Albrecht, Irwin and Raghavan, *Finding a "Kneedle" in a Haystack*, 2011; the
//! details as in Python's `kneed` (`knee_locator.py`), for a concave rising curve, offline, the first knee.
//!
//! It is to be run on linear VUs: on their logarithm a saturating curve is a sigmoid, which is not concave.

/// The paper's sensitivity: how far below a maximum the difference curve must fall, in mean steps of x.
const SENSITIVITY: f64 = 1.0;

/// The position of the knee; `None` when there is none, so that the curve may still be rising.
///
/// `x` is strictly rising, both are finite and equally long. With fewer than three points, or all `y` the same, there is
/// no knee. With fewer than five points its threshold is loose.
#[must_use]
pub fn knee(x: &[f64], y: &[f64]) -> Option<usize> {
    let last = x.len().min(y.len()).checked_sub(1).filter(|&last| last >= 2)?;
    let low = y[..=last].iter().copied().fold(f64::INFINITY, f64::min);
    let high = y[..=last].iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (width, height) = (x[last] - x[0], high - low);
    if !(width > 0.0 && height > 0.0) {
        return None;
    }
    // Both to 0..1; the knee is where y runs furthest ahead of x.
    let ahead: Vec<f64> = (0..=last).map(|k| (y[k] - low) / height - (x[k] - x[0]) / width).collect();
    let mean_step = 1.0 / last as f64;
    let (mut candidate, mut threshold) = (None, 0.0);
    for at in 0..last {
        let (before, here, after) = (ahead[at.saturating_sub(1)], ahead[at], ahead[at + 1]);
        if here >= before && here >= after {
            (candidate, threshold) = (Some(at), here - SENSITIVITY * mean_step);
        }
        // After a minimum only a fall below the diagonal counts, as in `kneed`.
        if here <= before && here <= after {
            threshold = 0.0;
        }
        if candidate.is_some() && after < threshold {
            return candidate;
        }
    }
    None
}

/// The knee of a curve that rises: of the best so far at each point, as a dip or a fall beyond the peak is no bend. `None`
/// where the best is within `noise_share` of the first, as then nothing rises, and never the first or the last point.
#[must_use]
pub fn rising_knee(x: &[f64], y: &[f64], noise_share: f64) -> Option<usize> {
    let mut best = f64::NEG_INFINITY;
    let so_far = |&y: &f64| {
        best = best.max(y);
        best
    };
    let risen: Vec<f64> = y.iter().map(so_far).collect();
    let (first, last) = (risen.first()?, risen.last()?);
    if *last <= first * (1.0 + noise_share) {
        return None;
    }
    knee(x, &risen).filter(|&at| at > 0 && at + 1 < risen.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubling(to: u32) -> Vec<f64> {
        (0..=to).map(|k| f64::from(1u32 << k)).collect()
    }

    #[test]
    fn a_hard_cap_is_found_at_the_first_sample_past_it() {
        let vus = doubling(10);
        let rate: Vec<f64> = vus.iter().map(|n| n.min(100.0)).collect();
        assert_eq!(knee(&vus, &rate).map(|at| vus[at]), Some(128.0));
        let log: Vec<f64> = vus.iter().map(|n| n.log2()).collect();
        assert_eq!(knee(&log, &rate).map(|at| vus[at]), Some(1.0), "why it is not run on the logarithm");
    }

    #[test]
    fn still_rising_has_no_knee() {
        let vus = doubling(5);
        let amdahl: Vec<f64> = vus.iter().map(|n| n / (1.0 + 0.03 * (n - 1.0))).collect();
        assert_eq!(knee(&vus, &amdahl), None);
        assert_eq!(knee(&vus, &vus), None);
    }

    #[test]
    fn the_vision_series_bends_at_two() {
        assert_eq!(knee(&[1.0, 2.0, 4.0, 8.0], &[2.99, 4.59, 4.83, 4.77]), Some(1));
    }

    #[test]
    fn only_a_rise_has_a_knee_and_never_at_an_edge() {
        let vus = [32.0, 39.0, 41.0, 43.0, 48.0, 64.0];
        // A T4 at batch size 64, which is level from its fewest VUs on.
        let level = [206.6, 208.3, 203.9, 207.0, 203.3, 205.6];
        assert_eq!(rising_knee(&vus, &level, 0.02), None);
        assert_eq!(rising_knee(&vus, &[206.6, 180.0, 170.0, 160.0, 150.0, 140.0], 0.02), None, "it falls");
        assert_eq!(rising_knee(&[1.0, 2.0, 4.0, 6.0, 8.0], &[2.99, 4.56, 4.99, 4.72, 4.32], 0.02), Some(1));
        let dip = [100.0, 180.0, 60.0, 185.0, 186.0, 186.5, 187.0];
        assert_eq!(rising_knee(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], &dip, 0.02), Some(1), "a dip is no bend");
        assert_eq!(rising_knee(&[], &[], 0.02), None);
    }

    #[test]
    fn too_little_to_bend() {
        assert_eq!((knee(&[], &[]), knee(&[1.0, 2.0], &[1.0, 2.0])), (None, None));
        assert_eq!(knee(&[1.0, 2.0, 3.0], &[4.0; 3]), None);
    }
}

//! Sites `[x, y, value]` of a surface: filtering and sorting samples, dropping flat triangles.

use crate::radix;
use crate::rows::{few_different, split};
use crate::series::means_by;

/// The smallest and the largest of three numbers, none of them NaN, for which `f64::min` would call a function.
#[inline]
pub(crate) fn range(a: f64, b: f64, c: f64) -> (f64, f64) {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    (if c < low { c } else { low }, if c > high { c } else { high })
}

/// A triangle whose height is below this share of its longest side is taken for a line bent by rounding.
const FLAT: f64 = 1e-12;

/// Removes flat triangles; `true` if there were any.
#[inline(never)]
pub fn leave_out_flat(sites: &[[f64; 3]], triangles: &mut Vec<[u32; 3]>) -> bool {
    let count = triangles.len();
    triangles.retain(|corners| {
        let [a, b, c] = corners.map(|at| sites[at as usize]);
        let square = |p: [f64; 3], q: [f64; 3]| (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]);
        let (_, longest) = range(square(a, b), square(b, c), square(c, a));
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        area.abs() > FLAT * longest
    });
    triangles.len() < count
}

/// The samples whose coordinates and value are all finite, as sites from the left to the right, then upwards; those on
/// the same place in the order given.
///
/// # Panics
/// If the slices differ in length.
#[must_use]
#[inline(never)]
pub fn sorted_sites(x: &[f64], y: &[f64], z: &[f64]) -> Vec<[f64; 3]> {
    assert!(x.len() == y.len() && y.len() == z.len(), "a value for every place");
    // Adding zero turns -0.0 into 0.0: the same place.
    let samples = x.iter().zip(y).zip(z).map(|((x, y), z)| [x + 0.0, y + 0.0, *z]);
    let known: Vec<[f64; 3]> = samples.filter(|sample| sample.iter().all(|v| v.is_finite())).collect();
    radix::by_place(&known).into_iter().map(|at| known[at as usize]).collect()
}

/// The mean of the samples on each place, as sites from the left to the right, then upwards: the values summed from the
/// smallest on. `None` where the places are no few of a lattice. What is not finite is left out.
///
/// # Panics
/// If the slices differ in length.
#[must_use]
#[inline(never)]
pub fn means_of_few(x: &[f64], y: &[f64], z: &[f64]) -> Option<Vec<[f64; 3]>> {
    assert!(x.len() == y.len() && y.len() == z.len(), "a value for every place");
    let known: Vec<bool> =
        x.iter().zip(y).zip(z).map(|((x, y), z)| x.is_finite() && y.is_finite() && z.is_finite()).collect();
    let of = |values: &[f64]| -> Vec<f64> {
        // Adding zero turns -0.0 into 0.0: the same place.
        values.iter().zip(&known).filter(|(_, known)| **known).map(|(value, _)| value + 0.0).collect()
    };
    let (x, y) = (of(x), of(y));
    let ((across, x_codes), (upwards, y_codes)) = (few_different(&x)?, few_different(&y)?);
    if across.len() * upwards.len() > x.len() {
        return None;
    }
    let places = ranked(&x, &across, x_codes);
    let (codes, count) = split(&places, &ranked(&y, &upwards, y_codes), across.len(), upwards.len());
    let z: Vec<f64> = z.iter().zip(&known).filter(|(_, known)| **known).map(|(value, _)| *value).collect();
    let mut sites = vec![[0.0; 3]; count];
    for (&code, (&x, &y)) in codes.iter().zip(x.iter().zip(&y)) {
        sites[code as usize] = [x, y, 0.0];
    }
    sites.iter_mut().zip(means_by(&codes, count, &z)).for_each(|(site, mean)| site[2] = mean);
    Some(sites)
}

/// Codes of values in the order of the values.
fn ranked(values: &[f64], firsts: &[usize], codes: Vec<u32>) -> Vec<u32> {
    let mut order: Vec<usize> = (0..firsts.len()).collect();
    order.sort_unstable_by_key(|&code| radix::key(values[firsts[code]]));
    let mut place = vec![0; order.len()];
    order.into_iter().enumerate().for_each(|(at, code)| place[code] = at as u32);
    codes.into_iter().map(|code| place[code as usize]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_finite_and_sorted() {
        let sites = sorted_sites(&[2.0, -0.0, 0.0, f64::NAN, 1.0], &[0.0, 1.0, -1.0, 0.0, f64::INFINITY], &[1.0; 5]);
        assert_eq!(sites, [[0.0, -1.0, 1.0], [0.0, 1.0, 1.0], [2.0, 0.0, 1.0]]);
        assert!(sites[1][0].is_sign_positive());
    }

    #[test]
    fn places_of_a_lattice_have_the_mean_of_their_samples() {
        let (x, y) = ([2.0, -0.0, 0.0, f64::NAN, 2.0, 0.0, 2.0], [1.0, 3.0, 3.0, 1.0, 1.0, f64::INFINITY, 3.0]);
        let z = [0.3, 5.0, 7.0, 1.0, 0.1, 1.0, f64::NAN];
        assert_eq!(means_of_few(&x, &y, &z), Some(vec![[0.0, 3.0, 6.0], [2.0, 1.0, (0.1 + 0.3) / 2.0]]));
        assert_eq!(means_of_few(&[1.0, 2.0], &[1.0, 2.0], &[1.0; 2]), None, "no lattice");
        assert_eq!(means_of_few(&[f64::NAN], &[1.0], &[1.0]), Some(vec![]));
    }

    #[test]
    fn flat_triangles_go() {
        let sites = [[0.0, 0.0, 0.0], [0.1, 0.1, 0.0], [0.3, 0.3, 0.0], [0.0, 1.0, 0.0]];
        let mut triangles = vec![[0, 1, 2], [0, 2, 3]];
        assert!(leave_out_flat(&sites, &mut triangles) && triangles == [[0, 2, 3]]);
        assert!(!leave_out_flat(&sites, &mut triangles));
    }
}

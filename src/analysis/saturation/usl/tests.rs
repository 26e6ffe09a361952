//! Published vectors, exact data, data that the law does not describe.

use super::*;

fn close(got: f64, expected: f64, relative: f64) {
    assert!((got - expected).abs() <= relative * expected.abs(), "{got} for {expected}");
}

/// CRAN usl 3.0.4, data set `specsdm91` (SPEC SDM91) and what its tests expect of it.
#[test]
fn specsdm91_as_cran_usl() {
    let vus = [1.0, 18.0, 36.0, 72.0, 108.0, 144.0, 216.0];
    let scripts_per_hour = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775.0, 1702.2];
    let fit = Fit::new(&vus, &scripts_per_hour).unwrap();
    close(fit.peak_vus().unwrap(), 96.519_56, 1e-6);
    close(1.0 / fit.alpha, 36.064_01, 1e-6);
    // What throughput would approach if VUs cost each other nothing.
    close(fit.lambda_req_per_sec / fit.alpha, 3245.0, 1e-3);
    assert!(fit.relative_rmse <= 0.1 && fit.r_squared > 0.98);
}

#[test]
fn the_published_peak_and_no_peak() {
    close(peak_vus(0.001, 1e-5).unwrap(), 316.069_6, 1e-6);
    assert_eq!((peak_vus(0.1, 0.0), peak_vus(1.0, 0.1), peak_vus(1.5, 0.1)), (None, None, None));
    assert_eq!(peak_vus(f64::NAN, 0.1), None);
}

/// The vision series at batch 4, of four points, so it is tried without the rule of five.
#[test]
fn the_vision_series_peaks_below_five() {
    let (vus, rate) = ([1.0, 2.0, 4.0, 8.0], [2.99, 4.59, 4.83, 4.77]);
    assert!(Fit::new(&vus, &rate).is_none());
    // As in the notes: the linear form `N/C − 1 = α(N−1) + βN(N−1)`, C = X/X(1), one VU taken for exact.
    let (mut gram, mut right) = ([[0.0; 3]; 3], [0.0; 3]);
    for (&n, x) in vus.iter().zip(rate) {
        let (z, y) = ([0.0, n - 1.0, n * (n - 1.0)], n * rate[0] / x - 1.0);
        for row in 0..3 {
            right[row] += z[row] * y;
            (0..3).for_each(|column| gram[row][column] += z[row] * z[column]);
        }
    }
    let [_, alpha, beta] = solve(gram, right, [false, true, true]).unwrap();
    close(alpha, 0.370, 2e-3);
    close(beta, 0.0256, 4e-3);
    close(peak_vus(alpha, beta).unwrap(), 4.96, 2e-3);
    // By least squares of throughput itself, one VU as uncertain as the others, the peak comes a little earlier.
    let c = least_squares(&Points { vus: &vus, measured: &rate, weights: &[1.0; 4], peak: None }).unwrap().1;
    let scale = c[0] + c[1];
    close(peak_vus(c[1] / scale, c[2] / scale).unwrap(), 4.59, 1e-3);
}

#[test]
fn exact_data_give_their_parameters_back() {
    let vus: Vec<f64> = (0..9).map(|k| f64::from(1 << k)).collect();
    for (alpha, beta, lambda) in
        [(0.02, 1e-4, 40.0), (0.0, 1e-5, 3.0), (0.3, 0.0, 1e4), (0.0, 0.0, 7.0), (1.0, 0.0, 5.0)]
    {
        let law = Fit { alpha, beta, lambda_req_per_sec: lambda, relative_rmse: 0.0, r_squared: 1.0 };
        let exact: Vec<f64> = vus.iter().map(|&n| law.at(n)).collect();
        let fit = Fit::new(&vus, &exact).unwrap();
        assert!((fit.alpha - alpha).abs() < 1e-7 && (fit.beta - beta).abs() < 1e-9, "{fit:?}");
        close(fit.lambda_req_per_sec, lambda, 1e-7);
        assert!(fit.relative_rmse < 1e-7);
        if beta == 0.0 {
            assert!(fit.peak_vus().is_none_or(|peak| peak > 1e4), "{fit:?}");
        }
    }
}

#[test]
fn what_the_law_does_not_describe_is_no_fit() {
    let vus = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
    let zigzag = Fit::new(&vus, &[1.0, 9.0, 1.0, 9.0, 1.0, 9.0]).unwrap();
    assert!(zigzag.relative_rmse > 0.1);
    // Faster than linear: the nearest law is a line, and it is far away.
    let convex = Fit::new(&vus, &[1.0, 4.0, 16.0, 64.0, 256.0, 1024.0]).unwrap();
    assert!(convex.relative_rmse > 0.1 && convex.alpha == 0.0 && convex.beta == 0.0);
    let flat = Fit::new(&vus, &[5.0; 6]).unwrap();
    assert!(flat.r_squared.is_nan() && flat.relative_rmse <= 0.1 && flat.peak_vus().is_none());
    assert!((flat.alpha - 1.0).abs() < 1e-9 && (flat.lambda_req_per_sec - 5.0).abs() < 1e-9);
    assert!(Fit::new(&[], &[]).is_none() && Fit::new(&vus[..4], &[1.0; 4]).is_none());
}

/// Where the fewest VUs are many and throughput is level, nothing says what one VU does: α stays in its range.
#[test]
fn contention_stays_in_its_range() {
    let fit = Fit::new(&[32.0, 48.0, 64.0, 96.0, 128.0], &[40.0, 39.9, 39.8, 39.9, 39.7]).unwrap();
    assert!(fit.relative_rmse <= 0.1 && (0.0..=1.0).contains(&fit.alpha) && fit.lambda_req_per_sec < 41.0, "{fit:?}");
}

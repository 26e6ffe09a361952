//! How much a measurement needs to be rested on: least requests and seconds, and the interval of a percentile.

/// The least requests for a mean.
pub const MEAN_REQUESTS: f64 = 30.0;
/// The least requests for a 95th percentile: five lie beyond it.
pub const P95_REQUESTS: f64 = 100.0;
/// The least requests for a 99th percentile: three lie beyond it.
pub const P99_REQUESTS: f64 = 300.0;
/// The least seconds that a test has to last: in a shorter one its beginning and end decide.
pub const SECONDS: f64 = 30.0;

/// The interval of a 95th percentile's own rank, as shares of all requests: between which ones of the sorted requests the
/// true percentile lies in 95 of 100 cases (binomial, by the normal approximation). `None` with fewer than
/// [`MEAN_REQUESTS`] requests.
#[must_use]
pub fn p95_ranks(requests: f64) -> Option<(f64, f64)> {
    let half = 1.96 * (0.95 * 0.05 / requests).sqrt();
    (requests >= MEAN_REQUESTS && requests.is_finite()).then(|| (0.95 - half, (0.95 + half).min(1.0 - 0.5 / requests)))
}

/// Between which latencies the true 95th percentile lies, ms: [`p95_ranks`] as latencies of the lognormal distribution that has
/// this mean and this 95th percentile. `None` where there is none such: p95 is below the mean or above 3.8 times it.
#[must_use]
pub fn p95_interval_ms(mean_ms: f64, p95_ms: f64, requests: f64) -> Option<(f64, f64)> {
    const Z95: f64 = 1.6449;
    // p95 / mean = exp(z σ − σ²/2): the smaller σ of the two.
    let root = Z95 * Z95 - 2.0 * (p95_ms / mean_ms).ln();
    let deviation = Z95 - root.sqrt();
    let (low, high) = p95_ranks(requests)?;
    let at = |share: f64| p95_ms * (deviation * (normal_quantile(share) - Z95)).exp();
    (deviation > 0.0).then(|| (at(low), at(high)))
}

/// The quantile of the standard normal distribution, for shares from a half to one; within 0.0005 (Abramowitz and Stegun
/// 1964, 26.2.23).
fn normal_quantile(share: f64) -> f64 {
    let t = (-2.0 * (1.0 - share).ln()).sqrt();
    let above = 2.515_517 + t * (0.802_853 + t * 0.010_328);
    t - above / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_the_95th_percentile() {
        let (low, high) = p95_ranks(301.0).unwrap();
        assert!((low - 0.925).abs() < 0.001 && (high - 0.975).abs() < 0.001, "{low} {high}");
        assert!(p95_ranks(29.0).is_none() && p95_ranks(f64::NAN).is_none() && p95_ranks(f64::INFINITY).is_none());
        assert!(p95_ranks(30.0).unwrap().1 < 1.0);
    }

    #[test]
    fn a_percentile_of_300_requests_is_not_certain() {
        // Mean 710 ms, p95 1,222 ms, 301 requests: the vision table's winner.
        let (low, high) = p95_interval_ms(709.55, 1222.0, 301.0).unwrap();
        assert!(low > 1100.0 && low < 1222.0 && high > 1300.0 && high < 1450.0, "{low} {high}");
        let (near, far) = p95_interval_ms(709.55, 1222.0, 10_000.0).unwrap();
        assert!(near > 1200.0 && far < 1245.0, "{near} {far}");
        assert!(p95_interval_ms(100.0, 90.0, 1e4).is_none() && p95_interval_ms(100.0, 400.0, 1e4).is_none());
        assert!(p95_interval_ms(f64::NAN, 90.0, 1e4).is_none());
    }

    #[test]
    fn normal_quantiles() {
        for (share, expected) in [(0.5, 0.0), (0.95, 1.644_854), (0.975, 1.959_964), (0.999, 3.090_232)] {
            assert!((normal_quantile(share) - expected).abs() < 5e-4, "{share}");
        }
    }
}

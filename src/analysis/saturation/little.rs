//! Little's law, L = λW: in a closed load test without think time, throughput times latency is the number of requests in
//! flight, and should equal the VUs.
//!
//! Source: Little, "A Proof for the Queuing Formula L = λW", *Operations Research* 9(3), 1961.

/// Requests in flight by throughput (per second) and mean latency (ms), per VU. One when everything adds up.
///
/// NaN when a number is missing, infinite, or when there are no VUs.
#[must_use]
pub fn in_flight_per_vu(throughput_per_s: f64, latency_ms: f64, vus: f64) -> f64 {
    let ratio = throughput_per_s * latency_ms / 1000.0 / vus;
    if ratio.is_finite() && vus > 0.0 { ratio } else { f64::NAN }
}

/// Classes of the ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// 0.9 to 1.05.
    Healthy,
    /// 0.7 up to 0.9: VUs were idle for part of the time.
    Slack,
    /// Below 0.7, or above 1.05, which no steady test can reach: units, clocks or averages are wrong.
    Broken,
}

/// The band of a ratio, edges belonging to the better one; `None` for NaN.
#[must_use]
pub fn band(ratio: f64) -> Option<Band> {
    match ratio {
        r if r.is_nan() => None,
        r if (0.9..=1.05).contains(&r) => Some(Band::Healthy),
        r if (0.7..0.9).contains(&r) => Some(Band::Slack),
        _ => Some(Band::Broken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_a_second_at_twelve_hundred_ms_are_nineteen_in_flight() {
        assert!((in_flight_per_vu(16.0, 1200.0, 1.0) - 19.2).abs() < 1e-12);
        assert!(in_flight_per_vu(16.0, f64::NAN, 4.0).is_nan());
        assert!(in_flight_per_vu(16.0, 1200.0, 0.0).is_nan());
        assert!(in_flight_per_vu(0.0, 1200.0, 0.0).is_nan());
    }

    #[test]
    fn bands_and_their_edges() {
        for (ratio, expected) in [
            (1.0, Band::Healthy),
            (0.9, Band::Healthy),
            (1.05, Band::Healthy),
            (0.8999, Band::Slack),
            (0.7, Band::Slack),
            (0.6999, Band::Broken),
            (1.0501, Band::Broken),
            (-1.0, Band::Broken),
        ] {
            assert_eq!(band(ratio), Some(expected), "{ratio}");
        }
        assert_eq!(band(f64::NAN), None);
    }
}

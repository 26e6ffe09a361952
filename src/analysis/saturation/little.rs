//! Little's law, L = λW: in a closed load test, throughput times latency is the number of requests in flight, and throughput
//! times latency and think time is the number of VUs, N = X·(R + Z).
//!
//! Sources: Little, "A Proof for the Queuing Formula L = λW", *Operations Research* 9(3), 1961; Denning and Buzen, "The
//! Operational Analysis of Queueing Network Models", *ACM Computing Surveys* 10(3), 1978 (the interactive response time law).

use isocost_kernels::rows as kernel;
use isocost_kernels::series;

use crate::analysis::stats::median::median_of;

/// Requests in flight by throughput (per second) and mean latency (ms), per VU. One when everything adds up.
///
/// NaN when a number is missing, infinite, or when there are no VUs.
#[must_use]
pub fn in_flight_per_vu(throughput_per_s: f64, latency_ms: f64, vus: f64) -> f64 {
    let ratio = throughput_per_s * latency_ms / 1000.0 / vus;
    if ratio.is_finite() && vus > 0.0 { ratio } else { f64::NAN }
}

/// The client's time between an answer and the next request, `Z = N/X − R`, where it is the same at every load of one
/// configuration, ms; `None` where it is not. It is constant where, over
/// three loads or more, the median distance from its median is at most a fifth of it, and it is more than a hundredth of the
/// least latency, which rounding would make.
#[must_use]
pub fn constant_think_time_ms(
    vus: &[f64],
    throughput_per_s: &[f64],
    latency_ms: &[f64],
    rows: &[usize],
) -> Option<f64> {
    if !kernel::has_different(vus, throughput_per_s, rows, 3) {
        return None;
    }
    let (times, least) = series::think_times(vus, throughput_per_s, latency_ms, rows);
    let middle = median_of(times.clone())?;
    let off = median_of(series::distances(&times, middle))?;
    (off <= 0.2 * middle && middle > 0.01 * least).then_some(middle)
}

/// Why there are fewer requests in flight than VUs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// There were fewer requests than VUs: some sent none.
    FewerRequests {
        /// Requests sent.
        requests: f64,
    },
    /// The client waits as long after every answer, whatever the load.
    ThinkTime {
        /// So long, ms.
        ms: f64,
    },
    /// The test was so short that its end, when VUs have no more to send, explains it.
    DrainedTail {
        /// Seconds it lasted.
        seconds: f64,
    },
    /// Not known.
    Unknown,
}

impl Cause {
    /// Of a run with `ratio` requests in flight per VU. `requests` and `seconds` may be NaN; `think_time_ms` is that of its
    /// configuration. While the last requests are answered, for one latency, half of the VUs are idle at least.
    #[must_use]
    pub fn of((ratio, latency_ms, vus): (f64, f64, f64), requests: f64, think_time_ms: Option<f64>) -> Self {
        let seconds = requests / (ratio * vus / latency_ms * 1000.0);
        match think_time_ms {
            _ if requests < vus => Self::FewerRequests { requests },
            _ if ratio >= 1.0 => Self::Unknown,
            Some(ms) if (latency_ms / (latency_ms + ms) / ratio - 1.0).abs() < 0.1 => Self::ThinkTime { ms },
            _ if 1.0 - ratio <= latency_ms / 1000.0 / seconds => Self::DrainedTail { seconds },
            _ => Self::Unknown,
        }
    }
}

/// No steady test can have more requests in flight per VU than this: units, clocks or averages are wrong.
pub const HEALTHY: f64 = 1.05;

/// Classes of the ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// 0.9 to 1.05.
    Healthy,
    /// 0.7 up to 0.9: fewer requests in flight than VUs, for which there may be a [`Cause`].
    Slack,
    /// Below 0.7, or above 1.05, which no steady test can reach: units, clocks or averages are wrong.
    Broken,
}

/// The band of a ratio, edges belonging to the better one; `None` for NaN.
#[must_use]
pub fn band(ratio: f64) -> Option<Band> {
    match ratio {
        r if r.is_nan() => None,
        r if (0.9..=HEALTHY).contains(&r) => Some(Band::Healthy),
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

    /// The vision table at batch size 4: the client takes as long at every load, though the ratio rises with it.
    #[test]
    fn a_constant_think_time_is_the_clients() {
        let (vus, rate) = ([1.0, 2.0, 4.0, 6.0, 8.0], [2.994, 4.562, 4.994, 4.719, 4.321]);
        let latency = [242.03, 346.22, 709.55, 1170.81, 1726.54];
        let rows = [0, 1, 2, 3, 4];
        let time = constant_think_time_ms(&vus, &rate, &latency, &rows).unwrap();
        assert!((time - 92.2).abs() < 1.0, "{time}");
        for row in rows {
            let ratio = in_flight_per_vu(rate[row], latency[row], vus[row]);
            let cause = Cause::of((ratio, latency[row], vus[row]), 300.0, Some(time));
            assert!(matches!(cause, Cause::ThinkTime { .. }), "{row}: {ratio}");
        }
        assert_eq!(constant_think_time_ms(&vus, &rate, &latency, &[0, 1]), None, "two loads are no constant");
        let none = vus.map(|n| n * 50.0);
        assert_eq!(constant_think_time_ms(&vus, &[20.0; 5], &none, &rows), None, "there is none");
    }

    #[test]
    fn other_causes() {
        assert_eq!(Cause::of((0.4, 600.0, 271.0), 117.0, None), Cause::FewerRequests { requests: 117.0 });
        // 1,000 requests of 2 s by 256 VUs: 100 a second are 10 s, of which the last 2 s are the end.
        let tail = Cause::of((0.85, 2176.0, 256.0), 1000.0, None);
        assert!(matches!(tail, Cause::DrainedTail { seconds } if (seconds - 10.0).abs() < 1e-9), "{tail:?}");
        assert_eq!(Cause::of((3.0, 400.0, 4.0), 100.0, None), Cause::Unknown, "more than VUs");
        assert_eq!(Cause::of((0.8, 100.0, 8.0), 10_000.0, None), Cause::Unknown);
        assert_eq!(Cause::of((0.8, 100.0, 8.0), f64::NAN, Some(1000.0)), Cause::Unknown, "not with this think time");
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

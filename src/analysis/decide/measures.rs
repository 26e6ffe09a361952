//! Columns of the runs that decisions are made from.

use super::answer::Ranking;

/// The columns, one value for each row of the table; NaN where a run has none. What a table lacks altogether is `None`.
#[derive(Clone, Copy, Debug)]
pub struct Measures<'a> {
    /// $ per 1 billion requests.
    pub cost_usd: &'a [f64],
    /// Mean latency, ms.
    pub avg_latency_ms: &'a [f64],
    /// 95th percentile of latency, ms.
    pub p95_latency_ms: Option<&'a [f64]>,
    /// Requests finished per second: what a server held, for Little's law and for saturation.
    pub throughput_req_per_sec: &'a [f64],
    /// Those of them that were answered well, where a rate counts failed ones, too; `None` where all were.
    pub good_req_per_sec: Option<&'a [f64]>,
    /// Units of work done per second, by which runs without costs are ranked; `None` for requests.
    pub work_per_sec: Option<&'a [f64]>,
    /// Requests that failed as a share of those sent, in `0..=1`.
    pub error_share: Option<&'a [f64]>,
    /// Requests sent.
    pub requests: Option<&'a [f64]>,
    /// Virtual users.
    pub vus: &'a [f64],
    /// Largest batch.
    pub batch_size: &'a [f64],
    /// Hardware, a code each.
    pub hardware: &'a [u32],
    /// How many checks each run fails; an absent column is of runs that fail none.
    pub failed_checks: Option<&'a [u8]>,
}

impl<'a> Measures<'a> {
    /// Requests answered well per second: the throughput that is limited, compared and told.
    #[must_use]
    pub fn answered_req_per_sec(&self) -> &'a [f64] {
        self.good_req_per_sec.unwrap_or(self.throughput_req_per_sec)
    }

    /// The columns that rank runs by cost.
    #[must_use]
    pub fn ranking(&self) -> Ranking<'a> {
        Ranking {
            cost: self.cost_usd,
            p95_ms: self.p95_latency_ms,
            mean_ms: self.avg_latency_ms,
            failed_checks: self.failed_checks,
        }
    }
}

/// Requests that failed as a share of those sent: `(sent − answered) / sent`.
///
/// NaN when a count is missing or nothing was sent, and when more were answered than sent, which says nothing of
/// failures.
#[must_use]
pub fn error_share(sent: f64, answered: f64) -> f64 {
    let share = (sent - answered) / sent;
    if sent > 0.0 && (0.0..=1.0).contains(&share) { share } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_what_is_none() {
        assert_eq!(error_share(200.0, 150.0), 0.25);
        assert_eq!((error_share(5.0, 5.0), error_share(5.0, 0.0)), (0.0, 1.0));
        for (sent, answered) in [(0.0, 0.0), (f64::NAN, 1.0), (1.0, f64::NAN), (3.0, 4.0), (-2.0, -1.0)] {
            assert!(error_share(sent, answered).is_nan(), "{sent} {answered}");
        }
    }
}

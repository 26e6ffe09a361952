//! The answer to a steady demand at the load asked, as a place on a chart of bills.

use crate::analysis::decide::answer::{Answer, Point};

/// What the card of an answer to a steady demand says of it, at the load asked of each machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtLoad {
    /// Mean latency; none where it is not known.
    mean_ms: Option<f64>,
    /// 95th percentile of latency; the same.
    p95_ms: Option<f64>,
    /// The bill.
    pub usd_per_month: f64,
}

impl AtLoad {
    /// Of an answer that has a bill a month.
    #[inline(never)]
    pub(super) fn of(found: &Answer) -> Option<Self> {
        let known = |value: f64| Some(value).filter(|value| value.is_finite());
        let Point { mean_ms, p95_ms, usd_per_month, .. } = found.best;
        Some(Self { mean_ms: known(mean_ms), p95_ms: known(p95_ms), usd_per_month: known(usd_per_month)? })
    }

    /// Its place on a chart of bills: a latency by the key of its measure, and the bill. `None` of any other measure.
    #[must_use]
    pub fn place(self, key: &str) -> Option<(f64, f64)> {
        let latency_ms = match key {
            "avg" => self.mean_ms,
            "p95" => self.p95_ms,
            _ => None,
        };
        Some((latency_ms?, self.usd_per_month))
    }
}

//! The answer to a steady demand at the load asked, as a place on a chart of bills.

use crate::analysis::decide::answer::Answer;

/// What the card of an answer to a steady demand says of it, at the load asked of each machine. NaN is not known.
#[derive(Clone, Copy, Debug)]
pub struct AtLoad {
    mean_ms: f64,
    p95_ms: f64,
    /// The bill.
    pub usd_per_month: f64,
}

/// Not derived, as it would become part of the first view's code where it is not called.
impl PartialEq for AtLoad {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        let values = |at: &Self| [at.mean_ms, at.p95_ms, at.usd_per_month].map(f64::to_bits);
        values(self) == values(other)
    }
}

impl AtLoad {
    /// Of an answer that has a bill a month.
    #[inline(never)]
    pub(super) fn of(found: &Answer) -> Option<Self> {
        let best = &found.best;
        let at_load = Self { mean_ms: best.mean_ms, p95_ms: best.p95_ms, usd_per_month: best.usd_per_month };
        at_load.usd_per_month.is_finite().then_some(at_load)
    }

    /// Its place on a chart of bills: a latency by the key of its measure, and the bill. `None` of any other measure, and where
    /// the latency is not known.
    #[must_use]
    pub fn place(self, key: &str) -> Option<(f64, f64)> {
        let latency_ms = match key {
            "avg" => self.mean_ms,
            "p95" => self.p95_ms,
            _ => f64::NAN,
        };
        latency_ms.is_finite().then_some((latency_ms, self.usd_per_month))
    }
}

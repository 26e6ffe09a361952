//! What a configuration answers under less load than its runs had: load, latencies, and the rate that keeps the limits.

use super::curve::Curve;
use super::in_flight::InFlight;
use super::question::{Candidates, Measure, Question};
use crate::analysis::saturation::little::HEALTHY;

/// The measured curves of a configuration. They are of requests; a rate of other units of work is one of requests by the
/// units in a request, the same for all its runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Response {
    mean: Curve,
    p95: Curve,
    units_per_request: f64,
    /// The highest rate at which its latencies keep the limits, units per second; infinite without a limit on one.
    pub most_units_per_sec: f64,
}

/// The response at a rate.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtRate {
    pub vus: f64,
    pub mean_ms: f64,
    pub p95_ms: f64,
    pub below_tried: bool,
    pub least_units_per_sec: f64,
}

impl Response {
    /// From the runs of a configuration, those beyond the limits with them.
    pub fn of(candidates: &Candidates, question: &Question, rows: &[usize]) -> Self {
        let units_per_request = candidates.units_per_request(rows);
        let rate = |row: usize| candidates.rate(row) / units_per_request;
        let by_vus = Curve::of(candidates, &|row| candidates.mean(row), rows);
        let in_flight = InFlight::of(candidates, &by_vus, &rate, rows);
        let of = |value: &dyn Fn(usize) -> f64| Curve::of(candidates, value, rows).over(&in_flight, false);
        let (mean, p95) = (by_vus.over(&in_flight, true), of(&|row| candidates.p95(row)));
        let mut response = Self { mean, p95, units_per_request, most_units_per_sec: f64::INFINITY };
        for limit in question.limits.iter().filter(|limit| limit.measure == Measure::Latency) {
            let rate = response.rate_within(&of(&|row| limit.of(row)), limit.bound);
            // Where it is not known, nothing is known to keep a limit.
            let rate = if rate.is_nan() { 0.0 } else { rate };
            response.most_units_per_sec = response.most_units_per_sec.min(rate);
        }
        response
    }

    pub fn at(&self, units_per_sec: f64) -> AtRate {
        let vus = self.mean.vus_at_rate(units_per_sec / self.units_per_request).unwrap_or(f64::NAN);
        let (mean_ms, p95_ms) = (self.mean.at(vus), self.p95.at(vus));
        let below_tried = self.mean.is_below_tried(vus);
        AtRate {
            vus,
            mean_ms,
            p95_ms,
            below_tried,
            least_units_per_sec: self.mean.least_rate() * self.units_per_request,
        }
    }

    /// Whether runs did so much more than load over latency that the load of a rate is told by what they did: by more than a
    /// steady test can reach by rounding.
    pub fn contradicts(&self, vus: f64) -> bool {
        self.mean.contradicts(vus, HEALTHY)
    }

    /// The highest rate, units per second, at which the latency that decides (p95, the mean where there is none) is no more than at another.
    pub fn most_rate_as_fast(&self, as_at: AtRate) -> f64 {
        let (curve, ms) = if as_at.p95_ms.is_nan() { (&self.mean, as_at.mean_ms) } else { (&self.p95, as_at.p95_ms) };
        self.rate_within(curve, ms)
    }

    /// Pooled runs that all have the limit may have a mean that rounding lifts above it.
    fn rate_within(&self, curve: &Curve, limit_ms: f64) -> f64 {
        let vus = curve.most_vus_within(limit_ms * (1.0 + super::whole::TOLERANCE));
        self.mean.most_rate_up_to(vus) * self.units_per_request
    }
}

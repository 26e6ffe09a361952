//! Random tables for property tests of decisions.

use isocost::analysis::decide::measures::Measures;
use isocost::analysis::decide::slo::Limits;

use crate::support::Random;

/// Columns of small whole numbers, so that ties are frequent; now and then one is missing or no measurement.
pub struct Made {
    pub cost: Vec<f64>,
    pub avg: Vec<f64>,
    pub p95: Vec<f64>,
    pub errors: Vec<f64>,
    pub rate: Vec<f64>,
    pub hardware: Vec<u32>,
}

impl Made {
    pub fn new(random: &mut Random) -> Self {
        let length = random.below(14);
        let mut column = |scale: f64| -> Vec<f64> {
            let value = |random: &mut Random| match random.below(14) {
                0 => f64::NAN,
                1 => 0.0,
                _ => (1 + random.below(6)) as f64 * scale,
            };
            (0..length).map(|_| value(random)).collect()
        };
        let (cost, avg, p95, errors, rate) = (column(100.0), column(50.0), column(70.0), column(0.01), column(3.0));
        let hardware = (0..length).map(|_| random.below(3) as u32).collect();
        Self { cost, avg, p95, errors, rate, hardware }
    }

    pub fn rows(&self) -> Vec<usize> {
        (0..self.cost.len()).collect()
    }

    pub fn measures(&self) -> Measures<'_> {
        Measures {
            cost_usd: &self.cost,
            avg_latency_ms: &self.avg,
            p95_latency_ms: Some(&self.p95),
            throughput_req_per_sec: &self.rate,
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: Some(&self.errors),
            requests: None,
            vus: &self.rate,
            batch_size: &self.rate,
            hardware: &self.hardware,
            failed_checks: None,
        }
    }

    /// Whether a run passes, written out.
    pub fn passes(&self, limits: &Limits, row: usize) -> bool {
        let below = |limit: Option<f64>, value: f64| limit.is_none_or(|limit| value > 0.0 && value <= limit);
        below(limits.max_avg_latency_ms, self.avg[row])
            && below(limits.max_p95_latency_ms, self.p95[row])
            && limits.max_error_share.is_none_or(|limit| self.errors[row] <= limit)
            && limits.min_throughput_req_per_sec.is_none_or(|limit| self.rate[row] > 0.0 && self.rate[row] >= limit)
            && limits.allowed_hardware.as_ref().is_none_or(|allowed| allowed[self.hardware[row] as usize])
    }

    /// The cheapest that passes, by walking through all.
    pub fn winner(&self, limits: &Limits) -> Option<usize> {
        let mut best: Option<usize> = None;
        for row in self.rows() {
            // The p95, and where there is none the mean, which comes after.
            let latency = |row: usize| match (self.p95[row], self.avg[row]) {
                (p95, _) if p95 > 0.0 => (p95, 0.0),
                (_, avg) => (f64::INFINITY, if avg > 0.0 { avg } else { f64::INFINITY }),
            };
            let better = |held: usize| {
                self.cost[row] < self.cost[held] || (self.cost[row] == self.cost[held] && latency(row) < latency(held))
            };
            if self.cost[row] > 0.0 && self.passes(limits, row) && best.is_none_or(better) {
                best = Some(row);
            }
        }
        best
    }
}

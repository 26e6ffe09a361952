//! One way to meet a demand: a run, how many machines repeat it, and what that costs.

/// A run as the answer to a demand. Numbers that are not known are NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The run; of a steady demand the one whose throughput is the capacity.
    pub row: usize,
    /// Machines that work; whole. One without a demand.
    pub machines: f64,
    /// Machines that stand by.
    pub spare: f64,
    /// Hours billed, of all machines together, those standing by with them.
    pub machine_hours: f64,
    /// Hours billed of the machine that runs longest.
    pub longest_hours: f64,
    /// How many machines run that long; the others run an hour less.
    pub at_longest: f64,
    /// What each machine does, units of work per second.
    pub units_per_sec: f64,
    /// What each machine could do, units of work per second.
    pub capacity_units_per_sec: f64,
    /// The work as a share of what the machines could do in the hours billed, those standing by not counted.
    pub load_share: f64,
    /// Requests in flight on each machine.
    pub vus: f64,
    /// Mean latency at that load, ms.
    pub mean_ms: f64,
    /// 95th percentile of latency at that load, ms.
    pub p95_ms: f64,
    /// The load is below all that were tried: the latencies are those at the least that was, and at most so much.
    pub below_tried: bool,
    /// What a machine does at the least load that was tried of its configuration, units of work per second; without a steady
    /// demand what the run did.
    pub least_tried_per_sec: f64,
    /// $ for the demand; without one, those of a month of one machine.
    pub usd: f64,
    /// $ per 730 hours of the machines; NaN of a volume, which is done once.
    pub usd_per_month: f64,
    /// $ per unit of work.
    pub usd_per_unit: f64,
}

impl Point {
    /// Whether it has a cost.
    #[must_use]
    pub fn is_priced(&self) -> bool {
        self.usd_per_unit.is_finite()
    }

    /// The latency that decides between equal costs, ms: p95, the mean where there is none; infinite without either.
    #[must_use]
    pub fn latency_ms(&self) -> f64 {
        [self.p95_ms, self.mean_ms].into_iter().find(|ms| !ms.is_nan()).unwrap_or(f64::INFINITY)
    }

    /// Hours billed of each machine, longest first, as runs of equal ones: how many machines, how long.
    #[must_use]
    pub fn schedule(&self) -> [(f64, f64); 2] {
        [(self.at_longest, self.longest_hours), (self.machines - self.at_longest, self.longest_hours - 1.0)]
    }
}

//! Decisions between configurations: fronts, limits, comparisons, break-even, what to run next.

pub mod best;
pub mod break_even;
pub mod compare;
pub mod cost_latency;
pub mod fronts;
pub mod measures;
pub mod near_ties;
pub mod next_runs;
pub mod pareto;
pub mod relax;
pub mod slo;
pub mod volume;

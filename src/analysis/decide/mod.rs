//! Decisions between runs and configurations: fronts, limits, comparisons, break-even prices, what to run next.
//!
//! Numbers in, rows and numbers out; the sentences about them are in [`crate::page`].

pub mod answer;
pub mod best;
pub mod break_even;
pub mod campaigns;
pub mod chances;
pub mod compare;
pub mod cost_latency;
pub mod fronts;
pub mod hosted;
pub mod interpolate;
pub mod measures;
pub mod near_ties;
pub mod next_runs;
pub mod pareto;
pub mod relax;
pub mod slo;

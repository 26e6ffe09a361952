//! Pure maths on slices: no table, no chart, no browser.
//!
//! Rows are named by their index (`usize`) in the caller's columns. A value that is missing is `NaN`; every function
//! says what it does with one.

pub mod best;
pub mod break_even;
pub mod classes;
pub mod compare;
pub mod cost_latency;
pub mod density;
pub mod evidence;
pub mod extent;
pub mod fronts;
pub mod histogram;
pub mod isolines;
pub mod kneedle;
pub mod levels;
pub mod little;
pub mod measures;
pub mod median;
pub mod monotonic;
pub mod near_ties;
pub mod next_runs;
pub mod noise;
pub mod order;
pub mod outliers;
pub mod pareto;
pub mod percentile;
pub mod rank;
pub mod relax;
pub mod round;
pub mod slo;
pub mod triangulation;
pub mod usl;
pub mod volume;

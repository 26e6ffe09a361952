//! The answer: the cheapest configuration for a demand within limits, or the fastest at a price. Nothing else in the
//! project computes what is cheapest.
//!
//! A demand is none (the cheapest unit of work), a volume by a deadline, or a steady rate:
//!
//! - Volume: `P · max(k_min, ⌈W⌉)` dollars, with `P` the price of a machine per hour, `W = units / (3600 · X · share)`
//!   machine-hours at a run's throughput `X`, whole hours billed, and `k_min` the fewest machines that meet the deadline
//!   (`volume`).
//! - Steady: `λ = rate / k` for each of `k` machines, at most `share` of the highest measured rate within the limits. The
//!   latency is that at `N = λ · R(N)` on the configuration's measured curve over requests in flight, made monotone (`curve`,
//!   `in_flight`, `steady`); of another unit of work than a request, `λ` is divided by the units in a request.
//!
//! Equal costs are those that differ by at most [`TOLERANCE`]; then the lower p95 decides (the mean where there is none),
//! then the lower load, then the fewer failed checks, then the earlier row (`order`, [`Ranking`]).
//!
//! A price, a throughput or a latency that is missing, infinite, zero or negative is no measurement. A run without a cost
//! is never the cheapest; where no run has one, the answer is the run with the most throughput.

mod curve;
mod in_flight;
mod order;
mod point;
mod question;
mod ranking;
mod response;
mod solver;
mod steady;
mod summary;
mod volume;
mod whole;

pub use order::rank;
pub use point::Point;
pub use question::{Candidates, Demand, HOURS_PER_MONTH, Limit, Measure, Question};
pub use ranking::Ranking;
pub use solver::Solver;
pub use summary::{Answer, Warning, answer};
pub use whole::{TOLERANCE, begun_hours, same, snapped};

//! Machines for a steady demand, and the load of each.
//!
//! `k` machines of a configuration do `λ = rate / k` each. `λ` is at most the load share of a run's throughput, and at most
//! the rate at which the latencies keep the limits. Its latency is that of the configuration's curve, see
//! [`Response`].

use super::question::{Candidates, Question};
use super::response::Response;
use super::whole::{down, up};

/// The machines that work for a rate, each repeating `row`; `None` where it cannot be met, or not at the price asked.
///
/// The cheapest are as few as suffice. The fastest are as many as make it faster and may be paid for: below the least
/// load that was tried, and where the curve is flat, more machines change nothing.
pub(super) fn machines(
    candidates: &Candidates,
    question: &Question,
    response: &Response,
    row: usize,
    units_per_sec: f64,
) -> Option<f64> {
    let most = (candidates.rate(row) * question.load_share()).min(response.most_units_per_sec);
    let least = up(units_per_sec / most)?;
    let Some(usd_per_unit) = question.most_usd_per_unit() else { return Some(least) };
    let paid = down(usd_per_unit * 3600.0 * units_per_sec / candidates.price(row)) - question.spares();
    // NaN of a price that is not known is no number of machines.
    let affordable = Some(paid).filter(|&paid| paid >= least)?;
    let as_fast = response.most_rate_as_fast(response.at(units_per_sec / affordable));
    Some(if as_fast > 0.0 { up(units_per_sec / as_fast)?.clamp(least, affordable) } else { least })
}

//! Forecasts of what a run will cost, and what is expected to be gained by it.

use super::Search;
use crate::analysis::decide::slo::{Limit, measured};
use crate::analysis::saturation::monotonic::Curve;

/// What a run will cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The logarithm of its cost.
    pub ln_cost: f64,
    /// Its standard error.
    pub error: f64,
}

/// The mean of how far a run comes out below what is known, where it does, in units of ln cost: `d Φ(d/σ) + σ φ(d/σ)`.
pub fn expected_improvement(known_ln_cost: f64, forecast: Forecast) -> f64 {
    let below = known_ln_cost - forecast.ln_cost;
    if !(forecast.error > 0.0) {
        return below.max(0.0);
    }
    let u = below / forecast.error;
    let density = (-u * u / 2.0).exp() / std::f64::consts::TAU.sqrt();
    below * normal_share(u) + forecast.error * density
}

/// The share of the standard normal distribution below `u`, within 1e-7 (Abramowitz and Stegun 1964, 26.2.17).
fn normal_share(u: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * u.abs());
    let series =
        t * (0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let above = (-u * u / 2.0).exp() / std::f64::consts::TAU.sqrt() * series;
    if u > 0.0 { 1.0 - above } else { above }
}

/// Beyond a rising series, by what factor of its last load, at most twice, and what is forecast there. Throughput is taken to
/// gain a quarter of what the last doubling gained, as it is concave until it falls; of the set's best, whose `plateau` nothing
/// is known to exceed, an eighth (in the bundled tables a quarter is too much by 5 %).
/// Latency grows with the load, so that a limit on it may allow less than twice; `None` where it allows next to nothing.
pub fn next_double(search: &Search, curve: &Curve, plateau: f64) -> Option<(f64, Forecast)> {
    let ([.., before, last], [.., rate_before, rate]) = (&curve.load[..], &curve.throughput_req_per_sec[..]) else {
        return None;
    };
    let row = *curve.row.last()?;
    let limits = search.lattice.limits;
    let factor = [Limit::AvgLatency, Limit::P95Latency].into_iter().fold(2.0f64, |factor, limit| {
        let room = limits.bound(limit).zip(measured(search.measures, limit, row)).map(|(bound, value)| bound / value);
        factor.min(room.unwrap_or(2.0))
    });
    let doubling = ((rate / rate_before).ln() * 2f64.ln() / (last / before).ln()).clamp(0.0, 2f64.ln());
    let gain = (doubling / 4.0).min((plateau / rate).ln().max(doubling / 8.0)) * factor.log2();
    let error = (search.deviation() * 2f64.sqrt()).max(doubling / 4.0);
    (factor > 1.1).then(|| (factor, Forecast { ln_cost: search.cost(row).ln() - gain, error }))
}

/// On the parabola through three points of ln cost over ln load: its value at `x`, and the standard error of a run there,
/// each point and the run itself having that of `deviation`.
pub fn parabola(points: [(f64, f64); 3], x: f64, deviation: f64) -> Forecast {
    let weight = |at: usize| {
        let others = (0..3).filter(|&other| other != at);
        others.map(|other| (x - points[other].0) / (points[at].0 - points[other].0)).product::<f64>()
    };
    let weights = [0, 1, 2].map(weight);
    let ln_cost = (0..3).map(|at| weights[at] * points[at].1).sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    Forecast { ln_cost, error: deviation * (1.0 + squares).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn improvement_expected_of_a_forecast() {
        let of = |ln_cost: f64, error: f64| expected_improvement(0.0, Forecast { ln_cost, error });
        assert!((of(0.0, 0.1) - 0.039_894).abs() < 1e-6, "σ φ(0)");
        assert!((of(-0.1, 0.1) - 0.108_332).abs() < 1e-6 && (of(0.1, 0.1) - 0.008_332).abs() < 1e-6);
        assert_eq!((of(-0.2, 0.0), of(0.2, 0.0)), (0.2, 0.0));
        assert!(of(0.5, 0.05) < 1e-9, "what cannot win improves nothing");
    }

    #[test]
    fn a_parabola_goes_through_its_points() {
        let points = [(0.0, 5.0), (1.0, 3.0), (2.0, 3.5)];
        for (x, y) in points {
            assert!((parabola(points, x, 0.01).ln_cost - y).abs() < 1e-12);
        }
        let between = parabola(points, 1.5, 0.01);
        assert!((between.ln_cost - 2.9375).abs() < 1e-12 && between.error > 0.01);
    }
}

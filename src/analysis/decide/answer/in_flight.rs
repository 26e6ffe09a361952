//! How many requests are in flight at a number of virtual users.

use isocost_kernels::rows::usable;

use super::curve::Curve;
use super::question::Candidates;
use super::whole::same;

/// Requests in flight on average, and the most that a run did, at each number of virtual users.
///
/// They are as many as the users, or fewer where clients paused between two requests: `N = X · R` by Little's law, with the
/// most that a run did there as `X`. More users have no fewer in flight than fewer users have.
#[derive(Debug, Default)]
pub(super) struct InFlight {
    vus: Vec<f64>,
    in_flight: Vec<f64>,
    /// Requests of use per second; NaN where no run tells.
    most_per_sec: Vec<f64>,
}

impl InFlight {
    /// By the mean latencies of some runs of one configuration, and `rate(row)` requests of use per second.
    pub fn of(candidates: &Candidates, by_vus: &Curve, rate: &dyn Fn(usize) -> f64, rows: &[usize]) -> Self {
        let (vus, ms): (Vec<f64>, Vec<f64>) = by_vus.points().unzip();
        let mut found = Self { most_per_sec: vec![f64::NAN; vus.len()], in_flight: Vec::new(), vus };
        for &row in rows.iter().filter(|&&row| usable(rate(row))) {
            if let Some(at) = found.place(candidates.load(row)) {
                found.most_per_sec[at] = found.most_per_sec[at].max(rate(row));
            }
        }
        let mut before = 0.0;
        for (at, ms) in ms.into_iter().enumerate() {
            // NaN of a rate that is not known is no minimum.
            let load = found.vus[at].min(found.most_per_sec[at] * ms / 1e3);
            before = if same(load, before) { before } else { load.max(before) };
            found.in_flight.push(before);
        }
        found
    }

    /// Both at a number of users; `None` where it was not tried with a mean latency.
    pub fn at(&self, vus: f64) -> Option<(f64, f64)> {
        let at = self.place(vus)?;
        Some((self.in_flight[at], self.most_per_sec[at]))
    }

    fn place(&self, vus: f64) -> Option<usize> {
        let at = self.vus.partition_point(|&tried| tried < vus && !same(tried, vus));
        self.vus.get(at).is_some_and(|&tried| same(tried, vus)).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VUS: [f64; 3] = [1.0, 4.0, 10.0];
    const LATENCY_MS: [f64; 3] = [100.0, 300.0, 900.0];

    /// Users and requests in flight, and the latency over these, where the runs did so many requests per second.
    fn of(rates: [f64; 3]) -> ([Option<f64>; 4], Curve) {
        let candidates = Candidates::of_loads(&[0; 3], &VUS, &LATENCY_MS);
        let rows = [0, 1, 2];
        let curve = Curve::of(&candidates, &|row| LATENCY_MS[row], &rows);
        let found = InFlight::of(&candidates, &curve, &|row| rates[row], &rows);
        ([1.0, 4.0, 10.0, 7.0].map(|vus| found.at(vus).map(|at| at.0)), curve.over(&found, true))
    }

    /// Clients that pause 100 ms between requests of 100, 300 and 900 ms: a half, three and nine in flight.
    #[test]
    fn users_that_pause_are_not_in_flight() {
        let (in_flight, curve) = of([5.0, 10.0, 10.0]);
        assert_eq!(in_flight, [Some(0.5), Some(3.0), Some(9.0), None]);
        assert_eq!(curve.least_rate(), 5.0);
        // Each rate that was measured has its own latency.
        assert_eq!([5.0, 10.0].map(|rate| curve.at(curve.vus_at_rate(rate).unwrap())), [100.0, 300.0]);
        // Between them R = 60 + 80 N, and N = 7.5 R / 1000.
        assert!((curve.vus_at_rate(7.5).unwrap() - 1.125).abs() < 1e-12);
        assert!((curve.at(1.125) - 150.0).abs() < 1e-9);
    }

    #[test]
    fn not_more_than_users_and_not_fewer_without_a_rate() {
        assert_eq!(of([f64::NAN, 20.0, 0.0]).0, [Some(1.0), Some(4.0), Some(10.0), None]);
    }

    #[test]
    fn more_users_have_no_fewer_in_flight() {
        // 0.9, 0.6 and 9 in flight.
        let (in_flight, curve) = of([9.0, 2.0, 10.0]);
        assert_eq!(in_flight, [Some(0.9), Some(0.9), Some(9.0), None]);
        assert_eq!(curve.points().collect::<Vec<_>>(), [(0.9, 100.0), (9.0, 900.0)]);
    }
}

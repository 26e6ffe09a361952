//! A latency over load, as one configuration measured it: monotone, and known between the loads that were tried.

use isocost_kernels::rows::usable;

use super::in_flight::InFlight;
use super::question::Candidates;
use super::whole::same;
use crate::analysis::stats::isotonic::non_decreasing;
use crate::analysis::stats::order;

/// Loads, rising, and a latency at each that never falls.
///
/// Runs at the same load, but for rounding, count by their mean. Between two loads the latency is interpolated linearly. Below the first it
/// is that at the first, which is the most that it can be there; beyond the last it is not known.
///
/// The load of a rate is that of Little's law, `N = rate · R(N)`, with loads as [`InFlight`] has them, so that a rate which a
/// run had is told with its latency. Where a run did more than `N / R(N)` the two contradict
/// each other (other clocks, averages of other requests), and what was measured wins: a load at which a rate was reached is
/// enough for it, so that no latency at less load is told above the one measured there. For this `R` in the law is at most
/// `N / X`, with `X` the most that a run did at that load; the latency told stays `R`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Curve {
    vus: Vec<f64>,
    latency_ms: Vec<f64>,
    /// The latency in the law, at most `N / X`.
    held_ms: Vec<f64>,
}

impl Curve {
    /// The curve of some runs of one configuration; empty when none has a load and a latency. The rates of the curve are its
    /// loads over its latencies.
    pub fn of(candidates: &Candidates, of: &dyn Fn(usize) -> f64, rows: &[usize]) -> Self {
        let known = |&row: &usize| Some((candidates.load(row), of(row))).filter(|at| usable(at.0) && usable(at.1));
        let mut points: Vec<(f64, f64)> = rows.iter().filter_map(known).collect();
        order::sort_by(&mut points, |a, b| a.0.total_cmp(&b.0));
        let mut curve = Self::default();
        let mut weights = Vec::new();
        for equal in points.chunk_by(|a, b| same(a.0, b.0)) {
            let weight = equal.len() as f64;
            curve.vus.push(equal[0].0);
            curve.latency_ms.push(equal.iter().map(|at| at.1).sum::<f64>() / weight);
            weights.push(weight);
        }
        non_decreasing(&mut curve.latency_ms, &weights);
        curve.held_ms.clone_from(&curve.latency_ms);
        curve
    }

    /// The same over requests in flight; where more users have no more of them, what the fewest measured counts. Of mean
    /// latencies the law has those that the rates leave room for.
    pub fn over(&self, in_flight: &InFlight, is_mean: bool) -> Self {
        let mut curve = Self::default();
        for (vus, ms) in self.points() {
            let Some((load, most_per_sec)) = in_flight.at(vus) else { continue };
            if curve.vus.last() == Some(&load) {
                continue;
            }
            curve.vus.push(load);
            curve.latency_ms.push(ms);
            // NaN of a rate that is not known is no minimum.
            curve.held_ms.push(if is_mean { ms.min(load / most_per_sec * 1e3) } else { ms });
        }
        curve
    }

    /// Each load, with its latency in ms.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> {
        self.vus.iter().copied().zip(self.latency_ms.iter().copied())
    }

    /// Latency at a load, ms; NaN beyond what was tried.
    pub fn at(&self, vus: f64) -> f64 {
        self.interpolated(&self.latency_ms, vus)
    }

    fn interpolated(&self, ms: &[f64], vus: f64) -> f64 {
        let after = self.vus.partition_point(|&tried| tried < vus);
        if vus.is_nan() || after == self.vus.len() {
            return f64::NAN;
        }
        if after == 0 {
            return ms[0];
        }
        let (from, low) = (self.vus[after - 1], ms[after - 1]);
        low + (ms[after] - low) * (vus - from) / (self.vus[after] - from)
    }

    /// Whether at a load, or rather at the next that was tried, the measured latency is more than the law leaves room for by
    /// more than `most` times.
    pub fn contradicts(&self, vus: f64, most: f64) -> bool {
        let at = self.vus.partition_point(|&tried| tried < vus);
        self.latency_ms.get(at).is_some_and(|ms| *ms > self.held_ms[at] * most)
    }

    /// The most load that keeps a limit, ms, within what was tried; 0 where none is known to.
    pub fn most_vus_within(&self, limit_ms: f64) -> f64 {
        let above = self.latency_ms.partition_point(|&ms| ms <= limit_ms);
        match above {
            0 => 0.0,
            _ if above == self.vus.len() => self.vus[above - 1],
            _ => {
                let (from, to) = (self.vus[above - 1], self.vus[above]);
                let (low, high) = (self.latency_ms[above - 1], self.latency_ms[above]);
                from + (to - from) * (limit_ms - low) / (high - low)
            }
        }
    }

    /// The least load `N` at which `N = rate · R(N)`, for this curve as `R` and within what its runs did; `None` where a load
    /// beyond what was tried would be needed.
    pub fn vus_at_rate(&self, rate_per_sec: f64) -> Option<f64> {
        let at = (0..self.vus.len()).find(|&at| rate_per_sec <= self.rate(at) * (1.0 + super::whole::TOLERANCE))?;
        let (rate_per_ms, held) = (rate_per_sec / 1e3, &self.held_ms);
        if at == 0 {
            return Some((rate_per_ms * held[0]).min(self.vus[0]));
        }
        // R = a + b N between the two loads, and a is above zero as N / R rises there.
        let (from, to) = (self.vus[at - 1], self.vus[at]);
        let slope = (held[at] - held[at - 1]) / (to - from);
        let vus = rate_per_ms * (held[at - 1] - slope * from) / (1.0 - rate_per_ms * slope);
        Some(vus.clamp(from, to))
    }

    /// The highest rate of the loads up to one, per second: `N / R(N)` for this curve as `R`, or what its runs did.
    pub fn most_rate_up_to(&self, vus: f64) -> f64 {
        let tried = self.vus.partition_point(|&tried| tried <= vus);
        let last = tried == self.vus.len();
        let between = if last { 0.0 } else { vus / self.interpolated(&self.held_ms, vus) * 1e3 };
        (0..tried).map(|at| self.rate(at)).fold(between, f64::max)
    }

    /// Whether a load is below all that were tried.
    pub fn is_below_tried(&self, vus: f64) -> bool {
        self.vus.first().is_some_and(|&first| vus < first * (1.0 - super::whole::TOLERANCE))
    }

    /// The rate at the least load that was tried, per second; NaN without any.
    pub fn least_rate(&self) -> f64 {
        if self.vus.is_empty() { f64::NAN } else { self.rate(0) }
    }

    fn rate(&self, at: usize) -> f64 {
        self.vus[at] / self.held_ms[at] * 1e3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(points: &[(f64, f64)]) -> Curve {
        let (vus, latency): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
        let zeros = vec![0; vus.len()];
        let candidates = Candidates::of_loads(&zeros, &vus, &latency);
        Curve::of(&candidates, &|row| latency[row], &(0..vus.len()).collect::<Vec<_>>())
    }

    /// In flight are rate times latency, which rounding makes two of one: a rate between those has no latency of its own.
    #[test]
    fn loads_that_differ_in_the_last_bit_are_one() {
        let (low, high) = (1.4399999999999997, 1.44);
        let two = curve(&[(low, 700.0), (high, 2800.0), (4.0, 4200.0)]);
        for vus in [low, high, 1.0] {
            assert!((two.at(vus) - 1750.0).abs() < 1e-9, "{vus}");
        }
        assert_eq!(two, curve(&[(low, 1750.0), (4.0, 4200.0)]));
    }

    #[test]
    fn monotone_and_known_between_what_was_tried() {
        let curve = curve(&[(4.0, 300.0), (1.0, 200.0), (2.0, 100.0), (2.0, 120.0), (8.0, f64::NAN)]);
        assert_eq!(curve.vus, [1.0, 2.0, 4.0]);
        // 200 and twice 110 become their mean.
        assert_eq!(curve.latency_ms, [140.0, 140.0, 300.0]);
        assert_eq!((curve.at(0.5), curve.at(1.5), curve.at(3.0), curve.at(4.0)), (140.0, 140.0, 220.0, 300.0));
        assert!(curve.at(4.1).is_nan() && curve.at(f64::NAN).is_nan() && Curve::default().at(1.0).is_nan());
        assert_eq!((curve.most_vus_within(139.0), curve.most_vus_within(220.0)), (0.0, 3.0));
        assert_eq!((curve.most_vus_within(140.0), curve.most_vus_within(1e9)), (2.0, 4.0));
    }

    #[test]
    fn load_of_a_rate() {
        let curve = curve(&[(1.0, 100.0), (2.0, 100.0), (4.0, 300.0), (8.0, 400.0)]);
        // N / R: 10, 20, 13.3 and 20 a second.
        assert_eq!(curve.vus_at_rate(5.0), Some(0.5));
        assert_eq!(curve.vus_at_rate(15.0), Some(1.5));
        assert_eq!(curve.vus_at_rate(20.0), Some(2.0), "the least load of two");
        assert_eq!(curve.vus_at_rate(20.1), None);
        assert_eq!(
            (curve.most_rate_up_to(1.5), curve.most_rate_up_to(3.0), curve.most_rate_up_to(9.0)),
            (15.0, 20.0, 20.0)
        );
        assert_eq!((curve.most_rate_up_to(0.5), curve.most_rate_up_to(0.0)), (5.0, 0.0));
        assert_eq!(Curve::default().most_rate_up_to(1.0), 0.0);
        assert!(curve.is_below_tried(0.9) && !curve.is_below_tried(1.0));
        assert!(curve.least_rate() == 10.0 && Curve::default().least_rate().is_nan());
    }

    /// 2 and 4 VUs at 1,000 and 2,000 ms are 2 a second each by the law; that the runs did 4 and 5 wins.
    #[test]
    fn rates_that_were_measured_win_over_the_law() {
        let points = [(2.0, 1000.0), (4.0, 2000.0), (8.0, 4000.0)];
        let vus = points.map(|at| at.0);
        let latency = points.map(|at| at.1);
        let candidates = Candidates::of_loads(&[0; 3], &vus, &latency);
        let of = |rates: [f64; 3]| {
            let curve = curve(&points);
            curve.over(&InFlight::of(&candidates, &curve, &|row| rates[row], &[0, 1, 2]), true)
        };
        let held = of([4.0, 5.0, f64::NAN]);
        assert_eq!(
            (held.vus_at_rate(4.0), held.vus_at_rate(2.0), held.vus_at_rate(5.0)),
            (Some(2.0), Some(1.0), Some(4.0))
        );
        assert_eq!(held.vus_at_rate(5.1), None, "what no run did");
        // Between them R in the law is 500 to 800 ms: N = 4.5 · (200 + 150 N) / 1000.
        let vus = held.vus_at_rate(4.5).unwrap();
        assert!((vus - 0.9 / 0.325).abs() < 1e-12 && held.at(vus) < 2000.0, "{vus}");
        assert_eq!((held.most_rate_up_to(2.0), held.most_rate_up_to(9.0)), (4.0, 5.0));
        // By 2 and 2.5 times.
        let by = |vus: f64| [1.9, 2.4, 2.6].map(|most| held.contradicts(vus, most));
        assert_eq!((by(1.0), by(3.0)), ([true, false, false], [true, true, false]));
        assert!(!held.contradicts(8.0, 1.05) && !held.contradicts(9.0, 1.05) && !held.contradicts(f64::NAN, 9.0));
        assert_eq!(of([2.0; 3]), curve(&points));
    }
}

//! Grades of evidence: how far the measurements of a configuration can be trusted.
//!
//! A configuration is one series over VUs. Its best run is the cheapest. Reasons against trusting it are grades,
//! the weightiest first; without any, the configuration is saturated. That nothing is known is a grade too.

use super::little::{Band, band, in_flight_per_vu};
use super::monotonic::{Curve, LEAST_GAIN};
use super::{kneedle, usl};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::measures::Measures;

/// Fewer distinct VUs than these make no shape: with two there is one step, which may be a dip.
pub const LEAST_POINTS: usize = 3;

/// What is known of a configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// No run has usable VUs and throughput, or none a usable cost.
    Unknown,
    /// Throughput times latency of its best run is far from its VUs ([`Band::Broken`]).
    BrokenLittle,
    /// Its best run sent too few requests.
    ShortRun,
    /// It was run at fewer than [`LEAST_POINTS`] VUs.
    TooFewPoints,
    /// The last step up in VUs still gained [`LEAST_GAIN`] or more.
    StillRising,
    /// Its best run is at the most VUs tried, or at the fewest, which are more than one: the minimum may lie beyond.
    EdgeMinimum,
    /// None of these: more VUs were tried, and they gained nothing.
    Saturated,
}

/// The grade of a configuration and the numbers behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// All grades that apply, the weightiest first; never empty.
    pub grades: Vec<Grade>,
    /// The row of its cheapest run.
    pub best: Option<usize>,
    /// How many distinct VUs were tried.
    pub distinct_vus: usize,
    /// The change of throughput in the last step, a share.
    pub last_gain: Option<f64>,
    /// The VUs of the knee of throughput over linear VUs; looked for from five distinct VUs on.
    pub knee_vus: Option<f64>,
    /// The scalability law; fitted from [`usl::LEAST_POINTS`] distinct VUs on. Whether it describes the points is for
    /// [`usl::Fit::holds`].
    pub usl: Option<usl::Fit>,
    /// Requests in flight per VU in the best run.
    pub in_flight_per_vu: Option<f64>,
    /// Throughput over VUs.
    pub curve: Curve,
}

impl Evidence {
    /// Grades the configuration whose runs are `rows`. A best run with fewer requests than `short_below` is short; NaN
    /// when that is not known.
    #[must_use]
    pub fn new(measures: &Measures, rows: &[usize], short_below: f64) -> Self {
        Self::of(measures, rows, measures.ranking().cheapest(rows), short_below)
    }

    /// As [`Self::new`], with another run than the cheapest for the best: under limits the best that passes them.
    #[must_use]
    pub fn of(measures: &Measures, rows: &[usize], best: Option<usize>, short_below: f64) -> Self {
        let curve = Curve::new(measures.vus, measures.throughput_req_per_sec, rows);
        let ratio = |row: usize| {
            let latency = measures.avg_latency_ms[row];
            in_flight_per_vu(measures.throughput_req_per_sec[row], latency, measures.vus[row])
        };
        let enough = curve.vus.len() >= usl::LEAST_POINTS;
        let knee = || kneedle::knee(&curve.vus, &curve.throughput_req_per_sec).map(|at| curve.vus[at]);
        let evidence = Self {
            grades: Vec::new(),
            best,
            distinct_vus: curve.vus.len(),
            last_gain: curve.last_gain(),
            knee_vus: if enough { knee() } else { None },
            usl: usl::Fit::new(&curve.vus, &curve.throughput_req_per_sec),
            in_flight_per_vu: best.map(ratio).filter(|ratio| !ratio.is_nan()),
            curve,
        };
        Self { grades: evidence.grades(measures, short_below), ..evidence }
    }

    /// The weightiest.
    #[must_use]
    pub fn grade(&self) -> Grade {
        self.grades.first().copied().unwrap_or(Grade::Unknown)
    }

    /// Whether a grade applies.
    #[must_use]
    pub fn has(&self, grade: Grade) -> bool {
        self.grades.contains(&grade)
    }

    fn grades(&self, measures: &Measures, short_below: f64) -> Vec<Grade> {
        let Some(best) = self.best.filter(|_| self.distinct_vus > 0) else { return vec![Grade::Unknown] };
        let vus = measures.vus[best];
        let (first, last) = (self.curve.vus.first().copied(), self.curve.vus.last().copied());
        // One point is both ends; that is told as too few points.
        let at_edge = usable(vus) && self.distinct_vus > 1 && (Some(vus) == last || (Some(vus) == first && vus > 1.0));
        let told = [
            (Grade::BrokenLittle, self.in_flight_per_vu.and_then(band) == Some(Band::Broken)),
            (Grade::ShortRun, measures.requests.is_some_and(|sent| sent[best] < short_below)),
            (Grade::TooFewPoints, self.distinct_vus < LEAST_POINTS),
            (Grade::StillRising, self.last_gain.is_some_and(|gain| gain >= LEAST_GAIN)),
            (Grade::EdgeMinimum, at_edge),
        ];
        let mut grades: Vec<Grade> = told.into_iter().filter(|&(_, applies)| applies).map(|(grade, _)| grade).collect();
        if grades.is_empty() {
            grades.push(Grade::Saturated);
        }
        grades
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs whose Little's law holds, at 100 requests each unless said.
    fn evidence(vus: &[f64], rate: &[f64], requests: &[f64], stretch: f64) -> Evidence {
        let latency: Vec<f64> = vus.iter().zip(rate).map(|(n, x)| n / x * 1000.0 * stretch).collect();
        let cost: Vec<f64> = rate.iter().map(|x| 1.0 / x).collect();
        let measures = Measures {
            cost_usd: &cost,
            avg_latency_ms: &latency,
            p95_latency_ms: None,
            throughput_req_per_sec: rate,
            error_share: None,
            requests: Some(requests),
            vus,
            batch_size: vus,
            hardware: &[0; 8],
            failed_checks: None,
        };
        Evidence::new(&measures, &(0..vus.len()).collect::<Vec<_>>(), 50.0)
    }

    #[test]
    fn each_grade() {
        let vus = [1.0, 2.0, 4.0, 8.0];
        let of = |rate: &[f64]| evidence(&vus[..rate.len()], rate, &[100.0; 4], 1.0).grades;
        assert_eq!(of(&[3.0, 5.0, 6.0, 5.9]), [Grade::Saturated]);
        assert_eq!(of(&[3.0, 5.0, 6.0, 6.05]), [Grade::EdgeMinimum]);
        assert_eq!(of(&[3.0, 5.0, 6.0, 7.0]), [Grade::StillRising, Grade::EdgeMinimum]);
        assert_eq!(of(&[3.0, 2.0]), [Grade::TooFewPoints], "one VU is no edge");
        assert_eq!(of(&[3.0]), [Grade::TooFewPoints]);
        assert_eq!(of(&[]), [Grade::Unknown]);
        assert_eq!(of(&[0.0, f64::NAN]), [Grade::Unknown]);
        let short = evidence(&vus, &[3.0, 5.0, 6.0, 5.9], &[100.0, 100.0, 49.0, 100.0], 1.2).grades;
        assert_eq!(short, [Grade::BrokenLittle, Grade::ShortRun]);
        let low = evidence(&[2.0, 4.0, 8.0], &[6.0, 5.0, 4.0], &[100.0; 3], 1.0).grades;
        assert_eq!(low, [Grade::EdgeMinimum]);
    }

    #[test]
    fn numbers_only_where_there_are_points_enough() {
        let few = evidence(&[1.0, 2.0, 4.0, 8.0], &[2.99, 4.59, 4.83, 4.77], &[100.0; 4], 1.0);
        assert!(few.usl.is_none() && few.knee_vus.is_none() && few.in_flight_per_vu.is_some());
        let vus = [1.0, 2.0, 4.0, 8.0, 16.0];
        let enough = evidence(&vus, &[2.99, 4.59, 4.83, 4.77, 4.7], &[100.0; 5], 1.0);
        assert!(enough.usl.unwrap().holds() && enough.knee_vus == Some(2.0));
        assert_eq!((enough.grade(), enough.distinct_vus), (Grade::Saturated, 5));
    }
}

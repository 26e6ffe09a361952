//! Where on a contour chart limits are not kept.

use isocost_kernels::series::flags;

use crate::analysis::decide::measures::Measures;
use crate::analysis::decide::slo::{Limit, Limits, OtherLimit, measured};
use crate::analysis::surface::isolines::{at_or_above, outline};

use super::surface::{Surface, in_data};
use crate::page::choice::contour::Interpolation;

/// The outline of a part of the surface: loops in data space.
pub type Outline = Vec<Vec<(f64, f64)>>;

/// The limits, and what they leave.
#[derive(Clone, Debug)]
pub struct Kept<'a> {
    /// What runs are held against.
    pub measures: Measures<'a>,
    /// The limits that are set.
    pub limits: &'a Limits,
    passes: Vec<bool>,
}

impl<'a> Kept<'a> {
    /// `within` are the rows that keep the limits.
    #[must_use]
    // Only tests and programs ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn new(measures: Measures<'a>, limits: &'a Limits, within: &[usize]) -> Self {
        Self::of(measures, limits, passing(within, measures.vus.len()))
    }

    /// The same, where it is known of each row of the table whether it keeps them.
    #[must_use]
    pub fn of(measures: Measures<'a>, limits: &'a Limits, passes: Vec<bool>) -> Self {
        Self { measures, limits, passes }
    }

    /// Of each row of the table whether it keeps them.
    #[must_use]
    pub fn into_passes(self) -> Vec<bool> {
        self.passes
    }

    /// Whether a run keeps all limits.
    #[must_use]
    pub fn keeps(&self, row: usize) -> bool {
        self.passes.get(row) == Some(&true)
    }
}

/// Of each row of a table whether it keeps the limits; `within` are those that do.
#[must_use]
pub fn passing(within: &[usize], rows: usize) -> Vec<bool> {
    flags(within, rows)
}

/// For each limit that the runs at `rows` break somewhere the part of the surface where they do, as estimated between
/// them like everything on the chart: the surface of the limited quantity is cut at the limit. Runs of hardware that is
/// not allowed are excluded wherever they are. A run without a value of the quantity has no place on its surface, and
/// is told by its mark alone.
#[must_use]
pub fn excluded(kept: &Kept, x: &[f64], y: &[f64], rows: &[usize], units: Interpolation) -> Vec<Outline> {
    // Where a value that is known is above a bound; without one wherever it is known.
    let cut = |value: &dyn Fn(usize) -> Option<f64>, bound: Option<f64>| {
        let known: Vec<(usize, f64)> = rows.iter().filter_map(|&row| Some((row, value(row)?))).collect();
        let of = |column: &[f64]| known.iter().map(|&(row, _)| column[row]).collect::<Vec<_>>();
        let values: Vec<f64> = known.iter().map(|&(_, value)| value).collect();
        let surface = Surface::new(&of(x), &of(y), &values, units)?;
        let region = match bound {
            // What is exactly at the limit keeps it.
            Some(bound) => at_or_above(&surface.tin, bound.next_up()),
            None => outline(&surface.tin),
        };
        let outline: Outline = region.loops.iter().map(|corners| in_data(units, false, corners, true)).collect();
        (!outline.is_empty()).then_some(outline)
    };
    let signed = |at_least: bool| if at_least { -1.0 } else { 1.0 };
    let of_limit = |limit: Limit| match limit {
        Limit::Hardware if rows.iter().all(|&row| kept.limits.allows(kept.measures.hardware[row])) => None,
        Limit::Hardware => cut(&|_| Some(0.0), None),
        _ => {
            let (bound, sign) = (kept.limits.bound(limit)?, signed(limit == Limit::Throughput));
            cut(&|row| measured(&kept.measures, limit, row).map(|value| sign * value), Some(sign * bound))
        }
    };
    let of_other = |other: &OtherLimit| {
        let sign = signed(other.at_least);
        let value = |row: usize| other.keeps(row).map(|_| sign * other.values[row]);
        cut(&value, Some(sign * other.bound))
    };
    let own = kept.limits.set().filter_map(of_limit);
    own.chain(kept.limits.others.iter().filter_map(of_other)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excluded_of(limits: &Limits) -> Vec<Outline> {
        // p95 grows with VUs alone: 100 ms at 1, 200 at 2, 400 at 4.
        let (vus, batch_size) = ([1.0, 2.0, 4.0, 1.0, 2.0, 4.0], [1.0, 1.0, 1.0, 8.0, 8.0, 8.0]);
        let p95 = [100.0, 200.0, 400.0, 100.0, 200.0, 400.0];
        let measures = Measures {
            cost_usd: &[1.0; 6],
            avg_latency_ms: &[f64::NAN; 6],
            p95_latency_ms: Some(&p95),
            throughput_req_per_sec: &[10.0, 20.0, 40.0, 10.0, 20.0, 40.0],
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: None,
            requests: None,
            vus: &vus,
            batch_size: &batch_size,
            hardware: &[0; 6],
            failed_checks: None,
        };
        let kept = Kept::new(measures, limits, &[0, 1]);
        assert!(kept.keeps(0) && !kept.keeps(2) && !kept.keeps(99));
        excluded(&kept, &vus, &batch_size, &[0, 1, 2, 3, 4, 5], Interpolation::Log)
    }

    fn span(outline: &Outline) -> (f64, f64) {
        let xs = || outline.iter().flatten().map(|&(x, _)| x);
        (xs().fold(f64::INFINITY, f64::min), xs().fold(0.0, f64::max))
    }

    #[test]
    fn what_is_above_a_limit_is_cut_where_the_surface_reaches_it() {
        let at = |p95| excluded_of(&Limits { max_p95_latency_ms: Some(p95), ..Limits::default() });
        let [outline] = &at(300.0)[..] else { panic!("one part") };
        // In powers of two the values rise evenly from VUs to VUs: 300 is half way from 2 to 4.
        let (from, to) = span(outline);
        assert!((from - 2f64.powf(1.5)).abs() < 1e-9 && (to - 4.0).abs() < 1e-9, "{from} {to}");
        assert!(at(400.0).is_empty(), "a limit is kept by what is at it");
        assert!(at(99.0).iter().all(|outline| (span(outline).0 - 1.0).abs() < 1e-9));
    }

    #[test]
    fn limits_on_further_measures_are_cut_as_their_own_and_a_value_that_is_unknown_is_not() {
        let on = |bound, at_least| OtherLimit {
            values: vec![10.0, 20.0, 40.0, 10.0, 20.0, f64::NAN],
            bound,
            at_least,
            grows_with_load: !at_least,
        };
        let of = |other| excluded_of(&Limits { others: vec![other], ..Limits::default() });
        let [outline] = &of(on(30.0, false))[..] else { panic!("one part") };
        assert!((span(outline).0 - 2f64.powf(1.5)).abs() < 1e-9, "{outline:?}");
        assert!((span(&of(on(15.0, true))[0]).1 - 2f64.powf(0.5)).abs() < 1e-9);
        assert!(of(on(40.0, false)).is_empty() && of(on(10.0, true)).is_empty());
    }

    #[test]
    fn throughput_from_below_hardware_altogether_and_nothing_unknown() {
        let slow = excluded_of(&Limits { min_throughput_req_per_sec: Some(20.0), ..Limits::default() });
        assert!(slow.iter().all(|outline| span(outline).1 <= 2.0 + 1e-9) && slow.len() == 1);
        let hardware = |allowed| excluded_of(&Limits { allowed_hardware: Some(vec![allowed]), ..Limits::default() });
        assert_eq!((hardware(true).len(), span(&hardware(false)[0])), (0, (1.0, 4.0)));
        assert!(excluded_of(&Limits { max_avg_latency_ms: Some(1.0), ..Limits::default() }).is_empty());
        assert!(excluded_of(&Limits { max_error_share: Some(0.0), ..Limits::default() }).is_empty());
        assert!(excluded_of(&Limits::default()).is_empty());
    }
}

//! Grades of evidence, against what throughput really does at the end of made series.

use isocost::analysis::saturation::monotonic::{Curve, LEAST_GAIN};
use isocost::analysis::saturation::trend::{Grade, Trend};

use super::{Configuration, Simulated, simulations};

/// A series that is graded: its trend, and what is true of the loads of the trend's end.
struct Graded {
    trend: Trend,
    /// The true change of ln throughput over the end, in standard errors of what two single runs tell.
    errors: f64,
}

fn graded(table: &Simulated, found: &Configuration) -> Graded {
    let runs = &table.shown.runs;
    let curve = Curve::new(&runs.vus, &runs.throughput_req_per_sec, &found.rows);
    let trend = Trend::of(&curve, 8f64.sqrt() * table.noise, LEAST_GAIN);
    let truth = |vus: f64| found.curve.throughput(vus).ln();
    let end = trend.change.expect("three steps or more");
    // Its interval is two standard errors to either side.
    let error = (end.high.ln_1p() - end.low.ln_1p()) / 4.0;
    Graded { trend, errors: (truth(end.to) - truth(end.from)) / error }
}

/// Of all series the share that is graded as expected, among those that are meant.
fn share(is_meant: impl Fn(&Graded) -> bool, is_right: impl Fn(&Graded) -> bool) -> (f64, usize) {
    let (mut meant, mut right) = (0, 0);
    for seed in 0..simulations() as u64 {
        let table = Simulated::new(seed);
        for found in &table.configurations {
            let graded = graded(&table, found);
            if graded.trend.steps == 3 && is_meant(&graded) {
                meant += 1;
                right += usize::from(is_right(&graded));
            }
        }
    }
    (right as f64 / meant as f64, meant)
}

#[test]
fn a_change_beyond_three_standard_errors_is_told() {
    let truth = |graded: &Graded| if graded.errors > 0.0 { Grade::Rises } else { Grade::Falls };
    let (share, meant) = share(|graded| graded.errors.abs() > 3.0, |graded| graded.trend.grade == truth(graded));
    assert!(meant >= 50 && share >= 0.95, "{share:.3} of {meant}");
}

#[test]
fn a_change_below_one_standard_error_cannot_be_told() {
    let (share, meant) = share(|graded| graded.errors.abs() < 1.0, |graded| graded.trend.grade == Grade::CannotTell);
    assert!(meant >= 50 && share >= 0.8, "{share:.3} of {meant}");
}

#[test]
fn no_rise_is_told_of_what_falls_and_no_fall_of_what_rises() {
    for sign in [1.0, -1.0] {
        let wrong = if sign > 0.0 { Grade::Falls } else { Grade::Rises };
        let (share, meant) = share(|graded| sign * graded.errors > 0.0, |graded| graded.trend.grade == wrong);
        assert!(meant >= 50 && share < 0.05, "{share:.3} of {meant} are {wrong:?}");
    }
}

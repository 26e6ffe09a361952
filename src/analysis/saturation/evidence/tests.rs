//! Every grade and doubt, under limits and filters, over VUs and over rates.

use super::*;

/// Runs with Little's law off by `stretch`; of these the first `allowed` are allowed, and the first `filtered` filtered.
fn evidence(
    load: &[f64],
    rate: &[f64],
    requests: &[f64],
    (stretch, is_rate): (f64, bool),
    few: [usize; 2],
) -> Evidence {
    let latency: Vec<f64> = load.iter().zip(rate).map(|(n, x)| n / x * 1000.0 * stretch).collect();
    let cost: Vec<f64> = rate.iter().map(|x| 1.0 / x).collect();
    let measures = Measures {
        cost_usd: &cost,
        avg_latency_ms: &latency,
        p95_latency_ms: None,
        throughput_req_per_sec: rate,
        good_req_per_sec: None,
        work_per_sec: None,
        error_share: None,
        requests: Some(requests),
        vus: load,
        batch_size: load,
        hardware: &[0; 8],
        failed_checks: None,
    };
    let all: Vec<usize> = (0..load.len()).collect();
    let [allowed, filtered] = few.map(|few| few.min(all.len()));
    let series = Series {
        load,
        is_rate,
        allowed: &all[..allowed],
        limited: &all[allowed..filtered],
        hidden: &all[filtered..],
        all: &all,
    };
    let best = measures.ranking().cheapest(series.allowed);
    Evidence::of(&measures, &series, best, Rules { short_below: 50.0, noise_share: 0.02 })
}

const VUS: [f64; 4] = [1.0, 2.0, 4.0, 8.0];

fn of(rate: &[f64]) -> (Grade, Vec<Doubt>) {
    let found = evidence(&VUS[..rate.len()], rate, &[100.0; 4], (1.0, false), [9, 9]);
    (found.grade(), found.doubts)
}

#[test]
fn grades_and_doubts() {
    assert_eq!(of(&[3.0, 6.0, 6.01, 6.0]), (Grade::Flat, vec![]));
    assert_eq!(of(&[3.0, 5.0, 6.0, 5.9]), (Grade::CannotTell, vec![]));
    assert_eq!(of(&[3.0, 5.0, 6.0, 7.0]), (Grade::Rises, vec![]));
    assert_eq!(of(&[3.0, 5.9, 6.0, 6.01]), (Grade::CannotTell, vec![Doubt::MostLoad]));
    assert_eq!(of(&[3.0, 2.0]), (Grade::Falls, vec![Doubt::TooFewPoints]), "one VU is no edge");
    assert_eq!(of(&[3.0]), (Grade::CannotTell, vec![Doubt::TooFewPoints]));
    assert_eq!(of(&[]), (Grade::CannotTell, vec![Doubt::Unknown]));
    assert_eq!(of(&[0.0, f64::NAN]), (Grade::CannotTell, vec![Doubt::Unknown]));
    let short = evidence(&VUS, &[3.0, 5.0, 6.0, 5.9], &[100.0, 100.0, 49.0, 100.0], (1.2, false), [9, 9]);
    assert_eq!(short.doubts, [Doubt::BrokenLittle, Doubt::ShortRun]);
    let low = evidence(&[2.0, 4.0, 8.0], &[6.0, 5.0, 4.0], &[100.0; 3], (1.0, false), [9, 9]);
    assert_eq!((low.grade(), low.doubts), (Grade::Falls, vec![Doubt::LeastLoad]));
}

#[test]
fn only_allowed_runs_speak_and_what_was_run_is_known() {
    let of = |rate: &[f64], few: [usize; 2]| evidence(&VUS, rate, &[100.0; 4], (1.0, false), few);
    let limited = of(&[3.0, 5.0, 6.0, 5.0], [2, 4]);
    assert_eq!((limited.grade(), limited.last_gain), (Grade::Rises, Some(5.0 / 3.0 - 1.0)));
    assert_eq!(limited.doubts, [Doubt::TooFewPoints, Doubt::LimitBinds]);
    assert_eq!(limited.beyond_limits, Some(Extent { min: 4.0, max: 8.0 }));
    assert_eq!((limited.loads_run, limited.beyond_filters), (4, None));
    // Whatever the excluded runs measured.
    let other = of(&[3.0, 5.0, 600.0, 0.1], [2, 4]);
    assert_eq!((other.trend, &other.doubts), (limited.trend, &limited.doubts));
    let filtered = of(&[3.0, 5.0, 6.0, 5.0], [2, 2]);
    assert_eq!(filtered.doubts, [Doubt::TooFewPoints, Doubt::FilterBinds]);
    assert_eq!(filtered.beyond_filters, Some(Extent { min: 4.0, max: 8.0 }));
}

/// Asked for 20 requests a second, reached 13: that is where it ends.
#[test]
fn over_rates_what_is_not_reached_ends_the_series() {
    let of = |load: &[f64], rate: &[f64]| evidence(load, rate, &[100.0; 3], (1.0, true), [9, 9]);
    let reached = of(&[5.0, 10.0, 12.0], &[4.9, 9.9, 11.9]);
    assert_eq!((reached.grade(), reached.doubts), (Grade::Rises, vec![]));
    let ended = of(&[5.0, 10.0, 20.0], &[4.9, 9.9, 13.0]);
    assert_eq!((ended.grade(), ended.asked_and_reached), (Grade::Flat, Some((20.0, 13.0))));
    assert_eq!(ended.doubts, [Doubt::Overloaded]);
    assert_eq!(of(&[5.0, 10.0, 20.0], &[4.9, 9.9, 8.0]).grade(), Grade::Falls);
    let unlimited = of(&[5.0, f64::NAN, 10.0], &[4.9, 14.0, 9.8]);
    assert_eq!((unlimited.curve.load, unlimited.curve.left_out), (vec![5.0, 10.0], 1), "no limit is no load");
}

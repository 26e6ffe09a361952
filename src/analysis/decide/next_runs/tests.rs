//! Every reason, and what is not proposed.

use super::*;

/// No batch size, so that there is no edge along it; told as 0.
const N: f64 = f64::NAN;

/// Set, batch size, VUs, throughput; the cost is 1000 / throughput.
type Run = (usize, f64, f64, f64);

fn proposed(runs: &[Run], noise: f64) -> Vec<(usize, f64, f64, Vec<Reason>)> {
    passing(runs, noise, &(0..runs.len()).collect::<Vec<_>>())
}

fn passing(runs: &[Run], noise: f64, passing: &[usize]) -> Vec<(usize, f64, f64, Vec<Reason>)> {
    let column = |value: fn(&Run) -> f64| runs.iter().map(value).collect::<Vec<f64>>();
    let (batch, vus, rate) = (column(|run| run.1), column(|run| run.2), column(|run| run.3));
    let cost: Vec<f64> = rate.iter().map(|rate| 1000.0 / rate).collect();
    let set_of: Vec<usize> = runs.iter().map(|run| run.0).collect();
    let measures = Measures {
        cost_usd: &cost,
        avg_latency_ms: &vus,
        p95_latency_ms: None,
        throughput_req_per_sec: &rate,
        error_share: None,
        requests: None,
        vus: &vus,
        batch_size: &batch,
        hardware: &[],
        failed_checks: None,
    };
    let lattice = Lattice { set_of: &set_of, passing, noise: Noise { share: noise, ..Noise::ASSUMED } };
    let rows: Vec<usize> = (0..runs.len()).collect();
    let found = next_runs(&measures, &lattice, &rows);
    let batch_size = |run: &NextRun| if run.batch_size.is_nan() { 0.0 } else { run.batch_size };
    found.into_iter().map(|run| (run.like, batch_size(&run), run.vus, run.reasons)).collect()
}

#[test]
fn a_winner_in_the_middle_of_a_full_lattice_needs_nothing() {
    let mut runs = Vec::new();
    for (batch, factor) in [(2.0, 0.8), (4.0, 1.0), (8.0, 0.9)] {
        runs.extend([(1.0, 5.0), (2.0, 9.0), (4.0, 8.0)].map(|(vus, rate)| (0, batch, vus, rate * factor)));
    }
    assert!(proposed(&runs, 0.02).is_empty());
    // A hole beside it, straight and across.
    runs.remove(0);
    runs.remove(5);
    let holes = proposed(&runs, 0.02);
    assert_eq!(
        holes,
        [(3, 2.0, 1.0, vec![Reason::Hole]), (3, 8.0, 1.0, vec![Reason::Hole])],
        "batch 2 and 8 are cheapest at what are now their fewest VUs, and too dear for that to matter"
    );
}

#[test]
fn beyond_the_last_vus() {
    let rising = proposed(&[(0, N, 4.0, 8.0), (0, N, 8.0, 10.0)], 0.02);
    assert_eq!(rising, [(1, 0.0, 16.0, vec![Reason::StillRising { last_gain: 0.25 }])]);
    let flat = proposed(&[(0, N, 4.0, 10.0), (0, N, 8.0, 10.1)], 0.02);
    assert_eq!(flat, [(1, 0.0, 16.0, vec![Reason::EdgeVus { most: true }])]);
    let fewest = proposed(&[(0, N, 4.0, 10.0), (0, N, 8.0, 9.0)], 0.02);
    assert_eq!(fewest, [(0, 0.0, 2.0, vec![Reason::EdgeVus { most: false }])]);
    assert!(proposed(&[(0, N, 1.0, 10.0), (0, N, 8.0, 9.0)], 0.02).is_empty(), "there is nothing below one VU");
}

#[test]
fn what_cannot_win_is_not_proposed() {
    // The rival gained 10 % in its last doubling: one more brings it from 200 to 182, and the winner is at 100.
    let runs = [(0, N, 1.0, 10.0), (0, N, 2.0, 9.0), (1, N, 1.0, 4.5), (1, N, 2.0, 5.0)];
    assert!(proposed(&runs, 0.02).is_empty());
    // Doubled once more it would be there.
    let close = [(0, N, 1.0, 10.0), (0, N, 2.0, 9.0), (1, N, 1.0, 2.5), (1, N, 2.0, 5.0)];
    assert_eq!(proposed(&close, 0.02), [(3, 0.0, 4.0, vec![Reason::StillRising { last_gain: 1.0 }])]);
}

#[test]
fn beyond_the_batch_sizes() {
    let runs = [(0, 8.0, 1.0, 9.0), (0, 8.0, 2.0, 8.0), (0, 16.0, 1.0, 10.0), (0, 16.0, 2.0, 9.0)];
    assert_eq!(proposed(&runs, 0.02), [(2, 32.0, 1.0, vec![Reason::EdgeBatch { largest: true }])]);
    let runs = [(0, 8.0, 1.0, 10.0), (0, 8.0, 2.0, 8.0), (0, 16.0, 1.0, 9.0), (0, 16.0, 2.0, 9.0)];
    assert_eq!(proposed(&runs, 0.02), [(0, 4.0, 1.0, vec![Reason::EdgeBatch { largest: false }])]);
}

#[test]
fn rivals_within_the_noise_are_run_again() {
    let runs = [(0, N, 1.0, 10.0), (0, N, 2.0, 9.0), (1, N, 1.0, 9.9), (1, N, 2.0, 9.0)];
    let again = proposed(&runs, 0.02);
    assert_eq!(again.iter().map(|run| (run.0, run.2)).collect::<Vec<_>>(), [(0, 1.0), (2, 1.0)]);
    assert!(matches!(again[0].3[..], [Reason::WithinNoise { noise: 0.02, .. }]));
    assert!(proposed(&runs, 0.005).is_empty());
}

#[test]
fn what_fails_a_limit_was_tried_all_the_same() {
    let runs = [(0, N, 4.0, 8.0), (0, N, 8.0, 10.0), (0, N, 16.0, 13.0)];
    assert_eq!(proposed(&runs, 0.02).len(), 1);
    assert!(passing(&runs, 0.02, &[1]).is_empty(), "8 VUs are not the most that were tried");
    assert_eq!(passing(&runs, 0.02, &[0])[0].3, [Reason::EdgeVus { most: false }]);
    assert!(passing(&runs, 0.02, &[]).is_empty());
}

#[test]
fn no_verdict_and_the_unknown() {
    assert!(proposed(&[], 0.02).is_empty());
    assert!(proposed(&[(0, 1.0, f64::NAN, 10.0), (0, 1.0, 1.0, 0.0)], 0.02).is_empty());
    // Without batch sizes there is one series.
    let runs = [(0, N, 1.0, 5.0), (0, N, 2.0, 9.0)];
    let found = proposed(&runs, 0.02);
    assert_eq!((found.len(), found[0].0, found[0].2, found[0].1), (1, 1, 4.0, 0.0));
}

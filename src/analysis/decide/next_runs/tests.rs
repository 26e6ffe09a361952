//! Every reason, and what is not proposed.

use super::*;

/// No batch size.
const N: f64 = f64::NAN;

/// Set, batch size, VUs, throughput, p95 in ms; the cost is 1000 / throughput.
type Run = (usize, f64, f64, f64, f64);

fn proposed_within(runs: &[Run], noise_share: f64, p95_ms: Option<f64>, hidden: &[usize]) -> Vec<NextRun> {
    let column = |value: fn(&Run) -> f64| runs.iter().map(value).collect::<Vec<f64>>();
    let (batch, vus, rate, p95) = (column(|run| run.1), column(|run| run.2), column(|run| run.3), column(|run| run.4));
    let cost: Vec<f64> = rate.iter().map(|rate| 1000.0 / rate).collect();
    let set_of: Vec<usize> = runs.iter().map(|run| run.0).collect();
    let measures = Measures {
        cost_usd: &cost,
        avg_latency_ms: &p95,
        p95_latency_ms: Some(&p95),
        throughput_req_per_sec: &rate,
        good_req_per_sec: None,
        work_per_sec: None,
        error_share: None,
        requests: None,
        vus: &vus,
        batch_size: &batch,
        hardware: &vec![0; runs.len()],
        failed_checks: None,
    };
    let rows: Vec<usize> = (0..runs.len()).collect();
    let key = |row: usize| (set_of[row], batch[row].to_bits());
    let mut sorted = rows.clone();
    sorted.sort_by_key(|&row| key(row));
    let configurations: Vec<Vec<usize>> = sorted.chunk_by(|&a, &b| key(a) == key(b)).map(<[usize]>::to_vec).collect();
    let filtered: Vec<bool> = rows.iter().map(|row| !hidden.contains(row)).collect();
    let keeps = |row: usize| p95_ms.is_none_or(|most| p95[row] <= most);
    let passing: Vec<usize> = rows.iter().copied().filter(|&row| filtered[row] && keeps(row)).collect();
    let lattice = Lattice {
        set_of: &set_of,
        load: &vus,
        configurations: &configurations,
        filtered: &filtered,
        passing: &passing,
        limits: &Limits { max_p95_latency_ms: p95_ms, ..Limits::default() },
        by_batch: false,
        whole: true,
        noise_share,
    };
    next_runs(&measures, &lattice, &|_| None).runs
}

fn proposed(runs: &[Run]) -> Vec<(usize, f64, Reason)> {
    proposed_within(runs, 0.02, None, &[]).into_iter().map(|run| (run.like, run.load, run.reason)).collect()
}

#[test]
fn where_a_limit_lies_between_two_runs() {
    let runs = [(0, 8.0, 32.0, 220.0, 150.0), (0, 8.0, 64.0, 367.0, 179.0), (0, 8.0, 128.0, 480.0, 493.0)];
    let found = proposed_within(&runs, 0.02, Some(400.0), &[]);
    assert_eq!((found[0].like, found[0].load), (1, 110.0));
    assert_eq!(found[0].reason, Reason::Limit { keeps: 64.0, breaks: 128.0 });
    assert!(found[0].low_usd < found[0].cost_usd && found[0].cost_usd < 0.82 * 1000.0 / 367.0, "{found:?}");
    // What is filtered out was made, and bounds nothing that could be asked for.
    assert!(proposed_within(&runs, 0.02, Some(400.0), &[2]).iter().all(|run| run.load < 100.0));
    // Next to nothing lies between.
    let near = [(0, 8.0, 64.0, 367.0, 179.0), (0, 8.0, 65.0, 368.0, 493.0)];
    assert!(proposed_within(&near, 0.02, Some(400.0), &[]).is_empty());
}

#[test]
fn beyond_the_last_load_only_where_throughput_rises_and_nothing_was_run() {
    let rises = [(0, N, 4.0, 8.0, 1.0), (0, N, 8.0, 11.0, 1.0), (0, N, 16.0, 14.0, 1.0)];
    let found = proposed(&rises);
    assert_eq!((found[0].0, found[0].1), (2, 32.0));
    assert!(matches!(found[0].2, Reason::Rises { gain } if gain > 0.6));
    assert!(proposed_within(&rises, 0.02, None, &[2]).is_empty(), "16 VUs were run");
    let dip = [(0, N, 4.0, 14.0, 1.0), (0, N, 8.0, 10.0, 1.0), (0, N, 16.0, 14.1, 1.0)];
    assert!(!proposed(&dip).iter().any(|run| run.1 > 16.0));
    let flat = [(0, N, 4.0, 14.0, 1.0), (0, N, 8.0, 14.1, 1.0), (0, N, 16.0, 14.0, 1.0)];
    assert!(!proposed(&flat).iter().any(|run| run.1 > 16.0));
}

#[test]
fn what_cannot_win_is_not_proposed() {
    let runs = [(0, N, 4.0, 100.0, 1.0), (1, N, 4.0, 8.0, 1.0), (1, N, 8.0, 11.0, 1.0), (1, N, 16.0, 14.0, 1.0)];
    assert!(proposed(&runs).is_empty());
}

#[test]
fn between_the_best_and_what_is_beside_it() {
    let runs = [(0, N, 1.0, 3.0, 1.0), (0, N, 2.0, 4.6, 1.0), (0, N, 4.0, 5.0, 1.0), (0, N, 6.0, 4.98, 1.0)];
    let found = proposed_within(&runs, 0.05, None, &[]);
    let loads: Vec<f64> = found.iter().map(|run| run.load).collect();
    assert!(loads.len() == 2 && loads.contains(&3.0) && loads.contains(&5.0), "{found:?}");
    assert!(found.iter().any(|run| run.reason == Reason::Between { best: 4.0, next: 2.0 }), "{found:?}");
}

#[test]
fn batch_sizes_beside_the_winners() {
    let missing = [(0, 8.0, 4.0, 9.99, 1.0), (0, 16.0, 8.0, 10.0, 1.0), (0, 32.0, 8.0, 5.0, 1.0)];
    let found = proposed(&missing);
    assert!(found.contains(&(1, 8.0, Reason::NextBatch)), "batch size 8 was not run at 8 VUs: {found:?}");
    let edge = [(0, 8.0, 4.0, 8.0, 1.0), (0, 16.0, 4.0, 10.0, 1.0)];
    assert_eq!(proposed(&edge)[0], (1, 4.0, Reason::EdgeBatch { largest: true }));
}

#[test]
fn ties_are_repeated_and_marked() {
    let runs = [(0, N, 4.0, 10.0, 1.0), (1, N, 4.0, 9.95, 1.0), (2, N, 4.0, 8.0, 1.0)];
    let found = proposed(&runs);
    assert_eq!(found.iter().map(|run| run.0).collect::<Vec<_>>(), [0, 1]);
    assert!(found.iter().all(|run| matches!(run.2, Reason::Repeat { noise: 0.02, .. })));
    assert!(proposed(&runs[1..]).is_empty(), "no rival is within noise");
}

#[test]
fn no_verdict_and_the_unknown() {
    assert!(proposed(&[]).is_empty());
    assert!(proposed(&[(0, 1.0, f64::NAN, 10.0, 1.0), (0, 1.0, 1.0, 0.0, 1.0)]).is_empty());
    assert!(proposed_within(&[(0, N, 4.0, 8.0, 9.0)], 0.02, Some(5.0), &[]).is_empty());
}

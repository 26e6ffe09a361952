//! Chances where one leads, where all are equal, where runs were lost; what is missing; the same for the same seed.

use super::*;
use crate::analysis::stats::noise::Source;

/// Configuration, VUs, cost.
type Run = (usize, f64, f64);

fn of(runs: &[Run], deviation: Option<f64>) -> Vec<Standing> {
    let column = |value: fn(&Run) -> f64| runs.iter().map(value).collect::<Vec<f64>>();
    let (vus, cost) = (column(|run| run.1), column(|run| run.2));
    let rate: Vec<f64> = cost.iter().map(|cost| 1e5 / cost).collect();
    let measures = Measures {
        cost_usd: &cost,
        avg_latency_ms: &vus,
        p95_latency_ms: None,
        throughput_req_per_sec: &rate,
        good_req_per_sec: None,
        work_per_sec: None,
        error_share: None,
        requests: None,
        vus: &vus,
        batch_size: &vus,
        hardware: &[],
        failed_checks: None,
    };
    let count = runs.iter().map(|run| run.0 + 1).max().unwrap_or(0);
    let configurations: Vec<Vec<usize>> =
        (0..count).map(|of| (0..runs.len()).filter(|&row| runs[row].0 == of).collect()).collect();
    // Of so many pairs that the noise itself is not in doubt.
    let source = Source::Neighbours { pairs: 1_000_000, within: 0.02 };
    let known = |deviation: f64| Noise { share: 8.0_f64.sqrt() * deviation, source };
    let noise = deviation.map_or(Noise::ASSUMED, known);
    Noisy { measures: &measures, is_sound: &|_| true, noise }.standings(&configurations)
}

fn chances_of(standings: &[Standing]) -> Vec<f64> {
    standings.iter().map(|standing| standing.chance.unwrap()).collect()
}

#[test]
fn equal_ones_share_and_a_clear_leader_has_all() {
    let equal = of(&[(0, 8.0, 100.0), (1, 8.0, 100.0), (2, 8.0, 100.0), (3, 8.0, 100.0)], Some(0.03));
    assert!(chances_of(&equal).iter().all(|chance| (chance - 0.25).abs() < 0.04), "{equal:?}");
    assert_eq!(Confidence::of(&equal), Confidence::OneMoreRun, "each rests on one run");
    let clear = of(&[(0, 8.0, 200.0), (1, 8.0, 100.0), (2, 8.0, 190.0)], Some(0.03));
    assert_eq!((clear[0].best, clear[0].chance, Confidence::of(&clear)), (1, Some(1.0), Confidence::Settled));
    let sum: f64 = chances_of(&of(&[(0, 8.0, 100.0), (1, 8.0, 104.0)], Some(0.03))).iter().sum();
    assert!((sum - 1.0).abs() < 1e-9);
}

#[test]
fn two_of_known_distance_have_the_chance_of_the_normal_distribution() {
    // z = ln 1.05 / (0.03 · √(2 + 2 · 0.09)) = 1.101, Φ = 0.865.
    let found = of(&[(0, 8.0, 100.0), (1, 8.0, 105.0)], Some(0.03));
    assert!((found[0].chance.unwrap() - 0.865).abs() < 0.025, "{found:?}");
    // Four runs each at the same costs: z = ln 1.05 / (0.03 · √(2/4 + 2 · 0.09)) = 1.972, Φ = 0.976.
    let runs: Vec<Run> =
        (0..8).map(|at| (at % 2, 100.0 + (at / 2) as f64, if at % 2 == 0 { 100.0 } else { 105.0 })).collect();
    let found = of(&runs, Some(0.03));
    assert!((found[0].chance.unwrap() - 0.976).abs() < 0.01 && found[0].near == 4, "{found:?}");
    assert_eq!(Confidence::of(&found), Confidence::Settled);
}

#[test]
fn the_mean_near_the_best_load_decides_and_not_the_best_run() {
    let lucky = [(0, 100.0, 90.0), (0, 101.0, 104.0), (0, 102.0, 106.0)];
    let steady = [(1, 100.0, 94.0), (1, 101.0, 95.0), (1, 102.0, 94.0)];
    let found = of(&[&lucky[..], &steady[..]].concat(), Some(0.04));
    assert_eq!((found[0].best, found[0].near), (0, 3), "the answer is the cheapest run");
    assert!((found[0].local_usd - (90.0_f64 * 104.0 * 106.0).cbrt()).abs() < 1e-9);
    assert!(found[1].chance > found[0].chance && rival(&found).is_some_and(|rival| rival.best == 3));
    assert_eq!(Confidence::of(&found), Confidence::Tie);
}

#[test]
fn lost_runs_beside_the_best_count() {
    let mut runs: Vec<Run> = [448.0, 450.0, 452.0, 456.0, 464.0, 480.0, 512.0].map(|vus| (0, vus, 100.0)).to_vec();
    runs.extend([448.0, 450.0, 452.0, 456.0].map(|vus| (1, vus, 102.0)));
    let stable = of(&runs, Some(0.02));
    assert_eq!(stable[0].lost, None);
    (runs[4].2, runs[6].2) = (133.0, 130.0);
    let found = of(&runs, Some(0.02));
    let lost = found[0].lost.unwrap();
    assert_eq!((lost.runs, lost.of, lost.from_vus, lost.to_vus), (2, 7, 448.0, 512.0));
    assert!((lost.most - 0.248).abs() < 1e-3);
    assert!((found[0].local_usd - 100.0).abs() < 1e-9, "none of them is within 3 % of the load");
    assert!(stable[0].chance > Some(0.85) && found[0].chance < Some(0.2), "{found:?}");
    assert_eq!(Confidence::of(&found), Confidence::OneMoreRun);
    // Of three runs it is not told which is the usual one.
    assert_eq!(of(&runs[3..6], Some(0.02))[0].lost, None);
}

#[test]
fn what_is_missing_and_the_same_again() {
    assert!(of(&[], Some(0.02)).is_empty() && Confidence::of(&[]) == Confidence::CannotTell);
    let runs = [(0, 8.0, f64::NAN), (1, f64::NAN, 100.0), (1, 8.0, 90.0), (2, f64::NAN, 80.0), (3, 0.0, 0.0)];
    let found = of(&runs, Some(0.02));
    assert_eq!(found.iter().map(|standing| (standing.best, standing.near)).collect::<Vec<_>>(), [(3, 1), (2, 1)]);
    assert_eq!(found, of(&runs, Some(0.02)), "the same seed");
    let unknown = of(&runs, None);
    assert!(unknown.iter().all(|standing| standing.chance.is_none()));
    assert_eq!(Confidence::of(&unknown), Confidence::CannotTell);
    let one = of(&[(0, 8.0, 100.0)], Some(0.02));
    assert_eq!((one[0].chance, Confidence::of(&one)), (Some(1.0), Confidence::Settled));
    let many: Vec<Run> = (0..100).map(|at| (at, 8.0, 100.0 + at as f64 * 1e-3)).collect();
    let found = of(&many, Some(0.02));
    assert!((chances_of(&found).iter().sum::<f64>() - 1.0).abs() < 1e-9 && found[99].chance == Some(0.0));
}

//! Laws of limits, on many made tables with fixed seeds: the verdict and the least change of limits are what trying
//! everything finds.

use crate::support::Random;
use crate::support::made::Made;
use isocost::analysis::decide::interpolate::cheapest;
use isocost::analysis::decide::measures::Measures;
use isocost::analysis::decide::relax::{Change, change_share};
use isocost::analysis::decide::slo::{Limit, Limits, Screen};

const ROUNDS: usize = 800;

fn limits(random: &mut Random) -> Limits {
    let mut maybe = |scale: f64| (random.below(2) == 0).then(|| random.below(7) as f64 * scale);
    let (avg, p95, errors, rate) = (maybe(50.0), maybe(70.0), maybe(0.01), maybe(3.0));
    Limits {
        max_avg_latency_ms: avg,
        max_p95_latency_ms: p95,
        max_error_share: errors,
        min_throughput_req_per_sec: rate,
        allowed_hardware: (random.below(3) == 0).then(|| (0..3).map(|_| random.below(2) == 0).collect()),
        others: Vec::new(),
    }
}

fn changed(limits: &Limits, changes: &[Change]) -> Limits {
    let mut limits = limits.clone();
    for change in changes {
        match *change {
            Change::To(Limit::AvgLatency, to) => limits.max_avg_latency_ms = Some(to),
            Change::To(Limit::P95Latency, to) => limits.max_p95_latency_ms = Some(to),
            Change::To(Limit::ErrorShare, to) => limits.max_error_share = Some(to),
            Change::To(Limit::Throughput, to) => limits.min_throughput_req_per_sec = Some(to),
            Change::To(Limit::Hardware | Limit::Others, _) | Change::Others => panic!("they are no number"),
            Change::Allow(code) => limits.allowed_hardware.as_mut().unwrap()[code as usize] = true,
        }
    }
    limits
}

fn without(limits: &Limits, lifted: &[Limit]) -> Limits {
    let mut limits = limits.clone();
    for limit in lifted {
        match limit {
            Limit::AvgLatency => limits.max_avg_latency_ms = None,
            Limit::P95Latency => limits.max_p95_latency_ms = None,
            Limit::ErrorShare => limits.max_error_share = None,
            Limit::Throughput => limits.min_throughput_req_per_sec = None,
            Limit::Hardware => limits.allowed_hardware = None,
            Limit::Others => limits.others.clear(),
        }
    }
    limits
}

#[test]
fn verdict_equals_brute_force() {
    let mut random = Random::new(101);
    let (mut won, mut none) = (0, 0);
    for round in 0..ROUNDS {
        let (made, limits) = (Made::new(&mut random), limits(&mut random));
        let screen = Screen::new(&made.measures(), &made.rows(), &limits);
        assert_eq!(screen.winner, made.winner(&limits), "round {round}: {limits:?}");
        let passing: Vec<usize> = made.rows().into_iter().filter(|&row| made.passes(&limits, row)).collect();
        assert_eq!(screen.passing, passing, "round {round}");
        for excluded in &screen.excluded {
            let lifted = without(&limits, &[excluded.limit]);
            let more = made.rows().iter().filter(|&&row| made.passes(&lifted, row)).count();
            assert_eq!(excluded.beyond_others, more - passing.len(), "round {round}: {:?}", excluded.limit);
            let others: Vec<Limit> = Limit::ALL.into_iter().filter(|&limit| limit != excluded.limit).collect();
            let only = without(&limits, &others);
            let fail = made.rows().iter().filter(|&&row| !made.passes(&only, row)).count();
            assert_eq!(excluded.alone, fail, "round {round}: {:?}", excluded.limit);
            assert!(excluded.unknown <= excluded.alone && excluded.beyond_others <= excluded.alone);
        }
        if screen.winner.is_some() { won += 1 } else { none += 1 }
    }
    assert!(won > 100 && none > 100, "both happen: {won}, {none}");
}

#[test]
fn a_tighter_limit_never_makes_the_verdict_cheaper() {
    let mut random = Random::new(103);
    for _ in 0..ROUNDS {
        let (made, limits) = (Made::new(&mut random), limits(&mut random));
        let tighter = Limits { max_avg_latency_ms: limits.max_avg_latency_ms.map(|ms| ms / 2.0), ..limits.clone() };
        let cost = |limits: &Limits| {
            Screen::new(&made.measures(), &made.rows(), limits).winner.map_or(f64::INFINITY, |row| made.cost[row])
        };
        assert!(cost(&limits) <= cost(&tighter));
    }
}

#[test]
fn a_relaxation_admits_its_run_and_a_smaller_one_admits_none() {
    let mut random = Random::new(107);
    let mut sizes = [0; 4];
    for round in 0..4 * ROUNDS {
        let (made, limits) = (Made::new(&mut random), limits(&mut random));
        let measures = made.measures();
        let screen = Screen::new(&measures, &made.rows(), &limits);
        if screen.winner.is_some() {
            assert!(screen.relaxations.is_empty());
            continue;
        }
        // Without any cost the most throughput counts, and there is no winner.
        let priced = made.cost.iter().any(|&usd| usd > 0.0 && usd.is_finite());
        if !priced && !screen.passing.is_empty() {
            assert!(screen.relaxations.is_empty(), "round {round}: one is within the limits");
            continue;
        }
        for relaxation in &screen.relaxations {
            sizes[relaxation.changes.len().min(3)] += 1;
            let relaxed = Screen::new(&measures, &made.rows(), &changed(&limits, &relaxation.changes));
            let admits = relaxed.passing.contains(&relaxation.row);
            assert_eq!((admits, relaxed.winner.is_some()), (true, priced), "round {round}");
            // A little less than the single change is not enough.
            if let [Change::To(limit, to)] = relaxation.changes[..] {
                let less = if limit == Limit::Throughput { to * 1.001 } else { to * 0.999 };
                let less = Screen::new(&measures, &made.rows(), &changed(&limits, &[Change::To(limit, less)]));
                assert!(less.winner.is_none() && !less.passing.contains(&relaxation.row), "round {round}");
                assert_eq!(relaxation.share, change_share(limits.bound(limit).unwrap(), to));
            }
        }
        // Lifting fewer limits than the least set admits nobody.
        let least = screen.relaxations.first().map_or(usize::MAX, |relaxation| relaxation.changes.len());
        let set: Vec<Limit> = limits.set().collect();
        let admitted = |lifted: &[Limit]| {
            let free = without(&limits, lifted);
            made.rows().iter().any(|&row| {
                let known =
                    made.avg[row] > 0.0 && made.p95[row] > 0.0 && made.rate[row] > 0.0 && !made.errors[row].is_nan();
                known && (made.cost[row] > 0.0 || !priced) && made.passes(&free, row)
            })
        };
        if least > 1 {
            assert!(set.iter().all(|&limit| !admitted(&[limit])), "round {round}");
        }
        if least > 2 {
            assert!(set.iter().all(|&a| set.iter().all(|&b| !admitted(&[a, b]))), "round {round}");
        }
    }
    assert!(sizes[1] > 100 && sizes[2] > 50, "{sizes:?}");
}

/// The cheapest place within a limit, interpolated between runs, is that of a dense scan of the same lines.
#[test]
fn the_interpolated_optimum_equals_a_dense_scan() {
    let mut random = Random::new(151);
    let mut crossed = 0;
    for round in 0..400 {
        let count = 2 + random.below(7);
        let mut load = 1.0;
        let points: Vec<(f64, f64, f64)> = (0..count)
            .map(|_| {
                load *= 1.1 + 2.0 * random.unit();
                (load, 100.0 * (0.3 + random.unit()), 50.0 * load.powf(0.2 + random.unit()))
            })
            .collect();
        let column = |of: fn(&(f64, f64, f64)) -> f64| points.iter().map(of).collect::<Vec<f64>>();
        let (loads, cost, p95) = (column(|p| p.0), column(|p| p.1), column(|p| p.2));
        let bound = p95[random.below(count)] * (0.7 + 0.6 * random.unit());
        let limits = Limits { max_p95_latency_ms: Some(bound), ..Limits::default() };
        let measures = Measures {
            cost_usd: &cost,
            avg_latency_ms: &p95,
            p95_latency_ms: Some(&p95),
            throughput_req_per_sec: &loads,
            good_req_per_sec: None,
            work_per_sec: None,
            error_share: None,
            requests: None,
            vus: &loads,
            batch_size: &loads,
            hardware: &vec![0; count],
            failed_checks: None,
        };
        let rows: Vec<usize> = (0..count).collect();
        let found = cheapest(&measures, &limits, &loads, &rows, 0.01).map(|crossing| crossing.cost_usd);
        let kept = rows.iter().filter(|&&row| p95[row] <= bound).map(|&row| cost[row]).fold(f64::INFINITY, f64::min);
        let mut scanned = kept;
        for at in 1..count {
            for step in 0..=4000 {
                let share = f64::from(step) / 4000.0;
                let between = |of: &[f64]| of[at - 1] * (of[at] / of[at - 1]).powf(share);
                if between(&p95) <= bound {
                    scanned = scanned.min(between(&cost));
                }
            }
        }
        crossed += usize::from(found.is_some());
        let answer = found.unwrap_or(kept).min(kept);
        assert!(answer == scanned || (answer / scanned - 1.0).abs() < 1e-3, "round {round}: {answer} for {scanned}");
    }
    assert!(crossed > 50, "{crossed}");
}

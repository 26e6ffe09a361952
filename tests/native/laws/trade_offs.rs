//! Trade-offs of large tables: rows that are dropped by columns are those that a run beats, and nothing else is lost.

use isocost::analysis::decide::answer::{Candidates, Demand, Question, Solver};
use isocost::analysis::decide::fronts::thinned;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::alternatives::{Alternatives, List};

use super::large::{ROWS, cases, limits, odd_column, within};
use crate::support::Random;

#[test]
fn rows_sieved_by_columns_are_those_that_are_beaten_one_by_one() {
    let mut random = Random::new(5);
    let [usd_per_hour, units_per_sec, mean_ms, p95_ms, other_ms] =
        [0.01, 0.5, 3.0, 5.0, 2.0].map(|scale| odd_column(&mut random, scale));
    let (classes, rows) = (vec![0; ROWS], (0..ROWS).collect::<Vec<_>>());
    let demands = [
        Demand::None,
        Demand::Volume { units: 1e9, within_hours: 24.0 },
        Demand::Steady { units_per_sec: 40.0, hours: 24.0 },
    ];
    let cases = demands.into_iter().flat_map(|demand| [None, Some(1e-4)].map(|at_most| (demand, at_most)));
    for ((demand, at_most), p95_ms) in cases.flat_map(|case| [None, Some(&p95_ms[..])].map(|p95_ms| (case, p95_ms))) {
        let candidates = Candidates {
            configuration: &rows,
            hardware: &classes,
            usd_per_hour: &usd_per_hour,
            unit_costs: None,
            units_per_sec: &units_per_sec,
            requests_per_sec: None,
            vus: &mean_ms,
            mean_ms: &mean_ms,
            p95_ms,
            good_share: None,
            failed_checks: None,
            contradicting_prices: 0,
        };
        let question = Question { demand, at_most_usd_per_unit: at_most, ..Question::default() };
        let solver = Solver::new(candidates, question, &rows);
        let of = |keeps: &dyn Fn(usize) -> bool| rows.iter().copied().filter(|&row| keeps(row)).collect::<Vec<_>>();
        let able = solver.ranking();
        assert_eq!(able, of(&|row| solver.ranks(row)), "{demand:?} {at_most:?}");
        assert_eq!(solver.unpriced(), of(&|row| !solver.is_priced(row)), "{demand:?} {at_most:?}");
        if matches!(demand, Demand::Steady { .. }) {
            continue;
        }
        for (limited, share) in
            [None, Some(&other_ms[..])].into_iter().flat_map(|of| [(of, 0.0), (of, 1e-6), (of, 0.1)])
        {
            let latency = |row: usize| limited.map_or_else(|| solver.latency_ms(row), |values| values[row]);
            let point = |row: usize| [latency(row), solver.cost(row), 0.0];
            let spared = std::cell::Cell::new(0);
            let sieve = |points: &[[f64; 3]], rows: &[usize]| {
                let left = solver.sieved(rows, points, share, limited);
                spared.set(spared.get() + rows.len() - left.len());
                left
            };
            let one_by_one = thinned(&able, share, &point, None);
            assert_eq!(thinned(&able, share, &point, Some(&sieve)), one_by_one, "{demand:?} {at_most:?} {share}");
            let is_large = able.len() >= 10_000;
            assert!(!is_large || spared.get() > able.len() / 2, "most are spared: {} of {}", spared.get(), able.len());
        }
    }
}

#[test]
fn trade_offs_are_what_no_run_beats() {
    cases(|shown, basis, rows| {
        let usable = |value: f64| if value > 0.0 && value.is_finite() { value } else { f64::INFINITY };
        let costs = shown.runs.ranked_cost();
        let p95 = shown.runs.p95_latency_ms.as_ref().expect("a column of it");
        let point = |row: usize| {
            let latency = if usable(p95[row]).is_finite() { p95[row] } else { usable(shown.runs.avg_latency_ms[row]) };
            (usable(costs[row]), latency)
        };
        for limits in limits() {
            let choice = Choice { limits, ..Choice::default() };
            let within = within(shown, basis, rows, &choice.limits.limits(&shown.runs));
            let mut points: Vec<(f64, f64)> =
                within.iter().map(|&row| point(row)).filter(|at| at.0.is_finite()).collect();
            points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            let mut fastest = f64::INFINITY;
            points.retain(|at| {
                let is_faster = at.1 < fastest;
                fastest = fastest.min(at.1);
                is_faster
            });
            let made = Alternatives::new(shown, basis, rows, &choice, 0.05);
            let mut found: Vec<(f64, f64)> =
                made.list(List::TradeOffs).iter().map(|run| point(run.point.row)).collect();
            found.sort_by(|a, b| a.0.total_cmp(&b.0));
            // Costs that are the same but for rounding are one.
            let same = |a: &(f64, f64), b: &(f64, f64)| (a.0 / b.0 - 1.0).abs() < 1e-9 && a.1 == b.1;
            assert_eq!(found.len(), points.len(), "{found:?} {points:?}");
            assert!(found.iter().zip(&points).all(|(a, b)| same(a, b)), "{found:?} {points:?}");
        }
    });
}

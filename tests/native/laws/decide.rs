//! Laws of deciding, on many made tables with fixed seeds: prices switch where recomputation says, and fronts are what
//! holding all against all finds. Those of the answer are in `answer.rs` beside this.

use crate::support::Random;
use crate::support::made::Made;
use isocost::analysis::decide::answer::Ranking;
use isocost::analysis::decide::break_even::{BreakEven, usd_per_billion};
use isocost::analysis::decide::fronts::{Objective, front};
use isocost::analysis::decide::near_ties::{menu, near_ties};
use isocost::analysis::decide::pareto;
use isocost::analysis::saturation::usl::Fit;
use isocost::data::runs::derive::cost_usd_per_billion;

const ROUNDS: usize = 800;

#[test]
fn break_even_prices_hold_on_both_sides() {
    let mut random = Random::new(109);
    let mut switches = 0;
    for round in 0..ROUNDS {
        let made = Made::new(&mut random);
        let is_own: Vec<bool> = made.hardware.iter().map(|&code| code == 0).collect();
        let found = BreakEven::new(&made.measures().ranking(), &made.rate, &is_own, &made.rows());
        // Everything priced anew, then the cheapest of all by the one rule.
        let recomputed = |price: f64| {
            let own = |row: usize| cost_usd_per_billion(price, made.rate[row]);
            let cost: Vec<f64> =
                made.rows().iter().map(|&row| if is_own[row] { own(row) } else { made.cost[row] }).collect();
            Ranking { cost: &cost, ..made.measures().ranking() }.cheapest(&made.rows())
        };
        let mut prices = vec![1e-12, 1e-7, 1e-6, 1e-5, 1e9];
        if let Some(price) = found.price_usd_per_hour {
            switches += 1;
            assert_ne!(found.winner_at(price * (1.0 - 1e-8)), found.winner_at(price * (1.0 + 1e-8)));
            let gap = usd_per_billion(price, made.rate[found.own.unwrap()]) / made.cost[found.rival.unwrap()] - 1.0;
            assert!(gap.abs() < 1e-14, "round {round}: {gap}");
            prices.extend([0.5, 1.0 - 1e-8, 1.0 + 1e-8, 2.0].map(|share| price * share));
        }
        for price in prices {
            assert_eq!(found.winner_at(price), recomputed(price), "round {round}: {price}");
            let interval =
                found.intervals().into_iter().find(|i| i.from_usd_per_hour < price && price <= i.to_usd_per_hour);
            assert_eq!(interval.map(|interval| interval.row), found.winner_at(price), "round {round}: {price}");
        }
    }
    assert!(switches > 100, "{switches}");
}

#[test]
fn fronts_equal_brute_force() {
    let mut random = Random::new(113);
    for round in 0..ROUNDS {
        let made = Made::new(&mut random);
        let all =
            [(&made.cost, false), (&made.avg, false), (&made.rate, true), (&made.errors, false), (&made.p95, false)];
        let mut objectives: Vec<Objective> = Vec::new();
        for _ in 0..1 + random.below(3) {
            let (values, more_is_better) = all[random.below(all.len())];
            objectives.push(Objective { values, more_is_better });
        }
        let value = |objective: &Objective, row: usize| {
            if objective.more_is_better { -objective.values[row] } else { objective.values[row] }
        };
        let known = |row: usize| objectives.iter().all(|objective| !value(objective, row).is_nan());
        let dominates = |a: usize, b: usize| {
            objectives.iter().all(|objective| value(objective, a) <= value(objective, b))
                && objectives.iter().any(|objective| value(objective, a) < value(objective, b))
        };
        let brute: Vec<usize> = made
            .rows()
            .into_iter()
            .filter(|&b| known(b) && !made.rows().iter().any(|&a| known(a) && dominates(a, b)))
            .collect();
        let mut found = front(&objectives, &made.rows());
        if let [x, y] = &objectives[..] {
            let of = |objective: &Objective| made.rows().iter().map(|&row| value(objective, row)).collect::<Vec<_>>();
            assert_eq!(found, pareto::front(&of(x), &of(y)), "round {round}: as the front of two");
        }
        found.sort_unstable();
        assert_eq!(found, brute, "round {round}");
    }
}

#[test]
fn near_ties_are_within_tolerance_and_the_menu_is_the_front() {
    let mut random = Random::new(137);
    for _ in 0..ROUNDS {
        let made = Made::new(&mut random);
        let measures = made.measures();
        let ties = near_ties(&measures, &made.rows(), 0.5);
        let least = made.cost.iter().copied().filter(|&cost| cost > 0.0).fold(f64::INFINITY, f64::min);
        let within = made.cost.iter().filter(|&&cost| cost > 0.0 && cost <= 1.5 * least).count();
        assert_eq!(ties.len(), within.saturating_sub(1));
        let courses = menu(&made.cost, &made.avg, &made.rows());
        let objective = |values| Objective { values, more_is_better: false };
        let priced: Vec<usize> =
            made.rows().into_iter().filter(|&row| made.cost[row] > 0.0 && made.avg[row] > 0.0).collect();
        let mut expected = front(&[objective(&made.cost[..]), objective(&made.avg[..])], &priced);
        let mut rows: Vec<usize> = courses.iter().map(|course| course.row).collect();
        assert!(rows.windows(2).all(|w| made.cost[w[0]] <= made.cost[w[1]] && made.avg[w[0]] >= made.avg[w[1]]));
        rows.sort_unstable();
        expected.sort_unstable();
        assert_eq!(rows, expected);
    }
}

#[test]
fn usl_fit_recovers_noisy_laws() {
    let mut random = Random::new(139);
    let vus: Vec<f64> = (0..9).map(|k| f64::from(1 << k)).collect();
    for round in 0..ROUNDS {
        let law = Fit {
            alpha: 0.2 * random.unit(),
            beta: 1e-3 * random.unit(),
            lambda_req_per_sec: 1.0 + 100.0 * random.unit(),
            relative_rmse: 0.0,
            r_squared: 1.0,
        };
        let noisy: Vec<f64> = vus.iter().map(|&n| law.at(n) * (0.99 + 0.02 * random.unit())).collect();
        let fit = Fit::new(&vus, &noisy).unwrap();
        let squares = |fit: &Fit| vus.iter().zip(&noisy).map(|(&n, x)| (fit.at(n) - x).powi(2)).sum::<f64>();
        assert!(fit.alpha >= 0.0 && fit.beta >= 0.0 && fit.relative_rmse <= 0.1, "round {round}: {fit:?}");
        assert!(squares(&fit) <= squares(&law) * (1.0 + 1e-9), "round {round}: {fit:?} for {law:?}");
        // No small step away is better.
        for (alpha, beta, lambda) in
            [(1e-4, 0.0, 0.0), (-1e-4, 0.0, 0.0), (0.0, 1e-6, 0.0), (0.0, -1e-6, 0.0), (0.0, 0.0, 1e-3)]
        {
            let near = Fit {
                alpha: (fit.alpha + alpha).max(0.0),
                beta: (fit.beta + beta).max(0.0),
                lambda_req_per_sec: fit.lambda_req_per_sec * (1.0 + lambda),
                ..fit
            };
            assert!(squares(&fit) <= squares(&near) * (1.0 + 1e-9), "round {round}: {near:?} beats {fit:?}");
        }
    }
}

//! Chances of having the lowest bill of a demand, and of being the fastest at a cost, against what is true of made tables.

use isocost::analysis::decide::answer::{Demand, Solver, TOLERANCE};
use isocost::analysis::decide::chances::{Confidence, Noisy, Standing};
use isocost::analysis::stats::median::median;
use isocost::page::answer::asked::Asked;
use isocost::page::answer::columns::Columns;
use isocost::page::choice::terms::Terms;

use super::chances::Bins;
use super::{Simulated, simulations};
use crate::support::Random;
use crate::support::shown::all;

/// A question of a table's size: a few machines of a steady rate, a volume, or the most that is paid.
fn asked(table: &Simulated, random: &mut Random) -> Asked {
    let runs = &table.shown.runs;
    let rate = median(runs.throughput_req_per_sec.iter().copied()).unwrap();
    let times = 0.5 + 5.0 * random.unit();
    let mut asked = Asked::default();
    match random.below(3) {
        0 => asked.demand = Demand::Steady { units_per_sec: rate * times, hours: 730.0 },
        1 => asked.demand = Demand::Volume { units: rate * times * 3600.0 * 30.0, within_hours: 24.0 },
        _ => {
            let cheapest = runs.ranked_cost().iter().copied().fold(f64::INFINITY, f64::min);
            asked.terms = Terms { at_most_usd: Some(cheapest * (1.05 + random.unit())), ..Terms::default() };
        }
    }
    asked
}

/// The bill of a configuration's answer, or its latency where the fastest is asked; infinite where it has none.
fn outcome(solver: &Solver, rows: &[usize], is_fastest: bool) -> f64 {
    let able: Vec<usize> = solver.contenders().into_iter().filter(|row| rows.contains(row)).collect();
    solver.best(&able).map_or(f64::INFINITY, |best| if is_fastest { best.latency_ms() } else { best.usd })
}

/// What is found of a table, and of each whether that is true; `None` where nothing is.
fn judged(seed: u64) -> Option<Vec<(Standing, bool)>> {
    let table = Simulated::new(seed);
    let asked = asked(&table, &mut Random::new(seed + 1_000_000));
    let (runs, basis) = (&table.shown.runs, &table.basis);
    let noise = basis.noise(runs);
    noise.deviation()?;
    let columns = Columns::of(&table.shown, basis);
    let solver = asked.solver(&table.shown, basis, &columns, &all(&table.shown));
    let is_sound = |row| basis.is_sound(runs, row);
    let noisy = Noisy { measures: &basis.measures(runs), is_sound: &is_sound, noise };
    let standings = noisy.answering(&solver);
    let truth = table.without_noise();
    let columns = Columns::of(&truth, basis);
    let solver = asked.solver(&truth, basis, &columns, &all(&truth));
    let is_fastest = asked.terms.at_most().is_some();
    let outcomes: Vec<f64> =
        table.configurations.iter().map(|found| outcome(&solver, &found.rows, is_fastest)).collect();
    let least = outcomes.iter().copied().fold(f64::INFINITY, f64::min);
    let is_true = |standing: &Standing| {
        let own = outcomes[table.configuration_of(standing.best)];
        own.is_finite() && own <= least * (1.0 + TOLERANCE)
    };
    let judged: Vec<(Standing, bool)> = standings.into_iter().map(|one| (one.clone(), is_true(&one))).collect();
    (!judged.is_empty()).then_some(judged)
}

#[test]
fn chances_of_bills_and_of_the_fastest_are_calibrated() {
    let (mut of_answer, mut of_all) = (Bins::default(), Bins::default());
    let mut settled = (0u32, 0u32);
    for seed in 0..simulations() as u64 {
        let Some(judged) = judged(seed) else { continue };
        for (at, (standing, is_true)) in judged.iter().enumerate() {
            let chance = standing.chance.unwrap();
            of_all.add(chance, *is_true);
            if at == 0 {
                of_answer.add(chance, *is_true);
            }
        }
        let standings: Vec<Standing> = judged.iter().map(|one| one.0.clone()).collect();
        if Confidence::of(&standings) == Confidence::Settled {
            settled = (settled.0 + 1, settled.1 + u32::from(judged[0].1));
        }
    }
    println!("answer: {:.3?}\nall: {:.3?}\nsettled: {settled:?}", of_answer.with(1.0), of_all.with(1.0));
    for (count, told, came) in of_all.with(50.0).into_iter().chain(of_answer.with(50.0)) {
        // Of few tables the share that came true is itself uncertain: two of its standard errors are allowed on top.
        let room = 2.0 * (told * (1.0 - told) / count).sqrt();
        assert!((told - came).abs() <= 0.08 + room, "{count} told {told:.3}, came {came:.3}");
    }
    assert!(settled.0 as usize * 4 > simulations(), "{settled:?}");
    assert!(f64::from(settled.1) >= 0.9 * f64::from(settled.0), "what is settled is true: {settled:?}");
}

#[test]
fn chances_of_demands_are_the_same_again() {
    for seed in 0..5 {
        assert_eq!(judged(seed), judged(seed));
    }
}

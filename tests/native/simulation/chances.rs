//! Chances of being cheapest and local estimates, against what is true of made tables.

use super::{Simulated, simulations};
use crate::support::shown::all;
use isocost::analysis::decide::chances::{Noisy, Standing};
use isocost::analysis::stats::noise::Source;

/// What is found of a table; `None` where its noise is not known.
fn standings(table: &Simulated) -> Option<Vec<Standing>> {
    let (runs, basis) = (&table.shown.runs, &table.basis);
    let noise = basis.noise(runs);
    noise.deviation()?;
    let is_sound = |row| basis.is_sound(runs, row);
    let noisy = Noisy { measures: &basis.measures(runs), is_sound: &is_sound, noise };
    Some(noisy.standings(&basis.configurations(runs, &all(&table.shown))))
}

/// Chances told, and whether each came true, by tenths.
#[derive(Default)]
pub struct Bins([(f64, f64, f64); 10]);

impl Bins {
    pub fn add(&mut self, chance: f64, is_true: bool) {
        let bin = &mut self.0[((chance * 10.0) as usize).min(9)];
        *bin = (bin.0 + 1.0, bin.1 + chance, bin.2 + f64::from(u8::from(is_true)));
    }

    /// Of each bin with so many: how many, the mean chance told and the share that came true.
    pub fn with(&self, least: f64) -> Vec<(f64, f64, f64)> {
        self.0.iter().filter(|bin| bin.0 >= least).map(|bin| (bin.0, bin.1 / bin.0, bin.2 / bin.0)).collect()
    }
}

#[test]
fn chances_are_calibrated() {
    let (mut of_answer, mut of_all, mut unknown) = (Bins::default(), Bins::default(), 0);
    for seed in 0..simulations() as u64 {
        let table = Simulated::new(seed);
        let Some(standings) = standings(&table) else {
            unknown += 1;
            continue;
        };
        let cheapest = table.true_cheapest();
        for (at, standing) in standings.iter().enumerate() {
            let (chance, is_true) = (standing.chance.unwrap(), table.configuration_of(standing.best) == cheapest);
            of_all.add(chance, is_true);
            if at == 0 {
                of_answer.add(chance, is_true);
            }
        }
    }
    println!("answer: {:.3?}\nall: {:.3?}\nunknown: {unknown}", of_answer.with(1.0), of_all.with(1.0));
    let enough = of_all.with(50.0);
    assert!(enough.len() >= if simulations() < 1000 { 4 } else { 10 }, "{enough:?}");
    for (count, told, came) in enough {
        // Of few tables the share that came true is itself uncertain: two of its standard errors are allowed on top.
        let room = if simulations() < 1000 { 2.0 * (told * (1.0 - told) / count).sqrt() } else { 0.0 };
        assert!((told - came).abs() <= 0.08 + room, "{count} told {told:.3}, came {came:.3}");
    }
    // Of the answers alone there are few: the same uncertainty whatever the number of tables.
    for (count, told, came) in of_answer.with(50.0) {
        let room = 2.0 * (told * (1.0 - told) / count).sqrt();
        assert!((told - came).abs() <= 0.08 + room, "the answer: {count} told {told:.3}, came {came:.3}");
    }
}

#[test]
fn the_local_estimate_is_hardly_biased() {
    let (mut raw, mut local, mut count) = (0.0, 0.0, 0);
    for seed in 0..simulations() as u64 {
        let table = Simulated::new(seed);
        let Some(standings) = standings(&table) else { continue };
        let answer = &standings[0];
        if answer.near < 2 {
            continue;
        }
        let found = &table.configurations[table.configuration_of(answer.best)];
        let truth = found.best_true_usd(&table);
        raw += (table.shown.runs.ranked_cost()[answer.best] / truth).ln() / table.noise;
        local += (answer.local_usd / truth).ln() / table.noise;
        count += 1;
    }
    let (raw, local) = (raw / f64::from(count), local / f64::from(count));
    println!("{count} tables: the cheapest run {raw:.3}, local {local:.3} of the noise");
    assert!(raw < -0.8, "the cheapest run is quoted too cheap: {raw}");
    assert!(local.abs() < raw.abs() / 3.0, "{local} of {raw}");
}

#[test]
fn noise_is_found_from_neighbours() {
    let mut ratios: Vec<f64> = Vec::new();
    for seed in 0..simulations() as u64 {
        let table = Simulated::new(seed);
        let found = table.basis.noise(&table.shown.runs);
        assert!(matches!(found.source, Source::Neighbours { .. } | Source::Assumed), "nothing repeats");
        ratios.extend(found.deviation().map(|deviation| (deviation / table.noise).ln()));
    }
    assert!(ratios.len() * 2 > simulations());
    let mean = ratios.iter().sum::<f64>() / ratios.len() as f64;
    assert!(mean.abs() < 0.1, "noise is {:.3} times what it should be", mean.exp());
}

#[test]
fn chances_are_the_same_again() {
    for seed in 0..5 {
        assert_eq!(standings(&Simulated::new(seed)), standings(&Simulated::new(seed)));
    }
}

#[test]
fn tables_are_the_same_for_the_same_seed_and_hold_what_is_true() {
    let (one, same, other) = (Simulated::new(7), Simulated::new(7), Simulated::new(8));
    assert_eq!(one.shown.runs.vus, same.shown.runs.vus);
    assert_eq!(one.shown.runs.throughput_req_per_sec, same.shown.runs.throughput_req_per_sec);
    assert_ne!(one.shown.runs.throughput_req_per_sec, other.shown.runs.throughput_req_per_sec);
    let (mut squares, mut rows) = (0.0, 0);
    for seed in 0..simulations() as u64 {
        let table = Simulated::new(seed);
        let runs = &table.shown.runs;
        assert_eq!(
            table.configurations.len(),
            table.basis.configurations(runs, &(0..runs.rows).collect::<Vec<_>>()).len()
        );
        for found in &table.configurations {
            let (first, last) = (runs.vus[found.rows[0]], runs.vus[found.rows[found.rows.len() - 1]]);
            let cheaper = found.true_usd(first) / found.true_usd(last) - 1.0;
            assert!((found.true_gain(first, last) - cheaper).abs() < 1e-9, "what is gained makes it cheaper");
            for &row in &found.rows {
                let off = (runs.ranked_cost()[row] / found.true_usd(runs.vus[row])).ln() / table.noise;
                squares += off * off;
                rows += 1;
            }
        }
    }
    let deviation = (squares / rows as f64).sqrt();
    assert!((deviation - 1.0).abs() < 0.03, "noise of {deviation} times what it should be");
}

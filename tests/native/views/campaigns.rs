//! Two tables of the same configurations side by side: better, worse, or within noise.

use std::sync::Arc;

use crate::support::shown::{all, joined};
use crate::support::tables::{number, table, text};
use isocost::analysis::stats::noise::Noise;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::compare::campaigns::listing;
use isocost::page::compare::offer::Offer;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::text_table::Listing;

/// Runs of one hardware: batch size, VUs and throughput.
fn campaign(runs: &[(f64, f64, f64)]) -> Table {
    let of = |pick: fn(&(f64, f64, f64)) -> f64| runs.iter().map(pick).collect::<Vec<_>>();
    let latency: Vec<f64> = runs.iter().map(|run| 1000.0 * run.1 / run.2).collect();
    table(vec![
        text("hw_type", &vec![Some("h"); runs.len()]),
        number("batch_size", &of(|run| run.0)),
        number("vus", &of(|run| run.1)),
        number("avg_latency_ms", &latency),
        number("throughput_req_per_sec", &of(|run| run.2)),
        number("1B_cost", &of(|run| 1e5 / run.2)),
    ])
}

fn told(shown: &ActiveTable, noise: Noise) -> Option<Listing> {
    listing(shown, &Offer::of(shown), &all(shown), noise)
}

#[test]
fn each_configuration_is_better_worse_or_within_noise() {
    let before = campaign(&[
        (1.0, 1.0, 10.0),
        (1.0, 2.0, 20.0),
        (1.0, 4.0, 30.0),
        (2.0, 4.0, 50.0),
        (4.0, 8.0, 80.0),
        (8.0, 1.0, 9.0),
    ]);
    // Batch 1: +10 % at three loads, one of them 2.5 % off; batch 2: −5 %; batch 4: +1 %; batch 8 was run elsewhere.
    let after = campaign(&[
        (1.0, 1.0, 11.0),
        (1.0, 2.0, 22.0),
        (1.0, 4.1, 33.0),
        (2.0, 4.0, 47.5),
        (4.0, 8.0, 80.8),
        (8.0, 2.0, 9.0),
    ]);
    let shown = joined([("a/old", before), ("a/new", after)]);
    let noise = Basis::of(&shown.runs).noise(&shown.runs);
    let found = told(&shown, noise).expect("the same configurations");
    let cells: Vec<Vec<&str>> =
        found.lines.iter().map(|line| line.cells.iter().map(|cell| cell.as_str()).collect()).collect();
    assert_eq!(
        cells,
        [
            ["h, batch size 1", "new", "3", "+10.0%", "±1.5%", "better"],
            ["h, batch size 2", "new", "1", "−5.0%", "±2.0%", "worse"],
            ["h, batch size 4", "new", "1", "+1.0%", "±2.0%", "within noise"],
        ]
    );
    assert_eq!(
        found.sentence,
        "Against old, throughput at the same loads: 1 better, 1 worse, 1 within noise, of 3 configurations that both ran. \
         2.0% is assumed to be noise: no load was run twice, and too few pairs of runs of one configuration lie within 3% \
         of load."
    );
    // A line leads to a run of the later table.
    assert!(found.lines.iter().all(|line| line.row.is_some_and(|row| row >= 6)));
    // Where runs differ by up to 20 %, only the first may be told apart, and not by three loads.
    let loud = told(&shown, Noise { share: 0.2, ..noise }).expect("the same configurations");
    assert!(loud.lines.iter().all(|line| line.cells[5] == "within noise"));
}

#[test]
fn nothing_in_both_is_no_table() {
    let one = campaign(&[(1.0, 1.0, 10.0), (1.0, 2.0, 20.0)]);
    let other = campaign(&[(1.0, 64.0, 10.0), (2.0, 1.0, 20.0)]);
    let shown = joined([("a/old", one.clone()), ("a/new", other)]);
    let noise = Basis::of(&shown.runs).noise(&shown.runs);
    assert_eq!(told(&shown, noise), None);
    assert_eq!(listing(&shown, &Offer::of(&shown), &[], noise), None);
    let alone = Arc::new(crate::support::shown::made_table(one));
    assert_eq!(told(&alone, noise), None);
}

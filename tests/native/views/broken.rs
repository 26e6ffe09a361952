//! Which limits a run breaks, in its tip and in the drawer; what is not known of a run is left out of both.

use std::sync::Arc;

use crate::support::shown::{all, made_table, real};
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::slo::broken;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::limits::broken::{broken_words, fields};
use isocost::page::runs::one_run::OneRun;
use isocost::page::scatter::view as scatter_view;
use isocost::page::tables::active_table::ActiveTable;

const NAN: f64 = f64::NAN;

fn served() -> ActiveTable {
    made_table(table(vec![
        text("hw_type", &[Some("l4"), Some("t4"), Some("l4")]),
        number("vus", &[1.0, 2.0, 4.0]),
        number("throughput_req_per_sec", &[10.0, 18.0, 25.0]),
        number("avg_latency_ms", &[100.0, 110.0, 160.0]),
        number("p95_latency_ms", &[120.0, 500.01, NAN]),
        number("ttft_p95_ms", &[20.0, 812.0, 30.0]),
    ]))
}

fn words(pairs: &[(&str, &str)], row: usize) -> Vec<String> {
    let shown = served();
    let choice = Choice::from_pairs(pairs.iter().copied());
    broken_words(&shown, &Basis::of(&shown.runs), &choice.limits, row)
}

#[test]
fn each_with_the_runs_own_value() {
    assert!(words(&[("limit", "ttft95:500"), ("max_p95_ms", "400")], 0).is_empty());
    assert_eq!(
        words(&[("limit", "ttft95:500"), ("max_avg_ms", "105.5")], 1),
        ["average latency ≤ 105.5 ms: 110 ms", "TTFT p95 ≤ 500 ms: 812 ms"]
    );
    // Four digits would say that 500 ms is above 500 ms.
    assert_eq!(words(&[("max_p95_ms", "500")], 1), ["p95 latency ≤ 500 ms: just above 500 ms"]);
    assert_eq!(words(&[("max_p95_ms", "500")], 2), ["p95 latency ≤ 500 ms: not known"]);
    assert_eq!(words(&[("min_req_per_sec", "20")], 0), ["request throughput ≥ 20 req/s: 10 req/s"]);
    assert_eq!(words(&[("allow_hw", "l4")], 1), ["T4 is not allowed"]);
    assert_eq!(words(&[("limit", "tpot:10")], 0).len(), 1, "a measure that the table lacks is kept by no run");
}

/// As many as there are, of every run and limit.
#[test]
fn none_is_left_out() {
    let shown = real("classification");
    let basis = Basis::of(&shown.runs);
    let choice = Choice::from_pairs([("max_p95_ms", "400"), ("max_avg_ms", "90"), ("min_req_per_sec", "300")]);
    let mut counts = [0; 4];
    for row in all(&shown) {
        let told = fields(&shown, &basis, &choice.limits, row);
        let set = choice.limits.limits(&shown.runs);
        assert_eq!(told.len(), broken(&basis.measures(&shown.runs), &set, row).count());
        assert!(told.iter().all(|(name, words)| *name == "Breaks" && words.contains(": ")), "{told:?}");
        counts[told.len()] += 1;
    }
    assert!(counts.iter().all(|&count| count > 0), "{counts:?}");
}

#[test]
fn the_drawer_says_them_too() {
    let shown = Arc::new(served());
    let basis = Basis::of(&shown.runs);
    let choice = Choice::from_pairs([("limit", "ttft95:500")]);
    let run = |row| OneRun::new(&shown, &basis, (&[0, 1, 2], &[0, 2]), &choice, row).unwrap();
    assert_eq!(run(1).breaks, ["TTFT p95 ≤ 500 ms: 812 ms"]);
    assert!(run(0).breaks.is_empty());
    assert!(run(2).as_answer.iter().all(|(_, value, _)| value != "–"), "{:?}", run(2).as_answer);
}

#[test]
fn what_is_not_known_is_left_out() {
    let names = |shown: &ActiveTable, row: usize| -> Vec<&str> {
        scatter_view::fields(None, shown, row).into_iter().map(|(name, _)| name).collect()
    };
    // Neither costs nor batch sizes; one p95 is missing.
    let shown = served();
    assert_eq!(names(&shown, 0), ["VUs", "Throughput", "Avg latency", "p95 latency"]);
    assert_eq!(names(&shown, 2), ["VUs", "Throughput", "Avg latency"]);
    let all = ["Cost", "VUs", "Batch size", "Throughput", "Avg latency", "p95 latency"];
    assert_eq!(names(&real("classification"), 0), all);
}

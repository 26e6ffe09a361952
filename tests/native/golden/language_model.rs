//! The bundled table of a language model at its assumed prices: answers that were worked out apart from this project, from
//! $ per 1M output tokens = price of a GPU / 3600 / output tokens per second and GPU · 10⁶, in which the GPUs cancel out.

use crate::support::bundled;
use crate::support::shown::all;
use crate::support::tables::close;
use isocost::analysis::decide::hosted::Tokens;
use isocost::data::bundled::LLM;
use isocost::data::runs::checks::numbers;
use isocost::data::runs::prices::{PriceFrom, PriceList};
use isocost::data::token_mix::mix;
use isocost::page::answer::columns::price_of;
use isocost::page::choice::filters::Choice;
use isocost::page::money::prices::PricesView;
use isocost::page::tables::active_table::{ActiveTable, Bill};

fn value(shown: &ActiveTable, name: &str, row: usize) -> f64 {
    numbers(&shown.runs, name).unwrap_or_else(|| panic!("no column {name}"))[row]
}

fn label(shown: &ActiveTable, name: &str, row: usize) -> String {
    shown.runs.columns.iter().find(|column| column.name == name).unwrap().text(row)
}

/// $ per 1M output tokens, from the cost of requests and the tokens of each.
fn per_million(shown: &ActiveTable, row: usize) -> f64 {
    let tokens = mix(&shown.runs, &[row]).unwrap();
    tokens.usd_per_million(shown.runs.cost_usd_per_billion[row] / 1e9, Tokens::Output)
}

/// `mi355x tp1 c128`.
fn name(shown: &ActiveTable, row: usize) -> String {
    let engine = label(shown, "framework", row);
    let (tp, conc) = (value(shown, "tp", row), value(shown, "conc", row));
    format!("{} {engine} tp{tp} c{conc}", shown.runs.hw_type.label(row))
}

/// The cheapest of a workload within limits on the time to the first token (p99) and on that of each further one, seconds.
fn cheapest(shown: &ActiveTable, isl: f64, ttft_p99: f64, tpot: f64) -> (usize, Vec<(String, f64)>) {
    let is = |row: &usize| {
        value(shown, "isl", *row) == isl
            && value(shown, "osl", *row) == 1024.0
            && value(shown, "p99_ttft", *row) <= ttft_p99
            && value(shown, "mean_tpot", *row) <= tpot
    };
    let mut found: Vec<(String, f64)> =
        all(shown).into_iter().filter(is).map(|row| (name(shown, row), per_million(shown, row))).collect();
    found.sort_by(|a, b| a.1.total_cmp(&b.1));
    (found.len(), found)
}

#[test]
fn the_cheapest_of_each_workload_and_limit() {
    let shown = bundled(LLM.dataset);
    let none = f64::INFINITY;
    for (isl, ttft, tpot, runs, first, second) in [
        (1024.0, none, none, 70, ("mi355x atom tp1 c128", 0.0949), ("mi355x atom tp1 c64", 0.1420)),
        (1024.0, 1.0, 0.01, 61, ("b200 trt tp2 c128", 0.1789), ("mi355x atom tp1 c32", 0.2208)),
        (1024.0, 0.5, 0.005, 30, ("b200 trt tp2 c16", 0.8112), ("b200 vllm tp4 c32", 0.8938)),
        (8192.0, none, none, 74, ("mi355x atom tp1 c128", 0.1672), ("mi355x atom tp1 c64", 0.2092)),
        (8192.0, 1.0, 0.01, 29, ("b200 trt tp2 c16", 0.9152), ("mi355x atom tp1 c4", 0.9904)),
        (8192.0, 0.5, 0.005, 15, ("b200 trt tp2 c8", 1.3765), ("b200 vllm tp2 c8", 1.6259)),
    ] {
        let (found, best) = cheapest(&shown, isl, ttft, tpot);
        assert_eq!(found, runs, "{isl} {ttft} {tpot}");
        for (at, (name, usd)) in [first, second].into_iter().enumerate() {
            assert!(best[at].0 == name && (best[at].1 - usd).abs() <= 5e-5, "{isl} {ttft} {tpot}: {:?}", best[at]);
        }
    }
}

#[test]
fn the_cost_of_a_run_is_that_of_all_its_gpus() {
    let shown = bundled(LLM.dataset);
    let row = |wanted: &str, isl: f64| {
        let is = |row: &usize| {
            name(&shown, *row) == wanted && value(&shown, "isl", *row) == isl && value(&shown, "osl", *row) == 1024.0
        };
        all(&shown).into_iter().find(is).unwrap()
    };
    // 1,280 requests in 134.139 s, at $3.00 an hour.
    let best = row("mi355x atom tp1 c128", 1024.0);
    assert!(close(shown.runs.throughput_req_per_sec[best], 9.542_35, 1e-6));
    assert!(close(shown.runs.cost_usd_per_billion[best], 87_330.0, 1e-4), "{}", shown.runs.cost_usd_per_billion[best]);
    let eight = all(&shown).into_iter().find(|&row| name(&shown, row).starts_with("mi355x atom tp8")).unwrap();
    assert_eq!((price_of(&shown, best), price_of(&shown, eight)), (3.0, 24.0));
}

#[test]
fn prices_are_shown_as_assumptions() {
    let shown = bundled(LLM.dataset);
    assert!(
        shown.runs.prices.iter().all(|pair| pair.from == PriceFrom::Assumed && pair.base.from == PriceFrom::Assumed)
    );
    let view = PricesView::new(&shown, &PriceList::default(), &[]);
    let told: Vec<(&str, &str, &str)> =
        view.lines.iter().map(|line| (line.hardware.as_str(), line.value.as_str(), line.reason.as_str())).collect();
    assert_eq!(
        told,
        [
            ("b200", "5.50", "Assumption, per GPU: between the 4.50 and 6.00 of lyceum.technology, 2026-03-11."),
            ("h100", "2.95", "Assumption, per GPU: Nebius by opslyft.com, 2026-06-01."),
            ("h200", "3.50", "Assumption, per GPU: docs.nebius.com, October 2025."),
            ("mi355x", "3.00", "Assumption, per GPU: no source found."),
        ]
    );
    assert!(
        !view.asks && view.summary.starts_with("Per hour, 4 prices assumed, per GPU: b200 $5.50"),
        "{}",
        view.summary
    );
    // The reader's own counts before, and per GPU as well.
    let mut prices = PriceList::default();
    prices.set("", "mi355x", Some(6.0));
    let own = std::sync::Arc::new(shown).priced(&Bill::of(&Choice { prices: prices.clone(), ..Choice::default() }));
    let dearer = all(&own).into_iter().find(|&row| own.runs.hw_type.label(row) == "mi355x").unwrap();
    assert_eq!(price_of(&own, dearer), 6.0 * value(&own, "tp", dearer));
    let line = PricesView::new(&own, &prices, &[]).lines.swap_remove(3);
    assert_eq!(line.reason, "Yours; $3.00 in what is assumed.");
}

#[test]
fn nothing_is_assumed_of_another_table() {
    let shown = bundled(LLM.dataset);
    let mut table = LLM.table();
    assert_eq!(table.notes.said.len(), 5);
    assert!(table.notes.said[0].contains("InferenceX") && table.notes.said[0].contains("Apache License 2.0"));
    table.notes = isocost::data::table::notes::Notes::default();
    let plain = crate::support::shown::made_table(table);
    assert!(plain.runs.prices.iter().all(|pair| pair.from == PriceFrom::Unknown));
    assert_eq!(plain.runs.rows, shown.runs.rows);
}

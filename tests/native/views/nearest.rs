//! The nearest runs where none qualifies.

use std::sync::Arc;

use super::alternatives::{of, p95, steady, told};
use crate::support::shown::{bundled, made_table, real};
use crate::support::tables::{number, table, text};
use isocost::data::bundled::LLM;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::alternatives::List;
use isocost::page::tables::active_table::{ActiveTable, Bill};

fn near(shown: &ActiveTable, choice: &Choice) -> Vec<String> {
    let table = of(shown, choice).table(List::TradeOffs, 9);
    assert!(table.rows.is_empty() && table.outside_title == "Nearest runs, by what they miss");
    assert_eq!(table.heads[1].head.title, "Misses by");
    assert!(table.outside.iter().all(|row| row.cells[1].warns && !row.breaks_beside_name && !row.is_answer));
    told(&table.outside)
}

/// The page's 50 ms: what is fastest of each configuration, all of L4.
#[test]
fn one_of_each_configuration_the_nearest_first() {
    let shown = real("classification");
    let mut choice = steady(200.0);
    choice.limits = p95(50.0);
    assert_eq!(
        near(&shown, &choice),
        [
            "L4 · trt-onnx · b32: $584 | +10 ms | 60 ms | 52.9 | 603 | 1 | 33% | 452 | $0.368",
            "L4 · trt-onnx · b128: $584 | +10 ms | 60 ms | 53.1 | 600 | 1 | 33% | 450 | $0.371",
            "L4 · trt-onnx · b1024: $584 | +10 ms | 60 ms | 53.6 | 595 | 1 | 34% | 446 | $0.373",
            "L4 · default · b512: $584 | +11 ms | 61 ms | 52.6 | 606 | 1 | 33% | 454 | $0.367",
            "L4 · trt-onnx · b64: $584 | +11 ms | 61 ms | 53.1 | 600 | 1 | 33% | 450 | $0.370",
            "L4 · trt-onnx · b16: $584 | +11 ms | 61 ms | 54 | 590 | 1 | 34% | 443 | $0.377",
        ]
    );
    let words = of(&shown, &choice).table(List::TradeOffs, 9).outside[0].breaks.clone();
    assert_eq!(words, "p95 latency 60 ms, at most 50 ms is asked");
    // What qualifies has no such list.
    assert_eq!(of(&shown, &steady(200.0)).table(List::TradeOffs, 9).outside_title, "Outside the question");
}

fn made() -> ActiveTable {
    let names = ["a", "b", "c", "d", "e"].map(Some);
    made_table(table(vec![
        text("hw_type", &names),
        number("vus", &[1.0; 5]),
        number("throughput_req_per_sec", &[10.0, 20.0, 30.0, 40.0, 50.0]),
        number("avg_latency_ms", &[100.0, 90.0, 80.0, 70.0, 60.0]),
        number("p95_latency_ms", &[150.0, 140.0, f64::NAN, 400.0, 500.0]),
        number("price_per_hour", &[1.0, 1.0, 1.0, 1.0, f64::NAN]),
    ]))
}

/// The run without a p95 is not known to be near, and what costs nothing known is no answer.
#[test]
fn unknown_values_and_costs() {
    let choice = Choice { limits: p95(100.0), ..Choice::default() };
    let names: Vec<String> =
        near(&made(), &choice).iter().map(|row| row[..row.find('|').unwrap() + 9].to_owned()).collect();
    assert_eq!(names, ["b · 1: $13.90 | +40 ms ", "a · 1: $27.80 | +50 ms ", "d · 1: $6.94 | +300 ms"]);
}

/// Each by the limit that it misses; who breaks both is not near.
#[test]
fn two_limits_and_a_limit_of_zero() {
    let mut limits = p95(145.0);
    limits.min_throughput_req_per_sec = Some(25.0);
    let told = near(&made(), &Choice { limits: limits.clone(), ..Choice::default() });
    let misses: Vec<&str> = told.iter().map(|row| row.split(" | ").nth(1).unwrap()).collect();
    assert_eq!(misses, ["−5 req/s", "+255 ms"], "{told:?}");
    limits.min_throughput_req_per_sec = None;
    limits.max_p95_latency_ms = Some(0.0);
    let told = near(&made(), &Choice { limits, ..Choice::default() });
    assert_eq!(told.iter().map(|row| &row[..1]).collect::<String>(), "bad", "{told:?}");
}

/// Limits on further measures, one of two.
#[test]
fn a_language_model() {
    let choice = Choice::from_pairs([
        ("workload", "1,024 in / 1,024 out tokens"),
        ("limit", "ttft99:1000"),
        ("limit", "tpot:1"),
    ]);
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
    let told = near(&shown, &choice);
    assert_eq!(told.len(), 6, "{told:?}");
    let misses: Vec<&str> = told.iter().map(|row| row.split(" | ").nth(1).unwrap()).collect();
    assert_eq!(misses, ["+1.19 ms", "+1.36 ms", "+1.89 ms", "+1.99 ms", "+2.23 ms", "+2.32 ms"]);
}

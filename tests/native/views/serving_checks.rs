//! Sanity checks of a language model's load tests, each on a table made to fail it, and on the real one.

use crate::support::bundled;
use crate::support::shown::{all, made_table, real};
use crate::support::tables::{number, table, text};
use isocost::data::bundled::LLM;
use isocost::data::runs::checks::Loads;
use isocost::data::table::Table;
use isocost::data::table::column::Column;
use isocost::page::checks::view::{Status, Verdict, every, every_verdict, is_told, listing, summary};
use isocost::page::tables::active_table::ActiveTable;

const NAN: f64 = f64::NAN;

/// Four loads of one configuration, with further columns.
fn runs(further: Vec<Column>) -> Table {
    let mut columns = vec![
        number("vus", &[1.0, 2.0, 4.0, 8.0]),
        number("avg_latency_ms", &[100.0, 110.0, 130.0, 200.0]),
        number("throughput_req_per_sec", &[10.0, 18.0, 30.0, 40.0]),
        text("hw_type", &[Some("h100"); 4]),
        number("price_per_hour", &[3.0; 4]),
    ];
    columns.extend(further);
    table(columns)
}

fn check(shown: &ActiveTable, key: &str) -> Verdict {
    let at = every().position(|(name, ..)| *name == key).unwrap();
    every_verdict(shown, &Loads::of(&shown.runs), &all(shown)).swap_remove(at)
}

fn of(further: Vec<Column>, key: &str) -> Verdict {
    check(&made_table(runs(further)), key)
}

fn rows(verdict: &Verdict) -> Vec<usize> {
    verdict.affected.iter().map(|affected| affected.row).collect()
}

#[test]
fn percentiles_of_few_requests_are_marked_and_kept() {
    let p99 = |values: [f64; 4]| number("p99_ttft_ms", &values);
    let sent = number("num_prompts", &[40.0, 99.0, 100.0, 1280.0]);
    let found = of(vec![p99([900.0; 4]), sent.clone()], "percentiles");
    assert_eq!((found.status, rows(&found)), (Status::Warn, vec![0, 1]));
    assert!(
        found.sentence.starts_with("In 2 of 4 runs the 99th percentile is of fewer than 100 requests"),
        "{found:?}"
    );
    assert_eq!(found.affected[0].note, "p99 of 40 requests");
    // Marked, and not missing.
    let shown = made_table(runs(vec![p99([900.0; 4]), sent.clone()]));
    assert_eq!(check(&shown, "values").status, Status::Pass);
    assert_eq!(of(vec![p99([900.0, NAN, 900.0, 900.0]), sent], "percentiles").affected.len(), 1, "no percentile");
    let fine = of(vec![p99([900.0; 4]), number("num_prompts", &[1000.0, NAN, 1000.0, 1000.0])], "percentiles");
    assert_eq!(
        (fine.status, fine.sentence.ends_with("1 run does not say of how many requests.")),
        (Status::Pass, true)
    );
    assert_eq!(of(vec![p99([900.0; 4])], "percentiles").status, Status::Absent);
}

#[test]
fn times_that_fall_while_the_load_rises() {
    let tpot = |values: [f64; 4]| vec![number("mean_ttft_ms", &[50.0; 4]), number("mean_tpot_ms", &values)];
    assert_eq!(of(tpot([10.0, 11.0, 12.0, 15.0]), "falls").status, Status::Pass);
    assert_eq!(of(tpot([10.0, 9.85, 12.0, 15.0]), "falls").status, Status::Pass, "within noise");
    let found = of(tpot([10.0, 8.0, 12.0, 9.0]), "falls");
    assert_eq!((found.status, rows(&found)), (Status::Warn, vec![3, 1]), "the furthest first");
    assert!(found.sentence.contains("the time per token falls 2 times by more than noise"), "{found:?}");
    assert_eq!(found.affected[1].note, "time per token 8 ms, 10 ms at the load before");
    assert_eq!(of(Vec::new(), "falls").status, Status::Absent, "no language model");
    // Over another workload nothing rises.
    let mut two = tpot([10.0, 8.0, 12.0, 9.0]);
    two.push(number("osl", &[1024.0, 128.0, 1024.0, 128.0]));
    assert_eq!(of(two, "falls").status, Status::Pass);
    // Latencies too, and a missing value is no fall.
    let mut latency = runs(tpot([10.0, NAN, 12.0, 13.0]));
    latency.columns[1] = number("avg_latency_ms", &[100.0, 50.0, 130.0, 200.0]);
    let found = check(&made_table(latency), "falls");
    assert!(rows(&found) == [1] && found.sentence.contains("the latency falls 1 time by"), "{found:?}");
}

#[test]
fn rates_that_were_not_reached() {
    let asked = |values: [f64; 4]| vec![number("request_rate", &values)];
    assert_eq!(of(asked([10.0, 18.5, 31.0, 40.0]), "reached").status, Status::Pass);
    let found = of(asked([10.0, 20.0, 40.0, 100.0]), "reached");
    assert_eq!((found.status, rows(&found)), (Status::Warn, vec![3, 2, 1]));
    assert_eq!(found.affected[0].note, "40 of 100 req/s");
    assert!(found.sentence.starts_with("3 of 4 runs stayed more than 5% below the rate asked for"), "{found:?}");
    assert_eq!(of(asked([f64::INFINITY; 4]), "reached").status, Status::Absent, "no bound asks for nothing");
    assert_eq!(of(Vec::new(), "reached").status, Status::Absent);
}

#[test]
fn statistics_that_cannot_be() {
    let ttft = |mean: [f64; 4], p50: [f64; 4], p99: [f64; 4]| {
        vec![number("mean_ttft_ms", &mean), number("median_ttft_ms", &p50), number("p99_ttft_ms", &p99)]
    };
    // A mean above the 99th percentile: few, but very slow requests.
    assert_eq!(of(ttft([300.0; 4], [50.0; 4], [200.0; 4]), "statistics").status, Status::Pass);
    // Half of the median is the least that a mean can be.
    let found = of(ttft([50.0, 51.0, 49.0, 100.0], [100.0; 4], [200.0; 4]), "statistics");
    assert_eq!((found.status, rows(&found)), (Status::Fail, vec![2]));
    assert!(found.affected[0].note.contains("49 ms") && found.affected[0].note.contains("100 ms"), "{found:?}");
    // Percentiles that fall; a hundredth of the 99th.
    let found =
        of(ttft([90.0, 90.0, 90.0, NAN], [100.0, 100.0, 100.0, 100.0], [99.9, 80.0, 9500.0, NAN]), "statistics");
    assert_eq!((found.status, rows(&found)), (Status::Fail, vec![1, 2]));
    assert_eq!(of(Vec::new(), "statistics").status, Status::Absent);
    // A statistic that stands in for the mean proves nothing.
    let mut stands_in = runs(vec![number("p99_latency_ms", &[500.0; 4])]);
    stands_in.columns[1] = number("p50_latency_ms", &[100.0, 110.0, 130.0, 200.0]);
    assert_eq!(check(&made_table(stands_in), "statistics").status, Status::Pass);
}

#[test]
fn tokens_and_cache_hits_that_differ() {
    let tokens = |out: [f64; 4]| vec![number("osl", &[200.0; 4]), number("output_tokens", &out)];
    assert_eq!(of(tokens([200.0, 205.0, 196.0, 200.0]), "tokens").status, Status::Pass);
    // Where nobody says what was asked for, other tokens are another workload, which is never compared.
    assert_eq!(of(vec![number("output_tokens", &[200.0, 205.0, 150.0, 200.0])], "tokens").status, Status::Pass);
    let found = of(tokens([200.0, 205.0, 150.0, 200.0]), "tokens");
    assert_eq!((found.status, rows(&found)), (Status::Warn, vec![2]));
    assert_eq!(found.affected[0].note, "150 output tokens, median 200");
    assert!(found.sentence.contains("output tokens in 1 run."), "{found:?}");
    let found = of(vec![number("cache_hit_rate", &[0.5, 0.52, 0.5, 0.6])], "tokens");
    assert_eq!((found.status, rows(&found)), (Status::Warn, vec![3]));
    assert_eq!(found.affected[0].note, "60.0% cache hits, median 51.0%");
    assert_eq!(of(Vec::new(), "tokens").status, Status::Absent);
}

#[test]
fn tokens_that_differ_from_those_asked_for_are_noted_once() {
    let columns = |reached: f64| {
        vec![
            number("osl", &[1000.0; 4]),
            number("completed", &[10.0; 4]),
            number("total_input_tokens", &[5000.0; 4]),
            number("total_output_tokens", &[reached * 10.0; 4]),
        ]
    };
    let found = of(columns(900.0), "tokens");
    assert_eq!((found.status, found.affected.len()), (Status::Pass, 0));
    assert!(
        found.sentence.ends_with(
            "The median run had 90% of the output tokens asked for: the tokens reached are what is counted."
        ),
        "{found:?}"
    );
    assert!(!of(columns(990.0), "tokens").sentence.contains("asked for"), "alike");
}

#[test]
fn encoders_are_told_no_more_than_before() {
    for name in ["vision-embedding", "embedding", "classification"] {
        let shown = real(name);
        let found = every_verdict(&shown, &Loads::of(&shown.runs), &all(&shown));
        let told = found.iter().enumerate().filter(|(nth, verdict)| is_told(*nth, verdict.status)).count();
        assert_eq!(told, 9, "{name}");
        assert!(listing(&found).lines.iter().all(|line| !line.cells[0].as_str().contains("Percentiles of few")));
        assert!(summary(&found, (80, 80)).starts_with("80 runs: "));
    }
}

#[test]
fn the_real_table_is_checked() {
    let shown = bundled(LLM.dataset);
    let percentiles = check(&shown, "percentiles");
    // 10 requests for each in flight: 40 and 80 of them.
    assert_eq!(percentiles.status, Status::Warn, "{}", percentiles.sentence);
    assert!(
        percentiles
            .affected
            .iter()
            .all(|affected| ["p99 of 40 requests", "p99 of 80 requests"].contains(&affected.note.as_str()))
    );
    assert_eq!(check(&shown, "statistics").status, Status::Pass, "means above the 99th percentile are possible");
    assert_eq!(check(&shown, "reached").status, Status::Absent);
    let tokens = check(&shown, "tokens");
    assert!(
        tokens.sentence.contains("90% of the input tokens asked for and 90% of the output tokens asked for"),
        "{tokens:?}"
    );
    assert_eq!(check(&shown, "failed").status, Status::Pass);
}

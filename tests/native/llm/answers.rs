//! Answers of the InferenceX table that were computed by hand: winners per workload and limit, fronts, derived latencies.

use super::{P1, P2, inferencex, priced};
use crate::support::tables::{close, number, table};
use isocost::analysis::decide::answer::{Limit, Measure, Question, Solver};
use isocost::analysis::stats::median::median;
use isocost::data::runs::checks;
use isocost::data::runs::derive::How;
use isocost::data::runs::filter::Filter;
use isocost::data::runs::gpus::GpusFrom;
use isocost::data::runs::roles::Role;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::runs::work::Work;
use isocost::data::table::Table;
use isocost::page::answer::columns::Columns;
use isocost::page::tables::active_table::{ActiveTable, Provenance};
use isocost::page::tables::table_source::TableSource;

const SHORT: &str = "1,024 in / 1,024 out tokens";
const THINKING: &str = "1,024 in / 8,192 out tokens";
const LONG: &str = "8,192 in / 1,024 out tokens";

fn in_tokens(prices: &str) -> RunTable {
    priced(inferencex(), prices).with_work(Work::OutputTokens)
}

fn rows(runs: &RunTable, workload: &str) -> Vec<usize> {
    let filter = Filter { workload: Some(workload.to_owned()), ..Filter::default() };
    filter.rows(runs, &runs.batch_sizes)
}

/// `b200 trt tp2 ep2 dpa c128`; expert parallelism of 1 is left out.
fn name(runs: &RunTable, row: usize) -> String {
    let column = |name: &str| runs.columns.iter().find(|column| column.name == name).unwrap();
    let number = |name: &str| column(name).numbers().unwrap()[row];
    let mut text = format!("{} {} tp{}", column("hw").text(row), column("framework").text(row), number("tp"));
    if number("ep") > 1.0 {
        text += &format!(" ep{}", number("ep"));
    }
    if column("dp_attention").text(row) == "true" {
        text += " dpa";
    }
    format!("{text} c{}", number("conc"))
}

fn shown(runs: RunTable) -> ActiveTable {
    ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs)
}

/// How many runs keep the limits, ms, and the cheapest of them by the page's own solver, with its cost.
fn winner(runs: &RunTable, workload: &str, limits: &[(&str, f64)]) -> (usize, String, f64) {
    let shown = shown(runs.clone());
    let basis = Basis::of(&shown.runs);
    let columns = Columns::of(&shown, &basis);
    let values: Vec<_> = limits.iter().map(|(key, _)| runs.measure(key).unwrap()).collect();
    let bounds = values.iter().zip(limits);
    let limits = bounds
        .map(|(values, (_, bound))| Limit { measure: Measure::Latency, values: values[..].into(), bound: *bound })
        .collect();
    let question = Question { limits, ..Question::default() };
    let solver = Solver::new(columns.candidates(&shown), question, &rows(runs, workload));
    let best = solver.best(solver.passing()).unwrap();
    (solver.passing().len(), name(runs, best.row), best.usd_per_unit * 1e6)
}

#[test]
fn winners_per_workload_and_limit() {
    let (p1, p2) = (in_tokens(P1), in_tokens(P2));
    let second = [("ttft99", 1000.0), ("tpot", 10.0)];
    let half = [("ttft99", 500.0), ("tpot", 5.0)];
    for (workload, limits, passing, wanted, usd, at_p2) in [
        (SHORT, &[][..], 70, "mi355x atom tp1 c128", 0.0949, 0.0664),
        (SHORT, &second[..], 61, "b200 trt tp2 ep2 dpa c128", 0.1789, 0.0943),
        (SHORT, &half[..], 30, "b200 trt tp2 c16", 0.8112, 0.4277),
        (LONG, &[][..], 74, "mi355x atom tp1 c128", 0.1672, 0.1170),
        (LONG, &second[..], 29, "b200 trt tp2 c16", 0.9152, 0.4826),
        (LONG, &half[..], 15, "b200 trt tp2 c8", 1.3765, 0.7258),
    ] {
        for (runs, usd) in [(&p1, usd), (&p2, at_p2)] {
            let (found, name, cost) = winner(runs, workload, limits);
            assert_eq!((found, name.as_str()), (passing, wanted), "{workload} {limits:?}");
            assert!((cost - usd).abs() < 5.1e-5, "{workload} {limits:?}: {cost}");
        }
    }
    let (found, name, cost) = winner(&p1, LONG, &[("ttft", 200.0)]);
    assert_eq!((found, name.as_str()), (34, "b200 trt tp2 c32"));
    assert!((cost - 0.6168).abs() < 5.1e-5, "{cost}");
}

#[test]
fn second_places() {
    let runs = in_tokens(P1);
    for (workload, next, usd) in [(SHORT, "mi355x atom tp1 c64", 0.1420), (LONG, "mi355x atom tp1 c64", 0.2092)] {
        let second = runs.ranking().ranked(&rows(&runs, workload))[1];
        assert_eq!(name(&runs, second), next);
        assert!((runs.ranked_cost()[second] - usd).abs() < 5.1e-5);
    }
}

#[test]
fn prices_at_which_the_winner_changes() {
    for (workload, switch) in [(SHORT, 4.99), (THINKING, 5.25), (LONG, 4.88)] {
        for (price, hardware) in [(switch - 0.01, "mi355x"), (switch + 0.01, "b200")] {
            let runs = in_tokens(&format!("/h100:2.95,/h200:3.5,/b200:5.5,/mi355x:{price}"));
            assert!(winner(&runs, workload, &[]).1.starts_with(hardware), "{workload} at {price}");
        }
    }
}

#[test]
fn what_the_table_says_of_its_runs() {
    let runs = priced(inferencex(), P1);
    let workloads = &runs.workloads;
    assert_eq!(workloads.labels, [SHORT, THINKING, LONG]);
    assert_eq!((workloads.runs.as_slice(), workloads.default()), (&[70, 72, 74][..], 2));
    assert_eq!(runs.gpus_from, GpusFrom::Parallelism);
    assert!(runs.prices.iter().all(|pair| pair.per_gpu));
    let names: Vec<&str> = runs.categories.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["tp", "ep", "dp_attention"]);
    assert_eq!((runs.work, runs.default_work()), (Work::Requests, Work::OutputTokens));
    // 1,280 requests in 134.139 s on one GPU at $3 an hour.
    let row = (0..runs.rows).find(|&row| name(&runs, row) == "mi355x atom tp1 c128").unwrap();
    assert!((runs.ranked_cost()[row] - 87_330.0).abs() < 5.0, "{}", runs.ranked_cost()[row]);
    assert!(close(runs.with_work(Work::OutputTokens).ranked_cost()[row], 3.0 / 3600.0 / 8778.97 * 1e6, 1e-5));
}

#[test]
fn in_and_out_are_the_total_and_requests_agree_with_tokens() {
    let runs = priced(inferencex(), P1);
    let [requests, output, total, input] = Work::ALL.map(|work| runs.rate(work).unwrap());
    let tokens = runs.columns[runs.position(Role::OutputTokens).unwrap()].numbers().unwrap();
    for row in 0..runs.rows {
        assert!(close(input[row] + output[row], total[row], 1e-12), "row {row}");
        assert!(close(requests[row] * tokens[row], output[row], 1e-9), "row {row}");
    }
}

#[test]
fn requests_in_flight() {
    let runs = priced(inferencex(), P1);
    let all: Vec<usize> = (0..runs.rows).collect();
    let ratios: Vec<f64> = checks::in_flight_per_vu(&runs, &all);
    let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ratios.iter().copied().fold(0.0, f64::max);
    for (found, wanted) in [(least, 0.9626), (median(ratios.iter().copied()).unwrap(), 0.9767), (most, 0.9885)] {
        assert!((found - wanted).abs() < 6e-5, "{found} {wanted}");
    }
}

/// The table without the columns whose names hold a word.
fn without(words: &[&str]) -> Table {
    let mut table = inferencex();
    table.columns.retain(|column| !words.iter().any(|word| column.name.contains(word)));
    table
}

/// The least and the greatest ratio of a derived latency to the measured one.
fn ratios(derived: &RunTable) -> (f64, f64) {
    let measured = priced(inferencex(), P1);
    let ratios = derived.avg_latency_ms.iter().zip(measured.avg_latency_ms.iter()).map(|(a, b)| a / b);
    ratios.fold((f64::INFINITY, 0.0), |(least, most), ratio| (f64::min(least, ratio), f64::max(most, ratio)))
}

#[test]
fn latency_of_the_whole_request_from_its_tokens() {
    let runs = priced(without(&["e2el"]), P1);
    assert_eq!(runs.how(Role::AvgLatency).unwrap().how, How::FromTokens);
    let (least, most) = ratios(&runs);
    assert!((least - 0.9981).abs() < 6e-5 && (most - 1.0006).abs() < 6e-5, "{least} {most}");
    assert!(!runs.notes.doubts.iter().any(|doubt| doubt.said.contains("contradict")), "{:?}", runs.notes.doubts);
    // Of the tokens asked for it is 11 % too long.
    let asked = priced(without(&["e2el", "total_", "num_prompts", "completed"]), P1);
    assert_eq!(asked.how(Role::AvgLatency).unwrap().how, How::FromAskedTokens);
    let (least, most) = ratios(&asked);
    assert!((least - 1.099).abs() < 6e-4 && (most - 1.128).abs() < 6e-4, "{least} {most}");
    assert!(asked.how(Role::AvgLatency).unwrap().words().contains("At most"));
}

#[test]
fn a_derived_latency_that_littles_law_denies_is_doubted() {
    let said = |rate: f64| {
        let runs = RunTable::by_default(table(vec![
            number("concurrency", &[10.0]),
            number("request_throughput", &[rate]),
            number("mean_ttft_ms", &[100.0]),
            number("mean_tpot_ms", &[10.0]),
            number("mean_output_tokens", &[91.0]),
        ]))
        .unwrap();
        assert_eq!(runs.avg_latency_ms[0], 1000.0);
        runs.notes.doubts.iter().any(|doubt| doubt.said.contains("contradict"))
    };
    // A second each: 10 at a time make 10 a second.
    assert!(!said(10.0) && !said(9.0) && !said(11.4) && said(8.0) && said(12.0));
}

#[test]
fn requests_of_tokens_where_they_are_not_told() {
    let counted = priced(inferencex(), P1);
    let derived = priced(without(&["request_throughput", "duration"]), P1);
    assert_eq!(derived.how(Role::Throughput).unwrap().how, How::FromTokenRate);
    for row in 0..counted.rows {
        assert!(close(derived.throughput_req_per_sec[row], counted.throughput_req_per_sec[row], 1e-9), "row {row}");
    }
    // Costs of tokens need no requests.
    let cost = |runs: &RunTable| runs.with_work(Work::OutputTokens).ranked_cost().to_vec();
    assert!(cost(&counted).iter().zip(cost(&derived)).all(|(a, b)| close(*a, b, 1e-9)));
}

/// The rows that no other beats in both, by brute force: more is better in both; fastest first.
fn front(runs: &RunTable, workload: &str, measures: [&str; 2]) -> Vec<(usize, f64, f64)> {
    let [x, y] = measures.map(|key| runs.measure(key).unwrap());
    let rows = rows(runs, workload);
    let beats = |a: usize, b: usize| x[a] >= x[b] && y[a] >= y[b] && (x[a] > x[b] || y[a] > y[b]);
    let on_front = rows.iter().copied().filter(|&row| !rows.iter().any(|&other| beats(other, row)));
    let mut front: Vec<(usize, f64, f64)> = on_front.map(|row| (row, x[row], y[row])).collect();
    front.sort_by(|a, b| b.1.total_cmp(&a.1));
    front
}

#[test]
fn fronts_of_interactivity_and_tokens_per_gpu() {
    let runs = in_tokens(P1);
    let short = [
        ("b200 trt tp8 c4", 456.74, 217.40),
        ("b200 trt tp4 c4", 420.03, 404.34),
        ("b200 trt tp4 c8", 361.83, 697.78),
        ("b200 trt tp2 c8", 308.16, 1196.21),
        ("b200 trt tp2 c16", 241.69, 1883.27),
        ("b200 trt tp4 ep4 dpa c64", 200.49, 2973.76),
        ("b200 trt tp2 ep2 dpa c64", 191.72, 5409.86),
        ("b200 trt tp2 ep2 dpa c128", 146.20, 8540.14),
        ("b200 trt tp1 c128", 77.18, 9671.44),
    ];
    let long = [
        ("b200 trt tp8 c4", 429.45, 203.54),
        ("b200 trt tp4 c4", 413.38, 391.03),
        ("b200 trt tp2 c4", 357.67, 678.24),
        ("b200 trt tp2 c8", 288.68, 1109.92),
        ("b200 trt tp2 c16", 219.00, 1669.32),
        ("b200 trt tp2 c32", 160.15, 2476.90),
        ("b200 trt tp2 c64", 112.40, 3488.97),
        ("b200 trt tp2 ep2 dpa c128", 72.99, 4361.41),
        ("b200 trt tp2 c128", 72.17, 4498.67),
        ("b200 vllm tp1 c128", 44.85, 5572.29),
        ("b200 trt tp1 c128", 44.85, 5619.60),
    ];
    for (workload, wanted) in [(SHORT, &short[..]), (LONG, &long[..])] {
        let found = front(&runs, workload, ["user50", "outgpu"]);
        let names: Vec<String> = found.iter().map(|&(row, ..)| name(&runs, row)).collect();
        assert_eq!(names, wanted.iter().map(|wanted| wanted.0).collect::<Vec<_>>(), "{workload}");
        for (&(_, x, y), &(name, fast, cheap)) in found.iter().zip(wanted) {
            assert!((x - fast).abs() < 5.1e-3 && (y - cheap).abs() < 5.1e-3, "{name}: {x} {y}");
        }
        // The same members by tokens in and out.
        let total = front(&runs, workload, ["user50", "tokgpu"]);
        assert_eq!(total.iter().map(|at| at.0).collect::<Vec<_>>(), found.iter().map(|at| at.0).collect::<Vec<_>>());
    }
}

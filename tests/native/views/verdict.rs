//! The verdict in words where things are missing: no rows, one row, no prices, no p95, failures, edges.

use crate::support::shown::{made_table, told_of, verdict_of};
use crate::support::tables::made_of_rows;
use isocost::analysis::decide::slo::Limits;
use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::limits::scale::LimitScale;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::rankings::pins::pinned;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::text_table::{Cell, Listing};

const NAN: f64 = f64::NAN;

/// Hardware, batch size, VUs, latency, throughput, cost, requests sent and answered.
type Run = (&'static str, f64, f64, f64, f64, f64, f64, f64);

fn shown(runs: &[Run]) -> ActiveTable {
    made_table(made_of_rows(
        runs,
        &[(name::HW_TYPE, |run| run.0)],
        &[
            (name::BATCH_SIZE, |run| run.1),
            (name::VUS, |run| run.2),
            (name::AVG_LATENCY_MS, |run| run.3),
            (name::THROUGHPUT, |run| run.4),
            (name::COST, |run| run.5),
            (name::TOTAL_REQUESTS, |run| run.6),
            (name::SUCCESSFUL_REQUESTS, |run| run.7),
        ],
    ))
}

fn verdict(shown: &ActiveTable, limits: &LimitChoice) -> VerdictView {
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    told_of(shown, &Basis::of(&shown.runs), &all, limits)
}

#[test]
fn no_rows_and_no_prices() {
    let one = shown(&[("h", 8.0, 4.0, 400.0, 10.0, 0.0, 100.0, 100.0)]);
    let basis = Basis::of(&one.runs);
    let none = verdict_of(&one, &basis, &[], &LimitChoice::default());
    assert_eq!((none.row, none.sentence.as_str()), (None, "No run passes the filters."));
    let unpriced = verdict(&one, &LimitChoice::default());
    assert_eq!(
        (unpriced.row, unpriced.sentence.as_str()),
        (
            None,
            "The run has no usable cost. Without a price, h, batch size 8, at 4 VUs does the most on one machine: \
             10 req/s."
        )
    );
    let limits = LimitChoice { max_avg_latency_ms: Some(500.0), ..LimitChoice::default() };
    assert_eq!(
        verdict(&one, &limits).sentence,
        "The run within average latency ≤ 500 ms has no usable cost. Without a price, h, batch size 8, at 4 VUs does the \
         most on one machine: 10 req/s."
    );
    assert!(NextView::new(&one, &basis, &[0], &[0], &Limits::default()).lines.is_empty());
    let evidence = EvidenceView::new(&one, &basis, &[0]);
    assert_eq!(evidence.sentence, "Of 1 configuration, throughput at the most load cannot be told in 1.");
    assert_eq!(EvidenceView::new(&one, &basis, &[]).sentence, "No run passes the filters.");
}

#[test]
fn one_row_has_a_verdict_and_its_caveats() {
    let one = shown(&[("h", 8.0, 4.0, 400.0, 10.0, 50.0, 200.0, 150.0)]);
    let view = verdict(&one, &LimitChoice::default());
    assert_eq!(view.sentence, "h, batch size 8, at 4 VUs: $0.0500 per 1M requests, the cheapest of 1 run.");
    let told = |title: &str| view.figures.iter().any(|(name, _)| *name == title);
    assert!(told("average latency") && told("throughput") && !told("p95 latency"), "{:?}", view.figures);
    assert!(!told("saved against the best other hardware"), "one configuration saves nothing");
    assert_eq!(
        view.caveats,
        [
            "It was run at 1 number of VUs only.",
            "25.0% of its requests failed (50 of 200); whether the cost counts them as answered is not known; the latencies \
             may include them.",
            "Batch size 8 is the only one that was tried.",
        ]
    );
    assert_eq!(view.why, ["Throughput × latency adds up: 1.000 requests in flight per VU."]);
}

#[test]
fn unknown_values_are_omitted() {
    let odd = shown(&[("h", NAN, NAN, NAN, 10.0, 50.0, NAN, NAN), ("h", NAN, NAN, 1.0, 10.0, NAN, 1.0, 1.0)]);
    let view = verdict(&odd, &LimitChoice::default());
    assert_eq!(view.sentence, "h: $0.0500 per 1M requests, the cheapest of 2 runs.");
    assert_eq!(
        view.caveats,
        [
            "Nothing usable is known of its VUs, throughput or cost.",
            "It is not known how many of its requests failed.",
            "1 run that passes has no usable cost (0 is an unknown price) and cannot win.",
            "Without a price, h does the most on one machine: 10 req/s.",
        ]
    );
    let limits = LimitChoice { max_avg_latency_ms: Some(5.0), ..LimitChoice::default() };
    let none = verdict(&odd, &limits);
    assert_eq!(none.excluded, ["The limit average latency ≤ 5 ms excludes 1 run; of 1 the value is not known."]);
}

#[test]
fn hardware_is_offered_by_name() {
    let two = shown(&[("a", 8.0, 4.0, 400.0, 10.0, 50.0, 9.0, 9.0), ("b", 8.0, 4.0, 400.0, 10.0, 40.0, 9.0, 9.0)]);
    let limits = LimitChoice { hardware: Some(Default::default()), ..LimitChoice::default() };
    let view = verdict(&two, &limits);
    assert_eq!(
        view.sentence,
        "None of 2 runs qualifies with no hardware allowed. The smallest change: b allowed would admit b, batch size 8, at 4 VUs, at $0.0400 per 1M requests."
    );
    let taken = verdict(&two, &view.offers[0].limits);
    assert_eq!(taken.row, Some(1));
    assert!(taken.why.contains(&"Its hardware is allowed.".to_owned()));
}

#[test]
fn edges_short_runs_and_disagreeing_numbers_are_told() {
    let runs = shown(&[
        ("h", 8.0, 1.0, 100.0, 10.0, 100.0, 1000.0, 1000.0),
        ("h", 8.0, 2.0, 100.0, 20.0, 50.0, 1000.0, 1000.0),
        ("h", 16.0, 4.0, 400.0, 30.0, 33.0, 100.0, 100.0),
        ("h", 16.0, 2.0, 100.0, 20.0, 50.0, 1000.0, 1000.0),
        ("h", 16.0, 1.0, 100.0, 10.0, 100.0, 1000.0, 1000.0),
    ]);
    let view = verdict(&runs, &LimitChoice::default());
    assert_eq!(
        view.caveats,
        [
            "Throughput × latency makes 3.000 requests in flight per VU where 0.9 to 1.05 is healthy: units, clocks or \
             averages are wrong.",
            "It rests on 100 requests, less than half of the median run's.",
            "Throughput still rises: +200% by the line over 1 to 4 VUs (+153% to +256% with noise), so more VUs may be cheaper.",
            "Batch size 16 is the largest that was tried: larger may be cheaper.",
        ]
    );
    // Under a limit the winner is not at the edge of what was tried, though at that of what passes.
    let limits = LimitChoice { max_avg_latency_ms: Some(100.0), ..LimitChoice::default() };
    let limited = verdict(&runs, &limits);
    assert_eq!(limited.row, Some(1));
    assert!(limited.sentence.ends_with("the cheapest of the 4 of 5 runs within the limits."), "{}", limited.sentence);
    assert_eq!(limited.why[0], "Its average latency of 100 ms is within the limit of 100 ms.");
}

#[test]
fn a_slider_needs_two_values() {
    let runs = shown(&[("h", 8.0, 1.0, 100.0, 10.0, 1.0, 10.0, 10.0), ("h", 8.0, 2.0, 200.0, 10.0, 1.0, 10.0, 10.0)]);
    let basis = Basis::of(&runs.runs);
    use isocost::analysis::decide::slo::Limit;
    let scale = LimitScale::new(&runs, &basis, Limit::AvgLatency).unwrap();
    assert_eq!((scale.bars.first(), scale.bars.last(), scale.limit_at(0)), (Some(&1.0), Some(&1.0), Some(100.0)));
    for none in [Limit::Throughput, Limit::ErrorShare, Limit::P95Latency, Limit::Hardware] {
        assert!(LimitScale::new(&runs, &basis, none).is_none(), "{none:?}");
    }
}

#[test]
fn pinned_runs_stand_whatever_filters_and_limits_say() {
    let runs = shown(&[
        ("h", 8.0, 4.0, 400.0, 10.0, 100.0, 100.0, 100.0),
        ("h", 8.0, 8.0, 700.0, 12.0, 80.0, 100.0, 100.0),
        ("t", 8.0, 8.0, NAN, NAN, NAN, 100.0, 100.0),
    ]);
    let basis = Basis::of(&runs.runs);
    let limits = LimitChoice { max_avg_latency_ms: Some(500.0), ..LimitChoice::default() };
    let view = pinned(&runs, &basis, &[1, 2, 99, 0], &[0, 1], &limits, Some(0));
    let cells = |line: usize| view.lines[line].cells.iter().map(Cell::as_str).collect::<Vec<_>>().join("|");
    assert_eq!(view.sentence, "3 pinned runs, marked with a number in every chart.");
    assert_eq!(cells(0), "1|h|8|8|$0.08000|−20.0%|700.0|–|12.00|outside limits: average latency ≤ 500 ms");
    assert_eq!(cells(1), "2|t|8|8|–|–|–|–|–|filtered out; outside limits: average latency ≤ 500 ms");
    assert_eq!(cells(2), "3|h|8|4|$0.1000|–|400.0|–|10.00|the verdict");
    assert!(view.lines[2].marked && view.lines.iter().all(|line| line.row == Some(line.key)));
    let alone = pinned(&runs, &basis, &[1], &[0, 1], &LimitChoice::default(), None);
    assert!(alone.lines[0].cells.last().is_some_and(|cell| *cell == "passes the filters"));
    assert_eq!(pinned(&runs, &basis, &[99], &[0], &limits, None), Listing::default());
}

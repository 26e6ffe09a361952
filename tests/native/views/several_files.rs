//! Several files of load testers as one table: what each has alone, who is told apart; failed requests of the answer; loads
//! that name runs.

use std::sync::Arc;

use serde_json::Value;

use crate::support::bundled;
use crate::support::shown::{all, made_table, verdict_of};
use crate::support::tables::{number, table, text};
use isocost::data::bundled::LLM;
use isocost::data::limits::Limits;
use isocost::data::runs::derive::How;
use isocost::data::runs::roles::Role;
use isocost::data::runs::table_facts::Basis;
use isocost::data::text::{NamedBytes, read};
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::enough_vus::groups::VusGroups;
use isocost::page::evidence::table::EvidenceTable;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::rankings::next_runs::NextView;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Bill, Groups};
use isocost::page::tables::notes::TableNotes;
use isocost::page::take_away::conditions::conditions_line;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::markdown::lists;
use isocost::page::verdict::view::VerdictView;
use isocost::page::words::runs::run_name;
use isocost::page::words::short_runs::ShortRuns;
use isocost::page::words::workloads::runs_in_play;

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(crate::support::path(&["tests/fixtures/tools/", path].concat())).unwrap()
}

fn opened(files: &[(&str, Vec<u8>)]) -> ActiveTable {
    let named = |(name, bytes): &(&str, Vec<u8>)| NamedBytes { name: (*name).to_owned(), bytes: bytes.clone().into() };
    made_table(read(files.iter().map(named).collect(), &Limits::default()).unwrap())
}

/// vLLM's file without latencies of whole requests, which it writes only when asked to.
fn vllm_without_latency() -> Vec<u8> {
    let mut file: Value = serde_json::from_slice(&fixture("vllm/serve/run.json")).unwrap();
    file.as_object_mut().unwrap().retain(|key, _| !key.contains("e2el"));
    file["model_id"] = "acme/other-7b".into();
    serde_json::to_vec(&file).unwrap()
}

#[test]
fn a_computed_latency_stays_beside_a_file_that_tells_one() {
    let alone = opened(&[("serve.json", vllm_without_latency())]);
    let own = alone.runs.avg_latency_ms[0];
    // 128 output tokens: 41.5 + 127 · 7.125.
    assert!((own - 946.375).abs() < 1e-9, "{own}");
    let both = opened(&[
        ("guidellm/run.json", fixture("guidellm/v0.3/benchmarks.json")),
        ("vllm/serve.json", vllm_without_latency()),
    ]);
    assert_eq!(&both.runs.avg_latency_ms[..], [1720.0, own]);
    assert_eq!(both.runs.how(Role::AvgLatency).map(|derived| derived.how), Some(How::Completed));
    let told = TableNotes::of(&both.runs, &Choice::default().columns);
    assert!(told.doubts[0].said.starts_with("1 run has no average latency of their own."), "{:?}", told.doubts);
    // Their models name them.
    assert!(run_name(&both, 1).contains("acme/other-7b"), "{}", run_name(&both, 1));
    assert_ne!(run_name(&both, 0), run_name(&both, 1));
    assert_eq!(Basis::of(&both.runs).sets, 2);
}

/// In a table of its own: gaps are filled where the row tells enough, by tokens first, and stay where it does not.
#[test]
fn gaps_of_a_mean() {
    let nan = f64::NAN;
    let of = |mean: &[f64]| {
        made_table(table(vec![
            number("avg_latency_ms", mean),
            number("median_latency_ms", &[90.0, 80.0, 70.0, nan]),
            number("mean_ttft_ms", &[10.0, 20.0, nan, nan]),
            number("mean_tpot_ms", &[1.0, 2.0, nan, nan]),
            number("output_tokens", &[11.0, 11.0, 11.0, 11.0]),
            number("vus", &[1.0, 2.0, 4.0, 8.0]),
        ]))
        .runs
    };
    let filled = of(&[100.0, nan, nan, nan]);
    assert_eq!(filled.avg_latency_ms[..3], [100.0, 40.0, 70.0]);
    assert!(filled.avg_latency_ms[3].is_nan());
    let whole = of(&[100.0, 110.0, 120.0, 130.0]);
    assert_eq!((&whole.avg_latency_ms[..], whole.how(Role::AvgLatency)), (&[100.0, 110.0, 120.0, 130.0][..], None));
}

#[test]
fn files_name_runs_that_nothing_else_does() {
    let k6 = || fixture("k6/summary-export/summary.json");
    let both = opened(&[("k6/summary.json", k6()), ("locust/run_stats.csv", fixture("locust/stats/run_stats.csv"))]);
    assert_eq!(run_name(&both, 1), "machine · run_stats.csv");
    assert!(run_name(&both, 0).starts_with("machine · summary.json"), "{}", run_name(&both, 0));
    assert_eq!(Basis::of(&both.runs).sets, 2);
    assert_eq!(Groups::by_hardware(&both.runs).labels.len(), 2, "each has a Pareto front of its own");
    let told = TableNotes::of(&both.runs, &Choice::default().columns);
    assert!(told.doubts.is_empty() && told.said.iter().any(|said| said.contains("from the names")), "{told:?}");
    // Numbers in the names of one tool's files are a series.
    let mut more: Value = serde_json::from_slice(&k6()).unwrap();
    more["metrics"]["http_reqs"]["rate"] = 50.125.into();
    more["metrics"]["http_req_duration"]["avg"] = 77.75.into();
    let series = opened(&[("vus-10.json", k6()), ("vus-20.json", serde_json::to_vec(&more).unwrap())]);
    assert_eq!((series.runs.rows, Basis::of(&series.runs).sets), (2, 1));
    assert!(series.runs.table.is_none());
}

/// Without a price as with one, in the card, in Markdown and in what a terminal shows.
#[test]
fn failed_requests_of_the_answer_come_first() {
    let locust = opened(&[("run_stats.csv", fixture("locust/stats/run_stats.csv"))]);
    let basis = Basis::of(&locust.runs);
    let verdict = verdict_of(&locust, &basis, &[0], &LimitChoice::default());
    let told = "3.3% of its requests failed (30 of 900); throughput is of the others; the latencies may include them.";
    assert_eq!((verdict.row, verdict.most, verdict.foremost), (None, Some(0), 1));
    assert_eq!((&verdict.caveats[..], &verdict.doubts[..]), (&[told.to_owned()][..], &[told.to_owned()][..]));
    let priced = Arc::new(locust).priced(&Bill::of(&Choice::from_pairs([("prices", "/:1.80")])));
    let verdict = verdict_of(&priced, &basis, &[0], &LimitChoice::default());
    let sure = ConfidenceView { against: vec!["Something of its configuration.".to_owned()], ..Default::default() };
    let (_, against) = lists(&verdict, &sure).into_iter().find(|(title, _)| title == "But").unwrap();
    assert!(against[0].starts_with("3.3% of its requests failed (30 of 900); cost"), "{against:?}");
    assert_eq!(against[1], sure.against[0]);
}

#[test]
fn a_p95_below_the_mean_is_told() {
    let of = |p95: f64, failed: f64| {
        let shown = made_table(table(vec![
            number("avg_latency_ms", &[50.0]),
            number("p95_latency_ms", &[p95]),
            number("throughput_req_per_sec", &[10.0]),
            number("total_requests", &[1000.0]),
            number("successful_requests", &[1000.0 - failed]),
        ]));
        verdict_of(&shown, &Basis::of(&shown.runs), &[0], &LimitChoice::default()).caveats
    };
    let told = of(8.0, 0.0);
    assert!(
        told.len() == 1 && told[0].starts_with("Its p95 latency of 8 ms is below its average of 50 ms"),
        "{told:?}"
    );
    assert!(of(50.0, 0.0).is_empty() && of(f64::NAN, 0.0).is_empty() && of(90.0, 9.0).is_empty());
    assert_eq!(of(90.0, 10.0).len(), 1, "1% failed");
}

fn of_language_model(query: &[(&str, &str)]) -> (Arc<ActiveTable>, Choice, VerdictView) {
    let choice = Choice::from_pairs(query.iter().copied());
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&choice));
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let verdict = VerdictView::new(&shown, &Basis::of(&shown.runs), &rows, &Asked::of(&choice));
    (shown, choice, verdict)
}

#[test]
fn what_a_language_models_answer_depends_on() {
    let said = |view: &VerdictView, words: &str| view.doubts.iter().filter(|doubt| doubt.contains(words)).count();
    let wave = "p99 time to first token is that of the first wave.";
    let (shown, choice, view) = of_language_model(&[("limit", "ttft99:1000")]);
    assert_eq!(
        (said(&view, wave), said(&view, "TensorRT"), said(&view, "is an assumption")),
        (1, 0, 1),
        "{:?}",
        view.doubts
    );
    let line = conditions_line(&shown, &choice, 74, view.passing.len());
    assert!(line.starts_with("workload 8,192 in / 1,024 out, TTFT p99 up to 1,000 ms, "), "{line}");
    let (shown, choice, view) = of_language_model(&[("limit", "ttft99:1000"), ("max_cost", "2.59")]);
    let line = conditions_line(&shown, &choice, 74, view.passing.len());
    assert!(line.starts_with("at most $2.59 per 1M output tokens, workload 8,192 in"), "{line}");
    let (_, _, view) = of_language_model(&[]);
    assert_eq!(said(&view, wave), 0);
    let (_, _, view) = of_language_model(&[("limit", "tpot:20")]);
    assert_eq!(said(&view, wave), 0);
}

/// 74 of 216 runs are of the workload that is looked at.
#[test]
fn filters_count_the_runs_in_play() {
    let (shown, ..) = of_language_model(&[]);
    let runs = &shown.runs;
    let counts = |workload: Option<&str>| -> Vec<usize> {
        (0..runs.hw_type.labels.len()).map(|nth| runs_in_play(runs, workload, &runs.hw_type, nth)).collect()
    };
    assert_eq!(
        (counts(None).iter().sum::<usize>(), counts(Some("1,024 in / 1,024 out tokens")).iter().sum()),
        (74, 70)
    );
    assert!(counts(None).iter().all(|&runs| runs > 0));
    let one = made_table(table(vec![
        text("hw_type", &[Some("a"), Some("b"), Some("a")]),
        number("avg_latency_ms", &[1.0, 2.0, 3.0]),
        number("vus", &[1.0, 2.0, 3.0]),
    ]));
    assert_eq!([0, 1].map(|nth| runs_in_play(&one.runs, None, &one.runs.hw_type, nth)), [2, 1]);
}

#[test]
fn runs_without_vus_are_named_by_the_rate_that_was_asked_for() {
    let shown = made_table(table(vec![
        number("request_rate", &[4.0, 16.0, f64::INFINITY]),
        number("avg_latency_ms", &[100.0, 200.0, 900.0]),
        number("throughput_req_per_sec", &[4.0, 12.0, 14.0]),
    ]));
    let names: Vec<String> = all(&shown).into_iter().map(|row| run_name(&shown, row)).collect();
    assert_eq!(names, ["machine, at 4 req/s", "machine, at 16 req/s", "machine"]);
    let short = ShortRuns::of(&shown);
    assert_eq!(short.name(&shown, 1, true).whole(), "machine · 16 req/s");
    assert_eq!(short.name(&shown, 1, false).whole(), "machine");
    assert!(short.parts(true).ends_with("load"), "{}", short.parts(true));
}

/// Of two tools, of two models, and of a file whose requests all failed: the first that the card says.
#[test]
fn what_the_files_differ_in_is_told_first() {
    let told =
        |shown: &ActiveTable| verdict_of(shown, &Basis::of(&shown.runs), &all(shown), &LimitChoice::default()).doubts;
    let (k6, wrk) =
        (("k6.json", fixture("k6/summary-export/summary.json")), ("wrk.txt", fixture("wrk/latency/wrk.txt")));
    let failed = ("results.jtl", fixture("jmeter/jtl-all-failed/results.jtl"));
    let of_tools = "The runs compared differ in tool (k6, wrk), and none tells its workload: that says something only if the \
                    requests of all are the same work.";
    assert_eq!(told(&opened(&[k6.clone(), wrk.clone()]))[0], of_tools);
    let out = "All 3 requests of results.jtl failed; it is left out.";
    assert_eq!(told(&opened(&[k6.clone(), failed.clone(), wrk.clone()]))[1], out);
    // What is left out is compared with nothing.
    assert_eq!(told(&opened(&[failed.clone(), wrk]))[0], out);
    // Alone it is called as the table is.
    assert_eq!(told(&opened(&[failed])), ["All 3 requests of a/b failed."]);
    assert!(told(&opened(&[k6])).iter().all(|doubt| !doubt.contains("differ")));
    // Of other figures, as the same run is counted once.
    let mut other: Value = serde_json::from_slice(&vllm_without_latency()).unwrap();
    other["mean_ttft_ms"] = 33.25.into();
    other["duration"] = 14.5.into();
    let two = ("two.json", serde_json::to_vec(&other).unwrap());
    let models = opened(&[("one.json", fixture("vllm/serve/run.json")), two]);
    let first = &told(&models)[0];
    assert!(first.starts_with("The runs compared differ in model (acme/small-7b, acme/other-7b)"), "{first}");
}

#[test]
fn an_average_that_is_computed_is_told_so_beside_it() {
    let shown = opened(&[("serve.json", vllm_without_latency())]);
    let verdict = verdict_of(&shown, &Basis::of(&shown.runs), &[0], &LimitChoice::default());
    let average = verdict.headline.gauges.iter().find(|gauge| gauge.name == "Average").unwrap();
    assert_eq!((average.value.as_str(), average.of.as_str()), ("946\u{a0}ms", "computed"));
    let limits = LimitChoice { max_avg_latency_ms: Some(2000.0), ..LimitChoice::default() };
    let verdict = verdict_of(&shown, &Basis::of(&shown.runs), &[0], &limits);
    assert_eq!(verdict.headline.gauges[0].of, "of 2,000, computed");
    let told = opened(&[("run.json", fixture("guidellm/v0.3/benchmarks.json"))]);
    let verdict = verdict_of(&told, &Basis::of(&told.runs), &[0], &LimitChoice::default());
    assert!(verdict.headline.gauges.iter().all(|gauge| gauge.of.is_empty()), "{:?}", verdict.headline.gauges);
}

/// A median that stands in for the average is called so, and the first chart shows it.
#[test]
fn a_median_in_the_place_of_an_average_is_called_one() {
    let csv = "Concurrency,Inferences/Second,Client Send,p50 latency,p90 latency,p95 latency,p99 latency\n\
               1,50,200,14000,18000,20000,21000\n2,80,210,22000,28000,30000,33000\n";
    let shown = opened(&[("perf.csv", csv.as_bytes().to_vec())]);
    let verdict = verdict_of(&shown, &Basis::of(&shown.runs), &[0, 1], &LimitChoice::default());
    let gauges: Vec<_> =
        verdict.headline.gauges.iter().map(|gauge| (&*gauge.name, &*gauge.value, &*gauge.of)).collect();
    assert_eq!(gauges, [("p95", "30\u{a0}ms", ""), ("Median", "22\u{a0}ms", "no average")]);
    let choice = Choice::default();
    let view = ScatterView::new(&shown, &[0, 1], &choice, &scatter_view::fixed(&shown, &choice));
    assert_eq!(
        view.scene.points.iter().map(|point| (point.x, point.y)).collect::<Vec<_>>(),
        [(14.0, 50.0), (22.0, 80.0)]
    );
}

/// A p95 that stands in for the average is told once, beside the limit that was set, and of two beside each.
#[test]
fn a_p95_in_the_place_of_an_average_keeps_the_gauge_of_its_limit() {
    let shown = crate::support::shown::fixture("missing_latency");
    let rows = all(&shown);
    let gauges = |p95: Option<f64>, average: Option<f64>| {
        let limits = LimitChoice { max_p95_latency_ms: p95, max_avg_latency_ms: average, ..LimitChoice::default() };
        let verdict = verdict_of(&shown, &Basis::of(&shown.runs), &rows, &limits);
        let at = verdict.row.map(|row| shown.runs.avg_latency_ms[row]).expect("a run qualifies");
        let of_latency = verdict.headline.gauges.into_iter().filter(|gauge| gauge.name != "Throughput");
        let told: Vec<_> = of_latency
            .map(|gauge| {
                let limit = if gauge.of.ends_with("no average") { average } else { p95 };
                assert_eq!(gauge.filled, limit.map(|limit| at / limit));
                format!("{}: {}", gauge.name, gauge.of)
            })
            .collect();
        told
    };
    assert_eq!(gauges(None, None), ["p95: "]);
    assert_eq!(gauges(Some(1e5), None), ["p95: of 100,000"]);
    assert_eq!(gauges(None, Some(1e5)), ["p95: of 100,000, no average"]);
    // A limit on each has a gauge of its own.
    assert_eq!(gauges(Some(1e5), Some(9e4)), ["p95: of 100,000", "p95: of 90,000, no average"]);
}

/// Runs without VUs are counted, and why nothing is said of their load is told.
#[test]
fn runs_without_a_load_are_runs() {
    let shown = made_table(table(vec![
        text("hw_type", &[Some("l4"), Some("l4")]),
        number("throughput_req_per_sec", &[10.0, 12.0]),
        number("avg_latency_ms", &[50.0, 60.0]),
    ]));
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let groups = VusGroups::configurations(&shown);
    let view = EvidenceView::within(&shown, &basis, &groups, (&rows, &rows));
    let table = EvidenceTable::new(&shown, &basis, &groups, (&rows, &rows), (view, &NextView::default(), None));
    assert_eq!((table.rows[0].runs, table.rows[0].runs_words()), (2, "2".to_owned()));
    assert!(
        table.title.starts_with("Whether more load would help cannot be judged: no run tells both"),
        "{}",
        table.title
    );
}

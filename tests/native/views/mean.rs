//! Average latencies that no file tells: wherever the number stands, what it is stands beside it.

use std::sync::Arc;

use isocost::data::limits::Limits;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::data::text::{NamedBytes, read};
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::rankings::alternatives::{Alternatives, List};
use isocost::page::runs::table::{cell_of, heads};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::mean;
use isocost::page::words::runs::run_fields;
use serde_json::Value;

use crate::support::shown::{joined, made_table, verdict_of};

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(crate::support::path(&["tests/fixtures/tools/", path].concat())).unwrap()
}

fn tables(files: Vec<NamedBytes>) -> Table {
    read(files, &Limits::default()).unwrap()
}

fn computed() -> NamedBytes {
    let mut file: Value = serde_json::from_slice(&fixture("vllm/serve/run.json")).unwrap();
    file.as_object_mut().unwrap().retain(|key, _| !key.contains("e2el"));
    file["model_id"] = "acme/other-7b".into();
    NamedBytes { name: "vllm/serve.json".into(), bytes: serde_json::to_vec(&file).unwrap().into() }
}

fn told() -> NamedBytes {
    NamedBytes { name: "guidellm/run.json".into(), bytes: fixture("guidellm/v0.3/benchmarks.json").into() }
}

fn average_of(shown: &ActiveTable, row: usize) -> String {
    let verdict = verdict_of(shown, &Basis::of(&shown.runs), &[row], &LimitChoice::default());
    verdict.headline.gauges.into_iter().find(|gauge| gauge.name == "Average").unwrap().of
}

/// Read as one table, and as two tables side by side.
#[test]
fn of_two_files_each_number_says_whether_it_is_computed() {
    let one = made_table(tables(vec![told(), computed()]));
    let two = joined([("a/told", tables(vec![told()])), ("a/computed", tables(vec![computed()]))]);
    for shown in [Arc::new(one), two] {
        assert_eq!(shown.runs.rows, 2);
        assert_eq!((average_of(&shown, 0).as_str(), average_of(&shown, 1).as_str()), ("", "computed"));
        let title = |row| run_fields(&shown, row).into_iter().map(|field| field.0).find(|name| name.contains("Avg"));
        assert_eq!((title(0), title(1)), (Some("Avg latency"), Some("Avg (computed)")));
        let head = heads(&shown, false).into_iter().find(|head| head.title.starts_with("Avg")).unwrap();
        assert_eq!(head.title, "Avg latency, ms");
        assert_eq!(
            (cell_of(&shown, head.at, 0), cell_of(&shown, head.at, 1)),
            ("1,720".into(), "946.4 (computed)".into())
        );
        let basis = Basis::of(&shown.runs);
        let list = Alternatives::new(&shown, &basis, &[0, 1], &Choice::default(), 0.0);
        let cells: Vec<String> =
            list.listing(List::Best).lines.iter().flat_map(|line| &line.cells).map(|cell| cell.text.clone()).collect();
        assert!(cells.contains(&"946 (computed)".to_owned()), "{cells:?}");
    }
}

/// Where all are, the head of the column says so once.
#[test]
fn of_one_file_the_head_says_so() {
    let shown = made_table(tables(vec![computed()]));
    assert_eq!(average_of(&shown, 0), "computed");
    assert_eq!(mean::head(&shown, "Avg latency"), "Avg (computed)");
    assert_eq!(mean::mark(&shown, 0), "");
    let shown = made_table(tables(vec![told()]));
    assert_eq!((mean::head(&shown, "Avg latency"), mean::mark(&shown, 0)), ("Avg latency", ""));
}

/// A gap that only the median fills is that median, and a run without either has no number to speak of.
#[test]
fn a_median_in_a_gap_is_called_one() {
    let csv = "concurrency,avg_latency_ms,p50_latency_ms,throughput_req_per_sec\n1,100,90,10\n2,,80,20\n4,,,30\n";
    let file = NamedBytes { name: "a.csv".into(), bytes: csv.as_bytes().to_vec().into() };
    let shown = made_table(tables(vec![file]));
    let marks: Vec<&str> = (0..3).map(|row| mean::mark(&shown, row)).collect();
    assert_eq!(marks, ["", " (median)", ""]);
}

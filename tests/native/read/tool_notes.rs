//! What is said of results of load testers beside their values.

use crate::support;
use crate::support::texts::named;
use isocost::data::limits::Limits;
use isocost::data::text::read;

/// The doubts about the file of a fixture: column and sentence.
fn doubts(fixture: &str) -> Vec<(String, String)> {
    let bytes = std::fs::read(support::path(&format!("tests/fixtures/tools/{fixture}"))).unwrap();
    let name = fixture.rsplit('/').next().unwrap();
    let table = read(vec![named(name, bytes)], &Limits::default()).unwrap();
    table.notes.doubts.into_iter().map(|doubt| (doubt.column, doubt.said)).collect()
}

#[test]
fn an_offline_scenario_tells_no_latency() {
    let said = doubts("mlperf/offline/mlperf_log_summary.txt");
    assert!(said.len() == 1 && said[0].0 == "avg_latency_ms" && said[0].1.contains("all requests at once"), "{said:?}");
    assert!(doubts("mlperf/server/mlperf_log_summary.txt").is_empty());
}

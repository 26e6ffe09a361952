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

#[test]
fn logs_of_requests_may_be_larger_than_other_files() {
    let rows: String =
        (0..500).map(|at| format!("{},{},200,true\n", 1_700_000_000_000_u64 + at * 10, at % 90)).collect();
    let log = named("a.jtl", format!("timeStamp,elapsed,responseCode,success\n{rows}"));
    let table = named("b.csv", format!("users,rps,avg_ms\n{}", "8,80,100\n".repeat(900)));
    let limits = Limits { file_bytes: 4_000, log_bytes: 14_000, ..Limits::default() };
    assert_eq!(read(vec![log.clone()], &limits).unwrap().rows, 1);
    let said = |files, limits: &Limits| read(files, limits).unwrap_err().to_string();
    assert!(said(vec![table.clone()], &limits).contains("bytes, and the limit is 4000"));
    assert!(said(vec![table, log.clone()], &limits).contains("bytes, and the limit is 4000"));
    let limits = Limits { log_bytes: 5_000, ..limits };
    assert!(said(vec![log], &limits).contains("bytes of logs of requests, and the limit is 5000"));
}

/// A long list is recognised by its beginning, and read to its end.
#[test]
fn long_lists_are_read_to_their_end() {
    let run = |at: usize| {
        format!(
            r#"{{"completed":{at},"request_throughput":2.5,"mean_ttft_ms":3.25,"mean_tpot_ms":1.5,"total_output_tokens":{}}}"#,
            at * 9
        )
    };
    let runs: Vec<String> = (1..=1_500).map(run).collect();
    let table = read(vec![named("a.json", format!("[{}]", runs.join(",")))], &Limits::default()).unwrap();
    assert_eq!((table.rows, table.notes.sources[0].tool.as_str()), (1_500, "vLLM bench sweep"));
}

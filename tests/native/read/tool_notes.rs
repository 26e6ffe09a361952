//! What is said of results of load testers beside their values.

use crate::support;
use crate::support::texts::named;
use isocost::data::limits::Limits;
use isocost::data::runs::roles::Overrides;
use isocost::data::text::read;
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{Loaded, Provenance};
use isocost::page::tables::data_bar::segments;
use isocost::page::tables::notes::TableNotes;
use isocost::page::tables::table_source::TableSource;

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

/// The raw samples of mb, which hold no runs.
const SAMPLES: &str = "start_request,delay,status,written,read,method_and_url,thread_id,conn_id,conns,reqs,start,\
                       socket_writable,conn_est,tls_reuse,err\n\
                       1669783256000000,1843,200,96,1240,GET http://app.test/a.html,0,0,200,1,1669783256000000,410,390,0,\n\
                       1669783256001000,1915,200,96,1240,GET http://app.test/a.html,0,1,200,1,1669783256000000,420,395,0,\n";

#[test]
fn a_file_without_runs_is_told_the_same_alone_and_beside_others() {
    let samples = named("issue.csv", SAMPLES);
    let alone = read(vec![samples.clone()], &Limits::default()).unwrap_err().to_string();
    assert!(alone.contains("of mb") && alone.contains("raw samples"), "{alone}");
    let report = std::fs::read(support::path("tests/fixtures/tools/vegeta/json/report.json")).unwrap();
    let of_tool = named("report.json", report);
    let of_nobody = named("runs.csv", "hw_type,vus,throughput_req_per_sec,avg_latency_ms\nq7,4,80,50\nq7,8,90,90\n");
    for (other, rows) in [(of_tool, 1), (of_nobody, 2)] {
        let name = other.name.clone();
        let table = read(vec![other, samples.clone()], &Limits::default()).unwrap();
        let passed: Vec<_> = table.notes.passed_over().map(|doubt| (doubt.file(), doubt.said.clone())).collect();
        assert_eq!(passed, [(Some("issue.csv"), format!("Passed over: {alone}"))], "beside {name}");
        let names = vec!["issue.csv".to_owned(), name.clone()];
        let loaded = Loaded::new(TableSource::of_files(names, &[]), Provenance::Computer, table);
        assert_eq!((loaded.table.rows, loaded.place.title()), (rows, name));
        let shown = loaded.shown(&Choice::default()).unwrap();
        let notes = TableNotes::of(&shown.runs, &Overrides::default());
        let bar = segments(&shown, &notes, None);
        let told: Vec<_> = bar.iter().filter(|segment| segment.title.contains(&alone)).collect();
        assert!(
            told.len() == 1 && told[0].key == "passed" && told[0].warns && told[0].words.contains(&alone),
            "{bar:?}"
        );
        assert!(notes.said[0].contains(&alone) && notes.doubts.is_empty(), "{notes:?}");
    }
}

#[test]
fn of_a_table_that_is_passed_over_it_is_said_what_it_lacks() {
    let report = std::fs::read(support::path("tests/fixtures/tools/vegeta/json/report.json")).unwrap();
    for (text, lack) in [("hw_type,vus\nq7,4\nq8,4\n", "a latency"), ("hw_type,avg_latency_ms\nq7,4\nq8,5\n", "a load")]
    {
        let files = vec![named("report.json", report.clone()), named("a.csv", text)];
        let table = read(files, &Limits::default()).unwrap();
        let said: Vec<&str> = table.notes.passed_over().map(|doubt| doubt.said.as_str()).collect();
        assert!(said.len() == 1 && said[0].starts_with("Passed over: “a.csv”: ") && said[0].contains(lack), "{said:?}");
    }
}

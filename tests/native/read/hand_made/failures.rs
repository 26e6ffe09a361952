//! Failed requests that a table tells by their kinds or by the share that was answered well.

use super::{open, runs};
use crate::support::tables::{number, table};
use isocost::data::runs::run_table::RunTable;

/// Requests sent and answered well of the first run of a table of 1,000 requests, with further columns and their cells.
fn counts(names: &str, cells: &str) -> (f64, f64) {
    let content = format!("users,rps,avg_ms,p95_ms,requests,{names}\n8,80,100,150,1000,{cells}\n");
    let runs = runs("a.csv", &content);
    (
        runs.total_requests.as_ref().unwrap()[0],
        runs.successful_requests.as_ref().unwrap_or_else(|| panic!("{names}"))[0],
    )
}

#[test]
fn kinds_of_failures_are_added_up() {
    for (names, cells, good) in [
        ("timeouts", "400", 600.0),
        ("http_errors,timeouts", "250,50", 700.0),
        ("2xx,4xx,5xx", "600,100,300", 600.0),
        ("non-2xx", "400", 600.0),
        ("non_2xx,4xx,5xx", "400,100,300", 600.0),
        ("status_errors", "400", 600.0),
        ("HTTP 5xx responses", "10", 990.0),
        ("successful", "600", 600.0),
    ] {
        assert_eq!(counts(names, cells), (1000.0, good), "{names}");
    }
    // wrk counts no request whose connection failed or that took too long.
    assert_eq!(counts("connect_errors,read_errors,http_errors,timeouts", "1,2,300,7"), (1010.0, 700.0));
    let table = open("a.csv", "users,rps,avg_ms,requests,http_errors,timeouts\n8,80,100,1000,250,50\n");
    assert_eq!(table.notes.said, ["Failed requests are added up: “http_errors” + “timeouts”."]);
    assert!(table.notes.is_rewritten());
}

#[test]
fn a_share_that_was_answered_well() {
    for (name, cell, good) in [
        ("success %", "71.0", 710.0),
        ("success_rate", "0.71", 710.0),
        ("success_ratio", "0.5", 500.0),
        ("Success Rate", "99.0%", 990.0),
        ("ok_pct", "0.5", 5.0),
        ("request success rate", "100", 1000.0),
    ] {
        assert_eq!(counts(name, cell), (1000.0, good), "{name}");
    }
    let alone = runs("a.csv", "users,rps,avg_ms,success_rate\n8,80,100,0.5\n16,90,110,0\n");
    assert_eq!(&alone.throughput_req_per_sec[..], [80.0, 0.0], "no request of the second was answered well");
    // What the table counts itself is taken.
    assert_eq!(counts("failed,success_rate,timeouts", "10,0.5,3"), (1000.0, 990.0));
}

#[test]
fn names_alike_that_are_no_failures() {
    for name in ["timeout", "timeout_s", "cache success rate", "read", "2xx"] {
        let content = format!("users,rps,avg_ms,requests,{name}\n8,80,100,1000,30\n");
        assert!(runs("a.csv", &content).successful_requests.is_none(), "{name}");
    }
}

#[test]
fn more_failed_requests_than_were_sent_are_left_out_and_told() {
    for (name, value) in [("failed", 2000.0), ("error_pct", 1000.0)] {
        let columns = vec![
            number("users", &[8.0, 16.0]),
            number("rps", &[80.0, 90.0]),
            number("avg_ms", &[100.0, 110.0]),
            number("total_requests", &[1000.0, 1000.0]),
            number(name, &[value, 10.0]),
        ];
        let runs = RunTable::by_default(table(columns)).unwrap();
        let good = runs.successful_requests.as_ref().unwrap();
        assert!(good[0].is_nan() && good[1] <= 990.0, "{name}: {good:?}");
        assert_eq!(runs.throughput_req_per_sec[0], 80.0, "{name}");
        let said: Vec<&str> = runs.notes.doubts.iter().map(|doubt| doubt.said.as_str()).collect();
        assert!(said.len() == 1 && said[0].starts_with("More requests failed than were sent"), "{said:?}");
    }
}

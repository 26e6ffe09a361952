//! Runs that fail checks inside a series: they count in its line, and that is told where its state stands.

use std::sync::Arc;

use super::all;
use super::table::{asked, table};
use crate::support::shown::made_table;
use crate::support::tables::{number, table as columns_of, text};
use isocost::analysis::decide::answer::Demand;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::tables::active_table::ActiveTable;

/// Flat from 2 VUs on, with so many requests in each run.
fn sent(requests: &[f64; 6]) -> Arc<ActiveTable> {
    let vus = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0];
    let rate = [60.0, 100.0, 100.0, 100.0, 100.0, 100.0];
    let latency: Vec<f64> = vus.iter().zip(rate).map(|(vus, rate)| 1000.0 * vus / rate).collect();
    Arc::new(made_table(columns_of(vec![
        text("hw_type", &[Some("h100"); 6]),
        number("vus", &vus),
        number("throughput_req_per_sec", &rate),
        number("avg_latency_ms", &latency),
        number("1B_cost", &rate.map(|rate| 1e4 / rate)),
        number("total_requests", requests),
        number("successful_requests", requests),
    ])))
}

fn told(shown: &Arc<ActiveTable>) -> (String, String) {
    let rows = all(shown);
    let asked = asked(&LimitChoice::default(), Demand::None);
    let (table, ..) = table(shown, &rows, &asked);
    let meaning = table.view.line(table.rows[0].group).unwrap().meaning.clone();
    (table.rows[0].note.clone(), meaning)
}

#[test]
fn runs_inside_a_series_that_fail_checks_are_told() {
    const ALL: f64 = 6000.0;
    let (note, meaning) = told(&sent(&[ALL, ALL, 300.0, 300.0, ALL, ALL]));
    assert_eq!(note, "2 doubtful runs");
    assert!(meaning.contains("although doubtful (too short, or idle or collapsed by Little's law): 2 of its 6 runs."));
    let (note, meaning) = told(&sent(&[ALL, ALL, ALL, 300.0, ALL, ALL]));
    assert_eq!(note, "1 doubtful run");
    assert!(meaning.contains(": 1 of its 6 runs."), "{meaning}");
    // The last alone is told as the end.
    let (note, meaning) = told(&sent(&[ALL, ALL, ALL, ALL, ALL, 300.0]));
    assert_eq!(note, "its last run is doubtful");
    assert!(!meaning.contains("of its 6 runs"), "{meaning}");
    let (note, meaning) = told(&sent(&[ALL; 6]));
    assert!(note.is_empty() && !meaning.contains("checks"), "{note}: {meaning}");
}

//! Words of servers' settings: each that the names of a table's configurations use is defined.

use crate::support::shown::{bundled, made_table};
use crate::support::tables::{number, table, text};
use isocost::data::bundled::LLM;
use isocost::page::words::terms::of_table;

#[test]
fn a_table_defines_the_words_that_it_uses() {
    assert_eq!(of_table(&bundled(LLM.dataset).runs), ["tp", "dp", "ep", "conc", "isl", "disagg", "atom"]);
    let own = made_table(table(vec![
        number("vus", &[1.0, 2.0]),
        number("avg_latency_ms", &[10.0, 20.0]),
        number("config.pp", &[1.0, 2.0]),
        text("framework", &[Some("trt-mtp"), Some("trt")]),
        text("hw_type", &[Some("atomic-1"), Some("atomic-2")]),
    ]));
    // A part of a word is none.
    assert_eq!(of_table(&own.runs), ["pp", "mtp"]);
}

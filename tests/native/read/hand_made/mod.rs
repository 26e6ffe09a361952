//! Tables made by hand and by small scripts.

mod failures;
mod kinds;
mod reports;
mod text;
mod units;

use crate::support::texts::named;
use isocost::data::limits::Limits;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::text::read;

fn open(name: &str, content: impl Into<Vec<u8>>) -> Table {
    read(vec![named(name, content)], &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn runs(name: &str, content: &str) -> RunTable {
    RunTable::by_default(open(name, content)).unwrap_or_else(|error| panic!("{content}: {error}"))
}

fn refused(name: &str, content: &str) -> String {
    let table = read(vec![named(name, content)], &Limits::default());
    table.and_then(RunTable::by_default).unwrap_err().to_string()
}

fn names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.name.as_str()).collect()
}

/// Two runs with 8 and 16 VUs, 80 and 100 requests per second, 100 and 160 ms.
fn assert_two_runs(runs: &RunTable, what: &str) {
    assert_eq!(&runs.vus[..], [8.0, 16.0], "{what}");
    assert_eq!(&runs.throughput_req_per_sec[..], [80.0, 100.0], "{what}");
    assert_eq!(&runs.avg_latency_ms[..], [100.0, 160.0], "{what}");
}

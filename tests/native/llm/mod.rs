//! Tables of language models: workloads, GPUs, units of work, measures, and the answers of a real table.

mod answers;
mod evidence;
mod gpus;
mod load;
mod measures;
mod work;
mod workloads;

use crate::support;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::{Overrides, Roles};
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;

/// 216 runs of gpt-oss-120b on four kinds of GPU. Data from InferenceX (<https://github.com/SemiAnalysisAI/InferenceX>),
/// © 2026 SemiAnalysis LLC, Apache License 2.0; rows selected, columns dropped, `hw` shortened, counts of tokens restored.
fn inferencex() -> Table {
    let bytes = std::fs::read(support::path("tests/fixtures/llm/gpt-oss-120b-inferencex.parquet")).unwrap();
    decode(bytes.into(), &Limits::default()).unwrap()
}

/// Prices per GPU and hour.
const P1: &str = "/h100:2.95,/h200:3.5,/b200:5.5,/mi355x:3";
const P2: &str = "/h100:1.3,/h200:1.6,/b200:2.9,/mi355x:2.1";

fn priced(table: Table, prices: &str) -> RunTable {
    let (prices, notes) = PriceList::parse(prices);
    assert_eq!(notes, Vec::<String>::new());
    let roles = Roles::find(&table);
    RunTable::new(table, &roles, &prices).unwrap()
}

fn chosen(table: Table, overrides: &str) -> RunTable {
    let (overrides, notes) = Overrides::parse(overrides);
    assert_eq!(notes, Vec::<String>::new());
    RunTable::chosen(table, &overrides, &PriceList::default()).unwrap()
}

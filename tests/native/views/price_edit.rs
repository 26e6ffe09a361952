//! A price edit makes costs anew, and no column, category or group.

use std::sync::Arc;

use crate::support::tables::{number, table, text};
use isocost::data::bundled;
use isocost::data::runs::prices::PriceFrom;
use isocost::data::runs::roles::{Overrides, Role};
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::side_by_side::parts::Part;
use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{ActiveTable, Bill, Loaded, Provenance};
use isocost::page::tables::side_by_side::SideBySide;
use isocost::page::tables::table_source::TableSource;

/// Seconds instead of ms, requests per minute, and prices but no costs: columns are derived before and after the cost.
fn without_costs() -> Table {
    table(vec![
        number("concurrency", &[1.0, 2.0, 4.0]),
        number("avg_latency_s", &[0.1, 0.2, 0.4]),
        number("p95_latency_s", &[0.2, 0.4, 0.8]),
        number("requests_per_minute", &[600.0, 600.0, 600.0]),
        text("hw_type", &[Some("nvidia-t4"), Some("nvidia-l4"), Some("nvidia-t4")]),
        text("vendor", &[Some("gcp"), Some("aws"), Some("gcp")]),
    ])
}

fn euros() -> Choice {
    Choice::from_pairs([("currency", "€")])
}

fn read(tables: Vec<Table>) -> Arc<ActiveTable> {
    let loaded = |(nth, table): (usize, Table)| {
        Arc::new(Loaded::new(TableSource::of_dataset(&format!("a/table{nth}")), Provenance::Computer, table))
    };
    let loaded: Vec<Arc<Loaded>> = tables.into_iter().enumerate().map(loaded).collect();
    let read = SideBySide::read(&loaded, &Overrides::default());
    assert_eq!(read.refused, None);
    read.shown.unwrap()
}

/// The place in memory of a column's values.
fn memory(column: &Column) -> *const u8 {
    match &column.values {
        Values::Number { array, .. } => array.values().inner().as_ptr(),
        Values::BigInt(array) => array.values().inner().as_ptr(),
        Values::Bool(array) => array.values().inner().as_ptr(),
        Values::Text(array) => array.keys().values().inner().as_ptr(),
    }
}

/// The columns of both that bear no name of a cost, by name and place in memory.
fn not_of_costs(runs: &RunTable) -> Vec<(&str, *const u8)> {
    let columns = runs.columns.iter().filter(|column| !column.name.starts_with("1B_cost"));
    columns.map(|column| (column.name.as_str(), memory(column))).collect()
}

fn shares_all_but_costs(before: &RunTable, after: &RunTable) {
    assert!(Arc::ptr_eq(&before.measured, &after.measured), "categories, loads and units");
    assert_eq!(not_of_costs(before), not_of_costs(after));
    assert_eq!(before.parts.len(), after.parts.len());
    let parts = before.parts.iter().zip(&after.parts);
    parts.for_each(|(before, after): (&Part<RunTable>, &Part<RunTable>)| {
        shares_all_but_costs(&before.runs, &after.runs)
    });
}

/// Enters a price for the first hardware of the tables, and takes it back: what is shared, and what changes.
fn edit(tables: Vec<Table>) {
    let before = read(tables);
    let mut choice = Choice::default();
    let pair = before.runs.prices[0].clone();
    choice.prices.set(&pair.vendor, &pair.hardware, Some(123.0));
    let after = before.priced(&Bill::of(&choice));

    shares_all_but_costs(&before.runs, &after.runs);
    assert!(Arc::ptr_eq(&before.vus, &after.vus) && Arc::ptr_eq(&before.batch_sizes, &after.batch_sizes));
    assert!(Arc::ptr_eq(&before.groups, &after.groups));
    assert!(Arc::ptr_eq(&before.notebook_groups, &after.notebook_groups));

    assert_eq!((after.runs.prices[0].usd_per_hour, after.runs.prices[0].from), (123.0, PriceFrom::Reader));
    let of_row = after.runs.price_of_row();
    assert_eq!(of_row.len(), after.runs.rows);
    for (row, &pair) in of_row.iter().enumerate() {
        let (old, new) = (before.runs.cost_usd_per_billion[row], after.runs.cost_usd_per_billion[row]);
        assert_eq!(old.to_bits() != new.to_bits(), pair == 0, "row {row}: {old} {new}");
    }
    let cost = &after.runs.columns[after.runs.position(Role::Cost).unwrap()];
    assert_eq!(cost.numbers().unwrap(), after.runs.cost_usd_per_billion);
    for role in Role::ALL.into_iter().filter(|&role| role != Role::Cost) {
        let name = |runs: &RunTable| runs.position(role).map(|at| runs.columns[at].name.clone());
        assert_eq!(name(&before.runs), name(&after.runs), "{role:?}");
    }

    let back = after.priced(&Bill::of(&Choice::default()));
    assert_eq!(back.runs.cost_usd_per_billion, before.runs.cost_usd_per_billion);
    assert_eq!(back.runs.prices[0].from, pair.from);
}

#[test]
fn of_one_table() {
    edit(vec![bundled::TABLES[0].table()]);
    edit(vec![without_costs()]);
}

#[test]
fn of_several_tables() {
    edit(bundled::TABLES.iter().map(|table| table.table()).collect());
    edit(vec![bundled::TABLES[0].table(), without_costs()]);
    edit(vec![without_costs(), bundled::TABLES[1].table(), without_costs()]);
}

#[test]
fn another_label_of_the_currency_changes_no_cost() {
    let before = read(vec![without_costs()]);
    let after = before.priced(&Bill::of(&euros()));
    assert!(Arc::ptr_eq(&before.runs, &after.runs) && after.currency == "€");
    assert!(Arc::ptr_eq(&before, &before.priced(&Bill::of(&Choice::default()))), "nothing changes");
}

//! Price lists beside results: where prices are from is said, and can be taken back.

use crate::support::texts::named;
use isocost::data::limits::Limits;
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::roles::Overrides;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::text::read;
use isocost::page::tables::notes::TableNotes;

const RUNS: &str = "hardware,users,rps,avg_ms\nq7,8,80,100\nq8,8,40,200\n";

fn open(list: &str) -> Table {
    read(vec![named("runs.csv", RUNS), named("prices.csv", list)], &Limits::default()).unwrap()
}

#[test]
fn prices_of_a_list_can_be_taken_back() {
    let table = open("hardware,price_per_hour\nq7,3.6\nq8,7.2\n");
    assert_eq!(table.rows, 2);
    let runs = RunTable::by_default(table.clone()).unwrap();
    assert_eq!(runs.price_usd_per_hour.as_deref(), Some(&[3.6, 7.2][..]));
    let notes = TableNotes::of(&runs, &Overrides::default());
    assert_eq!(notes.doubts[0].said, "Prices per hour are from “prices.csv” (q7: $3.6, q8: $7.2).");
    let undo = Overrides::parse(&notes.doubts[0].undo).0;
    let undone = RunTable::chosen(table, &undo, &PriceList::default()).unwrap();
    assert_eq!(undone.unpriced().count(), 2);
    assert!(TableNotes::of(&undone, &undo).doubts.is_empty());
}

#[test]
fn what_a_list_does_not_decide_is_said() {
    let several = open("hardware,region,price_per_hour\nq7,north,1\nq7,south,2\nq9,north,3\n");
    assert!(several.notes.doubts.is_empty(), "nothing is priced");
    assert!(several.notes.said[0].contains("several prices of the same hardware (q7: $1 and $2)"), "{several:?}");
    assert!(several.notes.said[1].contains("has no price of “q8”"), "{:?}", several.notes.said);
    let other = open("hardware,price_per_hour\nz1,1\n");
    assert!(other.notes.said[0].contains("no run names hardware that is in it (z1)"), "{:?}", other.notes.said);
    // Neither free nor negative hardware is one with a price.
    assert_eq!(open("hardware,price_per_hour\nq7,0\nq8,-1\n").columns.len(), 4);
    // The same price twice is one.
    let twice = open("hardware,price_per_hour\nq7,1\nQ7,1\n");
    assert_eq!(RunTable::by_default(twice).unwrap().price_usd_per_hour.unwrap()[0], 1.0);
}

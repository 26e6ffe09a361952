//! Several tables side by side: prices, each table's own and found again for every run; and pins when tables go.

use std::sync::Arc;

use crate::support::shown::{joined, side_by_side};
use crate::support::tables::{number, table, text};
use isocost::data::runs::prices::PriceFrom;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::money::MoneyChoice;
use isocost::page::tables::side_by_side::{rows_of, unpin};
use isocost::page::tables::table_source::TableSource;

/// Two runs on hardware of a vendor, at a price that the table states for each GPU or that it does not state.
fn runs(hardware: [&str; 2], vendor: Option<&str>, price_per_hour: Option<f64>) -> Table {
    let mut columns = vec![
        number("vus", &[1.0, 2.0]),
        number("avg_latency_ms", &[10.0, 20.0]),
        number("throughput_req_per_sec", &[100.0, 100.0]),
        text("hw_type", &hardware.map(Some)),
    ];
    columns.extend(vendor.map(|vendor| text("vendor", &[Some(vendor); 2])));
    columns.extend(price_per_hour.map(|price| number("cost_per_hour", &[price; 2])));
    table(columns)
}

#[test]
fn each_run_finds_its_price_again() {
    let tables = vec![
        ("a/one", runs(["t4", "l4"], Some("gcp"), Some(1.0))),
        // Without a vendor, and beside one with: no other's price.
        ("a/two", runs(["l4", "a100"], None, Some(2.0))),
        ("a/three", runs(["l4", "t4"], Some("gcp"), Some(1.0))),
    ];
    let runs = &joined(tables).runs;
    let of_row = runs.price_of_row();
    assert_eq!(of_row.len(), runs.rows);
    for (row, &at) in of_row.iter().enumerate() {
        let pair = &runs.prices[at];
        assert_eq!(pair.hardware, runs.hw_type.label(row), "row {row}");
        let vendor = runs.vendor.as_ref().unwrap().label(row);
        assert_eq!(pair.vendor, if vendor == "(none)" { "" } else { vendor }, "row {row}");
    }
    let rows: Vec<usize> = runs.prices.iter().map(|pair| pair.rows).collect();
    assert_eq!(rows.iter().sum::<usize>(), 6);
    assert_eq!((rows.len(), rows.iter().max()), (4, Some(&2)), "gcp's in two tables are one");
}

#[test]
fn a_price_that_tables_state_differently_is_said_to_vary() {
    let two = |first, second| {
        let tables = vec![("a/one", runs(["l4"; 2], None, first)), ("a/two", runs(["l4"; 2], None, second))];
        let [pair] = &joined(tables).runs.prices[..] else { panic!("one hardware") };
        pair.clone()
    };
    let same = two(Some(2.0), Some(2.0));
    assert_eq!((same.base.usd_per_hour, same.base.varies, same.rows), (2.0, false, 4));
    let other = two(Some(2.0), Some(3.0));
    assert_eq!((other.base.usd_per_hour, other.base.varies), (2.0, true), "the first that is known");
    let unknown = two(None, Some(3.0));
    assert_eq!((unknown.from, unknown.base.usd_per_hour, unknown.rows), (PriceFrom::Unknown, 3.0, 2), "asked for");
    assert!(!unknown.base.varies, "what is not known does not differ");
}

#[test]
fn the_price_of_a_machine_is_not_multiplied_by_the_gpus_of_another_table() {
    let mut of_gpus = runs(["l4"; 2], None, None);
    of_gpus.columns[3] = text("gpu", &[Some("nvidia-l4"); 2]);
    of_gpus.columns.push(number("num_gpus", &[4.0; 2]));
    let both = joined([("a/gpus", of_gpus.clone()), ("a/machines", runs(["l4"; 2], None, None))]);
    let gpus = both.runs.listed_gpus.as_ref().expect("one table counts GPUs");
    assert_eq!(&gpus[..], [4.0, 4.0, 1.0, 1.0]);
    let none = joined([("a/one", runs(["l4"; 2], None, None)), ("a/two", runs(["l4"; 2], None, None))]);
    assert!(none.runs.listed_gpus.is_none());
}

#[test]
fn the_currency_is_that_of_all_tables() {
    let money = MoneyChoice { currency: "€".to_owned(), ..MoneyChoice::default() };
    let tables = || vec![("a/one", runs(["l4"; 2], None, None)), ("a/two", runs(["l4"; 2], None, None))];
    let both = side_by_side(tables(), &Choice { money, ..Choice::default() }).shown.unwrap();
    assert_eq!((both.currency.as_str(), joined(tables()).currency.as_str()), ("€", "$"));
}

#[test]
fn pins_stay_with_their_runs_when_a_table_goes() {
    let bad = table(vec![number("vus", &[1.0])]);
    let tables = vec![
        ("a/one", runs(["l4"; 2], None, None)),
        ("a/bad", bad),
        ("a/two", runs(["l4"; 2], None, None)),
        ("a/three", runs(["l4"; 2], None, None)),
    ];
    let side = side_by_side(tables, &Choice::default());
    let runs = Arc::clone(&side.shown.unwrap().runs);
    let rows = |name| rows_of(&side.entries, &runs, &TableSource::of_dataset(name));
    assert_eq!((rows("a/one"), rows("a/two"), rows("a/three")), (Some(0..2), Some(2..4), Some(4..6)));
    assert_eq!((rows("a/bad"), rows("a/gone")), (None, None), "what is left out has no rows");
    let mut pins = vec![5, 0, 3, 2];
    unpin(&mut pins, &(2..4));
    assert_eq!(pins, [3, 0]);
    unpin(&mut pins, &(7..7));
    assert_eq!(pins, [3, 0]);
}

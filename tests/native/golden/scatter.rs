//! The notebook's own answers, held against what the page computes with "As in the notebook".
//!
//! Which answers are read: see `tests/support/golden.rs`. The committed ones were computed with the notebook's own code
//! (pandas 3.1, numpy 2.4, scipy 1.17) from the same parquet file.

use crate::support::golden::{Golden, goldens, list, number, read, whole, wholes};
use isocost::data::runs::checks::failed_requests;
use isocost::data::runs::name;
use isocost::page::choice::filters::Choice;
use isocost::page::runs::table::{Sort, sorted};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;
use serde_json::{Value, json};

/// Both sides computed the same in double precision; the last digits may differ by the order of operations.
const TOLERANCE: f64 = 1e-12;

fn notebook_scatter(shown: &ActiveTable) -> ScatterView {
    let choice = Choice { notebook: true, ..Choice::default() };
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    ScatterView::new(shown, &all, &choice, &scatter_view::fixed(shown, &choice))
}

#[test]
fn the_table_has_the_rows_and_columns() {
    for Golden { name, answers, shown } in goldens() {
        assert_eq!(shown.runs.rows, whole(&answers["rows"], &name), "{name}");
        let columns: Vec<&str> = shown.runs.columns.iter().map(|column| column.name.as_str()).collect();
        let expected: Vec<&str> = list(&answers["columns"], &name).iter().filter_map(Value::as_str).collect();
        assert_eq!(columns, expected, "{name}");
    }
}

#[test]
fn the_cheapest_rows_lead_the_table_of_runs() {
    for Golden { name: table, answers, shown } in goldens() {
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let sort = Sort::by_cost(&shown.runs);
        let column = &shown.runs.columns[sort.at];
        assert_eq!(column.name, name::COST, "{table}");
        let expected = wholes(&answers["cheapest_rows"], &table);
        assert!(!expected.is_empty(), "{table}");
        assert_eq!(sorted(column, &all, sort.falling)[..expected.len()], expected, "{table}");
    }
}

#[test]
fn the_failed_requests_add_up() {
    for Golden { name, answers, shown } in goldens() {
        assert_eq!(failed_requests(&shown.runs), Some(number(&answers["failed_requests"], &name)), "{name}");
    }
}

#[test]
fn the_scatter_has_the_front_and_the_minimum() {
    for Golden { name, answers, shown } in goldens() {
        let scatter = &answers["scatter"];
        assert_eq!(shown.notebook_cheapest, whole(&scatter["lowest_cost_rows"], &name), "{name}");
        let view = notebook_scatter(&shown);
        assert_eq!(view.front_rows, wholes(&scatter["pareto_rows"], &name), "{name}");
        assert_eq!(view.cheapest_row, Some(whole(&scatter["min_row"], &name)), "{name}");
        let expected = list(&scatter["pareto"], &name);
        assert_eq!(view.scene.front.len(), expected.len(), "{name}");
        for (&at, pair) in view.scene.front.iter().zip(expected) {
            let point = view.scene.points[at];
            for (got, expected) in [(point.x, &pair[0]), (point.y, &pair[1])] {
                let expected = number(expected, &name);
                assert!((got - expected).abs() <= TOLERANCE * expected.abs(), "{name}: {got} for {expected}");
            }
        }
    }
}

#[test]
fn python_writes_nan_in_two_ways() {
    let text = r#"{"a": [NaN, 1.5, -Infinity], "b": "NaN \"NaN\" Infinity", "c": null}"#;
    let expected = json!({ "a": [null, 1.5, null], "b": "NaN \"NaN\" Infinity", "c": null });
    assert_eq!(read(text).expect("JSON"), expected);
}

//! The notebook's own answers, held against what the page computes with "As in the notebook".
//!
//! Each `NAME.json` in the folder named by `ISOCOST_GOLDEN` (by default `tests/golden`) is put to the bundled table
//! `NAME-ie-optimization`. The committed answers were computed with the notebook's own code (pandas 3.1, numpy 2.4,
//! scipy 1.17) from the same parquet file.

mod support;

use isocost::data::audit::failed_requests;
use isocost::data::run_table::name;
use isocost::ui::choice::Choice;
use isocost::ui::scatter_view::{self, ScatterView};
use isocost::ui::shown::Shown;
use isocost::ui::table_view::{Sort, sorted};
use serde_json::Value;

/// Both sides computed the same in double precision; the last digits may differ by the order of operations.
const TOLERANCE: f64 = 1e-12;

struct Golden {
    name: String,
    answers: Value,
    shown: Shown,
}

fn goldens() -> Vec<Golden> {
    let folder = std::env::var("ISOCOST_GOLDEN").unwrap_or_else(|_| support::path("tests/golden"));
    let files = support::stems(&folder, "json");
    assert!(!files.is_empty(), "no golden answers in {folder}");
    files
        .into_iter()
        .map(|name| {
            let answers = support::json(&format!("{folder}/{name}.json"));
            let shown = support::bundled(&format!("derek-thomas/{name}-ie-optimization"));
            Golden { name, answers, shown }
        })
        .collect()
}

fn rows(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(|row| row.as_u64().unwrap() as usize).collect()
}

fn notebook_scatter(shown: &Shown) -> ScatterView {
    let choice = Choice { notebook: true, ..Choice::default() };
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    ScatterView::new(shown, &all, &choice, &scatter_view::fixed(shown, &choice))
}

#[test]
fn the_table_has_the_rows_and_columns() {
    for Golden { name, answers, shown } in goldens() {
        assert_eq!(shown.runs.rows as u64, answers["rows"].as_u64().unwrap(), "{name}");
        let columns: Vec<&str> = shown.runs.columns.iter().map(|column| column.name.as_str()).collect();
        let expected: Vec<&str> = answers["columns"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
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
        let expected = rows(&answers["cheapest_rows"]);
        assert!(!expected.is_empty(), "{table}");
        assert_eq!(sorted(column, &all, sort.falling)[..expected.len()], expected, "{table}");
    }
}

#[test]
fn the_failed_requests_add_up() {
    for Golden { name, answers, shown } in goldens() {
        assert_eq!(failed_requests(&shown.runs), Some(answers["failed_requests"].as_f64().unwrap()), "{name}");
    }
}

#[test]
fn the_scatter_has_the_front_and_the_minimum() {
    for Golden { name, answers, shown } in goldens() {
        let scatter = &answers["scatter"];
        assert_eq!(shown.notebook_cheapest as u64, scatter["lowest_cost_rows"].as_u64().unwrap(), "{name}");
        let view = notebook_scatter(&shown);
        assert_eq!(view.front_rows, rows(&scatter["pareto_rows"]), "{name}");
        assert_eq!(view.cheapest_row, Some(scatter["min_row"].as_u64().unwrap() as usize), "{name}");
        let expected = scatter["pareto"].as_array().unwrap();
        assert_eq!(view.scene.front.len(), expected.len(), "{name}");
        for (&at, pair) in view.scene.front.iter().zip(expected) {
            let point = view.scene.points[at];
            for (got, expected) in [(point.x, &pair[0]), (point.y, &pair[1])] {
                let expected = expected.as_f64().unwrap();
                assert!((got - expected).abs() <= TOLERANCE * expected.abs(), "{name}: {got} for {expected}");
            }
        }
    }
}

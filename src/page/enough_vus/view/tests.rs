//! Missing values, ties, one run, none.

use super::*;
use crate::data::runs::name;
use crate::data::runs::run_table::RunTable;
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};
use crate::page::enough_vus::words::{NONE_FOUND, answer, meaning, point_fields, try_it};
use crate::page::tables::active_table::Provenance;
use crate::page::tables::table_source::TableSource;
use arrow::array::Float64Array;

/// Hardware, batch size, VUs, throughput; NaN is null.
type Run = (f64, f64, f64, f64);

fn table(runs: &[Run]) -> ActiveTable {
    let column = |name: &str, value: fn(&Run) -> f64| {
        let values: Vec<f64> = runs.iter().map(value).collect();
        let known: Vec<bool> = values.iter().map(|value| !value.is_nan()).collect();
        let array = Float64Array::new(values.into(), Some(known.into()));
        Column { name: name.to_owned(), values: Values::Number { array, integral: false } }
    };
    let columns = vec![
        column(name::HW_TYPE, |run| run.0),
        column(name::BATCH_SIZE, |run| run.1),
        column(name::VUS, |run| run.2),
        column(name::THROUGHPUT, |run| run.3),
        // As Little's law has it, so that the runs are sound.
        column(name::AVG_LATENCY_MS, |run| 1000.0 * run.2 / run.3),
        column(name::COST, |_| 1.0),
    ];
    let runs = RunTable::by_default(Table { columns, rows: runs.len(), ..Table::default() }).unwrap();
    ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::BundledAskingHub, runs)
}

fn view(shown: &ActiveTable, notebook: bool, limit: Option<f64>) -> VusView {
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let fixed = VusAxes::new(shown, &Choice { notebook, ..Choice::default() });
    VusView::new(shown, &all, &fixed, Question { limit, ..Question::default() })
}

const NAN: f64 = f64::NAN;

#[test]
fn no_rows_and_one_row() {
    let none = table(&[]);
    for notebook in [false, true] {
        let view = view(&none, notebook, None);
        assert!(view.states.is_empty() && view.charts.is_empty());
        assert_eq!(answer(&view), "No run passes the filters.");
        let fixed = VusAxes::new(&none, &Choice::default());
        assert_eq!(try_it(&none, &[], &fixed, 0.02), "");
    }
    let one = table(&[(1.0, 8.0, 4.0, 10.0)]);
    let default = view(&one, false, None);
    assert_eq!(default.states[0].grade, Grade::CannotTell);
    let none = "Whether more load would help cannot be told, for noise or too few loads.";
    assert_eq!((answer(&default).as_str(), default.charts.len(), meaning(&default).as_str()), (none, 0, ""));
    // Runs that the filters, the limits or the slider leave out.
    let fixed = VusAxes::new(&one, &Choice::default());
    let of = |passing: (&[usize], &[usize]), limit| {
        answer(&VusView::within(&one, passing, &fixed, Question { limit, ..Question::default() }))
    };
    assert_eq!(of((&[0], &[]), None), "No run is within the limits.");
    assert_eq!(of((&[0], &[0]), Some(1.0)), "No run passes the filters and this limit.");
    assert_eq!(answer(&view(&table(&[(1.0, 8.0, 1.0, 2.0), (1.0, 8.0, 2.0, 1.0)]), true, None)), NONE_FOUND);
    let notebook = view(&one, true, None);
    assert_eq!((notebook.states[0].grade, notebook.charts.len()), (Grade::Rises, 1));
    assert_eq!(answer(&notebook), "1 of 1 group never loses throughput as VUs rise: it should be tried with more.");
}

#[test]
fn what_is_missing() {
    let shown = table(&[
        (1.0, 8.0, 1.0, 10.0),
        (1.0, 8.0, 2.0, NAN),
        (1.0, 8.0, NAN, 1.0),
        (1.0, 8.0, 4.0, 20.0),
        (NAN, 8.0, 1.0, 1.0),
        (1.0, NAN, 1.0, 1.0),
    ]);
    let default = view(&shown, false, None);
    let grades: Vec<Grade> = default.states.iter().map(|state| state.grade).collect();
    assert_eq!(grades, [Grade::Rises, Grade::CannotTell, Grade::CannotTell]);
    assert_eq!((default.left_out, default.states[0].rows.as_slice()), (2, &[0, 3][..]));
    // pandas drops groups without a name and rows without VUs; NaN is not monotonic.
    let notebook = view(&shown, true, None);
    assert_eq!((notebook.states.len(), notebook.rising().count()), (1, 0));
    assert_eq!(notebook.states[0].rows, [0, 1, 3]);
    let notebook = view(&shown, true, Some(1.0));
    assert_eq!((notebook.states[0].rows.as_slice(), notebook.rising().count()), (&[0][..], 1));
}

#[test]
fn repeated_vus() {
    let falls = table(&[(1.0, 8.0, 2.0, 12.0), (1.0, 8.0, 2.0, 10.0), (1.0, 8.0, 1.0, 10.0)]);
    assert_eq!(view(&falls, true, None).rising().count(), 0, "ties keep the order of the table");
    let rises = table(&[(1.0, 8.0, 2.0, 10.0), (1.0, 8.0, 2.0, 12.0), (1.0, 8.0, 1.0, 10.0)]);
    assert_eq!(view(&rises, true, None).states[0].rows, [2, 0, 1]);
    // The two are noise: by less than they differ nothing rises.
    assert_eq!(view(&falls, false, None).states[0].grade, Grade::CannotTell);
    let near = table(&[(1.0, 8.0, 2.0, 11.1), (1.0, 8.0, 2.0, 10.9), (1.0, 8.0, 1.0, 10.0)]);
    let default = view(&near, false, None);
    let points = &default.charts[0].scene.lines[0].points;
    assert_eq!(points.iter().map(|point| (point.x, point.y)).collect::<Vec<_>>(), [(1.0, 10.0), (2.0, 11.0)]);
    let fields = point_fields(&near, &default, &default.states[0], 0);
    let text: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
    assert_eq!(text, ["VUs 2", "Throughput 11 req/s", "Gain +10.0%", "Mean of 2 runs"]);
    assert!(point_fields(&near, &default, &default.states[0], 9).is_empty());
}

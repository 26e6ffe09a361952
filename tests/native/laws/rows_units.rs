//! What must not change the answers: the order of a table's rows, and the units of its columns. Every view of the three
//! real tables, with rows shuffled and columns scaled by fixed seeds.

use std::sync::Arc;

use crate::support::shown::{all, made_table};
use crate::support::{Random, tables};
use isocost::data::bundled;
use isocost::data::runs::checks::Loads;
use isocost::data::runs::name;
use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::view::{Status, verdicts};
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::Offer;
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::compare::words as compare_words;
use isocost::page::contour::view::ContourView;
use isocost::page::contour::words as contour_words;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::enough_vus::words as vus_words;
use isocost::page::rankings::best::BestView;
use isocost::page::runs::response_shape::{DEFAULT_BINS, ResponseView, shapes};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::text_table::Cell;

/// The table with the row `order[n]` as its nth.
fn reordered(table: &Table, order: &[usize]) -> Table {
    let column = |column: &Column| match column.numbers() {
        Some(numbers) => tables::number(&column.name, &order.iter().map(|&row| numbers[row]).collect::<Vec<_>>()),
        None => {
            let texts: Vec<Option<String>> =
                order.iter().map(|&row| (!column.is_null(row)).then(|| column.text(row))).collect();
            tables::text(&column.name, &texts.iter().map(Option::as_deref).collect::<Vec<_>>())
        }
    };
    tables::table(table.columns.iter().map(column).collect())
}

/// The table with a column in another unit, and so perhaps of another name.
fn scaled(table: &Table, from: &str, to: &str, factor: f64) -> Table {
    let mut table = table.clone();
    let column = table.columns.iter_mut().find(|column| column.name == from).expect("the column");
    let numbers = column.numbers().expect("numbers");
    *column = tables::number(to, &numbers.iter().map(|value| value * factor).collect::<Vec<_>>());
    assert!(matches!(column.values, Values::Number { .. }));
    table
}

fn scatter(shown: &ActiveTable, choice: &Choice) -> ScatterView {
    ScatterView::new(shown, &all(shown), choice, &scatter_view::fixed(shown, choice))
}

fn compared(shown: &ActiveTable) -> Option<CompareView> {
    let offer = Arc::new(Offer::of(shown));
    let compared = *offer.options.first()?;
    Some(CompareView::new(shown, &all(shown), &Arc::new(CompareLayout::new(shown, &offer, compared))))
}

fn vus(shown: &ActiveTable, limit: Option<f64>) -> VusView {
    let fixed = VusAxes::new(shown, &Choice::default());
    VusView::new(shown, &all(shown), &fixed, Question { limit, ..Question::default() })
}

/// Everything that the views say in words, and in tables.
fn words(shown: &ActiveTable) -> Vec<String> {
    let rows = all(shown);
    let choice = Choice::default();
    let mut words: Vec<String> = Vec::new();
    for verdict in verdicts(shown, &Loads::of(&shown.runs), &rows) {
        words.push(format!("{:?} {}", verdict.status, verdict.sentence));
        let mut notes: Vec<String> = verdict.affected.iter().map(|run| run.note.clone()).collect();
        notes.sort();
        words.extend(notes);
    }
    words.extend(shapes(shown).iter().map(|shape| ResponseView::new(shape, &rows, DEFAULT_BINS, false).sentence));
    for limit in [None, Some(128.0), Some(256.0)] {
        let view = vus(shown, limit);
        words.extend([vus_words::answer(&view), vus_words::meaning(&view)]);
        words.extend(view.states.iter().map(|state| format!("{} {:?}", state.label, state.grade)));
    }
    for notebook in [false, true] {
        let view = ContourView::new(shown, &rows, notebook, Controls::default());
        words.push(contour_words::overview(&view));
        words.extend(view.panels.iter().map(|panel| contour_words::summary(&view, panel)));
        words.extend(contour_words::finding(&view));
    }
    words.extend(compared(shown).map(|view| compare_words::summary(shown, &view)));
    let best = BestView::new(shown, &rows, &rows, &choice);
    words.extend([best.listing.sentence, best.caption, best.reading]);
    words.extend(best.listing.lines.into_iter().flat_map(|line| line.cells).map(|cell| cell.text));
    words
}

/// All numbers of the drawings that no row's place in the table is part of.
fn drawings(shown: &ActiveTable) -> String {
    let rows = all(shown);
    let contours = [false, true].map(|notebook| {
        let view = ContourView::new(shown, &rows, notebook, Controls::default());
        let panel =
            |panel: isocost::page::contour::view::Panel| (panel.levels, panel.surface, panel.scene.lines.clone());
        view.panels.into_iter().map(panel).collect::<Vec<_>>()
    });
    let histograms = shapes(shown)
        .iter()
        .flat_map(|shape| [true, false].map(|notebook| ResponseView::new(shape, &rows, DEFAULT_BINS, notebook).scene))
        .collect::<Vec<_>>();
    let density = AccuracyView::new(shown, &rows).and_then(|view| Some(view.scene?.curve.clone()));
    let lines: Vec<_> =
        vus(shown, Some(128.0)).states.into_iter().map(|state| state.curve.throughput_req_per_sec).collect();
    let savings = compared(shown).map(|view| {
        let contests = view.comparison.contests.iter();
        let mut savings: Vec<f64> = contests.map(|contest| contest.saving_percent).collect();
        savings.sort_by(f64::total_cmp);
        savings
    });
    format!("{contours:?} {histograms:?} {density:?} {lines:?} {savings:?}")
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let mut random = Random::new(53);
    for bundled in bundled::TABLES {
        let table = bundled.table();
        let mut order: Vec<usize> = (0..table.rows).collect();
        let before = made_table(reordered(&table, &order));
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        let after = made_table(reordered(&table, &order));
        let (got, expected) = (words(&after), words(&before));
        assert_eq!(got.len(), expected.len());
        got.iter().zip(&expected).for_each(|(got, expected)| assert_eq!(got, expected));
        assert!(drawings(&after) == drawings(&before), "{}: a drawing is another one", bundled.dataset);
        let old = |rows: &[usize]| rows.iter().map(|&row| order[row]).collect::<Vec<_>>();
        for notebook in [false, true] {
            let choice = Choice { notebook, ..Choice::default() };
            let (got, expected) = (scatter(&after, &choice), scatter(&before, &choice));
            assert_eq!(old(&got.front_rows), expected.front_rows);
            assert_eq!(got.cheapest_row.map(|row| order[row]), expected.cheapest_row);
            let contour =
                |shown: &ActiveTable| ContourView::new(shown, &all(shown), notebook, Controls::default()).panels;
            let best =
                |shown: &ActiveTable| contour(shown).iter().filter_map(|panel| panel.best_row).collect::<Vec<_>>();
            assert_eq!(old(&best(&after)), best(&before));
        }
    }
}

/// Costs in another currency: eight to the dollar, a power of two, so that not even rounding differs.
#[test]
fn another_currency_changes_amounts_alone() {
    for bundled in bundled::TABLES {
        let table = bundled.table();
        let before = made_table(table.clone());
        let after = made_table(scaled(&table, name::COST, name::COST, 8.0));
        let choice = Choice::default();
        assert_eq!(scatter(&after, &choice).front_rows, scatter(&before, &choice).front_rows);
        assert_eq!(scatter(&after, &choice).cheapest_row, scatter(&before, &choice).cheapest_row);
        let savings = |shown: &ActiveTable| compared(shown).map(|view| view.comparison);
        assert_eq!(savings(&after), savings(&before));
        let levels = |shown: &ActiveTable| -> Vec<_> {
            let view = ContourView::new(shown, &all(shown), true, Controls::default());
            let lines = |panel: &isocost::page::contour::view::Panel| {
                panel.scene.lines.iter().map(|line| line.points.clone()).collect::<Vec<_>>()
            };
            view.panels.iter().map(|panel| (panel.levels.clone(), panel.best_row, lines(panel))).collect()
        };
        for ((got, row, lines), (levels, expected_row, expected)) in levels(&after).into_iter().zip(levels(&before)) {
            assert_eq!(got, levels.iter().map(|level| level * 8.0).collect::<Vec<_>>());
            assert_eq!(row, expected_row);
            assert!(lines == expected, "{}: an isoline moved", bundled.dataset);
        }
        let best = |shown: &ActiveTable| {
            let view = BestView::new(shown, &all(shown), &all(shown), &choice);
            let cells = |mut cells: Vec<Cell>| {
                cells.remove(2);
                cells
            };
            (view.reading, view.listing.lines.into_iter().map(|line| (line.row, cells(line.cells))).collect::<Vec<_>>())
        };
        assert_eq!(best(&after), best(&before), "all but the amounts");
    }
}

/// Latencies in seconds, in a column that says so: found, converted, and the same answers.
#[test]
fn seconds_for_milliseconds_change_nothing() {
    for bundled in bundled::TABLES {
        let table = bundled.table();
        let before = made_table(table.clone());
        let seconds = scaled(&table, name::AVG_LATENCY_MS, "avg_latency_s", 1e-3);
        let after = made_table(scaled(&seconds, name::P95_LATENCY_MS, "p95_latency_s", 1e-3));
        for (got, expected) in after.runs.avg_latency_ms.iter().zip(&before.runs.avg_latency_ms) {
            assert!((got - expected).abs() <= 1e-12 * expected, "{got} for {expected}");
        }
        let choice = Choice::default();
        assert_eq!(scatter(&after, &choice).front_rows, scatter(&before, &choice).front_rows);
        let statuses = |shown: &ActiveTable| -> Vec<Status> {
            verdicts(shown, &Loads::of(&shown.runs), &all(shown)).iter().map(|verdict| verdict.status).collect()
        };
        assert_eq!(statuses(&after), statuses(&before));
        let best = |shown: &ActiveTable| BestView::new(shown, &all(shown), &all(shown), &choice).listing.lines;
        assert_eq!(best(&after), best(&before));
    }
}

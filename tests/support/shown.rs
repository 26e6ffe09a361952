//! Tables in the form that the page's views take.

use std::sync::Arc;

use isocost::data::bundled;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::answer::asked::Asked;
use isocost::page::choice::filters::Choice;
use isocost::page::choice::limits::LimitChoice;
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::side_by_side::SideBySide;
use isocost::page::tables::table_source::TableSource;
use isocost::page::verdict::confidence::ConfidenceView;
use isocost::page::verdict::view::VerdictView;

/// A bundled table.
pub fn bundled(dataset: &str) -> ActiveTable {
    let table = bundled::find(dataset).unwrap_or_else(|| panic!("no bundled table {dataset}"));
    let runs = RunTable::by_default(table.table()).unwrap();
    ActiveTable::new(TableSource::of_dataset(dataset), Provenance::BundledAskingHub, runs)
}

/// A bundled table by what is special in its name: `vision-embedding`, `embedding`, `classification`.
pub fn real(name: &str) -> ActiveTable {
    bundled(&format!("derek-thomas/{name}-ie-optimization"))
}

/// A bundled table by its place in the list, which begins with [`real`]'s `vision-embedding`.
pub fn nth(table: usize) -> ActiveTable {
    bundled(bundled::TABLES[table].dataset)
}

/// A file of `tests/fixtures` that can be read.
pub fn fixture(name: &str) -> ActiveTable {
    let file = std::fs::read(super::path(&format!("tests/fixtures/{name}.parquet"))).unwrap();
    let runs = RunTable::by_default(decode(file.into(), &Limits::default()).unwrap()).unwrap();
    ActiveTable::new(TableSource::of_dataset("acme/loads"), Provenance::BundledAskingHub, runs)
}

/// A table made in a test.
pub fn made_table(table: Table) -> ActiveTable {
    let runs = RunTable::by_default(table).expect("the columns of a run table");
    ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs)
}

/// A table as it lies beside others, before they are put together.
pub fn loaded(dataset: &str, table: Table) -> Arc<Loaded> {
    Arc::new(Loaded::new(TableSource::of_dataset(dataset), Provenance::Hub { commit: None }, table))
}

/// Tables put together.
pub fn side_by_side<'a>(tables: impl IntoIterator<Item = (&'a str, Table)>, choice: &Choice) -> SideBySide {
    let tables: Vec<Arc<Loaded>> = tables.into_iter().map(|(name, table)| loaded(name, table)).collect();
    SideBySide::new(&tables, choice)
}

/// Tables that can be put together, as one.
pub fn joined<'a>(tables: impl IntoIterator<Item = (&'a str, Table)>) -> Arc<ActiveTable> {
    let side = side_by_side(tables, &Choice::default());
    assert_eq!(side.refused, None);
    side.shown.unwrap()
}

/// The rows of a table.
pub fn all(shown: &ActiveTable) -> Vec<usize> {
    (0..shown.runs.rows).collect()
}

/// The verdict under limits, from the rows that pass the filters; nothing else is asked.
pub fn verdict_of(shown: &ActiveTable, basis: &Basis, rows: &[usize], limits: &LimitChoice) -> VerdictView {
    VerdictView::new(shown, basis, rows, &Asked { limits: limits.clone(), ..Asked::default() })
}

/// The same with what is told of its configuration a moment later.
pub fn told_of(shown: &ActiveTable, basis: &Basis, rows: &[usize], limits: &LimitChoice) -> VerdictView {
    let mut view = verdict_of(shown, basis, rows, limits);
    let sure = sure_of(shown, rows, &view, None);
    view.why.extend(sure.why);
    view.caveats.splice(..0, sure.against);
    view
}

/// How sure a verdict on some rows is, with the tolerance that the table's noise says or the reader's own, in percent.
pub fn sure_of(shown: &ActiveTable, rows: &[usize], verdict: &VerdictView, own_percent: Option<f64>) -> ConfidenceView {
    sure_of_asked(shown, rows, (verdict, &Asked::default()), own_percent)
}

/// The same of a verdict on what was asked.
pub fn sure_of_asked(
    shown: &ActiveTable,
    rows: &[usize],
    verdict: (&VerdictView, &Asked),
    own_percent: Option<f64>,
) -> ConfidenceView {
    ConfidenceView::new(&Arc::new(shown.clone()), &Basis::of(&shown.runs), rows, verdict, own_percent)
}

/// What is read of a parquet file of the project.
pub fn decoded(path: &str) -> Table {
    decode(std::fs::read(super::path(path)).unwrap().into(), &Limits::default()).unwrap()
}

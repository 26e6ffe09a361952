//! Tables in the form that the page's views take.

use std::sync::Arc;

use isocost::data::bundled;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{Loaded, Shown, Source};
use isocost::page::tables::side_by_side::SideBySide;
use isocost::page::tables::table_source::Place;

/// A bundled table.
pub fn bundled(dataset: &str) -> Shown {
    let table = bundled::find(dataset).unwrap_or_else(|| panic!("no bundled table {dataset}"));
    let runs = RunTable::by_default(table.table()).unwrap();
    Shown::new(Place::of_dataset(dataset), Source::BundledAskingHub, runs)
}

/// A bundled table by what is special in its name: `vision-embedding`, `embedding`, `classification`.
pub fn real(name: &str) -> Shown {
    bundled(&format!("derek-thomas/{name}-ie-optimization"))
}

/// A bundled table by its place in the list, which begins with [`real`]'s `vision-embedding`.
pub fn nth(table: usize) -> Shown {
    bundled(bundled::TABLES[table].dataset)
}

/// A file of `tests/fixtures` that can be read.
pub fn fixture(name: &str) -> Shown {
    let file = std::fs::read(super::path(&format!("tests/fixtures/{name}.parquet"))).unwrap();
    let runs = RunTable::by_default(decode(file.into(), &Limits::default()).unwrap()).unwrap();
    Shown::new(Place::of_dataset("acme/loads"), Source::BundledAskingHub, runs)
}

/// A table made in a test.
pub fn made_table(table: Table) -> Shown {
    let runs = RunTable::by_default(table).expect("the columns of a run table");
    Shown::new(Place::of_dataset("a/b"), Source::Computer, runs)
}

/// A table as it lies beside others, before they are put together.
pub fn loaded(dataset: &str, table: Table) -> Arc<Loaded> {
    Arc::new(Loaded::new(Place::of_dataset(dataset), Source::Hub { commit: None }, table))
}

/// Tables put together.
pub fn side_by_side<'a>(tables: impl IntoIterator<Item = (&'a str, Table)>, choice: &Choice) -> SideBySide {
    let tables: Vec<Arc<Loaded>> = tables.into_iter().map(|(name, table)| loaded(name, table)).collect();
    SideBySide::new(&tables, choice)
}

/// Tables that can be put together, as one.
pub fn joined<'a>(tables: impl IntoIterator<Item = (&'a str, Table)>) -> Arc<Shown> {
    let side = side_by_side(tables, &Choice::default());
    assert_eq!(side.refused, None);
    side.shown.unwrap()
}

/// The rows of a table.
pub fn all(shown: &Shown) -> Vec<usize> {
    (0..shown.runs.rows).collect()
}

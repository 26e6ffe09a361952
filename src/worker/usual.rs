//! Usual tables, of which the page shows the first view without its lazy code: the notebooks' columns with rows of numbers.
//!
//! The build's profile has opened such tables (`tools/build/split/views.mjs`); of all others nobody can say which code their
//! first view calls, so the page waits for all of it (`tools/build/loader/gate.js`).

use crate::data::runs::name;
use crate::data::table::Table;
use crate::data::table::column::Values;

/// Columns that a usual table has, as numbers.
const NEEDED: [&str; 5] = [name::VUS, name::BATCH_SIZE, name::AVG_LATENCY_MS, name::THROUGHPUT, name::COST];

/// Whether a table is one. Nulls, NaN and any number of rows but none are usual.
#[must_use]
pub fn is_usual(table: &Table) -> bool {
    let is_number = |name: &&str| {
        let mut columns = table.columns.iter();
        columns.any(|column| column.name == **name && matches!(column.values, Values::Number { .. }))
    };
    table.rows > 0
        && NEEDED.iter().all(is_number)
        && table.columns.iter().all(|column| name::is_of_notebooks(&column.name))
}

//! Saved tables: the table of runs in the file's own columns, and where a saved table is from.

use crate::analysis::stats::round::MAX_EXACT_INTEGER;
use std::sync::Arc;

use crate::data::table::column::{Column, Values};
use crate::export::sheet::{Cell, Kind, Sheet, column};

use crate::page::choice::filters::Choice;
use crate::page::runs::table::heads;
use crate::page::tables::active_table::ActiveTable;
use crate::page::tables::embedded::query;

/// The runs in this order with all columns: those that decide, then the others. They have the names of the file (or, where
/// they were derived, the notebooks'), so that the page can open what it saved.
#[must_use]
pub fn runs(shown: &ActiveTable, order: Vec<usize>) -> Sheet {
    let at: Vec<usize> = heads(shown, true).iter().map(|head| head.at).collect();
    let table = Arc::clone(&shown.runs);
    let columns = at.iter().map(|&at| column(&table.columns[at].name, kind(&table.columns[at])));
    let columns: Vec<_> = columns.collect();
    let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
    Sheet::new(columns, order.len(), move |row, nth| raw(&table.columns[at[nth]], kinds[nth], order[row]))
}

fn kind(column: &Column) -> Kind {
    match &column.values {
        // Of large unsigned numbers only the float is left.
        Values::Number { array, integral: true } if !array.values().iter().any(|v| v.abs() > MAX_EXACT_INTEGER) => {
            Kind::Whole
        }
        Values::Number { .. } => Kind::Number,
        Values::BigInt(_) => Kind::Whole,
        Values::Bool(_) => Kind::Truth,
        Values::Text(_) => Kind::Text,
    }
}

fn raw(column: &Column, kind: Kind, row: usize) -> Cell {
    if column.is_null(row) {
        return Cell::Missing;
    }
    match &column.values {
        Values::Number { array, .. } if kind == Kind::Whole && !array.value(row).is_nan() => {
            Cell::Whole(array.value(row) as i64)
        }
        Values::Number { array, .. } => Cell::Number(array.value(row)),
        Values::BigInt(array) => Cell::Whole(array.value(row)),
        Values::Bool(array) => Cell::Truth(array.value(row)),
        Values::Text(_) => Cell::Text(column.text(row)),
    }
}

/// Where a saved table is from, by key: `source`, `date`, and `address`, what comes after the page's own address to show
/// the same. No more of the page's address: a host may put its secrets there.
#[must_use]
pub fn about(shown: &ActiveTable, choice: &Choice, date: &str) -> Vec<(&'static str, String)> {
    let mut pairs = shown.place.to_pairs();
    pairs.extend(choice.to_pairs());
    vec![
        ("source", format!("{}; {}", shown.place.title(), shown.source.words(&shown.place))),
        ("date", date.to_owned()),
        ("address", format!("?{}", query(&pairs))),
    ]
}

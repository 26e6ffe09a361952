//! Builders of small tables.

use arrow::array::{DictionaryArray, Float64Array};
use arrow::datatypes::Int32Type;
use isocost::data::runs::roles::{Role, Roles, Unit};
use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};

pub fn number(name: &str, values: &[f64]) -> Column {
    let known: Vec<bool> = values.iter().map(|value| !value.is_nan()).collect();
    let array = Float64Array::new(values.to_vec().into(), Some(known.into()));
    let integral = values.iter().all(|value| value.fract() == 0.0);
    Column { name: name.to_owned(), values: Values::Number { array, integral } }
}

pub fn text(name: &str, values: &[Option<&str>]) -> Column {
    let array: DictionaryArray<Int32Type> = values.iter().copied().collect();
    Column { name: name.to_owned(), values: Values::Text(array) }
}

pub fn table(columns: Vec<Column>) -> Table {
    let rows = match columns.first().map(|column| &column.values) {
        Some(Values::Number { array, .. }) => array.values().len(),
        Some(Values::Text(array)) => array.keys().values().len(),
        _ => 0,
    };
    Table { columns, rows, ..Table::default() }
}

/// The names of columns, and how each is read from a row.
pub type Columns<'a, R, V> = &'a [(&'a str, fn(&R) -> V)];

/// A table of rows: columns of text, then columns of numbers.
pub fn made_of_rows<R>(rows: &[R], texts: Columns<R, &'static str>, numbers: Columns<R, f64>) -> Table {
    let texts = texts.iter().map(|(name, of)| text(name, &rows.iter().map(|row| Some(of(row))).collect::<Vec<_>>()));
    let numbers = numbers.iter().map(|(name, of)| number(name, &rows.iter().map(of).collect::<Vec<_>>()));
    table(texts.chain(numbers).collect())
}

pub fn close(a: f64, b: f64, relative: f64) -> bool {
    (a.is_nan() && b.is_nan()) || (a - b).abs() <= relative * b.abs()
}

pub fn taken(roles: &Roles, role: Role) -> Option<(&str, Unit)> {
    roles.of(role).map(|taken| (taken.column.as_str(), taken.unit))
}

//! Table for export: named columns, whose cells are computed one at a time, because a copy of a million rows would not
//! fit into memory beside the original.

use crate::text::unique_name::{Suffix, unique};

/// Type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Whole numbers.
    Whole,
    /// True or false.
    Truth,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, with the unit if there is one.
    pub name: String,
    /// Its type; formats with typed columns write cells of another type as missing.
    pub kind: Kind,
}

/// A value with every digit, not as the page rounds it.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number. Formats without NaN write it as missing.
    Number(f64),
    /// A whole number, beyond 2^53, too.
    Whole(i64),
    /// True or false.
    Truth(bool),
    /// Not measured, not known.
    Missing,
}

/// A table.
pub struct Sheet {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Number of rows.
    pub rows: usize,
    cells: Box<dyn Fn(usize, usize) -> Cell>,
}

impl Sheet {
    /// A table whose cells are computed by row and column.
    pub fn new(columns: Vec<Column>, rows: usize, cells: impl Fn(usize, usize) -> Cell + 'static) -> Self {
        Self { columns, rows, cells: Box::new(cells) }
    }

    /// A table of given cells, row by row.
    #[must_use]
    pub fn of_cells(columns: Vec<Column>, cells: Vec<Cell>) -> Self {
        let width = columns.len();
        let rows = cells.len().checked_div(width).unwrap_or(0);
        Self::new(columns, rows, move |row, column| cells[row * width + column].clone())
    }

    /// A cell.
    ///
    /// # Panics
    /// When there is no such row.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        (self.cells)(row, column)
    }

    /// The columns' names, each another one: programs find columns by them. The second of the same name is `name (2)`;
    /// one without a name is called `column`.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::with_capacity(self.columns.len());
        for Column { name, .. } in &self.columns {
            let name = if name.is_empty() { "column" } else { name };
            // A number may make what another column is called already.
            let other = |own: &str| own != name && self.columns.iter().any(|other| other.name == own);
            names.push(unique(name, Suffix::Count, |own| names.iter().any(|name| name == own) || other(own)));
        }
        names
    }
}

/// A finite number in the fewest digits that read back as the same one, as programs read it: `44496.51414`, `1e300`.
#[must_use]
pub fn digits(value: f64) -> String {
    match value.abs() {
        0.0 | 1e-5..1e17 => value.to_string(),
        _ => format!("{value:e}"),
    }
}

/// A column.
#[must_use]
pub fn column(name: &str, kind: Kind) -> Column {
    Column { name: name.to_owned(), kind }
}

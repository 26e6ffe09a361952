//! Builder of tables for export.

use isocost::export::sheet::{Cell, Column, Sheet};

/// Each row has a cell for each column.
pub fn of_rows(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Sheet {
    assert!(rows.iter().all(|row| row.len() == columns.len()));
    Sheet::of_cells(columns, rows.into_iter().flatten().collect())
}

//! A look at the values of an opened table: some of a column, and the first rows of all columns.

use crate::data::runs::roles::{Role, Roles};
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::format::numbers::{fixed, short};
use crate::text::foreign;

/// So many rows are shown.
const ROWS: usize = 5;
/// So many columns; a table may have thousands.
const COLUMNS: usize = 40;
/// So many different values of a column.
const SAMPLES: usize = 3;
/// They are looked for among so many rows.
const LOOKED_AT: usize = 1_000;
/// Shorter numbers are told with every digit.
const FEW_CHARS: usize = 8;

/// The first rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Each column's name, and what it is taken for; empty for nothing.
    pub heads: Vec<(String, &'static str)>,
    /// A text for each column, as the file has it; empty for none.
    pub rows: Vec<Vec<String>>,
    /// What of the table is not here, in words; empty where all is.
    pub rest: String,
}

impl Preview {
    /// Of a table whose columns have these roles.
    #[must_use]
    pub fn new(table: &Table, roles: &Roles) -> Self {
        let columns = &table.columns[..table.columns.len().min(COLUMNS)];
        let role_of = |column: &Column| {
            let taken = |role: &Role| roles.of(*role).is_some_and(|taken| taken.column == column.name);
            Role::ALL.into_iter().find(taken).map_or("", Role::words)
        };
        let row = |row: usize| columns.iter().map(|column| cell(column, row)).collect();
        Self {
            heads: columns.iter().map(|column| (foreign::shown(&column.name).into_owned(), role_of(column))).collect(),
            rows: (0..table.rows.min(ROWS)).map(row).collect(),
            rest: rest(table),
        }
    }
}

fn rest(table: &Table) -> String {
    let part = |shown: usize, all: usize, many: &str| {
        (all > shown).then(|| format!("{} of {} {many}", fixed(shown as f64, 0), fixed(all as f64, 0)))
    };
    let parts = [part(ROWS, table.rows, "rows"), part(COLUMNS, table.columns.len(), "columns")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn cell(column: &Column, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    foreign::cut(&column.text(row))
}

/// A value in few digits: its order of magnitude tells a unit.
fn sample(column: &Column, row: usize) -> String {
    let text = cell(column, row);
    match column.numbers() {
        Some(numbers) if text.len() > FEW_CHARS => short(numbers[row]),
        _ => text,
    }
}

/// The first different values of a column, in the file's order: `1, 2, 4 …`; empty where it has none.
#[must_use]
pub fn samples(table: &Table, column: &str) -> String {
    let Some(column) = table.columns.iter().find(|own| own.name == column) else { return String::new() };
    let mut found: Vec<String> = Vec::new();
    let mut more = "";
    for row in 0..table.rows.min(LOOKED_AT) {
        let text = sample(column, row);
        if text.is_empty() || found.contains(&text) {
            continue;
        }
        if found.len() == SAMPLES {
            more = " …";
            break;
        }
        found.push(text);
    }
    [&found.join(", "), more].concat()
}

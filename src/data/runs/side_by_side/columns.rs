//! The columns of several tables under common names, and their values below each other.

use super::parts::Part;
use crate::data::runs::measured::Measured;
use crate::data::runs::name::{DERIVED, DERIVED_WORDS};
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::{Category, Column, Numbers, Values};
use crate::text::unique_name::unique;

/// Roles whose columns are kept in their own units and are only shown: columns of other names are not put together.
const AS_THEY_ARE: [Role; 4] = [Role::Price, Role::Duration, Role::GpuCount, Role::FailedRequests];

/// A table's columns while they get names that they share with other tables.
pub struct Named {
    pub columns: Vec<Column>,
    pub file_columns: usize,
    pub at: [Option<usize>; Role::COUNT],
    rows: usize,
}

impl Named {
    /// The columns that do not depend on prices.
    pub fn measured(runs: &Measured) -> Self {
        Self {
            columns: runs.measured_columns.clone(),
            file_columns: runs.file_columns,
            at: runs.measured_at,
            rows: runs.rows,
        }
    }

    /// All columns but the costs of successful requests, which are made for all tables together.
    pub fn all(runs: &RunTable) -> Self {
        let mut columns = runs.columns.clone();
        columns.truncate(runs.successful_at.unwrap_or(columns.len()));
        Self { columns, at: runs.at, ..Self::measured(runs) }
    }

    /// The column of a role.
    pub fn of(&self, role: Role) -> Option<&Column> {
        Some(&self.columns[self.at[role as usize]?])
    }

    /// Makes all tables call the columns of each role the same, but those of costs: what these are called depends on
    /// prices, which decide nothing about other columns.
    pub fn same_names(tables: &mut [Self]) {
        let roles = Role::ALL.into_iter().filter(|role| *role != Role::Cost && !AS_THEY_ARE.contains(role));
        roles.for_each(|role| Self::same_name(tables, role));
    }

    /// Makes all tables call a role's column the same.
    pub fn same_name(tables: &mut [Self], role: Role) {
        let at = |table: &Self| table.at[role as usize];
        let Some(first) = tables.iter().find_map(|table| Some(table.of(role)?.name.clone())) else { return };
        // A name is free where no table has it for something else. Names of derived costs are kept for them, whether
        // they are there or come with a price.
        let free = |name: &str| {
            let other = |table: &Self| {
                let found = table.columns.iter().position(|column| column.name == name);
                found.is_some() && found != at(table)
            };
            let of_costs = role != Role::Cost && name.trim_end_matches(DERIVED_WORDS) == Role::Cost.house_name();
            !of_costs && !tables.iter().any(other)
        };
        let name = if free(&first) { first } else { unique(role.house_name(), DERIVED, |name| !free(name)) };
        for table in tables {
            let Some(at) = table.at[role as usize].filter(|&at| table.columns[at].name != name) else { continue };
            if at < table.file_columns {
                let column = Column { name: name.clone(), values: table.columns[at].values.clone() };
                table.at[role as usize] = Some(table.columns.len());
                table.columns.push(column);
            } else {
                table.columns[at].name.clone_from(&name);
            }
        }
    }
}

/// Tables that call things the same.
pub struct Joined<'a> {
    pub tables: &'a [Named],
    pub rows: usize,
}

impl<'a> Joined<'a> {
    /// The names of all columns: the files' own first, then those that were derived; and how many are the files' own.
    pub fn names(&self) -> (Vec<&'a str>, usize) {
        let own = self.tables.iter().flat_map(|table| &table.columns[..table.file_columns]);
        let derived = self.tables.iter().flat_map(|table| &table.columns[table.file_columns..]);
        let mut names: Vec<&str> = Vec::new();
        let mut file_columns = 0;
        for (nth, column) in own.map(|column| (0, column)).chain(derived.map(|column| (1, column))) {
            if !names.contains(&column.name.as_str()) {
                names.push(&column.name);
                file_columns += 1 - nth;
            }
        }
        (names, file_columns)
    }

    /// Where among the columns of these tables the ones with a role are.
    pub fn positions(&self, columns: &[Column]) -> [Option<usize>; Role::COUNT] {
        Role::ALL.map(|role| {
            let name = &self.tables.iter().find_map(|table| table.of(role))?.name;
            columns.iter().position(|column| column.name == *name)
        })
    }

    /// The column of a name. Of columns of one name in one table the first is taken, as its role is.
    pub fn column(&self, name: &str) -> Column {
        Column { name: name.to_owned(), values: self.values(name) }
    }

    /// The values of a column: null where a table has none of that name. Numbers stay numbers where all tables have
    /// numbers; else they are texts, as they are shown.
    fn values(&self, name: &str) -> Values {
        let pieces: Vec<(Option<&Column>, usize)> = self
            .tables
            .iter()
            .map(|table| (table.columns.iter().find(|column| column.name == name), table.rows))
            .collect();
        let mut missing = Vec::with_capacity(self.rows);
        for (column, rows) in &pieces {
            missing.extend((0..*rows).map(|row| column.is_none_or(|column| column.is_null(row))));
        }
        let missing = |row: usize| missing[row];
        let present = || pieces.iter().filter_map(|(column, _)| *column);
        if !present().all(|column| matches!(column.values, Values::Number { .. })) {
            return Values::of_category(&texts(&pieces, self.rows), &missing);
        }
        let mut numbers = Vec::with_capacity(self.rows);
        for (column, rows) in &pieces {
            match column.and_then(Column::numbers) {
                Some(piece) => numbers.extend_from_slice(&piece),
                None => numbers.resize(numbers.len() + rows, f64::NAN),
            }
        }
        let integral = present().all(|column| matches!(column.values, Values::Number { integral: true, .. }));
        Values::of_numbers(numbers.into(), integral, &missing)
    }
}

/// The columns of tables as texts below each other; no text is made for a row.
fn texts(pieces: &[(Option<&Column>, usize)], rows: usize) -> Category {
    let (mut numbers, mut texts) = (Vec::with_capacity(rows), Vec::new());
    for &(column, rows) in pieces.iter().filter(|&&(_, rows)| rows > 0) {
        let first = texts.len() as u32;
        match column {
            Some(column) => {
                let Category { codes, mut labels } = Category::of(column, rows);
                numbers.extend(codes.iter().map(|code| first + code));
                texts.append(&mut labels);
            }
            None => {
                numbers.resize(numbers.len() + rows, first);
                texts.push(Category::MISSING.to_owned());
            }
        }
    }
    Category::of_numbered(&numbers, &texts)
}

/// What is no column: numbers of each table, another one where a table has none; `None` where no table has any.
pub fn numbers(parts: &[Part<RunTable>], absent: f64, read: &dyn Fn(&RunTable) -> Option<Numbers>) -> Option<Numbers> {
    let (mut all, mut any) = (Vec::with_capacity(parts.iter().map(|part| part.runs.rows).sum()), false);
    for part in parts {
        match read(&part.runs) {
            Some(numbers) => {
                any = true;
                all.extend_from_slice(&numbers);
            }
            None => all.resize(all.len() + part.runs.rows, absent),
        }
    }
    any.then(|| all.into())
}

/// Each value once, in the order in which they come.
pub fn distinct<'a, T: Clone + PartialEq + 'a>(values: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for value in values {
        if !all.contains(value) {
            all.push(value.clone());
        }
    }
    all
}

//! Concatenation of tables, row-wise.

use crate::analysis::stats::round::MAX_EXACT_INTEGER;
use arrow::array::Array;

use super::column::{Column, Values};
use super::column_builder::ColumnBuilder;
use super::kind::ValueKind;
use crate::data::table::Table;
use crate::data::text::{CellKind, SeenKinds};

impl Table {
    /// The rows of all tables, in their order.
    ///
    /// Columns are matched by name, in order of first appearance; repeated names in one table are matched in their
    /// order. A column is null for the rows of tables that lack it. Columns of different types are merged: integers
    /// with floats become floats (which rounds integers beyond 2^53), integers of any size stay exact among themselves,
    /// everything else becomes text. An all-null column does not influence the merged type.
    #[must_use]
    pub fn concat(mut tables: Vec<Self>) -> Self {
        if tables.len() == 1 {
            return tables.remove(0);
        }
        let rows = tables.iter().map(|table| table.rows).sum();
        let mut merged = Self { rows, ..Self::default() };
        for name in tables.iter().flat_map(|table| &table.skipped) {
            if !merged.skipped.contains(name) {
                merged.skipped.push(name.clone());
            }
        }
        tables.iter_mut().for_each(|table| merged.notes.append(std::mem::take(&mut table.notes)));
        for (name, places) in merged_columns(&tables) {
            let columns =
                tables.iter().zip(&places).map(|(table, place)| (place.map(|at| &table.columns[at]), table.rows));
            let pieces: Vec<_> = columns.collect();
            merged.columns.push(Column { name: name.to_owned(), values: join(&pieces, rows) });
        }
        merged
    }
}

impl Table {
    /// Keeps these rows, in this order.
    pub fn keep_rows(&mut self, kept: &[usize]) {
        for column in &mut self.columns {
            let kind = kind_of(column);
            let mut builder = ColumnBuilder::new(kind, kept.len());
            kept.iter().for_each(|&row| push(&mut builder, kind, Some(&*column).filter(|own| !own.is_null(row)), row));
            column.values = builder.finish();
        }
        self.rows = kept.len();
    }
}

/// The columns of all tables: a name, and its position in each table that has it.
fn merged_columns(tables: &[Table]) -> Vec<(&str, Vec<Option<usize>>)> {
    let mut merged: Vec<(&str, Vec<Option<usize>>)> = Vec::new();
    for (at, table) in tables.iter().enumerate() {
        for (place, column) in table.columns.iter().enumerate() {
            let is_free = |(name, places): &(&str, Vec<Option<usize>>)| *name == column.name && places[at].is_none();
            // The files of one split have the same columns: the search mostly ends where it begins.
            let hint = merged.get(place).is_some_and(is_free).then_some(place);
            match hint.or_else(|| merged.iter().position(is_free)) {
                Some(found) => merged[found].1[at] = Some(place),
                None => {
                    let mut places = vec![None; tables.len()];
                    places[at] = Some(place);
                    merged.push((&column.name, places));
                }
            }
        }
    }
    merged
}

/// Joins pieces of a column, each with its number of rows; `None` for a table that lacks the column.
fn join(pieces: &[(Option<&Column>, usize)], rows: usize) -> Values {
    let mut seen = SeenKinds::default();
    pieces.iter().filter_map(|(column, _)| *column).for_each(|column| seen.add(cell_kind(column)));
    let kind = match seen.kind() {
        // All null: the type of the first table.
        _ if seen.nothing() => pieces.iter().find_map(|(column, _)| column.map(kind_of)).unwrap_or(ValueKind::Float),
        kind => kind,
    };
    let mut builder = ColumnBuilder::new(kind, rows);
    for &(column, rows) in pieces {
        for row in 0..rows {
            push(&mut builder, kind, column.filter(|column| !column.is_null(row)), row);
        }
    }
    builder.finish()
}

fn push(builder: &mut ColumnBuilder, kind: ValueKind, column: Option<&Column>, row: usize) {
    match (kind, column.map(|column| &column.values)) {
        (ValueKind::Bool, Some(Values::Bool(array))) => builder.bool(Some(array.value(row))),
        (ValueKind::Bool, _) => builder.bool(None),
        (ValueKind::Signed, Some(Values::BigInt(array))) => builder.int(Some(array.value(row))),
        (ValueKind::Signed, Some(Values::Number { array, .. })) => builder.int(Some(array.value(row) as i64)),
        (ValueKind::Signed, _) => builder.int(None),
        (ValueKind::Float, Some(Values::BigInt(array))) => builder.float(Some(array.value(row) as f64)),
        (ValueKind::Float, Some(Values::Number { array, .. })) => builder.float(Some(array.value(row))),
        (ValueKind::Float, _) => builder.float(None),
        (_, Some(_)) => builder.bytes(column.map(|column| column.text(row)).as_deref().map(str::as_bytes)),
        (_, None) => builder.bytes(None),
    }
}

/// The kind of a column's values; [`CellKind::Null`] if all are null.
fn cell_kind(column: &Column) -> CellKind {
    let (kind, has_values) = match &column.values {
        Values::Number { array, integral } => {
            // Unsigned integers beyond `i64` have been rounded to floats.
            let whole = *integral && array.values().iter().all(|v| v.is_nan() || v.abs() <= MAX_EXACT_INTEGER);
            (if whole { CellKind::Whole } else { CellKind::Fraction }, array.null_count() < array.len())
        }
        Values::BigInt(array) => (CellKind::Whole, array.null_count() < array.len()),
        Values::Bool(array) => (CellKind::Bool, array.null_count() < array.len()),
        Values::Text(array) => (CellKind::Text, array.null_count() < array.len()),
    };
    if has_values { kind } else { CellKind::Null }
}

fn kind_of(column: &Column) -> ValueKind {
    match &column.values {
        Values::Number { integral: false, .. } => ValueKind::Float,
        Values::Number { integral: true, .. } | Values::BigInt(_) => ValueKind::Signed,
        Values::Bool(_) => ValueKind::Bool,
        Values::Text(_) => ValueKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: ValueKind, values: &[Option<&str>]) -> Column {
        let mut builder = ColumnBuilder::new(kind, values.len());
        for value in values {
            match kind {
                ValueKind::Bool => builder.bool(value.map(|v| v == "true")),
                ValueKind::Signed => builder.int(value.map(|v| v.parse().unwrap())),
                ValueKind::Float => builder.float(value.map(|v| v.parse().unwrap())),
                _ => builder.bytes(value.map(str::as_bytes)),
            }
        }
        Column { name: name.into(), values: builder.finish() }
    }

    fn table(columns: Vec<Column>, rows: usize) -> Table {
        Table { columns, rows, skipped: vec!["nested".into()], ..Table::default() }
    }

    fn texts(table: &Table, at: usize) -> Vec<String> {
        (0..table.rows).map(|row| table.columns[at].text(row)).collect()
    }

    #[test]
    fn missing_columns_are_null() {
        let one =
            table(vec![column("a", ValueKind::Signed, &[Some("1")]), column("b", ValueKind::Text, &[Some("x")])], 1);
        let two =
            [column("b", ValueKind::Text, &[None, Some("y")]), column("c", ValueKind::Float, &[Some("1.5"), None])];
        let first = Table::concat(vec![one, table(two.into(), 2)]);
        assert_eq!(first.rows, 3);
        assert_eq!(first.skipped, ["nested"]);
        assert_eq!(first.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(texts(&first, 0), ["1", "", ""]);
        assert_eq!(texts(&first, 1), ["x", "", "y"]);
        assert_eq!(texts(&first, 2), ["", "1.5", ""]);
        assert!(first.columns[0].numbers().unwrap()[2].is_nan(), "NaN lies under a null");
    }

    #[test]
    fn merged_types() {
        let both = |a: Column, b: Column| {
            let first = Table::concat(vec![table(vec![a], 1), table(vec![b], 1)]);
            (first.columns[0].holds(), texts(&first, 0))
        };
        let (whole, big) = (|v| column("c", ValueKind::Signed, &[Some(v)]), "9007199254740993");
        let fraction = |v| column("c", ValueKind::Float, &[Some(v)]);
        assert_eq!(both(whole("1"), whole(big)), ("whole numbers beyond 2^53", vec!["1".into(), big.into()]));
        assert_eq!(both(whole("1"), fraction("0.5")), ("numbers", vec!["1".into(), "0.5".into()]));
        assert_eq!(both(whole(big), fraction("0.5")).1[0], "9007199254740992");
        let text = column("c", ValueKind::Text, &[Some("x")]);
        assert_eq!(both(whole(big), text.clone()), ("text", vec![big.into(), "x".into()]));
        assert_eq!(
            both(column("c", ValueKind::Bool, &[Some("true")]), whole("1")),
            ("text", vec!["true".into(), "1".into()])
        );
        assert_eq!(
            both(column("c", ValueKind::Text, &[None]), whole("1")),
            ("numbers", vec![String::new(), "1".into()])
        );
        let nothing = column("c", ValueKind::Bool, &[None]);
        assert_eq!(both(nothing.clone(), nothing), ("true or false", vec![String::new(), String::new()]));
    }

    #[test]
    fn unsigned_integers_beyond_i64_are_not_truncated() {
        let mut builder = ColumnBuilder::new(ValueKind::Unsigned, 1);
        builder.int(Some(-1));
        let huge = Column { name: "c".into(), values: builder.finish() };
        let first =
            Table::concat(vec![table(vec![huge], 1), table(vec![column("c", ValueKind::Signed, &[Some("1")])], 1)]);
        assert_eq!(texts(&first, 0), ["18446744073709552000", "1"]);
    }

    #[test]
    fn empty_tables_and_repeated_names() {
        let equal =
            table(vec![column("a", ValueKind::Signed, &[Some("1")]), column("a", ValueKind::Signed, &[Some("2")])], 1);
        let merged = Table::concat(vec![Table::default(), equal.clone(), equal]);
        assert_eq!(merged.columns.len(), 2);
        assert_eq!(
            (texts(&merged, 0), texts(&merged, 1)),
            (vec!["1".into(), "1".into()], vec!["2".into(), "2".into()])
        );
        assert_eq!(Table::concat(Vec::new()).rows, 0);
    }
}

//! Several tables as one, below each other.

use arrow::array::Array;

use super::column::{Column, MAX_EXACT_INTEGER, Values};
use super::column_builder::Sink;
use super::kind::Kind;
use crate::data::table::Table;
use crate::data::text::{Seen, Shape};

impl Table {
    /// The rows of all tables, in their order.
    ///
    /// Columns are told apart by their names, and stand in the order of their first appearance; of several with one
    /// name in a table the first goes with the first of the others, and so on. A table without a column is null there.
    /// Where tables disagree about what a column holds, it becomes what holds all: whole numbers and fractions are
    /// fractions (of whole numbers beyond 2^53 that rounds some), whole numbers of any size stay exact among
    /// themselves, and everything else becomes text. A column without any value has no say.
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
        for (name, places) in merged_columns(&tables) {
            let columns =
                tables.iter().zip(&places).map(|(table, place)| (place.map(|at| &table.columns[at]), table.rows));
            let pieces: Vec<_> = columns.collect();
            merged.columns.push(Column { name: name.to_owned(), values: join(&pieces, rows) });
        }
        merged
    }
}

/// The columns of all tables: a name, and the place in each table that has one.
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

/// The column that pieces make, each with its number of rows; `None` where a table lacks it.
fn join(pieces: &[(Option<&Column>, usize)], rows: usize) -> Values {
    let mut seen = Seen::default();
    pieces.iter().filter_map(|(column, _)| *column).for_each(|column| seen.add(shape(column)));
    let kind = match seen.kind() {
        // Nothing but nulls: what the first table calls it.
        _ if seen.nothing() => pieces.iter().find_map(|(column, _)| column.map(kind_of)).unwrap_or(Kind::Float),
        kind => kind,
    };
    let mut sink = Sink::new(kind, rows);
    for &(column, rows) in pieces {
        for row in 0..rows {
            push(&mut sink, kind, column.filter(|column| !column.is_null(row)), row);
        }
    }
    sink.finish()
}

fn push(sink: &mut Sink, kind: Kind, column: Option<&Column>, row: usize) {
    match (kind, column.map(|column| &column.values)) {
        (Kind::Bool, Some(Values::Bool(array))) => sink.bool(Some(array.value(row))),
        (Kind::Bool, _) => sink.bool(None),
        (Kind::Signed, Some(Values::BigInt(array))) => sink.int(Some(array.value(row))),
        (Kind::Signed, Some(Values::Number { array, .. })) => sink.int(Some(array.value(row) as i64)),
        (Kind::Signed, _) => sink.int(None),
        (Kind::Float, Some(Values::BigInt(array))) => sink.float(Some(array.value(row) as f64)),
        (Kind::Float, Some(Values::Number { array, .. })) => sink.float(Some(array.value(row))),
        (Kind::Float, _) => sink.float(None),
        (_, Some(_)) => sink.bytes(column.map(|column| column.text(row)).as_deref().map(str::as_bytes)),
        (_, None) => sink.bytes(None),
    }
}

/// The shape of a column's values; of none, when all are null.
fn shape(column: &Column) -> Shape {
    let (shape, has_values) = match &column.values {
        Values::Number { array, integral } => {
            // Whole numbers beyond 64 bits are there, rounded, when they came unsigned.
            let whole = *integral && array.values().iter().all(|v| v.is_nan() || v.abs() <= MAX_EXACT_INTEGER);
            (if whole { Shape::Whole } else { Shape::Fraction }, array.null_count() < array.len())
        }
        Values::BigInt(array) => (Shape::Whole, array.null_count() < array.len()),
        Values::Bool(array) => (Shape::Bool, array.null_count() < array.len()),
        Values::Text(array) => (Shape::Text, array.null_count() < array.len()),
    };
    if has_values { shape } else { Shape::Null }
}

fn kind_of(column: &Column) -> Kind {
    match &column.values {
        Values::Number { integral: false, .. } => Kind::Float,
        Values::Number { integral: true, .. } | Values::BigInt(_) => Kind::Signed,
        Values::Bool(_) => Kind::Bool,
        Values::Text(_) => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(name: &str, kind: Kind, values: &[Option<&str>]) -> Column {
        let mut sink = Sink::new(kind, values.len());
        for value in values {
            match kind {
                Kind::Bool => sink.bool(value.map(|v| v == "true")),
                Kind::Signed => sink.int(value.map(|v| v.parse().unwrap())),
                Kind::Float => sink.float(value.map(|v| v.parse().unwrap())),
                _ => sink.bytes(value.map(str::as_bytes)),
            }
        }
        Column { name: name.into(), values: sink.finish() }
    }

    fn table(columns: Vec<Column>, rows: usize) -> Table {
        Table { columns, rows, skipped: vec!["nested".into()] }
    }

    fn texts(table: &Table, at: usize) -> Vec<String> {
        (0..table.rows).map(|row| table.columns[at].text(row)).collect()
    }

    #[test]
    fn columns_are_united_and_missing_ones_null() {
        let one = table(vec![column("a", Kind::Signed, &[Some("1")]), column("b", Kind::Text, &[Some("x")])], 1);
        let two = [column("b", Kind::Text, &[None, Some("y")]), column("c", Kind::Float, &[Some("1.5"), None])];
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
    fn what_tables_disagree_about() {
        let both = |a: Column, b: Column| {
            let first = Table::concat(vec![table(vec![a], 1), table(vec![b], 1)]);
            (first.columns[0].holds(), texts(&first, 0))
        };
        let (whole, big) = (|v| column("c", Kind::Signed, &[Some(v)]), "9007199254740993");
        let fraction = |v| column("c", Kind::Float, &[Some(v)]);
        assert_eq!(both(whole("1"), whole(big)), ("whole numbers beyond 2^53", vec!["1".into(), big.into()]));
        assert_eq!(both(whole("1"), fraction("0.5")), ("numbers", vec!["1".into(), "0.5".into()]));
        assert_eq!(both(whole(big), fraction("0.5")).1[0], "9007199254740992");
        let text = column("c", Kind::Text, &[Some("x")]);
        assert_eq!(both(whole(big), text.clone()), ("text", vec![big.into(), "x".into()]));
        assert_eq!(
            both(column("c", Kind::Bool, &[Some("true")]), whole("1")),
            ("text", vec!["true".into(), "1".into()])
        );
        assert_eq!(both(column("c", Kind::Text, &[None]), whole("1")), ("numbers", vec![String::new(), "1".into()]));
        let nothing = column("c", Kind::Bool, &[None]);
        assert_eq!(both(nothing.clone(), nothing), ("true or false", vec![String::new(), String::new()]));
    }

    #[test]
    fn unsigned_numbers_beyond_64_bits_are_not_cut() {
        let mut sink = Sink::new(Kind::Unsigned, 1);
        sink.int(Some(-1));
        let huge = Column { name: "c".into(), values: sink.finish() };
        let first = Table::concat(vec![table(vec![huge], 1), table(vec![column("c", Kind::Signed, &[Some("1")])], 1)]);
        assert_eq!(texts(&first, 0), ["18446744073709552000", "1"]);
    }

    #[test]
    fn nothing_and_equal_names() {
        let equal = table(vec![column("a", Kind::Signed, &[Some("1")]), column("a", Kind::Signed, &[Some("2")])], 1);
        let merged = Table::concat(vec![Table::default(), equal.clone(), equal]);
        assert_eq!(merged.columns.len(), 2);
        assert_eq!(
            (texts(&merged, 0), texts(&merged, 1)),
            (vec!["1".into(), "1".into()], vec!["2".into(), "2".into()])
        );
        assert_eq!(Table::concat(Vec::new()).rows, 0);
    }
}

//! Independent CSV and JSON writers, for round-trip tests.

use std::collections::BTreeSet;

use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};
use isocost::data::text::NamedBytes;

/// A file.
pub fn named(name: &str, bytes: impl Into<Vec<u8>>) -> NamedBytes {
    NamedBytes { name: name.into(), bytes: bytes.into().into() }
}

/// How many rows a column really has.
pub fn rows(column: &Column) -> usize {
    match &column.values {
        Values::Number { array, .. } => array.len(),
        Values::BigInt(array) => array.len(),
        Values::Bool(array) => array.len(),
        Values::Text(array) => array.len(),
    }
}

/// A value as Python spells it: a column of fractions says `4.0`. `None` for null.
fn spelled(column: &Column, row: usize) -> Option<String> {
    match &column.values {
        _ if column.is_null(row) => None,
        Values::Number { array, integral: false } => Some(format!("{:?}", array.value(row))),
        _ => Some(column.text(row)),
    }
}

/// CSV or TSV.
pub fn separated(table: &Table, delimiter: char) -> String {
    let quote = |cell: String| {
        let quoted = cell.contains([delimiter, '"', '\n', '\r']);
        if quoted { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    };
    let line = |cells: Vec<String>| cells.into_iter().map(quote).collect::<Vec<_>>().join(&delimiter.to_string());
    let header = line(table.columns.iter().map(|column| column.name.clone()).collect());
    let row = |row| line(table.columns.iter().map(|column| spelled(column, row).unwrap_or_default()).collect());
    let lines: Vec<String> = std::iter::once(header).chain((0..table.rows).map(row)).collect();
    lines.join("\n") + "\n"
}

/// One row as a JSON object; the value of a null is left out or `null`, as the row's number is odd or even.
fn object(table: &Table, row: usize) -> String {
    let member = |column: &Column| {
        let name = serde_json::Value::from(column.name.as_str());
        match spelled(column, row) {
            None if row % 2 == 1 => None,
            None => Some(format!("{name}: null")),
            Some(text) if matches!(column.values, Values::Text(_)) => {
                Some(format!("{name}: {}", serde_json::Value::from(text)))
            }
            Some(number) => Some(format!("{name}: {number}")),
        }
    };
    format!("{{{}}}", table.columns.iter().filter_map(member).collect::<Vec<_>>().join(", "))
}

fn objects(table: &Table) -> Vec<String> {
    (0..table.rows).map(|row| object(table, row)).collect()
}

/// A JSON array of objects.
pub fn records(table: &Table) -> String {
    format!("[{}]", objects(table).join(",\n "))
}

/// JSON Lines.
pub fn lines(table: &Table) -> String {
    objects(table).join("\n")
}

/// What k6 wrote for each run, a file each: without what was computed later.
pub fn k6_folder(table: &Table) -> Vec<NamedBytes> {
    let runs = objects(&without_derived(table.clone()));
    runs.into_iter().enumerate().map(|(at, run)| named(&format!("results/run_{at:04}.json"), run)).collect()
}

/// The table as it was before throughput and cost were computed.
pub fn without_derived(mut table: Table) -> Table {
    let derived = ["throughput_req_per_sec", "seconds_per_billion", "1B_cost"];
    table.columns.retain(|column| !derived.contains(&column.name.as_str()));
    table
}

/// The first rows of a table, by way of its text.
pub fn first_rows(table: &Table, rows: usize) -> Table {
    let text = lines(table).lines().take(rows).collect::<Vec<_>>().join("\n");
    isocost::data::text::read(vec![named("a.jsonl", text)], &Default::default()).unwrap()
}

/// Every cell of every column, bit for bit.
pub fn assert_same(table: &Table, expected: &Table, what: &str) {
    assert_eq!(table.rows, expected.rows, "{what}");
    let names = |table: &Table| table.columns.iter().map(|column| column.name.clone()).collect::<BTreeSet<_>>();
    assert_eq!(names(table), names(expected), "{what}");
    for column in &expected.columns {
        let found = table.columns.iter().find(|found| found.name == column.name).unwrap();
        let what = format!("{what}, {}", column.name);
        assert_eq!(found.holds(), column.holds(), "{what}");
        if let (Some(found), Some(numbers)) = (found.numbers(), column.numbers()) {
            let bits = |numbers: &[f64]| numbers.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&found), bits(&numbers), "{what}");
        }
        for row in 0..expected.rows {
            assert_eq!(found.is_null(row), column.is_null(row), "{what}, row {row}");
            assert_eq!(found.text(row), column.text(row), "{what}, row {row}");
        }
    }
}

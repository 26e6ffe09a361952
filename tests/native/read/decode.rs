//! Parquet fixtures: each `NAME.parquet` is read or refused as `NAME.json` says. A new pair of files is tested without
//! further code.

use std::panic::catch_unwind;

use crate::support;
use bytes::Bytes;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::table::column::{Column, Values};
use serde_json::Value;

fn fixtures() -> Vec<(String, Bytes, Value)> {
    // Another folder of such pairs, to compare with.
    let folder = std::env::var("ISOCOST_FIXTURES").unwrap_or_else(|_| support::path("tests/fixtures"));
    let stems = support::stems(&folder, "parquet");
    assert!(stems.len() > 50 || std::env::var("ISOCOST_FIXTURES").is_ok(), "the fixtures are missing");
    let read = |stem: String| {
        let bytes = std::fs::read(format!("{folder}/{stem}.parquet")).unwrap();
        let expected = support::json(&format!("{folder}/{stem}.json"));
        (stem, bytes.into(), expected)
    };
    stems.into_iter().map(read).collect()
}

/// The name that the fixtures use for an error, and the column it names.
fn kind(error: &DecodeError) -> (&'static str, Option<String>) {
    let owned = |column: &&str| Some((*column).to_owned());
    match error {
        DecodeError::NotParquet => ("NotParquet", None),
        DecodeError::Truncated { .. } => ("Truncated", None),
        DecodeError::Encrypted => ("Encrypted", None),
        DecodeError::EncryptedColumn { column } => ("EncryptedColumn", Some(column.clone())),
        DecodeError::Corrupt { column, .. } => ("Corrupt", column.clone()),
        DecodeError::UnsupportedCodec { column, .. } => ("UnsupportedCodec", Some(column.clone())),
        DecodeError::TooLarge { .. } => ("TooLarge", None),
        DecodeError::NotFetched { column } => ("NotFetched", Some(column.clone())),
        DecodeError::NoColumns => ("NoColumns", None),
        DecodeError::MissingColumn { column, .. } => ("MissingColumn", owned(column)),
        DecodeError::WrongType { column, .. } => ("WrongType", owned(column)),
        other => panic!("not of a single parquet file: {other}"),
    }
}

#[test]
fn fixtures_are_read_or_refused_as_expected() {
    let mut wrong = Vec::new();
    for (stem, bytes, expected) in fixtures() {
        let outcome = catch_unwind(|| check(bytes, &expected));
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(complaint)) => wrong.push(format!("{stem}: {complaint}")),
            Err(_) => wrong.push(format!("{stem}: panicked")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(bytes: Bytes, expected: &Value) -> Result<(), String> {
    let table = decode(bytes, &Limits::default());
    let refused = table.as_ref().err().cloned().or_else(|| {
        // Columns of the wrong type are only reported when the table is read as runs.
        let asked = expected.get("error").is_some();
        table.as_ref().ok().filter(|_| asked).and_then(|table| RunTable::by_default(table.clone()).err())
    });
    match (expected["error"].as_str(), refused) {
        (Some(name), Some(error)) => check_error(name, &expected["column"], &error),
        (Some(name), None) => Err(format!("read, not refused as {name}")),
        (None, Some(error)) => Err(format!("refused: {error}")),
        (None, None) => check_table(&table.map_err(|error| error.to_string())?, expected),
    }
}

fn check_error(name: &str, column: &Value, error: &DecodeError) -> Result<(), String> {
    let (got, got_column) = kind(error);
    let right = got == name && column.as_str().is_none_or(|column| got_column.as_deref() == Some(column));
    if right { Ok(()) } else { Err(format!("{name} {column} expected, got {error:?}")) }
}

fn check_table(table: &Table, expected: &Value) -> Result<(), String> {
    if table.rows as u64 != expected["rows"].as_u64().unwrap_or_default() {
        return Err(format!("{} rows", table.rows));
    }
    let skipped: Vec<&str> = expected["skipped"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if table.skipped != skipped {
        return Err(format!("skipped {:?}, not {skipped:?}", table.skipped));
    }
    let columns = expected["columns"].as_object().ok_or("no columns")?;
    if columns.len() != table.columns.len() {
        return Err(format!("{} columns", table.columns.len()));
    }
    table.columns.iter().try_for_each(|column| {
        let expected = columns.get(&column.name).ok_or(format!("unexpected column {}", column.name))?;
        check_column(column, expected)
    })
}

fn check_column(column: &Column, expected: &Value) -> Result<(), String> {
    let name = &column.name;
    let of_type = match &column.values {
        Values::Number { integral: true, .. } | Values::BigInt(_) => "int",
        Values::Number { integral: false, .. } => "float",
        Values::Bool(_) => "bool",
        Values::Text(_) => "text",
    };
    if expected["type"] != of_type {
        return Err(format!("{name}: {of_type}, not {}", expected["type"]));
    }
    for (row, expected) in expected["values"].as_array().ok_or("no values")?.iter().enumerate() {
        if !is_value(column, row, expected) {
            return Err(format!("{name}, row {row}: {:?}, not {expected}", column.text(row)));
        }
    }
    Ok(())
}

fn is_value(column: &Column, row: usize, expected: &Value) -> bool {
    if expected.is_null() || column.is_null(row) {
        return expected.is_null() && column.is_null(row);
    }
    let text = column.text(row);
    match (&column.values, expected) {
        // Unsigned numbers beyond what a signed one holds are rounded to 53 bits.
        (Values::Number { array, .. }, Value::Number(number)) => {
            let expected = number.as_f64().unwrap();
            (array.value(row) - expected).abs() <= expected.abs() * 1e-15
        }
        (Values::Number { .. }, Value::String(special)) => text == *special,
        (_, Value::String(expected)) => text == *expected,
        (_, Value::Bool(expected)) => text == if *expected { "true" } else { "false" },
        (_, expected) => text.parse().is_ok_and(|number: i64| Some(number) == expected.as_i64()),
    }
}

/// Files that were damaged at random are refused or read, and never panic where a page would die of it.
#[test]
fn damaged_copies_do_not_panic() {
    let mut random = support::Random::new(5);
    let mut panics = Vec::new();
    for (stem, bytes, _) in fixtures().into_iter().filter(|(_, bytes, _)| !bytes.is_empty()) {
        for round in 0..120 {
            let mut damaged = bytes.to_vec();
            for _ in 0..1 + round % 4 {
                let at = random.below(damaged.len());
                damaged[at] = random.below(256) as u8;
            }
            if round % 5 == 0 {
                damaged.truncate(random.below(damaged.len()));
            }
            if catch_unwind(|| decode(damaged.into(), &Limits::default()).is_ok()).is_err() {
                panics.push(format!("{stem} {round}"));
            }
        }
    }
    assert!(panics.is_empty(), "{} panics: {}", panics.len(), panics.join(", "));
}

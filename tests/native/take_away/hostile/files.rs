//! Saved files: CSV, JSON and parquet hold every name as it is, but for what their writers document.

use super::{ROWS, named, payloads, tables};
use crate::support::texts;
use crate::take_away::exports::parse;
use crate::take_away::exports_parquet::duckdb;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::text::{NamedBytes, read};
use isocost::export::csv::{self, is_formula};
use isocost::export::sheet::{Cell, Kind, column};
use isocost::export::{json, parquet};
use isocost::page::choice::filters::Choice;
use isocost::page::take_away::export_tables::{about, runs};

const NAMED: [&str; 5] = ["hw_type", "image", "engine", "vendor", "dataset_name"];

/// The first row of a column.
fn first(table: &Table, name: &str) -> String {
    let column = table.columns.iter().find(|column| column.name == name);
    column.unwrap_or_else(|| panic!("no column {name:?}")).text(0)
}

fn of_text(name: &str, text: String) -> Table {
    let file = NamedBytes { name: name.to_owned(), bytes: text.into() };
    read(vec![file], &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn csv_by_its_grammar_and_by_the_reader() {
    for (what, payload, shown) in tables() {
        let written = csv::write(&runs(&shown, (0..ROWS).collect()));
        // NUL is no text to many readers, and a formula gets an apostrophe.
        let kept = payload.replace('\0', "\u{fffd}");
        let guarded = if is_formula(&kept) { format!("'{kept}") } else { kept.clone() };
        let lines = parse(&written);
        assert_eq!(lines.len(), ROWS + 1, "{what}");
        assert!(lines.iter().all(|line| line.len() == lines[0].len()), "{what}");
        let at = |name: &str| lines[0].iter().position(|(found, _)| found == name);
        for name in NAMED.into_iter().chain([&*guarded]) {
            let at = at(name).unwrap_or_else(|| panic!("{what}: no column {name:?}"));
            assert_eq!(lines[1][at].0, guarded, "{what}, {name:?}");
        }
        let table = of_text("saved.csv", written);
        assert_eq!(table.rows, ROWS, "{what}");
        for name in NAMED.into_iter().chain([&*guarded]) {
            assert_eq!(first(&table, name), guarded, "{what}, {name:?}");
        }
    }
}

#[test]
fn json_by_another_parser_and_by_the_reader() {
    for (what, payload, shown) in tables() {
        let written = json::write(&runs(&shown, (0..ROWS).collect()));
        let values: serde_json::Value =
            serde_json::from_str(&written).unwrap_or_else(|error| panic!("{what}: {error}"));
        let table = of_text("saved.json", written);
        assert_eq!((values.as_array().map(Vec::len), table.rows), (Some(ROWS), ROWS), "{what}");
        for name in NAMED.into_iter().chain([&*payload]) {
            assert_eq!(values[0][name], payload, "{what}, {name:?}");
            assert_eq!(first(&table, name), payload, "{what}, {name:?}");
        }
    }
}

#[test]
fn parquet_with_where_it_is_from() {
    for (what, payload, shown) in tables() {
        let sheet = runs(&shown, (0..ROWS).collect());
        let bytes = parquet::write(&sheet, &about(&shown, &Choice::default(), "today"));
        let table = decode(bytes.into(), &Limits::default()).unwrap_or_else(|error| panic!("{what}: {error}"));
        for name in NAMED.into_iter().chain([&*payload]) {
            assert_eq!(first(&table, name), payload, "{what}, {name:?}");
        }
    }
}

/// Every payload is a name and a value of one table; what it says of itself is a value, too.
#[test]
fn parquet_and_csv_in_sql() {
    let payloads: Vec<String> = payloads().into_iter().map(|(_, payload)| payload).collect();
    let columns = payloads.iter().map(|payload| column(payload, Kind::Text)).collect();
    let row = payloads.iter().map(|payload| Cell::Text(payload.clone())).collect();
    let sheet = crate::support::sheets::of_rows(columns, vec![row]);
    let source = payloads.concat().replace('\0', "");
    let read = duckdb(&parquet::write(&sheet, &[("source", source.clone())]), "hostile.parquet");
    // SQL cuts nothing, and takes nothing for a command.
    assert_eq!(read["rows"], serde_json::json!([payloads]));
    assert_eq!(read["names"], serde_json::json!(payloads));
    assert_eq!(read["about"], serde_json::json!({ "source": source }));
    // In CSV a line each, after one without any quotes, from which DuckDB tells what the file is.
    let row = |payload: &String| vec![Cell::Text(payload.clone()), Cell::Number(1.0)];
    let columns = vec![column("hardware", Kind::Text), column("n", Kind::Number)];
    let sheet = crate::support::sheets::of_rows(columns, payloads.iter().map(row).collect());
    let read = duckdb(csv::write(&sheet).as_bytes(), "hostile.csv");
    let kept = |payload: &String| {
        let kept = payload.replace('\0', "\u{fffd}");
        serde_json::json!([if is_formula(&kept) { format!("'{kept}") } else { kept }, "1"])
    };
    assert_eq!(read["rows"], payloads.iter().map(kept).collect::<serde_json::Value>());
}

/// Half a surrogate pair is no character: JSON may escape one, and it is read as U+FFFD or refused in words.
#[test]
fn lone_surrogates_in_json() {
    for lone in ["\\ud800", "\\udfff", "\\udc00\\ud800", "\\ud83d", "\\ud83d\\u0041"] {
        let rows: Vec<String> = texts::lines(&named("payload"))
            .lines()
            .map(|line| line.replace("\"payload\"", &format!("\"a{lone}b\"")))
            .collect();
        let file = NamedBytes { name: "a.jsonl".to_owned(), bytes: rows.join("\n").into() };
        match read(vec![file], &Limits::default()) {
            Ok(table) => assert!(first(&table, "hw_type").contains('\u{fffd}'), "{lone}: {}", first(&table, "hw_type")),
            Err(error) => assert!(error.to_string().contains("a.jsonl"), "{lone}: {error}"),
        }
    }
}

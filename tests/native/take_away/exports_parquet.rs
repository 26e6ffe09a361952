//! Parquet files that are written here are read as the table by our own decoder and by DuckDB.
//!
//! Needs the Python that `tools/setup.sh test` puts in place, and fails without it.

use std::path::Path;

use crate::support::scripts::output_of;
use crate::support::sheets::of_rows;
use crate::support::{self, Random, texts};
use isocost::data::bundled;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::table::column::Values;
use isocost::export::sheet::{Cell, Kind, Sheet, column};
use isocost::export::{csv, parquet};
use isocost::page::take_away::export_tables;

/// Read by DuckDB; `name` keeps the files of tests apart.
pub(super) fn duckdb(bytes: &[u8], name: &str) -> serde_json::Value {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, bytes).unwrap();
    serde_json::from_slice(&output_of("tests/scripts/sql_read.py", &[&path])).unwrap()
}

fn ours(bytes: Vec<u8>) -> Table {
    decode(bytes.into(), &Limits::default()).unwrap()
}

/// A cell as `read.py` prints it.
fn printed(cell: &Cell) -> serde_json::Value {
    match cell {
        Cell::Text(text) => text.as_str().into(),
        Cell::Number(number) => format!("{:016x}", number.to_bits()).into(),
        Cell::Whole(whole) => (*whole).into(),
        Cell::Truth(truth) => (*truth).into(),
        Cell::Missing => serde_json::Value::Null,
    }
}

fn assert_read(sheet: &Sheet, name: &str) {
    let about = [("source", "here; \"there\"".to_owned()), ("date", String::new())];
    let bytes = parquet::write(sheet, &about);
    let read = duckdb(&bytes, name);
    assert_eq!(read["names"], serde_json::json!(sheet.names()));
    assert_eq!(read["about"], serde_json::json!({"source": "here; \"there\"", "date": ""}));
    let types = sheet.columns.iter().map(|column| match column.kind {
        Kind::Text => "VARCHAR",
        Kind::Number => "DOUBLE",
        Kind::Whole => "BIGINT",
        Kind::Truth => "BOOLEAN",
    });
    assert_eq!(read["types"], serde_json::json!(types.collect::<Vec<_>>()));
    let rows = read["rows"].as_array().unwrap();
    assert_eq!(rows.len(), sheet.rows);
    let table = ours(bytes);
    assert_eq!(table.rows, sheet.rows);
    for (at, column) in table.columns.iter().enumerate() {
        assert_eq!(column.name, sheet.names()[at]);
        for (row, read) in rows.iter().enumerate() {
            let cell = sheet.cell(row, at);
            assert_eq!(read[at], printed(&cell), "DuckDB, row {row} of {}", column.name);
            assert_eq!(column.is_null(row), cell == Cell::Missing, "row {row} of {}", column.name);
            let is_same = match (&column.values, &cell) {
                (_, Cell::Missing) => true,
                (Values::Number { array, .. }, Cell::Number(number)) => array.value(row).to_bits() == number.to_bits(),
                (_, Cell::Whole(whole)) => column.text(row) == whole.to_string(),
                (Values::Bool(array), Cell::Truth(truth)) => array.value(row) == *truth,
                (Values::Text(_), Cell::Text(text)) => column.text(row) == *text,
                _ => false,
            };
            assert!(is_same, "{:?} for {cell:?}, row {row} of {}", column.text(row), column.name);
        }
    }
}

/// So many columns of all kinds in turn; `missing` in a hundred cells are missing.
fn made(random: &mut Random, rows: usize, columns: usize, missing: usize) -> Sheet {
    let kinds = [Kind::Number, Kind::Whole, Kind::Truth, Kind::Text];
    let heads: Vec<_> = (0..columns).map(|at| column(&format!("col {at} \u{1f98a}é\""), kinds[at % 4])).collect();
    let cell = |random: &mut Random, at: usize| match kinds[at % 4] {
        _ if random.below(100) < missing => Cell::Missing,
        Kind::Number => Cell::Number([0.1, -0.0, f64::INFINITY, 5e-324, f64::MAX, 1.0 / 3.0][random.below(6)]),
        Kind::Whole => Cell::Whole([0, -1, 300, i64::MIN, i64::MAX][random.below(5)]),
        Kind::Truth => Cell::Truth(random.below(2) == 0),
        Kind::Text => Cell::Text(["", "a", "日本 \u{1f98a}", "=1+1", "x\ny\u{0}"][random.below(5)].to_owned()),
    };
    let rows = (0..rows).map(|_| (0..columns).map(|at| cell(random, at)).collect()).collect();
    of_rows(heads, rows)
}

#[test]
fn made_tables_of_every_size() {
    let mut random = Random::new(17);
    // Around a byte of levels, a byte of length, and with more columns than a list's short form has.
    for (rows, columns, missing) in
        [(0, 4, 0), (1, 4, 0), (1, 4, 100), (7, 4, 30), (8, 4, 0), (9, 15, 50), (200, 16, 10), (3, 300, 20)]
    {
        assert_read(&made(&mut random, rows, columns, missing), &format!("saved-{rows}-{columns}-{missing}.parquet"));
    }
}

#[test]
fn more_rows_than_a_group_has() {
    let heads = vec![column("n", Kind::Whole), column("odd", Kind::Text)];
    let rows = 32_768 * 2 + 5;
    let sheet = Sheet::new(heads, rows, |row, at| match (at, row % 3) {
        (0, _) => Cell::Whole(row as i64),
        (_, 0) => Cell::Missing,
        _ => Cell::Text(format!("row {row}")),
    });
    let bytes = parquet::write(&sheet, &[]);
    let table = ours(bytes.clone());
    assert_eq!(table.rows, rows);
    for row in [0, 1, 32_767, 32_768, 32_769, 65_536, rows - 1] {
        assert_eq!(table.columns[0].text(row), row.to_string());
        assert_eq!(table.columns[1].text(row), if row % 3 == 0 { String::new() } else { format!("row {row}") });
        assert_eq!(table.columns[1].is_null(row), row % 3 == 0);
    }
    let read = duckdb(&bytes, "saved-groups.parquet");
    assert_eq!(read["rows"].as_array().map(Vec::len), Some(rows));
    assert_eq!(read["rows"][65_537], serde_json::json!([65_537, "row 65537"]));
}

#[test]
fn what_is_not_of_a_columns_kind_is_left_out() {
    let heads = vec![column("x", Kind::Number), column("n", Kind::Whole)];
    let sheet = of_rows(
        heads,
        vec![
            vec![Cell::Text("a".to_owned()), Cell::Number(1.5)],
            vec![Cell::Whole(3), Cell::Whole(3)],
            vec![Cell::Number(f64::NAN), Cell::Missing],
        ],
    );
    let table = ours(parquet::write(&sheet, &[]));
    assert!(table.columns[0].is_null(0) && table.columns[1].is_null(0) && table.columns[1].is_null(2));
    assert_eq!((table.columns[0].text(1), table.columns[1].text(1)), ("3".to_owned(), "3".to_owned()));
    assert!(!table.columns[0].is_null(2) && table.columns[0].text(2) == "NaN", "NaN is a value of its own there");
}

#[test]
fn the_bundled_runs_come_back_as_they_were() {
    for bundled in &bundled::TABLES {
        let shown = support::bundled(bundled.dataset);
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let table = Table { columns: shown.runs.columns.clone(), rows: shown.runs.rows, ..Table::default() };
        let sheet = export_tables::runs(&shown, all);
        let name = bundled.title;
        let saved = ours(parquet::write(&sheet, &[]));
        texts::assert_same(&saved, &table, name);
        // The CSV has every digit, too: read by the page itself, and by DuckDB as text.
        let csv = csv::write(&sheet);
        let read = isocost::data::text::read(vec![texts::named("a.csv", csv.as_str())], &Default::default()).unwrap();
        texts::assert_same(&read, &table, name);
        let read = duckdb(csv.as_bytes(), &format!("saved-{}.csv", name.replace(' ', "-")));
        assert_eq!(read["rows"].as_array().map(Vec::len), Some(table.rows));
        for (at, name) in sheet.names().iter().enumerate() {
            let column = table.columns.iter().find(|column| column.name == *name).unwrap();
            for row in 0..table.rows {
                let expected = (!column.is_null(row)).then(|| column.text(row));
                assert_eq!(read["rows"][row][at].as_str().map(str::to_owned), expected, "row {row} of {name}");
            }
        }
    }
}

#[test]
fn odd_texts_in_csv_to_duckdb() {
    let texts = ["", "a,b", "\"q\"", "two\r\nlines", " x ", "=1+1", "日本 \u{1f98a}", "null", "a;b"];
    let rows = texts.iter().map(|text| vec![Cell::Text((*text).to_owned()), Cell::Number(1.0)]).collect();
    let sheet = of_rows(vec![column("t, \"x\"", Kind::Text), column("n", Kind::Number)], rows);
    let read = duckdb(csv::write(&sheet).as_bytes(), "saved-odd.csv");
    assert_eq!(read["names"], serde_json::json!(["t, \"x\"", "n"]));
    for (row, text) in texts.iter().enumerate() {
        let expected = if *text == "=1+1" { "'=1+1" } else { text };
        assert_eq!(read["rows"][row][0], expected);
    }
}

//! Refused text files: error messages and limits.

use std::panic::catch_unwind;

use crate::support;
use crate::support::texts::{self, named};
use isocost::data::bundled;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::text::{NamedBytes, read};

fn read_one(name: &str, text: impl Into<Vec<u8>>) -> Result<Table, DecodeError> {
    read(vec![named(name, text)], &Limits::default())
}

fn number(table: &Table, name: &str) -> f64 {
    table.columns.iter().find(|column| column.name == name).unwrap().numbers().unwrap()[0]
}

#[test]
fn error_messages_name_the_file_and_a_remedy() {
    let refuse = |files: Vec<NamedBytes>| read(files, &Limits::default()).unwrap_err().to_string();
    let csv = || named("runs/a.csv", "a\n1\n");
    let cases = [
        (vec![csv(), named("runs/b.json", "{\"a\":1}")], "“runs/a.csv” is CSV and “runs/b.json” is JSON"),
        (vec![csv(), named("runs/b.bin", "\u{1}\u{2}")], "“runs/b.bin” has a format that cannot be read"),
        (vec![named("a.zip", "PK")], "“a.zip” has a format that cannot be read"),
        (vec![named("README.md", "# x"), named(".gitattributes", "x")], "None of the files (2) holds data"),
        (vec![], "There is no file in it"),
        (vec![csv(), named("runs/b.csv", "")], "“runs/b.csv” cannot be read: it is empty (line 1)"),
        (vec![named("a.csv", "a,b\n1,2\n3,\"4\n5,6\n")], "a quote is opened and never closed (line 3)"),
        (vec![named("a.csv", "a,b\n1,2\n3,4,5\n")], "a row has more cells than there are names (line 3)"),
        (vec![named("a.csv", "1,2\n3,4\n")], "its first line must name the columns"),
        (
            vec![named("a.csv", "x,1.5,20.25,3.5,40.5,7,8\ny,2.5,21.25,4.5,41.5,9,8\n")],
            "its first line must name the columns",
        ),
        (vec![named("a.csv", "a,b\n1,\0\n")], "it is not text in UTF-8"),
        (vec![named("a.json", "{\"a\":1")], "it ends in the middle (line 1)"),
        (vec![named("a.jsonl", "{\"a\":1}\n[2]")], "a row must be an object with a name for each value (line 2)"),
        (vec![named("a.json", "[1,2]")], "a row must be an object"),
        (vec![named("a.json", "[{}]\n,")], "something follows the end of the array (line 2)"),
        (vec![named("a.json", r#"{"a":[1],"b":[1,2]}"#)], "its columns are not equally long"),
        (vec![named("a.json", r#"{"a":[1],"a":[2]}"#)], "two columns have the same name"),
        (vec![named("a.json", "\"text\"")], "it begins with neither { nor ["),
        (vec![named("a.json", "[]")], "holds no flat column"),
        (vec![named("a.json", "{\"a\":[{},{}],\"b\":[{}]}")], "holds no flat column"),
        (vec![named("a.json", "[".repeat(1_000_000))], "it is nested more than 64 deep"),
    ];
    for (files, expected) in cases {
        let error = refuse(files);
        assert!(error.contains(expected), "“{expected}” expected, got “{error}”");
    }
}

#[test]
fn limits_of_text_files() {
    let limits = Limits { file_bytes: 1_000, rows: 3, columns: 4, cells: 8, ..Limits::default() };
    let too = |text: &str| match read(vec![named("a.json", text)], &limits) {
        Err(DecodeError::TooLarge { what, .. }) => what,
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(too(&format!("[{}]", "{\"a\":1},".repeat(4).trim_end_matches(','))), "rows");
    assert_eq!(too("{\"a\":1,\"b\":1,\"c\":1}\n{}\n{}"), "cells");
    assert_eq!(too(r#"{"a":[1,2,3,4]}"#), "rows");
    assert_eq!(too(&" ".repeat(1_001).replacen(' ', "{", 1)), "bytes");
    let csv = |text: &str| read(vec![named("a.csv", text)], &limits).unwrap_err();
    assert!(matches!(csv("a,b,c\n1\n1\n1\n"), DecodeError::TooLarge { what: "cells", .. }));
    let both = vec![named("a.csv", "a\n1\n1\n"), named("b.csv", "a\n1\n1\n")];
    assert!(matches!(read(both, &limits), Err(DecodeError::TooLarge { what: "rows", .. })));
}

#[test]
fn long_names_and_numbers() {
    let name = "n".repeat(10_000);
    for (file, text) in [("a.json", format!("{{\"{name}\":1}}")), ("a.csv", format!("{name}\n1"))] {
        let error = read_one(file, text).unwrap_err();
        assert!(matches!(error, DecodeError::TooLarge { found: 10_000, cap: 4096, .. }), "{error:?}");
    }
    // Nested prefixes must not outgrow their file.
    let nested = (0..60).fold("1".to_owned(), |inner, _| format!("{{\"{}\":{inner}}}", "p".repeat(100)));
    assert!(matches!(read_one("a.json", nested), Err(DecodeError::TooLarge { .. })));
    let digits = "9".repeat(10_000);
    let table = read_one("a.json", format!("{{\"a\":{digits},\"b\":-{digits},\"c\":0.{digits},\"d\":1e-{digits}}}"));
    let table = table.unwrap();
    assert_eq!(number(&table, "a"), f64::INFINITY);
    assert_eq!(number(&table, "b"), f64::NEG_INFINITY);
    assert_eq!(number(&table, "c"), 1.0);
    assert_eq!(number(&table, "d"), 0.0);
}

/// Texts that were damaged at random are refused or read, and never panic.
#[test]
fn damaged_texts_do_not_panic() {
    let original = decode(support::parquet_of(&bundled::TABLES[0]), &Limits::default()).unwrap();
    let small = texts::first_rows(&original, 6);
    let columns = r#"{"a":{"0":1,"1":"x"},"b":{"0":null,"1":2.5}}"#;
    let split = r#"{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2.5,[1]]]}"#;
    let seeds: Vec<(&str, Vec<u8>)> = vec![
        ("a.csv", texts::separated(&small, ',').into()),
        ("a.csv", "a;b;b\n\"1\"\"\n2\";x;\n\u{e9};NaN;-inf\r\n".into()),
        ("a.tsv", texts::separated(&small, '\t').into()),
        ("a.json", texts::records(&small).into()),
        ("a.jsonl", texts::lines(&small).into()),
        ("a.json", columns.into()),
        ("a.json", split.into()),
        ("a.json", r#"{"v":1,"benchmarks":[{"a":{"b":[1],"c":"\ud83d\ude00"}},{"a":{"c":1e3}}]}"#.into()),
    ];
    let mut random = support::Random::new(11);
    let (mut tables, mut refused) = (0, 0);
    for round in 0..4_000 {
        let (name, seed) = &seeds[round % seeds.len()];
        let other = &seeds[random.below(seeds.len())].1;
        let damaged = random.damage(seed, other);
        let outcome = catch_unwind(|| read_one(name, damaged.clone()));
        match outcome {
            Ok(Ok(table)) => {
                assert!(table.columns.iter().all(|column| texts::rows(column) == table.rows), "round {round}");
                tables += 1;
            }
            Ok(Err(error)) => {
                assert!(!error.to_string().is_empty());
                refused += 1;
            }
            Err(_) => panic!("round {round}: {name} panicked on {}", String::from_utf8_lossy(&damaged)),
        }
    }
    assert!(tables > 500 && refused > 500, "{tables} tables and {refused} refusals: the damage is no test");
}

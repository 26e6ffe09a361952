//! Parquet files whose bytes are all here and that are too large with all their columns.

use crate::support::large;
use crate::support::opened::texts;
use bytes::Bytes;
use isocost::data::error::DecodeError;
use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::table::Table;
use isocost::data::text::NamedBytes;
use isocost::data::text::read_runs;
use isocost::worker::whole;

/// What comparisons do not need of a made table.
const LEFT_OUT: [&str; 5] = ["total_requests", "test_duration_sec", "successful_requests", "seconds_for_1B", "1B_cost"];

fn read(file: &Bytes, limits: &Limits) -> Result<Table, DecodeError> {
    whole::read(vec![NamedBytes { name: "runs.parquet".to_owned(), bytes: file.clone() }], limits, read_runs)
}

#[test]
fn the_needed_columns_of_a_file_with_too_many_cells() {
    let file = Bytes::from(large::table(2_000, 4));
    let everything = decode(file.clone(), &Limits::default()).unwrap();
    let (all, none) = (everything.columns.len(), Vec::<String>::new());
    let within = |cells| Limits { cells, ..Limits::default() };
    // Just not too many: all columns, and nothing is said.
    let exact = read(&file, &within(2_000 * all as u64)).unwrap();
    assert_eq!((texts(&exact), exact.notes.said), (texts(&everything), none));
    let fewer = read(&file, &within(2_000 * all as u64 - 1)).unwrap();
    let expected: Vec<_> =
        texts(&everything).into_iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str())).collect();
    assert_eq!((fewer.rows, texts(&fewer)), (2_000, expected));
    let [said] = &fewer.notes.said[..] else { panic!("{:?}", fewer.notes.said) };
    assert!(said.contains("30000 cells") && said.ends_with(&format!("Left out: {}.", LEFT_OUT.join(", "))), "{said}");
    // Too many even so: the number that is said is that of the needed columns.
    let refused = read(&file, &within(2_000 * 10 - 1)).unwrap_err();
    assert_eq!(refused, DecodeError::TooLarge { what: "cells", found: 20_000, cap: 19_999 });
    // Rows are no fewer with fewer columns.
    let rows = read(&file, &Limits { rows: 1_999, ..Limits::default() }).unwrap_err();
    assert_eq!(rows, DecodeError::TooLarge { what: "rows", found: 2_000, cap: 1_999 });
    // What a file claims of its pages counts alike.
    let pages = Limits { uncompressed_bytes: 100_000, ..Limits::default() };
    assert_eq!(read(&file, &pages).unwrap().columns.len(), all - LEFT_OUT.len());
}

#[test]
fn other_errors_are_not_evaded() {
    let file = Bytes::from(large::table(2_000, 4));
    let none = Limits { cells: 0, ..Limits::default() };
    assert!(matches!(read(&file, &none), Err(DecodeError::TooLarge { cap: 0, .. })));
    let half = file.slice(..file.len() / 2);
    assert_eq!(read(&half, &Limits::default()).unwrap_err(), decode(half, &Limits::default()).unwrap_err());
    assert!(read(&Bytes::from_static(b"PAR1"), &Limits::default()).is_err());
}

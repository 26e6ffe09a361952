//! Parquet: any bytes are read or refused, within the limits; what was read is a table that can be packed.

use isocost::data::limits::Limits;
use isocost::data::parquet::decode;
use isocost::data::runs::run_table::RunTable;

/// Smaller than the page's, so that a claim of many cells costs no time.
const CELLS: u64 = 200_000;

/// Reads a file.
pub fn run(data: &[u8]) {
    let limits = Limits { cells: CELLS, ..Limits::default() };
    let Ok(table) = decode(bytes::Bytes::copy_from_slice(data), &limits) else { return };
    assert!(
        table
            .columns
            .iter()
            .all(|column| (0..table.rows).all(|row| column.is_null(row) || column.text(row).len() < 1 << 26))
    );
    super::packed::same(&table);
    let _ = RunTable::by_default(table);
}

/// Small fixtures.
pub fn seeds() -> Vec<Vec<u8>> {
    let is_parquet = |(name, _): &(String, Vec<u8>)| name.ends_with(".parquet");
    super::files("tests/fixtures").into_iter().filter(is_parquet).map(|(_, bytes)| bytes).collect()
}

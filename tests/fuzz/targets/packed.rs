//! Packed tables: any bytes are a table or none; packed and read again it is the same. And a message of the reader.

use arrow::buffer::Buffer;
use isocost::data::bundled;
use isocost::data::runs::run_table::RunTable;
use isocost::data::table::Table;
use isocost::data::table::pack::{pack, packed_length, unpack};
use isocost::worker::protocol::FailureKind;

/// Reads a packed table.
pub fn run(data: &[u8]) {
    let word = String::from_utf8_lossy(data);
    assert!(FailureKind::from_word(&word) == FailureKind::Other || FailureKind::from_word(&word).word() == word);
    let Some(table) = unpack(Buffer::from(data)) else { return };
    // What claims many rows has no bytes for them.
    assert!(table.columns.is_empty() || table.rows <= 8 * data.len());
    if table.columns.is_empty() {
        return;
    }
    same(&table);
    let _ = RunTable::by_default(table);
}

/// Whether a table is the same once it was packed and read.
pub fn same(table: &Table) {
    let packed = pack(table);
    assert_eq!(packed.len(), packed_length(table));
    let again = unpack(Buffer::from(packed)).expect("what was packed is a table");
    assert_eq!((again.rows, again.columns.len(), &again.skipped), (table.rows, table.columns.len(), &table.skipped));
    for (one, other) in table.columns.iter().zip(&again.columns) {
        assert_eq!(one.name, other.name);
        for row in 0..table.rows {
            assert_eq!((one.is_null(row), one.text(row)), (other.is_null(row), other.text(row)), "{}", one.name);
        }
    }
}

/// The bundled tables, and their first rows.
pub fn seeds() -> Vec<Vec<u8>> {
    let small = super::parquet::seeds()
        .into_iter()
        .filter_map(|file| isocost::data::parquet::decode(file.into(), &isocost::data::limits::Limits::default()).ok());
    let packed = small.map(|table| pack(&table)).filter(|packed| packed.len() < 20_000);
    bundled::TABLES.iter().map(|table| pack(&table.table())).chain(packed).collect()
}

//! Parquet decoder: bytes to a table of typed columns, with every size checked before it is allocated.
//!
//! `footer -> pages (decompressed, capped) -> columns`. Of a large file only the wanted ranges are needed
//! ([`source`]).

pub(crate) mod chunk;
pub(crate) mod codec;
pub(crate) mod delta;
pub(crate) mod encrypted;
pub mod footer;
pub(crate) mod gzip;
pub(crate) mod hybrid;
pub(crate) mod page_check;
pub(crate) mod page_headers;
pub(crate) mod pages;
pub(crate) mod plain_values;
pub mod source;

use bytes::Bytes;
use parquet::errors::ParquetError;

use self::footer::{Footer, Selection};
use self::pages::{Budget, Pages};
use self::source::ByteSource;
use super::error::DecodeError;
use super::limits::Limits;
use super::table::Table;
use super::table::column::{Column, Values};
use super::table::column_builder::ColumnBuilder;
use super::table::kind::ValueKind;

/// Decodes a whole parquet file.
///
/// # Errors
/// See [`DecodeError`]: not parquet, truncated, damaged, over a cap, an unknown codec, no flat column.
pub fn decode(file: Bytes, limits: &Limits) -> Result<Table, DecodeError> {
    decode_within(file, limits, &Budget::new(limits))
}

/// Decodes a whole parquet file, one of several that share a budget.
pub(crate) fn decode_within(file: Bytes, limits: &Limits, budget: &Budget) -> Result<Table, DecodeError> {
    let footer = Footer::of_file(&file, limits)?;
    let bytes = |at, length| source::slice(&file, at, length);
    columns_within(&footer, &footer.select(None, None), &bytes, limits, budget)
}

/// Decodes the selected columns of the selected row groups; `source` must hold the bytes of [`Footer::ranges`].
///
/// # Errors
/// A damaged column, a selection over a cap, an unknown codec, no flat column, missing bytes.
pub fn decode_columns(
    footer: &Footer,
    selection: &Selection,
    bytes: &dyn ByteSource,
    limits: &Limits,
) -> Result<Table, DecodeError> {
    columns_within(footer, selection, bytes, limits, &Budget::new(limits))
}

fn columns_within(
    footer: &Footer,
    selection: &Selection,
    bytes: &dyn ByteSource,
    limits: &Limits,
    budget: &Budget,
) -> Result<Table, DecodeError> {
    footer.check(selection, limits)?;
    let mut table = Table { rows: footer.rows_of(selection) as usize, ..Table::default() };
    for &at in &selection.columns {
        let name = footer.name(at);
        match footer.kind(at) {
            Some(kind) => {
                let values = read_column(footer, selection, at, kind, bytes, budget).map_err(|error| match error {
                    ReadError::Parquet(_) if budget.is_exceeded() => DecodeError::TooLarge {
                        what: "bytes uncompressed, or more",
                        found: limits.uncompressed_bytes.saturating_add(1),
                        cap: limits.uncompressed_bytes,
                    },
                    ReadError::NotFetched => DecodeError::NotFetched { column: name.clone() },
                    ReadError::Parquet(error) => {
                        DecodeError::Corrupt { column: Some(name.clone()), detail: words(&error) }
                    }
                })?;
                table.columns.push(Column { name, values });
            }
            // The leaves of one nested column share its name.
            None if table.skipped.last() != Some(&name) => table.skipped.push(name),
            None => {}
        }
    }
    if table.columns.is_empty() { Err(DecodeError::NoColumns) } else { Ok(table) }
}

enum ReadError {
    NotFetched,
    Parquet(ParquetError),
}

impl From<ParquetError> for ReadError {
    fn from(error: ParquetError) -> Self {
        Self::Parquet(error)
    }
}

/// The parquet crate's message without the prefix for its error type.
fn words(error: &ParquetError) -> String {
    match error {
        ParquetError::General(text) | ParquetError::NYI(text) | ParquetError::EOF(text) => text.clone(),
        other => other.to_string(),
    }
}

fn read_column(
    footer: &Footer,
    selection: &Selection,
    at: usize,
    kind: ValueKind,
    bytes: &dyn ByteSource,
    budget: &Budget,
) -> Result<Values, ReadError> {
    let metadata = &footer.metadata;
    let descr = metadata.file_metadata().schema_descr().column(at);
    let mut builder = ColumnBuilder::new(kind, footer.rows_of(selection) as usize);
    for group in selection.groups.iter().filter_map(|&group| metadata.row_groups().get(group)) {
        let group_rows = group.num_rows() as usize;
        let (offset, length) = footer::place(group.column(at));
        let stored = bytes.bytes(offset, length).filter(|stored| stored.len() as u64 == length);
        let pages = Pages::new(stored.ok_or(ReadError::NotFetched)?, group.column(at), group_rows, budget.clone())?;
        chunk::read(pages, &descr, group_rows, &mut builder)?;
    }
    Ok(builder.finish())
}

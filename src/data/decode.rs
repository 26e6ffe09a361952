//! Parquet bytes to a table of typed columns.

use bytes::Bytes;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{DataType, Int96};
use parquet::errors::{ParquetError, Result};

use super::column::{Column, Values};
use super::error::DecodeError;
use super::footer::{self, Footer, Selection};
use super::kind::Kind;
use super::pages::Pages;
use super::sink::Sink;
use super::source::{self, ByteSource};

/// Caps that protect the page's memory; checked against the footer's claims before anything is allocated.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Size of the file, bytes.
    pub file_bytes: u64,
    /// Size of the footer, bytes.
    pub footer_bytes: u64,
    /// Rows.
    pub rows: u64,
    /// Columns, nested ones counted by their leaves.
    pub columns: u64,
    /// Rows × columns.
    pub cells: u64,
    /// Size of all pages when decompressed, bytes.
    pub uncompressed_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            footer_bytes: 16 << 20,
            rows: 5_000_000,
            columns: 1_000,
            cells: 40_000_000,
            uncompressed_bytes: 512 << 20,
        }
    }
}

/// The flat columns of a file, in its order.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// Rows in each column.
    pub rows: usize,
    /// Names of the nested columns that were left out.
    pub skipped: Vec<String>,
}

/// Decodes a whole parquet file.
///
/// # Errors
/// See [`DecodeError`]: not parquet, truncated, damaged, over a cap, an unknown codec, no flat column.
pub fn decode(file: Bytes, limits: &Limits) -> std::result::Result<Table, DecodeError> {
    let footer = Footer::of_file(&file, limits)?;
    decode_columns(&footer, &footer.select(None, None), &|at, length| source::slice(&file, at, length), limits)
}

/// Decodes the selected columns of the selected row groups from wherever their bytes are ([`Footer::ranges`]).
///
/// # Errors
/// A damaged column, a selection over a cap, an unknown codec, no flat column, bytes that have not come.
pub fn decode_columns(
    footer: &Footer,
    selection: &Selection,
    bytes: &dyn ByteSource,
    limits: &Limits,
) -> std::result::Result<Table, DecodeError> {
    footer.check(selection, limits)?;
    let mut table = Table { rows: footer.rows_of(selection) as usize, ..Table::default() };
    for &at in &selection.columns {
        let name = footer.name(at);
        match footer.kind(at) {
            Some(kind) => {
                let values = read_column(footer, selection, at, kind, bytes).map_err(|error| match error {
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

/// The crate's message without its prefix of the error's class.
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
    kind: Kind,
    bytes: &dyn ByteSource,
) -> std::result::Result<Values, ReadError> {
    let metadata = &footer.metadata;
    let descr = metadata.file_metadata().schema_descr().column(at);
    let mut sink = Sink::new(kind, footer.rows_of(selection) as usize);
    for group in selection.groups.iter().filter_map(|&group| metadata.row_groups().get(group)) {
        let group_rows = group.num_rows() as usize;
        let (offset, length) = footer::place(group.column(at));
        let stored = bytes.bytes(offset, length).filter(|stored| stored.len() as u64 == length);
        let pages = Pages::new(stored.ok_or(ReadError::NotFetched)?, group.column(at), group_rows)?;
        let nullable = descr.max_def_level() > 0;
        match get_column_reader(descr.clone(), Box::new(pages)) {
            ColumnReader::BoolColumnReader(r) => each(r, group_rows, nullable, |v| sink.bool(v.copied())),
            ColumnReader::Int32ColumnReader(r) => {
                each(r, group_rows, nullable, |v| sink.int(v.map(|&v| int32(v, kind))))
            }
            ColumnReader::Int64ColumnReader(r) => each(r, group_rows, nullable, |v| sink.int(v.copied())),
            ColumnReader::Int96ColumnReader(r) => each(r, group_rows, nullable, |v| sink.int(v.map(Int96::to_nanos))),
            ColumnReader::FloatColumnReader(r) => each(r, group_rows, nullable, |v| sink.float(v.map(|&v| v.into()))),
            ColumnReader::DoubleColumnReader(r) => each(r, group_rows, nullable, |v| sink.float(v.copied())),
            ColumnReader::ByteArrayColumnReader(r) => {
                each(r, group_rows, nullable, |v| sink.bytes(v.map(|v| v.data())))
            }
            ColumnReader::FixedLenByteArrayColumnReader(r) => {
                each(r, group_rows, nullable, |v| sink.bytes(v.map(|v| v.data())))
            }
        }?;
    }
    Ok(sink.finish())
}

fn int32(value: i32, kind: Kind) -> i64 {
    if kind == Kind::Unsigned { i64::from(value as u32) } else { value.into() }
}

/// Hands each row's value, or `None` for null, to `push`; an error when the chunk has fewer rows than the footer says.
fn each<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
    nullable: bool,
    mut push: impl FnMut(Option<&T::T>),
) -> Result<()> {
    const BATCH: usize = 8192;
    let mut values = Vec::new();
    let mut levels = Vec::new();
    let mut done = 0;
    while done < rows {
        values.clear();
        levels.clear();
        let batch = BATCH.min(rows - done);
        let (read, _, _) = reader.read_records(batch, nullable.then_some(&mut levels), None, &mut values)?;
        if read == 0 {
            return Err(ParquetError::General(format!("{done} of {rows} rows")));
        }
        done += read;
        if nullable {
            let mut present = values.iter();
            levels.iter().for_each(|&level| push(if level > 0 { present.next() } else { None }));
        } else {
            values.iter().for_each(|value| push(Some(value)));
        }
    }
    Ok(())
}

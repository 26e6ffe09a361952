//! Parquet writer for flat columns.
//!
//! Written by hand: the writer of the `parquet` crate, of which the page has no other part, would add 60 kB to it, and
//! what is needed is little. Every column is optional, in plain encoding, uncompressed, a page for each row group.
//! Source: `parquet.thrift`, `Encodings.md` and `LogicalTypes.md` of apache/parquet-format.

use super::sheet::{Cell, Kind, Sheet};
use super::thrift::{List, Struct};
use crate::thrift::write_varint;

const MAGIC: &[u8] = b"PAR1";
const CREATED_BY: &str = concat!("isocost version ", env!("CARGO_PKG_VERSION"));
/// Rows of a row group: a reader takes one at a time, and its pages stay far below 2 GB.
const GROUP_ROWS: usize = 32_768;
/// `Encoding`.
const PLAIN: i32 = 0;
const RLE: i32 = 3;

/// The file. `about` goes into its key-value metadata.
///
/// A cell that is not of its column's kind is null; whole numbers in a column of numbers are converted.
#[must_use]
pub fn write(sheet: &Sheet, about: &[(&str, String)]) -> Vec<u8> {
    let names = sheet.names();
    let mut file = MAGIC.to_vec();
    let mut groups = List::default();
    for first in (0..sheet.rows).step_by(GROUP_ROWS) {
        let rows = GROUP_ROWS.min(sheet.rows - first);
        let start = file.len();
        let mut chunks = List::default();
        for (at, name) in names.iter().enumerate() {
            chunks.push(&mut chunk(&mut file, sheet, at, name, first, rows));
        }
        groups.push(Struct::default().list(1, &chunks).i64(2, file.len() - start).i64(3, rows));
    }
    let mut schema = List::default();
    schema.push(Struct::default().text(4, "runs").i32(5, names.len() as i32));
    sheet.columns.iter().zip(&names).for_each(|(column, name)| schema.push(&mut field(name, column.kind)));
    let mut pairs = List::default();
    about.iter().for_each(|(key, value)| pairs.push(Struct::default().text(1, key).text(2, value)));
    let mut footer = Struct::default();
    footer.i32(1, 2).list(2, &schema).i64(3, sheet.rows).list(4, &groups).list(5, &pairs).text(6, CREATED_BY);
    let footer = footer.end();
    file.extend(footer);
    file.extend((footer.len() as u32).to_le_bytes());
    file.extend(MAGIC);
    file
}

/// `Type`.
fn physical(kind: Kind) -> i32 {
    match kind {
        Kind::Truth => 0,
        Kind::Whole => 2,
        Kind::Number => 5,
        Kind::Text => 6,
    }
}

/// `SchemaElement`: optional, and text is UTF-8 by its old and its new name.
fn field(name: &str, kind: Kind) -> Struct {
    let mut field = Struct::default();
    field.i32(1, physical(kind)).i32(3, 1).text(4, name);
    if kind == Kind::Text {
        field.i32(6, 0).nested(10, Struct::default().nested(1, &mut Struct::default()));
    }
    field
}

/// Writes a column's page of a row group and returns its `ColumnChunk`.
fn chunk(file: &mut Vec<u8>, sheet: &Sheet, at: usize, name: &str, first: usize, rows: usize) -> Struct {
    let kind = sheet.columns[at].kind;
    let page = page(sheet, at, kind, first..first + rows);
    let size = page.len() as i32;
    let mut data = Struct::default();
    data.i32(1, rows as i32).i32(2, PLAIN).i32(3, RLE).i32(4, RLE);
    let mut header = Struct::default();
    header.i32(1, 0).i32(2, size).i32(3, size).nested(5, &mut data);
    let start = file.len();
    file.extend(header.end());
    file.extend(page);
    let length = file.len() - start;
    let mut metadata = Struct::default();
    metadata.i32(1, physical(kind)).enums(2, &[PLAIN, RLE]).one_text(3, name).i32(4, 0);
    metadata.i64(5, rows).i64(6, length).i64(7, length).i64(9, start);
    let mut chunk = Struct::default();
    chunk.i64(2, start).nested(3, &mut metadata);
    chunk
}

/// Which rows have a value, and the values.
fn page(sheet: &Sheet, at: usize, kind: Kind, rows: std::ops::Range<usize>) -> Vec<u8> {
    let count = rows.len();
    let mut present = Bits::default();
    let mut truths = Bits::default();
    let mut values = Vec::new();
    for row in rows {
        // Numbers are the 64 bits that they are.
        let bits = match (kind, sheet.cell(row, at)) {
            (Kind::Text, Cell::Text(value)) => {
                values.extend((value.len() as u32).to_le_bytes());
                values.extend(value.as_bytes());
                present.push(true);
                continue;
            }
            (Kind::Truth, Cell::Truth(value)) => {
                truths.push(value);
                present.push(true);
                continue;
            }
            (Kind::Number, Cell::Number(value)) => Some(value.to_bits()),
            (Kind::Number, Cell::Whole(value)) => Some((value as f64).to_bits()),
            (Kind::Whole, Cell::Whole(value)) => Some(value as u64),
            _ => None,
        };
        present.push(bits.is_some());
        if let Some(bits) = bits {
            values.extend(bits.to_le_bytes());
        }
    }
    // Definition levels, the length of their bytes first: one run of ones where nothing is missing, else a bit for each
    // row.
    let mut levels = Vec::new();
    if present.ones == count {
        write_varint(&mut levels, (count as u64) << 1);
        levels.push(1);
    } else {
        write_varint(&mut levels, (present.bytes.len() as u64) << 1 | 1);
        levels.extend(&present.bytes);
    }
    let mut page = (levels.len() as u32).to_le_bytes().to_vec();
    page.extend(levels);
    page.extend(truths.bytes);
    page.extend(values);
    page
}

/// Bits, the lowest of a byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    count: usize,
    ones: usize,
}

impl Bits {
    fn push(&mut self, bit: bool) {
        if self.count.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (self.count % 8);
        }
        self.count += 1;
        self.ones += usize::from(bit);
    }
}

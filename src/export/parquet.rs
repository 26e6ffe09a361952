//! A parquet file of flat columns.
//!
//! Written by hand: the writer of the `parquet` crate, of which the page has no other part, would add 60 kB to it, and
//! what is needed is little. Every column is optional, in plain encoding, uncompressed, a page for each row group. Source:
//! `parquet.thrift`, `Encodings.md` and `LogicalTypes.md` of apache/parquet-format.

use super::sheet::{Cell, Kind, Sheet};
use super::thrift::{Struct, varint};

const MAGIC: &[u8] = b"PAR1";
/// Rows of a row group: a reader takes one at a time, and its pages stay far below 2 GB.
const GROUP_ROWS: usize = 32_768;
/// `Encoding`.
const PLAIN: i32 = 0;
const RLE: i32 = 3;

/// The file. `about` goes into its key-value metadata.
///
/// A cell that is not of its column's kind is null; a whole number among numbers is one of them.
#[must_use]
pub fn write(sheet: &Sheet, about: &[(&str, String)]) -> Vec<u8> {
    let names = sheet.names();
    let mut file = MAGIC.to_vec();
    let groups: Vec<Struct> = (0..sheet.rows)
        .step_by(GROUP_ROWS)
        .map(|first| {
            let rows = GROUP_ROWS.min(sheet.rows - first);
            let start = file.len();
            let chunks: Vec<Struct> =
                names.iter().enumerate().map(|(at, name)| chunk(&mut file, sheet, at, name, first, rows)).collect();
            Struct::default().list(1, chunks.into_iter()).i64(2, file.len() - start).i64(3, rows)
        })
        .collect();
    let root = Struct::default().text(4, "runs").i32(5, names.len() as i32);
    let fields = sheet.columns.iter().zip(&names).map(|(column, name)| field(name, column.kind));
    let schema: Vec<Struct> = std::iter::once(root).chain(fields).collect();
    let about = about.iter().map(|(key, value)| Struct::default().text(1, key).text(2, value));
    let footer = Struct::default()
        .i32(1, 2)
        .list(2, schema.into_iter())
        .i64(3, sheet.rows)
        .list(4, groups.into_iter())
        .list(5, about)
        .text(6, concat!("isocost version ", env!("CARGO_PKG_VERSION")))
        .finish();
    file.extend(&footer);
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
    let field = Struct::default().i32(1, physical(kind)).i32(3, 1).text(4, name);
    if kind != Kind::Text {
        return field;
    }
    field.i32(6, 0).nested(10, Struct::default().nested(1, Struct::default()))
}

/// Writes a column's page of a row group and returns its `ColumnChunk`.
fn chunk(file: &mut Vec<u8>, sheet: &Sheet, at: usize, name: &str, first: usize, rows: usize) -> Struct {
    let kind = sheet.columns[at].kind;
    let page = page(sheet, at, kind, first..first + rows);
    let size = page.len() as i32;
    let data = Struct::default().i32(1, rows as i32).i32(2, PLAIN).i32(3, RLE).i32(4, RLE);
    let header = Struct::default().i32(1, 0).i32(2, size).i32(3, size).nested(5, data).finish();
    let start = file.len();
    file.extend(header);
    file.extend(page);
    let length = file.len() - start;
    let metadata = Struct::default()
        .i32(1, physical(kind))
        .enums(2, &[PLAIN, RLE])
        .one_text(3, name)
        .i32(4, 0)
        .i64(5, rows)
        .i64(6, length)
        .i64(7, length)
        .i64(9, start);
    Struct::default().i64(2, start).nested(3, metadata)
}

/// Which rows have a value, and the values.
fn page(sheet: &Sheet, at: usize, kind: Kind, rows: std::ops::Range<usize>) -> Vec<u8> {
    let count = rows.len();
    let mut present = Bits::default();
    let mut truths = Bits::default();
    let mut values = Vec::new();
    for row in rows {
        let cell = sheet.cell(row, at);
        let there = match (kind, cell) {
            (Kind::Text, Cell::Text(value)) => {
                values.extend((value.len() as u32).to_le_bytes());
                values.extend(value.as_bytes());
                true
            }
            (Kind::Number, Cell::Number(value)) => {
                values.extend(value.to_le_bytes());
                true
            }
            (Kind::Number, Cell::Whole(value)) => {
                values.extend((value as f64).to_le_bytes());
                true
            }
            (Kind::Whole, Cell::Whole(value)) => {
                values.extend(value.to_le_bytes());
                true
            }
            (Kind::Truth, Cell::Truth(value)) => {
                truths.push(value);
                true
            }
            _ => false,
        };
        present.push(there);
    }
    // Definition levels, the length of their bytes first: one run of ones where nothing is missing, else a bit for each row.
    let mut levels = Vec::new();
    if present.ones == count {
        varint(&mut levels, (count as u64) << 1);
        levels.push(1);
    } else {
        varint(&mut levels, (present.bytes.len() as u64) << 1 | 1);
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

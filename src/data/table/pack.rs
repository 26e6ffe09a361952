//! Packed tables: a binary format with the memory layout of the columns, read without a decoder and without copying.
//! Used from the worker to the page, and for the bundled and embedded tables.
//!
//! ```text
//! table  = block(magic u32, rows u32, columns u32, skipped u32) column* name(skipped)* [notes] end
//! notes  = block(texts u32, zero u32) text*
//! column = name, block(kind u32, rows without a value u32), [block(validity bits)], arrays of the kind
//! block  = length u32, zero u32, bytes, zeros up to the next multiple of 8
//! ```
//!
//! Little-endian, as WebAssembly is. Both ends are of the same build, so there is no version but the magic number.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, DictionaryArray, Float64Array, Int32Array};
use arrow::array::{Int64Array, StringArray};
use arrow::buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{ArrowNativeType, Int32Type};

use super::column::{Column, Values};
use super::notes::Notes;
use crate::data::table::Table;

const MAGIC: u32 = u32::from_le_bytes(*b"iso1");
const FRACTIONS: u32 = 0;
const WHOLE: u32 = 1;
const BIG: u32 = 2;
const BOOL: u32 = 3;
const TEXT: u32 = 4;

/// The packed bytes of a table.
#[must_use]
pub fn pack(table: &Table) -> Vec<u8> {
    let mut out = Vec::with_capacity(packed_length(table));
    pack_into(table, &mut |bytes| out.extend_from_slice(bytes));
    out
}

/// Size of a packed table, bytes.
#[must_use]
pub fn packed_length(table: &Table) -> usize {
    let mut length = 0;
    pack_into(table, &mut |bytes| length += bytes.len());
    length
}

/// Passes the bytes of a table to `out` piece by piece, without copying them.
pub fn pack_into(table: &Table, out: Out) {
    let words = [MAGIC, table.rows as u32, table.columns.len() as u32, table.skipped.len() as u32];
    put_words(out, &words);
    for column in &table.columns {
        put(out, column.name.as_bytes());
        put_values(out, &column.values);
    }
    table.skipped.iter().for_each(|name| put(out, name.as_bytes()));
    let notes = if table.notes.is_empty() { Vec::new() } else { table.notes.texts() };
    if !notes.is_empty() {
        put_words(out, &[notes.len() as u32, 0]);
        notes.iter().for_each(|text| put(out, text.as_bytes()));
    }
}

/// Receiver of the bytes.
type Out<'a> = &'a mut dyn FnMut(&[u8]);

fn put(out: Out, bytes: &[u8]) {
    let length = (bytes.len() as u64).to_le_bytes();
    out(&length);
    out(bytes);
    out(&[0; 8][..bytes.len().next_multiple_of(8) - bytes.len()]);
}

fn put_words(out: Out, words: &[u32]) {
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    put(out, &bytes);
}

fn put_values(out: Out, values: &Values) {
    match values {
        Values::Number { array, integral } => {
            put_head(out, if *integral { WHOLE } else { FRACTIONS }, array.nulls());
            put(out, array.values().inner().as_slice());
        }
        Values::BigInt(array) => {
            put_head(out, BIG, array.nulls());
            put(out, array.values().inner().as_slice());
        }
        Values::Bool(array) => {
            put_head(out, BOOL, array.nulls());
            put(out, array.values().sliced().as_slice());
        }
        Values::Text(array) => {
            put_head(out, TEXT, array.nulls());
            put(out, array.keys().values().inner().as_slice());
            let labels = array.values().as_string::<i32>();
            put(out, labels.offsets().inner().inner().as_slice());
            put(out, labels.value_data());
        }
    }
}

fn put_head(out: Out, kind: u32, nulls: Option<&NullBuffer>) {
    let missing = nulls.map_or(0, NullBuffer::null_count);
    put_words(out, &[kind, missing as u32]);
    if let Some(nulls) = nulls.filter(|_| missing > 0) {
        put(out, nulls.inner().sliced().as_slice());
    }
}

/// Reads a packed table; `None` if the bytes are invalid. The columns share the memory of `bytes`.
#[must_use]
pub fn unpack(bytes: Buffer) -> Option<Table> {
    // Numbers must be aligned to their size; bytes in the code may be unaligned.
    let aligned = bytes.as_ptr().align_offset(8) == 0;
    let mut reader = Reader { bytes: if aligned { bytes } else { Buffer::from_slice_ref(bytes.as_slice()) }, at: 0 };
    let [magic, rows, columns, skipped] = reader.words()?;
    if magic != MAGIC {
        return None;
    }
    let rows = rows as usize;
    let columns = (0..columns).map(|_| reader.column(rows)).collect::<Option<_>>()?;
    let skipped = (0..skipped).map(|_| reader.text()).collect::<Option<_>>()?;
    let notes = if reader.at < reader.bytes.len() { reader.notes()? } else { Notes::default() };
    Some(Table { columns, rows, skipped, notes })
}

struct Reader {
    bytes: Buffer,
    at: usize,
}

impl Reader {
    /// Where the next block's bytes are.
    fn block(&mut self) -> Option<(usize, usize)> {
        let head = self.bytes.get(self.at..self.at + 4)?;
        let length = u32::from_le_bytes(head.try_into().ok()?) as usize;
        let start = self.at + 8;
        let end = start.checked_add(length).filter(|&end| end <= self.bytes.len())?;
        self.at = end.next_multiple_of(8);
        Some((start, length))
    }

    fn words<const N: usize>(&mut self) -> Option<[u32; N]> {
        let (start, length) = self.block()?;
        let bytes = &self.bytes[start..start + length];
        let mut words = bytes.chunks_exact(4).filter_map(|word| word.try_into().ok().map(u32::from_le_bytes));
        let read = std::array::from_fn(|_| words.next().unwrap_or_default());
        (length == N * 4).then_some(read)
    }

    fn text(&mut self) -> Option<String> {
        let (start, length) = self.block()?;
        std::str::from_utf8(&self.bytes[start..start + length]).ok().map(str::to_owned)
    }

    /// An array; `length` is checked where it is known.
    fn array<T: ArrowNativeType>(&mut self, length: Option<usize>) -> Option<ScalarBuffer<T>> {
        let (start, bytes) = self.block()?;
        let size = size_of::<T>();
        let count = bytes / size;
        let fits = bytes % size == 0 && length.is_none_or(|length| length == count);
        fits.then(|| ScalarBuffer::new(self.bytes.slice_with_length(start, bytes), 0, count))
    }

    fn bits(&mut self, rows: usize) -> Option<BooleanBuffer> {
        let (start, bytes) = self.block()?;
        (bytes >= rows.div_ceil(8)).then(|| BooleanBuffer::new(self.bytes.slice_with_length(start, bytes), 0, rows))
    }

    #[inline(never)]
    fn notes(&mut self) -> Option<Notes> {
        let [texts, _] = self.words()?;
        Notes::of_texts((0..texts).map(|_| self.text()).collect::<Option<_>>()?)
    }

    fn column(&mut self, rows: usize) -> Option<Column> {
        let name = self.text()?;
        let [kind, missing] = self.words()?;
        let nulls = if missing > 0 { Some(NullBuffer::new(self.bits(rows)?)) } else { None };
        let values = match kind {
            FRACTIONS | WHOLE => {
                let array = Float64Array::try_new(self.array(Some(rows))?, nulls).ok()?;
                Values::Number { array, integral: kind == WHOLE }
            }
            BIG => Values::BigInt(Int64Array::try_new(self.array(Some(rows))?, nulls).ok()?),
            BOOL => Values::Bool(BooleanArray::new(self.bits(rows)?, nulls)),
            TEXT => Values::Text(self.dictionary(rows, nulls)?),
            _ => return None,
        };
        Some(Column { name, values })
    }

    fn dictionary(&mut self, rows: usize, nulls: Option<NullBuffer>) -> Option<DictionaryArray<Int32Type>> {
        let keys = Int32Array::try_new(self.array(Some(rows))?, nulls).ok()?;
        let offsets: ScalarBuffer<i32> = self.array(None)?;
        let rising = offsets.first() == Some(&0) && offsets.windows(2).all(|pair| pair[0] <= pair[1]);
        let (start, length) = self.block()?;
        if !rising {
            return None;
        }
        let labels = self.bytes.slice_with_length(start, length);
        let labels: ArrayRef = Arc::new(StringArray::try_new(OffsetBuffer::new(offsets), labels, None).ok()?);
        DictionaryArray::try_new(keys, labels).ok()
    }
}

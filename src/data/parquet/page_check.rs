//! Validation of page headers that the parquet crate trusts (it panics or over-allocates on false ones). Flat columns
//! only, whose definition levels are 0 and 1.

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::Page;
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::ColumnDescriptor;

use super::delta;
use super::hybrid::ones;
use super::pages::Budget;

/// Layout of a data page.
pub struct PageLayout {
    /// Number of rows.
    pub values: usize,
    /// Which rows have a value.
    pub levels: Levels,
    /// Encoding of the values.
    pub encoding: Encoding,
    /// The encoded non-null values.
    pub data: Bytes,
}

/// Definition levels: which rows have a value.
pub enum Levels {
    /// All rows: the column is not nullable.
    None,
    /// RLE / bit-packing hybrid, see [`crate::data::parquet::hybrid`].
    Runs(Bytes),
    /// The deprecated bit-packed encoding, highest bit first.
    Bits,
}

/// Page validator of one column chunk.
pub struct PageCheck {
    physical: Type,
    /// Bytes per value; 0 if values differ in length.
    width: usize,
    nullable: bool,
    rows: usize,
    has_dictionary: bool,
    /// For text that delta encoding stores in fewer bytes.
    budget: Budget,
}

impl PageCheck {
    /// A validator for a chunk of `rows` rows.
    pub fn new(column: &ColumnDescriptor, rows: usize, budget: Budget) -> Self {
        let physical = column.physical_type();
        let width = match physical {
            Type::INT32 | Type::FLOAT => 4,
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            Type::FIXED_LEN_BYTE_ARRAY => usize::try_from(column.type_length()).unwrap_or_default(),
            Type::BOOLEAN | Type::BYTE_ARRAY => 0,
        };
        Self { physical, width, nullable: column.max_def_level() > 0, rows, has_dictionary: false, budget }
    }

    /// Refuses a decompressed page whose header does not fit its bytes. Returns the layout of a data page.
    pub fn check(&mut self, page: &Page) -> Result<Option<PageLayout>> {
        let layout = match page {
            Page::DictionaryPage { buf, num_values, .. } => {
                self.has_dictionary = true;
                self.plain(buf, *num_values as usize)?;
                return Ok(None);
            }
            Page::DataPage { buf, num_values, encoding, def_level_encoding, .. } => {
                let values = self.count(*num_values)?;
                let (levels, data) = match (self.nullable, *def_level_encoding) {
                    (false, _) => (Levels::None, buf.clone()),
                    (true, Encoding::RLE) => {
                        let (levels, data) = split_prefixed(buf)?;
                        (Levels::Runs(levels), data)
                    }
                    (true, _) => (Levels::Bits, split(buf, values.div_ceil(8), 0)?.1),
                };
                PageLayout { values, levels, encoding: *encoding, data }
            }
            Page::DataPageV2 { buf, num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
                let values = self.count(*num_values)?;
                let (levels, data) = split(buf, *def_levels_byte_len as usize, *rep_levels_byte_len as usize)?;
                let levels = if self.nullable { Levels::Runs(levels) } else { Levels::None };
                PageLayout { values, levels, encoding: *encoding, data }
            }
        };
        let present = match &layout.levels {
            Levels::None => layout.values,
            Levels::Runs(levels) => ones(levels, layout.values),
            // Deprecated; the parquet crate decodes such pages, and takes the first delta-packed number unseen.
            Levels::Bits => usize::from(layout.encoding == Encoding::DELTA_BINARY_PACKED),
        };
        self.data(&layout.data, layout.encoding, layout.values, present)?;
        Ok(Some(layout))
    }

    fn count(&self, claimed: u32) -> Result<usize> {
        let values = claimed as usize;
        if values > self.rows { refuse("a page claims more values than there are rows") } else { Ok(values) }
    }

    fn data(&mut self, data: &[u8], encoding: Encoding, values: usize, present: usize) -> Result<()> {
        match encoding {
            Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY if !self.has_dictionary => {
                refuse("a page needs a dictionary, and there is none")
            }
            Encoding::PLAIN => self.plain(data, present),
            Encoding::BYTE_STREAM_SPLIT if self.width.saturating_mul(present) > data.len() => refuse(TOO_SHORT),
            // A page of nulls only may store nothing at all.
            Encoding::DELTA_BINARY_PACKED if present > 0 => {
                let widest = if self.physical == Type::INT32 { 32 } else { 64 };
                if delta::numbers_fit(data, present..=values, widest) { Ok(()) } else { refuse(MALFORMED_DELTAS) }
            }
            Encoding::DELTA_LENGTH_BYTE_ARRAY if !delta::strings_fit(data, values) => refuse(TOO_SHORT),
            Encoding::DELTA_BYTE_ARRAY => {
                let Some(bytes) = delta::expanded(data, values) else { return refuse(TOO_SHORT) };
                self.budget.take(bytes.saturating_sub(data.len()))
            }
            _ => Ok(()),
        }
    }

    /// Validates plain encoding: values in sequence, strings with a length prefix.
    fn plain(&self, mut data: &[u8], values: usize) -> Result<()> {
        if self.physical != Type::BYTE_ARRAY {
            return if self.width.saturating_mul(values) > data.len() { refuse(TOO_SHORT) } else { Ok(()) };
        }
        for _ in 0..values {
            let Some((length, rest)) = data.split_first_chunk::<4>() else { return refuse(TOO_SHORT) };
            let Some(rest) = rest.get(u32::from_le_bytes(*length) as usize..) else { return refuse(TOO_SHORT) };
            data = rest;
        }
        Ok(())
    }
}

const MALFORMED_DELTAS: &str = "malformed or too few delta-packed numbers";
const TOO_SHORT: &str = "a page is too short for its values";

fn refuse<T>(why: &str) -> Result<T> {
    Err(ParquetError::General(why.into()))
}

/// Splits levels, prefixed with their length in 4 bytes, from the values.
fn split_prefixed(page: &Bytes) -> Result<(Bytes, Bytes)> {
    let Some((length, _)) = page.split_first_chunk::<4>() else { return refuse(TOO_SHORT) };
    split(page, u32::from_le_bytes(*length) as usize, 4)
}

/// Splits levels of `length` bytes at offset `before` from the values.
fn split(page: &Bytes, length: usize, before: usize) -> Result<(Bytes, Bytes)> {
    match before.checked_add(length) {
        Some(end) if end <= page.len() => Ok((page.slice(before..end), page.slice(end..))),
        _ => refuse("levels longer than their page"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::limits::Limits;

    #[test]
    fn strings_longer_than_their_page_are_refused() {
        let mut texts = PageCheck {
            physical: Type::BYTE_ARRAY,
            width: 0,
            nullable: false,
            rows: 9,
            has_dictionary: false,
            budget: Budget::new(&Limits::default()),
        };
        let page = [1, 0, 0, 0, b'x', 0, 0, 0, 0];
        assert!(texts.plain(&page, 2).is_ok());
        assert!(texts.plain(&page, 3).is_err());
        assert!(texts.plain(&[0xff, 0xff, 0xff, 0xff, 1], 1).is_err());
        assert!(texts.data(&[], Encoding::RLE_DICTIONARY, 1, 1).is_err());
    }
}

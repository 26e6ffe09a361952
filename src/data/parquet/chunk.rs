//! Decoder of a column chunk. Plain and dictionary pages, which nearly all files consist of, are decoded here page by
//! page; other encodings value by value through the parquet crate.

use bytes::Bytes;
use parquet::basic::{Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{DataType, Int96};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::ColumnDescPtr;

use super::hybrid;
use super::hybrid::ones;
use super::page_check::{Levels, PageLayout};
use super::pages::Pages;
use crate::data::table::column_builder::{ColumnBuilder, Dictionary};

/// Appends a chunk of `rows` rows to the column; an error if it has fewer.
pub fn read(pages: Pages, column: &ColumnDescPtr, rows: usize, builder: &mut ColumnBuilder) -> Result<()> {
    match column.physical_type() {
        Type::INT32 | Type::INT64 | Type::FLOAT | Type::DOUBLE | Type::BYTE_ARRAY => {
            let chunk = Chunk { column, pages, dictionary: None, keys: Vec::new(), valid: Vec::new() };
            chunk.read(rows, builder)
        }
        _ => by_crate(column, Box::new(pages), rows, builder),
    }
}

struct Chunk<'a> {
    column: &'a ColumnDescPtr,
    pages: Pages,
    dictionary: Option<Dictionary>,
    /// Positions in the dictionary, of one page.
    keys: Vec<u32>,
    /// Which rows of a page have a value.
    valid: Vec<bool>,
}

impl Chunk<'_> {
    fn read(mut self, rows: usize, builder: &mut ColumnBuilder) -> Result<()> {
        let mut done = 0;
        while done < rows {
            let Some((page, layout)) = self.pages.next_with_layout()? else {
                return fail(format!("{done} of {rows} rows"));
            };
            match layout {
                Some(layout) => {
                    let count = layout.values.min(rows - done);
                    self.data(page, &layout, count, builder)?;
                    done += count;
                }
                None => self.dictionary(page, builder)?,
            }
        }
        Ok(())
    }

    fn dictionary(&mut self, page: Page, builder: &mut ColumnBuilder) -> Result<()> {
        let Page::DictionaryPage { buf, num_values, encoding: Encoding::PLAIN | Encoding::PLAIN_DICTIONARY, .. } = page
        else {
            return fail("a dictionary that is not stored plainly");
        };
        if self.dictionary.is_some() {
            return fail("more than one dictionary");
        }
        self.dictionary = Some(builder.entries(self.column.physical_type(), buf, num_values as usize));
        Ok(())
    }

    /// Decodes the first `count` rows of a data page.
    fn data(&mut self, page: Page, layout: &PageLayout, count: usize, builder: &mut ColumnBuilder) -> Result<()> {
        let by_dictionary = matches!(layout.encoding, Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY);
        let present = match &layout.levels {
            Levels::Bits => None,
            Levels::None => Some(count),
            Levels::Runs(levels) => Some(ones(levels, count)),
        };
        // A page of nulls has nothing to decode, whatever its encoding.
        let known = |present: &usize| by_dictionary || layout.encoding == Encoding::PLAIN || *present == 0;
        let Some(present) = present.filter(known) else {
            // The crate would be given this page without the dictionary before it.
            if by_dictionary {
                return fail("a dictionary page with levels of a deprecated form");
            }
            return by_crate(self.column, Box::new(SinglePage(Some(page))), count, builder);
        };
        if by_dictionary {
            let Some(entries) = &mut self.dictionary else { return fail("no dictionary") };
            keys(&layout.data, present, &mut self.keys)?;
            if self.keys.iter().any(|&key| key as usize >= entries.len()) {
                return fail("a position outside the dictionary");
            }
            builder.gather(entries, &self.keys);
        } else {
            builder.plain(self.column.physical_type(), &layout.data, present);
        }
        match &layout.levels {
            Levels::Runs(levels) if present < count => {
                if hybrid::numbers(levels, 1, count, &mut self.keys).is_none() {
                    return fail("fewer levels than rows");
                }
                self.valid.clear();
                self.valid.extend(self.keys.iter().map(|&level| level == 1));
                builder.rows_where(&self.valid);
            }
            _ => builder.rows(count),
        }
        Ok(())
    }
}

/// Reads dictionary positions, which are preceded by their bit width.
fn keys(data: &Bytes, count: usize, keys: &mut Vec<u32>) -> Result<()> {
    // A page of nulls only may store nothing at all.
    let (width, data) = data.split_first().unwrap_or((&0, &[]));
    match hybrid::numbers(data, u32::from(*width), count, keys) {
        Some(()) => Ok(()),
        None => fail("fewer values than rows"),
    }
}

fn fail<T>(why: impl Into<String>) -> Result<T> {
    Err(ParquetError::General(why.into()))
}

/// Page reader over a single page.
struct SinglePage(Option<Page>);

impl PageReader for SinglePage {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        Ok(self.0.take())
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        Ok(None)
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.0 = None;
        Ok(())
    }
}

impl Iterator for SinglePage {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.take().map(Ok)
    }
}

fn by_crate(
    column: &ColumnDescPtr,
    pages: Box<dyn PageReader>,
    rows: usize,
    builder: &mut ColumnBuilder,
) -> Result<()> {
    let nullable = column.max_def_level() > 0;
    match get_column_reader(column.clone(), pages) {
        ColumnReader::BoolColumnReader(r) => each(r, rows, nullable, builder, |builder, &v| builder.push_bool(v)),
        ColumnReader::Int32ColumnReader(r) => each(r, rows, nullable, builder, |builder, &v| builder.push_int32(v)),
        ColumnReader::Int64ColumnReader(r) => each(r, rows, nullable, builder, |builder, &v| builder.push_int(v)),
        ColumnReader::Int96ColumnReader(r) => {
            each(r, rows, nullable, builder, |builder, v: &Int96| builder.push_int(v.to_nanos()))
        }
        ColumnReader::FloatColumnReader(r) => {
            each(r, rows, nullable, builder, |builder, &v| builder.push_float(v.into()))
        }
        ColumnReader::DoubleColumnReader(r) => each(r, rows, nullable, builder, |builder, &v| builder.push_float(v)),
        ColumnReader::ByteArrayColumnReader(r) => {
            each(r, rows, nullable, builder, |builder, v| builder.push_bytes(v.data()))
        }
        ColumnReader::FixedLenByteArrayColumnReader(r) => {
            each(r, rows, nullable, builder, |builder, v| builder.push_bytes(v.data()))
        }
    }
}

/// Pushes each non-null value; an error if the chunk has fewer rows than the footer says.
fn each<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
    nullable: bool,
    builder: &mut ColumnBuilder,
    push: fn(&mut ColumnBuilder, &T::T),
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
            return fail(format!("{done} of {rows} rows"));
        }
        done += read;
        values.iter().for_each(|value| push(builder, value));
        match nullable {
            true => builder.rows_where(&levels.iter().map(|&level| level == 1).collect::<Vec<_>>()),
            false => builder.rows(read),
        }
    }
    Ok(())
}

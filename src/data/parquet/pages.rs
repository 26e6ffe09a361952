//! Page reader of a column chunk, with decompression of its own: the parquet crate's brotli codec links the encoder too,
//! its zstd needs a C compiler, and none of its codecs has a size limit.
//!
//! The trick: the crate's page reader is told that the chunk is uncompressed, so it hands over the stored bytes, and
//! this adapter decompresses them.
//!
//! Page checksums are not verified, as in most readers: their tables cost 16 kB, the network has its own, and a page
//! that is damaged in its structure is found without.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

use super::codec;
use super::codec::CodecError;
use super::footer::dictionary_offset;
use super::page_check::{PageCheck, PageLayout};
use super::page_headers::Chunk;
use crate::data::limits::Limits;

/// More than a budget had was needed.
const EXCEEDED: u64 = u64::MAX;

/// How many bytes the pages of a table may still grow to when they are decompressed. What a file claims of their size
/// is not trusted: some writers claim less, or nothing.
#[derive(Clone)]
pub struct Budget(Arc<AtomicU64>);

impl Budget {
    /// The budget of a table, or of several that are read together.
    pub fn new(limits: &Limits) -> Self {
        Self(Arc::new(AtomicU64::new(limits.uncompressed_bytes.min(EXCEEDED - 1))))
    }

    fn left(&self) -> usize {
        if self.is_exceeded() { 0 } else { self.0.load(Relaxed).try_into().unwrap_or(usize::MAX) }
    }

    /// Takes bytes from it; an error if there are not enough.
    pub fn take(&self, bytes: usize) -> Result<()> {
        let left = self.left().checked_sub(bytes).map_or(EXCEEDED, |left| left as u64);
        self.0.store(left, Relaxed);
        if self.is_exceeded() { Err(ParquetError::General("the pages are too large".into())) } else { Ok(()) }
    }

    /// Whether more was needed than there was.
    pub fn is_exceeded(&self) -> bool {
        self.0.load(Relaxed) == EXCEEDED
    }
}

/// A page reader that decompresses within a budget.
pub struct Pages {
    stored: SerializedPageReader<Chunk>,
    codec: Compression,
    budget: Budget,
    check: PageCheck,
}

impl Pages {
    /// The pages of `chunk`, a chunk of `rows` rows. `stored` holds only the bytes of this chunk, so that no offset can
    /// lead outside.
    pub fn new(stored: Bytes, chunk: &ColumnChunkMetaData, rows: usize, budget: Budget) -> Result<Self> {
        let as_stored = chunk
            .clone()
            .into_builder()
            .set_compression(Compression::UNCOMPRESSED)
            // Counted from the chunk's own start. The reader asks whether there is a dictionary, so that stays.
            .set_dictionary_page_offset(dictionary_offset(chunk).map(|_| 0))
            .set_data_page_offset(0)
            .set_total_compressed_size(stored.len() as i64)
            .build()?;
        Ok(Self {
            stored: SerializedPageReader::new(Arc::new(Chunk(stored)), &as_stored, rows, None)?,
            codec: chunk.compression(),
            check: PageCheck::new(chunk.column_descr(), rows, budget.clone()),
            budget,
        })
    }

    fn inflate(&self, stored: &Bytes, plain_prefix: usize) -> Result<Bytes> {
        if self.codec == Compression::UNCOMPRESSED {
            return Ok(stored.clone());
        }
        let (plain, compressed) = stored
            .split_at_checked(plain_prefix)
            .ok_or_else(|| ParquetError::General("levels longer than their page".into()))?;
        // A page of nulls only may store nothing at all.
        if compressed.is_empty() {
            return Ok(stored.clone());
        }
        let cap = self.budget.left();
        let inflated = match codec::decompress(self.codec, compressed, cap) {
            Ok(inflated) => inflated,
            Err(CodecError::Invalid) => {
                return Err(ParquetError::General(format!("not a valid {} stream", codec::name(self.codec))));
            }
            // More than there is, which the budget remembers.
            Err(CodecError::OverCap) => return self.budget.take(usize::MAX).map(|()| Bytes::new()),
        };
        self.budget.take(inflated.len())?;
        Ok(if plain.is_empty() { inflated.into() } else { [plain, &inflated].concat().into() })
    }

    fn inflate_page(&self, mut page: Page) -> Result<Page> {
        match &mut page {
            Page::DataPage { buf, .. } | Page::DictionaryPage { buf, .. } => *buf = self.inflate(buf, 0)?,
            Page::DataPageV2 { buf, is_compressed: true, def_levels_byte_len, rep_levels_byte_len, .. } => {
                let levels = (*def_levels_byte_len as usize).saturating_add(*rep_levels_byte_len as usize);
                *buf = self.inflate(buf, levels)?;
            }
            Page::DataPageV2 { .. } => {}
        }
        Ok(page)
    }
}

impl Pages {
    /// The next page, decompressed and validated, with the layout of a data page.
    pub fn next_with_layout(&mut self) -> Result<Option<(Page, Option<PageLayout>)>> {
        let Some(page) = self.stored.get_next_page()? else { return Ok(None) };
        let page = self.inflate_page(page)?;
        let layout = self.check.check(&page)?;
        Ok(Some((page, layout)))
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        Ok(self.next_with_layout()?.map(|(page, _)| page))
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.stored.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.stored.skip_next_page()
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

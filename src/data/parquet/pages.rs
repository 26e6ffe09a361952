//! Page reader of a column chunk, with decompression of its own: the parquet crate's brotli codec links the encoder too,
//! its zstd needs a C compiler, and none of its codecs has a size limit.
//!
//! The trick: the crate's page reader is told that the chunk is uncompressed, so it hands over the stored bytes, and
//! this adapter decompresses them.
//!
//! Page checksums are not verified, as in most readers: their tables cost 16 kB, the network has its own, and a page
//! that is damaged in its structure is found without.

use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;

use super::codec;
use super::codec::CodecError;
use super::page_check::{PageCheck, PageLayout};

/// A page reader that decompresses with a cap: no page may be larger than its whole chunk claims to be.
pub struct Pages {
    stored: SerializedPageReader<Bytes>,
    codec: Compression,
    cap: usize,
    check: PageCheck,
}

impl Pages {
    /// The pages of `chunk`, a chunk of `rows` rows. `stored` holds only the bytes of this chunk, so that no offset can
    /// lead outside.
    pub fn new(stored: Bytes, chunk: &ColumnChunkMetaData, rows: usize) -> Result<Self> {
        let as_stored = chunk
            .clone()
            .into_builder()
            .set_compression(Compression::UNCOMPRESSED)
            // Counted from the chunk's own start. The reader asks whether there is a dictionary, so that stays.
            .set_dictionary_page_offset(chunk.dictionary_page_offset().map(|_| 0))
            .set_data_page_offset(0)
            .set_total_compressed_size(stored.len() as i64)
            .build()?;
        Ok(Self {
            stored: SerializedPageReader::new(Arc::new(stored), &as_stored, rows, None)?,
            codec: chunk.compression(),
            cap: usize::try_from(chunk.uncompressed_size())?,
            check: PageCheck::new(chunk.column_descr(), rows),
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
        let inflated = codec::decompress(self.codec, compressed, self.cap).map_err(|error| {
            let name = codec::name(self.codec);
            ParquetError::General(match error {
                CodecError::Invalid => format!("not a valid {name} stream"),
                CodecError::OverCap => format!("a {name} page larger than its column claims to be"),
            })
        })?;
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

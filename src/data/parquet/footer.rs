//! Parquet footer: parsed after its length is validated, and used after every size and offset in it is validated.
//!
//! It is read from the end of a file alone, so that only the needed columns and row groups have to be fetched.

use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader};

use super::codec;
use super::encrypted;
use crate::data::error::DecodeError;
use crate::data::limits::{Limits, cap};
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::data::table::column_builder::ColumnBuilder;
use crate::data::table::kind::ValueKind;

const MAGIC: &[u8] = b"PAR1";
const ENCRYPTED_MAGIC: &[u8] = b"PARE";
/// Footer length (4 bytes) and magic.
const TAIL_BYTES: usize = 8;

/// The validated metadata of a parquet file.
#[derive(Clone, Debug)]
pub struct Footer {
    pub(crate) metadata: ParquetMetaData,
    /// Positions of the encrypted leaves, ascending.
    encrypted: Vec<usize>,
}

/// Result of reading the last bytes of a file.
#[derive(Clone, Debug)]
pub enum Tail {
    /// The whole footer.
    Read(Box<Footer>),
    /// The bytes do not reach back to the start of the footer.
    Short {
        /// How many of the file's last bytes are needed.
        needed: u64,
    },
}

/// Selection of columns and row groups: valid positions, ascending, without duplicates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Positions among the leaves of the schema.
    pub(crate) columns: Vec<usize>,
    /// Positions of row groups; those without rows are left out.
    pub(crate) groups: Vec<usize>,
}

impl Footer {
    /// Reads the footer from the last bytes of a file of `total` bytes.
    ///
    /// The magic at the start of the file is checked only if `tail` is the whole file. The caps on rows, cells and sizes
    /// are left to [`Self::check`], as a large file may have small columns.
    ///
    /// # Errors
    /// Not parquet, truncated, encrypted, damaged, a footer or a number of columns over its cap.
    pub fn from_tail(tail: &[u8], total: u64, limits: &Limits) -> Result<Tail, DecodeError> {
        if tail.len() as u64 > total {
            return Err(corrupt(format!("{} bytes of {total}", tail.len())));
        }
        let length = match footer_length(tail, total, limits)? {
            Some(length) if length + TAIL_BYTES <= tail.len() => length,
            Some(length) => return Ok(Tail::Short { needed: (length + TAIL_BYTES) as u64 }),
            None => return Ok(Tail::Short { needed: total.min(TAIL_BYTES as u64) }),
        };
        let end = tail.len() - TAIL_BYTES;
        let footer = &tail[end - length..end];
        let encrypted = encrypted::leaves(footer);
        // The parser would count to whatever number of truths a list claims, which take no bytes there.
        if encrypted.is_empty() && !encrypted::is_whole(footer) {
            return Err(corrupt("a footer that claims more than it holds"));
        }
        let metadata = ParquetMetaDataReader::decode_metadata(footer).map_err(|error| match encrypted.is_empty() {
            true => corrupt(error),
            // What is said of a column may be encrypted with it.
            false => DecodeError::Encrypted,
        })?;
        check_rows(&metadata)?;
        cap("columns", metadata.file_metadata().schema_descr().num_columns() as u64, limits.columns)?;
        check_chunks(&metadata, total - (length + TAIL_BYTES) as u64)?;
        Ok(Tail::Read(Box::new(Self { metadata, encrypted })))
    }

    /// Reads the footer of a whole file.
    ///
    /// # Errors
    /// As [`Self::from_tail`], and a file over its cap.
    pub fn of_file(file: &[u8], limits: &Limits) -> Result<Self, DecodeError> {
        cap("bytes", file.len() as u64, limits.file_bytes)?;
        match Self::from_tail(file, file.len() as u64, limits)? {
            Tail::Read(footer) => Ok(*footer),
            // The whole file cannot be too short for its own footer.
            Tail::Short { .. } => Err(DecodeError::Truncated { bytes: file.len() }),
        }
    }

    /// Rows in the file.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.metadata.row_groups().iter().map(|group| group.num_rows() as u64).sum()
    }

    /// Rows of each row group.
    #[must_use]
    pub fn group_rows(&self) -> Vec<u64> {
        self.metadata.row_groups().iter().map(|group| group.num_rows() as u64).collect()
    }

    /// Names of the flat columns, in the order of the file; nested ones are not read here.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        let leaves = 0..self.metadata.file_metadata().schema_descr().num_columns();
        leaves.filter(|&at| self.kind(at).is_some()).map(|at| self.name(at)).collect()
    }

    /// The flat columns without a row: names and types.
    #[must_use]
    pub fn empty_table(&self) -> Table {
        let empty = |at| Some(Column { name: self.name(at), values: ColumnBuilder::new(self.kind(at)?, 0).finish() });
        Table { columns: (0..self.leaves()).filter_map(empty).collect(), ..Table::default() }
    }

    /// The columns of these names in these row groups; `None` stands for all. Names and positions that the file does not
    /// have are left out.
    #[must_use]
    pub fn select(&self, columns: Option<&[&str]>, groups: Option<&[usize]>) -> Selection {
        let leaves = 0..self.metadata.file_metadata().schema_descr().num_columns();
        let wanted = |at: &usize| columns.is_none_or(|names| names.contains(&self.name(*at).as_str()));
        let rows = self.group_rows();
        let read = |at: &usize| rows[*at] > 0 && groups.is_none_or(|groups| groups.contains(at));
        Selection { columns: leaves.filter(wanted).collect(), groups: (0..rows.len()).filter(read).collect() }
    }

    /// Byte ranges of the selected columns: offset and length, one pair for each column in each row group.
    #[must_use]
    pub fn ranges(&self, selection: &Selection) -> Vec<(u64, u64)> {
        self.chunks(selection)
            .into_iter()
            .filter(|(at, _)| self.kind(*at).is_some())
            .map(|(_, chunk)| place(chunk))
            .collect()
    }

    /// Checks a selection against the caps, before anything of it is fetched or allocated.
    ///
    /// # Errors
    /// An encrypted column, too many rows, cells or bytes, or a codec that is not read here.
    pub fn check(&self, selection: &Selection, limits: &Limits) -> Result<(), DecodeError> {
        // Only selected columns must not be encrypted; nested ones are skipped anyway.
        let encrypted = |at: &&usize| self.encrypted.binary_search(at).is_ok() && self.kind(**at).is_some();
        if let Some(&at) = selection.columns.iter().find(encrypted) {
            return Err(DecodeError::EncryptedColumn { column: self.name(at) });
        }
        let rows = self.rows_of(selection);
        cap("rows", rows, limits.rows)?;
        cap("cells", rows.saturating_mul(selection.columns.len() as u64), limits.cells)?;
        let sum = |size: fn(&ColumnChunkMetaData) -> u64| {
            self.chunks(selection).iter().fold(0u64, |sum, (_, chunk)| sum.saturating_add(size(chunk)))
        };
        cap("bytes", sum(|chunk| chunk.compressed_size() as u64), limits.file_bytes)?;
        cap("bytes uncompressed", sum(claimed), limits.uncompressed_bytes)?;
        match self.chunks(selection).into_iter().find(|(_, chunk)| !codec::is_supported(chunk.compression())) {
            Some((at, chunk)) => {
                Err(DecodeError::UnsupportedCodec { codec: codec::name(chunk.compression()), column: self.name(at) })
            }
            None => Ok(()),
        }
    }

    /// Columns, nested ones counted by their leaves.
    pub(crate) fn leaves(&self) -> usize {
        self.metadata.file_metadata().schema_descr().num_columns()
    }

    /// Size of all pages when decompressed, bytes, as the file claims.
    pub(crate) fn uncompressed_bytes(&self) -> u64 {
        let chunks = self.metadata.row_groups().iter().flat_map(|group| group.columns());
        chunks.fold(0, |sum, chunk| sum.saturating_add(claimed(chunk)))
    }

    pub(crate) fn rows_of(&self, selection: &Selection) -> u64 {
        let groups = selection.groups.iter().filter_map(|&at| self.metadata.row_groups().get(at));
        groups.map(|group| group.num_rows() as u64).sum()
    }

    /// The name of the column that a leaf belongs to.
    pub(crate) fn name(&self, leaf: usize) -> String {
        self.metadata.file_metadata().schema_descr().column(leaf).path().parts().first().cloned().unwrap_or_default()
    }

    /// `None` for the leaf of a nested column.
    pub(crate) fn kind(&self, leaf: usize) -> Option<ValueKind> {
        ValueKind::of(&self.metadata.file_metadata().schema_descr().column(leaf))
    }

    /// Leaf position and chunk of the selection. (Positions that this file lacks are ignored.)
    fn chunks(&self, selection: &Selection) -> Vec<(usize, &ColumnChunkMetaData)> {
        let mut chunks = Vec::new();
        for group in selection.groups.iter().filter_map(|&at| self.metadata.row_groups().get(at)) {
            chunks.extend(selection.columns.iter().filter_map(|&at| Some((at, group.columns().get(at)?))));
        }
        chunks
    }
}

/// Offset and length of a validated chunk, bytes.
pub(crate) fn place(chunk: &ColumnChunkMetaData) -> (u64, u64) {
    (start(chunk) as u64, chunk.compressed_size() as u64)
}

/// Where the dictionary is said to be, if it is before the data. Some writers write 0 where there is none, or where the
/// data's offset is the dictionary's.
pub(crate) fn dictionary_offset(chunk: &ColumnChunkMetaData) -> Option<i64> {
    chunk.dictionary_page_offset().filter(|offset| (1..chunk.data_page_offset()).contains(offset))
}

fn start(chunk: &ColumnChunkMetaData) -> i64 {
    dictionary_offset(chunk).unwrap_or(chunk.data_page_offset())
}

/// Size of a chunk's pages when decompressed, as the file claims. Some writers claim 0, or leave out parts: the pages are
/// counted as they are decompressed, see [`super::pages::Budget`].
fn claimed(chunk: &ColumnChunkMetaData) -> u64 {
    chunk.uncompressed_size().try_into().unwrap_or_default()
}

/// The footer's length from the last eight bytes; `None` if there are fewer bytes.
fn footer_length(tail: &[u8], total: u64, limits: &Limits) -> Result<Option<usize>, DecodeError> {
    let whole = tail.len() as u64 == total;
    let begins = |magic: &[u8]| tail.starts_with(magic);
    if whole && begins(ENCRYPTED_MAGIC) {
        return Err(DecodeError::Encrypted);
    }
    if whole && !begins(MAGIC) {
        return Err(DecodeError::NotParquet);
    }
    let truncated = || DecodeError::Truncated { bytes: usize::try_from(total).unwrap_or(usize::MAX) };
    if total < (MAGIC.len() + TAIL_BYTES) as u64 {
        return Err(if whole { truncated() } else { DecodeError::NotParquet });
    }
    let Some((_, end)) = tail.split_last_chunk::<TAIL_BYTES>() else { return Ok(None) };
    let (length, magic) = end.split_at(4);
    if magic != MAGIC {
        // Without the first bytes a truncated parquet file cannot be told from another format.
        return Err(match magic {
            _ if whole => truncated(),
            ENCRYPTED_MAGIC => DecodeError::Encrypted,
            _ => DecodeError::NotParquet,
        });
    }
    let length = length.iter().rev().fold(0usize, |sum, &byte| sum << 8 | usize::from(byte));
    if length as u64 > total - (MAGIC.len() + TAIL_BYTES) as u64 {
        return Err(corrupt(format!("it claims {length} bytes of {total}")));
    }
    cap("bytes of footer", length as u64, limits.footer_bytes)?;
    Ok(Some(length))
}

fn check_rows(metadata: &ParquetMetaData) -> Result<(), DecodeError> {
    let mut rows = 0u64;
    for group in metadata.row_groups() {
        rows = rows.saturating_add(positive(group.num_rows())?);
    }
    if rows == positive(metadata.file_metadata().num_rows())? {
        Ok(())
    } else {
        Err(corrupt("the row groups do not add up"))
    }
}

/// Every chunk must lie between the magic and the footer.
fn check_chunks(metadata: &ParquetMetaData, data_end: u64) -> Result<(), DecodeError> {
    for group in metadata.row_groups() {
        for chunk in group.columns() {
            let start = positive(start(chunk))?;
            let end = start.checked_add(positive(chunk.compressed_size())?);
            // A group without rows may have chunks without a valid offset.
            let outside = start < MAGIC.len() as u64 || end.is_none_or(|end| end > data_end);
            if outside && group.num_rows() > 0 {
                let column = chunk.column_descr().name().to_owned();
                return Err(DecodeError::Corrupt { column: Some(column), detail: "it lies outside the file".into() });
            }
        }
    }
    Ok(())
}

fn positive(claim: i64) -> Result<u64, DecodeError> {
    u64::try_from(claim).map_err(|_| corrupt("a size or an offset is negative"))
}

fn corrupt(detail: impl ToString) -> DecodeError {
    DecodeError::Corrupt { column: None, detail: detail.to_string() }
}

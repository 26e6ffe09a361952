//! The footer: read only after its length is believed, and believed only after every claim in it is checked.

use bytes::Bytes;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};

use super::codec;
use super::decode::Limits;
use super::error::DecodeError;

const MAGIC: &[u8] = b"PAR1";
const ENCRYPTED_MAGIC: &[u8] = b"PARE";
/// Footer length (4 bytes) and magic.
const TAIL_BYTES: usize = 8;

/// The checked footer of a whole file.
pub fn read(file: &Bytes, limits: &Limits) -> Result<ParquetMetaData, DecodeError> {
    let footer = locate(file, limits)?;
    let metadata = ParquetMetaDataReader::decode_metadata(&file[footer.clone()]).map_err(corrupt)?;
    check_sizes(&metadata, limits)?;
    check_chunks(&metadata, footer.start as u64)?;
    Ok(metadata)
}

fn locate(file: &Bytes, limits: &Limits) -> Result<std::ops::Range<usize>, DecodeError> {
    cap("bytes", file.len() as u64, limits.file_bytes)?;
    let head = file.get(..MAGIC.len()).ok_or(DecodeError::NotParquet)?;
    if head == ENCRYPTED_MAGIC {
        return Err(DecodeError::Encrypted);
    }
    if head != MAGIC {
        return Err(DecodeError::NotParquet);
    }
    let truncated = DecodeError::Truncated { bytes: file.len() };
    let end = file.len().checked_sub(TAIL_BYTES).filter(|&end| end >= MAGIC.len()).ok_or(truncated.clone())?;
    let (length, magic) = file[end..].split_at(4);
    if magic != MAGIC {
        return Err(truncated);
    }
    let length = length.iter().rev().fold(0usize, |sum, &byte| sum << 8 | usize::from(byte));
    let start = end
        .checked_sub(length)
        .filter(|&start| start >= MAGIC.len())
        .ok_or_else(|| corrupt(format!("it claims {length} bytes of {}", file.len())))?;
    cap("bytes of footer", length as u64, limits.footer_bytes)?;
    Ok(start..end)
}

fn check_sizes(metadata: &ParquetMetaData, limits: &Limits) -> Result<(), DecodeError> {
    let file = metadata.file_metadata();
    let mut rows = 0u64;
    let mut uncompressed = 0u64;
    for group in metadata.row_groups() {
        rows = rows.saturating_add(positive(group.num_rows())?);
        for chunk in group.columns() {
            uncompressed = uncompressed.saturating_add(positive(chunk.uncompressed_size())?);
        }
    }
    if rows != positive(file.num_rows())? {
        return Err(corrupt("the row groups do not add up"));
    }
    let columns = file.schema_descr().num_columns() as u64;
    cap("rows", rows, limits.rows)?;
    cap("columns", columns, limits.columns)?;
    cap("cells", rows.saturating_mul(columns), limits.cells)?;
    cap("bytes uncompressed", uncompressed, limits.uncompressed_bytes)
}

/// Every chunk must lie between the magic and the footer, and be compressed in a way that is read here.
fn check_chunks(metadata: &ParquetMetaData, data_end: u64) -> Result<(), DecodeError> {
    // A group without rows may have chunks without a place.
    let groups = metadata.row_groups().iter().filter(|group| group.num_rows() > 0);
    for chunk in groups.flat_map(|group| group.columns()) {
        let column = chunk.column_descr().name().to_owned();
        let start = positive(chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset()))?;
        let end = start.checked_add(positive(chunk.compressed_size())?);
        if start < MAGIC.len() as u64 || end.is_none_or(|end| end > data_end) {
            return Err(DecodeError::Corrupt { column: Some(column), detail: "it lies outside the file".into() });
        }
        if !codec::is_supported(chunk.compression()) {
            return Err(DecodeError::UnsupportedCodec { codec: codec::name(chunk.compression()), column });
        }
    }
    Ok(())
}

/// Refuses what is over a cap.
pub fn cap(what: &'static str, found: u64, cap: u64) -> Result<(), DecodeError> {
    if found > cap { Err(DecodeError::TooLarge { what, found, cap }) } else { Ok(()) }
}

fn positive(claim: i64) -> Result<u64, DecodeError> {
    u64::try_from(claim).map_err(|_| corrupt("a size or an offset is negative"))
}

fn corrupt(detail: impl ToString) -> DecodeError {
    DecodeError::Corrupt { column: None, detail: detail.to_string() }
}

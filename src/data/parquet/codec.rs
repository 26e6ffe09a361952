//! Page decompression with a size cap: a page that claims or grows to more is refused before it is held in memory.

use std::io::Read;

use lz4_flex::block::DecompressError;
use parquet::basic::Compression;

use super::gzip;

/// Why a page could not be decompressed.
#[derive(Debug, PartialEq, Eq)]
pub enum CodecError {
    /// Not a valid stream of that codec.
    Invalid,
    /// More bytes than the column chunk may hold.
    OverCap,
}

/// An LZ4 block cannot grow by more than this factor.
const LZ4_GROWTH: usize = 255;

/// Whether pages of this codec can be decompressed here.
pub fn is_supported(codec: Compression) -> bool {
    !matches!(codec, Compression::LZO)
}

/// The codec's name in the format, without a level.
pub fn name(codec: Compression) -> String {
    format!("{codec:?}").split('(').next().unwrap_or_default().to_owned()
}

/// Decompresses a page to at most `cap` bytes.
pub fn decompress(codec: Compression, compressed: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    match codec {
        Compression::UNCOMPRESSED => Ok(compressed.to_vec()),
        Compression::SNAPPY => snappy(compressed, cap),
        Compression::GZIP(_) => gzip::decompress(compressed, cap),
        Compression::BROTLI(_) => read_capped(brotli_decompressor::Decompressor::new(compressed, 4096), cap),
        Compression::ZSTD(_) => {
            let stream = ruzstd::decoding::StreamingDecoder::new(compressed).map_err(|_| CodecError::Invalid)?;
            read_capped(stream, cap)
        }
        Compression::LZ4_RAW => lz4_block(compressed, cap),
        Compression::LZ4 => lz4_of_either_dialect(compressed, cap),
        Compression::LZO => Err(CodecError::Invalid),
    }
}

fn read_capped(stream: impl Read, cap: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    // One byte more than allowed tells "exactly the cap" from "more than it".
    stream.take(cap as u64 + 1).read_to_end(&mut out).map_err(|_| CodecError::Invalid)?;
    if out.len() > cap { Err(CodecError::OverCap) } else { Ok(out) }
}

fn snappy(compressed: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    let claimed = snap::raw::decompress_len(compressed).map_err(|_| CodecError::Invalid)?;
    // Of three bytes come sixty-four at most, so a longer claim is false, and is not allocated.
    if claimed > compressed.len().saturating_mul(22) {
        return Err(CodecError::Invalid);
    }
    if claimed > cap {
        return Err(CodecError::OverCap);
    }
    snap::raw::Decoder::new().decompress_vec(compressed).map_err(|_| CodecError::Invalid)
}

/// A raw block does not contain its decompressed length, so the buffer has the largest allowed size.
fn lz4_block(compressed: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = vec![0; cap.min(compressed.len().saturating_mul(LZ4_GROWTH))];
    let length = lz4_flex::block::decompress_into(compressed, &mut out).map_err(|error| match error {
        DecompressError::OutputTooSmall { .. } if out.len() == cap => CodecError::OverCap,
        _ => CodecError::Invalid,
    })?;
    out.truncate(length);
    Ok(out)
}

/// The codec called LZ4 is Hadoop's blocks in most files, and one raw block in others. (A third dialect, LZ4's own
/// frames, was written by a few old versions of one library only, and is refused: its reader costs 5 kB.)
fn lz4_of_either_dialect(compressed: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    match lz4_hadoop(compressed, cap) {
        Err(CodecError::Invalid) => lz4_block(compressed, cap),
        done => done,
    }
}

/// Hadoop: for each block its length and its compressed length, both big-endian, then the block.
fn lz4_hadoop(mut compressed: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    while !compressed.is_empty() {
        let (length, rest) = big_endian(compressed)?;
        let (compressed_length, rest) = big_endian(rest)?;
        if compressed_length > rest.len() || length > compressed_length.saturating_mul(LZ4_GROWTH) {
            return Err(CodecError::Invalid);
        }
        if length > cap - out.len() {
            return Err(CodecError::OverCap);
        }
        let block = lz4_flex::block::decompress(&rest[..compressed_length], length).map_err(|_| CodecError::Invalid)?;
        if block.len() != length {
            return Err(CodecError::Invalid);
        }
        out.extend_from_slice(&block);
        compressed = &rest[compressed_length..];
    }
    Ok(out)
}

fn big_endian(bytes: &[u8]) -> Result<(usize, &[u8]), CodecError> {
    let (head, rest) = bytes.split_first_chunk::<4>().ok_or(CodecError::Invalid)?;
    Ok((u32::from_be_bytes(*head) as usize, rest))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn streams_up_to_the_cap() {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(&[7; 1000]).unwrap();
        let bomb = writer.finish().unwrap();
        let gzip = Compression::GZIP(Default::default());
        assert_eq!(decompress(gzip, &bomb, 1000), Ok(vec![7; 1000]));
        assert_eq!(decompress(gzip, &bomb, 999), Err(CodecError::OverCap));
        assert_eq!(decompress(gzip, b"no gzip", 99), Err(CodecError::Invalid));
    }

    #[test]
    fn snappy_with_a_claim_over_the_cap_is_refused() {
        let mut bytes = snap::raw::Encoder::new().compress_vec(&[1; 500]).unwrap();
        assert_eq!(decompress(Compression::SNAPPY, &bytes, 499), Err(CodecError::OverCap));
        assert_eq!(decompress(Compression::SNAPPY, &bytes, 500), Ok(vec![1; 500]));
        bytes.truncate(3);
        assert_eq!(decompress(Compression::SNAPPY, &bytes, 500), Err(CodecError::Invalid));
    }

    #[test]
    fn lz4_raw_and_hadoop() {
        let text = b"abcabcabcabcabcabcabcabc".repeat(9);
        let block = lz4_flex::block::compress(&text);
        let mut hadoop = (text.len() as u32).to_be_bytes().to_vec();
        hadoop.extend((block.len() as u32).to_be_bytes());
        hadoop.extend(&block);
        for bytes in [hadoop, block] {
            assert_eq!(decompress(Compression::LZ4, &bytes, 1 << 20), Ok(text.clone()));
        }
    }

    #[test]
    fn codec_names_without_level() {
        assert_eq!(name(Compression::ZSTD(Default::default())), "ZSTD");
        assert!(!is_supported(Compression::LZO));
    }
}

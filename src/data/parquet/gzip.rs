//! Gzip decompression (RFC 1952): headers, several members, the length trailer of each.
//!
//! The checksum is not verified: its tables are larger than the rest, and a damaged page mostly fails to inflate to its
//! length or to decode.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

use super::codec::CodecError;

const HEADER_BYTES: usize = 10;
/// Checksum and length.
const TRAILER_BYTES: usize = 8;

/// Decompresses all members; at most `cap` bytes.
pub fn decompress(mut compressed: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    while !compressed.is_empty() {
        let start = out.len();
        let body = compressed.get(header_bytes(compressed).ok_or(CodecError::Invalid)?..).ok_or(CodecError::Invalid)?;
        let rest = member(body, &mut out, cap)?;
        let (trailer, rest) = rest.split_at_checked(TRAILER_BYTES).ok_or(CodecError::Invalid)?;
        // Modulo 2^32, as the format has it.
        let length = (out.len() - start) as u32;
        if !trailer.ends_with(&length.to_le_bytes()) {
            return Err(CodecError::Invalid);
        }
        compressed = rest;
    }
    Ok(out)
}

/// Decompresses one deflate stream without a header; at most `cap` bytes.
pub fn inflated(body: &[u8], cap: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::new();
    member(body, &mut out, cap)?;
    Ok(out)
}

/// Appends the decompressed bytes of one deflate stream; returns the bytes after the stream.
fn member<'a>(mut body: &'a [u8], out: &mut Vec<u8>, cap: usize) -> Result<&'a [u8], CodecError> {
    let mut state = InflateState::new_boxed(DataFormat::Raw);
    let mut piece = vec![0; 1 << 15];
    loop {
        let step = inflate(&mut state, body, &mut piece, MZFlush::None);
        body = &body[step.bytes_consumed..];
        if step.bytes_written > cap - out.len() {
            return Err(CodecError::OverCap);
        }
        out.extend_from_slice(&piece[..step.bytes_written]);
        match step.status {
            Ok(MZStatus::StreamEnd) => return Ok(body),
            Ok(_) if step.bytes_consumed + step.bytes_written > 0 => {}
            _ => return Err(CodecError::Invalid),
        }
    }
}

/// Length of the header: ten bytes, and the optional fields by its flags.
fn header_bytes(gzip: &[u8]) -> Option<usize> {
    let &[0x1f, 0x8b, 8, flags, ..] = gzip else { return None };
    let mut at = HEADER_BYTES;
    if flags & 4 != 0 {
        let &[low, high] = gzip.get(at..at + 2)? else { return None };
        at += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    // A name and a comment, each ended by a zero.
    for _ in 0..(flags >> 3 & 1) + (flags >> 4 & 1) {
        at += gzip.get(at..)?.iter().position(|&byte| byte == 0)? + 1;
    }
    Some(at + usize::from(flags & 2))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, GzBuilder};

    use super::*;

    fn gzip(text: &[u8], builder: GzBuilder) -> Vec<u8> {
        let mut writer = builder.write(Vec::new(), Compression::best());
        writer.write_all(text).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn members_and_headers_of_every_kind() {
        let named = GzBuilder::new().filename("a").comment("b").extra(vec![1, 2, 3]);
        let bytes = [gzip(b"one ", GzBuilder::new()), gzip(b"two", named)].concat();
        assert_eq!(decompress(&bytes, 7), Ok(b"one two".to_vec()));
        assert_eq!(decompress(&bytes, 6), Err(CodecError::OverCap));
        for cut in [1, 9, 12, bytes.len() - 1] {
            assert_eq!(decompress(&bytes[..cut], 99), Err(CodecError::Invalid), "{cut}");
        }
        assert_eq!(decompress(b"", 9), Ok(Vec::new()));
    }

    #[test]
    fn pages_larger_than_the_buffer() {
        let text = vec![7; 300_000];
        assert_eq!(decompress(&gzip(&text, GzBuilder::new()), 300_000), Ok(text));
    }

    #[test]
    fn wrong_lengths_are_refused() {
        let mut bytes = gzip(b"text", GzBuilder::new());
        *bytes.last_mut().unwrap() = 1;
        assert_eq!(decompress(&bytes, 99), Err(CodecError::Invalid));
    }
}

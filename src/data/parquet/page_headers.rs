//! The bytes of a column chunk for the parquet crate's page reader, each page header checked before it is read.
//!
//! The crate passes over fields that it does not know. Where a list of these claims two billion elements it counts to
//! that, at the end of the bytes too: half a minute for a file of 14 kB.

use std::io::{self, ErrorKind, Read};

use bytes::Bytes;
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

use super::encrypted;
use super::source;

/// A chunk's bytes.
pub struct Chunk(pub Bytes);

/// A page header and what follows it. It is checked when it is read; nothing is read of one that was read before.
pub struct Header {
    rest: Bytes,
    is_checked: bool,
}

impl Length for Chunk {
    fn len(&self) -> u64 {
        self.0.len() as u64
    }
}

impl ChunkReader for Chunk {
    type T = Header;

    fn get_read(&self, start: u64) -> Result<Header> {
        let rest = self.get_bytes(start, self.0.len().saturating_sub(start as usize))?;
        Ok(Header { rest, is_checked: false })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes> {
        source::slice(&self.0, start, length as u64).ok_or_else(|| ParquetError::EOF("a page beyond its chunk".into()))
    }
}

impl Read for Header {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if !self.is_checked && !encrypted::is_whole(&self.rest) {
            return Err(ErrorKind::InvalidData.into());
        }
        self.is_checked = true;
        let part = self.rest.split_to(to.len().min(self.rest.len()));
        to[..part.len()].copy_from_slice(&part);
        Ok(part.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_checked_when_a_header_is_read() {
        let read = |bytes: &'static [u8]| {
            let mut part = [0; 3];
            let chunk = Chunk(Bytes::from_static(bytes));
            chunk.get_read(1).and_then(|mut header| Ok(header.read(&mut part)?)).ok()
        };
        // A byte before it, then a list (15) of 0 elements; of two billion numbers, floats and truths; nothing.
        assert_eq!(read(&[9, 0xf9, 0x05, 0, 7, 7]), Some(3));
        for bytes in [
            b"\x09\xf9\xf5\xff\xff\xff\xff\x07\0\0",
            b"\x09\xf9\xf7\xff\xff\xff\xff\x07\0\0",
            b"\x09\xf9\xf1\xff\xff\xff\xff\x07\0\0",
        ] {
            assert_eq!(read(bytes), None, "{bytes:?}");
        }
        assert_eq!(read(&[9]), None);
        assert!(Chunk(Bytes::new()).get_bytes(1, 1).is_err());
    }
}

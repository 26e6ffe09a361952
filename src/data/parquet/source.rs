//! Byte source of the parquet decoder: a whole file in memory, or only its fetched ranges.

use bytes::Bytes;

/// Random access to a file's bytes. Implemented for any `Fn(offset, length) -> Option<Bytes>`, so that a store of ranges
/// and the decoder need not know each other.
pub trait ByteSource {
    /// The `length` bytes from `offset`; `None` if some are missing.
    fn bytes(&self, offset: u64, length: u64) -> Option<Bytes>;
}

impl<F: Fn(u64, u64) -> Option<Bytes>> ByteSource for F {
    fn bytes(&self, offset: u64, length: u64) -> Option<Bytes> {
        self(offset, length)
    }
}

/// A slice of a file in memory, without copying; `None` if it exceeds the end.
pub fn slice(file: &Bytes, offset: u64, length: u64) -> Option<Bytes> {
    let start = usize::try_from(offset).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    (end <= file.len()).then(|| file.slice(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_outside_the_file_are_none() {
        let file = Bytes::from_static(b"0123456789");
        assert_eq!(slice(&file, 2, 3).as_deref(), Some(&b"234"[..]));
        assert_eq!(slice(&file, 10, 0).as_deref(), Some(&b""[..]));
        for (offset, length) in [(8, 3), (11, 0), (u64::MAX, 1), (1, u64::MAX)] {
            assert_eq!(slice(&file, offset, length), None, "{offset} {length}");
        }
    }
}

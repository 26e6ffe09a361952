//! Where the bytes of a file come from: all of it in memory, or only the ranges that were fetched.

use bytes::Bytes;

/// Bytes of a file by their place. Any `Fn(offset, length) -> Option<Bytes>` is one, so a store of ranges need not know
/// the decoder, nor the decoder the store.
pub trait ByteSource {
    /// The `length` bytes from `offset`; `None` when they are not all there.
    fn bytes(&self, offset: u64, length: u64) -> Option<Bytes>;
}

impl<F: Fn(u64, u64) -> Option<Bytes>> ByteSource for F {
    fn bytes(&self, offset: u64, length: u64) -> Option<Bytes> {
        self(offset, length)
    }
}

/// A part of what is in memory, without a copy; `None` when it reaches past the end.
pub fn slice(file: &Bytes, offset: u64, length: u64) -> Option<Bytes> {
    let start = usize::try_from(offset).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    (end <= file.len()).then(|| file.slice(start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_there_is_handed_out() {
        let file = Bytes::from_static(b"0123456789");
        assert_eq!(slice(&file, 2, 3).as_deref(), Some(&b"234"[..]));
        assert_eq!(slice(&file, 10, 0).as_deref(), Some(&b""[..]));
        for (offset, length) in [(8, 3), (11, 0), (u64::MAX, 1), (1, u64::MAX)] {
            assert_eq!(slice(&file, offset, length), None, "{offset} {length}");
        }
    }
}

//! Sparse in-memory file: the received parts, and what of a range is missing.

use std::ops::Range;

use bytes::Bytes;

/// Parts of one file by offset. Adjacent parts are not joined, because that would copy them.
#[derive(Clone, Debug, Default)]
pub struct Sparse {
    /// Sorted, not empty, without overlaps.
    parts: Vec<(u64, Bytes)>,
}

impl Sparse {
    /// Inserts bytes at `offset`. Bytes that are already held stay: they are of the same file, because the version of
    /// each response is checked ([`crate::hub::fetch::parts::Version`]).
    pub fn insert(&mut self, offset: u64, bytes: &Bytes) {
        // Nothing lies beyond the largest offset.
        let Some(end) = offset.checked_add(bytes.len() as u64) else { return };
        for gap in self.missing(&(offset..end)) {
            let part = bytes.slice((gap.start - offset) as usize..(gap.end - offset) as usize);
            let at = self.parts.partition_point(|(start, _)| *start < gap.start);
            self.parts.insert(at, (gap.start, part));
        }
    }

    /// The `length` bytes from `offset`; `None` if some are missing. Copied only if they span several parts.
    #[must_use]
    pub fn get(&self, offset: u64, length: u64) -> Option<Bytes> {
        let end = offset.checked_add(length)?;
        let mut pieces = self.pieces(offset..end);
        let first = pieces.next().unwrap_or_default();
        if first.len() as u64 == length {
            return Some(first);
        }
        if !self.missing(&(offset..end)).is_empty() {
            return None;
        }
        let mut whole = Vec::with_capacity(length as usize);
        whole.extend_from_slice(&first);
        pieces.for_each(|piece| whole.extend_from_slice(&piece));
        Some(whole.into())
    }

    /// The missing parts of a range, in order: what to request after a transfer broke.
    #[must_use]
    pub fn missing(&self, range: &Range<u64>) -> Vec<Range<u64>> {
        let mut missing = Vec::new();
        let mut at = range.start;
        for (start, bytes) in self.parts_from(range.start) {
            if *start >= range.end {
                break;
            }
            if at < *start {
                missing.push(at..*start);
            }
            at = at.max(start + bytes.len() as u64);
        }
        if at < range.end {
            missing.push(at..range.end);
        }
        missing
    }

    /// Bytes held.
    #[must_use]
    pub fn held(&self) -> u64 {
        self.parts.iter().map(|(_, bytes)| bytes.len() as u64).sum()
    }

    /// The parts that end after `offset`.
    fn parts_from(&self, offset: u64) -> &[(u64, Bytes)] {
        &self.parts[self.parts.partition_point(|(start, bytes)| start + bytes.len() as u64 <= offset)..]
    }

    /// The held parts of a range, in order.
    fn pieces(&self, range: Range<u64>) -> impl Iterator<Item = Bytes> {
        self.parts_from(range.start).iter().map_while(move |(start, bytes)| {
            let from = range.start.max(*start) - start;
            let to = range.end.checked_sub(*start)?.min(bytes.len() as u64);
            (from < to).then(|| bytes.slice(from as usize..to as usize))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(parts: &[(u64, &'static str)]) -> Sparse {
        let mut store = Sparse::default();
        parts.iter().for_each(|&(offset, text)| store.insert(offset, &Bytes::from_static(text.as_bytes())));
        store
    }

    #[test]
    fn ranges_across_several_parts() {
        let store = store(&[(4, "456"), (0, "01"), (2, "23"), (9, "9")]);
        assert_eq!(store.get(0, 7).as_deref(), Some(&b"0123456"[..]));
        assert_eq!(store.get(1, 2).as_deref(), Some(&b"12"[..]));
        assert_eq!(store.get(9, 1).as_deref(), Some(&b"9"[..]));
        assert_eq!(
            (store.get(6, 2), store.get(7, 1), store.get(9, 2), store.get(u64::MAX, 1)),
            (None, None, None, None)
        );
        assert_eq!(store.held(), 8);
    }

    #[test]
    fn empty_ranges() {
        assert_eq!(Sparse::default().get(5, 0).as_deref(), Some(&b""[..]));
        assert_eq!(store(&[(4, "456")]).get(5, 0).as_deref(), Some(&b""[..]));
        assert!(Sparse::default().missing(&(5..5)).is_empty());
    }

    #[test]
    fn held_bytes_are_kept_and_missing_ranges_exclude_them() {
        let mut store = store(&[(2, "23"), (6, "6")]);
        assert_eq!(store.missing(&(0..9)), [0..2, 4..6, 7..9]);
        assert_eq!(store.missing(&(3..8)), [4..6, 7..8]);
        store.insert(0, &Bytes::from_static(b"abcdefghi"));
        assert_eq!(store.get(0, 9).as_deref(), Some(&b"ab23ef6hi"[..]));
        assert!(store.missing(&(0..9)).is_empty());
        store.insert(u64::MAX, &Bytes::from_static(b"beyond"));
        assert_eq!(store.held(), 9);
    }
}

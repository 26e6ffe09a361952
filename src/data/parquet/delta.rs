//! Validation of delta-encoded numbers and strings: the parquet crate panics on numbers that do not end, and slices by
//! lengths without checking them.
//!
//! Source: Apache Parquet, "Encodings", delta encoding (5), delta-length byte array (6), delta strings (7).

use std::ops::RangeInclusive;

use crate::thrift::{from_zigzag, read_varint};

/// Whether all strings of a delta-length byte array fit into the page; at most `most` of them.
pub fn strings_fit(mut data: &[u8], most: usize) -> bool {
    whole_numbers(&mut data, most).is_some_and(|lengths| sum(&lengths).is_some_and(|sum| sum <= data.len()))
}

/// Total bytes of the strings of a delta byte array (prefix lengths and suffixes); `None` if they do not fit into the
/// page. A short page can expand to very much text.
pub fn expanded(mut data: &[u8], most: usize) -> Option<usize> {
    let shared = whole_numbers(&mut data, most)?;
    let own = whole_numbers(&mut data, most)?;
    let own_sum = sum(&own).filter(|&sum| sum <= data.len())?;
    if shared.len() == own.len() { sum(&shared)?.checked_add(own_sum) } else { None }
}

/// `None` when one is negative.
fn sum(lengths: &[i32]) -> Option<usize> {
    lengths.iter().try_fold(0usize, |sum, &length| sum.checked_add(usize::try_from(length).ok()?))
}

/// Whether a page of delta-binary-packed numbers of `widest` bits is well-formed, and holds so many of them.
pub fn numbers_fit(mut data: &[u8], count: RangeInclusive<usize>, widest: u8) -> bool {
    let Some(head) = Head::read(&mut data, *count.end()) else { return false };
    head.total >= *count.start() && head.parts(&mut data, widest, &mut |part| part.holds_all().then_some(())).is_some()
}

/// Reads delta-binary-packed numbers from the start of `data`, and advances it.
fn whole_numbers(data: &mut &[u8], most: usize) -> Option<Vec<i32>> {
    let head = Head::read(data, most)?;
    let mut numbers = Vec::with_capacity(head.total);
    let mut last = head.first;
    numbers.extend((head.total > 0).then_some(last as i32));
    head.parts(data, 64, &mut |part| {
        for at in 0..part.count {
            let delta = unpack(part.packed, at * usize::from(part.width), part.width)?;
            last = last.wrapping_add(part.least).wrapping_add(delta as i64);
            numbers.push(last as i32);
        }
        Some(())
    })?;
    Some(numbers)
}

/// Largest block: more than writers use, and few enough that no size computed from it overflows.
const LARGEST_BLOCK: usize = 1 << 24;

/// The header of delta-binary-packed numbers.
struct Head {
    /// Parts (miniblocks) in a block.
    parts: usize,
    /// Numbers in a part.
    per_part: usize,
    /// Numbers in all.
    total: usize,
    /// The first number.
    first: i64,
}

/// A part of a block. Some writers omit the padding of the last one.
struct Part<'a> {
    least: i64,
    width: u8,
    packed: &'a [u8],
    /// How many of its numbers are needed.
    count: usize,
}

impl Part<'_> {
    fn holds_all(&self) -> bool {
        (self.count * usize::from(self.width)).div_ceil(8) <= self.packed.len()
    }
}

impl Head {
    fn read(data: &mut &[u8], most: usize) -> Option<Self> {
        let block = usize::try_from(read_varint(data)?).ok()?;
        let parts = usize::try_from(read_varint(data)?).ok()?;
        let total = usize::try_from(read_varint(data)?).ok()?;
        let first = from_zigzag(read_varint(data)?);
        let per_part = block.checked_div(parts)?;
        let regular = block.is_multiple_of(128) && per_part * parts == block && per_part.is_multiple_of(32);
        let fits = regular && (1..=LARGEST_BLOCK).contains(&block) && total <= most;
        fits.then_some(Self { parts, per_part, total, first })
    }

    /// Calls `each` for every part that holds a needed number, and advances `data` past the last of them.
    fn parts(&self, data: &mut &[u8], widest: u8, each: &mut dyn FnMut(Part<'_>) -> Option<()>) -> Option<()> {
        let mut left = self.total.saturating_sub(1);
        while left > 0 {
            let least = from_zigzag(read_varint(data)?);
            let (widths, rest) = data.split_at_checked(self.parts)?;
            *data = rest;
            // What is said of parts that hold no number may be anything.
            for &width in widths.iter().take(left.div_ceil(self.per_part)) {
                if width > widest {
                    return None;
                }
                let (packed, rest) = data.split_at((self.per_part * usize::from(width) / 8).min(data.len()));
                *data = rest;
                let count = left.min(self.per_part);
                left -= count;
                each(Part { least, width, packed, count })?;
            }
        }
        Some(())
    }
}

/// `width` bits from a bit offset, lowest first.
fn unpack(packed: &[u8], from: usize, width: u8) -> Option<u64> {
    if width > 64 {
        return None;
    }
    (0..usize::from(width)).try_fold(0, |sum, bit| {
        let byte = packed.get((from + bit) / 8)?;
        Some(sum | u64::from(byte >> ((from + bit) % 8) & 1) << bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 7, 5, 3, 1, 2, 3, 4, 5: the second example of the format, in one block of 128 with four parts.
    const EXAMPLE: [u8; 18] = [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0];

    #[test]
    fn example_of_the_specification() {
        let mut data = &EXAMPLE[..];
        assert_eq!(whole_numbers(&mut data, 8).unwrap(), [7, 5, 3, 1, 2, 3, 4, 5]);
        assert!(data.is_empty());
        assert!(whole_numbers(&mut &EXAMPLE[..], 7).is_none(), "more than there may be");
        assert!(whole_numbers(&mut &EXAMPLE[..11], 8).is_none(), "cut short");
        assert!(whole_numbers(&mut &[128, 1, 0, 1, 2][..], 8).is_none(), "no parts");
    }

    #[test]
    fn malformed_numbers_are_refused() {
        assert!(numbers_fit(&EXAMPLE, 1..=8, 32));
        assert!(!numbers_fit(&EXAMPLE, 1..=7, 32), "more than there may be");
        assert!(!numbers_fit(&EXAMPLE, 9..=9, 32), "fewer than there must be");
        assert!(!numbers_fit(&EXAMPLE, 1..=8, 1), "wider than the numbers");
        assert!(numbers_fit(&EXAMPLE[..12], 1..=8, 32), "without padding");
        assert!(!numbers_fit(&EXAMPLE[..11], 1..=8, 32), "cut short");
        for malformed in [
            &[0x80, 1, 4, 0, 14][..],
            &[0, 4, 8, 14, 3, 2, 0, 0, 0],
            &[0x81, 1, 4, 8, 14, 3, 2, 0, 0, 0],
            &[0x80, 1, 3, 8, 14, 3, 2, 0, 0, 0],
            &[0x80, 1, 8, 8, 14, 3, 2, 0, 0, 0],
            &[0x80, 0x80, 0x80, 0x80, 0x10, 4, 1, 14],
            &[0xff; 12],
            &[0x80, 1, 4, 8, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
            &[],
        ] {
            assert!(!numbers_fit(malformed, 1..=8, 32), "{malformed:?}");
        }
    }

    #[test]
    fn truncated_strings_are_refused() {
        let strings = |bytes: usize| [&EXAMPLE[..], &vec![b'x'; bytes]].concat();
        assert!(strings_fit(&strings(30), 8));
        assert!(!strings_fit(&strings(29), 8));
        let twice = |bytes: usize| [&EXAMPLE[..], &strings(bytes)].concat();
        assert_eq!(expanded(&twice(30), 8), Some(60));
        assert_eq!(expanded(&twice(29), 8), None);
        // One string of length −1.
        assert!(!strings_fit(&[128, 1, 4, 1, 1], 8));
    }
}

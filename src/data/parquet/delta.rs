//! Validation of delta-encoded strings: the parquet crate slices by their lengths without checking them.
//!
//! Source: Apache Parquet, "Encodings", delta encoding (5), delta-length byte array (6), delta strings (7).

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

/// Reads delta-binary-packed numbers from the start of `data`, and advances it.
fn whole_numbers(data: &mut &[u8], most: usize) -> Option<Vec<i32>> {
    let block = usize::try_from(read_varint(data)?).ok()?;
    let minis = usize::try_from(read_varint(data)?).ok()?;
    let total = usize::try_from(read_varint(data)?).ok()?;
    let mut last = from_zigzag(read_varint(data)?);
    let per_mini = block.checked_div(minis)?;
    if total > most || (total > 1 && per_mini == 0) {
        return None;
    }
    let mut numbers = Vec::with_capacity(total);
    numbers.extend((total > 0).then_some(last as i32));
    while numbers.len() < total {
        let least = from_zigzag(read_varint(data)?);
        let (widths, rest) = data.split_at_checked(minis)?;
        *data = rest;
        for &width in widths {
            if numbers.len() == total {
                break;
            }
            let bits = per_mini.checked_mul(usize::from(width))?;
            // Some writers omit the padding of the last block.
            let (packed, rest) = data.split_at(bits.div_ceil(8).min(data.len()));
            *data = rest;
            for at in 0..per_mini.min(total - numbers.len()) {
                let delta = unpack(packed, at * usize::from(width), width)?;
                last = last.wrapping_add(least).wrapping_add(delta as i64);
                numbers.push(last as i32);
            }
        }
    }
    Some(numbers)
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

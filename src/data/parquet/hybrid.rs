//! RLE / bit-packing hybrid decoder, for definition levels and dictionary positions.
//!
//! Source: Apache Parquet, "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)".

use crate::thrift::read_varint;

/// Largest bit width.
const WIDEST: u32 = 32;

/// Counts the ones among `values` levels of bit width 1. Stops at the end of the bytes.
pub fn ones(mut levels: &[u8], values: usize) -> usize {
    let (mut seen, mut ones) = (0, 0);
    while seen < values {
        let Some(header) = read_varint(&mut levels) else { break };
        let length = usize::try_from(header >> 1).unwrap_or(usize::MAX);
        if header & 1 == 0 {
            let Some((&level, rest)) = levels.split_first() else { break };
            let run = length.min(values - seen);
            ones += if level == 1 { run } else { 0 };
            seen += run;
            levels = rest;
        } else {
            let (packed, rest) = levels.split_at(length.min(levels.len()));
            for &byte in packed {
                let bits = (values - seen).min(8);
                let mask = if bits == 8 { 0xff } else { (1u8 << bits) - 1 };
                ones += (byte & mask).count_ones() as usize;
                seen += bits;
            }
            levels = rest;
        }
    }
    ones
}

/// Replaces `out` by the first `count` numbers of `width` bits; `None` if there are fewer, or the width is invalid.
pub fn numbers(mut data: &[u8], width: u32, count: usize, out: &mut Vec<u32>) -> Option<()> {
    if width > WIDEST {
        return None;
    }
    out.clear();
    out.reserve(count);
    while out.len() < count {
        let header = read_varint(&mut data)?;
        let length = usize::try_from(header >> 1).unwrap_or(usize::MAX);
        let left = count - out.len();
        if header & 1 == 0 {
            let (value, rest) = data.split_at_checked(width.div_ceil(8) as usize)?;
            let value = value.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
            out.resize(out.len() + length.min(left), value);
            data = rest;
        } else {
            // Eight numbers take `width` bytes. Some writers omit the padding of the last group.
            let (packed, rest) = data.split_at(length.saturating_mul(width as usize).min(data.len()));
            let whole = (packed.len() * 8).checked_div(width as usize);
            unpack(packed, width, left.min(length.saturating_mul(8)).min(whole.unwrap_or(left)), out);
            data = rest;
        }
    }
    Some(())
}

/// Unpacks the first `count` numbers, lowest bit first.
fn unpack(packed: &[u8], width: u32, count: usize, out: &mut Vec<u32>) {
    let mask = ((1u64 << width) - 1) as u32;
    out.extend((0..count).map(|at| {
        let bit = at * width as usize;
        (eight(packed, bit / 8) >> (bit % 8)) as u32 & mask
    }));
}

/// The eight bytes from an offset, padded with zeros.
#[inline]
fn eight(packed: &[u8], at: usize) -> u64 {
    match packed.get(at..).and_then(|rest| rest.first_chunk()) {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => packed.iter().skip(at).rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &[u8], width: u32, count: usize) -> Option<Vec<u32>> {
        let mut out = vec![7];
        numbers(data, width, count, &mut out).map(|()| out)
    }

    #[test]
    fn levels_are_counted_in_both_run_types() {
        // Five ones, then eight packed bits of which three are beyond the end.
        assert_eq!(ones(&[10, 1, 3, 0b1110_0101], 10), 5 + 2);
        assert_eq!(ones(&[10, 0, 3, 0xff], 13), 8);
        assert_eq!(ones(&[0xff, 0xff, 0xff, 0xff, 0x0f, 1], 8), 1, "fewer bytes than claimed");
        assert_eq!(ones(&[10], 10), 0);
        assert_eq!(ones(&[0, 1, 0, 1], 10), 0, "empty runs end with the bytes");
    }

    #[test]
    fn numbers_of_both_run_types() {
        assert_eq!(read(&[10, 1, 3, 0b1110_0101], 1, 10).unwrap(), [1, 1, 1, 1, 1, 1, 0, 1, 0, 0]);
        // 0 to 7 in three bits each: the example of the format.
        let packed = [3, 0b1000_1000, 0b1100_0110, 0b1111_1010];
        assert_eq!(read(&packed, 3, 8).unwrap(), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(read(&packed, 3, 5).unwrap(), [0, 1, 2, 3, 4]);
        assert_eq!(read(&packed[..3], 3, 5).unwrap(), [0, 1, 2, 3, 4], "the padding may be missing");
        assert_eq!(read(&packed[..3], 3, 6), None);
        assert_eq!(read(&[4, 0x34, 0x12], 12, 2).unwrap(), [0x1234; 2]);
        assert_eq!(read(&[3, 0xff, 0xff, 0xff, 0xff, 1, 0, 0, 0], 32, 2).unwrap(), [u32::MAX, 1]);
    }

    #[test]
    fn zero_bit_width() {
        assert_eq!(read(&[6], 0, 3).unwrap(), [0, 0, 0]);
        assert_eq!(read(&[3], 0, 8).unwrap(), [0; 8]);
        assert_eq!(read(&[], 0, 1), None);
        assert_eq!(read(&[], 33, 0), None);
        assert!(read(&[], 5, 0).unwrap().is_empty());
        assert_eq!(read(&[0, 0, 0, 0], 1, 1), None, "empty runs end with the bytes");
    }

    /// Every width against a plain reading, bit by bit.
    #[test]
    fn every_bit_width() {
        let bytes: Vec<u8> = (0..64u32 * 4).map(|at| (at * 157 + 11) as u8).collect();
        for width in 1..=32 {
            let count = 64;
            let bit = |at: usize| u32::from(bytes[at / 8] >> (at % 8) & 1);
            let plain = |at: usize| (0..width as usize).fold(0, |sum, n| sum | bit(at * width as usize + n) << n);
            let data = [&[(8 << 1) | 1][..], &bytes[..8 * width as usize]].concat();
            assert_eq!(read(&data, width, count).unwrap(), (0..count).map(plain).collect::<Vec<_>>(), "{width}");
        }
    }
}

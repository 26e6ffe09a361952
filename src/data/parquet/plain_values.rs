//! Readers of parquet's plain values: strings, decimals of any length, half-precision floats.

use std::ops::Range;

use half::f16;

/// Byte ranges of the first `count` length-prefixed strings; ends early if the page is too short.
pub fn places(page: &[u8], count: usize) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    (0..count).map_while(move |_| {
        let length = page.get(next..)?.first_chunk()?;
        let start = next + 4;
        next = start.checked_add(u32::from_le_bytes(*length) as usize).filter(|&end| end <= page.len())?;
        Some(start..next)
    })
}

/// A signed big-endian integer of any length, as decimals are stored. Rounded once up to 16 bytes, and at each byte
/// beyond.
pub fn big_endian(bytes: &[u8]) -> f64 {
    let negative = bytes.first().is_some_and(|&byte| byte >= 0x80);
    if bytes.len() <= 16 {
        let wide = bytes.iter().fold(if negative { -1i128 } else { 0 }, |sum, &byte| sum << 8 | i128::from(byte));
        return wide as f64;
    }
    // Two's complement: the flipped digits are one less than the magnitude. (Subtracting a power of 256 instead would
    // leave nothing of a small negative number.)
    let flip = if negative { 0xff } else { 0 };
    let digits = bytes.iter().fold(0f64, |sum, &byte| sum * 256.0 + f64::from(byte ^ flip));
    if negative { -digits - 1.0 } else { digits }
}

/// IEEE 754 half precision, little-endian.
pub fn half(bytes: &[u8]) -> f64 {
    bytes.try_into().map_or(f64::NAN, |bytes| f16::from_le_bytes(bytes).to_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_precision() {
        let of = |bits: u16| half(&bits.to_le_bytes());
        assert_eq!(of(0x3c00), 1.0);
        assert_eq!(of(0xc000), -2.0);
        assert_eq!(of(0x0001), 2f64.powi(-24));
        assert_eq!(of(0x7c00), f64::INFINITY);
        assert!(of(0x7e00).is_nan());
        assert!(half(&[1]).is_nan());
    }

    #[test]
    fn decimals_of_any_length() {
        assert_eq!(big_endian(&[0xff, 0x85]), -123.0);
        assert_eq!(big_endian(&[0x01, 0x00]), 256.0);
        let mut long = vec![0xff; 20];
        assert_eq!(big_endian(&long), -1.0);
        long[19] = 0x85;
        assert_eq!(big_endian(&long), -123.0);
        assert_eq!(big_endian(&[]), 0.0);
        long[0] = 0;
        assert!(big_endian(&long) > 1e40);
    }
}

//! Readings of stored bytes that the language has no word for.

use std::ops::Range;

/// Where each of the first `count` strings lies, which stand behind their lengths and must be there.
pub fn places(page: &[u8], count: usize) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    (0..count).map_while(move |_| {
        let length = page.get(next..)?.first_chunk()?;
        let start = next + 4;
        next = start.checked_add(u32::from_le_bytes(*length) as usize).filter(|&end| end <= page.len())?;
        Some(start..next)
    })
}

/// A signed big-endian number of any length, as decimals are stored; rounded once up to 16 bytes, and beyond them at
/// each byte.
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
    let &[low, high] = bytes else { return f64::NAN };
    let bits = u16::from_le_bytes([low, high]);
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f64::from(bits & 0x3ff);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves() {
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

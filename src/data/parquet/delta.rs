//! Lengths of delta-encoded strings, read before the parquet crate reads them: it slices by them unchecked.
//!
//! Source: Apache Parquet, "Encodings", delta encoding (5), delta-length byte array (6), delta strings (7).

/// Whether the strings behind their lengths are all there (delta-length byte array); at most `most` of them.
pub fn strings_fit(mut data: &[u8], most: usize) -> bool {
    whole_numbers(&mut data, most).is_some_and(|lengths| sum(&lengths).is_some_and(|sum| sum <= data.len()))
}

/// How many bytes strings have that are stored as what differs from the one before (delta strings); `None` when they
/// are not all there. A short page can stand for very much text.
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

/// The numbers of blocks at the begin of `data`, which is left behind them.
fn whole_numbers(data: &mut &[u8], most: usize) -> Option<Vec<i32>> {
    let block = usize::try_from(number(data)?).ok()?;
    let minis = usize::try_from(number(data)?).ok()?;
    let total = usize::try_from(number(data)?).ok()?;
    let mut last = zigzag(number(data)?);
    let per_mini = block.checked_div(minis)?;
    if total > most || (total > 1 && per_mini == 0) {
        return None;
    }
    let mut numbers = Vec::with_capacity(total);
    numbers.extend((total > 0).then_some(last as i32));
    while numbers.len() < total {
        let least = zigzag(number(data)?);
        let (widths, rest) = data.split_at_checked(minis)?;
        *data = rest;
        for &width in widths {
            if numbers.len() == total {
                break;
            }
            let bits = per_mini.checked_mul(usize::from(width))?;
            // Some writers leave out what pads the last block.
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

/// `width` bits from that one on, the lowest first.
fn unpack(packed: &[u8], from: usize, width: u8) -> Option<u64> {
    if width > 64 {
        return None;
    }
    (0..usize::from(width)).try_fold(0, |sum, bit| {
        let byte = packed.get((from + bit) / 8)?;
        Some(sum | u64::from(byte >> ((from + bit) % 8) & 1) << bit)
    })
}

fn zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// An unsigned number of seven bits a byte, the lowest first.
pub fn number(data: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = data.split_first()?;
        *data = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 7, 5, 3, 1, 2, 3, 4, 5: the second example of the format, in one block of 128 with four parts.
    const EXAMPLE: [u8; 18] = [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b1100_0000, 0b0011_1111, 0, 0, 0, 0, 0, 0];

    #[test]
    fn numbers_end() {
        assert_eq!(number(&mut &[0xac, 0x02][..]), Some(300));
        assert_eq!(number(&mut &[0x80][..]), None);
        assert_eq!(number(&mut &[0xff; 11][..]), None);
    }

    #[test]
    fn the_example_of_the_format() {
        let mut data = &EXAMPLE[..];
        assert_eq!(whole_numbers(&mut data, 8).unwrap(), [7, 5, 3, 1, 2, 3, 4, 5]);
        assert!(data.is_empty());
        assert!(whole_numbers(&mut &EXAMPLE[..], 7).is_none(), "more than there may be");
        assert!(whole_numbers(&mut &EXAMPLE[..11], 8).is_none(), "cut short");
        assert!(whole_numbers(&mut &[128, 1, 0, 1, 2][..], 8).is_none(), "no parts");
    }

    #[test]
    fn strings_are_all_there_or_refused() {
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

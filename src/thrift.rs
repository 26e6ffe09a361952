//! Thrift compact protocol: type codes and variable-length integers, as used in parquet's footers and headers.
//! Parquet's own encodings use the same integers.
//!
//! Source: apache/thrift, `doc/specs/thrift-compact-protocol.md`.

/// A byte.
pub const BYTE: u8 = 3;
/// A number of 32 bits, or a value of an enum.
pub const I32: u8 = 5;
/// A number of 64 bits.
pub const I64: u8 = 6;
/// A float of 64 bits.
pub const DOUBLE: u8 = 7;
/// Bytes, or a text.
pub const BINARY: u8 = 8;
/// Values of one type.
pub const LIST: u8 = 9;
/// The same, each once.
pub const SET: u8 = 10;
/// Pairs.
pub const MAP: u8 = 11;
/// Fields.
pub const STRUCT: u8 = 12;

/// Reads an unsigned LEB128 integer and advances `data` past it; `None` if it does not end.
pub fn read_varint(data: &mut &[u8]) -> Option<u64> {
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

/// Writes an unsigned LEB128 integer: all bytes but the last have the highest bit set.
pub fn write_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Decodes a zigzag integer: 0, -1, 1, -2, …
#[must_use]
pub fn from_zigzag(number: u64) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Encodes a zigzag integer.
#[must_use]
pub fn to_zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unterminated_integers_are_refused() {
        assert_eq!(read_varint(&mut &[0xac, 0x02][..]), Some(300));
        assert_eq!(read_varint(&mut &[0x80][..]), None);
        assert_eq!(read_varint(&mut &[0xff; 11][..]), None);
    }

    #[test]
    fn integers_round_trip() {
        for number in [0, 1, -1, 63, -64, 300, i64::MAX, i64::MIN] {
            let mut bytes = Vec::new();
            write_varint(&mut bytes, to_zigzag(number));
            assert_eq!(read_varint(&mut &bytes[..]).map(from_zigzag), Some(number));
        }
    }
}

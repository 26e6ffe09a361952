//! UTF-16 text with a byte order mark, as spreadsheets and PowerShell write it, converted to UTF-8.

use bytes::Bytes;

/// Converts UTF-16 with a byte order mark of either end; anything else stays as it is. Half a pair becomes U+FFFD.
pub fn to_utf8(bytes: &mut Bytes) {
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => u16::from_le_bytes,
        Some([0xfe, 0xff]) => u16::from_be_bytes,
        _ => return,
    };
    let units = bytes[2..].as_chunks::<2>().0.iter().map(|&pair| unit(pair));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    *bytes = Bytes::from(text);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(bytes: Vec<u8>) -> Bytes {
        let mut bytes = Bytes::from(bytes);
        to_utf8(&mut bytes);
        bytes
    }

    #[test]
    fn both_ends_and_odd_lengths() {
        let text = "vus,µs\n1,😀\n";
        let little: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(converted(little.clone()), text.as_bytes());
        assert_eq!(converted(big), text.as_bytes());
        assert_eq!(converted([&little[..], b"x"].concat()), text.as_bytes(), "half a unit at the end");
        assert_eq!(converted(b"a,b\n1,2".to_vec()), &b"a,b\n1,2"[..]);
        assert_eq!(converted(vec![0xff, 0xfe, 0x3d, 0xd8]), "\u{fffd}".as_bytes(), "half a pair");
        assert_eq!(converted(vec![0xff]), &[0xff][..]);
    }
}

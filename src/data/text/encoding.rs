//! Text that is not UTF-8, converted to it: UTF-16 as spreadsheets and PowerShell write it, and Windows' Western encoding
//! (Latin-1), in which Excel saves CSV in Europe.

use bytes::Bytes;

/// Converts UTF-16, with a byte order mark or without one where it begins with ASCII, and Latin-1; anything else stays as it
/// is. Half a pair becomes U+FFFD.
pub fn to_utf8(bytes: &mut Bytes) {
    let wide = |at: usize| bytes.len() > 3 && (0..4).all(|place| (bytes[place] == 0) == (place % 2 == at));
    let (unit, start): (fn([u8; 2]) -> u16, usize) = match bytes.get(..2) {
        Some([0xff, 0xfe]) => (u16::from_le_bytes, 2),
        Some([0xfe, 0xff]) => (u16::from_be_bytes, 2),
        _ if wide(1) => (u16::from_le_bytes, 0),
        _ if wide(0) => (u16::from_be_bytes, 0),
        _ => return latin_to_utf8(bytes),
    };
    let units = bytes[start..].as_chunks::<2>().0.iter().map(|&pair| unit(pair));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    *bytes = Bytes::from(text);
}

/// Latin-1 is told by bytes that are no UTF-8 where no others above 127 are: a damaged file has both, and what is no text
/// has control characters.
fn latin_to_utf8(bytes: &mut Bytes) {
    let chunks = || bytes.utf8_chunks();
    if chunks().all(|chunk| chunk.invalid().is_empty())
        || bytes.iter().any(|&byte| byte < b'\t')
        || chunks().any(|chunk| !chunk.valid().is_ascii() || chunk.invalid().len() > 1)
    {
        return;
    }
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
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
        assert_eq!(converted(vec![0xff, 0xfe]), &b""[..]);
        assert_eq!(converted(little[2..].to_vec()), text.as_bytes(), "without a mark");
    }

    #[test]
    fn latin_1_only_where_nothing_else_fits() {
        assert_eq!(converted(b"Dur\xe9e (\xb5s);p95\n1;2\n".to_vec()), "Durée (µs);p95\n1;2\n".as_bytes());
        for kept in [&b"gr\xc3\xb6\xc3\x9fe \xff"[..], b"\xff\x00", "größe".as_bytes(), b"plain"] {
            assert_eq!(converted(kept.to_vec()), kept);
        }
    }
}

//! Percent-encoding of path segments.

/// Percent-encodes one segment of a path: a slash in it does not end it.
#[must_use]
pub fn encode(segment: &str) -> String {
    escape(segment, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~'))
}

/// Percent-encodes each segment of a path and keeps the slashes.
#[must_use]
pub fn encode_path(path: &str) -> String {
    escape(path, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/'))
}

/// Percent-encodes every byte that is not to be kept.
pub(crate) fn escape(text: &str, keep: fn(u8) -> bool) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if keep(byte) {
            out.push(byte.into());
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// Takes percent-encoding away. `None` when what is encoded is not UTF-8; a `%` that encodes nothing stands for itself.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match tail {
            [high, low, tail @ ..] if *first == b'%' && high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex(*high) << 4 | hex(*low));
                rest = tail;
            }
            _ => {
                out.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(out).ok()
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let text = "refs/convert/parquet – 100%.\u{1F600}";
        assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        assert_eq!(encode("refs/pr/7"), "refs%2Fpr%2F7");
        assert_eq!(encode_path("a b/ü"), "a%20b/%C3%BC");
        assert_eq!(decode("%2f%2F%zz%4").as_deref(), Some("//%zz%4"));
        assert_eq!(decode("%ff"), None);
    }
}

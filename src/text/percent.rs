//! Percent-encoding for paths, links and lists of names, decoding by the crate `percent-encoding`.

use percent_encoding::percent_decode_str;

use super::foreign::is_unseen;

/// The unreserved characters of RFC 3986.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)
}

/// Characters that a URL may contain.
fn is_of_address(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\"<>`{}|^".contains(&byte)
}

/// Those that end one neither in Markdown nor in a quoted string.
fn is_of_pasted(byte: u8) -> bool {
    is_of_address(byte) && !b"\\()".contains(&byte)
}

/// All but the separators of the page's lists of names: `a/b:c@d,e`.
fn is_of_name(byte: u8) -> bool {
    !byte.is_ascii_control() && !b"%,:@/".contains(&byte)
}

/// Encodes what is not kept, and what is not ASCII. (The crate's encoder has a table of all bytes, which every reader of
/// the page would download.)
fn encoded(text: &str, is_kept: impl Fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        push(&mut out, byte, byte.is_ascii() && is_kept(byte));
    }
    out
}

fn push(out: &mut String, byte: u8, is_kept: bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    if is_kept {
        return out.push(char::from(byte));
    }
    out.push('%');
    for digit in [byte >> 4, byte & 15] {
        out.push(char::from(DIGITS[usize::from(digit)]));
    }
}

/// Encodes one segment of a path: a slash in it does not end it.
#[must_use]
pub fn encode(segment: &str) -> String {
    encoded(segment, is_unreserved)
}

/// Encodes each segment of a path and keeps the slashes.
#[must_use]
pub fn encode_path(path: &str) -> String {
    encoded(path, |byte| byte == b'/' || is_unreserved(byte))
}

/// Encodes what no URL contains, as a browser does; existing percent-encoding stays.
#[must_use]
pub fn as_sent(address: &str) -> String {
    encoded(address, is_of_address)
}

/// Encodes what would end a link where it is pasted. Letters stay readable, as browsers show them.
#[must_use]
pub fn as_pasted(address: &str) -> String {
    readable(address, is_of_pasted)
}

/// Encodes a name in a list of names. Letters stay readable.
#[must_use]
pub fn encode_name(name: &str) -> String {
    readable(name, is_of_name)
}

/// Encodes what is not kept and all that nobody sees, and keeps letters beyond ASCII.
fn readable(text: &str, is_kept: fn(u8) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match u8::try_from(c) {
            Ok(byte) if c.is_ascii() => push(&mut out, byte, is_kept(byte)),
            _ if c.is_control() || is_unseen(c) => out.push_str(&encoded(c.encode_utf8(&mut [0; 4]), is_kept)),
            _ => out.push(c),
        }
    }
    out
}

/// Decodes percent-encoding. `None` if the result is not UTF-8; a `%` without two hexadecimal digits is kept.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Into::into)
}

/// As [`decode`], with invalid UTF-8 replaced by U+FFFD.
#[must_use]
pub fn decode_name(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_round_trip() {
        let text = "refs/convert/parquet – 100%.\u{1F600}";
        assert_eq!(decode(&encode(text)).as_deref(), Some(text));
        assert_eq!(encode("refs/pr/7"), "refs%2Fpr%2F7");
        assert_eq!(encode_path("a b/ü"), "a%20b/%C3%BC");
        assert_eq!(decode("%2f%2F%zz%4").as_deref(), Some("//%zz%4"));
        assert_eq!(decode("%ff"), None);
        assert_eq!(encode("-_.~!'()*"), "-_.~%21%27%28%29%2A");
    }

    #[test]
    fn names_round_trip_and_stay_readable() {
        for name in ["%", "100%", "%zz", "%+f", "a/b:c@d,e%2", "\n", "µ", "\u{85}"] {
            assert_eq!(decode_name(&encode_name(name)), name);
        }
        assert_eq!(encode_name("größe &=#"), "größe &=#");
        assert_eq!(encode_name("a/b\n\u{85}\u{202e}"), "a%2Fb%0A%C2%85%E2%80%AE");
        assert_eq!(decode_name("%ff"), "\u{fffd}");
    }

    #[test]
    fn valid_characters_of_addresses_are_kept() {
        assert_eq!(as_sent("/a b?q=\"ä\"&x=%20'()[]\\"), "/a%20b?q=%22%C3%A4%22&x=%20'()[]\\");
        assert_eq!(as_pasted("/a b?q=\"ä\"&x=%20'()[]\\"), "/a%20b?q=%22ä%22&x=%20'%28%29[]%5C");
    }
}

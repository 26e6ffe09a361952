//! Percent-encoding for paths, links and lists of names, over the crate `percent-encoding`.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// All but the unreserved characters and the slash.
const PATH: &AsciiSet = &SEGMENT.remove(b'/');

/// Characters that no URL contains.
const NO_ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}').add(b'|').add(b'^');

/// Characters that no URL contains, or that would end one in Markdown or in a quoted string.
const PASTED: &AsciiSet = &NO_ADDRESS.add(b'\\').add(b'(').add(b')');

/// Separators of the page's lists of names: `a/b:c@d,e`.
const NAME: &AsciiSet = &CONTROLS.add(b'%').add(b',').add(b':').add(b'@').add(b'/');

/// Encodes one segment of a path: a slash in it does not end it.
#[must_use]
pub fn encode(segment: &str) -> String {
    utf8_percent_encode(segment, SEGMENT).to_string()
}

/// Encodes each segment of a path and keeps the slashes.
#[must_use]
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Encodes what no URL contains, as a browser does; existing percent-encoding stays.
#[must_use]
pub fn as_sent(address: &str) -> String {
    utf8_percent_encode(address, NO_ADDRESS).to_string()
}

/// Encodes what would end a link where it is pasted. Letters stay readable, as browsers show them.
#[must_use]
pub fn as_pasted(address: &str) -> String {
    readable(address, PASTED)
}

/// Encodes a name in a list of names. Letters stay readable.
#[must_use]
pub fn encode_name(name: &str) -> String {
    readable(name, NAME)
}

/// Encodes the set and all control characters. The crate would encode everything beyond ASCII, too.
fn readable(text: &str, set: &'static AsciiSet) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if c.is_ascii() || c.is_control() {
            out.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), set));
        } else {
            out.push(c);
        }
        out
    })
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
        assert_eq!(encode_name("a/b\n\u{85}"), "a%2Fb%0A%C2%85");
        assert_eq!(decode_name("%ff"), "\u{fffd}");
    }

    #[test]
    fn valid_characters_of_addresses_are_kept() {
        assert_eq!(as_sent("/a b?q=\"ä\"&x=%20'()[]\\"), "/a%20b?q=%22%C3%A4%22&x=%20'()[]\\");
        assert_eq!(as_pasted("/a b?q=\"ä\"&x=%20'()[]\\"), "/a%20b?q=%22ä%22&x=%20'%28%29[]%5C");
    }
}

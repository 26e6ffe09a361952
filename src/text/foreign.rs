//! Text from outside among the page's own: bidirectional controls and other invisible characters made visible (Unicode
//! Standard Annex 9, section 2), long text cut.
//!
//! A name with one of them can look like another: `\u{202e}4l` is read as `l4`. So wherever people read a name (page,
//! pictures, Markdown) such a character is replaced by its code point, `[U+202E]`. What programs read keeps it: CSV, JSON,
//! parquet, addresses, and the literals of scripts, which escape it. The joiners U+200C and U+200D stay, as Persian, Hindi
//! and emoji are written with them, and so do the marks that accompany letters.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character turns the direction of reading: marks, embeddings, overrides and isolates.
#[must_use]
pub fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing is seen of a character that changes what the text is: spaces of no width, and all that [`turns`].
#[must_use]
pub fn is_unseen(c: char) -> bool {
    turns(c) || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Text as people read it, with a mark for each character that would not be seen.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.contains(is_unseen) { marked(text).into() } else { text.into() }
}

#[cold]
#[inline(never)]
fn marked(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unseen(c) {
            // A String takes everything.
            let _ = write!(out, "[U+{:04X}]", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

/// The longest text that a sentence or a cell repeats, characters.
const LONGEST: usize = 40;

/// As much of a text as a sentence or a cell repeats, each of its characters seen.
#[must_use]
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", shown(&text[..end])),
        None => shown(text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_parts_are_cut_between_characters() {
        assert_eq!(cut("max_vus"), "max_vus");
        assert_eq!(cut(&"é".repeat(40)), "é".repeat(40));
        assert_eq!(cut(&"é\u{202e}".repeat(30)), "é[U+202E]".repeat(20) + "…");
    }

    #[test]
    fn what_is_not_seen_is_shown_by_its_number() {
        assert_eq!(shown("\u{202e}4l-aidivn\u{2066}"), "[U+202E]4l-aidivn[U+2066]");
        assert_eq!(shown("l\u{200b}4\u{feff}\u{61c}"), "l[U+200B]4[U+FEFF][U+061C]");
        for plain in ["", "nvidia-l4", "日本 😀", "می‌خواهم", "👩\u{200d}💻", "שלום", "a\u{301}"] {
            assert!(matches!(shown(plain), Cow::Borrowed(text) if text == plain), "{plain:?}");
        }
        assert_eq!(shown(&shown("\u{2069}")), "[U+2069]", "twice is as once");
    }
}

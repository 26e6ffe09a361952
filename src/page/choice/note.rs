//! A note that travels with a link: a short text of whoever sends it, and its address parameter.
//!
//! It is one line, of no more than [`LONGEST`] characters, and text wherever it stands. What nobody would see of it is in
//! the address as it was written, and shown by its number where people read it.

use crate::text::foreign::shown;

/// Its name in an address.
pub const KEY: &str = "note";
/// The longest note, characters.
pub const LONGEST: usize = 280;
/// What stands before it, wherever it is read.
pub const WHOSE: &str = "Whoever sent you this wrote:";

/// A text as a note: one line, and whether it was cut.
#[must_use]
#[inline(never)]
pub fn clean(text: &str) -> (String, bool) {
    let is_gap = |c: char| c.is_whitespace() || c.is_control();
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => (line[..end].trim_end().to_owned(), true),
        None => (line, false),
    }
}

/// What is said of one that was cut.
#[must_use]
pub fn cut_words() -> String {
    format!("A note has {LONGEST} characters at most: the rest was cut.")
}

/// The pair of an address; none without a note.
#[must_use]
pub fn pair(note: &str) -> Option<(&'static str, String)> {
    (!note.is_empty()).then(|| (KEY, note.to_owned()))
}

/// The note with the words that say whose it is, for saved files.
#[must_use]
pub fn told(note: &str) -> String {
    [WHOSE, " “", &shown(note), "”"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_one_short_line() {
        assert_eq!(clean("  Take the L4.\r\n\tSee row\u{2028}12.\0 "), ("Take the L4. See row 12.".to_owned(), false));
        assert_eq!((clean(""), clean(" \n\u{7f} ")), ((String::new(), false), (String::new(), false)));
        let (cut, was_cut) = clean(&"é ".repeat(1000));
        assert!(was_cut && cut.chars().count() == LONGEST - 1, "{}: no space at its end", cut.chars().count());
        assert_eq!(clean(&"😀".repeat(LONGEST)), ("😀".repeat(LONGEST), false));
        assert_eq!(clean(&cut), (cut.clone(), false), "twice is as once");
    }

    #[test]
    fn what_nobody_sees_is_shown() {
        let (note, _) = clean("\u{202e}4l ekaT");
        assert_eq!(pair(&note), Some((KEY, "\u{202e}4l ekaT".to_owned())));
        assert_eq!(told(&note), "Whoever sent you this wrote: “[U+202E]4l ekaT”");
        assert_eq!(pair(""), None);
    }
}

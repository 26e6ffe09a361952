//! A position in a text of YAML: spaces, comments, documents, anchors and aliases.

use crate::data::tools::value::Value;

/// How many values are read: an alias repeats what it stands for, so a small file could become a huge tree.
const MOST_VALUES: usize = 500_000;
/// How many anchors there may be: each is searched for from the last on.
const MOST_ANCHORS: usize = 1_000;
/// How deep lists and objects may lie in each other.
const DEPTH: usize = 64;

/// A position.
pub struct Reader<'a> {
    pub text: &'a str,
    pub at: usize,
    /// Where the line begins.
    pub line: usize,
    /// Whether a document has ended, and no mark of the next one was met.
    has_ended: bool,
    values: usize,
    /// Values by their anchor, with their size.
    anchors: Vec<(&'a str, Value<'a>, usize)>,
}

/// What stands before a value: an anchor, a tag.
#[derive(Default)]
pub struct Marks<'a> {
    pub is_any: bool,
    pub anchor: Option<&'a str>,
    /// How many values were read before this one.
    before: usize,
}

impl<'a> Reader<'a> {
    /// At the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 0, has_ended: false, values: 0, anchors: Vec::new() }
    }

    /// The byte at a place; 0, which no text has, at the end.
    pub fn byte_at(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The next byte; 0 at the end.
    pub fn byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    /// Whether white space or nothing follows a place.
    pub fn is_blank(&self, at: usize) -> bool {
        matches!(self.byte_at(at), b' ' | b'\t' | b'\r' | b'\n' | 0)
    }

    /// Whether this sign stands here, with a space behind it.
    pub fn is_sign(&self, sign: u8) -> bool {
        self.byte() == sign && self.is_blank(self.at + 1)
    }

    /// How many bytes stand before this one in its line.
    pub fn column(&self) -> usize {
        self.at - self.line
    }

    /// The column, where nothing but spaces stands before this in its line.
    pub fn indentation(&self) -> Option<usize> {
        let before = self.text.get(self.line..self.at)?;
        before.bytes().all(|byte| byte == b' ').then_some(before.len())
    }

    /// Skips white space, and returns how many lines end in it.
    pub fn breaks(&mut self) -> usize {
        let mut breaks = 0;
        while let byte @ (b' ' | b'\t' | b'\r' | b'\n') = self.byte() {
            self.at += 1;
            if byte == b'\n' {
                self.line = self.at;
                breaks += 1;
            }
        }
        breaks
    }

    /// Skips white space of this line.
    pub fn blanks(&mut self) {
        while let b' ' | b'\t' | b'\r' = self.byte() {
            self.at += 1;
        }
    }

    /// Skips white space and comments.
    pub fn space(&mut self) {
        self.breaks();
        while self.byte() == b'#' && self.at.checked_sub(1).is_none_or(|before| self.is_blank(before)) {
            self.skip_line();
            self.breaks();
        }
    }

    /// Skips all up to the line's end.
    pub fn skip_line(&mut self) {
        while !matches!(self.byte(), b'\n' | 0) {
            self.at += 1;
        }
    }

    /// Whether nothing follows in this line but a comment.
    pub fn ends_line(&self) -> bool {
        matches!(self.byte(), b'\n' | b'#' | 0)
    }

    /// Whether the text ends here, or the document does.
    pub fn ends(&self) -> bool {
        let is_mark = |mark| self.text.get(self.at..).is_some_and(|rest| rest.starts_with(mark));
        self.byte() == 0 || (self.at == self.line && (is_mark("---") || is_mark("...")) && self.is_blank(self.at + 3))
    }

    /// Goes to the next document; false where there is none, `None` where something else is there.
    pub fn next_document(&mut self) -> Option<bool> {
        loop {
            self.space();
            match self.byte() {
                0 => return Some(false),
                b'%' if self.at == self.line && !self.has_ended => self.skip_line(),
                b'.' if self.ends() => {
                    self.at += 3;
                    self.blanks();
                    self.has_ended = false;
                    if !self.ends_line() {
                        return None;
                    }
                }
                _ if self.ends() => {
                    self.at += 3;
                    self.has_ended = true;
                    return Some(true);
                }
                _ => return (!std::mem::replace(&mut self.has_ended, true)).then_some(true),
            }
        }
    }

    /// Counts a value; `None` over a cap.
    pub fn count(&mut self, depth: usize) -> Option<()> {
        self.values += 1;
        (depth <= DEPTH && self.values <= MOST_VALUES).then_some(())
    }

    /// Reads the anchor and the tag before a value.
    pub fn marks(&mut self) -> Option<Marks<'a>> {
        let mut marks = Marks { before: self.values, ..Marks::default() };
        while let sign @ (b'&' | b'!') = self.byte() {
            let word = self.word()?;
            if sign == b'&' && (word.is_empty() || marks.anchor.replace(word).is_some()) {
                return None;
            }
            // Until its value is read, the name stands for nothing.
            self.anchors.retain(|(name, ..)| marks.anchor != Some(name));
            marks.is_any = true;
            self.blanks();
        }
        Some(marks)
    }

    /// Keeps a value by its anchor.
    pub fn keep(&mut self, marks: &Marks<'a>, value: &Value<'a>) -> Option<()> {
        if let Some(anchor) = marks.anchor {
            let size = self.values - marks.before + 1;
            // It is held twice now.
            self.values += size;
            self.anchors.push((anchor, value.clone(), size));
        }
        (self.anchors.len() <= MOST_ANCHORS && self.values <= MOST_VALUES).then_some(())
    }

    /// The value that an alias stands for.
    pub fn alias(&mut self) -> Option<Value<'a>> {
        let word = self.word()?;
        let (_, value, size) = self.anchors.iter().rev().find(|(name, ..)| *name == word)?;
        self.values += size;
        (self.values <= MOST_VALUES).then(|| value.clone())
    }

    /// The word after a sign: up to white space, or to what ends a value in brackets.
    fn word(&mut self) -> Option<&'a str> {
        self.at += 1;
        let start = self.at;
        while !self.is_blank(self.at) && !is_bracket(self.byte()) {
            self.at += 1;
        }
        self.text.get(start..self.at)
    }
}

/// Whether a byte ends a plain value in brackets.
pub fn is_bracket(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

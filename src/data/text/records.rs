//! Rows and fields of CSV texts, with quotes.

use std::borrow::Cow;

use super::cell::{CellKind, TextCell, number_kind};
use super::fault::Fault;
use crate::data::limits::cap;

/// Values that pandas reads as missing.
const MISSING: [&[u8]; 12] =
    [b"", b"NaN", b"nan", b"-NaN", b"-nan", b"null", b"NULL", b"NA", b"N/A", b"n/a", b"None", b"<NA>"];
const TRUTH: [&[u8]; 6] = [b"true", b"True", b"TRUE", b"false", b"False", b"FALSE"];

/// The cell of a field, with its type.
pub fn cell(field: Cow<[u8]>) -> TextCell {
    let word = field.trim_ascii();
    let kind = if MISSING.contains(&word) {
        CellKind::Null
    } else if TRUTH.contains(&word) {
        CellKind::Bool
    } else {
        number_kind(word).unwrap_or(CellKind::Text)
    };
    TextCell::new(kind, field)
}

/// Cells in one row: far more than are kept.
const MOST_CELLS: u64 = 1_000_000;

/// The rows of a text.
pub struct Records<'a> {
    text: &'a [u8],
    /// Where the next one is looked for, bytes.
    pub at: usize,
    delimiter: u8,
    /// What ended the last one.
    ended_by: u8,
    /// Whether a blank line came before the last one.
    pub after_blank: bool,
}

impl<'a> Records<'a> {
    /// From an offset on.
    pub fn new(text: &'a [u8], at: usize, delimiter: u8) -> Self {
        Self { text, at, delimiter, ended_by: 0, after_blank: false }
    }

    /// The fields of the next line that is not blank; false at the end.
    pub fn read(&mut self, fields: &mut Vec<Cow<'a, [u8]>>) -> Result<bool, Fault> {
        fields.clear();
        if self.ended_by == b'\r' && self.peek() == Some(b'\n') {
            self.at += 1;
        }
        self.after_blank = self.ended_by != 0 && self.peek().is_some_and(|byte| matches!(byte, b'\n' | b'\r'));
        while self.peek().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at == self.text.len() {
            return Ok(false);
        }
        loop {
            cap("cells in one row", fields.len() as u64 + 1, MOST_CELLS)?;
            fields.push(self.field()?);
            let end = self.peek();
            // After the delimiter or the end of the line; a line feed after a carriage return is skipped as a blank
            // line.
            self.at = (self.at + 1).min(self.text.len());
            if end != Some(self.delimiter) {
                self.ended_by = end.unwrap_or(b'\n');
                return Ok(true);
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn field(&mut self) -> Result<Cow<'a, [u8]>, Fault> {
        if self.peek() != Some(b'"') {
            return Ok(Cow::Borrowed(self.plain()));
        }
        let opened = self.at;
        let mut field = Cow::Borrowed(&self.text[..0]);
        loop {
            self.at += 1;
            let rest = &self.text[self.at..];
            let Some(length) = rest.iter().position(|&byte| byte == b'"') else {
                return Err(Fault::Damaged { at: opened, detail: "a quote is opened and never closed" });
            };
            self.at += length + 1;
            let doubled = self.peek() == Some(b'"');
            // Of a doubled quote one is kept.
            join(&mut field, &rest[..length + usize::from(doubled)]);
            if !doubled {
                join(&mut field, self.plain());
                return Ok(field);
            }
        }
    }

    fn plain(&mut self) -> &'a [u8] {
        let rest = &self.text[self.at..];
        let ends = |&byte: &u8| byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }
}

/// Concatenates, without copying if one of both is empty.
fn join<'a>(field: &mut Cow<'a, [u8]>, more: &'a [u8]) {
    if field.is_empty() {
        *field = Cow::Borrowed(more);
    } else if !more.is_empty() {
        field.to_mut().extend_from_slice(more);
    }
}

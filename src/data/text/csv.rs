//! CSV parser (RFC 4180 and its common variants: tabs, semicolons, pandas' index).
//!
//! Decisions. Lines end with LF, CRLF or CR; blank lines are passed over. The first line names the columns. A short
//! row is null at its end; a long one is refused unless what is too much is empty, since its values would stand under
//! wrong names. A second column of the same name is called `name.1`, as pandas does. A first column without a name is
//! pandas' index and left out; others are called `column 3`, and left out when they are empty. A quote inside a field
//! that does not begin with one is a letter; what follows a closing quote belongs to the field.

use std::borrow::Cow;
use std::collections::HashSet;

use super::cell::{CellKind, TextCell, number_kind};
use super::fault::Fault;
use super::form;
use super::gather::Gather;
use crate::data::limits::cap;
use crate::text::unique_name::{Suffix, unique};

/// The delimiter: a tab for `.tsv` and `.tab`, else the most common candidate in the first line.
pub fn delimiter(name: &str, text: &[u8]) -> u8 {
    if matches!(form::extension(name).as_str(), "tsv" | "tab") {
        return b'\t';
    }
    let mut quoted = false;
    let mut found = [(b',', 0usize), (b'\t', 0), (b';', 0)];
    let body = text.trim_ascii_start();
    for &byte in body.iter().take_while(|&&byte| !matches!(byte, b'\n' | b'\r')) {
        quoted ^= byte == b'"';
        found.iter_mut().filter(|(candidate, _)| *candidate == byte && !quoted).for_each(|(_, count)| *count += 1);
    }
    let mut best = found[0];
    for other in found {
        if other.1 > best.1 {
            best = other;
        }
    }
    best.0
}

/// Passes every row to `gather`.
pub fn walk<'a>(text: &'a [u8], delimiter: u8, gather: &mut Gather<'a>) -> Result<(), Fault> {
    // One more for an index.
    let mut records = Records { text, at: 0, delimiter, most: gather.max_columns() + 1 };
    let mut fields = Vec::new();
    if !records.read(&mut fields)? {
        return Err(Fault::Damaged { at: 0, detail: "it is empty" });
    }
    if fields.iter().all(|field| number_kind(field.trim_ascii()).is_some()) {
        return Err(Fault::Damaged { at: 0, detail: "its first line must name the columns, and holds numbers" });
    }
    let columns = header(&fields, gather)?;
    loop {
        let begin = records.at;
        if !records.read(&mut fields)? {
            return Ok(());
        }
        for (at, field) in fields.drain(..).enumerate() {
            match columns.get(at) {
                Some(Some(column)) => gather.set(*column, cell(field)),
                Some(None) => {}
                None if field.trim_ascii().is_empty() => {}
                None => return Err(Fault::Damaged { at: begin, detail: "a row has more cells than there are names" }),
            }
        }
        gather.end_row()?;
    }
}

/// The fields of the first `most` lines that are not blank.
pub fn lines(text: &[u8], delimiter: u8, most_columns: u64, most: usize) -> Result<Vec<Vec<Cow<'_, [u8]>>>, Fault> {
    let mut lines = Vec::new();
    each_line(text, delimiter, most_columns, |fields| {
        lines.push(std::mem::take(fields));
        lines.len() < most
    })?;
    Ok(lines)
}

/// Passes the fields of every line that is not blank to `take`, until that is false.
pub fn each_line<'a>(
    text: &'a [u8],
    delimiter: u8,
    most_columns: u64,
    mut take: impl FnMut(&mut Vec<Cow<'a, [u8]>>) -> bool,
) -> Result<(), Fault> {
    let mut records = Records { text, at: 0, delimiter, most: most_columns };
    let mut fields = Vec::new();
    while records.read(&mut fields)? && take(&mut fields) {}
    Ok(())
}

/// The column of each field; `None` for the index.
fn header(fields: &[Cow<[u8]>], gather: &mut Gather) -> Result<Vec<Option<usize>>, Fault> {
    let mut columns: Vec<Option<usize>> = Vec::with_capacity(fields.len());
    let mut names: HashSet<String> = HashSet::new();
    for (at, field) in fields.iter().enumerate() {
        let name = String::from_utf8_lossy(field.trim_ascii());
        let is_index = at == 0 && fields.len() > 1 && (name.is_empty() || name == "Unnamed: 0");
        if is_index {
            columns.push(None);
            continue;
        }
        let base = if name.is_empty() { Cow::Owned(format!("column {}", at + 1)) } else { name.clone() };
        let own = unique(&base, Suffix::Dot, |name| names.contains(name));
        let column = gather.column(&own)?;
        names.insert(own);
        if name.is_empty() {
            gather.droppable(column);
        }
        columns.push(Some(column));
    }
    Ok(columns)
}

/// Values that pandas reads as missing.
const MISSING: [&[u8]; 12] =
    [b"", b"NaN", b"nan", b"-NaN", b"-nan", b"null", b"NULL", b"NA", b"N/A", b"n/a", b"None", b"<NA>"];
const TRUTH: [&[u8]; 6] = [b"true", b"True", b"TRUE", b"false", b"False", b"FALSE"];

fn cell(field: Cow<[u8]>) -> TextCell {
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

struct Records<'a> {
    text: &'a [u8],
    at: usize,
    delimiter: u8,
    most: u64,
}

impl<'a> Records<'a> {
    /// The fields of the next line that is not blank; false at the end.
    fn read(&mut self, fields: &mut Vec<Cow<'a, [u8]>>) -> Result<bool, Fault> {
        fields.clear();
        while self.peek().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            self.at += 1;
        }
        if self.at == self.text.len() {
            return Ok(false);
        }
        loop {
            cap("columns", fields.len() as u64 + 1, self.most)?;
            fields.push(self.field()?);
            let end = self.peek();
            // After the delimiter or the end of the line; a line feed after a carriage return is skipped as a blank
            // line.
            self.at = (self.at + 1).min(self.text.len());
            if end != Some(self.delimiter) {
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

//! CSV parser (RFC 4180 and its common variants: tabs, semicolons, pandas' index).
//!
//! Decisions. Lines end with LF, CRLF or CR; blank lines are passed over. The first line names the columns; up to three
//! lines of names, titles before them, a second table and tables on their side are found by [`Head`]. A short row is null
//! at its end; where every row is short, and where one is long and what is too much is not empty, values would stand
//! under wrong names: that is refused. A second column of the same name is called `name.1`, as pandas does. A first
//! column without a name is pandas' index and left out; others are called `column 3`, and left out when they are empty.
//! A quote inside a field that does not begin with one is a letter; what follows a closing quote belongs to the field.

pub(crate) mod decimal_commas;
pub(crate) mod head;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use self::head::Head;
use super::cell::{CellKind, TextCell};
use super::fault::Fault;
use super::form;
use super::gather::Gather;
use super::lines::Span;
use super::records::{Records, cell};
use crate::data::runs::name::TABLE_TITLE;
use crate::text::unique_name::{Suffix, unique_after};

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
pub fn walk<'a>(text: &'a [u8], head: &Head, gather: &mut Gather<'a>) -> Result<(), Fault> {
    if head.rows.delimiter == b';' {
        gather.semicolons();
    }
    gather.say(head.said.as_deref());
    if head.turned.is_some() || head.said.is_some() || head.names != head.first {
        gather.rewritten();
    }
    if let Some(rows) = &head.turned {
        return turned(rows, gather);
    }
    if head.names.is_empty() {
        return Err(Fault::Damaged { at: 0, detail: "it is empty" });
    }
    let columns = header(&head.names, gather)?;
    let title = if head.alike.is_empty() { None } else { gather.column(TABLE_TITLE)? };
    for (span, own) in
        std::iter::once((&head.rows, &head.title)).chain(head.alike.iter().map(|(span, own)| (span, own)))
    {
        span_rows(text, head, span, &columns, title.map(|column| (column, own)), gather)?;
    }
    Ok(())
}

/// The rows of one table, with its title.
fn span_rows<'a>(
    text: &'a [u8],
    head: &Head,
    span: &Span,
    columns: &[Option<usize>],
    title: Option<(usize, &String)>,
    gather: &mut Gather<'a>,
) -> Result<(), Fault> {
    let text = &text[..span.end];
    let mut records = Records::new(text, span.begin, span.delimiter);
    let mut fields = Vec::new();
    let first: Vec<Cow<[u8]>> = head.first.iter().map(|name| Cow::Owned(name.clone().into_bytes())).collect();
    let named = head.names.iter().rposition(|name| !name.is_empty()).map_or(0, |last| last + 1);
    let (mut longest, mut rows) = (0, 0usize);
    loop {
        let begin = records.at;
        if !records.read(&mut fields)? {
            break;
        }
        let is_blank = fields.len() > 1 && fields.iter().all(|field| field.trim_ascii().is_empty());
        // Concatenated files repeat their names.
        if is_blank || (fields.len() > 1 && fields == first) {
            continue;
        }
        (longest, rows) = (longest.max(fields.len()), rows + 1);
        for (at, field) in fields.drain(..).enumerate() {
            match columns.get(at) {
                Some(Some(column)) => gather.set(*column, cell(field)),
                Some(None) => {}
                None if field.trim_ascii().is_empty() => {}
                None => return Err(Fault::Damaged { at: begin, detail: "a row has more cells than there are names" }),
            }
        }
        if let Some((column, title)) = title {
            gather.set(column, TextCell::new(CellKind::Text, title.clone().into_bytes()));
        }
        gather.end_row()?;
    }
    if rows > 0 && longest < named {
        return Err(Fault::Damaged { at: span.begin, detail: FEWER });
    }
    Ok(())
}

const FEWER: &str = "every row has fewer cells than there are names, so values would stand under wrong names; name each \
                     column once, or leave its cell empty";

/// Rows of names and values that stood in columns.
fn turned(rows: &[Vec<(String, String)>], gather: &mut Gather) -> Result<(), Fault> {
    for row in rows {
        for (name, value) in row {
            let Some(column) = gather.column(name)? else { continue };
            let TextCell { kind, text } = cell(Cow::Borrowed(value.as_bytes()));
            gather.set(column, TextCell { kind, text: Cow::Owned(text.into_owned()) });
        }
        gather.end_row()?;
    }
    Ok(())
}

/// The fields of the first `most` lines that are not blank.
pub fn lines(text: &[u8], delimiter: u8, most: usize) -> Result<Vec<Vec<Cow<'_, [u8]>>>, Fault> {
    let mut lines = Vec::new();
    each_line(text, delimiter, |fields| {
        lines.push(std::mem::take(fields));
        lines.len() < most
    })?;
    Ok(lines)
}

/// Passes the fields of every line that is not blank to `take`, until that is false.
pub fn each_line<'a>(
    text: &'a [u8],
    delimiter: u8,
    mut take: impl FnMut(&mut Vec<Cow<'a, [u8]>>) -> bool,
) -> Result<(), Fault> {
    let mut records = Records::new(text, 0, delimiter);
    let mut fields = Vec::new();
    while records.read(&mut fields)? && take(&mut fields) {}
    Ok(())
}

/// The column of each field; `None` for the index.
fn header(fields: &[String], gather: &mut Gather) -> Result<Vec<Option<usize>>, Fault> {
    let mut columns: Vec<Option<usize>> = Vec::with_capacity(fields.len());
    let mut names: HashSet<String> = HashSet::new();
    let mut copies: HashMap<&str, usize> = HashMap::new();
    let mut is_full = false;
    for (at, field) in fields.iter().enumerate() {
        let name = field.as_str();
        let is_index = at == 0 && fields.len() > 1 && (name.is_empty() || name == "Unnamed: 0");
        if is_index || is_full {
            columns.push(None);
            continue;
        }
        let base = if name.is_empty() { Cow::Owned(format!("column {}", at + 1)) } else { Cow::Borrowed(name) };
        let copies = copies.entry(name).or_default();
        let own = unique_after(&base, Suffix::Dot, copies, |name| names.contains(name));
        let column = gather.column(&own)?;
        is_full = column.is_none();
        names.insert(own);
        if let Some(column) = column.filter(|_| name.is_empty()) {
            gather.droppable(column);
        }
        columns.push(column);
    }
    Ok(columns)
}

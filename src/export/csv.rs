//! CSV writer (RFC 4180) and cells of tab-separated text, guarded against spreadsheet formula injection.
//!
//! Lines end in CR LF, as the RFC requires and every reader accepts. UTF-8 without a byte order mark, which would
//! become part of the first name in readers that do not know it. A missing value is empty, an empty text is `""`.
//! Infinities are `inf` and `-inf`, which pandas, DuckDB and NumPy read; NaN is written as missing. A NUL in a text is
//! written as U+FFFD: many readers end a text at it, and others, this project's among them, take the file for no text. The
//! apostrophe before what may be a formula stays when the file is read, here and elsewhere: JSON and parquet have none.

use std::borrow::Cow;

use super::sheet::{Cell, Sheet, digits};

/// The table with a header line; empty for a table without columns.
#[must_use]
pub fn write(sheet: &Sheet) -> String {
    let mut out = String::new();
    if sheet.columns.is_empty() {
        return out;
    }
    for (at, name) in sheet.names().iter().enumerate() {
        separate(&mut out, at);
        text(&mut out, name);
    }
    out += "\r\n";
    for row in 0..sheet.rows {
        let start = out.len();
        for at in 0..sheet.columns.len() {
            separate(&mut out, at);
            match sheet.cell(row, at) {
                Cell::Text(value) => text(&mut out, &value),
                Cell::Number(value) if value.is_finite() => out += &digits(value),
                Cell::Number(value) if value.is_infinite() => out += if value > 0.0 { "inf" } else { "-inf" },
                Cell::Whole(value) => out += &value.to_string(),
                Cell::Truth(value) => out += if value { "true" } else { "false" },
                Cell::Number(_) | Cell::Missing => {}
            }
        }
        // Many readers skip empty lines.
        if out.len() == start {
            out += "\"\"";
        }
        out += "\r\n";
    }
    out
}

fn separate(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}

/// Writes a text that cannot be a formula, quoted if necessary: also if it begins or ends with a space, which some
/// readers trim, and if it contains another common separator.
fn text(out: &mut String, value: &str) {
    let value = &*without_nul(value);
    let is_plain = |c: char| !matches!(c, '"' | ',' | ';' | '\t' | '\r' | '\n');
    let apostrophe = if is_formula(value) { "'" } else { "" };
    if !value.is_empty() && value.chars().all(is_plain) && value.trim() == value {
        *out += apostrophe;
        *out += value;
    } else {
        out.push('"');
        *out += apostrophe;
        *out += &value.replace('"', "\"\"");
        out.push('"');
    }
}

/// A cell of tab-separated text, to be pasted into a spreadsheet: tabs and line ends become spaces, and no text is a
/// formula. A spreadsheet takes a text that begins with a quotation mark for a quoted one, so that is quoted.
#[must_use]
pub fn tab_separated(value: &str) -> String {
    let plain = without_nul(value).replace(['\t', '\n', '\r'], " ");
    if is_formula(value) || is_formula(plain.trim_start_matches('"')) {
        format!("'{plain}")
    } else if plain.starts_with('"') {
        format!("\"{}\"", plain.replace('"', "\"\""))
    } else {
        plain
    }
}

fn without_nul(value: &str) -> Cow<'_, str> {
    if value.contains('\0') { value.replace('\0', "\u{fffd}").into() } else { value.into() }
}

/// Whether a spreadsheet may treat a text as a formula (OWASP, "CSV Injection"): a leading `=`, `+`, `-` or `@`, also
/// in full width and after characters that it may skip; and a tab or the end of a line, which may end the cell.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    let unseen = |c: &char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    let first = text.chars().find(|c| !unseen(c));
    text.starts_with(['\t', '\r', '\n'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'))
}

//! Comma-separated values (RFC 4180) that are no program to a spreadsheet.
//!
//! Lines end in CR LF, as the RFC has it and as every reader takes it. UTF-8 without a byte order mark, which would become
//! part of the first name in readers that do not know it. What is missing is empty, an empty text is `""`. Infinities are
//! `inf` and `-inf`, which pandas, DuckDB and NumPy read; NaN is no number and so missing.

use super::sheet::{Cell, Sheet, digits};

/// The table with a line of names first; nothing of a table without columns.
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
        // An empty line is none to many readers.
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

/// A text that is no formula, in quotes where it needs them. At a space at either end it does, as some readers trim; and
/// where another separator than ours would split it.
fn text(out: &mut String, value: &str) {
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

/// Whether a spreadsheet may take a text for a formula (OWASP, "CSV Injection"): `=`, `+`, `-` or `@` in front, in full
/// width, too, also after what it may pass over; and a tab or the end of a line, which may end the cell.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    let unseen = |c: &char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}');
    let first = text.chars().find(|c| !unseen(c));
    text.starts_with(['\t', '\r', '\n'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}'))
}

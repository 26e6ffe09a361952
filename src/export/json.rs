//! JSON writer (RFC 8259): an array with an object for each row.

use super::sheet::{Cell, Sheet, digits};

/// The table, one row per line. Missing values are null, and so are NaN and infinities, which JSON cannot express.
#[must_use]
pub fn write(sheet: &Sheet) -> String {
    let names: Vec<String> = sheet.names().iter().map(|name| quoted(name)).collect();
    let mut out = "[".to_owned();
    for row in 0..sheet.rows {
        out += if row == 0 { "\n  {" } else { ",\n  {" };
        for (at, name) in names.iter().enumerate() {
            let value = match sheet.cell(row, at) {
                Cell::Text(value) => quoted(&value),
                Cell::Number(value) if value.is_finite() => digits(value),
                Cell::Whole(value) => value.to_string(),
                Cell::Truth(value) => value.to_string(),
                Cell::Number(_) | Cell::Missing => "null".to_owned(),
            };
            out += if at == 0 { "" } else { ", " };
            out += name;
            out += ": ";
            out += &value;
        }
        out.push('}');
    }
    out += if sheet.rows == 0 { "]\n" } else { "\n]\n" };
    out
}

/// A JSON string (RFC 8259, section 7).
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => out += &format!("\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out + "\""
}

//! Lines of a CSV text as plain text, while it is found out what they are.

use std::borrow::Cow;

use super::amount;
use super::cell::{CellKind, number_kind};

/// A line's fields as text.
pub type Line = Vec<String>;

/// Where the rows of a table are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Span {
    /// What separates fields.
    pub delimiter: u8,
    /// Start of the rows, bytes.
    pub begin: usize,
    /// End of the rows, bytes.
    pub end: usize,
}

/// The fields of a line as text.
pub fn line(fields: &[Cow<[u8]>]) -> Line {
    fields.iter().map(|field| String::from_utf8_lossy(field.trim_ascii()).into_owned()).collect()
}

/// Whether a cell is a number, with a unit or not.
pub fn is_value(text: &str) -> bool {
    number_kind(text.as_bytes()).is_some() || amount::is_quantity(text)
}

/// Whether a row has numbers for names.
pub fn is_numbers(fields: &[Cow<[u8]>]) -> bool {
    let is_number = |field: &Cow<[u8]>| number_kind(field.trim_ascii()).is_some_and(|kind| kind != CellKind::Text);
    let numbers = fields.iter().filter(|field| is_number(field)).count();
    // Loads, percentiles and shares may be names; so many measured values are none, whatever stands before them.
    let is_measured = |field: &Cow<[u8]>| {
        number_kind(field.trim_ascii()) == Some(CellKind::Fraction) && !field.trim_ascii().starts_with(b"0.")
    };
    let measured = fields.iter().filter(|field| is_measured(field)).count();
    numbers == fields.len()
        || (fields.len() > 4 && fields.first().is_some_and(is_number) && 2 * numbers > fields.len())
        || (fields.len() > 5 && 2 * measured > fields.len())
}

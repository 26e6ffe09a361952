//! Cells of text files: their type by spelling, and the type of a column of them.

use std::borrow::Cow;

use crate::data::table::kind::ValueKind;
use crate::data::table::number;

/// Type of a cell, by its spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Bool,
    /// An integer that fits 64 bits.
    Whole,
    /// Any other number: fractions, infinities, integers beyond 64 bits (which are rounded).
    Fraction,
    /// Anything else.
    Text,
}

/// A cell with its spelling, so that a column that turns out to be text shows `1.0` and `007` as they were written.
#[derive(Clone, Debug, Default)]
pub struct TextCell<'a> {
    /// Its type.
    pub kind: CellKind,
    /// Its spelling, without quotes and escapes.
    pub text: Cow<'a, [u8]>,
}

impl<'a> TextCell<'a> {
    /// A cell of that type.
    pub fn new(kind: CellKind, text: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { kind, text: text.into() }
    }

    /// The truth value; `None` for null.
    pub fn bool(&self) -> Option<bool> {
        let truth = || matches!(self.text.trim_ascii().first(), Some(b't' | b'T'));
        (self.kind == CellKind::Bool).then(truth)
    }

    /// The whole number; `None` for null.
    pub fn whole(&self) -> Option<i64> {
        if self.kind == CellKind::Whole { whole(&self.text) } else { None }
    }

    /// The number; `None` for null and for NaN, which stands for a missing number.
    pub fn number(&self) -> Option<f64> {
        let is_number = matches!(self.kind, CellKind::Whole | CellKind::Fraction);
        if is_number { fraction(&self.text).filter(|number| !number.is_nan()) } else { None }
    }

    /// The spelling; `None` for null.
    pub fn bytes(&self) -> Option<&[u8]> {
        (self.kind != CellKind::Null).then_some(&*self.text)
    }
}

fn whole(text: &[u8]) -> Option<i64> {
    std::str::from_utf8(text.trim_ascii()).ok()?.parse().ok()
}

fn fraction(text: &[u8]) -> Option<f64> {
    number::parse(std::str::from_utf8(text.trim_ascii()).ok()?)
}

/// The type of a number by its spelling; `None` if it is no number. Out of the range of `f64` it is infinite or zero, as
/// usual.
pub fn number_kind(text: &[u8]) -> Option<CellKind> {
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let first = unsigned.first()?;
    if unsigned.iter().all(u8::is_ascii_digit) {
        return Some(if whole(text).is_some() { CellKind::Whole } else { CellKind::Fraction });
    }
    let may_be = first.is_ascii_digit() || *first == b'.' || is_infinity(unsigned);
    (may_be && fraction(text).is_some()).then_some(CellKind::Fraction)
}

/// Whether it is infinite. No program writes that as `infinity` in small letters, but an engine has this name.
fn is_infinity(text: &[u8]) -> bool {
    text.eq_ignore_ascii_case(b"inf") || (text.eq_ignore_ascii_case(b"infinity") && text != b"infinity")
}

/// Set of the cell types in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenKinds(u8);

impl SeenKinds {
    /// Adds the type of a cell.
    pub fn add(&mut self, kind: CellKind) {
        self.0 |= match kind {
            CellKind::Null => 0,
            CellKind::Bool => 1,
            CellKind::Whole => 2,
            CellKind::Fraction => 4,
            CellKind::Text => 8,
        };
    }

    /// Whether all cells were null.
    pub fn nothing(self) -> bool {
        self.0 == 0
    }

    /// Whether all cells are numbers or text, and some are text: quantities, perhaps.
    pub fn may_be_numbers(self) -> bool {
        self.0 & 1 == 0 && self.0 != 0
    }

    /// The type of the column. Integers with floats become floats (beyond 2^53 they are rounded); anything with text
    /// becomes text, and so do booleans with numbers. An all-null column is one of missing numbers, as most columns are
    /// numeric.
    pub fn kind(self) -> ValueKind {
        match self.0 {
            0 | 4 | 6 => ValueKind::Float,
            1 => ValueKind::Bool,
            2 => ValueKind::Signed,
            _ => ValueKind::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_their_spelling() {
        for whole in ["0", "-7", "+7", "007", "9223372036854775807"] {
            assert_eq!(number_kind(whole.as_bytes()), Some(CellKind::Whole), "{whole}");
        }
        for fraction in ["1.5", ".5", "5.", "1e3", "-inf", "Infinity", "9223372036854775808", "1e999"] {
            assert_eq!(number_kind(fraction.as_bytes()), Some(CellKind::Fraction), "{fraction}");
        }
        for text in ["", "-", "+", ".", "1_000", "0x10", "1,5", "nan", "e5", "4 GB", "--1", "infinity"] {
            assert_eq!(number_kind(text.as_bytes()), None, "{text}");
        }
        assert_eq!(TextCell::new(CellKind::Fraction, &b"1e999"[..]).number(), Some(f64::INFINITY));
    }

    #[test]
    fn column_types_of_mixed_cells() {
        let kind = |kinds: &[CellKind]| {
            let mut seen = SeenKinds::default();
            kinds.iter().for_each(|&kind| seen.add(kind));
            seen.kind()
        };
        assert_eq!(kind(&[]), ValueKind::Float);
        assert_eq!(kind(&[CellKind::Null, CellKind::Whole]), ValueKind::Signed);
        assert_eq!(kind(&[CellKind::Whole, CellKind::Fraction]), ValueKind::Float);
        assert_eq!(kind(&[CellKind::Bool]), ValueKind::Bool);
        assert_eq!(kind(&[CellKind::Bool, CellKind::Whole]), ValueKind::Text);
        assert_eq!(kind(&[CellKind::Fraction, CellKind::Text]), ValueKind::Text);
    }
}

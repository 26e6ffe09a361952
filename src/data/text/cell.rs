//! One value of a text form, by its spelling, and what a column of such values is.

use std::borrow::Cow;

use crate::data::table::kind::ValueKind;
use crate::data::table::number;

/// What a spelling can be read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    /// No value.
    #[default]
    Null,
    /// True or false.
    Bool,
    /// A whole number that fits 64 bits.
    Whole,
    /// Any other number: fractions, infinities, whole numbers beyond 64 bits (which are rounded).
    Fraction,
    /// Anything else.
    Text,
}

/// A value as it is spelled in the file. The spelling is kept, so that a column that turns out to be text shows `1.0`
/// and `007` as they were written.
#[derive(Clone, Debug, Default)]
pub struct TextCell<'a> {
    /// What it can be read as.
    pub kind: CellKind,
    /// Its spelling, without quotes and escapes.
    pub text: Cow<'a, [u8]>,
}

impl<'a> TextCell<'a> {
    /// A value of that kind.
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

    /// The number; `None` for null and for NaN, which is how a number that is not there is written.
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

/// The kind of a spelled number; `None` when it is none. Out of the range of `f64` it is infinite or zero, as
/// everywhere.
pub fn number_kind(text: &[u8]) -> Option<CellKind> {
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let first = unsigned.first()?;
    if unsigned.iter().all(u8::is_ascii_digit) {
        return Some(if whole(text).is_some() { CellKind::Whole } else { CellKind::Fraction });
    }
    let may_be = first.is_ascii_digit() || *first == b'.' || is_infinity(unsigned);
    (may_be && fraction(text).is_some()).then_some(CellKind::Fraction)
}

fn is_infinity(text: &[u8]) -> bool {
    text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity")
}

/// The kinds that a column has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeenKinds(u8);

impl SeenKinds {
    /// One more value.
    pub fn add(&mut self, kind: CellKind) {
        self.0 |= match kind {
            CellKind::Null => 0,
            CellKind::Bool => 1,
            CellKind::Whole => 2,
            CellKind::Fraction => 4,
            CellKind::Text => 8,
        };
    }

    /// Whether there was no value at all.
    pub fn nothing(self) -> bool {
        self.0 == 0
    }

    /// What holds all of them. Whole numbers among fractions are fractions (beyond 2^53 they are rounded); anything
    /// beside text is text, and so are truth values beside numbers, since neither can stand for the other. A column
    /// without any value is one of missing numbers, as that is what most columns of a run are.
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
        for text in ["", "-", "+", ".", "1_000", "0x10", "1,5", "nan", "e5", "4 GB", "--1"] {
            assert_eq!(number_kind(text.as_bytes()), None, "{text}");
        }
        assert_eq!(TextCell::new(CellKind::Fraction, &b"1e999"[..]).number(), Some(f64::INFINITY));
    }

    #[test]
    fn what_holds_a_mixture() {
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

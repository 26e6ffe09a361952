//! One value of a text form, by its spelling, and what a column of such values is.

use std::borrow::Cow;

use crate::data::table::kind::Kind;

/// What a spelling can be read as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
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
pub struct Cell<'a> {
    /// What it can be read as.
    pub shape: Shape,
    /// Its spelling, without quotes and escapes.
    pub text: Cow<'a, [u8]>,
}

impl<'a> Cell<'a> {
    /// A value of that shape.
    pub fn new(shape: Shape, text: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { shape, text: text.into() }
    }

    /// The truth value; `None` for null.
    pub fn bool(&self) -> Option<bool> {
        let truth = || matches!(self.text.trim_ascii().first(), Some(b't' | b'T'));
        (self.shape == Shape::Bool).then(truth)
    }

    /// The whole number; `None` for null.
    pub fn whole(&self) -> Option<i64> {
        if self.shape == Shape::Whole { parse(&self.text) } else { None }
    }

    /// The number; `None` for null and for NaN, which is how a number that is not there is written.
    pub fn number(&self) -> Option<f64> {
        let is_number = matches!(self.shape, Shape::Whole | Shape::Fraction);
        if is_number { parse(&self.text).filter(|number: &f64| !number.is_nan()) } else { None }
    }

    /// The spelling; `None` for null.
    pub fn bytes(&self) -> Option<&[u8]> {
        (self.shape != Shape::Null).then_some(&*self.text)
    }
}

fn parse<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text.trim_ascii()).ok()?.parse().ok()
}

/// The shape of a spelled number; `None` when it is none. Out of the range of `f64` it is infinite or zero, as
/// everywhere.
pub fn number_shape(text: &[u8]) -> Option<Shape> {
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let first = unsigned.first()?;
    if unsigned.iter().all(u8::is_ascii_digit) {
        return Some(if parse::<i64>(text).is_some() { Shape::Whole } else { Shape::Fraction });
    }
    let may_be = first.is_ascii_digit() || *first == b'.' || is_infinity(unsigned);
    (may_be && parse::<f64>(text).is_some()).then_some(Shape::Fraction)
}

fn is_infinity(text: &[u8]) -> bool {
    text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity")
}

/// The shapes that a column has shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen(u8);

impl Seen {
    /// One more value.
    pub fn add(&mut self, shape: Shape) {
        self.0 |= match shape {
            Shape::Null => 0,
            Shape::Bool => 1,
            Shape::Whole => 2,
            Shape::Fraction => 4,
            Shape::Text => 8,
        };
    }

    /// Whether there was no value at all.
    pub fn nothing(self) -> bool {
        self.0 == 0
    }

    /// What holds all of them. Whole numbers among fractions are fractions (beyond 2^53 they are rounded); anything
    /// beside text is text, and so are truth values beside numbers, since neither can stand for the other. A column
    /// without any value is one of missing numbers, as that is what most columns of a run are.
    pub fn kind(self) -> Kind {
        match self.0 {
            0 | 4 | 6 => Kind::Float,
            1 => Kind::Bool,
            2 => Kind::Signed,
            _ => Kind::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_their_spelling() {
        for whole in ["0", "-7", "+7", "007", "9223372036854775807"] {
            assert_eq!(number_shape(whole.as_bytes()), Some(Shape::Whole), "{whole}");
        }
        for fraction in ["1.5", ".5", "5.", "1e3", "-inf", "Infinity", "9223372036854775808", "1e999"] {
            assert_eq!(number_shape(fraction.as_bytes()), Some(Shape::Fraction), "{fraction}");
        }
        for text in ["", "-", "+", ".", "1_000", "0x10", "1,5", "nan", "e5", "4 GB", "--1"] {
            assert_eq!(number_shape(text.as_bytes()), None, "{text}");
        }
        assert_eq!(Cell::new(Shape::Fraction, &b"1e999"[..]).number(), Some(f64::INFINITY));
    }

    #[test]
    fn what_holds_a_mixture() {
        let kind = |shapes: &[Shape]| {
            let mut seen = Seen::default();
            shapes.iter().for_each(|&shape| seen.add(shape));
            seen.kind()
        };
        assert_eq!(kind(&[]), Kind::Float);
        assert_eq!(kind(&[Shape::Null, Shape::Whole]), Kind::Signed);
        assert_eq!(kind(&[Shape::Whole, Shape::Fraction]), Kind::Float);
        assert_eq!(kind(&[Shape::Bool]), Kind::Bool);
        assert_eq!(kind(&[Shape::Bool, Shape::Whole]), Kind::Text);
        assert_eq!(kind(&[Shape::Fraction, Shape::Text]), Kind::Text);
    }
}

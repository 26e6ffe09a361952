//! Quantities in cells of text: numbers with units, signs, thousands marks and decimal commas, such as `2.96ms`,
//! `0.160%`, `$0.80`, `1,024` and `12 req/s`.
//!
//! A column becomes numbers when every cell that is not empty is such a quantity. What a comma or a dot means is decided
//! over the whole column: `1,5` has a decimal comma, `1,024.5` a thousands mark, and `1,024` alone is what the other
//! cells say. Times of different units are converted to one.

use std::borrow::Cow;

use super::cell::{CellKind, TextCell};
use super::units::{CellUnit, compound_seconds};
use crate::data::table::number;

/// Words that stand for a missing value beside quantities; alone they are text.
const MISSING: [&str; 18] = [
    "-",
    "--",
    "—",
    "–",
    "nan",
    "-nan",
    "+nan",
    "n/a",
    "na",
    "n.a.",
    "none",
    "null",
    "?",
    "<na>",
    "#n/a",
    "missing",
    "not measured",
    "*",
];

/// What the cells of a column that are spelled as text have shown, as a set of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spellings {
    seen: u16,
    /// The unit of all, or of the first and of the same family as all others.
    unit: Option<&'static CellUnit>,
    units_differ: bool,
}

const OTHER: u16 = 1;
const COMMA_DECIMAL: u16 = 1 << 1;
const COMMA_GROUPS: u16 = 1 << 2;
const COMMA_EITHER: u16 = 1 << 3;
const DOT_DECIMAL: u16 = 1 << 4;
const DOT_GROUPS: u16 = 1 << 5;
const DOT_EITHER: u16 = 1 << 6;
/// A number other than 0 without a unit.
const PLAIN: u16 = 1 << 7;
const QUANTITY: u16 = 1 << 8;
/// Spaces or apostrophes between digits, or a currency.
const MARKED: u16 = 1 << 9;

/// How the numbers of a column are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Notation {
    comma_is_decimal: bool,
    dot_is_decimal: bool,
    /// What values are converted to; `None` without units.
    pub unit: Option<&'static CellUnit>,
    /// Whether the meaning of a comma or dot follows from the file alone, as in `1,024`.
    pub is_guess: bool,
}

/// What all columns of the files together show about commas and dots.
#[derive(Clone, Copy, Debug, Default)]
pub struct Convention {
    /// Whether fields are separated by semicolons, as where the comma is the decimal mark.
    pub semicolons: bool,
    seen: u16,
}

impl Convention {
    /// Adds what a column shows.
    pub fn add(&mut self, column: &Spellings) {
        if column.seen & OTHER == 0 {
            self.seen |= column.seen & (COMMA_DECIMAL | COMMA_GROUPS | DOT_DECIMAL | DOT_GROUPS);
        }
    }

    fn has(self, what: u16) -> bool {
        self.seen & what != 0
    }
}

impl Spellings {
    /// Adds a cell. `dots` tells whether plain numbers are looked at too, for dots that may be thousands marks.
    pub fn add(&mut self, cell: &TextCell, dots: bool) {
        match cell.kind {
            CellKind::Whole | CellKind::Fraction => self.add_number(&cell.text, dots),
            CellKind::Text if self.seen & OTHER == 0 => self.add_text(&cell.text),
            _ => {}
        }
    }

    fn add_number(&mut self, text: &[u8], dots: bool) {
        if self.seen & PLAIN == 0 && text.iter().any(|byte| matches!(byte, b'1'..=b'9')) {
            self.seen |= PLAIN;
        }
        if dots && text.contains(&b'.') {
            let parsed = std::str::from_utf8(text).ok().and_then(Parsed::of);
            self.seen |= parsed.map_or(DOT_DECIMAL, |parsed| parsed.marks);
        }
    }

    fn add_text(&mut self, text: &[u8]) {
        let Ok(text) = std::str::from_utf8(text) else {
            self.seen |= OTHER;
            return;
        };
        if is_missing(text) {
            return;
        }
        let Some(parsed) = Parsed::of(text) else {
            self.seen |= OTHER;
            return;
        };
        self.seen |= parsed.marks | QUANTITY;
        match (parsed.unit, self.unit) {
            (None, _) if parsed.is_zero() => {}
            (None, _) => self.seen |= PLAIN,
            (Some(unit), None) => self.unit = Some(unit),
            (Some(unit), Some(before)) if unit.family != before.family => self.seen |= OTHER,
            (Some(unit), Some(before)) => self.units_differ |= unit.scale != before.scale,
        }
    }

    /// How the column's numbers are read; `None` if some cell is no quantity, or none is. `wanted` is the unit of the
    /// column's name, `known` whether the name is that of a measure.
    pub fn notation(&self, file: Convention, wanted: Option<&'static CellUnit>, known: bool) -> Option<Notation> {
        let has = |what: u16| self.seen & what != 0;
        let conflict = (has(COMMA_DECIMAL) && has(COMMA_GROUPS)) || (has(DOT_DECIMAL) && has(DOT_GROUPS));
        let mixed = self.unit.is_some_and(|unit| !unit.may_be_left_out()) && has(PLAIN);
        if has(OTHER) || conflict || mixed {
            return None;
        }
        let commas = file.has(COMMA_DECIMAL) && !file.has(DOT_DECIMAL);
        let dot_is_decimal = !has(DOT_GROUPS) && (has(DOT_DECIMAL) || !(has(DOT_EITHER) && commas));
        let comma_is_decimal = has(COMMA_DECIMAL)
            || !has(COMMA_GROUPS)
                && !has(DOT_DECIMAL)
                && !file.has(COMMA_GROUPS)
                && (file.has(COMMA_DECIMAL) || file.semicolons);
        let spelled = has(MARKED | COMMA_DECIMAL | COMMA_GROUPS | COMMA_EITHER | DOT_GROUPS) || self.unit.is_some();
        let text_numbers = has(QUANTITY) && (spelled || known);
        if !text_numbers && dot_is_decimal {
            return None;
        }
        let sure = has(COMMA_DECIMAL | COMMA_GROUPS) || file.has(COMMA_DECIMAL | COMMA_GROUPS);
        let unit = self.unit.map(|own| match wanted.filter(|wanted| wanted.family == own.family) {
            Some(wanted) => wanted,
            None if self.units_differ => own.family.common().unwrap_or(own),
            None => own,
        });
        let is_guess = (has(COMMA_EITHER) && comma_is_decimal && !sure) || (!dot_is_decimal && !has(DOT_GROUPS));
        Some(Notation { comma_is_decimal, dot_is_decimal, unit, is_guess })
    }
}

impl Notation {
    /// The number of a cell; `None` if it is missing.
    pub fn number(&self, cell: &TextCell) -> Option<f64> {
        if matches!(cell.kind, CellKind::Null | CellKind::Bool) {
            return None;
        }
        let text = std::str::from_utf8(&cell.text).ok()?;
        let Some(parsed) = Parsed::of(text) else { return cell.number() };
        let value = parsed.value(self)?;
        match (self.unit, parsed.unit) {
            // By a whole number either way, so that it is rounded once.
            (Some(to), Some(from)) if to.scale > from.scale => Some(value / (to.scale / from.scale)),
            (Some(to), Some(from)) => Some(value * (from.scale / to.scale)),
            _ => Some(value),
        }
    }
}

/// Whether a text is a number with a unit or marks.
pub fn is_quantity(text: &str) -> bool {
    Parsed::of(text).is_some()
}

fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 12 && MISSING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A quantity taken apart.
struct Parsed<'a> {
    negative: bool,
    /// Digits with marks, and an exponent.
    body: Cow<'a, str>,
    exponent: &'a str,
    unit: Option<&'static CellUnit>,
    marks: u16,
}

impl<'a> Parsed<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        // No quantity is as long as prose.
        if text.len() > 40 {
            return None;
        }
        let (negative, rest) = sign(text);
        let (currency, rest) = match ["US$", "$"].iter().find_map(|sign| rest.strip_prefix(sign)) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, rest),
        };
        let (negative, rest) = if negative { (true, rest) } else { sign(rest) };
        let length = body_length(rest);
        let (body, rest) = rest.split_at(length);
        let exponent = exponent(rest);
        let unit = rest[exponent.len()..].trim();
        let mut marks = marks(body, !exponent.is_empty())?;
        if currency {
            marks |= MARKED;
        }
        let unit = match (currency, unit) {
            (true, unit) => Some(CellUnit::of_money(unit)?),
            (false, "") => None,
            (false, unit) => match CellUnit::of(unit) {
                Some(unit) => Some(unit),
                None => return Self::compound(text),
            },
        };
        Some(Self { negative, body: Cow::Borrowed(body), exponent, unit, marks })
    }

    /// `1m30.5s`, as Go writes durations.
    fn compound(text: &str) -> Option<Self> {
        let seconds = compound_seconds(text)?;
        let unit = CellUnit::of("s");
        Some(Self {
            negative: false,
            body: Cow::Owned(seconds.to_string()),
            exponent: "",
            unit,
            marks: MARKED | DOT_DECIMAL,
        })
    }

    fn is_zero(&self) -> bool {
        !self.body.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    }

    fn value(&self, notation: &Notation) -> Option<f64> {
        let owned = matches!(self.body, Cow::Owned(_));
        let mut digits = String::with_capacity(self.body.len() + self.exponent.len());
        for c in self.body.chars() {
            match c {
                '0'..='9' => digits.push(c),
                '.' if notation.dot_is_decimal || owned => digits.push('.'),
                ',' if notation.comma_is_decimal => digits.push('.'),
                _ => {}
            }
        }
        digits.push_str(self.exponent);
        let value = number::parse(&digits)?;
        Some(if self.negative { -value } else { value })
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Marks between groups of three digits other than comma and dot.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' | '_')
}

/// Length of the digits and marks at the start; a gap belongs to them only before three digits.
fn body_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let next = &text[at + c.len_utf8()..];
        let digits = next.bytes().take_while(u8::is_ascii_digit).count();
        let belongs = c.is_ascii_digit() || matches!(c, '.' | ',') || (end > 0 && is_gap(c) && digits == 3);
        if !belongs {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn exponent(text: &str) -> &str {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return "" };
    let unsigned = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let end = text.len() - unsigned.len() + digits;
    if digits == 0 { "" } else { &text[..end] }
}

/// What the marks in digits can mean; `None` if they are no number.
fn marks(body: &str, exponent: bool) -> Option<u16> {
    if !body.bytes().any(|byte| byte.is_ascii_digit()) || body.ends_with(',') {
        return None;
    }
    let (commas, dots) = (body.matches(',').count(), body.matches('.').count());
    let gaps = if body.chars().any(is_gap) { MARKED } else { 0 };
    let decimal_dot = match (commas, dots) {
        (0, 0) => return Some(gaps),
        (0, 1) => return Some(gaps | single(body, '.', exponent || gaps != 0, [DOT_DECIMAL, DOT_EITHER])),
        (1, 0) => return Some(gaps | single(body, ',', exponent || gaps != 0, [COMMA_DECIMAL, COMMA_EITHER])),
        (0, _) => return is_grouped(body, '.').then_some(DOT_GROUPS),
        (_, 0) => return is_grouped(body, ',').then_some(COMMA_GROUPS),
        _ => body.rfind('.') > body.rfind(','),
    };
    let (decimal, group, found) =
        if decimal_dot { ('.', ',', DOT_DECIMAL | COMMA_GROUPS) } else { (',', '.', COMMA_DECIMAL | DOT_GROUPS) };
    let (whole, part) = body.split_once(decimal)?;
    (is_grouped(whole, group) && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(found)
}

fn single(body: &str, mark: char, decimal: bool, [sure, either]: [u16; 2]) -> u16 {
    let grouped = is_grouped(body, mark) && !body.starts_with('0');
    if grouped && !decimal { either } else { sure }
}

/// `1,024,000`: one to three digits, then three after each mark.
fn is_grouped(body: &str, mark: char) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    body.split(mark)
        .enumerate()
        .all(|(at, part)| digits(part) && if at == 0 { (1..=3).contains(&part.len()) } else { part.len() == 3 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a column of these cells, and its unit; `None` if it stays text.
    fn column(cells: &[&str], semicolons: bool) -> Option<(Vec<f64>, &'static str)> {
        let cells: Vec<TextCell> = cells
            .iter()
            .map(|text| {
                let kind = super::super::cell::number_kind(text.as_bytes()).unwrap_or(CellKind::Text);
                TextCell::new(kind, text.as_bytes())
            })
            .collect();
        let mut spellings = Spellings::default();
        cells.iter().for_each(|cell| spellings.add(cell, semicolons));
        let mut file = Convention { semicolons, ..Convention::default() };
        file.add(&spellings);
        let notation = spellings.notation(file, None, false)?;
        let numbers = cells.iter().map(|cell| notation.number(cell).unwrap_or(f64::NAN)).collect();
        Some((numbers, notation.unit.map_or("", |unit| unit.label)))
    }

    #[test]
    fn numbers_with_units() {
        let read = |cells: &[&str]| column(cells, false).unwrap();
        assert_eq!(read(&["2.96ms", "12 ms", "1.5e3ms"]), (vec![2.96, 12.0, 1500.0], "ms"));
        assert_eq!(read(&["635.5us", "1.2ms", "2s"]), (vec![0.6355, 1.2, 2000.0], "ms"));
        assert_eq!(read(&["0.160%", "0", "100 %"]), (vec![0.16, 0.0, 100.0], "%"));
        assert_eq!(read(&["$0.80", "-$1,200.50", "US$ 3"]), (vec![0.8, -1200.5, 3.0], "$"));
        assert_eq!(read(&["$0.80/hr", "$12/hour"]), (vec![0.8, 12.0], "$/h"));
        assert_eq!(read(&["12 req/s", "1,000.5 req/s"]), (vec![12.0, 1000.5], "req/s"));
        assert_eq!(read(&["1m30.5s", "45s", "1h0m0s"]), (vec![90.5, 45.0, 3600.0], "s"));
        assert_eq!(read(&["512 tok/s", "64.5 tokens/s"]), (vec![512.0, 64.5], "tok/s"));
    }

    #[test]
    fn missing_words_beside_quantities() {
        let (numbers, _) = column(&["1.5ms", "-", "N/A", "-nan", "2ms"], false).unwrap();
        assert_eq!(numbers.iter().filter(|number| number.is_nan()).count(), 3);
        assert_eq!((numbers[0], numbers[4]), (1.5, 2.0));
        assert_eq!(column(&["-", "n/a"], false), None, "nothing is a quantity");
    }

    #[test]
    fn marks_are_decided_over_the_column() {
        let numbers = |cells: &[&str], semicolons| column(cells, semicolons).map(|(numbers, _)| numbers);
        assert_eq!(numbers(&["1,024", "12"], false), Some(vec![1024.0, 12.0]));
        assert_eq!(numbers(&["1,024", "0,5"], false), Some(vec![1.024, 0.5]));
        assert_eq!(numbers(&["1,024", "12,5"], true), Some(vec![1.024, 12.5]));
        assert_eq!(numbers(&["1,024"], true), Some(vec![1.024]), "semicolons stand where the comma is decimal");
        assert_eq!(numbers(&["1.024,5", "3"], true), Some(vec![1024.5, 3.0]));
        assert_eq!(numbers(&["1,024,000", "5"], true), Some(vec![1_024_000.0, 5.0]));
        assert_eq!(numbers(&["1 024", "1\u{a0}024,5"], true), Some(vec![1024.0, 1024.5]));
        assert_eq!(numbers(&["1'024.5"], false), Some(vec![1024.5]));
        assert_eq!(numbers(&["1,024,000", "0,5"], false), None, "both cannot be");
    }

    #[test]
    fn other_texts_stay_texts() {
        for cells in [
            &["70B"][..],
            &["8x H100"],
            &["80GB"],
            &["2024-01-05"],
            &["1.2.3"],
            &["12:30"],
            &["5ms", "x"],
            &["5ms", "3"],
            &["5ms", "5%"],
            &["fp8"],
            &["1,2,3"],
            &["1k"],
            &[""],
            &[","],
        ] {
            assert_eq!(column(cells, false), None, "{cells:?}");
        }
    }
}

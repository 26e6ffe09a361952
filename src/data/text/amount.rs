//! One quantity in a text taken apart: sign, digits with marks, exponent, unit, deviation (`12.3 ± 0.4 ms`).

use std::borrow::Cow;

use super::quantity::Notation;
use super::units::{CellUnit, compound_seconds, duration_seconds};
use crate::data::runs::roles::unit::Unit;
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

/// What the cells of a column have shown, as bits of a set: some cell is no quantity.
pub const OTHER: u16 = 1;
/// A comma that can only be decimal.
pub const COMMA_DECIMAL: u16 = 1 << 1;
/// Commas that can only be thousands marks.
pub const COMMA_GROUPS: u16 = 1 << 2;
/// A comma that may be either.
pub const COMMA_EITHER: u16 = 1 << 3;
/// A dot that can only be decimal.
pub const DOT_DECIMAL: u16 = 1 << 4;
/// Dots that can only be thousands marks.
pub const DOT_GROUPS: u16 = 1 << 5;
/// A dot that may be either.
pub const DOT_EITHER: u16 = 1 << 6;
/// A number other than 0 without a unit.
pub const PLAIN: u16 = 1 << 7;
/// A cell of text that is a quantity.
pub const QUANTITY: u16 = 1 << 8;
/// Spaces or apostrophes between digits, or a currency.
pub const MARKED: u16 = 1 << 9;

/// A letter for a power of thousand, as in `1.2k`: elsewhere the size of a model.
pub const SCALED: u16 = 1 << 10;
/// A word for a missing value.
pub const BLANK: u16 = 1 << 11;
/// A word for a test that gave none, as `OOM`: missing where the column is of a measure.
pub const FAILED: u16 = 1 << 12;

const FAILURES: [&str; 12] =
    ["oom", "fail", "failed", "failure", "error", "timeout", "timed out", "crash", "crashed", "skipped", "dnf", "x"];

/// The number of a text and its unit, where it names one that is known; `None` where the text is no quantity. As tools
/// print it: the decimal mark is a dot, and `2.05m` is minutes.
#[must_use]
pub fn parse(text: &str) -> Option<(f64, Option<Unit>)> {
    let text = text.trim().trim_start_matches(['€', '£', '~', '≈']);
    let Some(amount) = Amount::of(text) else {
        return duration_seconds(text).map(|seconds| (seconds, Some(Unit::Seconds)));
    };
    if amount.marks & (COMMA_DECIMAL | DOT_GROUPS) != 0 {
        return None;
    }
    let value = amount.value(&Notation::of_tools())?;
    Some((value, amount.unit.and_then(CellUnit::unit)))
}

/// Whether a text is a number with a unit or marks.
pub fn is_quantity(text: &str) -> bool {
    Amount::of(text).is_some()
}

/// Whether a text stands for a missing value.
pub fn is_missing(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 12 && MISSING.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a text says that a test failed.
pub fn is_failure(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 12 && FAILURES.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// A quantity taken apart.
pub struct Amount<'a> {
    negative: bool,
    /// Digits with marks, and an exponent.
    body: Cow<'a, str>,
    exponent: &'a str,
    /// What stands after them.
    pub unit: Option<&'static CellUnit>,
    /// What the marks can mean.
    pub marks: u16,
    /// What the digits are multiplied by.
    times: f64,
}

impl<'a> Amount<'a> {
    /// Takes a text apart; `None` if it is no quantity.
    pub fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        // No quantity is as long as prose.
        if text.len() > 40 {
            return None;
        }
        let (is_about, text) = match text.strip_prefix(['~', '≈']) {
            Some(text) => (true, text.trim_start()),
            None => (false, text),
        };
        // A change that is told behind a number, `5.12 (+0.3%)`.
        let change = text.split_once(" (").filter(|(_, change)| change.ends_with("%)"));
        let (is_about, text) = change.map_or((is_about, text), |(text, _)| (true, text.trim_end()));
        let (text, deviation) = match ["±", "+/-"].iter().find_map(|mark| text.split_once(mark)) {
            Some((text, deviation)) => (text.trim_end(), Some(unit_of_deviation(deviation)?)),
            None => (text, None),
        };
        let (negative, rest) = sign(text);
        let (currency, rest) = match ["US$", "$"].iter().find_map(|sign| rest.strip_prefix(sign)) {
            Some(rest) => (true, rest.trim_start()),
            None => (false, rest),
        };
        let (negative, rest) = if negative { (true, rest) } else { sign(rest) };
        let length = body_length(rest);
        let (body, rest) = rest.split_at(length);
        let exponent = exponent(rest);
        let (times, unit) = scale(rest[exponent.len()..].trim_start());
        let unit = if unit.is_empty() { deviation.unwrap_or_default() } else { unit.trim_end() };
        let mut marks = marks(body, !exponent.is_empty())?;
        if currency || deviation.is_some() || is_about {
            marks |= MARKED;
        }
        if times != 1.0 {
            marks |= SCALED;
        }
        let unit = match (currency, unit) {
            (true, unit) => Some(CellUnit::of_money(unit)?),
            (false, "") => None,
            (false, unit) => match CellUnit::of(unit) {
                Some(unit) => Some(unit),
                None => return Self::compound(text),
            },
        };
        Some(Self { negative, body: Cow::Borrowed(body), exponent, unit, marks, times })
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
            times: 1.0,
        })
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        !self.body.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
    }

    /// Its number, without the unit.
    pub fn value(&self, notation: &Notation) -> Option<f64> {
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
        // Read as one number, `1.001M` is 1,001,000 and not what is next to it.
        let power = match (self.times, self.exponent) {
            (1e3, "") => "e3",
            (1e6, "") => "e6",
            _ => "",
        };
        digits.push_str(power);
        let times = if power.is_empty() { self.times } else { 1.0 };
        let value = number::parse(&digits)? * times;
        Some(if self.negative { -value } else { value })
    }
}

/// The unit after a deviation, `0.4 ms`; `None` if it is no number.
fn unit_of_deviation(text: &str) -> Option<&str> {
    let text = text.trim();
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    (unit.len() < text.len()).then(|| unit.trim_start())
}

/// What a letter after the digits multiplies them by, and the rest; 1 without one. Minutes are `m`.
fn scale(text: &str) -> (f64, &str) {
    let is_rate = |rest: &str| rest.starts_with('/') && CellUnit::of(rest.trim_end()).is_some();
    let is_alone = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/') || is_rate(rest);
    [("k", 1e3), ("K", 1e3), ("M", 1e6)]
        .iter()
        .find_map(|&(letter, times)| {
            Some((times, text.strip_prefix(letter).filter(|rest| is_alone(rest))?.trim_start()))
        })
        .unwrap_or((1.0, text))
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

/// The exponent that a text begins with; empty without one.
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

    #[test]
    fn quantities_as_tools_print_them() {
        assert_eq!(parse("2.96ms"), Some((2.96, Some(Unit::Milliseconds))));
        assert_eq!(parse(" 635.91us "), Some((635.91, Some(Unit::Microseconds))));
        assert_eq!(parse("0.160%"), Some((0.160, Some(Unit::Percent))));
        assert_eq!(parse("1,024"), Some((1024.0, None)));
        assert_eq!(parse("$0.80"), Some((0.8, None)));
        assert_eq!(parse("1.5e3 s"), Some((1500.0, Some(Unit::Seconds))));
        assert_eq!(parse("1m30.5s"), Some((90.5, Some(Unit::Seconds))));
        assert_eq!(parse("2.05m"), Some((2.05 * 60.0, Some(Unit::Seconds))));
        assert_eq!(parse("-3"), Some((-3.0, None)));
        assert_eq!(parse("7285.68 ± 100.06"), Some((7285.68, None)));
        for none in ["", "-", "n/a", "1,02", "1,0244", "3 apples", "ms", "1.2.3", "12-13"] {
            assert_eq!(parse(none), None, "{none}");
        }
    }

    #[test]
    fn deviations_and_thousands_by_letter() {
        assert_eq!(parse("12.3 ± 0.4 ms"), Some((12.3, Some(Unit::Milliseconds))));
        assert_eq!(parse("12.3us +/- 4.5us"), Some((12.3, Some(Unit::Microseconds))));
        assert_eq!(parse("5.12 (+0.3%)"), Some((5.12, None)));
        assert_eq!(parse("~12 ms"), Some((12.0, Some(Unit::Milliseconds))));
        assert_eq!(parse("1.25k req/s"), Some((1250.0, Some(Unit::PerSecond))));
        assert_eq!(parse("209.5k/h"), Some((209_500.0, Some(Unit::PerHour))));
        assert_eq!(parse("48.1/min"), Some((48.1, Some(Unit::PerMinute))));
        assert_eq!(parse("3M"), Some((3e6, None)));
        assert_eq!(parse("3 ms"), Some((3.0, Some(Unit::Milliseconds))));
        for none in ["12 ± x", "7B", "8KB", "2kHz", "1k/x"] {
            assert_eq!(parse(none), None, "{none}");
        }
    }
}

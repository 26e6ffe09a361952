//! Quantities: a number with its unit in one text, such as `2.96ms`, `1,024 req/s` or `0.16%`.

use crate::data::runs::roles::Unit;
use crate::data::table::number;
use crate::data::text::amount::{exponent, is_grouped};
use crate::data::text::units::duration_seconds;

/// The number of a text and its unit, where it names one that is known; `None` where the text is no quantity.
///
/// Commas between groups of three digits are marks of thousands. A currency sign before the number is passed over, and so
/// is a deviation after it.
#[must_use]
pub fn parse(text: &str) -> Option<(f64, Option<Unit>)> {
    let text = text.split('±').next().unwrap_or_default();
    let text = text.trim().trim_start_matches(['$', '€', '£', '~', '≈']);
    let is_number =
        |(at, c): (usize, char)| c.is_ascii_digit() || matches!(c, '.' | ',') || (at == 0 && matches!(c, '-' | '+'));
    let mut end = text.char_indices().find(|&part| !is_number(part)).map_or(text.len(), |(at, _)| at);
    end += exponent(&text[end..]).len();
    let value = number::parse(&without_thousands(&text[..end])?)?;
    let rest = text[end..].trim();
    if rest.is_empty() {
        return Some((value, None));
    }
    match Unit::spelled(rest) {
        Some(unit) => Some((value, Some(unit))),
        None => duration_seconds(text).map(|seconds| (seconds, Some(Unit::Seconds))),
    }
}

/// The digits without marks of thousands; `None` where commas stand elsewhere.
fn without_thousands(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return Some(digits.to_owned());
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let fits = is_grouped(whole.trim_start_matches(['-', '+']), ',') && !part.contains(',');
    fits.then(|| digits.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_units() {
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
}

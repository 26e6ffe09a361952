//! Quantities: a number with its unit in one text, such as `2.96ms`, `1,024 req/s` or `0.16%`.

use crate::data::runs::roles::Unit;
use crate::data::table::number;

/// The number of a text and its unit, where it names one that is known; `None` where the text is no quantity.
///
/// Commas between groups of three digits are marks of thousands. A currency sign before the number is passed over.
#[must_use]
pub fn parse(text: &str) -> Option<(f64, Option<Unit>)> {
    let text = text.trim().trim_start_matches(['$', '€', '£', '~', '≈']);
    let is_number =
        |(at, c): (usize, char)| c.is_ascii_digit() || matches!(c, '.' | ',') || (at == 0 && matches!(c, '-' | '+'));
    let mut end = text.char_indices().find(|&part| !is_number(part)).map_or(text.len(), |(at, _)| at);
    // An exponent belongs to the number.
    if let Some(power) = text[end..].strip_prefix(['e', 'E']) {
        let digits = power.strip_prefix(['-', '+']).unwrap_or(power);
        let count = digits.bytes().take_while(u8::is_ascii_digit).count();
        if count > 0 {
            end += 1 + (power.len() - digits.len()) + count;
        }
    }
    let value = number::parse(&without_thousands(&text[..end])?)?;
    let rest = text[end..].trim();
    if rest.is_empty() {
        return Some((value, None));
    }
    match Unit::spelled(rest) {
        Some(unit) => Some((value, Some(unit))),
        None => duration(text).map(|seconds| (seconds, Some(Unit::Seconds))),
    }
}

/// Seconds of a duration as Go and wrk write it: `1m30.5s`, `2.05m`, `1h0m0.5s`.
fn duration(text: &str) -> Option<f64> {
    let (mut seconds, mut rest) = (0.0, text);
    while !rest.is_empty() {
        let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let unit = rest[number..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |length| number + length);
        let scale = match &rest[number..unit] {
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            _ => return None,
        };
        seconds += number::parse(&rest[..number])? * scale;
        rest = &rest[unit..];
    }
    Some(seconds)
}

/// The digits without marks of thousands; `None` where commas stand elsewhere.
fn without_thousands(digits: &str) -> Option<String> {
    if !digits.contains(',') {
        return Some(digits.to_owned());
    }
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?.trim_start_matches(['-', '+']);
    let fits = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !part.contains(',');
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
        assert_eq!(parse("2.5m"), Some((150.0, Some(Unit::Seconds))));
        assert_eq!(parse("-3"), Some((-3.0, None)));
        for none in ["", "-", "n/a", "1,02", "1,0244", "3 apples", "ms", "1.2.3", "12-13"] {
            assert_eq!(parse(none), None, "{none}");
        }
    }
}

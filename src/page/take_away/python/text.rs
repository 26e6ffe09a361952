//! Texts and numbers as Python writes them.

use std::fmt::Write as _;

/// A string literal of Python. Quotes, backslashes, and whatever cannot be seen or turns the direction of reading are
/// escaped: no text ends the literal or the line, and none looks like code.
#[must_use]
pub fn literal(text: &str) -> String {
    let mut out = "\"".to_owned();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out += "\\n",
            '\'' => out.push(c),
            // Rust's own list of what is not to be printed as it is.
            _ if c.escape_debug().len() > 1 => escape(&mut out, c as u32),
            _ => out.push(c),
        }
    }
    out + "\""
}

fn escape(out: &mut String, code: u32) {
    let (prefix, width) = if code > 0xffff { ('U', 8) } else { ('u', 4) };
    // A String takes everything.
    let _ = write!(out, "\\{prefix}{code:0width$x}");
}

/// A number that Python reads as the same one.
#[must_use]
pub fn number(value: f64) -> String {
    match value {
        _ if !value.is_finite() => format!("float(\"{value}\")"),
        // Without `.0`, as a person writes it.
        _ if value.fract() == 0.0 && value.abs() < 1e15 => format!("{value}"),
        _ => format!("{value:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_literal() {
        assert_eq!(literal("nvidia-l4"), "\"nvidia-l4\"");
        assert_eq!(literal("a\"b\\c'd"), "\"a\\\"b\\\\c'd\"");
        assert_eq!(literal("a\nb\rc\0\u{b}\u{85}\u{2028}"), "\"a\\nb\\u000dc\\u0000\\u000b\\u0085\\u2028\"");
        // Turns the direction of reading; is invisible; is beyond 16 bits; is just a letter.
        assert_eq!(literal("\u{202e}\u{200b}\u{e0041}é日"), "\"\\u202e\\u200b\\U000e0041é日\"");
        assert_eq!(literal("😀"), "\"😀\"");
    }

    #[test]
    fn numbers_come_back() {
        for (value, text) in [(256.0, "256"), (0.8, "0.8"), (1e-7, "1e-7"), (1e300, "1e300"), (-0.0, "-0")] {
            assert_eq!(number(value), text);
        }
        assert_eq!(number(f64::NAN), "float(\"NaN\")");
        assert_eq!(number(f64::NEG_INFINITY), "float(\"-inf\")");
    }
}

//! Escaping for HTML and XML.

use super::foreign::shown;

/// Escapes text for use in markup, also inside an attribute in double quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            c => out.push(c),
        }
    }
    out
}

/// The same for people: replaces also the characters that XML 1.0 forbids and those that nobody sees.
#[must_use]
pub fn escape_for_people(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    };
    escape(&shown(text).chars().map(allowed).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escape("<a b=\"c\">&amp; 'é'"), "&lt;a b=&quot;c&quot;&gt;&amp;amp; 'é'");
    }
}

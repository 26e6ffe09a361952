//! Escaping for HTML and XML.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(escape("<a b=\"c\">&amp; 'é'"), "&lt;a b=&quot;c&quot;&gt;&amp;amp; 'é'");
    }
}

//! Escaping for HTML and XML.

/// Text as text, also inside an attribute in double quotes: no character of it is markup.
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
    fn no_character_is_markup() {
        assert_eq!(escape("<a b=\"c\">&amp; 'é'"), "&lt;a b=&quot;c&quot;&gt;&amp;amp; 'é'");
    }
}

//! Reader of the little Markdown that is written here: escapes and links.

/// What CommonMark makes of a text that has nothing but backslash escapes.
pub fn rendered(markdown: &str) -> String {
    let mut out = String::new();
    let mut chars = markdown.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = c == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        out.extend(if escaped { chars.next() } else { Some(c) });
    }
    out
}

/// The text, as [`rendered`], and the address of a line that is one link, `[text](address)`.
pub fn link(line: &str) -> (String, String) {
    let inside = line.strip_prefix('[').unwrap_or_else(|| panic!("{line:?} begins no link"));
    let mut escaped = false;
    let end = inside.char_indices().find(|&(_, c)| {
        let ends = c == ']' && !escaped;
        assert!(escaped || c != '[', "a link in a link: {line:?}");
        escaped = c == '\\' && !escaped;
        ends
    });
    let (text, rest) = inside.split_at(end.unwrap_or_else(|| panic!("{line:?} ends no link")).0);
    let address = rest.strip_prefix("](").and_then(|rest| rest.strip_suffix(')'));
    let address = address.unwrap_or_else(|| panic!("{rest:?} is no address"));
    assert!(!address.contains(['(', ')', '<', '>', '"', '\\', ' ', '\n']), "{address:?} ends early");
    (rendered(text), address.to_owned())
}

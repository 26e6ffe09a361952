//! Escaping for a shell (POSIX, section 2.2.2).

/// A word of a shell's command, whatever it holds. Control characters become spaces, as quotes do not stop a terminal from
/// acting on them.
#[must_use]
pub fn quoted(text: &str) -> String {
    let tame: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("'{}'", tame.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_end_and_begin_again() {
        assert_eq!(quoted("it's $(x)\n`y`"), r"'it'\''s $(x) `y`'");
        assert_eq!(quoted(""), "''");
    }
}

//! Unique names: suffixes for names that are already taken.

/// Suffix of a repeated name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// `name (2)`, `name (3)`, …
    Count,
    /// `name.1`, `name.2`, …, as pandas has it.
    Dot,
    /// These words, repeated until the name is unique.
    Words(&'static str),
}

/// The name itself if it is not `taken`, else with the shortest suffix that makes it unique.
pub fn unique(name: &str, suffix: Suffix, taken: impl Fn(&str) -> bool) -> String {
    unique_after(name, suffix, &mut 0, taken)
}

/// The same after so many `copies` of the name, of which thousands would be counted anew each time.
pub fn unique_after(name: &str, suffix: Suffix, copies: &mut usize, taken: impl Fn(&str) -> bool) -> String {
    let mut own = name.to_owned();
    while taken(&own) {
        *copies += 1;
        match suffix {
            Suffix::Count => own = format!("{name} ({})", *copies + 1),
            Suffix::Dot => own = format!("{name}.{copies}"),
            Suffix::Words(words) => own += words,
        }
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_suffix() {
        let after = |suffix, taken: &[&str]| unique("a", suffix, |name| taken.contains(&name));
        assert_eq!(after(Suffix::Count, &["b"]), "a");
        assert_eq!(after(Suffix::Count, &["a", "a (2)"]), "a (3)");
        assert_eq!(after(Suffix::Dot, &["a", "a.1"]), "a.2");
        assert_eq!(after(Suffix::Words(" (opened)"), &["a", "a (opened)"]), "a (opened) (opened)");
    }
}

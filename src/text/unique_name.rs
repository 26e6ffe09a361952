//! A name that no other has.

/// What tells a name from others of the same spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// `name (2)`, `name (3)`, …
    Count,
    /// `name.1`, `name.2`, …, as pandas has it.
    Dot,
    /// These words, as often as it takes.
    Words(&'static str),
}

/// The name itself, or with as much of a suffix as it takes to be none that is taken.
pub fn unique(name: &str, suffix: Suffix, taken: impl Fn(&str) -> bool) -> String {
    let mut own = name.to_owned();
    let mut copies = 0usize;
    while taken(&own) {
        copies += 1;
        match suffix {
            Suffix::Count => own = format!("{name} ({})", copies + 1),
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
    fn each_form() {
        let after = |suffix, taken: &[&str]| unique("a", suffix, |name| taken.contains(&name));
        assert_eq!(after(Suffix::Count, &["b"]), "a");
        assert_eq!(after(Suffix::Count, &["a", "a (2)"]), "a (3)");
        assert_eq!(after(Suffix::Dot, &["a", "a.1"]), "a.2");
        assert_eq!(after(Suffix::Words(" (opened)"), &["a", "a (opened)"]), "a (opened) (opened)");
    }
}

//! Keys of measures: which of them mean something whatever the table, and in what words.

use super::by_name::{COLUMN, Known};
use super::{BY_CONCURRENCY, BY_CONCURRENCY_WORDS, COST, ERRORS, ERRORS_WORDS, GPUS, OF_ROLES, RATES, USERS};

/// The words of a measure that any table may have; `None` for a column under its own name, and for what is no key. Of a
/// cost they do not say what it is quoted for.
#[inline(never)]
#[must_use]
pub fn fixed_words(key: &str) -> Option<&'static str> {
    let single = [(COST, "Cost"), (ERRORS, ERRORS_WORDS), (BY_CONCURRENCY, BY_CONCURRENCY_WORDS)];
    let of_role = OF_ROLES.iter().find(|(role, _)| role.key() == key).map(|(role, _)| role.words());
    let all = single
        .into_iter()
        .chain(RATES.iter().map(|(own, _, words)| (*own, *words)))
        .chain(USERS.iter().map(|(own, _, words, _)| (*own, *words)))
        .chain(GPUS.iter().map(|(own, _, words)| (*own, *words)))
        .chain(Known::ALL.iter().map(|known| (known.key, known.words)));
    of_role.or_else(|| all.into_iter().find(|(own, _)| *own == key).map(|(_, words)| words))
}

/// Whether a key means something, be it in a table or not: of a column it is not known before there is a table.
#[inline(never)]
#[must_use]
pub fn is_key(key: &str) -> bool {
    fixed_words(key).is_some() || key.strip_prefix(COLUMN).is_some_and(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_mean_something() {
        for (key, words) in [
            ("cost", "Cost"),
            ("outgpu", "Output tokens/s/GPU"),
            ("user50", "Tokens/s/user, by median TPOT"),
            ("errors", "Failed requests"),
            ("goodput", "Goodput"),
            ("rate", "Requests per second"),
        ] {
            assert_eq!(fixed_words(key), Some(words), "{key}");
        }
        assert!(fixed_words("ttft99").is_some() && fixed_words("col:queue_time").is_none());
        assert!(is_key("col:queue_time") && is_key("ttft99"));
        assert!(!["", "col:", "y", "beauty", "throughput"].into_iter().any(is_key));
    }
}

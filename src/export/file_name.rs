//! What a saved file is called.

/// Longer names are cut: file systems and mail take 255 bytes, people less.
const LONGEST: usize = 60;

/// A name for `what` (`runs`) of the table called `title`: `isocost-vision-embedding-runs.csv`.
///
/// Only letters, digits, `.`, `_` and `-` are left of names that others gave, a hyphen for the rest, none at the ends; of
/// a path its last part. The ending of the notebooks' data sets, which says nothing, goes.
#[must_use]
pub fn file_name(title: &str, what: &str, ending: &str) -> String {
    let last = title.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let table = safe(last);
    let table = table.strip_suffix("-ie-optimization").unwrap_or(&table);
    let what = safe(what);
    let parts = ["isocost", table, &what].into_iter().filter(|part| !part.is_empty());
    format!("{}.{ending}", parts.collect::<Vec<_>>().join("-"))
}

fn safe(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(LONGEST) {
        let keep = c.is_alphanumeric() || matches!(c, '.' | '_');
        if keep {
            name.extend(c.to_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches(['-', '.']).to_owned()
}

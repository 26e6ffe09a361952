//! What a saved file is called.

/// Longer names are cut, in letters: file systems take 255 bytes, of which a letter may need four.
const LONGEST: usize = 40;

/// A name for `what` (`Runs`) of the table called `table`: `isocost-vision-embedding-runs.csv`.
///
/// Only letters, digits, `.`, `_` and `-` are left, a hyphen for the rest, none at the ends. The ending of the notebooks'
/// data sets, which says nothing, goes.
#[must_use]
pub fn file_name(table: &str, what: &str, ending: &str) -> String {
    let parts = ["isocost".to_owned(), safe(&table.replace("-ie-optimization", "")), safe(what)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ending}", parts.join("-"))
}

fn safe(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(LONGEST) {
        if c.is_alphanumeric() || matches!(c, '.' | '_') {
            name.extend(c.to_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches(['-', '.']).to_owned()
}

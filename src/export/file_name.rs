//! What a saved file is called.

/// Longer names are cut, in letters: file systems take 255 bytes, of which a letter may need four.
const LONGEST: usize = 40;

/// A name for `what` (`Runs`) of the table called `table`: `isocost-vision-embedding-runs.csv`.
///
/// Only letters, digits, `.`, `_` and `-` are left, a hyphen for the rest, none at the ends. The ending of the notebooks'
/// data sets, which says nothing, goes.
#[must_use]
pub fn file_name(table: &str, what: &str, ending: &str) -> String {
    let mut name = "isocost".to_owned();
    for part in [safe(&table.replace("-ie-optimization", "")), safe(what)] {
        if !part.is_empty() {
            name += "-";
            name += &part;
        }
    }
    format!("{name}.{ending}")
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

//! Golden answers of the notebooks: where they are, and a JSON parser that accepts Python's `NaN` and `Infinity`.
//!
//! `ISOCOST_GOLDEN` names a folder of `NAME.json`, each put to the bundled table `NAME-ie-optimization`, or one such
//! file; by default it is `tests/golden`. A file of another name is put to the table that has its rows and columns.
//! `tests/scripts/make_answers.py` computes such files with the notebooks' own libraries.

use isocost::data::bundled;
use isocost::page::tables::active_table::ActiveTable;
use serde_json::Value;

/// The answers for a table, and the table.
pub struct Golden {
    pub name: String,
    pub answers: Value,
    pub shown: ActiveTable,
}

/// All of them; at least one.
pub fn goldens() -> Vec<Golden> {
    let place = std::env::var("ISOCOST_GOLDEN").unwrap_or_else(|_| super::path("tests/golden"));
    let files: Vec<String> = if std::path::Path::new(&place).is_file() {
        vec![place.clone()]
    } else {
        super::stems(&place, "json").iter().map(|stem| format!("{place}/{stem}.json")).collect()
    };
    let goldens: Vec<Golden> = files.iter().filter_map(|file| golden(file)).collect();
    assert!(!goldens.is_empty(), "no golden answers in {place}");
    goldens
}

/// `None` for a file beside the answers that is not one of them: it does not say how many rows its table has.
fn golden(file: &str) -> Option<Golden> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let answers = read(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    answers.get("rows")?;
    let stem = std::path::Path::new(file).file_stem()?.to_str()?;
    let name = stem.trim_end_matches("-ie-optimization");
    let by_name = bundled::find(&format!("derek-thomas/{name}-ie-optimization"));
    let table = by_name.or_else(|| bundled::TABLES.iter().find(|table| is_of(&answers, table)));
    let table = table.unwrap_or_else(|| panic!("{file}: neither its name nor its columns are those of a table"));
    Some(Golden { name: name.to_owned(), answers, shown: super::bundled(table.dataset) })
}

fn is_of(answers: &Value, table: &bundled::Bundled) -> bool {
    let table = table.table();
    let columns: Option<Vec<&str>> =
        answers["columns"].as_array().map(|names| names.iter().filter_map(Value::as_str).collect());
    answers["rows"].as_f64() == Some(table.rows as f64)
        && columns.is_some_and(|names| table.columns.iter().map(|column| column.name.as_str()).eq(names))
}

/// JSON as python's `json` writes it: a bare NaN or Infinity is read as null, which is what the other dialect writes.
pub fn read(text: &str) -> Result<Value, serde_json::Error> {
    let mut plain = String::with_capacity(text.len());
    // Strings are copied as they are; an escaped quote does not end one.
    let (mut quoted, mut rest) = (false, text);
    while let Some(char) = rest.chars().next() {
        let bare = ["NaN", "-Infinity", "Infinity"].into_iter().find(|word| !quoted && rest.starts_with(word));
        let taken = match (bare, char) {
            (Some(word), _) => word.len(),
            (None, '\\') if quoted => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            (None, _) => char.len_utf8(),
        };
        quoted ^= char == '"';
        plain.push_str(if bare.is_some() { "null" } else { &rest[..taken] });
        rest = &rest[taken..];
    }
    serde_json::from_str(&plain)
}

/// A number, however it is spelled.
pub fn number(value: &Value, what: &str) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{what} is no number: {value}"))
}

/// A row or a count: pandas may have made a float of it.
pub fn whole(value: &Value, what: &str) -> usize {
    let number = number(value, what);
    assert!(number >= 0.0 && number.fract() == 0.0, "{what} is no whole number: {value}");
    number as usize
}

pub fn list<'a>(value: &'a Value, what: &str) -> &'a [Value] {
    value.as_array().unwrap_or_else(|| panic!("{what} is no list: {value}"))
}

pub fn numbers(value: &Value, what: &str) -> Vec<f64> {
    list(value, what).iter().map(|value| number(value, what)).collect()
}

pub fn wholes(value: &Value, what: &str) -> Vec<usize> {
    list(value, what).iter().map(|value| whole(value, what)).collect()
}

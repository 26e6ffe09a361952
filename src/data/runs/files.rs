//! Files that tell runs apart where nothing else names what was tested: no hardware, no image, no model.
//!
//! Runs of k6 in one file and of Locust in another are of two things that were tested, as far as anybody knows: as with
//! tables side by side, each file is a table of its own. Files of one tool whose names differ in numbers alone
//! (`run-10.json`, `run-20.json`) are one series. Of files that hold names none is told apart by its own: the names do that.

use super::build::Builder;
use super::roles::Role;
use crate::data::table::column::Category;
use crate::data::table::short_names::short_names;
use crate::data::text::name_parts;

/// More files are a campaign, whose names are read as columns.
const MOST_FILES: usize = 50;
/// What a part of a name is called that has no name of its own.
const WORDS: &str = "name";

/// The file of each run where files tell them apart, and the further categories, which then do without parts of its name.
pub fn categories(builder: &Builder) -> (Option<Category>, Vec<(String, Category)>) {
    let (table, of_names) = apart(builder).unzip();
    let mut categories = builder.further();
    if let Some(of_names) = of_names {
        categories.retain(|(name, _)| !of_names.contains(name));
    }
    (table, categories)
}

/// The file of each run, and the columns that only repeat parts of its name; `None` where files tell nothing apart.
#[inline(never)]
fn apart(builder: &Builder) -> Option<(Category, Vec<String>)> {
    let files = &builder.notes.files;
    let held: Vec<&(String, usize)> = files.iter().filter(|(_, rows)| *rows > 0).collect();
    let rows: usize = held.iter().map(|(_, rows)| rows).sum();
    if !(2..=MOST_FILES).contains(&held.len()) || rows != builder.rows {
        return None;
    }
    let names: Vec<Option<Category>> =
        [Role::HwType, Role::Image, Role::Model].map(|role| builder.category(role)).into_iter().collect();
    let is_named = |row: usize| names.iter().flatten().any(|names| !matches!(names.label(row), "" | Category::MISSING));
    let mut first = 0;
    let nameless = held.iter().filter(|(_, rows)| {
        first += rows;
        (first - rows..first).any(|row| !is_named(row))
    });
    if nameless.count() < 2 {
        return None;
    }
    let paths: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let parts: Vec<String> = name_parts::columns(&paths).into_iter().map(|column| column.label).collect();
    let of_words: Vec<String> = parts.into_iter().filter(|label| label.split(' ').next() == Some(WORDS)).collect();
    if builder.notes.sources.len() < 2 && of_words.is_empty() {
        return None;
    }
    let titles: Vec<String> = held.iter().map(|(name, _)| name.clone()).collect();
    let codes = held.iter().zip(0..).flat_map(|((_, rows), nth)| std::iter::repeat_n(nth, *rows)).collect();
    Some((Category { codes, labels: short_names(&titles) }, of_words))
}

//! Text tables: the one description of a table, from which both its HTML and its saved file (CSV, JSON) are made.

use crate::export::sheet;
use crate::export::sheet::{Kind, Sheet, column};
use crate::format::numbers::aligned;

/// The most lines that a table on the page is given; the table of runs has them all.
pub const MOST_LINES: usize = 200;

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What the column holds.
    pub title: String,
    /// Whether it holds numbers, which are set flush right.
    pub numeric: bool,
    /// The column's name in a saved file: with the unit, where the title has none.
    pub saved: String,
}

impl Head {
    /// A column of text.
    #[must_use]
    pub fn text(title: &str) -> Self {
        Self { title: title.to_owned(), numeric: false, saved: title.to_owned() }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(title: &str) -> Self {
        Self { numeric: true, ..Self::text(title) }
    }

    /// Adds the unit to the saved name, for a column whose cells name their unit themselves.
    #[must_use]
    pub fn in_unit(self, unit: &str) -> Self {
        Self { saved: format!("{}, {unit}", self.title), ..self }
    }

    /// Gives the column another name in a saved file.
    #[must_use]
    pub fn saved_as(self, saved: &str) -> Self {
        Self { saved: saved.to_owned(), ..self }
    }
}

/// The value behind a cell's text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Value {
    /// The text itself.
    #[default]
    Text,
    /// A number with every digit; never NaN, so that equal tables are equal.
    Number(f64),
    /// No value.
    Missing,
}

/// A cell: the text on the page, and the value behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// The text on the page.
    pub text: String,
    /// The value in a saved file.
    pub value: Value,
}

impl Cell {
    /// A number with its text. NaN is missing.
    #[must_use]
    pub fn number(text: String, value: f64) -> Self {
        Self { text, value: if value.is_nan() { Value::Missing } else { Value::Number(value) } }
    }

    /// A number in four digits, so that the digits of a column line up. NaN is missing.
    #[must_use]
    pub fn aligned(value: f64) -> Self {
        Self::number(aligned(value), value)
    }

    /// A number that may be unknown.
    #[must_use]
    pub fn known(value: Option<f64>, words: fn(f64) -> String) -> Self {
        value.map_or_else(Self::none, |value| Self::number(words(value), value))
    }

    /// An unknown value.
    #[must_use]
    pub fn none() -> Self {
        Self { text: "–".to_owned(), value: Value::Missing }
    }

    /// The text on the page.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn saved(&self) -> sheet::Cell {
        match self.value {
            Value::Text => sheet::Cell::Text(self.text.clone()),
            Value::Number(value) => sheet::Cell::Number(value),
            Value::Missing => sheet::Cell::Missing,
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, value: Value::Text }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl PartialEq<&str> for Cell {
    fn eq(&self, text: &&str) -> bool {
        self.text == *text
    }
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Identifies the line within its table.
    pub key: usize,
    /// The run that it links to, a row of the run table.
    pub row: Option<usize>,
    /// Whether it is highlighted.
    pub marked: bool,
    /// A name for style sheets and tests; empty for none.
    pub state: &'static str,
    /// A cell for each head.
    pub cells: Vec<Cell>,
}

/// A table and the sentence above it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What the table says, a sentence or two; empty where the section says it elsewhere.
    pub sentence: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its lines, the most important first.
    pub lines: Vec<Line>,
}

impl Listing {
    /// A table without a sentence, of lines that link to no run.
    #[must_use]
    pub fn of_cells(heads: Vec<Head>, cells: Vec<Vec<Cell>>) -> Self {
        let line = |(key, cells)| Line { key, cells, ..Line::default() };
        Self { sentence: String::new(), heads, lines: cells.into_iter().enumerate().map(line).collect() }
    }

    /// The table as it is saved: every line, with the values in full precision.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let kind = |head: &Head| if head.numeric { Kind::Number } else { Kind::Text };
        let columns = self.heads.iter().map(|head| column(&head.saved, kind(head))).collect();
        Sheet::of_cells(columns, self.lines.iter().flat_map(|line| &line.cells).map(Cell::saved).collect())
    }
}

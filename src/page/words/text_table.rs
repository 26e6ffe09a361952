//! A sentence and a table of a few lines, as text: what `lines_table` puts on the page, and what is saved of it.

use crate::export::sheet;
use crate::export::sheet::{Kind, Sheet, column};

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What the column holds.
    pub title: String,
    /// Whether it holds numbers, which are set flush right.
    pub numeric: bool,
    /// What the column of raw values is called, with the unit where the title is without.
    pub saved: String,
}

impl Head {
    /// Of a column of text.
    #[must_use]
    pub fn text(title: &str) -> Self {
        Self { title: title.to_owned(), numeric: false, saved: title.to_owned() }
    }

    /// Of a column of numbers.
    #[must_use]
    pub fn number(title: &str) -> Self {
        Self { numeric: true, ..Self::text(title) }
    }

    /// The same, with the unit of its raw values, which the cells say themselves.
    #[must_use]
    pub fn in_unit(self, unit: &str) -> Self {
        Self { saved: format!("{}, {unit}", self.title), ..self }
    }

    /// The same, called otherwise where it is saved.
    #[must_use]
    pub fn saved_as(self, saved: &str) -> Self {
        Self { saved: saved.to_owned(), ..self }
    }
}

/// What a cell says beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Value {
    /// No more than that.
    #[default]
    Text,
    /// A number with every digit; never NaN, so that equal tables are equal.
    Number(f64),
    /// That there is nothing.
    Missing,
}

/// A cell: what people read, and the value behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// As people read it.
    pub text: String,
    /// As programs do.
    pub value: Value,
}

impl Cell {
    /// A number in words. NaN is missing.
    #[must_use]
    pub fn number(text: String, value: f64) -> Self {
        Self { text, value: if value.is_nan() { Value::Missing } else { Value::Number(value) } }
    }

    /// A number that may be unknown.
    #[must_use]
    pub fn known(value: Option<f64>, words: fn(f64) -> String) -> Self {
        value.map_or_else(Self::none, |value| Self::number(words(value), value))
    }

    /// Nothing is known.
    #[must_use]
    pub fn none() -> Self {
        Self { text: "–".to_owned(), value: Value::Missing }
    }

    /// As people read it.
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

/// Lines of cells under heads, to be saved.
#[must_use]
pub fn sheet(heads: &[Head], lines: &mut dyn Iterator<Item = &[Cell]>) -> Sheet {
    let kind = |head: &Head| if head.numeric { Kind::Number } else { Kind::Text };
    let columns = heads.iter().map(|head| column(&head.saved, kind(head))).collect();
    Sheet::of_cells(columns, lines.flatten().map(Cell::saved).collect())
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// What it is called to whoever made the table; no two lines share a name.
    pub key: usize,
    /// The run that it leads to, a row of the table of runs.
    pub row: Option<usize>,
    /// Whether it stands out.
    pub marked: bool,
    /// A cell for each head.
    pub cells: Vec<Cell>,
}

/// The sentence and its table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What the table comes to, a sentence or two.
    pub sentence: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its lines, the most important first.
    pub lines: Vec<Line>,
}

impl Listing {
    /// The table to be saved: every line.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        sheet(&self.heads, &mut self.lines.iter().map(|line| line.cells.as_slice()))
    }
}

//! A sentence and a table of a few lines, as text: what `lines_table` puts on the page.

/// A column's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// What the column holds.
    pub title: String,
    /// Whether it holds numbers, which are set flush right.
    pub numeric: bool,
}

impl Head {
    /// Of a column of text.
    #[must_use]
    pub fn text(title: &str) -> Self {
        Self { title: title.to_owned(), numeric: false }
    }

    /// Of a column of numbers.
    #[must_use]
    pub fn number(title: &str) -> Self {
        Self { title: title.to_owned(), numeric: true }
    }
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is called to whoever made the table; no two lines share a name.
    pub key: usize,
    /// The run that it leads to, a row of the table of runs.
    pub row: Option<usize>,
    /// Whether it stands out.
    pub marked: bool,
    /// A cell for each head.
    pub cells: Vec<String>,
}

/// The sentence and its table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What the table comes to, a sentence or two.
    pub sentence: String,
    /// Its columns.
    pub heads: Vec<Head>,
    /// Its lines, the most important first.
    pub lines: Vec<Line>,
}

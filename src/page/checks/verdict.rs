//! What a sanity check comes to: a status, a sentence, the runs that it is about.

use crate::data::runs::checks::Loads;
use crate::format::numbers::short;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{run_title, vus};

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// The table lacks what the check needs.
    Absent,
    /// Nothing to worry about.
    Pass,
    /// Look at it.
    Warn,
    /// Do not trust these runs before it is explained.
    Fail,
}

impl Status {
    /// As the page says it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Absent => "Not in this table",
            Self::Pass => "Pass",
            Self::Warn => "Warn",
            Self::Fail => "Fail",
        }
    }

    /// One word, for styles and tests.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// A run that a verdict is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// Its row in the table.
    pub row: usize,
    /// Which run: its configuration and VUs.
    pub label: String,
    /// What is the matter with it.
    pub note: String,
}

/// A check and its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// What it came to.
    pub status: Status,
    /// The numbers, a sentence or two.
    pub sentence: String,
    /// The runs to look at, worst first.
    pub affected: Vec<Affected>,
}

impl Verdict {
    /// A verdict without runs.
    #[must_use]
    pub fn of(status: Status, sentence: String) -> Self {
        Self { status, sentence, affected: Vec::new() }
    }

    /// What is said when something is not told: in plain words, as the columns of the notebooks are not those of the file.
    #[must_use]
    pub fn absent(columns: &str) -> Self {
        Self::of(Status::Absent, format!("This needs {columns}."))
    }
}

/// A check: what it needs to come to its verdict.
pub type Check = fn(&ActiveTable, &Loads, &[usize]) -> Verdict;

/// Of more runs than this none is named: the sentence counts them all, and nobody reads on.
pub(crate) const MOST_AFFECTED: usize = 200;

/// Names a run and says what is the matter with it.
pub(crate) fn affected(shown: &ActiveTable, row: usize, note: String) -> Affected {
    Affected { row, label: run_label(shown, row), note }
}

/// Which run: its configuration and VUs.
pub(crate) fn run_label(shown: &ActiveTable, row: usize) -> String {
    let runs = &shown.runs;
    format!("{} · batch size {} · {}", run_title(shown, row), short(runs.batch_size[row]), vus(runs.vus[row]))
}

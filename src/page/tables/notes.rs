//! What the page says of an opened table besides its columns: the tools that wrote it, and doubts about values.

use crate::data::runs::roles::Overrides;
use crate::data::runs::run_table::RunTable;
use crate::data::table::notes::{Notes, Source};
use crate::page::words::runs::count;

/// Notes on what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableNotes {
    /// Tools with their files and runs, such as `vLLM bench serve, 7 files`; empty where no tool was recognised.
    pub sources: String,
    /// Doubts about values.
    pub doubts: Vec<DoubtLine>,
    /// What else is said, files that were passed over first.
    pub said: Vec<String>,
}

/// A doubt, and what takes back what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoubtLine {
    /// In a sentence.
    pub said: String,
    /// The choice of columns that undoes it, as an address has it; empty where there is nothing to undo.
    pub undo: String,
}

impl TableNotes {
    /// The notes on one table, or on all that are shown side by side; without those that the reader's choice of columns
    /// has settled.
    #[must_use]
    pub fn of(runs: &RunTable, chosen: &Overrides) -> Self {
        if runs.notes.is_empty() && runs.parts.iter().all(|part| part.runs.notes.is_empty()) {
            return Self::default();
        }
        Self::gathered(runs, chosen)
    }

    /// Not inlined, as the first view does without it.
    #[inline(never)]
    fn gathered(runs: &RunTable, chosen: &Overrides) -> Self {
        let mut all = Notes::default();
        all.append(runs.notes.clone());
        runs.parts.iter().for_each(|part| all.append(part.runs.notes.clone()));
        // Of one tool the runs are those of the table, which stand beside.
        let alone = all.sources.len() == 1;
        let source = |Source { tool, files, runs }: &Source| {
            let files = count(*files, "file", "files");
            if alone { format!("{tool}, {files}") } else { format!("{tool}, {files}, {}", count(*runs, "run", "runs")) }
        };
        let sources: Vec<String> = all.sources.iter().map(source).collect();
        let settled = |undo: &str| !undo.is_empty() && Overrides::parse(undo).0.is_within(chosen);
        let (passed, doubts): (Vec<_>, Vec<_>) = all.doubts.into_iter().partition(|doubt| doubt.file().is_some());
        let doubts = doubts.into_iter().filter(|doubt| !settled(&doubt.undo));
        Self {
            sources: sources.join(" · "),
            doubts: doubts.map(|doubt| DoubtLine { said: doubt.said, undo: doubt.undo }).collect(),
            said: passed.into_iter().map(|doubt| doubt.said).chain(all.said).collect(),
        }
    }

    /// Whether there is nothing to say below the line that names the source.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.doubts.is_empty() && self.said.is_empty()
    }
}

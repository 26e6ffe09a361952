//! Runs as a table: a column for each measure that any run has, under the notebooks' names, then the labels.

use crate::data::runs::roles::Role;
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::data::table::notes::{Notes, Source};
use crate::data::table::values;
use crate::text::unique_name::{Suffix, unique};

use super::map::Measure;
use super::run::Run;

/// Runs of one file.
pub struct FileRuns {
    /// The file's name.
    pub file: String,
    /// The tool that wrote it.
    pub tool: &'static str,
    /// Its runs.
    pub runs: Vec<Run>,
}

/// The table of the runs of all files, in their order.
#[must_use]
pub fn table(files: &[FileRuns]) -> Table {
    let runs: Vec<&Run> = files.iter().flat_map(|file| &file.runs).collect();
    let mut columns: Vec<Column> = Role::ALL.into_iter().filter_map(|role| measured(role, &runs)).collect();
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in runs.iter().flat_map(|run| &run.labels) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    for label in names {
        let texts: Vec<Option<&str>> = runs.iter().map(|run| run.labelled(label)).collect();
        let name = unique(label, Suffix::Dot, |name| columns.iter().any(|column| column.name == name));
        columns.push(Column { name, values: values::of_texts(&texts) });
    }
    Table { rows: runs.len(), columns, skipped: Vec::new(), notes: notes(files, &runs) }
}

fn measured(role: Role, runs: &[&Run]) -> Option<Column> {
    let name = role.house_name().to_owned();
    if role.is_number() {
        let numbers: Vec<Option<f64>> = runs.iter().map(|run| run.get(Measure::Of(role))).collect();
        return numbers.iter().any(Option::is_some).then(|| Column { name, values: values::of_numbers(&numbers) });
    }
    // Hardware whose GPUs are counted is called as a GPU is, so that the price of one is multiplied by their number.
    let counted = role == Role::HwType && runs.iter().any(|run| run.of(Role::GpuCount).is_some());
    let name = if counted { "gpu_type".to_owned() } else { name };
    let texts: Vec<Option<&str>> = runs.iter().map(|run| run.text(role)).collect();
    texts.iter().any(Option::is_some).then(|| Column { name, values: values::of_labels(&texts) })
}

fn notes(files: &[FileRuns], runs: &[&Run]) -> Notes {
    let mut notes = Notes::default();
    for file in files {
        let source = Source { tool: file.tool.to_owned(), files: 1, runs: file.runs.len() };
        notes.append(Notes { sources: vec![source], ..Notes::default() });
        if files.len() > 1 {
            notes.files.push((file.file.clone(), file.runs.len()));
        }
    }
    for (role, said) in runs.iter().flat_map(|run| &run.doubts) {
        notes.doubt(role.house_name(), said.clone());
    }
    notes
}

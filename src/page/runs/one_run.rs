//! One run: its measures and settings in full, the checks that name it, what is known of its configuration, how to run it.

use std::sync::Arc;

use crate::data::runs::measures::Measure;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::three_digits;

use crate::page::checks::touching::all_touching;
use crate::page::choice::filters::Choice;
use crate::page::evidence::series::Grading;
use crate::page::evidence::words::{against, speaks_for};
use crate::page::limits::broken::broken_words;
use crate::page::rankings::alternatives::Alternatives;
use crate::page::rankings::next_runs::NextView;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::mean;
use crate::page::words::measures::{measure_value, saved};
use crate::page::words::runs::run_name;
use crate::page::words::short_runs::{ShortName, ShortRuns, hue};
use crate::text::foreign;

/// Of more runs than these the checks take too long; their own section has them.
const MOST_CHECKED: usize = 50_000;

/// A run of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneRun {
    /// Its row.
    pub row: usize,
    /// The colour of its hardware.
    pub hue: usize,
    /// In few words.
    pub name: ShortName,
    /// In full.
    pub whole_name: String,
    /// The limits that it breaks, as it was measured.
    pub breaks: Vec<String>,
    /// What it takes to answer the question with it, with units, and with every digit; whatever limits and filters say.
    pub as_answer: Vec<(String, String, String)>,
    /// Its measures with their units, as they are told everywhere; and with every digit.
    pub measures: Vec<(String, String, String)>,
    /// The table's own columns but for those of measures, as they are written there.
    pub columns: Vec<(String, String)>,
    /// The checks that fail or warn and name it, sentences.
    pub checks: Vec<String>,
    /// What its configuration's throughput does at the most load, a word or two.
    pub evidence: &'static str,
    /// Why, and what speaks against resting on it, sentences.
    pub evidence_words: Vec<String>,
    /// A command that makes it again; empty where its load is not known.
    pub how_to_run: String,
}

impl OneRun {
    /// A row of a table; `filtered` pass the filters, `within` the limits too. `None` for a row that it does not have.
    #[must_use]
    pub fn new(
        shown: &Arc<ActiveTable>,
        basis: &Basis,
        (filtered, within): (&[usize], &[usize]),
        choice: &Choice,
        row: usize,
    ) -> Option<Self> {
        if row >= shown.runs.rows {
            return None;
        }
        let names = ShortRuns::of(shown);
        let grading = Grading::new(shown, basis, filtered, within);
        let known = grading.known(grading.rows_beside(row), Some(row));
        let checked = shown.runs.rows <= MOST_CHECKED;
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let pinned = Choice { pins: vec![row], ..choice.clone() };
        Some(Self {
            row,
            breaks: broken_words(shown, basis, &choice.limits, row),
            as_answer: Alternatives::new(shown, basis, filtered, &pinned, 0.0).in_full(row),
            hue: hue(shown, row),
            name: names.name(shown, row, true),
            whole_name: run_name(shown, row),
            measures: measures(shown, row),
            columns: columns(shown, row),
            checks: if checked { all_touching(shown, &all, row) } else { Vec::new() },
            evidence: known.state().words(),
            evidence_words: speaks_for(&known).into_iter().chain(against(shown, &known, false)).collect(),
            how_to_run: NextView::again(shown, row).k6(),
        })
    }
}

/// Every measure that is known of the run.
fn measures(shown: &ActiveTable, row: usize) -> Vec<(String, String, String)> {
    let runs = &shown.runs;
    let told = |measure: Measure| {
        let value = runs.measure(&measure.key)?[row];
        let (unit, whole) = saved(shown, &measure, value);
        let whole = format!("{whole} {}", shown.in_currency(&unit)).trim_end().to_owned();
        // One run tells no more than three digits.
        let short = measure_value(shown, &measure, three_digits(value));
        let told = if measure.key == "avg" { mean::title(shown, row, "") } else { "" };
        let words = if told.is_empty() { measure.words } else { told.to_owned() };
        value.is_finite().then_some((words, short, whole))
    };
    runs.measures().into_iter().filter_map(told).collect()
}

/// What else the file says of it.
fn columns(shown: &ActiveTable, row: usize) -> Vec<(String, String)> {
    let runs = &shown.runs;
    let own = runs.columns[..runs.file_columns].iter().filter(|column| !column.is_null(row));
    own.map(|column| (foreign::shown(&column.name).into_owned(), foreign::shown(&column.text(row)).into_owned()))
        .collect()
}

//! Workloads in words: which is looked at, and how many runs are of others.

use crate::data::runs::run_table::RunTable;

use super::runs::count;

/// That runs of other workloads are not compared, a sentence.
#[inline(never)]
#[must_use]
pub fn other_workloads_words(runs: &RunTable, chosen: usize) -> String {
    let others = runs.workloads.other_runs(chosen);
    let workloads = count(runs.workloads.labels.len() - 1, "other workload", "other workloads");
    format!(
        "{} of {workloads} {} not compared with it.",
        count(others, "run", "runs"),
        if others == 1 { "is" } else { "are" }
    )
}

/// The workloads that may be chosen: label, and words with the number of runs.
#[must_use]
pub fn options(runs: &RunTable) -> Vec<(String, String)> {
    let workloads = &runs.workloads;
    let option = |(label, &n): (&String, &usize)| (label.clone(), format!("{label} ({})", count(n, "run", "runs")));
    workloads.labels.iter().zip(&workloads.runs).map(option).collect()
}

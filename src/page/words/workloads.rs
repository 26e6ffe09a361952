//! Workloads in words: which is looked at, and how many runs are of others.

use crate::data::runs::run_table::RunTable;

use super::runs::count;

/// That runs of other workloads are not compared, a sentence; of several tables also those that have no run to compare.
#[inline(never)]
#[must_use]
pub fn other_workloads_words(runs: &RunTable, chosen: usize) -> String {
    let others = runs.workloads.other_runs(chosen);
    let workloads = count(runs.workloads.labels.len() - 1, "other workload", "other workloads");
    let mut text = format!(
        "{} of {workloads} {} not compared with it.",
        count(others, "run", "runs"),
        if others == 1 { "is" } else { "are" }
    );
    let without = tables_without(runs, chosen);
    if !without.is_empty() {
        let all = runs.table.as_ref().map_or(0, |table| table.labels.len());
        let none = if without.len() + 1 == all { ", so that nothing is compared between tables" } else { "" };
        let has = if without.len() == 1 { "has" } else { "have" };
        text += &format!(" {} {has} no run of it{none}.", joined(&without));
    }
    text
}

/// The tables, of several, that have runs and none of a workload.
fn tables_without(runs: &RunTable, chosen: usize) -> Vec<&str> {
    let Some(table) = &runs.table else { return Vec::new() };
    let mut has = vec![false; table.labels.len()];
    let mut any = has.clone();
    for (row, &code) in table.codes.iter().enumerate() {
        any[code as usize] = true;
        has[code as usize] |= runs.workloads.of_row[row] as usize == chosen;
    }
    let names = table.labels.iter().zip(has.iter().zip(any));
    names.filter(|(_, (has, any))| *any && !**has).map(|(name, _)| name.as_str()).collect()
}

/// `a`, `a and b`, `a, b and c`.
fn joined(names: &[&str]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => [&all.join(", "), " and ", last].concat(),
        names => names.concat(),
    }
}

/// The workloads that may be chosen: label, and words with the number of runs.
#[must_use]
pub fn options(runs: &RunTable) -> Vec<(String, String)> {
    let workloads = &runs.workloads;
    let option = |(label, &n): (&String, &usize)| (label.clone(), format!("{label} ({})", count(n, "run", "runs")));
    workloads.labels.iter().zip(&workloads.runs).map(option).collect()
}

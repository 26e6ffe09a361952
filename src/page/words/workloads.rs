//! Workloads in words: which is looked at, and how many runs are of others.

use isocost_kernels::many;

use crate::data::runs::run_table::RunTable;
use crate::data::table::column::Category;

use super::runs::count;

/// A workload by its label: `workload 8,192 in / 1,024 out`.
#[must_use]
pub fn workload_name(label: &str) -> String {
    ["workload ", label.trim_end_matches(" tokens")].concat()
}

/// The workload that is looked at; `None` where there is but one.
#[inline(never)]
#[must_use]
pub fn chosen_name(runs: &RunTable, label: Option<&str>) -> Option<String> {
    let workloads = &runs.workloads;
    workloads.are_several().then(|| workload_name(&workloads.labels[workloads.chosen(label)]))
}

/// How many runs of the workload that is looked at have the `nth` label of a category.
#[must_use]
pub fn runs_in_play(runs: &RunTable, workload: Option<&str>, category: &Category, nth: usize) -> usize {
    let (of_row, chosen) = (&runs.workloads.of_row, runs.workloads.chosen(workload));
    many::count_both((&category.codes, nth as u32), (of_row, chosen as u32))
}

/// That runs of other workloads are not compared, a sentence; of several tables also those that have no run to compare.
#[inline(never)]
#[must_use]
pub fn other_workloads_words(runs: &RunTable, chosen: usize) -> String {
    let others = runs.workloads.other_runs(chosen);
    let workloads = count(runs.workloads.labels.len() - 1, "other workload", "other workloads");
    let mut text = format!(
        "{} of {workloads} {} not compared with those of {}.",
        count(others, "run", "runs"),
        if others == 1 { "is" } else { "are" },
        workload_name(&runs.workloads.labels[chosen]),
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

//! Warnings about runs of several files: what the files that are compared differ in, and files whose requests all failed.

use crate::data::runs::roles::Role;
use crate::data::runs::table_facts::Basis;
use crate::format::numbers::fixed;
use crate::page::tables::active_table::ActiveTable;
use crate::text::foreign;

/// More names are left out.
const MOST_NAMED: usize = 3;

/// What is told first of an answer among `passing`, the rows within filters and limits; nothing of one file.
pub(super) fn of_files(shown: &ActiveTable, basis: &Basis, passing: &[usize]) -> Vec<String> {
    let runs = &shown.runs;
    let one = runs.parts.is_empty() && runs.notes.files.len() < 2;
    if one { Vec::new() } else { told(shown, basis, passing) }
}

/// The same where nothing qualifies, of one file, too: that all requests failed.
pub(super) fn of_nothing(shown: &ActiveTable, basis: &Basis) -> Vec<String> {
    let failed = basis.error_share.as_ref().is_some_and(|share| share.iter().any(|&share| share >= 1.0));
    if failed { told(shown, basis, &[]) } else { Vec::new() }
}

/// Apart, as the first view has one file.
#[inline(never)]
fn told(shown: &ActiveTable, basis: &Basis, passing: &[usize]) -> Vec<String> {
    let files = files(shown);
    let mut told = Vec::new();
    // The first run that passes of each file that is not left out.
    let mut compared = Vec::new();
    let mut first = 0;
    for (name, rows) in &files {
        let end = first + rows;
        match all_failed(shown, basis, first..end) {
            Some(sent) => {
                let left_out = if files.len() > 1 { "; it is left out." } else { "." };
                told.push(["All ", &fixed(sent, 0), " requests of ", name, " failed", left_out].concat());
            }
            None => compared.extend(passing.iter().copied().find(|row| (first..end).contains(row))),
        }
        first = end;
    }
    if let Some(differ) = differ_words(shown, &compared, compared.len() == files.len()) {
        told.insert(0, differ);
    }
    told
}

/// Each file or table with the number of its rows, in their order.
fn files(shown: &ActiveTable) -> Vec<(String, usize)> {
    let runs = &shown.runs;
    let mut files: Vec<(String, usize)> = Vec::new();
    let mut add = |name: &str, rows: usize| {
        if rows > 0 {
            files.push((foreign::shown(name.rsplit('/').next().unwrap_or(name)).into_owned(), rows));
        }
    };
    runs.parts.iter().for_each(|part| add(&part.name, part.runs.rows));
    if runs.parts.is_empty() {
        runs.notes.files.iter().for_each(|(name, rows)| add(name, *rows));
    }
    // One file alone is not listed, and of lists that do not tell every row none is taken.
    if files.iter().map(|(_, rows)| rows).sum::<usize>() != runs.rows {
        files = vec![(shown.place.name(), runs.rows)];
    }
    files
}

/// What the files of these runs, one of each, differ in so that a rank may say nothing; `None` where it does not.
/// `all`: whether every file is among them; which tool wrote which file is known of all together alone.
fn differ_words(shown: &ActiveTable, compared: &[usize], all: bool) -> Option<String> {
    let runs = &shown.runs;
    let mut tools = Vec::new();
    if all {
        let notes = runs.parts.iter().map(|part| &part.runs.notes).chain([&runs.notes]);
        notes
            .flat_map(|notes| &notes.sources)
            .filter(|tool| tool.runs > 0)
            .for_each(|tool| add(&mut tools, &tool.tool));
    }
    let mut models = Vec::new();
    if let Some(at) = runs.position(Role::Model) {
        compared.iter().for_each(|&row| add(&mut models, &runs.columns[at].text(row)));
    }
    let what = match (named("tool", tools), named("model", models)) {
        (tools, models) if !tools.is_empty() || !models.is_empty() => {
            let and = if tools.is_empty() || models.is_empty() { "" } else { " and in " };
            ["The runs compared differ in ", &tools, and, &models].concat()
        }
        _ => {
            let table = &runs.table.as_ref()?.codes;
            let first = table[*compared.first()?];
            compared.iter().find(|&&row| table[row] != first)?;
            let other = if runs.parts.is_empty() { "file" } else { "table" };
            ["It is compared with runs of another ", other].concat()
        }
    };
    // Runs of workloads that are told and differ are not compared at all.
    let is_untold = runs.workloads.labels.iter().all(String::is_empty);
    let workload = if is_untold { ", and none tells its workload" } else { "" };
    Some([&what, workload, ": that says something only if the requests of all are the same work."].concat())
}

/// Adds a name once.
fn add(names: &mut Vec<String>, name: &str) {
    if !name.is_empty() && names.iter().all(|own| own != name) {
        names.push(name.to_owned());
    }
}

/// `tool (k6, wrk)`; nothing of one name.
fn named(what: &str, mut names: Vec<String>) -> String {
    let more = if names.len() > MOST_NAMED { ", …)" } else { ")" };
    names.truncate(MOST_NAMED);
    if names.len() > 1 { [what, " (", &names.join(", "), more].concat() } else { String::new() }
}

/// How many requests some rows sent where every one of them failed.
fn all_failed(shown: &ActiveTable, basis: &Basis, rows: std::ops::Range<usize>) -> Option<f64> {
    let sent = shown.runs.total_requests.as_ref()?;
    let failed = basis.error_share.as_ref()?;
    let mut sum = 0.0;
    for row in rows {
        if failed[row].is_nan() || failed[row] < 1.0 {
            return None;
        }
        sum += sent[row];
    }
    Some(sum)
}

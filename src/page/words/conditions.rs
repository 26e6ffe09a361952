//! What lists of runs hold to: the workload, the limits, the filters, and how many runs pass both.

use crate::format::numbers::fixed;
use crate::page::choice::filters::Choice;
use crate::page::compare::words::filter_words;
use crate::page::limits::words::conditions_words;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;
use crate::page::words::workloads::chosen_name;

/// In few words: `p95 up to 400 ms, 130 of 246 runs`; of several workloads the one that is looked at before it. `passing`: how many runs pass the filters, and how many of these are
/// within the limits.
#[must_use]
pub fn conditions(shown: &ActiveTable, choice: &Choice, (filtered, passing): (usize, usize)) -> String {
    // Of several workloads one is compared.
    let workload = chosen_name(&shown.runs, choice.filter.workload.as_deref());
    let mut parts: Vec<String> = workload.into_iter().collect();
    parts.extend(conditions_words(shown, &choice.limits));
    parts.extend(filter_words(choice));
    let all = shown.runs.rows;
    // Filters are told by name, so that the runs are counted among all.
    let among = if filtered == passing || filter_words(choice).is_some() { all } else { filtered };
    let of = if passing == all { String::new() } else { format!("{} of ", fixed(passing as f64, 0)) };
    parts.push(of + &count(among, "run", "runs"));
    parts.join(", ")
}

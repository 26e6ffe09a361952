//! The data bar: what is said of the shown table beside its name, in a few words each, with the way to more.

use crate::analysis::decide::answer::Demand;
use crate::data::runs::checks::{failed_requests, failures};
use crate::data::runs::filter::Filter;
use crate::data::runs::roles::Overrides;
use crate::data::runs::work::Work;
use crate::format::numbers::fixed;
use crate::page::answer::asked::Asked;
use crate::page::answer::words::asked_words;
use crate::page::limits::words::conditions_words;
use crate::page::money::prices::{assumed_words, short_summary};
use crate::page::runs::columns::attention;
use crate::page::words::cost::better_unit;
use crate::page::words::runs::count;
use crate::page::words::workloads::workload_name;

use super::active_table::ActiveTable;
use super::notes::TableNotes;

/// Where a segment leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To all that is known of the data.
    Data,
    /// To where prices are entered.
    EnterPrices,
    /// To the prices, with where each is from.
    Prices,
    /// To costs of another unit of work.
    Count(Work),
    /// To the question.
    Question,
}

/// A segment of the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is about, one word.
    pub key: &'static str,
    /// In a few words.
    pub words: String,
    /// In full.
    pub title: String,
    /// Whether it asks for a look.
    pub warns: bool,
    /// Where it leads.
    pub way: Way,
    /// The choice of columns that takes it back, as an address has it; empty where nothing can be taken back.
    pub undo: String,
}

/// The segments of a table: files that were passed over, the workload that is compared, doubts about values, failed requests, what else is noted, prices.
/// `workload` is the label of the chosen one. What does not concern the table has no segment.
#[must_use]
pub fn segments(shown: &ActiveTable, notes: &TableNotes, workload: Option<&str>) -> Vec<Segment> {
    let found = [
        passed_over(shown),
        compared(shown, workload),
        uncounted(shown, workload),
        doubts(notes),
        estimate(shown),
        failed(shown, workload),
        noted(shown, notes),
        prices(shown),
    ];
    found.into_iter().flatten().collect()
}

/// That demand and limits are those of the table before; nothing where none are set.
#[inline(never)]
#[must_use]
pub fn kept(shown: &ActiveTable, asked: &Asked) -> Option<Segment> {
    let limits = conditions_words(shown, &asked.limits);
    let (demands, pays) = (asked.demand != Demand::None, asked.terms.at_most().is_some());
    let what = match (demands, pays || !limits.is_empty()) {
        (true, true) => "demand and limits",
        (true, false) => "demand",
        (false, true) => "limits",
        (false, false) => return None,
    };
    let asks = (demands || pays).then(|| asked_words(shown, asked));
    let all: Vec<String> = asks.into_iter().chain(limits).collect();
    let title = format!("Set before this table was opened, and kept: {}.", all.join(", "));
    Some(Segment { way: Way::Question, ..segment("kept", [what, " kept"].concat(), title) })
}

fn segment(key: &'static str, words: String, title: String) -> Segment {
    Segment { key, words, title, warns: false, way: Way::Data, undo: String::new() }
}

/// The files that were passed over, the first with its reason.
fn passed_over(shown: &ActiveTable) -> Option<Segment> {
    // The first view has no doubts, and does without that code.
    let can_be = !(shown.runs.notes.doubts.is_empty() && shown.runs.parts.is_empty());
    if can_be { passed_segment(shown) } else { None }
}

#[inline(never)]
fn passed_segment(shown: &ActiveTable) -> Option<Segment> {
    let all = passed(shown);
    let words = match all[..] {
        [] => return None,
        [one] => one.to_owned(),
        _ => format!("{} files without runs passed over", all.len()),
    };
    Some(Segment { warns: true, ..segment("passed", words, all.join(" ")) })
}

fn passed(shown: &ActiveTable) -> Vec<&str> {
    let of_parts = shown.runs.parts.iter().flat_map(|part| part.runs.notes.passed_over());
    shown.runs.notes.passed_over().chain(of_parts).map(|doubt| doubt.said.as_str()).collect()
}

/// Of several workloads the one that is compared, with its runs.
fn compared(shown: &ActiveTable, workload: Option<&str>) -> Option<Segment> {
    let workloads = &shown.runs.workloads;
    let chosen = workloads.chosen(workload);
    let label = workloads.labels.get(chosen).filter(|label| !label.is_empty())?;
    let name = workload_name(label);
    let runs = || [&name, ", ", &*count(workloads.runs[chosen], "run", "runs")].concat();
    let words = if workloads.are_several() { runs() } else { name.clone() };
    let title =
        "Runs of one workload are compared: what is asked of the server. Another one is chosen under “Filters”.";
    Some(segment("workload", words, if workloads.are_several() { title.to_owned() } else { String::new() }))
}

/// Runs without the unit of work that costs are quoted for, where another one is known of more: files of load testers beside
/// those of language models.
fn uncounted(shown: &ActiveTable, workload: Option<&str>) -> Option<Segment> {
    let filter = Filter { workload: workload.map(str::to_owned), ..Filter::default() };
    let rows = filter.rows(&shown.runs, &shown.batch_sizes);
    let (other, lack) = better_unit(&shown.runs, &rows)?;
    let ((_, units), (one, others)) = (shown.runs.work.unit_words(), other.unit_words());
    let words = format!("{lack} of {} without {units}", count(rows.len(), "run", "runs"));
    let title = format!(
        "Costs are quoted for {units}, which these runs do not tell: they have no cost and no place in the answer. Counted \
         by {others}, all that tell these are compared, per {one}."
    );
    Some(Segment { warns: true, way: Way::Count(other), ..segment("unit", words, title) })
}

/// What is doubted of values: of one in words, of several how many.
fn doubts(notes: &TableNotes) -> Option<Segment> {
    let first = notes.doubts.first()?;
    let words = match notes.doubts.len() {
        1 => first_clause(&first.said).to_owned(),
        several => count(several, "doubt about values", "doubts about values"),
    };
    let mut undo = Overrides::default();
    for doubt in notes.doubts.iter().filter(|doubt| !doubt.undo.is_empty()) {
        undo.merge(Overrides::parse(&doubt.undo).0);
    }
    let all: Vec<&str> = notes.doubts.iter().map(|doubt| doubt.said.as_str()).collect();
    Some(Segment { warns: true, undo: undo.to_string(), ..segment("doubts", words, all.join(" ")) })
}

/// A rate that no column has, on which every cost rests.
fn estimate(shown: &ActiveTable) -> Option<Segment> {
    let title = Some(attention(&shown.runs)).filter(|title| !title.is_empty())?;
    Some(Segment { warns: true, ..segment("estimate", "throughput estimated".to_owned(), title) })
}

/// Requests that failed, where some did.
fn failed(shown: &ActiveTable, workload: Option<&str>) -> Option<Segment> {
    let failed = failed_requests(&shown.runs).filter(|failed| *failed > 0.0)?;
    let of = if shown.runs.workloads.are_several() { failed_here(shown, workload, failed) } else { String::new() };
    Some(segment("failed", of + &count(failed as usize, "failed request", "failed requests"), String::new()))
}

/// How many of all that failed did in the workload that is compared, as the checks count: `0 of `; empty where all did.
#[inline(never)]
fn failed_here(shown: &ActiveTable, workload: Option<&str>, all: f64) -> String {
    let filter = Filter { workload: workload.map(str::to_owned), ..Filter::default() };
    let rows = filter.rows(&shown.runs, &shown.batch_sizes);
    let here = failures(&shown.runs, &rows).map_or(0.0, |failures| failures.failed);
    if here == all { String::new() } else { ["this workload has ", &fixed(here, 0), " of "].concat() }
}

/// What has no segment of its own.
fn noted(shown: &ActiveTable, notes: &TableNotes) -> Option<Segment> {
    if notes.said.is_empty() { None } else { noted_segment(shown, notes) }
}

#[inline(never)]
fn noted_segment(shown: &ActiveTable, notes: &TableNotes) -> Option<Segment> {
    let passed = passed(shown);
    let said: Vec<&str> = notes.said.iter().map(String::as_str).filter(|said| !passed.contains(said)).collect();
    let words = match said[..] {
        [] => return None,
        [one] => first_clause(one).to_owned(),
        _ => count(said.len(), "note", "notes"),
    };
    Some(segment("notes", words, said.join(" ")))
}

/// Prices that are missing, or else that nobody told and the table's maker assumed.
fn prices(shown: &ActiveTable) -> Option<Segment> {
    let (words, way) = match shown.runs.unpriced().count() {
        0 => (assumed_words(shown)?, Way::Prices),
        all if all == shown.runs.prices.len() => ("no prices".to_owned(), Way::EnterPrices),
        _ => (short_summary(shown), Way::EnterPrices),
    };
    Some(Segment { warns: true, way, ..segment("prices", words, String::new()) })
}

/// A sentence up to where it says why: the rest is in the title.
fn first_clause(said: &str) -> &str {
    let end = [", since ", ". ", " ("].iter().filter_map(|mark| said.find(mark)).min();
    said[..end.unwrap_or(said.len())].trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::first_clause;

    #[test]
    fn a_sentence_ends_before_its_reason() {
        let said = "“lat” names no unit: seconds are taken, since VUs agree (Little's law). Another one can be chosen.";
        assert_eq!(first_clause(said), "“lat” names no unit: seconds are taken");
        assert_eq!(first_clause("1 file passed over: “a.csv”."), "1 file passed over: “a.csv”");
        assert_eq!(first_clause(""), "");
    }
}

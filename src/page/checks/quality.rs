//! Sanity checks of what came back: answered, valid, of the right size, accurate.

use crate::analysis::stats::order;
use std::sync::Arc;

use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::histogram::{Histogram, widened};
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::scenes::histogram::{Scene, Series};
use crate::data::runs::checks;
use crate::data::runs::name;
use crate::format::numbers::{fixed, percent_short, short};

use super::accuracy::{AccuracyView, percent};
use super::verdict::{MOST_AFFECTED, Status, Verdict, affected};
use crate::analysis::stats::outliers::FAR;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::count;

/// Up to this share of requests may fail before a table is not to be trusted.
const TOLERATED_FAILURES: f64 = 0.01;
/// As the notebook bins invalid responses.
const INVALID_BINS: usize = 10;

/// Requests that were not answered well.
#[must_use]
pub fn failed(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(mut found) = checks::failures(&shown.runs, rows) else {
        return Verdict::absent("the numbers of requests sent and answered well");
    };
    if found.unknown == rows.len() {
        return Verdict::of(Status::Warn, "No run has both counts, of requests sent and answered.".to_owned());
    }
    order::sort_by(&mut found.rows, |a, b| b.1.abs().total_cmp(&a.1.abs()));
    let share = found.failed / found.sent;
    let mut sentence = if found.rows.is_empty() {
        format!("0 failed: all {} requests were answered well.", fixed(found.sent, 0))
    } else {
        format!(
            "{} of {} requests failed ({}), in {} of {}.",
            fixed(found.failed, 0),
            fixed(found.sent, 0),
            percent_short(share * 100.0),
            fixed(found.rows.len() as f64, 0),
            count(rows.len(), "run", "runs")
        )
    };
    let impossible = found.rows.iter().filter(|&&(_, failed)| failed < 0.0).count();
    if impossible > 0 {
        sentence += &format!(" More answered than sent in {}.", count(impossible, "run", "runs"));
    }
    if found.unknown > 0 {
        sentence += &format!(" {} one of the two counts.", count(found.unknown, "run misses", "runs miss"));
    }
    let untrusted = impossible > 0 || (!found.rows.is_empty() && share.is_nan()) || share > TOLERATED_FAILURES;
    let status = if untrusted {
        Status::Fail
    } else if !found.rows.is_empty() || found.unknown > 0 {
        Status::Warn
    } else {
        Status::Pass
    };
    let note = |&(row, failed): &(usize, f64)| affected(shown, row, format!("{} failed", fixed(failed, 0)));
    Verdict { status, sentence, affected: found.rows.iter().take(MOST_AFFECTED).map(note).collect() }
}

/// Responses that were no valid embedding.
#[must_use]
pub fn invalid(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(values) = checks::numbers(&shown.runs, name::INVALID_EMBEDDINGS) else {
        return Verdict::absent("the number of invalid responses");
    };
    let Some(Extent { min, max }) = Extent::of(rows.iter().map(|&row| values[row])) else {
        return Verdict::of(Status::Warn, "No run says how many responses were invalid.".to_owned());
    };
    let missing = rows.iter().filter(|&&row| !values[row].is_finite()).count();
    let mut bad: Vec<usize> =
        rows.iter().copied().filter(|&row| values[row].is_finite() && values[row] != 0.0).collect();
    order::sort_by(&mut bad, |&a, &b| values[b].total_cmp(&values[a]));
    let mut sentence = format!(
        "Invalid responses per run: minimum {}, maximum {}; {} of {} any.",
        short(min),
        short(max),
        fixed(bad.len() as f64, 0),
        count(rows.len(), "run has", "runs have"),
    );
    if missing > 0 {
        sentence += &format!(" {} not say.", count(missing, "run does", "runs do"));
    }
    let status = match (bad.is_empty(), missing) {
        (true, 0) => Status::Pass,
        (true, _) => Status::Warn,
        (false, _) => Status::Fail,
    };
    let note = |&row: &usize| affected(shown, row, format!("{} invalid", short(values[row])));
    Verdict { status, sentence, affected: bad.iter().take(MOST_AFFECTED).map(note).collect() }
}

/// What stands in the place of a histogram of which all runs of the table have one value.
#[must_use]
pub fn invalid_constant(shown: &ActiveTable) -> Option<String> {
    let values = checks::numbers(&shown.runs, name::INVALID_EMBEDDINGS)?;
    let same = Extent::of(values.iter().copied()).filter(|extent| extent.min == extent.max)?;
    Some(format!("Invalid responses: {} in every run that says how many.", short(same.min)))
}

/// The histogram of invalid responses per run, in ten bins; `None` without the column or a value, and where all runs of the
/// table have one, which only the notebook draws.
#[must_use]
pub fn invalid_scene(shown: &ActiveTable, rows: &[usize], notebook: bool) -> Option<Arc<Scene>> {
    if !notebook && invalid_constant(shown).is_some() {
        return None;
    }
    let values = checks::numbers(&shown.runs, name::INVALID_EMBEDDINGS)?;
    let chosen: Vec<f64> = rows.iter().map(|&row| values[row]).collect();
    let histogram = Histogram::new(&chosen, INVALID_BINS)?;
    let highest = histogram.counts.iter().copied().max().unwrap_or(1);
    Some(Arc::new(Scene {
        x: Axis::around(Extent::of(chosen).map(widened), Scale::Linear),
        y: Axis::exact(Some(Extent { min: 0.0, max: highest as f64 * 1.05 }), Scale::Linear),
        titles: Titles { x: "Invalid responses in a run".to_owned(), y: "Runs".to_owned(), ..Titles::default() },
        series: vec![Series { nth: 0, histogram }],
    }))
}

/// Embeddings of another length than the others.
#[must_use]
pub fn size(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let Some(values) = checks::numbers(&shown.runs, name::AVG_EMBEDDING_SIZE) else {
        return Verdict::absent("the size of the embeddings");
    };
    let Some((common, range)) = checks::commonest(&values, rows).zip(Extent::of(rows.iter().map(|&row| values[row])))
    else {
        return Verdict::of(Status::Warn, "No run says how long its embeddings are.".to_owned());
    };
    let missing = rows.iter().filter(|&&row| values[row].is_nan()).count();
    let other: Vec<usize> =
        rows.iter().copied().filter(|&row| !values[row].is_nan() && values[row] != common).collect();
    let mut sentence = if other.is_empty() {
        format!("The mean embedding size is {} in {}.", number(common), all(rows.len() - missing))
    } else {
        format!(
            "The mean embedding size is not the same in every run: {} to {}, most often {}; {} of {} another one.",
            number(range.min),
            number(range.max),
            number(common),
            fixed(other.len() as f64, 0),
            count(rows.len(), "run has", "runs have")
        )
    };
    if missing > 0 {
        sentence += &format!(" {} not say.", count(missing, "run does", "runs do"));
    }
    let status = match (other.is_empty(), missing) {
        (true, 0) => Status::Pass,
        (true, _) => Status::Warn,
        (false, _) => Status::Fail,
    };
    let note = |&row: &usize| affected(shown, row, format!("size {}", number(values[row])));
    Verdict { status, sentence, affected: other.iter().take(MOST_AFFECTED).map(note).collect() }
}

/// Every digit: two sizes that differ must not look alike.
fn number(value: f64) -> String {
    value.to_string()
}

fn all(runs: usize) -> String {
    if runs == 1 { "the one run".to_owned() } else { format!("all {}", count(runs, "run", "runs")) }
}

/// Accuracies far from the rest, or that no percentage can be.
#[must_use]
pub fn accuracy(shown: &ActiveTable, rows: &[usize]) -> Verdict {
    let (Some(view), Some(values)) =
        (AccuracyView::new(shown, rows), checks::numbers(&shown.runs, name::ACCURACY_PERCENTAGE))
    else {
        return Verdict::absent("the accuracy of the answers");
    };
    let is_impossible = |row: usize| !values[row].is_nan() && !(0.0..=100.0).contains(&values[row]);
    let is_far = |row: usize| view.robust.is_some_and(|robust| robust.is_far(values[row]));
    let impossible = rows.iter().filter(|&&row| is_impossible(row)).count();
    let far = rows.iter().filter(|&&row| is_far(row)).count();
    let mut sentence = view.summary();
    if far > 0 {
        let are = count(far, "run is an outlier", "runs are outliers");
        sentence += &format!(" {are}, by a modified z-score beyond ±{FAR}.");
    }
    if let Some(&(row, z)) = view.outliers.first() {
        sentence += &format!(" Furthest: {} ({}).", percent(values[row]), scores(&view, values[row], z));
    }
    if impossible > 0 {
        sentence += &format!(" {} not from 0 to 100%.", count(impossible, "accuracy is", "accuracies are"));
    }
    if view.unknown > 0 {
        sentence += &format!(" {} no accuracy.", count(view.unknown, "run has", "runs have"));
    }
    let status = if impossible > 0 {
        Status::Fail
    } else if far > 0 || view.unknown > 0 {
        Status::Warn
    } else {
        Status::Pass
    };
    // What is listed is what is counted: the furthest from the mean, which the chart marks, need not be far.
    let mut listed: Vec<usize> = rows.iter().copied().filter(|&row| is_far(row) || is_impossible(row)).collect();
    let off = |row: usize| view.robust.map_or(0.0, |robust| robust.z(values[row]).abs());
    order::sort_by(&mut listed, |&a, &b| off(b).total_cmp(&off(a)));
    let note = |&row: &usize| {
        let z = view.spread.map_or(f64::NAN, |spread| spread.z(values[row]));
        let off = if is_impossible(row) { ", not from 0 to 100%" } else { "" };
        affected(shown, row, format!("{}{off}, {}", percent(values[row]), scores(&view, values[row], z)))
    };
    Verdict { status, sentence, affected: listed.iter().take(MOST_AFFECTED).map(note).collect() }
}

/// Both scores: the notebook's, and the one that outliers do not mask.
fn scores(view: &AccuracyView, value: f64, z: f64) -> String {
    let modified = view.robust.map_or(f64::NAN, |robust| robust.z(value));
    format!("z = {}, modified {}", fixed(z, 2), fixed(modified, 2))
}

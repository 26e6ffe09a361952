//! "Did we try enough VUs?": its sentences and its table.

use crate::analysis::saturation::monotonic::{Curve, Verdict};
use crate::format::numbers::{fixed, percent_short, short, signed_percent};
use crate::page::words::text_table::{Cell, Head, Line, Listing};

use super::view::{GroupState, MOST_CHARTS, Question, VusAxes, VusView};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::{Field, count, vus};

/// What the notebook says when no group rises.
pub const NONE_FOUND: &str = "No monotonically increasing series found.";

/// A verdict in the table.
#[must_use]
pub fn verdict(verdict: Verdict, notebook: bool) -> &'static str {
    match verdict {
        Verdict::Rising if notebook => "never falls",
        Verdict::Saturated if notebook => "falls somewhere",
        Verdict::Rising => "still rising",
        Verdict::Saturated => "saturated",
        Verdict::Falling => "falling",
        Verdict::NotEnoughPoints => "not enough points",
    }
}

/// The table: the groups that the section lists, each with the name of its verdict as its state.
#[must_use]
pub fn listing(fixed: &VusAxes, view: &VusView) -> Listing {
    let gains = ["Last gain", "Over the best before"].map(|title| Head::number(title).in_unit("%"));
    let mut heads = vec![Head::text("Group"), Head::number("Batch size"), Head::text("Throughput")];
    heads.extend(gains);
    heads.extend([Head::number("Most VUs"), Head::number("Runs")]);
    let line = |state: &GroupState| {
        let label = &fixed.groups.labels[state.group];
        let share = |share: Option<f64>| {
            share.map_or_else(Cell::none, |share| Cell::number(signed_percent(share), share * 100.0))
        };
        let runs = state.curve.repeats.iter().sum::<usize>();
        let cells = vec![
            label.set.as_str().into(),
            // A batch size is a category here, and may be a word.
            match label.batch_size.parse() {
                Ok(value) => Cell::number(label.batch_size.clone(), value),
                Err(_) => label.batch_size.as_str().into(),
            },
            verdict(state.verdict, view.notebook).into(),
            share(state.curve.last_gain()),
            share(state.curve.gain_over_best()),
            Cell::known(state.most_vus(), short),
            Cell::number(runs.to_string(), runs as f64),
        ];
        Line { key: state.group, state: state_name(state.verdict), cells, ..Line::default() }
    };
    Listing { heads, lines: view.listed().map(line).collect(), ..Listing::default() }
}

fn state_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Rising => "Rising",
        Verdict::Saturated => "Saturated",
        Verdict::Falling => "Falling",
        Verdict::NotEnoughPoints => "NotEnoughPoints",
    }
}

fn groups(view: &VusView, n: usize) -> String {
    if view.notebook { count(n, "group", "groups") } else { count(n, "configuration", "configurations") }
}

/// The answer, a sentence.
#[must_use]
pub fn answer(view: &VusView) -> String {
    let (rising, all) = (view.rising().count(), view.states.len());
    match rising {
        0 if all == 0 => "No run passes the filters and this limit.".to_owned(),
        0 => NONE_FOUND.to_owned(),
        _ => {
            let of = format!("{} of {}", fixed(rising as f64, 0), groups(view, all));
            match (view.notebook, rising == 1) {
                (true, true) => format!("{of} never loses throughput as VUs rise: it should be tried with more."),
                (true, false) => format!("{of} never lose throughput as VUs rise: they should be tried with more."),
                (false, true) => format!("{of} still gains throughput at its most VUs: it should be tried with more."),
                (false, false) => {
                    format!("{of} still gain throughput at their most VUs: they should be tried with more.")
                }
            }
        }
    }
}

/// What the answer means, in a sentence or two.
#[must_use]
pub fn meaning(view: &VusView) -> String {
    let mut sentences = Vec::new();
    let unknown = view.with(Verdict::NotEnoughPoints).count();
    let (rising, all) = (view.rising().count(), view.states.len());
    let threshold = percent_short(view.question.least_gain * 100.0);
    if all == 0 {
        sentences.push("Allow more VUs here or in the filters.".to_owned());
    } else if rising == 0 && unknown < all {
        sentences.push(if view.notebook {
            "In every group throughput falls somewhere as VUs rise, so enough VUs were tried.".to_owned()
        } else {
            format!(
                "Where two or more VUs were tried, the last step gained less than {threshold}: enough VUs were tried."
            )
        });
    }
    if unknown > 0 {
        let has = if unknown == 1 { "has" } else { "have" };
        sentences.push(format!("{} {has} too few points to tell.", groups(view, unknown)));
    }
    let dips = view.rising().filter(|state| is_dip(state, view)).count();
    if dips > 0 {
        sentences.push(format!(
            "Of the rising, {} less than {threshold} above the best before: the step up only ends a dip.",
            if dips == 1 { "1 is".to_owned() } else { format!("{dips} are") }
        ));
    }
    if view.left_out > 0 && !view.notebook {
        let is = if view.left_out == 1 { "is" } else { "are" };
        let runs = count(view.left_out, "run", "runs");
        sentences.push(format!("{runs} {is} left out: no usable VUs or throughput."));
    }
    if rising > MOST_CHARTS {
        sentences.push(format!("Only the first {MOST_CHARTS} are drawn."));
    }
    sentences.join(" ")
}

/// A rising group that has not beaten what it had before by the threshold.
fn is_dip(state: &GroupState, view: &VusView) -> bool {
    !view.notebook && state.curve.gain_over_best().is_some_and(|over| over < view.question.least_gain)
}

/// Under a chart: where it ends.
#[must_use]
pub fn chart_summary(state: &GroupState) -> String {
    let Some(most) = state.most_vus() else { return String::new() };
    let points = count(state.rows.len(), "point", "points");
    match state.curve.last_gain() {
        Some(last) => format!("{points}; {} in the last step, to {}.", signed_percent(last), vus(most)),
        None => format!("{points}, at {}.", vus(most)),
    }
}

/// What the hover says of a row of a group.
#[must_use]
pub fn point_fields(shown: &ActiveTable, view: &VusView, state: &GroupState, row: usize) -> Vec<Field> {
    if !view.notebook {
        return curve_fields(&state.curve, row);
    }
    let runs = &shown.runs;
    let here = state.rows.iter().position(|&other| other == row);
    let before = here.and_then(|at| at.checked_sub(1)).map(|at| runs.throughput_req_per_sec[state.rows[at]]);
    let throughput = runs.throughput_req_per_sec[row];
    step_fields(runs.vus[row], throughput, before.map(|before| throughput / before - 1.0))
}

/// What the hover says of a point of a curve, by the row that stands for it; nothing for a row that stands for none.
#[must_use]
pub fn curve_fields(curve: &Curve, row: usize) -> Vec<Field> {
    let Some(at) = curve.row.iter().position(|&other| other == row) else { return Vec::new() };
    let mut fields = step_fields(curve.vus[at], curve.throughput_req_per_sec[at], curve.gain(at));
    if curve.repeats[at] > 1 {
        fields.push(("Mean of", count(curve.repeats[at], "run", "runs")));
    }
    fields
}

fn step_fields(at: f64, throughput: f64, step: Option<f64>) -> Vec<Field> {
    vec![
        ("VUs", short(at)),
        ("Throughput", format!("{} req/s", short(throughput))),
        ("Gain", step.map_or_else(|| "first point".to_owned(), signed_percent)),
    ]
}

/// How the section is to be read.
#[must_use]
pub fn how_to_read(notebook: bool, least_gain: f64) -> String {
    let why = "Each virtual user (VU) sends its next request when the last one is answered. With more of them a server \
               answers more per second, until it is busy all the time; then only latency grows. As long as throughput \
               still rises at the most VUs that were tried, nobody knows what it could have been.";
    let rule = if notebook {
        "As in the notebook, runs are grouped by hardware and batch size, whatever the image, and a group is listed \
         when throughput never falls from one VU count to the next; so is a group of a single run."
            .to_owned()
    } else {
        format!(
            "Runs are grouped by full configuration. A group is still rising when its last step up in VUs gained at \
             least {threshold}%, falling when it lost as much, saturated in between. “Over the best before” compares \
             with the best of all earlier steps: where that is small, the last step only ends a dip.",
            threshold = short(least_gain * 100.0)
        )
    };
    format!("{why} {rule}")
}

/// What would have been found with fewer VUs, computed from the runs shown; empty where there is no fewer.
#[must_use]
pub fn try_it(shown: &ActiveTable, rows: &[usize], fixed: &VusAxes, least_gain: f64) -> String {
    let tried = |question: Question| VusView::new(shown, rows, fixed, question);
    let most = rows.iter().map(|&row| shown.runs.vus[row]).filter(|vus| vus.is_finite()).max_by(f64::total_cmp);
    let fewer = most.and_then(|most| shown.vus.iter().copied().rfind(|&vus| vus <= most / 2.0));
    let (Some(most), Some(fewer)) = (most, fewer) else { return String::new() };
    let at = |limit: f64| {
        let view = tried(Question { limit: Some(limit), least_gain });
        (view.rising().count(), view.states.len())
    };
    let ((with, all), (without, of)) = (at(most), at(fewer));
    format!(
        "Try it: with nothing tried beyond {}, {without} of {of} would still rise; with all up to {}, {with} of {all} do.",
        vus(fewer),
        vus(most)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_vu_and_many() {
        assert_eq!((vus(1.0), vus(1024.0)), ("1 VU".to_owned(), "1,024 VUs".to_owned()));
    }
}

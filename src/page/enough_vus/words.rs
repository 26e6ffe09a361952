//! "Did we try enough VUs?": its sentences and its table.

use crate::analysis::saturation::monotonic::Curve;
use crate::analysis::saturation::trend::Grade;
use crate::data::runs::load::LoadAxis;
use crate::format::numbers::{fixed, short, signed_percent};
use crate::page::evidence::state::Bound;
use crate::page::evidence::told::told;
use crate::page::words::text_table::{Cell, Head, Line, Listing};

use super::view::{GroupState, MOST_CHARTS, Question, VusAxes, VusView};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::loads::{load_words, more_words};
use crate::page::words::runs::{Field, count, vus};

/// What the notebook says when no group rises.
pub const NONE_FOUND: &str = "No monotonically increasing series found.";

/// What is said of a group, in the table: its state, as the table of evidence has it, with what ends a rise.
#[must_use]
pub fn said_of(state: &GroupState, notebook: bool) -> String {
    match state.grade {
        Grade::Rises if notebook => return "never falls".to_owned(),
        Grade::Flat if notebook => return "falls somewhere".to_owned(),
        _ => {}
    }
    let parts = [&*state.state.words().to_lowercase(), state.bound.map_or("", Bound::words), state.end];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The table: the groups that the section lists, each with the name of its verdict as its state.
#[must_use]
pub fn listing(fixed: &VusAxes, view: &VusView) -> Listing {
    let gains = ["Last gain", "Over the best before"].map(|title| Head::number(title).in_unit("%"));
    let mut heads = vec![Head::text("Group"), Head::number("Batch size"), Head::text("Throughput")];
    heads.extend(gains);
    heads.extend([
        Head::number(if fixed.axis == LoadAxis::Vus { "Most VUs" } else { "Most load" }),
        Head::number("Runs"),
    ]);
    let line = |state: &GroupState| {
        let label = &fixed.groups.labels[state.group];
        let share = |share: Option<f64>| {
            share.map_or_else(Cell::none, |share| Cell::number(signed_percent(share), share * 100.0))
        };
        let runs = state.curve.runs();
        let cells = vec![
            label.set.as_str().into(),
            // A batch size is a category here, and may be a word.
            match label.batch_size.parse() {
                Ok(value) => Cell::number(label.batch_size.clone(), value),
                Err(_) => label.batch_size.as_str().into(),
            },
            said_of(state, view.notebook).into(),
            share(state.curve.last_gain()),
            share(state.curve.gain_over_best()),
            Cell::known(state.most_load(), short),
            Cell::number(runs.to_string(), runs as f64),
        ];
        Line { key: state.group, state: state_name(state.grade), cells, ..Line::default() }
    };
    Listing { heads, lines: view.listed().map(line).collect(), ..Listing::default() }
}

fn state_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Rises => "Rising",
        Grade::Flat => "Saturated",
        Grade::Falls => "Falling",
        Grade::CannotTell => "NotEnoughPoints",
    }
}

/// The answer, a sentence.
#[must_use]
pub fn answer(view: &VusView) -> String {
    let (rising, all) = (view.rising().count(), view.states.len());
    if all == 0 {
        let none = match view.passing {
            (0, _) => "No run passes the filters.",
            (_, 0) => "No run is within the limits.",
            _ => "No run passes the filters and this limit.",
        };
        return none.to_owned();
    }
    if !view.notebook {
        let each: Vec<_> = view.states.iter().map(|state| (state.state, state.bound)).collect();
        let unseen = view.states.iter().filter(|state| state.curve.load.is_empty()).count();
        return asked(view) + &told(&each, unseen);
    }
    let of = format!("{} of {}", fixed(rising as f64, 0), count(all, "group", "groups"));
    match rising {
        0 => NONE_FOUND.to_owned(),
        1 => format!("{of} never loses throughput as VUs rise: it should be tried with more."),
        _ => format!("{of} never lose throughput as VUs rise: they should be tried with more."),
    }
}

/// What this section supposes and the rest of the page does not; else empty.
fn asked(view: &VusView) -> String {
    let usual = Question::default();
    let limit = view.question.limit.map(|limit| format!("As if nothing had been tried beyond {}. ", vus(limit)));
    let gain = (view.question.least_gain != usual.least_gain).then(|| {
        let [own, usual] = [view.question.least_gain, usual.least_gain].map(|share| short(share * 100.0));
        format!("A rise counts from {own}% on, and not from {usual}% as in the rest of the page. ")
    });
    [limit, gain].into_iter().flatten().collect()
}

/// What the answer means, in a sentence or two.
#[must_use]
pub fn meaning(view: &VusView) -> String {
    let mut sentences = if view.notebook { notebook_meaning(view) } else { own_meaning(view) };
    if view.left_out > 0 && !view.notebook {
        let is = if view.left_out == 1 { "is" } else { "are" };
        let runs = count(view.left_out, "run", "runs");
        let load = if view.axis == LoadAxis::Vus { "VUs" } else { "load" };
        sentences.push(format!("{runs} {is} left out: no usable {load} or throughput."));
    }
    if view.rising().count() > MOST_CHARTS {
        sentences.push(format!("Only the first {MOST_CHARTS} are drawn."));
    }
    sentences.join(" ")
}

fn notebook_meaning(view: &VusView) -> Vec<String> {
    let own = "This is the notebook's reading: groups by hardware and batch size, and limits do not count.";
    let mut sentences = vec![own.to_owned()];
    let unknown = view.with(Grade::CannotTell).count();
    let (rising, all) = (view.rising().count(), view.states.len());
    if all == 0 {
        sentences.push("Allow more VUs here or in the filters.".to_owned());
    } else if rising == 0 && unknown < all {
        sentences.push("In every group throughput falls somewhere as VUs rise, so enough VUs were tried.".to_owned());
    }
    sentences
}

fn own_meaning(view: &VusView) -> Vec<String> {
    if view.states.is_empty() {
        let more =
            (view.passing.1 > 0 || view.passing.0 == 0).then(|| "Allow more VUs here or in the filters.".to_owned());
        return more.into_iter().collect();
    }
    let in_n = |n: usize| fixed(n as f64, 0);
    let mut sentences = Vec::new();
    if view.rising().any(|state| state.bound.is_none()) {
        sentences.push(format!("Where it rises {} should be tried.", more_words(view.axis)));
    }
    let (flat, falls) = (view.with(Grade::Flat).count(), view.with(Grade::Falls).count());
    let told = [(flat, "is flat"), (falls, "falls")].into_iter().filter(|&(n, _)| n > 0);
    let told: Vec<String> = told.map(|(n, does)| format!("{does} in {}", in_n(n))).collect();
    if !told.is_empty() {
        sentences.push(format!("Throughput {}: enough was tried there.", told.join(" and ")));
    }
    sentences
}

/// Under a chart: where it ends.
#[must_use]
pub fn chart_summary(state: &GroupState, axis: LoadAxis) -> String {
    let load = |most: f64| load_words(axis, most);
    let Some(most) = state.most_load() else { return String::new() };
    let points = count(state.rows.len(), "point", "points");
    match state.curve.last_gain() {
        Some(last) => format!("{points}; {} in the last step, to {}.", signed_percent(last), load(most)),
        None => format!("{points}, at {}.", load(most)),
    }
}

/// What the hover says of a row of a group.
#[must_use]
pub fn point_fields(shown: &ActiveTable, view: &VusView, state: &GroupState, row: usize) -> Vec<Field> {
    if !view.notebook {
        return curve_fields(&state.curve, view.axis, row);
    }
    let runs = &shown.runs;
    let here = state.rows.iter().position(|&other| other == row);
    let before = here.and_then(|at| at.checked_sub(1)).map(|at| runs.throughput_req_per_sec[state.rows[at]]);
    let throughput = runs.throughput_req_per_sec[row];
    step_fields(LoadAxis::Vus, runs.vus[row], throughput, before.map(|before| throughput / before - 1.0))
}

/// What the hover says of a point of a curve, by the row that stands for it; nothing for a row that stands for none.
#[must_use]
pub fn curve_fields(curve: &Curve, axis: LoadAxis, row: usize) -> Vec<Field> {
    let Some(at) = curve.row.iter().position(|&other| other == row) else { return Vec::new() };
    let mut fields = step_fields(axis, curve.load[at], curve.throughput_req_per_sec[at], curve.gain(at));
    if curve.repeats[at] > 1 {
        fields.push(("Mean of", count(curve.repeats[at], "run", "runs")));
    }
    fields
}

fn step_fields(axis: LoadAxis, at: f64, throughput: f64, step: Option<f64>) -> Vec<Field> {
    vec![
        (axis.short_words(), short(at)),
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
            "Runs are grouped by full configuration. A line is laid through the logarithms of throughput over load of the \
             last three steps; its change has an interval from the noise between runs of one load. Throughput rises where \
             the change is at least {threshold}%, its interval is above zero, and the last step is above the best of all before \
             and does not only end a dip; it falls where the interval is below zero; it is flat where all of the interval is less \
             than what two runs of one load differ by. Where only the last step rises, to no more than was reached before, it \
             recovers from a dip. Anything else cannot be told. These words mean the same all over \
             this page. Runs that filters or limits leave out do not speak.",
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
        "Try it: with nothing tried beyond {}, {without} of {of} would rise; with all up to {}, {with} of {all} do.",
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

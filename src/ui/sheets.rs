//! What is saved of the page's tables that are no listing: raw values under names with units.

use std::sync::Arc;

use crate::data::column::{Column, Values};
use crate::data::short_names::short_names;
use crate::export::file_name;
use crate::export::sheet::{Cell, Kind, Sheet, column};
use crate::hub::escape::encode;

use super::break_even_view::BreakEvenView;
use super::checks_view::{CHECKS, Verdict};
use super::choice::Choice;
use super::compare_view::CompareView;
use super::place::Place;
use super::prices_view::{PricesView, price_now};
use super::shown::Shown;
use super::table_view::heads;
use super::ties_view::COST_UNIT;
use super::verdict_words::run_name;
use super::vus_view::{Fixed, VusView};
use super::vus_words;

/// The largest number up to which a float tells all whole ones.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The runs in this order with all columns: those that decide, then the others. They have the names of the file (or, where
/// they were derived, the notebooks'), so that the page can open what it saved.
#[must_use]
pub fn runs(shown: &Shown, order: Vec<usize>) -> Sheet {
    let at: Vec<usize> = heads(shown, true).iter().map(|head| head.at).collect();
    let table = Arc::clone(&shown.runs);
    let columns = at.iter().map(|&at| column(&table.columns[at].name, kind(&table.columns[at])));
    let columns: Vec<_> = columns.collect();
    let kinds: Vec<Kind> = columns.iter().map(|column| column.kind).collect();
    Sheet::new(columns, order.len(), move |row, nth| raw(&table.columns[at[nth]], kinds[nth], order[row]))
}

fn kind(column: &Column) -> Kind {
    match &column.values {
        // Of large unsigned numbers only the float is left.
        Values::Number { array, integral: true } if !array.values().iter().any(|v| v.abs() > EXACT) => Kind::Whole,
        Values::Number { .. } => Kind::Number,
        Values::BigInt(_) => Kind::Whole,
        Values::Bool(_) => Kind::Truth,
        Values::Text(_) => Kind::Text,
    }
}

fn raw(column: &Column, kind: Kind, row: usize) -> Cell {
    if column.is_null(row) {
        return Cell::Missing;
    }
    match &column.values {
        Values::Number { array, .. } if kind == Kind::Whole && !array.value(row).is_nan() => {
            Cell::Whole(array.value(row) as i64)
        }
        Values::Number { array, .. } => Cell::Number(array.value(row)),
        Values::BigInt(array) => Cell::Whole(array.value(row)),
        Values::Bool(array) => Cell::Truth(array.value(row)),
        Values::Text(_) => Cell::Text(column.text(row)),
    }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

/// NaN is missing.
fn number(value: f64) -> Cell {
    if value.is_nan() { Cell::Missing } else { Cell::Number(value) }
}

/// The groups of "Did we try enough VUs?", those that the section lists.
#[must_use]
pub fn vus(fixed: &Fixed, view: &VusView) -> Sheet {
    let columns = [
        ("Group", Kind::Text),
        ("Batch size", Kind::Number),
        ("Throughput", Kind::Text),
        ("Last gain, %", Kind::Number),
        ("Over the best before, %", Kind::Number),
        ("Most VUs", Kind::Number),
        ("Runs", Kind::Number),
    ];
    let share = |share: Option<f64>| number(share.unwrap_or(f64::NAN) * 100.0);
    let row = |state: &super::vus_view::GroupState| {
        let label = &fixed.groups.labels[state.group];
        // A batch size is a category here, and may be a word.
        let batch_size = label.batch_size.parse().map_or_else(|_| text(&label.batch_size), number);
        let runs: usize = state.curve.repeats.iter().sum();
        vec![
            text(&label.set),
            batch_size,
            text(vus_words::verdict(state.verdict, view.notebook)),
            share(state.curve.last_gain()),
            share(state.curve.gain_over_best()),
            number(state.most_vus().unwrap_or(f64::NAN)),
            number(runs as f64),
        ]
    };
    Sheet::of_rows(named(&columns), view.listed().map(row).collect())
}

fn named(columns: &[(&str, Kind)]) -> Vec<crate::export::sheet::Column> {
    columns.iter().map(|&(name, kind)| column(name, kind)).collect()
}

/// Every place at which values competed, also those without a chart.
#[must_use]
pub fn compare(shown: &Shown, view: &CompareView) -> Sheet {
    let (fixed, runs) = (&view.fixed, &shown.runs);
    let (noun, unit) = (fixed.compared.noun(), shown.in_currency(COST_UNIT));
    let columns = [
        ("All else", Kind::Text),
        ("Batch size", Kind::Number),
        ("VUs", Kind::Number),
        (&format!("Cheapest {noun}"), Kind::Text),
        (&format!("Cost of the cheapest, {unit}"), Kind::Number),
        (&format!("Next cheapest {noun}"), Kind::Text),
        (&format!("Cost of the next, {unit}"), Kind::Number),
        ("Saving, %", Kind::Number),
    ];
    let value = |row: usize| {
        let category = fixed.offer.categories[fixed.compared.at()].as_ref();
        category.map_or(Cell::Missing, |category| text(category.label(row)))
    };
    let rows = view.comparison.contests.iter().map(|contest| {
        let (winner, rival) = (contest.winner(), contest.rival());
        vec![
            text(&fixed.offer.panel_label(fixed.compared, winner)),
            number(runs.batch_size[winner]),
            number(runs.vus[winner]),
            value(winner),
            number(runs.cost_usd_per_billion[winner]),
            value(rival),
            number(runs.cost_usd_per_billion[rival]),
            number(contest.saving_percent),
        ]
    });
    Sheet::of_rows(named(&columns), rows.collect())
}

/// What an hour of each vendor's hardware costs.
#[must_use]
pub fn prices(shown: &Shown, view: &PricesView) -> Sheet {
    let columns = [
        ("Vendor", Kind::Text),
        ("Hardware", Kind::Text),
        ("Runs", Kind::Number),
        (&shown.in_currency("Price, $ per hour"), Kind::Number),
        ("From", Kind::Text),
    ];
    let rows = view.lines.iter().zip(&shown.runs.prices).map(|(line, pair)| {
        let price = number(price_now(pair));
        vec![text(&line.vendor), text(&line.hardware), number(line.runs as f64), price, text(&line.reason)]
    });
    Sheet::of_rows(named(&columns), rows.collect())
}

/// The points of the break-even chart: at each price the cheapest run and what it costs.
#[must_use]
pub fn break_even(shown: &Shown, view: &BreakEvenView) -> Sheet {
    let scene = view.scene.as_ref();
    let price = scene.map_or_else(|| shown.in_currency("Price, $ per hour"), |scene| scene.titles.x.clone());
    let cost = shown.in_currency("Lowest cost, $ / 1B requests");
    let columns = [(&*price, Kind::Number), (&cost, Kind::Number), ("Cheapest", Kind::Text)];
    let lines = scene.iter().flat_map(|scene| scene.lines.iter().zip(&view.key));
    let rows = lines.flat_map(|(line, (row, _))| {
        let name = run_name(shown, *row);
        line.points.iter().map(move |point| vec![number(point.x), number(point.y), Cell::Text(name.clone())])
    });
    Sheet::of_rows(named(&columns), rows.collect())
}

/// The sanity checks: a row for each run that a check names, and one for a check that names none.
#[must_use]
pub fn checks(verdicts: &[Verdict]) -> Sheet {
    let columns = [
        ("Check", Kind::Text),
        ("Verdict", Kind::Text),
        ("What was found", Kind::Text),
        ("Run", Kind::Text),
        ("What is the matter with it", Kind::Text),
        ("Row in the table, from 0", Kind::Number),
    ];
    let mut rows = Vec::new();
    for ((_, title, _), verdict) in CHECKS.iter().zip(verdicts) {
        let head = || vec![text(title), text(verdict.status.words()), text(&verdict.sentence)];
        for affected in &verdict.affected {
            let mut row = head();
            row.extend([text(&affected.label), text(&affected.note), number(affected.row as f64)]);
            rows.push(row);
        }
        if verdict.affected.is_empty() {
            rows.push(head());
        }
    }
    Sheet::of_rows(named(&columns), rows)
}

/// What a file with `what` of the tables on the page is called: `isocost-vision-embedding-runs.csv`.
#[must_use]
pub fn file_name(place: &Place, what: &str, ending: &str) -> String {
    let titles: Vec<String> = place.each().iter().map(Place::title).collect();
    file_name::file_name(&short_names(&titles).join(" "), what, ending)
}

/// Where a saved table is from, by key: `source`, `date`, and `address`, what comes after the page's own address to show
/// the same. No more of the page's address: a host may put its secrets there.
#[must_use]
pub fn about(shown: &Shown, choice: &Choice, date: &str) -> Vec<(&'static str, String)> {
    let pairs = shown.place.to_pairs().into_iter().chain(choice.to_pairs());
    let query: Vec<String> = pairs.map(|(key, value)| format!("{key}={}", encode(&value))).collect();
    vec![
        ("source", format!("{}; {}", shown.place.title(), shown.source.words(&shown.place))),
        ("date", date.to_owned()),
        ("address", format!("?{}", query.join("&"))),
    ]
}

//! What is saved of the page's tables that are no listing: raw values under names with units.

use std::sync::Arc;

use crate::data::table::column::{Column, MAX_EXACT_INTEGER, Values};
use crate::data::table::number;
use crate::export::sheet::{Cell, Kind, Rows, Sheet, column};

use crate::page::checks::view::{CHECKS, Verdict};
use crate::page::choice::filters::Choice;
use crate::page::compare::view::CompareView;
use crate::page::enough_vus::view::{VusAxes, VusView};
use crate::page::enough_vus::words as vus_words;
use crate::page::money::break_even::BreakEvenView;
use crate::page::money::prices::{PricesView, price_now};
use crate::page::rankings::near_ties::COST_UNIT;
use crate::page::runs::table::heads;
use crate::page::tables::active_table::Shown;
use crate::page::tables::embedded::query;

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
        Values::Number { array, integral: true } if !array.values().iter().any(|v| v.abs() > MAX_EXACT_INTEGER) => {
            Kind::Whole
        }
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

/// The groups of "Did we try enough VUs?", those that the section lists.
#[must_use]
pub fn vus(fixed: &VusAxes, view: &VusView) -> Sheet {
    let mut rows = Rows::new(&[
        ("Group", Kind::Text),
        ("Batch size", Kind::Number),
        ("Throughput", Kind::Text),
        ("Last gain, %", Kind::Number),
        ("Over the best before, %", Kind::Number),
        ("Most VUs", Kind::Number),
        ("Runs", Kind::Number),
    ]);
    for state in view.listed() {
        let label = &fixed.groups.labels[state.group];
        rows.text(&label.set);
        // A batch size is a category here, and may be a word.
        match number::parse(&label.batch_size) {
            Some(batch_size) => rows.number(batch_size),
            None => rows.text(&label.batch_size),
        }
        rows.text(vus_words::verdict(state.verdict, view.notebook));
        for share in [state.curve.last_gain(), state.curve.gain_over_best()] {
            rows.number(share.unwrap_or(f64::NAN) * 100.0);
        }
        rows.number(state.most_vus().unwrap_or(f64::NAN));
        rows.number(state.curve.repeats.iter().sum::<usize>() as f64);
    }
    rows.finish()
}

/// Every place at which values competed, also those without a chart.
#[must_use]
pub fn compare(shown: &Shown, view: &CompareView) -> Sheet {
    let (fixed, runs) = (&view.fixed, &shown.runs);
    let (noun, unit) = (fixed.compared.noun(), shown.in_currency(COST_UNIT));
    let mut rows = Rows::new(&[
        ("All else", Kind::Text),
        ("Batch size", Kind::Number),
        ("VUs", Kind::Number),
        (&format!("Cheapest {noun}"), Kind::Text),
        (&format!("Cost of the cheapest, {unit}"), Kind::Number),
        (&format!("Next cheapest {noun}"), Kind::Text),
        (&format!("Cost of the next, {unit}"), Kind::Number),
        ("Saving, %", Kind::Number),
    ]);
    let Some(category) = &fixed.offer.categories[fixed.compared.at()] else { return rows.finish() };
    for contest in &view.comparison.contests {
        let winner = contest.winner();
        rows.text(&fixed.offer.panel_label(fixed.compared, winner));
        rows.number(runs.batch_size[winner]);
        rows.number(runs.vus[winner]);
        for row in [winner, contest.rival()] {
            rows.text(category.label(row));
            rows.number(runs.cost_usd_per_billion[row]);
        }
        rows.number(contest.saving_percent);
    }
    rows.finish()
}

/// What an hour of each vendor's hardware costs.
#[must_use]
pub fn prices(shown: &Shown, view: &PricesView) -> Sheet {
    let mut rows = Rows::new(&[
        ("Vendor", Kind::Text),
        ("Hardware", Kind::Text),
        ("Runs", Kind::Number),
        (&shown.in_currency("Price, $ per hour"), Kind::Number),
        ("From", Kind::Text),
    ]);
    for (line, pair) in view.lines.iter().zip(&shown.runs.prices) {
        rows.text(&line.vendor);
        rows.text(&line.hardware);
        rows.number(line.runs as f64);
        rows.number(price_now(pair));
        rows.text(&line.reason);
    }
    rows.finish()
}

/// The points of the break-even chart: at each price the cheapest run and what it costs.
#[must_use]
pub fn break_even(shown: &Shown, view: &BreakEvenView) -> Sheet {
    let scene = view.scene.as_ref();
    let price = scene.map_or_else(|| shown.in_currency("Price, $ per hour"), |scene| scene.titles.x.clone());
    let cost = shown.in_currency("Lowest cost, $ / 1B requests");
    let mut rows = Rows::new(&[(&price, Kind::Number), (&cost, Kind::Number), ("Cheapest", Kind::Text)]);
    for line in scene.iter().flat_map(|scene| &scene.lines) {
        for point in &line.points {
            rows.number(point.x);
            rows.number(point.y);
            rows.text(&line.name);
        }
    }
    rows.finish()
}

/// The sanity checks: a row for each run that a check names, and one for a check that names none.
#[must_use]
pub fn checks(verdicts: &[Verdict]) -> Sheet {
    let mut rows = Rows::new(&[
        ("Check", Kind::Text),
        ("Verdict", Kind::Text),
        ("What was found", Kind::Text),
        ("Run", Kind::Text),
        ("What is the matter with it", Kind::Text),
        ("Row in the table, from 0", Kind::Number),
    ]);
    for ((_, title, _), verdict) in CHECKS.iter().zip(verdicts) {
        for nth in 0..verdict.affected.len().max(1) {
            rows.text(title);
            rows.text(verdict.status.words());
            rows.text(&verdict.sentence);
            if let Some(affected) = verdict.affected.get(nth) {
                rows.text(&affected.label);
                rows.text(&affected.note);
                rows.number(affected.row as f64);
            } else {
                (0..3).for_each(|_| rows.cell(Cell::Missing));
            }
        }
    }
    rows.finish()
}

/// Where a saved table is from, by key: `source`, `date`, and `address`, what comes after the page's own address to show
/// the same. No more of the page's address: a host may put its secrets there.
#[must_use]
pub fn about(shown: &Shown, choice: &Choice, date: &str) -> Vec<(&'static str, String)> {
    let mut pairs = shown.place.to_pairs();
    pairs.extend(choice.to_pairs());
    vec![
        ("source", format!("{}; {}", shown.place.title(), shown.source.words(&shown.place))),
        ("date", date.to_owned()),
        ("address", format!("?{}", query(&pairs))),
    ]
}

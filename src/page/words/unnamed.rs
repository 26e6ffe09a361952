//! The name of runs whose hardware nobody told: their model, else their engine, else their file.

use std::borrow::Cow;

use crate::data::runs::roles::Role;
use crate::data::table::column::{Category, Values};
use crate::page::tables::active_table::ActiveTable;
use crate::page::tables::table_source::TableSource;

/// What stands in the place of a missing name of hardware: what all runs of the table have, so that it is told nowhere else.
/// What differs between them is a part of their names already.
#[inline(never)]
#[must_use]
pub fn stand_in(shown: &ActiveTable) -> String {
    let file = || match &shown.place {
        TableSource::Files { names, .. } if names.len() == 1 => Some(shown.place.name()),
        _ => None,
    };
    let engine = shown.runs.engine.as_ref().and_then(only);
    model(shown).or(engine).or_else(file).unwrap_or_else(|| UNNAMED.to_owned())
}

/// What stands there where nothing else names the runs.
pub const UNNAMED: &str = "machine";

/// Whether somebody named the hardware of a run.
#[must_use]
pub fn is_named(shown: &ActiveTable, row: usize) -> bool {
    is_known(shown.runs.hw_type.label(row))
}

/// The label that all runs have.
fn only(category: &Category) -> Option<String> {
    let [only] = &category.labels[..] else { return None };
    is_known(only).then(|| only.clone())
}

/// The one model, without whose it is.
fn model(shown: &ActiveTable) -> Option<String> {
    let runs = &shown.runs;
    let column = &runs.columns[runs.position(Role::Model)?];
    let Values::Text(array) = &column.values else { return None };
    let is_one = runs.rows > 0 && array.values().len() == 1 && (0..runs.rows).all(|row| !column.is_null(row));
    let name = is_one.then(|| column.text(0))?;
    let name = name.rsplit('/').find(|part| !part.is_empty())?.to_owned();
    is_known(&name).then_some(name)
}

/// Whether a label names something.
#[must_use]
pub fn is_known(label: &str) -> bool {
    !label.is_empty() && label != Category::MISSING
}

/// The labels of the table's hardware, with that name for a missing one.
#[must_use]
pub fn hardware_labels(shown: &ActiveTable) -> Cow<'_, [String]> {
    let labels = &shown.runs.hw_type.labels[..];
    if labels.iter().all(|label| is_known(label)) { labels.into() } else { with_stand_in(shown, labels) }
}

/// Apart, as the first view of encoders has none.
#[inline(never)]
fn with_stand_in<'a>(shown: &ActiveTable, labels: &[String]) -> Cow<'a, [String]> {
    let name = |label: &String| if is_known(label) { label.clone() } else { stand_in(shown) };
    labels.iter().map(name).collect::<Vec<String>>().into()
}

/// The label of a run's hardware, or that name.
#[must_use]
pub fn hardware_label(shown: &ActiveTable, row: usize) -> String {
    let label = shown.runs.hw_type.label(row);
    if is_known(label) { label.to_owned() } else { stand_in(shown) }
}

/// The label of a group by hardware and more, with that name for missing hardware and without what else is missing: who sees
/// `(none)` cannot tell what it lacks.
#[inline(never)]
#[must_use]
pub fn group_label(shown: &ActiveTable, label: &str) -> String {
    let mut parts = label.split(BETWEEN);
    let first = parts.next().filter(|first| !first.trim().is_empty() && is_known(first));
    let mut told = first.map_or_else(|| stand_in(shown), str::to_owned);
    parts.filter(|part| is_known(part)).for_each(|part| told += &[BETWEEN, part].concat());
    told
}

/// Between the parts of a group's label.
const BETWEEN: &str = " · ";

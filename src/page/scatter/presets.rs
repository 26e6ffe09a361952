//! Which measures the first chart can show: the field's usual pictures, and any two measures of the table.

use std::sync::Arc;

use super::upwards::in_place;
use crate::data::runs::measures::Measure;
use crate::page::choice::filters::Choice;
use crate::page::choice::scatter_axes::{BILL, ScatterChoice, ScatterMeasures, Side};
use crate::page::tables::active_table::ActiveTable;

/// Measures that every table of runs has: where there are no others, nothing is offered.
const OF_EVERY_TABLE: [&str; 5] = ["cost", "avg", "p95", "rate", "errors"];

/// A picture by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// In a list.
    pub words: String,
    /// Its axes.
    pub axes: ScatterChoice,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Cost against latency, and where there are tokens what the field shows of language models.
    pub presets: Vec<Preset>,
    /// The measures that an axis can show.
    pub measures: Vec<Measure>,
}

impl Offer {
    /// What a table offers; `None` where there is nothing besides cost, latency, requests per second and failures.
    #[inline(never)]
    #[must_use]
    pub fn of(shown: &ActiveTable, choice: &Choice) -> Option<Self> {
        let measures = shown.runs.measures();
        let has = |key: &str| measures.iter().any(|measure| measure.key == key);
        if measures.iter().all(|measure| OF_EVERY_TABLE.contains(&&*measure.key)) {
            return None;
        }
        let mut presets = vec![Preset { words: usual_words(shown, choice).to_owned(), axes: None }];
        let against_users = |words: String, y: &str, x: &str| Preset {
            words,
            axes: Some(Arc::new(ScatterMeasures { x: Some(x.to_owned()), y: Some(y.to_owned()) })),
        };
        if let Some(user) = ["user50", "user"].into_iter().find(|key| has(key)) {
            if has("outgpu") {
                presets.push(against_users("Tokens/s/GPU against tokens/s/user".to_owned(), "outgpu", user));
            }
            if has("cost") {
                let words = format!("$ per {} against tokens/s/user", shown.runs.work.words());
                presets.push(against_users(shown.in_currency(&words), "cost", user));
            }
        }
        Some(Self { presets, measures })
    }

    /// The place of the preset that a choice is.
    #[must_use]
    pub fn preset_of(&self, choice: &ScatterChoice) -> Option<usize> {
        self.presets.iter().position(|preset| preset.axes == *choice)
    }
}

/// What is drawn where the reader chose no axes.
fn usual_words(shown: &ActiveTable, choice: &Choice) -> &'static str {
    let in_place = in_place(shown, &Choice { scatter: None, ..choice.clone() });
    let is = |side: Side| in_place.as_ref().is_some_and(|axes| axes.key(side).is_some());
    let is_billed = in_place.as_ref().is_some_and(|axes| axes.key(Side::Y) == Some(BILL));
    match (is(Side::Y), is(Side::X)) {
        (true, false) if is_billed => "Bill against latency",
        (true, true) if is_billed => "Bill against load",
        (false, false) => "Cost against latency",
        (false, true) => "Cost against load",
        (true, false) => "Throughput against latency",
        (true, true) => "Throughput against load",
    }
}

//! A list as a table: its rows on the page, and the same as a saved file.

use super::columns::{AltCell, AltHead, Column, columns};
use super::{Alternative, Alternatives, List, Outside};
use crate::analysis::decide::answer::Demand;
use crate::page::words::runs::run_name;
use crate::page::words::short_runs::{ShortName, hue};
use crate::page::words::text_table::{Cell, Head, Line, Listing};
use crate::page::words::told_apart::tell_apart;

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AltRow {
    /// The run.
    pub row: usize,
    /// The colour of its hardware.
    pub hue: usize,
    /// Its name.
    pub name: ShortName,
    /// Whether it is the answer.
    pub is_answer: bool,
    /// What it breaks, in words; empty for nothing.
    pub breaks: String,
    /// Whether no cell shows what it breaks.
    pub breaks_beside_name: bool,
    /// A cell for each head.
    pub cells: Vec<AltCell>,
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AltTable {
    /// The head of the names.
    pub name_head: String,
    /// The other heads.
    pub heads: Vec<AltHead>,
    /// The list.
    pub rows: Vec<AltRow>,
    /// What lies one step outside the question.
    pub outside: Vec<AltRow>,
    /// What these rows are.
    pub outside_title: &'static str,
}

impl Alternatives {
    /// A list with at most so many rows.
    #[must_use]
    pub fn table(&self, list: List, most: usize) -> AltTable {
        let columns = columns(self);
        let with_load = self.names_load(list);
        let row = |alternative: &Alternative, breaks: &str, outside: Option<&Outside>| {
            let row = alternative.point.row;
            AltRow {
                row,
                hue: hue(&self.shown, row),
                name: self.names.name(&self.shown, row, with_load),
                is_answer: self.answer.is_some_and(|answer| answer.point.row == row) && outside.is_none(),
                breaks: breaks.to_owned(),
                breaks_beside_name: !breaks.is_empty()
                    && outside.is_none_or(|own| {
                        own.misses.is_empty() && !columns.iter().any(|column| column.shows(&own.breaks))
                    }),
                cells: columns.iter().map(|column| column.cell(self, alternative, outside)).collect(),
            }
        };
        let kept_out = |row: usize| {
            let found = self.kept_out.iter().find(|(own, _)| list == List::Pinned && *own == row);
            found.map_or("", |(_, words)| words.as_str())
        };
        let rows = self.list(list).iter().take(most);
        let mut rows: Vec<AltRow> = rows.map(|own| row(own, kept_out(own.point.row), None)).collect();
        let beyond = self.beyond(list).iter();
        let mut outside: Vec<AltRow> = beyond.map(|own| row(&own.alternative, &own.words, Some(own))).collect();
        let runs: Vec<usize> = rows.iter().chain(&outside).map(|row| row.row).collect();
        let mut names: Vec<&mut ShortName> = rows.iter_mut().chain(&mut outside).map(|row| &mut row.name).collect();
        tell_apart(&self.shown, &runs, &mut names);
        AltTable {
            name_head: self.name_head(with_load),
            heads: columns.iter().map(|column| column.head(self)).collect(),
            rows,
            outside,
            outside_title: if self.answer.is_some() {
                "Outside the question"
            } else {
                "Nearest runs, by what they miss"
            },
        }
    }

    /// A pinned run as an answer to the question: its cells by name, with their units, and the same with every digit. Of one that
    /// would be cheaper if a condition were given up also what that comes to.
    #[must_use]
    pub fn in_full(&self, row: usize) -> Vec<(String, String, String)> {
        let AltTable { heads, rows, .. } = self.table(List::Pinned, usize::MAX);
        let Some(own) = rows.into_iter().find(|own| own.row == row) else { return Vec::new() };
        let outside = self.outside.iter().find(|step| step.alternative.point.row == row && step.misses.is_empty());
        let beyond = outside.map(|step| {
            let cell = Column::Money.cell(self, &step.alternative, Some(step));
            let words = |value: &str| [value, ": ", &step.words].concat();
            ("Outside the question".to_owned(), words(&with_unit(&cell)), words(&cell.title))
        });
        let pair = |(head, cell): (AltHead, AltCell)| {
            // Without its unit, which follows the value.
            let name = head.head.title.split(',').next().unwrap_or_default().to_owned();
            (name, with_unit(&cell), cell.title)
        };
        let mut pairs: Vec<_> = heads.into_iter().zip(own.cells).map(pair).chain(beyond).collect();
        pairs.retain(|(_, value, _)| *value != Cell::none().text);
        pairs
    }

    /// What lies outside is no matter of what was pinned.
    fn beyond(&self, list: List) -> &[Outside] {
        if list == List::Pinned { &[] } else { &self.outside }
    }

    /// Of a steady demand each machine has less load than the run that was measured, so that configurations are named; a
    /// pinned run is named as it was pinned.
    fn names_load(&self, list: List) -> bool {
        list == List::Pinned || !matches!(self.asked.demand, Demand::Steady { .. })
    }

    fn name_head(&self, with_load: bool) -> String {
        let what = if with_load { "Run" } else { "Configuration" };
        match self.names.parts(with_load) {
            parts if parts.is_empty() => what.to_owned(),
            parts => format!("{what}: {parts}"),
        }
    }

    /// The list as it is saved: every row, then what lies outside.
    #[must_use]
    pub fn listing(&self, list: List) -> Listing {
        let AltTable { heads, rows, outside, .. } = self.table(list, usize::MAX);
        let mut saved = vec![Head::text("Run")];
        saved.extend(heads.into_iter().map(|head| head.head));
        saved.push(Head::text("Outside the question"));
        let line = |row: AltRow| {
            let mut cells = vec![Cell::from(run_name(&self.shown, row.row))];
            cells.extend(row.cells.into_iter().map(|cell| cell.cell));
            cells.push(row.breaks.into());
            Line { key: row.row, row: Some(row.row), marked: row.is_answer, cells, ..Line::default() }
        };
        let lines = rows.into_iter().chain(outside).map(line).collect();
        Listing { sentence: self.conditions.clone(), heads: saved, lines }
    }
}

/// A cell's text with the unit of its title: `$584 a month`.
fn with_unit(cell: &AltCell) -> String {
    let text = cell.cell.text.split('\u{a0}').next().unwrap_or_default();
    match cell.title.split_once(' ') {
        Some((_, unit)) => [text, " ", unit].concat(),
        None => cell.cell.text.clone(),
    }
}

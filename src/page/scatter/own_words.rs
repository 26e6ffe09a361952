//! What is said of a chart of any two measures: its title, caption, tooltips, and how to read it.

use std::collections::BTreeSet;

use super::own_axes::{AxisMeasure, MOST_GROUPS, OwnAxes};
use super::upwards::LOAD;
use super::view::{ScatterView, run_fields};
use crate::data::runs::measures::keys::fixed_words;
use crate::data::runs::measures::{Direction, Kind, Measure};
use crate::page::choice::scatter_axes::BILL;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::measures::{measure_name, measure_value};
use crate::page::words::runs::{Field, count};
use crate::text::foreign::cut;

/// Keys of measures that a run's tooltip has anyway.
const IN_TOOLTIP: [&str; 4] = ["cost", "avg", "p95", "rate"];

fn name(measure: &Measure) -> String {
    measure_name(Some(measure), &measure.key)
}

impl OwnAxes {
    /// What the chart is called.
    #[inline(never)]
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} against {}", self.y.measure.words, name(&self.x.measure))
    }

    /// The caption.
    #[inline(never)]
    #[must_use]
    pub fn summary(&self, shown: &ActiveTable, view: &ScatterView) -> String {
        let (x, y) = (&self.x.measure, &self.y.measure);
        let points = view.scene.within().len();
        let runs = count(points, "run", "runs");
        let mut text = format!("{runs} by {} and {}. {}", name(y), name(x), self.better());
        if let (Some(&first), Some(&last)) = (view.front_rows.first(), view.front_rows.last()) {
            let at = |row: usize| {
                let (x_value, y_value) = self.place(row);
                format!("{} at {}", measure_value(shown, y, y_value), measure_value(shown, x, x_value))
            };
            let are = count(view.front_rows.len(), "run is", "runs are");
            text += &match (at(first), at(last)) {
                (first, last) if first == last => format!(" {are} on the Pareto front: {first}."),
                (first, last) => format!(" {are} on the Pareto front, from {first} to {last}."),
            };
        }
        text += &self.of_groups(view);
        if view.left_out > 0 {
            text += &format!(
                " {} left out: no usable {} or {}.",
                count(view.left_out, "run is", "runs are"),
                name(y),
                name(x)
            );
        }
        if view.cheapest_row.is_none() && points > 0 {
            text += " The answer is not among them, so that none has a star.";
        }
        for axis in [&self.x, &self.y] {
            text += &doubts(axis);
        }
        text
    }

    /// Which way is better.
    fn better(&self) -> String {
        let upwards = if self.y.measure.more_is_better() { "up" } else { "down" };
        let across = if self.x.measure.more_is_better() { "right" } else { "left" };
        format!("Better is {upwards} and to the {across}.")
    }

    fn of_groups(&self, view: &ScatterView) -> String {
        let Some(groups) = &self.groups else { return String::new() };
        let drawn = view.scene.steps.as_ref().map_or(0, |steps| steps.groups.len());
        if drawn > 0 {
            return format!(" Beside it is the front of each of {drawn} pairs of hardware and engine.");
        }
        let there: BTreeSet<usize> = view.scene.within().iter().map(|point| groups.of_row[point.row]).collect();
        if there.len() > MOST_GROUPS {
            return format!(
                " There are more than {MOST_GROUPS} pairs of hardware and engine: none has a front of its own."
            );
        }
        String::new()
    }

    /// The fields of a run's tooltip: those of every chart, after the measures on this one's axes.
    #[inline(never)]
    #[must_use]
    pub fn fields(&self, shown: &ActiveTable, row: usize) -> Vec<Field> {
        let field = |axis: &AxisMeasure| {
            let (measure, value) = (&axis.measure, axis.values[row]);
            let words = measure_value(shown, measure, value);
            let key = &*measure.key;
            match fixed_words(key) {
                Some(_) if IN_TOOLTIP.contains(&key) => None,
                Some(title) => Some((title, words)),
                // A column under its own name, which only the table knows.
                None if measure.kind == Kind::Bill => Some(("Bill", words)),
                None => Some(("Column", format!("{}: {words}", measure.words))),
            }
        };
        let (x, y) = (field(&self.x), field(&self.y));
        let same = x == y;
        y.into_iter().chain(x.filter(|_| !same)).chain(run_fields(shown, row)).collect()
    }

    /// How to read the chart, in paragraphs.
    #[inline(never)]
    #[must_use]
    pub fn reading(&self) -> [String; 2] {
        let (x, y) = (name(&self.x.measure), name(&self.y.measure));
        [
            format!(
                "Each mark is one load test. {} The steps, the Pareto front, join the runs that no other beats in both {y} and \
                 {x}; runs that are equal in both all belong to it. Between two of them the steps show what was measured, \
                 not what may lie between. The star is the answer, as everywhere on the page.",
                self.better()
            ),
            format!(
                "On the chart, the left and right arrow keys go from run to run, up and down to the nearest above or below; Home and End to the lowest and the highest \
                 {x}; Enter pins one."
            ),
        ]
    }
}

/// What the reader should know of an axis.
fn doubts(axis: &AxisMeasure) -> String {
    let mut text = String::new();
    if axis.missing.as_deref() == Some(BILL) {
        text += &format!(" A bill needs a demand and a price: {} is shown in its place.", name(&axis.measure));
    } else if axis.measure.key == LOAD {
        return format!(" No run has a latency: {} stand across in its place.", axis.measure.words);
    } else if let Some(key) = &axis.missing {
        text += &format!(" No run has the measure “{}”: {} is shown in its place.", cut(key), name(&axis.measure));
    }
    if axis.measure.direction == Direction::Unknown {
        text +=
            &format!(" Whether more or less of {} is better is not known: less is taken to be.", axis.measure.words);
    }
    text
}

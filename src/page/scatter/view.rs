//! From the chosen runs to the scene of the cost-latency chart and its legend.

use std::sync::Arc;

use crate::analysis::decide::answer::Demand;
use crate::analysis::decide::cost_latency::CostLatency;
use crate::analysis::stats::extent::Extent;
use crate::chart::colour::ColourScale;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::marks::symbol::Symbol;
use crate::chart::scenes::scatter::Scene;
use crate::chart::scenes::scatter::answer::Star;
use crate::data::runs::filter::Filter;

use crate::page::choice::filters::{Axes, Choice};
use crate::page::tables::active_table::{ActiveTable, Groups};
use crate::page::verdict::at_load::AtLoad;
use crate::page::verdict::view::VerdictView;
use crate::page::words::{cost, runs};

use super::columns::{cost_usd, latency_ms, reading};
use super::marks::Marks;
use super::moved_cost::Drawn;
use super::own_axes;
use super::own_axes::OwnAxes;
use super::upwards::{COST, in_place};

/// From this ratio of largest to smallest value on, `Axes::Auto` takes a logarithmic axis.
const LOG_FROM_RATIO: f64 = 10.0;
/// One group in the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendGroup {
    /// Hardware, or hardware and image.
    pub label: String,
    /// Its hardware by position among the table's, which gives it its colour; none in the notebook's chart.
    pub hardware: Option<usize>,
    /// Its shape, if all its runs have one.
    pub symbol: Option<Symbol>,
    /// Whether its runs are drawn.
    pub shown: bool,
}

/// The axes and colours of a chart: fixed by the table, not by the filters, so that nothing jumps while they move.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterAxes {
    /// Latency.
    pub x: Axis,
    /// Cost.
    pub y: Axis,
    /// Batch size.
    pub colours: Option<ColourScale>,
    /// The measures that the reader chose in the place of latency and cost.
    pub own: Option<Arc<OwnAxes>>,
}

/// The chart and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct ScatterView {
    /// What is drawn.
    pub scene: Arc<Scene>,
    /// The groups, in the order of the legend.
    pub legend: Vec<LegendGroup>,
    /// Table rows on the front, by rising latency, or whatever is drawn from left to right.
    pub front_rows: Vec<usize>,
    /// The row that has the star, hidden or not.
    pub cheapest_row: Option<usize>,
    /// How many of the chosen runs have no usable cost or latency, or measure drawn in their place.
    pub left_out: usize,
    /// The measures drawn in the place of latency and cost.
    pub own: Option<Arc<OwnAxes>>,
}

/// What the chart is called while it shows what it usually does.
const TITLE: &str = "Cost against latency";

/// Axes and colours for all runs of the table that have the workload looked at.
#[must_use]
pub fn fixed(shown: &ActiveTable, choice: &Choice) -> ScatterAxes {
    if let Some(measures) = &choice.scatter {
        return own_axes::fixed(shown, choice, measures);
    }
    let all =
        if shown.runs.workloads.are_several() { of_workload(shown, choice) } else { (0..shown.runs.rows).collect() };
    let reading = reading(shown, choice);
    let (x, y) = CostLatency::places(latency_ms(shown, choice), cost_usd(shown, choice), &all, reading);
    // Without costs, or without latencies, or perhaps with a limit on another one; and with a demand, which has a bill.
    let is_usual = choice.limits.others.is_empty() && matches!(choice.money.demand, Demand::None);
    if (x.is_empty() || y.is_empty() || !is_usual)
        && !choice.notebook
        && let Some(measures) = in_place(shown, choice)
    {
        return own_axes::fixed(shown, choice, &measures);
    }
    let axes = division(choice);
    let axis = |values: &[f64]| {
        let scale = scale(axes, values);
        let extent = match scale {
            Scale::Linear => Extent::of(values.iter().copied()),
            Scale::Log => Extent::of_positive(values.iter().copied()),
        };
        Axis::around(extent, scale)
    };
    ScatterAxes { x: axis(&x), y: axis(&y), colours: colours(&shown.runs.batch_size, choice.notebook), own: None }
}

/// The runs of the workload that is looked at, as no others are ever drawn beside them.
#[inline(never)]
pub(super) fn of_workload(shown: &ActiveTable, choice: &Choice) -> Vec<usize> {
    let filter = Filter { workload: choice.filter.workload.clone(), ..Filter::default() };
    filter.rows(&shown.runs, &shown.batch_sizes)
}

/// How axes are divided: the notebook's in equal steps, unless the reader says otherwise.
pub(super) fn division(choice: &Choice) -> Axes {
    if choice.notebook && choice.axes == Axes::Auto { Axes::Linear } else { choice.axes }
}

pub(super) fn scale(axes: Axes, values: &[f64]) -> Scale {
    match axes {
        Axes::Linear => Scale::Linear,
        Axes::Log => Scale::Log,
        Axes::Auto => match Extent::of_positive(values.iter().copied()) {
            Some(Extent { min, max }) if max / min >= LOG_FROM_RATIO => Scale::Log,
            _ => Scale::Linear,
        },
    }
}

/// Batch sizes come in powers of two, so colours go by factors; the notebook's go by steps.
pub(super) fn colours(batch_size: &[f64], notebook: bool) -> Option<ColourScale> {
    let extent = Extent::of(batch_size.iter().copied())?;
    let scale = if notebook || extent.min <= 0.0 { Scale::Linear } else { Scale::Log };
    Some(ColourScale { extent, scale })
}

/// The runs of a chart.
#[derive(Clone, Copy, Debug)]
pub struct Runs<'a> {
    /// Those that pass the filters.
    pub rows: &'a [usize],
    /// Of these those that keep the limits, in the same order.
    pub within: &'a [usize],
    /// The run that is the answer.
    pub answer: Option<usize>,
    /// What its card says of it, where that is not the run's own.
    pub at_load: Option<AtLoad>,
}

impl<'a> Runs<'a> {
    /// Of an answer among `rows`.
    #[must_use]
    pub fn of(rows: &'a [usize], verdict: &'a VerdictView) -> Self {
        Self { rows, within: &verdict.passing, answer: verdict.answer(), at_load: verdict.at_load }
    }
}

impl ScatterView {
    /// Computes the chart of `rows` without limits, with the star on the cheapest.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], choice: &Choice, fixed: &ScatterAxes) -> Self {
        let answer = shown.runs.ranking().cheapest(rows);
        Self::of(shown, Runs { rows, within: rows, answer, at_load: None }, choice, fixed)
    }

    /// Computes the chart of runs within and outside of the limits. The notebook knows no limits: its chart is of those
    /// within alone.
    #[must_use]
    pub fn of(shown: &ActiveTable, runs: Runs, choice: &Choice, fixed: &ScatterAxes) -> Self {
        let groups = if choice.notebook { &shown.notebook_groups } else { &shown.groups };
        let marks = Marks { shown, groups, legend: legend(shown, groups, choice), choice };
        let within = marks.visible(runs.within.into());
        let out = if choice.notebook { Vec::new() } else { beyond(runs) };
        let out = marks.visible(out.into());
        match &fixed.own {
            Some(own) => own_axes::view(own, marks, (&within, &out, runs.answer), runs.at_load, fixed),
            None => marks.cost_latency((&within, &out, runs.answer), fixed),
        }
    }

    /// What the chart shows, in a sentence or two.
    #[must_use]
    pub fn summary(&self, shown: &ActiveTable, choice: &Choice) -> String {
        let mut text = match &self.own {
            Some(own) => own.summary(shown, self),
            None => runs::chart_summary(shown, choice, self.scene.within().len(), &self.front_rows, self.left_out),
        };
        if self.scene.faded > 0 {
            let runs = runs::count(self.scene.faded, "run", "runs");
            text +=
                &format!(" {runs} outside of the limits {} faded.", if self.scene.faded == 1 { "is" } else { "are" });
        }
        text
    }

    /// Whether the star stands elsewhere than at its run's mark.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        self.scene.star.as_ref().is_some_and(Star::is_apart)
    }

    /// The key of the measure upwards.
    #[must_use]
    pub fn upwards(&self) -> &str {
        self.own.as_ref().map_or(COST, |own| &own.y.measure.key)
    }

    /// The same with its values; of costs none.
    #[must_use]
    pub fn drawn_upwards(&self) -> Drawn<'_> {
        self.own.as_ref().map_or((COST, &[]), |own| (&own.y.measure.key, &own.y.values))
    }

    /// The position of a run, drawn or not, in the chart's data.
    #[must_use]
    pub fn place(&self, shown: &ActiveTable, choice: &Choice, row: usize) -> (f64, f64) {
        match &self.own {
            Some(own) => own.place(row),
            None => (latency_ms(shown, choice)[row], cost_usd(shown, choice)[row]),
        }
    }
}

/// The fields of a run's tooltip.
#[must_use]
pub fn fields(view: Option<&ScatterView>, shown: &ActiveTable, row: usize) -> Vec<runs::Field> {
    match view.and_then(|view| view.own.as_ref()) {
        Some(own) => own.fields(shown, row),
        None => run_fields(shown, row),
    }
}

/// Those of every chart, with the cost as the headline quotes it.
pub(super) fn run_fields(shown: &ActiveTable, row: usize) -> Vec<runs::Field> {
    runs::run_fields_with(shown, row, cost::quoted_in_full(shown, shown.runs.ranked_cost()[row]))
}

/// What a chart is called, in its heading and in saved pictures.
#[must_use]
pub fn title(view: Option<&ScatterView>) -> String {
    view.and_then(|view| view.own.as_ref()).map_or_else(|| TITLE.to_owned(), |own| own.title())
}

fn legend(shown: &ActiveTable, groups: &Groups, choice: &Choice) -> Vec<LegendGroup> {
    let runs = &shown.runs;
    let has_shapes = !Groups::shapes_are_engines(runs);
    let group = |(nth, label): (usize, &String)| {
        let row = groups.first_row[nth];
        let symbol = || Symbol::nth(row.map_or(0, |row| shown.shapes.of_row[row]));
        let hardware = row.map_or(nth, |row| runs.hw_type.codes[row] as usize);
        LegendGroup {
            label: label.clone(),
            hardware: (!choice.notebook).then_some(hardware),
            symbol: if choice.notebook { Some(Symbol::nth(nth)) } else { has_shapes.then(symbol) },
            shown: !choice.hidden.contains(label),
        }
    };
    groups.labels.iter().enumerate().map(group).collect()
}

/// The rows that break a limit.
fn beyond(Runs { rows, within, .. }: Runs) -> Vec<usize> {
    if rows.len() == within.len() {
        return Vec::new();
    }
    let mut kept = within.iter().copied().peekable();
    rows.iter().copied().filter(|&row| kept.next_if_eq(&row).is_none()).collect()
}

//! From the chosen runs to the scene of the cost-latency chart and its legend.

use std::borrow::Cow;
use std::sync::Arc;

use crate::analysis::decide::cost_latency::{CostLatency, Reading};
use crate::analysis::stats::extent::Extent;
use crate::chart::colour::ColourScale;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Scale};
use crate::chart::marks::symbol::Symbol;
use crate::chart::scenes::scatter::{Point, Scene};
use crate::data::runs::filter::Filter;

use crate::page::choice::filters::{Axes, Choice, Latency};
use crate::page::tables::active_table::{ActiveTable, Groups};
use crate::page::words::{cost, runs};

use super::own_axes;
use super::own_axes::OwnAxes;

/// From this ratio of largest to smallest value on, `Axes::Auto` takes a logarithmic axis.
const LOG_FROM_RATIO: f64 = 10.0;
/// Legend entries that are no group.
pub const FRONT_LABEL: &str = "Pareto front";
/// The star.
pub const CHEAPEST_LABEL: &str = "Cheapest run";

/// One group in the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendGroup {
    /// Hardware, or hardware and image.
    pub label: String,
    /// Its shape.
    pub symbol: Symbol,
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
    /// The cheapest row drawn.
    pub cheapest_row: Option<usize>,
    /// How many of the chosen runs have no usable cost or latency, or measure drawn in their place.
    pub left_out: usize,
    /// The measures drawn in the place of latency and cost.
    pub own: Option<Arc<OwnAxes>>,
}

/// What the chart is called while it shows what it usually does.
const TITLE: &str = "Cost against latency";

/// The latency column that the choice names; the mean where the table has no p95.
#[must_use]
pub fn latency_ms<'a>(shown: &'a ActiveTable, choice: &Choice) -> &'a [f64] {
    match (choice.latency, &shown.runs.p95_latency_ms) {
        (Latency::P95, Some(p95)) => p95,
        _ => &shown.runs.avg_latency_ms,
    }
}

/// The costs drawn: those that rank. The notebook's way draws those of all requests, as it did.
#[must_use]
pub fn cost_usd<'a>(shown: &'a ActiveTable, choice: &Choice) -> &'a [f64] {
    if choice.notebook { &shown.runs.cost_usd_per_billion } else { shown.runs.ranked_cost() }
}

fn reading(shown: &ActiveTable, choice: &Choice) -> Reading {
    if choice.notebook { Reading::Notebook { cheapest: shown.notebook_cheapest } } else { Reading::Plain }
}

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

impl ScatterView {
    /// Computes the chart of `rows`.
    #[must_use]
    pub fn new(shown: &ActiveTable, rows: &[usize], choice: &Choice, fixed: &ScatterAxes) -> Self {
        let groups = if choice.notebook { &shown.notebook_groups } else { &shown.groups };
        let legend = legend(groups, choice);
        let visible: Cow<[usize]> = if legend.iter().all(|group| group.shown) {
            rows.into()
        } else {
            rows.iter().copied().filter(|&row| legend[groups.of_row[row]].shown).collect()
        };
        if let Some(own) = &fixed.own {
            return own_axes::view(own, shown, (&visible, groups), legend, (choice, fixed));
        }
        let runs =
            CostLatency::new(latency_ms(shown, choice), cost_usd(shown, choice), &visible, reading(shown, choice));
        // Where the chart compares by another latency than the average, equally cheap runs still have one winner. The
        // notebook ranks a cost of zero, and so has its own.
        let by_rule = || shown.runs.ranking().cheapest(&runs.rows);
        let cheapest_row = if choice.notebook { runs.cheapest_row() } else { by_rule() };
        let symbols: Vec<Symbol> = legend.iter().map(|group| group.symbol).collect();
        let (batch_size, of_row): (&[f64], &[usize]) = (&shown.runs.batch_size, &groups.of_row);
        let places = runs.latency_ms.iter().zip(&runs.cost_usd);
        let point = |(&row, (&x, &y)): (&usize, (&f64, &f64))| Point {
            row,
            x,
            y,
            value: batch_size[row],
            symbol: symbols[of_row[row]],
        };
        Self {
            scene: Arc::new(Scene {
                points: runs.rows.iter().zip(places).map(point).collect(),
                front: runs.front.clone(),
                cheapest: cheapest_row.and_then(|row| runs.rows.iter().position(|&at| at == row)),
                show_front: !choice.hidden.contains(FRONT_LABEL),
                show_cheapest: !choice.hidden.contains(CHEAPEST_LABEL),
                x: fixed.x,
                y: fixed.y,
                titles: titles(shown, choice),
                colours: fixed.colours,
                steps: None,
            }),
            front_rows: runs.front_rows().collect(),
            cheapest_row,
            left_out: runs.left_out,
            legend,
            own: None,
        }
    }

    /// What the chart shows, in a sentence or two.
    #[must_use]
    pub fn summary(&self, shown: &ActiveTable, choice: &Choice) -> String {
        match &self.own {
            Some(own) => own.summary(shown, self),
            None => runs::chart_summary(shown, choice, self.scene.points.len(), &self.front_rows, self.left_out),
        }
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
        None => runs::run_fields(shown, row),
    }
}

/// What a chart is called, in its heading and in saved pictures.
#[must_use]
pub fn title(view: Option<&ScatterView>) -> String {
    view.and_then(|view| view.own.as_ref()).map_or_else(|| TITLE.to_owned(), |own| own.title())
}

fn legend(groups: &Groups, choice: &Choice) -> Vec<LegendGroup> {
    let group = |(nth, label): (usize, &String)| LegendGroup {
        label: label.clone(),
        symbol: Symbol::nth(nth),
        shown: !choice.hidden.contains(label),
    };
    groups.labels.iter().enumerate().map(group).collect()
}

fn titles(shown: &ActiveTable, choice: &Choice) -> Titles {
    let x = match choice.latency {
        Latency::Avg => "Average latency, ms",
        Latency::P95 => "95th percentile of latency, ms",
    };
    Titles { x: x.to_owned(), y: cost::axis(shown, "Cost", choice.notebook) }
}

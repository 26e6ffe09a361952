//! The legends of the charts, for the page and for saved pictures.

use crate::chart::colour::ColourScale;
use crate::chart::marks::symbol::Symbol;
use crate::chart::picture::legend::{Legend, Ramp, Swatch};
use crate::chart::scenes::bubbles;
use crate::chart::scenes::bubbles::{TIE_CSS, TIE_SYMBOL};
use crate::chart::scenes::contour::{BLACK, RED, WHITE};
use crate::chart::scenes::histogram::Style;
use crate::chart::scenes::lines::{Trace, colour};
use crate::chart::scenes::steps::{GROUP_WIDTH_CSS, Steps};
use crate::chart::theme::Theme;
use crate::data::runs::run_table::RunTable;
use crate::format::numbers::short;

use crate::format::numbers::percent;
use crate::page::compare::view::CompareLayout;
use crate::page::contour::view::{ContourView, fraction};
use crate::page::evidence::chart::LegendEntry;
use crate::page::scatter::view::{CHEAPEST_LABEL, FRONT_LABEL, ScatterView};
use crate::page::tables::active_table::ActiveTable;

/// The dash of a solid line.
const SOLID: (f64, f64) = (0.0, 0.0);

/// Cost against latency: the groups that are drawn, the front, the star and the batch sizes.
#[must_use]
pub fn scatter(view: &ScatterView, shown: &ActiveTable, theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    for group in view.legend.iter().filter(|group| group.shown) {
        legend.add(group_swatch(group.symbol, theme), group.label.clone());
    }
    let scene = &view.scene;
    if scene.show_front && !scene.front.is_empty() {
        legend.add(front_swatch(theme), FRONT_LABEL);
    }
    if let Some(steps) = &scene.steps {
        legend.entries.extend(group_fronts(steps).entries);
    }
    if scene.show_cheapest && scene.cheapest.is_some() {
        legend.add(cheapest_swatch(theme), CHEAPEST_LABEL);
    }
    legend.ramp = scene.colours.map(|scale| batch_sizes(&scale, &RunTable::distinct(&shown.runs.batch_size)));
    legend
}

/// The mark of a group, whatever its batch sizes.
#[must_use]
pub fn group_swatch(symbol: Symbol, theme: &Theme) -> Swatch {
    Swatch::Symbol { symbol, fill: theme.muted, radius_css: theme.mark_px }
}

/// The Pareto front.
#[must_use]
pub fn front_swatch(theme: &Theme) -> Swatch {
    line(theme.front, (7.0, 4.0))
}

/// The fronts of hardware and engines.
#[inline(never)]
#[must_use]
pub fn group_fronts(steps: &Steps) -> Legend {
    let mut legend = Legend::default();
    for group in &steps.groups {
        let swatch = Swatch::Line {
            colour: colour(group.nth),
            dash: group.dash(),
            width_css: GROUP_WIDTH_CSS,
            upright: false,
            symbol: None,
        };
        legend.add(swatch, format!("Front of {}", group.label));
    }
    legend
}

/// The star on the cheapest run.
#[must_use]
pub fn cheapest_swatch(theme: &Theme) -> Swatch {
    Swatch::Star { fill: theme.front }
}

fn line(colour: plotters::style::RGBColor, dash: (f64, f64)) -> Swatch {
    Swatch::Line { colour, dash, width_css: 2.0, upright: false, symbol: None }
}

/// The colour scale of the batch sizes that occur.
#[must_use]
pub fn batch_sizes(scale: &ColourScale, values: &[f64]) -> Ramp {
    Ramp::whole("Batch size".to_owned(), batch_size_ticks(scale, values))
}

/// As many labels as have room, from the largest value on, which would be missed most.
fn batch_size_ticks(scale: &ColourScale, values: &[f64]) -> Vec<(f64, String)> {
    const GAP: f64 = 0.11;
    let mut ticks: Vec<(f64, String)> = Vec::new();
    for &value in values.iter().rev() {
        if let Some(at) = scale.fraction(value)
            && ticks.last().is_none_or(|(last, _)| last - at >= GAP)
        {
            ticks.push((at, short(value)));
        }
    }
    ticks
}

/// One of the contour charts.
#[must_use]
pub fn contour(view: &ContourView, at: usize) -> Legend {
    let Some(panel) = view.panels.get(at) else { return Legend::default() };
    let ramp = (!panel.scene.layers.is_empty()).then(|| contour_levels(view, &panel.levels));
    Legend { ramp, ..contour_marks(view.plane.y.noun(), !panel.scene.samples.is_empty(), view.limited) }
}

/// The marks on contour charts; `upwards` is the setting of that axis.
#[must_use]
pub fn contour_marks(upwards: &str, has_runs: bool, limited: bool) -> Legend {
    let mut legend = Legend::default();
    if has_runs {
        legend.add(Swatch::Disc { fill: WHITE, outline: BLACK, radius_css: 3.3 }, "A run");
        legend.add(Swatch::Disc { fill: RED, outline: BLACK, radius_css: 4.3 }, format!("Best of its {upwards}"));
        legend.add(Swatch::Star { fill: RED }, "Best of its chart");
    }
    if limited {
        legend.add(Swatch::Hatch, "Breaks a limit");
    }
    legend
}

/// The colour scale of a contour chart: bands of equal width, whatever they span, and the levels between them.
#[must_use]
pub fn contour_levels(view: &ContourView, levels: &[f64]) -> Ramp {
    let bands = levels.len() + 1;
    Ramp {
        title: view.title(),
        fractions: (0..bands).map(|band| fraction(view.plane.more_is_better(), band as f64, bands)).collect(),
        ticks: level_ticks(view, levels),
    }
}

/// As many levels as have room for their labels.
fn level_ticks(view: &ContourView, levels: &[f64]) -> Vec<(f64, String)> {
    const MOST: usize = 5;
    let bands = levels.len() + 1;
    let every = levels.len().div_ceil(MOST).max(1);
    let tick = |(at, &level): (usize, &f64)| ((at + 1) as f64 / bands as f64, view.label(level, levels));
    levels.iter().enumerate().skip(every / 2).step_by(every).map(tick).collect()
}

/// A comparison: the values, and the sizes of savings.
#[must_use]
pub fn bubbles(fixed: &CompareLayout, theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    legend.add(Swatch::Heading, "Cheapest");
    for (nth, label) in fixed.values.iter().enumerate() {
        let (fill, symbol) = bubbles::look(nth);
        legend.add(Swatch::Symbol { symbol, fill, radius_css: 7.0 }, label.clone());
    }
    if fixed.ties {
        let swatch = Swatch::Symbol { symbol: TIE_SYMBOL, fill: theme.missing, radius_css: TIE_CSS };
        legend.add(swatch, "no difference");
    }
    if fixed.largest_percent > 0.0 {
        legend.add(Swatch::Heading, "Saving");
        for saving in fixed.size_steps() {
            let radius_css = bubbles::radius_css(saving, fixed.largest_percent);
            legend.add(Swatch::Ring { radius_css }, percent(saving));
        }
    }
    legend
}

/// The series of a histogram.
#[must_use]
pub fn series(labels: &[String]) -> Legend {
    let mut legend = Legend::default();
    for (nth, label) in labels.iter().enumerate() {
        let Style { colour, dash, .. } = Style::nth(nth);
        legend.add(Swatch::Bar { colour, dash }, label.clone());
    }
    legend
}

/// The density of the accuracies.
#[must_use]
pub fn density(theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    let upright = |colour, dash, width_css| Swatch::Line { colour, dash, width_css, upright: true, symbol: None };
    legend.add(upright(theme.ink, SOLID, 1.5), "Mean");
    legend.add(upright(theme.muted, (5.0, 4.0), 1.5), "± 1 standard deviation");
    legend.add(upright(theme.ink, SOLID, 1.0), "A value that occurs");
    let dot = Swatch::Disc { fill: theme.front, outline: theme.outline, radius_css: 4.5 };
    legend.add(dot, "Among the 5 furthest from the mean");
    legend
}

/// The lines and marks of a configuration's throughput.
#[must_use]
pub fn evidence(entries: &[LegendEntry]) -> Legend {
    let mut legend = Legend::default();
    for (nth, LegendEntry { trace, text }) in entries.iter().enumerate() {
        let (colour, symbol) = (colour(nth), Symbol::nth(nth));
        let swatch = match trace {
            Trace::Marks => Swatch::Symbol { symbol, fill: colour, radius_css: 4.0 },
            Trace::Through => through(nth),
            Trace::Hollow => Swatch::Ring { radius_css: 4.0 },
            Trace::Curve => line(colour, SOLID),
            Trace::Dashed => line(colour, (7.0, 4.0)),
            Trace::Dotted => line(colour, (2.0, 3.0)),
        };
        legend.add(swatch, text.clone());
    }
    legend
}

fn through(nth: usize) -> Swatch {
    Swatch::Line { colour: colour(nth), dash: SOLID, width_css: 2.0, upright: false, symbol: Some(Symbol::nth(nth)) }
}

/// The lines of a chart with these names.
#[must_use]
pub fn lines(names: impl IntoIterator<Item = String>) -> Legend {
    let mut legend = Legend::default();
    for (nth, name) in names.into_iter().enumerate() {
        legend.add(through(nth), name);
    }
    legend
}

//! The legends of the charts, for the page and for saved pictures.

use crate::chart::colour::ColourScale;
use crate::chart::marks::symbol::Symbol;
use crate::chart::picture::legend::{Entry, Legend, Ramp, Swatch};
use crate::chart::scenes::bubbles;
use crate::chart::scenes::bubbles::{TIE_CSS, TIE_SYMBOL};
use crate::chart::scenes::histogram::Style;
use crate::chart::scenes::lines::{Line, Trace};
use crate::chart::scenes::scatter::paint::{Paint, size_css};
use crate::chart::scenes::steps::{GROUP_WIDTH_CSS, Steps};
use crate::chart::surface::{BLACK, WHITE};
use crate::chart::theme::Theme;
use crate::data::runs::run_table::RunTable;
use crate::format::numbers::short;

use crate::format::numbers::percent;
use crate::page::compare::view::CompareLayout;
use crate::page::contour::view::{ContourView, fraction};
use crate::page::evidence::chart::LegendEntry;
use crate::page::scatter::columns::{CHEAPEST_LABEL, FRONT_LABEL};
use crate::page::scatter::view::{LegendGroup, ScatterView};
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::unnamed::group_label;

/// The dash of a solid line.
const SOLID: (f64, f64) = (0.0, 0.0);

/// Cost against latency: the groups that are drawn, the front, the star and the batch sizes.
#[must_use]
pub fn scatter(view: &ScatterView, shown: &ActiveTable, theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    let (scene, paint) = (&view.scene, view.scene.paint);
    for group in view.legend.iter().filter(|group| group.shown) {
        legend.add(group_swatch(group, theme), group_label(shown, &group.label));
    }
    // Whole names: who sees a picture has no page beside it.
    legend.entries.extend(shapes(view, &shown.shapes.labels, theme).entries);
    if scene.show_front && !scene.front.is_empty() {
        legend.add(front_swatch(paint, theme), FRONT_LABEL);
    }
    if let Some(steps) = scene.steps.as_ref().filter(|steps| !steps.groups.is_empty()) {
        legend.entries.extend(group_fronts(steps, theme, &|label| label.to_owned()).entries);
    }
    if scene.star.is_some() {
        legend.add(star_swatch(paint, theme), star_words(paint));
    }
    let values = || RunTable::distinct(&shown.runs.batch_size);
    match paint {
        Paint::Viridis(scale) => legend.ramp = scale.map(|scale| batch_sizes(&scale, &values())),
        Paint::Hardware(scale) => legend.entries.extend(scale.map_or_else(Vec::new, |scale| sizes(&scale, &values()))),
    }
    legend
}

/// The mark of a group, whatever its batch sizes: in the colour of its hardware and the shape of its image; a field of that
/// colour where its runs have several shapes.
#[must_use]
pub fn group_swatch(group: &LegendGroup, theme: &Theme) -> Swatch {
    let colour = group.hardware.map_or(theme.muted, |nth| theme.hue(nth));
    match group.symbol {
        Some(symbol) => Swatch::Symbol { symbol, fill: colour, radius_css: theme.mark_px },
        None => Swatch::Bar { colour, dash: SOLID },
    }
}

/// The shapes of engines, which are no part of a group's name, in words for each.
#[must_use]
pub fn shapes(view: &ScatterView, names: &[String], theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    if view.legend.iter().any(|group| group.symbol.is_none()) {
        for (nth, name) in names.iter().enumerate() {
            let swatch = Swatch::Symbol { symbol: Symbol::nth(nth), fill: theme.muted, radius_css: theme.mark_px };
            legend.add(swatch, name.clone());
        }
    }
    legend
}

/// The smallest, a middle and the largest batch size that occur, as sizes of marks; none where all are equal.
#[must_use]
pub fn sizes(scale: &ColourScale, values: &[f64]) -> Vec<Entry> {
    let (Some(&first), Some(&last)) = (values.first(), values.last()) else { return Vec::new() };
    if values.len() < 2 {
        return Vec::new();
    }
    let mut told = vec![first, values[values.len() / 2], last];
    told.dedup();
    let entry = |value: f64| {
        let swatch = Swatch::Ring { radius_css: size_css(scale.fraction(value), 1) };
        Entry { swatch, label: format!("Batch size {}", short(value)) }
    };
    told.into_iter().map(entry).collect()
}

/// The Pareto front.
#[must_use]
pub fn front_swatch(paint: Paint, theme: &Theme) -> Swatch {
    if paint.is_notebook() { line(theme.notebook, (7.0, 4.0)) } else { line(theme.ink, SOLID) }
}

/// The fronts of hardware and engines; `name` says what a group's label is called.
#[inline(never)]
#[must_use]
pub fn group_fronts(steps: &Steps, theme: &Theme, name: &dyn Fn(&str) -> String) -> Legend {
    let mut legend = Legend::default();
    for group in &steps.groups {
        let swatch = Swatch::Line {
            colour: theme.hue(group.hardware),
            dash: group.dash(),
            width_css: GROUP_WIDTH_CSS,
            upright: false,
            symbol: None,
        };
        legend.add(swatch, ["Front of ", &name(&group.label)].concat());
    }
    legend
}

/// The star.
#[must_use]
pub fn star_swatch(paint: Paint, theme: &Theme) -> Swatch {
    Swatch::Star { fill: if paint.is_notebook() { theme.notebook } else { theme.accent } }
}

/// What the star is on. In an address it is always the cheapest run that is hidden.
#[must_use]
pub fn star_words(paint: Paint) -> &'static str {
    if paint.is_notebook() { CHEAPEST_LABEL } else { "The answer" }
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
pub fn contour(view: &ContourView, at: usize, theme: &Theme) -> Legend {
    let Some(panel) = view.panels.get(at) else { return Legend::default() };
    let ramp = (!panel.scene.layers.is_empty()).then(|| contour_levels(view, &panel.levels, theme));
    Legend { ramp, ..contour_marks(view.plane.y.noun(), !panel.scene.samples.is_empty(), view.limited, theme) }
}

/// The marks on contour charts; `upwards` is the setting of that axis.
#[must_use]
pub fn contour_marks(upwards: &str, has_runs: bool, limited: bool, theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    if has_runs {
        let (fill, outline) = theme.surface.best();
        legend.add(Swatch::Disc { fill: WHITE, outline: BLACK, radius_css: 3.3 }, "A run");
        legend.add(Swatch::Disc { fill, outline, radius_css: 4.3 }, format!("Best of its {upwards}"));
        legend.add(Swatch::Star { fill }, "Best of its chart");
    }
    if limited {
        legend.add(Swatch::Hatch, "Breaks a limit");
    }
    legend
}

/// The colour scale of a contour chart: bands of equal width, whatever they span, and the levels between them.
#[must_use]
pub fn contour_levels(view: &ContourView, levels: &[f64], theme: &Theme) -> Ramp {
    let bands = levels.len() + 1;
    let colour = |band| theme.surface.colour(fraction(view.plane.more_is_better(), band as f64, bands));
    Ramp { title: view.title(), colours: (0..bands).map(colour).collect(), ticks: level_ticks(view, levels) }
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
        let (fill, symbol) = bubbles::look_of(nth, &fixed.hardware, theme);
        legend.add(Swatch::Symbol { symbol, fill, radius_css: 7.0 }, label.clone());
    }
    if fixed.ties {
        let swatch = Swatch::Symbol { symbol: TIE_SYMBOL, fill: theme.muted, radius_css: TIE_CSS };
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
    let dot = Swatch::Disc { fill: theme.bad, outline: theme.ink, radius_css: 4.5 };
    legend.add(dot, "Among the 5 furthest from the mean");
    legend
}

/// The lines and marks of a configuration's throughput.
#[must_use]
pub fn evidence(entries: &[LegendEntry], theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    for (nth, LegendEntry { trace, text }) in entries.iter().enumerate() {
        let (colour, symbol) = (theme.hue(nth), Symbol::nth(nth));
        let swatch = match trace {
            Trace::Marks => Swatch::Symbol { symbol, fill: colour, radius_css: 4.0 },
            Trace::Through => through(nth, nth, theme),
            Trace::Hollow => Swatch::Ring { radius_css: 4.0 },
            Trace::Needed => line(theme.accent, (7.0, 4.0)),
            Trace::Curve => line(colour, SOLID),
            Trace::Dashed => line(colour, (7.0, 4.0)),
            Trace::Dotted => line(colour, (2.0, 3.0)),
        };
        legend.add(swatch, text.clone());
    }
    legend
}

fn through(shape: usize, hue: usize, theme: &Theme) -> Swatch {
    let symbol = Some(Symbol::nth(shape));
    Swatch::Line { colour: theme.hue(hue), dash: SOLID, width_css: 2.0, upright: false, symbol }
}

/// The lines of a chart with these names, each in its own words.
#[must_use]
pub fn lines(lines: &[Line], names: impl IntoIterator<Item = String>, theme: &Theme) -> Legend {
    let mut legend = Legend::default();
    for (nth, name) in names.into_iter().enumerate() {
        let own = |of: fn(&Line) -> Option<usize>| lines.get(nth).and_then(of).unwrap_or(nth);
        legend.add(through(own(|line| line.shape), own(|line| line.hardware), theme), name);
    }
    legend
}

//! The keys of the charts as they are drawn on an exported picture: what the legends on the page say.

use crate::chart::colour::ColourScale;
use crate::chart::marks::symbol::Symbol;
use crate::chart::picture::legend::{Key, Ramp, Swatch};
use crate::chart::scenes::bubbles;
use crate::chart::scenes::bubbles::{TIE_CSS, TIE_SYMBOL};
use crate::chart::scenes::contour::{BLACK, RED, WHITE};
use crate::chart::scenes::histogram::Style;
use crate::chart::scenes::lines::{Trace, colour};
use crate::chart::theme::Theme;
use crate::data::runs::run_table::RunTable;
use crate::format::numbers::{percent, short};

use crate::page::compare::view::Fixed;
use crate::page::contour::view::{ContourView, fraction};
use crate::page::evidence::chart::KeyEntry;
use crate::page::scatter::view::{CHEAPEST_LABEL, FRONT_LABEL, ScatterView};
use crate::page::tables::active_table::Shown;

/// A line without dashes.
const WHOLE: (f64, f64) = (0.0, 0.0);

/// Cost against latency: of the groups, those that are drawn.
#[must_use]
pub fn scatter(view: &ScatterView, shown: &Shown, theme: &Theme) -> Key {
    let mut key = Key::default();
    for group in view.legend.iter().filter(|group| group.shown) {
        let swatch = Swatch::Symbol { symbol: group.symbol, fill: theme.muted, radius_css: theme.mark_px };
        key.add(swatch, group.label.clone());
    }
    let scene = &view.scene;
    if scene.show_front && !scene.front.is_empty() {
        key.add(line(theme.front, (7.0, 4.0)), FRONT_LABEL);
    }
    if scene.show_cheapest && scene.cheapest.is_some() {
        key.add(Swatch::Star { fill: theme.front }, CHEAPEST_LABEL);
    }
    key.ramp = scene.colours.map(|scale| {
        Ramp::whole("Batch size".to_owned(), batch_size_ticks(&scale, &RunTable::distinct(&shown.runs.batch_size)))
    });
    key
}

fn line(colour: plotters::style::RGBColor, dash: (f64, f64)) -> Swatch {
    Swatch::Line { colour, dash, width_css: 2.0, upright: false, symbol: None }
}

/// Where the batch sizes that occur are on the colours, as far as their labels have room; the largest first, as it
/// would be missed most.
#[must_use]
pub fn batch_size_ticks(scale: &ColourScale, values: &[f64]) -> Vec<(f64, String)> {
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

/// A contour chart.
#[must_use]
pub fn contour(view: &ContourView, at: usize) -> Key {
    let mut key = Key::default();
    let Some(panel) = view.panels.get(at) else { return key };
    let samples = &panel.scene.samples;
    if !samples.is_empty() {
        key.add(Swatch::Disc { fill: WHITE, outline: BLACK, radius_css: 3.3 }, "A run");
        key.add(Swatch::Disc { fill: RED, outline: BLACK, radius_css: 4.3 }, "Best of its batch size");
        key.add(Swatch::Star { fill: RED }, "Best of all here");
    }
    if view.limited {
        key.add(Swatch::Hatch, "Breaks a limit");
    }
    let bands = panel.levels.len() + 1;
    key.ramp = (!panel.scene.layers.is_empty()).then(|| Ramp {
        title: view.title(),
        fractions: (0..bands).map(|band| fraction(view.quantity, band as f64, bands)).collect(),
        ticks: level_ticks(view, &panel.levels),
    });
    key
}

/// The levels between the bands, as far as their labels have room.
#[must_use]
pub fn level_ticks(view: &ContourView, levels: &[f64]) -> Vec<(f64, String)> {
    const MOST: usize = 5;
    let bands = levels.len() + 1;
    let every = levels.len().div_ceil(MOST).max(1);
    let tick = |(at, &level): (usize, &f64)| ((at + 1) as f64 / bands as f64, view.label(level, levels));
    levels.iter().enumerate().skip(every / 2).step_by(every).map(tick).collect()
}

/// A comparison: the values, and what the sizes mean.
#[must_use]
pub fn bubbles(fixed: &Fixed, theme: &Theme) -> Key {
    let mut key = Key::default();
    key.add(Swatch::Heading, "Cheapest");
    for (nth, label) in fixed.values.iter().enumerate() {
        let (fill, symbol) = bubbles::look(nth);
        key.add(Swatch::Symbol { symbol, fill, radius_css: 7.0 }, label.clone());
    }
    if fixed.ties {
        let swatch = Swatch::Symbol { symbol: TIE_SYMBOL, fill: theme.missing, radius_css: TIE_CSS };
        key.add(swatch, "no difference");
    }
    if fixed.largest_percent > 0.0 {
        key.add(Swatch::Heading, "Saving");
        for saving in fixed.size_steps() {
            let radius_css = bubbles::radius_css(saving, fixed.largest_percent);
            key.add(Swatch::Ring { radius_css }, percent(saving));
        }
    }
    key
}

/// The series of a histogram.
#[must_use]
pub fn series(labels: &[String]) -> Key {
    let mut key = Key::default();
    for (nth, label) in labels.iter().enumerate() {
        let Style { colour, dash, .. } = Style::nth(nth);
        key.add(Swatch::Bar { colour, dash }, label.clone());
    }
    key
}

/// The density of the accuracies.
#[must_use]
pub fn density(theme: &Theme) -> Key {
    let mut key = Key::default();
    let upright = |colour, dash, width_css| Swatch::Line { colour, dash, width_css, upright: true, symbol: None };
    key.add(upright(theme.ink, WHOLE, 1.5), "Mean");
    key.add(upright(theme.muted, (5.0, 4.0), 1.5), "± 1 standard deviation");
    key.add(upright(theme.ink, WHOLE, 1.0), "A value that occurs");
    let dot = Swatch::Disc { fill: theme.front, outline: theme.outline, radius_css: 4.5 };
    key.add(dot, "Among the 5 furthest from the mean");
    key
}

/// What is drawn of a configuration's throughput.
#[must_use]
pub fn evidence(entries: &[KeyEntry]) -> Key {
    let mut key = Key::default();
    for (nth, KeyEntry { trace, text, .. }) in entries.iter().enumerate() {
        let (colour, symbol) = (colour(nth), Symbol::nth(nth));
        let swatch = match trace {
            Trace::Marks => Swatch::Symbol { symbol, fill: colour, radius_css: 4.0 },
            Trace::Through => through(nth),
            Trace::Curve => line(colour, WHOLE),
            Trace::Dashed => line(colour, (7.0, 4.0)),
            Trace::Dotted => line(colour, (2.0, 3.0)),
        };
        key.add(swatch, text.clone());
    }
    key
}

fn through(nth: usize) -> Swatch {
    Swatch::Line { colour: colour(nth), dash: WHOLE, width_css: 2.0, upright: false, symbol: Some(Symbol::nth(nth)) }
}

/// The lines of a chart, by their names.
#[must_use]
pub fn lines(names: impl IntoIterator<Item = String>) -> Key {
    let mut key = Key::default();
    for (nth, name) in names.into_iter().enumerate() {
        key.add(through(nth), name);
    }
    key
}

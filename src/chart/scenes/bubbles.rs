//! Bubble chart of a comparison: at each batch size and VUs the winner as colour and shape, the saving as area.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::frame::ticks::{Tick, ticks};
use crate::chart::frame::{Frame, PlotArea};
use crate::chart::interactive;
use crate::chart::interactive::{Interactive, Placed};
use crate::chart::marks::symbol::Symbol;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;
use crate::format::numbers::short;

/// Radius of the largest bubble.
pub const LARGEST_CSS: f64 = 16.0;
/// Radius of the smallest bubble.
const SMALLEST_CSS: f64 = 3.0;
/// Radius of the mark that says "no difference".
pub const TIE_CSS: f64 = 4.0;
/// Its shape; no value has it.
pub const TIE_SYMBOL: Symbol = Symbol::Times;

/// Room between neighbouring labels along an axis.
const GAP_X_CSS: f64 = 44.0;
const GAP_Y_CSS: f64 = 26.0;
/// Room that one character of a label takes, as a share of the font's size.
const CHAR_WIDTH: f64 = 0.62;

/// Colours that stand out on white and on the dark paper alike and stay apart for readers who confuse red and green.
const COLOURS: [RGBColor; 5] = [
    RGBColor(0x2b, 0x7b, 0xd0),
    RGBColor(0xd1, 0x70, 0x0f),
    RGBColor(0x12, 0x92, 0x7a),
    RGBColor(0xc9, 0x4f, 0x43),
    RGBColor(0x1f, 0x9a, 0xb8),
];

/// The look of the `nth` value. Colours and shapes repeat after different counts, so that 35 values differ.
#[must_use]
pub fn look(nth: usize) -> (RGBColor, Symbol) {
    // The last shape is that of a tie.
    (COLOURS[nth % COLOURS.len()], Symbol::nth(nth % (Symbol::ALL.len() - 1)))
}

/// A batch size and VUs at which values were compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bubble {
    /// The number of the item.
    pub item: usize,
    /// Batch size.
    pub x: f64,
    /// VUs.
    pub y: f64,
    /// Saving, %.
    pub saving_percent: f64,
    /// The index of the winner in the legend; `None` for a tie.
    pub value: Option<usize>,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The bubbles, in drawing order.
    pub bubbles: Vec<Bubble>,
    /// Batch size.
    pub x: Axis,
    /// VUs.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
    /// The saving that has the largest bubble, %.
    pub largest_percent: f64,
}

/// The radius for a saving, CSS px. The area is proportional to the saving, down to the smallest bubble.
#[must_use]
pub fn radius_css(saving_percent: f64, largest_percent: f64) -> f64 {
    let share = if largest_percent > 0.0 { (saving_percent / largest_percent).clamp(0.0, 1.0) } else { 0.0 };
    (LARGEST_CSS * share.sqrt()).max(SMALLEST_CSS)
}

/// Powers of two, as batch sizes and VUs are tried by doubling; round values where there would be fewer than two.
fn doublings(axis: &Axis, length_css: f64, gap_css: f64) -> Vec<Tick> {
    let range = axis.range();
    // The room around the largest extents leaves the range of f64: an end of 0 or infinity.
    let (from, to) = (range.min.log2().clamp(-1074.0, 1023.0), range.max.log2().clamp(-1074.0, 1023.0));
    let every = (gap_css * (to - from) / length_css).ceil().max(1.0) as i32;
    let (low, high) = (from.ceil() as i32, to.floor() as i32);
    let marks: Vec<Tick> = (low..=high)
        .filter(|exponent| exponent.rem_euclid(every) == 0)
        .map(|exponent| 2f64.powi(exponent))
        .map(|value| Tick { value, label: short(value) })
        .collect();
    if marks.len() < 2 { ticks(axis, length_css, gap_css) } else { marks }
}

impl Scene {
    fn draw_axes<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let area = projection.area;
        painter.fill_rect((0.0, 0.0), (frame.width_css, frame.height_css), theme.paper)?;
        for Tick { value, label } in doublings(&projection.y, area.height(), GAP_Y_CSS) {
            let y = area.bottom - projection.y.fraction(value) * area.height();
            painter.rule((area.left, y), (area.right, y), theme.grid)?;
            painter.text(&label, (area.left - 8.0, y), Anchor::Left, theme.label_px, theme.muted)?;
        }
        for Tick { value, label } in doublings(&projection.x, area.width(), GAP_X_CSS) {
            let x = area.left + projection.x.fraction(value) * area.width();
            painter.rule((x, area.top), (x, area.bottom), theme.grid)?;
            painter.text(&label, (x, area.bottom + 7.0), Anchor::Below, theme.label_px, theme.muted)?;
        }
        let title_y = frame.height_css - theme.label_px * 1.4;
        painter.text(&self.titles.x, (area.right, title_y), Anchor::EndsAt, theme.label_px, theme.ink)?;
        painter.text(&self.titles.y, (2.0, 2.0), Anchor::BeginsAt, theme.label_px, theme.ink)
    }
}

impl Interactive for Scene {
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection {
        let top = theme.label_px * 2.2;
        let bottom = (frame.height_css - theme.label_px * 3.6).max(top + 1.0);
        let labels = doublings(&self.y, bottom - top, GAP_Y_CSS);
        let longest = labels.iter().map(|tick| tick.label.chars().count()).max().unwrap_or(0);
        let left = (longest as f64 * theme.label_px * CHAR_WIDTH + 12.0).min(frame.width_css * 0.4);
        let right = (frame.width_css - LARGEST_CSS).max(left + 1.0);
        Projection { area: PlotArea { left, top, right, bottom }, x: self.x, y: self.y }
    }

    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        self.draw_axes(painter, frame, projection, theme)?;
        for bubble in &self.bubbles {
            let place = projection.to_css(bubble.x, bubble.y);
            match bubble.value.map(look) {
                Some((colour, symbol)) => {
                    let radius = radius_css(bubble.saving_percent, self.largest_percent);
                    symbol.draw(painter, place, radius, colour, theme.ink)?;
                }
                None => TIE_SYMBOL.draw(painter, place, TIE_CSS, theme.muted, theme.ink)?,
            }
        }
        Ok(())
    }

    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        interactive::inside(projection, self.bubbles.iter().map(|bubble| (bubble.item, (bubble.x, bubble.y))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;
    use crate::chart::frame::projection::Scale;
    use crate::chart::theme::{DARK, LIGHT};

    fn axis(min: f64, max: f64) -> Axis {
        Axis::around(Some(Extent { min, max }), Scale::Log)
    }

    /// Relative luminance, WCAG 2.1.
    fn luminance(RGBColor(r, g, b): RGBColor) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    #[test]
    fn colours_stand_out_on_both_papers() {
        for colour in COLOURS {
            for theme in [LIGHT, DARK] {
                let (a, b) = (luminance(colour), luminance(theme.paper));
                assert!((a.max(b) + 0.05) / (a.min(b) + 0.05) >= 3.0, "{colour:?}");
            }
        }
    }

    #[test]
    fn thirty_five_looks_and_none_is_a_tie() {
        let looks: Vec<_> = (0..35).map(look).collect();
        assert!((0..35).all(|a| (0..a).all(|b| looks[a] != looks[b])));
        assert!(looks.iter().all(|&(_, symbol)| symbol != TIE_SYMBOL));
    }

    #[test]
    fn areas_are_in_proportion() {
        assert!((radius_css(40.0, 40.0) - LARGEST_CSS).abs() < 1e-12);
        assert!((radius_css(10.0, 40.0) - LARGEST_CSS / 2.0).abs() < 1e-12);
        assert_eq!(radius_css(0.001, 40.0), SMALLEST_CSS);
        assert_eq!(radius_css(0.0, 0.0), SMALLEST_CSS);
    }

    #[test]
    fn marks_are_doublings_where_there_are_two() {
        let labels = |axis: &Axis, length| -> Vec<String> {
            doublings(axis, length, 40.0).into_iter().map(|tick| tick.label).collect()
        };
        assert_eq!(labels(&axis(16.0, 128.0), 400.0), ["16", "32", "64", "128"]);
        assert_eq!(labels(&axis(16.0, 1024.0), 160.0), ["16", "64", "256", "1,024"]);
        assert!(!labels(&axis(5.0, 5.0), 400.0).is_empty());
        assert!(labels(&axis(1e-300, 1e300), 400.0).len() < 12);
    }

    #[test]
    fn the_pointer_finds_what_the_keyboard_finds() {
        let bubble = |item, x, y| Bubble { item, x, y, saving_percent: 1.0, value: Some(0) };
        let scene = Scene {
            bubbles: vec![bubble(7, 64.0, 8.0), bubble(3, 16.0, 8.0), bubble(5, 16.0, 2.0)],
            x: axis(16.0, 64.0),
            y: axis(2.0, 8.0),
            titles: Titles::default(),
            largest_percent: 1.0,
        };
        let frame = Frame { width_css: 420.0, height_css: 320.0, pixel_ratio: 1.0 };
        let projection = scene.project(&frame, &LIGHT);
        assert_eq!(scene.reading_order(&projection), [5, 3, 7]);
        for item in scene.reading_order(&projection) {
            let place = scene.place(&projection, item).unwrap();
            assert!(projection.area.contains(place));
            assert_eq!(scene.closest(&projection, place), Some(item));
        }
        assert_eq!(scene.place(&projection, 9), None);
    }
}

//! Line chart: one quantity over another for one or more named series.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use crate::chart::frame::Frame;
use crate::chart::frame::axes;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::bands;
use crate::chart::frame::bands::Band;
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::frame::rule;
use crate::chart::frame::rule::Rule;
use crate::chart::frame::texts;
use crate::chart::interactive;
use crate::chart::interactive::{Interactive, Placed};
use crate::chart::marks::dashes::dashes;
use crate::chart::marks::symbol::Symbol;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// A point of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The number of the item, unique in the scene.
    pub item: usize,
    /// In data space.
    pub x: f64,
    /// In data space. A point with NaN is not drawn, and interrupts the line.
    pub y: f64,
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trace {
    /// A line through markers.
    #[default]
    Through,
    /// Markers alone.
    Marks,
    /// Empty markers in the colour of the first series, of which they are: what does not count.
    Hollow,
    /// A line without markers: computed, not measured, and without items.
    Curve,
    /// A dashed curve.
    Dashed,
    /// A dotted curve.
    Dotted,
    /// A dashed line in the accent: what is asked for.
    Needed,
}

impl Trace {
    fn has_marks(self) -> bool {
        matches!(self, Self::Through | Self::Marks | Self::Hollow)
    }
}

/// A series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Its name in the legend.
    pub name: String,
    /// Its points, in the order in which the line goes through them.
    pub points: Vec<Point>,
    /// The note at its last point, drawn if it is alone or highlighted; empty for none.
    pub note: String,
    /// How it is drawn.
    pub trace: Trace,
    /// The hardware that it is of, by its position among the table's, which gives it its colour; of a line of something
    /// else its own position among the lines.
    pub hardware: Option<usize>,
    /// What its marks have their shape of, by its position among those that shapes tell apart; without it the line's own
    /// position among the lines.
    pub shape: Option<usize>,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The series, in drawing order; the first takes the first colour and the first symbol.
    pub lines: Vec<Line>,
    /// Upright lines, behind the series.
    pub rules: Vec<Rule>,
    /// What holds from where to where across; under the plot there is room for them, [`bands::BAND_CSS`].
    pub bands: Vec<Band>,
    /// The index in `lines` of the highlighted one; the others are grey.
    pub highlight: Option<usize>,
    /// Left to right.
    pub x: Axis,
    /// Bottom to top.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
}

/// Room between a last point and its note.
const NOTE_GAP_CSS: f64 = 9.0;

impl Scene {
    fn points(&self) -> impl Iterator<Item = &Point> {
        self.lines.iter().filter(|line| line.trace.has_marks()).flat_map(|line| &line.points)
    }

    fn draw_line<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
        nth: usize,
    ) -> Result<(), DrawError<DB>> {
        let stands_back = self.highlight.is_some_and(|highlight| highlight != nth);
        let Line { trace, hardware, shape, .. } = self.lines[nth];
        let own = if trace == Trace::Needed { theme.accent } else { theme.hue(hardware.unwrap_or(nth)) };
        let colour = if stands_back { theme.edge } else { own };
        let places: Vec<_> = self.lines[nth].points.iter().map(|point| projection.to_css(point.x, point.y)).collect();
        if trace == Trace::Hollow {
            for &place in places.iter().filter(|&&place| projection.area.shows(place)) {
                Symbol::nth(0).draw(painter, place, theme.mark_px - 1.0, theme.paper, theme.hue(0))?;
            }
            return Ok(());
        }
        // A point outside the axes interrupts the line: a stroke across the margin would show a false value.
        let parts = places.split(|&place| !projection.area.shows(place)).filter(|part| part.len() > 1);
        for part in parts.filter(|_| trace != Trace::Marks) {
            // Without gaps a line comes back whole.
            let (on, off) = match trace {
                Trace::Dashed | Trace::Needed => (7.0, 4.0),
                Trace::Dotted => (2.0, 3.0),
                _ => (0.0, 0.0),
            };
            for dash in dashes(part, on, off) {
                painter.path(&dash, colour.to_rgba(), 2.0)?;
            }
        }
        for &place in places.iter().filter(|&&place| trace.has_marks() && projection.area.shows(place)) {
            let symbol = Symbol::nth(shape.unwrap_or(nth));
            symbol.draw(painter, place, theme.mark_px - 1.0, colour, theme.ink)?;
        }
        Ok(())
    }

    /// Draws the note of the only or the highlighted line: those of several would overlap.
    fn write_note<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let line = match (self.highlight, self.lines.as_slice()) {
            (Some(highlight), lines) => lines.get(highlight),
            (None, [only]) => Some(only),
            _ => None,
        };
        let last = line.and_then(|line| Some((&line.note, line.points.last()?)));
        let Some((note, place)) = last.map(|(note, point)| (note, projection.to_css(point.x, point.y))) else {
            return Ok(());
        };
        if note.is_empty() || !projection.area.shows(place) {
            return Ok(());
        }
        let (anchor, at) = note_at(projection, theme, place);
        // On a box of the background's colour: the line may pass behind it.
        let wide = texts::width(note, theme.label_px);
        let left = if anchor == Anchor::EndsAt { at.0 - wide } else { at.0 };
        painter.fill_rect((left - 1.0, at.1), (left + wide + 1.0, at.1 + theme.label_px + 1.0), theme.paper)?;
        painter.text(note, at, anchor, theme.label_px, theme.ink)
    }
}

/// The position of a note: above the last point, or below without room above.
fn note_at(projection: &Projection, theme: &Theme, (x, y): (f64, f64)) -> (Anchor, (f64, f64)) {
    let area = projection.area;
    let above = y - NOTE_GAP_CSS - theme.label_px;
    let top = if above >= area.top { above } else { y + NOTE_GAP_CSS };
    if x > area.left + area.width() / 2.0 {
        (Anchor::EndsAt, ((x + NOTE_GAP_CSS).min(area.right), top))
    } else {
        (Anchor::BeginsAt, ((x - NOTE_GAP_CSS).max(area.left + 2.0), top))
    }
}

impl Interactive for Scene {
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection {
        axes::project(frame, (self.x, self.y), &self.titles, theme)
    }

    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        axes::draw(painter, frame, projection, &self.titles, theme)?;
        bands::draw(painter, projection, &self.bands, theme)?;
        rule::draw(painter, projection, &self.rules, theme)?;
        let (front, back): (Vec<usize>, Vec<usize>) =
            (0..self.lines.len()).partition(|&nth| self.highlight == Some(nth));
        let is_behind = |&nth: &usize| !self.lines[nth].trace.has_marks();
        // Measured points over computed lines.
        let (behind, before): (Vec<usize>, Vec<usize>) = back.into_iter().partition(is_behind);
        for nth in behind.into_iter().chain(before).chain(front) {
            self.draw_line(painter, projection, theme, nth)?;
        }
        self.write_note(painter, projection, theme)
    }

    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        interactive::inside(projection, self.points().map(|point| (point.item, (point.x, point.y))))
    }

    /// Line by line, along each.
    fn reading_order(&self, projection: &Projection) -> Vec<usize> {
        interactive::names(self.placed(projection))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;
    use crate::chart::frame::projection::Scale;
    use crate::chart::theme::LIGHT;

    fn scene() -> Scene {
        let axis = Axis::around(Some(Extent { min: 0.0, max: 10.0 }), Scale::Linear);
        let line = |from: usize, ys: &[f64]| Line {
            points: ys.iter().enumerate().map(|(at, &y)| Point { item: from + at, x: 5.0 * at as f64, y }).collect(),
            ..Line::default()
        };
        let lines = vec![line(10, &[0.0, 5.0, 10.0]), line(20, &[5.0, f64::NAN, 99.0])];
        Scene {
            lines,
            rules: Vec::new(),
            bands: Vec::new(),
            highlight: None,
            x: axis,
            y: axis,
            titles: Titles::default(),
        }
    }

    #[test]
    fn items_are_found_where_they_are_drawn() {
        let scene = scene();
        let projection = scene.project(&Frame { width_css: 300.0, height_css: 200.0, pixel_ratio: 1.0 }, &LIGHT);
        for item in [10, 11, 12, 20] {
            let place = scene.place(&projection, item).unwrap();
            assert_eq!(scene.closest(&projection, place), Some(item));
        }
        assert_eq!(scene.place(&projection, 21), None, "NaN has no place");
        assert_eq!(scene.place(&projection, 22), None, "beyond the axis");
        assert_eq!(scene.place(&projection, 1), None, "no such item");
        assert_eq!(scene.reading_order(&projection), [10, 11, 12, 20], "what has no place is not visited");
    }

    #[test]
    fn a_computed_line_is_not_pointed_at() {
        let mut scene = scene();
        for trace in [Trace::Curve, Trace::Dashed, Trace::Dotted] {
            scene.lines[1].trace = trace;
            let projection = scene.project(&Frame { width_css: 300.0, height_css: 200.0, pixel_ratio: 1.0 }, &LIGHT);
            assert_eq!(scene.reading_order(&projection), [10, 11, 12]);
            assert_eq!(scene.place(&projection, 20), None);
        }
    }
}

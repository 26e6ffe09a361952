//! Contour chart: a surface as bands of colour, labelled isolines, and the samples behind it.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use crate::analysis::surface::isolines::winding;
use crate::chart::frame::Frame;
use crate::chart::frame::axes;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::line_labels;
use crate::chart::frame::line_labels::{Place, is_stroke};
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::interactive;
use crate::chart::interactive::{Interactive, Placed, nearest};
use crate::chart::marks::decimate;
use crate::chart::marks::hatch;
use crate::chart::marks::star;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::surface::{BLACK, WHITE};
use crate::chart::theme::Theme;

/// A part of the surface and its colour. Loops have the part on their left.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The outline, in data space.
    pub loops: Vec<Vec<(f64, f64)>>,
    /// How good its values are, 0 to 1, which gives it its colour.
    pub fraction: f64,
}

/// One isoline.
#[derive(Clone, Debug, PartialEq)]
pub struct Isoline {
    /// Its corners, in data space; of a closed line the first is repeated at the end.
    pub points: Vec<(f64, f64)>,
    /// Its label.
    pub label: String,
    /// The same of the bands beside it.
    pub fraction: f64,
}

/// One run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Its row in the table.
    pub row: usize,
    /// VUs.
    pub x: f64,
    /// Batch size.
    pub y: f64,
    /// Whether it is the best of its batch size.
    pub best_of_batch: bool,
    /// Whether it breaks a limit.
    pub excluded: bool,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Painted over one another: the whole surface first, then the part above each level.
    pub layers: Vec<Layer>,
    /// Hatched parts of the surface that break a limit: outlines in data space, which may overlap.
    pub excluded: Vec<Vec<Vec<(f64, f64)>>>,
    /// Lines of equal value.
    pub lines: Vec<Isoline>,
    /// The runs, in drawing order.
    pub samples: Vec<Sample>,
    /// Index in `samples` of the best, and its label.
    pub best: Option<(usize, String)>,
    /// VUs.
    pub x: Axis,
    /// Batch size.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
}

const STAR_CSS: f64 = 9.0;
const SAMPLE_CSS: f64 = 2.5;
const BEST_CSS: f64 = 3.5;
/// Font size of line labels, and the width of one of their characters.
const LABEL_CSS: f64 = 11.0;
const CHAR_CSS: f64 = 6.3;
/// Marks of runs that break a limit.
const GREY: RGBColor = RGBColor(150, 154, 163);
/// Distance of the lines over what breaks a limit.
const HATCH_CSS: f64 = 11.0;

fn label_size(text: &str) -> (f64, f64) {
    (text.chars().count() as f64 * CHAR_CSS + 5.0, LABEL_CSS + 3.0)
}

impl Scene {
    /// Whether a point (CSS px) is on the surface.
    #[must_use]
    pub fn covers(&self, projection: &Projection, place: (f64, f64)) -> bool {
        let Some(surface) = self.layers.first() else { return false };
        surface.loops.iter().map(|corners| winding(&placed(corners, projection), place)).sum::<i32>() != 0
    }

    fn draw_surface<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        for layer in &self.layers {
            let loops: Vec<_> = layer.loops.iter().map(|corners| placed(corners, projection)).collect();
            let path = one_path(&loops);
            if path.len() > 2 {
                painter.polygon(&path, theme.surface.colour(layer.fraction).to_rgba())?;
            }
        }
        self.draw_excluded(painter, projection, theme)?;
        for line in &self.lines {
            let points = placed(&line.points, projection);
            if !is_stroke(&points) {
                painter.path(&points, theme.surface.line(line.fraction), 1.0)?;
            }
        }
        for corners in self.layers.first().iter().flat_map(|surface| &surface.loops) {
            let mut outline = placed(corners, projection);
            outline.extend_from_within(..1);
            painter.path(&outline, theme.muted.to_rgba(), 1.0)?;
        }
        Ok(())
    }

    /// Parts that break a limit are paler, hatched and bordered: not marked by colour alone.
    fn draw_excluded<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let on_chart = |part: &Vec<Vec<_>>| part.iter().map(|corners| placed(corners, projection)).collect();
        let parts: Vec<Vec<Vec<(f64, f64)>>> = self.excluded.iter().map(on_chart).collect();
        for part in &parts {
            painter.polygon(&one_path(part), theme.paper.mix(0.45))?;
        }
        for segment in hatch::segments(&parts, HATCH_CSS) {
            painter.path(&segment, theme.ink.mix(0.6), 1.0)?;
        }
        for corners in parts.iter().flatten() {
            let mut outline = corners.clone();
            outline.extend_from_within(..1);
            painter.path(&outline, theme.ink.to_rgba(), 1.5)?;
        }
        Ok(())
    }

    /// The star's label above it, or below where there is no room above.
    fn best_place(&self, projection: &Projection) -> Option<((f64, f64), Place, &str)> {
        let (at, text) = self.best.as_ref()?;
        let (sample, area) = (self.samples[*at], projection.area);
        let (x, y) = projection.to_css(sample.x, sample.y);
        let size = label_size(text);
        let away = STAR_CSS + size.1 / 2.0 + 2.0;
        let middle_y = if y - away - size.1 / 2.0 >= area.top { y - away } else { y + away };
        let (least, most) = (area.left + size.0 / 2.0, area.right - size.0 / 2.0);
        let middle_x = if least <= most { x.clamp(least, most) } else { x };
        Some(((x, y), Place { middle: (middle_x, middle_y), size }, text))
    }

    /// Where the labels of the lines are, in the lines' order.
    #[must_use]
    pub fn labels(&self, projection: &Projection) -> Vec<Option<Place>> {
        let line = |line: &Isoline| {
            let points = placed(&line.points, projection);
            line_labels::Line {
                points: if is_stroke(&points) { Vec::new() } else { points },
                label: label_size(&line.label),
            }
        };
        let lines: Vec<_> = self.lines.iter().map(line).collect();
        let mark = |middle, radius: f64| Place { middle, size: (radius * 2.0, radius * 2.0) };
        let mut taken: Vec<Place> =
            self.placed(projection).into_iter().map(|(_, place)| mark(place, SAMPLE_CSS)).collect();
        if let Some((star, label, _)) = self.best_place(projection) {
            taken.extend([mark(star, STAR_CSS), label]);
        }
        let area = projection.area;
        let fits = |place: &Place| {
            let (from, to) = place.corners();
            area.contains(from) && area.contains(to)
        };
        line_labels::place(&lines, fits, &taken)
    }

    fn draw_samples<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        for best in [false, true] {
            let (radius, (fill, around)) =
                if best { (BEST_CSS, theme.surface.best()) } else { (SAMPLE_CSS, (WHITE, BLACK)) };
            let samples: Vec<&Sample> = self.samples.iter().filter(|sample| sample.best_of_batch == best).collect();
            let places: Vec<_> = samples.iter().map(|sample| projection.to_css(sample.x, sample.y)).collect();
            for at in decimate::uppermost(&places, decimate::MOST) {
                let (place, fill) = (places[at], if samples[at].excluded { GREY } else { fill });
                // A larger disc below as outline: a circle with a line thinner than a pixel is drawn unevenly.
                painter.circle(place, radius + 0.8, around.to_rgba(), true)?;
                painter.circle(place, radius, fill.to_rgba(), true)?;
            }
        }
        Ok(())
    }
}

fn placed(points: &[(f64, f64)], projection: &Projection) -> Vec<(f64, f64)> {
    points.iter().map(|&(x, y)| projection.to_css(x, y)).collect()
}

/// Joins loops to one path: from the first corner of all to each and back, so that the bridges have no area and the
/// winding number, by which every backend fills, is that of the loops.
fn one_path(loops: &[Vec<(f64, f64)>]) -> Vec<(f64, f64)> {
    let Some(&start) = loops.first().and_then(|corners| corners.first()) else { return Vec::new() };
    let mut path = Vec::with_capacity(loops.iter().map(|corners| corners.len() + 2).sum());
    for corners in loops {
        path.extend(corners);
        path.extend(corners.first());
        path.push(start);
    }
    path
}

/// Text centred in a box of the background's colour.
fn draw_label<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    text: &str,
    place: &Place,
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    let (from, to) = place.corners();
    painter.fill_rect(from, to, theme.paper)?;
    painter.text(text, (place.middle.0, from.1 + 1.5), Anchor::Below, LABEL_CSS, theme.ink)
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
        self.draw_surface(painter, projection, theme)?;
        for (line, place) in self.lines.iter().zip(self.labels(projection)) {
            if let Some(place) = place {
                draw_label(painter, &line.label, &place, theme)?;
            }
        }
        self.draw_samples(painter, projection, theme)?;
        match self.best_place(projection) {
            Some((place, label, text)) => {
                let (fill, around) = theme.surface.best();
                star::draw(painter, place, STAR_CSS, fill, around)?;
                draw_label(painter, text, &label, theme)
            }
            None => Ok(()),
        }
    }

    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        interactive::inside(projection, self.samples.iter().map(|sample| (sample.row, (sample.x, sample.y))))
    }

    /// On the surface the nearest run, however far; elsewhere only one within reach.
    fn closest(&self, projection: &Projection, place: (f64, f64)) -> Option<usize> {
        let placed = self.placed(projection);
        let far = |(_, (x, y)): &Placed| (x - place.0).hypot(y - place.1);
        nearest(&placed, place).or_else(|| {
            let nearest = placed.iter().min_by(|a, b| far(a).total_cmp(&far(b)));
            nearest.filter(|_| self.covers(projection, place)).map(|&(row, _)| row)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_become_one_path_that_closes() {
        let square = |at: f64| vec![(at, 0.0), (at + 1.0, 0.0), (at + 1.0, 1.0)];
        let path = one_path(&[square(0.0), square(5.0)]);
        assert_eq!((path.first(), path.last()), (Some(&(0.0, 0.0)), Some(&(0.0, 0.0))));
        assert_eq!(path.len(), 10);
        assert_eq!(winding(&path, (0.7, 0.2)), winding(&square(0.0), (0.7, 0.2)));
        assert_eq!(winding(&path, (3.0, 0.0)), 0);
        assert!(one_path(&[]).is_empty());
    }
}

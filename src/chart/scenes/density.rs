//! Density plot: a density curve with mean, standard deviation, a rug of the values, and outliers.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use crate::chart::frame::Frame;
use crate::chart::frame::axes;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::interactive::{Interactive, Placed, REACH_CSS};
use crate::chart::marks::dashes::dashes;
use crate::chart::marks::decimate;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// A stroke of the rug: a value that occurs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// The first row with that value: the number of the item.
    pub row: usize,
    /// The value.
    pub value: f64,
    /// How many rows have it.
    pub count: usize,
    /// Whether it is marked as one of those furthest from the mean.
    pub outlier: bool,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The curve, x rising, y per unit of x.
    pub curve: Vec<(f64, f64)>,
    /// The values that occur, rising.
    pub rug: Vec<Stroke>,
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub sd: f64,
    /// The values.
    pub x: Axis,
    /// The density, from 0.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
}

/// The curve's colour, the same blue as the first series of a histogram, light enough for dark paper.
pub const CURVE: RGBColor = RGBColor(43, 135, 209);
const RUG_CSS: f64 = 12.0;
const OUTLIER_CSS: f64 = 4.5;

impl Scene {
    /// The upper end of a stroke, which stands on the x axis.
    fn top_of(stroke: &Stroke, projection: &Projection) -> (f64, f64) {
        (projection.to_css(stroke.value, 0.0).0, projection.area.bottom - RUG_CSS)
    }

    fn draw_spread<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let area = projection.area;
        let at = |value: f64| projection.to_css(value, 0.0).0;
        let inside = |x: &f64| (area.left..=area.right).contains(x);
        let (low, high) = (at(self.mean - self.sd).max(area.left), at(self.mean + self.sd).min(area.right));
        let band = [(low, area.top), (high, area.top), (high, area.bottom), (low, area.bottom)];
        painter.polygon(&band, theme.muted.mix(0.14))?;
        for x in [self.mean - self.sd, self.mean + self.sd].map(at).iter().filter(|x| inside(x)) {
            for dash in dashes(&[(*x, area.top), (*x, area.bottom)], 5.0, 4.0) {
                painter.path(&dash, theme.muted.to_rgba(), 1.5)?;
            }
        }
        let mean = at(self.mean);
        painter.path(&[(mean, area.top), (mean, area.bottom)], theme.ink.to_rgba(), 1.5)
    }
}

impl Interactive for Scene {
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection {
        axes::project(frame, self.x, self.y, theme)
    }

    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        axes::draw(painter, frame, projection, &self.titles, theme)?;
        self.draw_spread(painter, projection, theme)?;
        let line: Vec<_> = self.curve.iter().map(|&(x, y)| projection.to_css(x, y)).collect();
        if let (Some(&(first, _)), Some(&(last, _))) = (line.first(), line.last()) {
            let bottom = projection.area.bottom;
            let under: Vec<_> = [(first, bottom)].into_iter().chain(line.clone()).chain([(last, bottom)]).collect();
            painter.polygon(&under, CURVE.mix(0.2))?;
            painter.path(&line, CURVE.to_rgba(), 2.0)?;
        }
        let tops: Vec<_> = self.rug.iter().map(|stroke| Self::top_of(stroke, projection)).collect();
        for (x, top) in decimate::uppermost(&tops, decimate::MOST).into_iter().map(|at| tops[at]) {
            painter.path(&[(x, projection.area.bottom), (x, top)], theme.ink.to_rgba(), 1.0)?;
        }
        for stroke in self.rug.iter().filter(|stroke| stroke.outlier) {
            let place = Self::top_of(stroke, projection);
            painter.circle(place, OUTLIER_CSS, theme.bad.to_rgba(), true)?;
            painter.circle(place, OUTLIER_CSS, theme.ink.to_rgba(), false)?;
        }
        Ok(())
    }

    /// The stroke nearest to the pointer's x, wherever on the curve it is.
    fn closest(&self, projection: &Projection, (x, y): (f64, f64)) -> Option<usize> {
        let area = projection.area;
        let within = (area.top - REACH_CSS..=area.bottom + REACH_CSS).contains(&y);
        self.rug
            .iter()
            .map(|stroke| (stroke.row, (Self::top_of(stroke, projection).0 - x).abs()))
            .filter(|&(_, distance)| within && distance <= REACH_CSS)
            .min_by(|(_, a), (_, b)| a.total_cmp(b))
            .map(|(row, _)| row)
    }

    /// The strokes' upper ends, from left to right.
    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        self.rug.iter().map(|stroke| (stroke.row, Self::top_of(stroke, projection))).collect()
    }
}

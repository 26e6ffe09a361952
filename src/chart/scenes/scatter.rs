//! Cost against latency: points by group and colour, the Pareto front, the cheapest run.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::steps::Steps;
use crate::chart::colour::ColourScale;
use crate::chart::frame::Frame;
use crate::chart::frame::axes;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::interactive;
use crate::chart::interactive::{Interactive, Placed};
use crate::chart::marks::dashes::dashes;
use crate::chart::marks::decimate;
use crate::chart::marks::raster_marks;
use crate::chart::marks::raster_marks::MarkLayer;
use crate::chart::marks::star;
use crate::chart::marks::symbol::Symbol;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::pixels::{Image, Pixels};
use crate::chart::theme::Theme;
use crate::format::numbers::fixed;

/// One run on the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Its row in the table.
    pub row: usize,
    /// Latency, ms, or another measure that is chosen.
    pub x: f64,
    /// $ per 1 billion requests, or another measure.
    pub y: f64,
    /// The value shown as colour (batch size); NaN when missing.
    pub value: f64,
    /// Its group's shape.
    pub symbol: Symbol,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The runs, in drawing order.
    pub points: Vec<Point>,
    /// Positions in `points` of the front, by rising x.
    pub front: Vec<usize>,
    /// Position in `points` of the cheapest run.
    pub cheapest: Option<usize>,
    /// Whether the front is shown.
    pub show_front: bool,
    /// Whether the star is shown.
    pub show_cheapest: bool,
    /// Latency, or another measure.
    pub x: Axis,
    /// Cost, or another measure.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
    /// Batch size to colour; `None` when no run has one.
    pub colours: Option<ColourScale>,
    /// Fronts as steps, where the reader chose the measures of the axes.
    pub steps: Option<Box<Steps>>,
}

/// Radius of the star.
const STAR_CSS: f64 = 11.0;

impl Scene {
    fn fill(&self, value: f64, theme: &Theme) -> RGBColor {
        self.colours.and_then(|scale| scale.at(value)).unwrap_or(theme.missing)
    }

    /// All marks on one image of the plot area and its surroundings, with paper and grid.
    #[must_use]
    pub fn rasterised(&self, frame: &Frame, projection: &Projection, pixels: &Pixels, theme: &Theme) -> Image {
        let radius_px = raster_marks::radius_css(self.points.len(), theme.mark_px) * pixels.ratio;
        let mut layer = MarkLayer::new(frame, projection, pixels, theme, radius_px);
        let places = self.points.rchunks(raster_marks::AT_ONCE).map(|points| {
            let column = |of: fn(&Point) -> f64| points.iter().map(of).collect::<Vec<f64>>();
            (points, column(|point| point.x), column(|point| point.y))
        });
        for (points, x, y) in places {
            layer.add_below(&x, &y, &|at| (points[at].symbol, points[at].value), &|value| self.fill(value, theme));
        }
        layer.finish()
    }

    /// The marks that are drawn one by one: their indices in `points`, and positions.
    fn single(&self, projection: &Projection) -> Vec<Placed> {
        let points = self.points.iter().enumerate().map(|(at, point)| (at, (point.x, point.y)));
        let inside = interactive::inside(projection, points);
        if inside.len() <= decimate::MOST {
            return inside;
        }
        let places: Vec<(f64, f64)> = inside.iter().map(|&(_, place)| place).collect();
        decimate::uppermost(&places, decimate::MOST).into_iter().map(|at| inside[at]).collect()
    }

    fn draw_front<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let places: Vec<_> =
            self.front.iter().map(|&at| projection.to_css(self.points[at].x, self.points[at].y)).collect();
        for dash in dashes(&places, 7.0, 4.0) {
            painter.path(&dash, theme.front.to_rgba(), 2.0)?;
        }
        for &place in places.iter().filter(|&&place| projection.area.contains(place)) {
            painter.circle(place, 3.0, theme.front.to_rgba(), true)?;
        }
        Ok(())
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
        if self.points.len() > raster_marks::MANY && painter.takes_images() {
            painter.image(&self.rasterised(frame, projection, &painter.pixels(), theme))?;
        } else {
            let radius_css = raster_marks::radius_css(self.points.len(), theme.mark_px);
            for (at, place) in self.single(projection) {
                let point = &self.points[at];
                point.symbol.draw(painter, place, radius_css, self.fill(point.value, theme), theme.outline)?;
            }
        }
        match &self.steps {
            Some(steps) => {
                let front = if self.show_front { &self.front[..] } else { &[] };
                steps.draw(painter, projection, (&self.points, front), theme)?;
            }
            None if self.show_front => self.draw_front(painter, projection, theme)?,
            None => {}
        }
        match self.cheapest.filter(|_| self.show_cheapest).map(|at| self.points[at]) {
            Some(point) => {
                let place = projection.to_css(point.x, point.y);
                star::draw(painter, place, STAR_CSS, theme.front, theme.outline)
            }
            None => Ok(()),
        }
    }

    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        interactive::inside(projection, self.points.iter().map(|point| (point.row, (point.x, point.y))))
    }

    fn left_out(&self, projection: &Projection) -> String {
        let (all, drawn) = (self.placed(projection).len(), self.single(projection).len());
        if all == drawn {
            return String::new();
        }
        let [drawn, all] = [drawn, all].map(|count| fixed(count as f64, 0));
        format!("{drawn} of {all} marks are in this drawing: where they lie on one another, the uppermost.")
    }
}

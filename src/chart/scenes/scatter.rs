//! Cost against latency: a mark for each run, the Pareto front, the limit, the answer.

pub mod answer;
pub mod cost_line;
pub mod limit_line;
pub mod names;
pub mod paint;
pub mod strip;
pub mod tags;

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use self::answer::Star;
use self::cost_line::CostLine;
use self::limit_line::LimitLine;
use self::paint::Paint;
use super::steps::Steps;
use crate::chart::frame::Frame;
use crate::chart::frame::axes;
use crate::chart::frame::axes::{Over, Titles};
use crate::chart::frame::clip::clipped;
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::frame::window::Window;
use crate::chart::interactive;
use crate::chart::interactive::{Grip, Interactive, Placed};
use crate::chart::marks::dashes::dashes;
use crate::chart::marks::decimate;
use crate::chart::marks::raster_marks;
use crate::chart::marks::raster_marks::{Kind, MarkLayer};
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
    /// Batch size; NaN when missing.
    pub value: f64,
    /// Its shape.
    pub symbol: Symbol,
    /// Its hardware, by position among the table's.
    pub hardware: u32,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The runs, in drawing order: first those that break a limit.
    pub points: Vec<Point>,
    /// How many break a limit.
    pub faded: usize,
    /// Positions in `points` of the front, by rising x.
    pub front: Vec<usize>,
    /// The answer, if it is shown.
    pub star: Option<Star>,
    /// Whether the front is shown.
    pub show_front: bool,
    /// Latency, or another measure.
    pub x: Axis,
    /// Cost, or another measure.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
    /// What colours and sizes mean.
    pub paint: Paint,
    /// The front as steps; `None` for the notebook's, which is a line from run to run.
    pub steps: Option<Box<Steps>>,
    /// The limit on the measure across.
    pub limit: Option<LimitLine>,
    /// Whether a limit on that measure can be set by moving it.
    pub movable: bool,
    /// The most that is paid.
    pub paid: Option<Box<CostLine>>,
    /// Names of hardware, with their positions among the table's.
    pub names: Vec<(u32, String)>,
}

/// From the middle of the handle under the plot down to the lower end of its value on the axis, CSS px.
const UNDER_CSS: f64 = 32.0;
/// How far the handle on the y axis stands inside the plot, as the answer's value stands outside.
const BESIDE_CSS: f64 = 4.0;
/// How near to a handle without a line a pointer takes hold of it.
const REACH_CSS: f64 = 12.0;

impl Scene {
    /// The runs that keep the limits.
    #[must_use]
    pub fn within(&self) -> &[Point] {
        &self.points[self.faded..]
    }

    fn kind(&self, at: usize) -> Kind {
        let Point { symbol, hardware, value, .. } = self.points[at];
        Kind { symbol, hardware, value: value.to_bits(), faded: at < self.faded }
    }

    /// All marks on one image of the plot area and its surroundings, with paper and grid.
    #[inline(never)]
    #[must_use]
    pub fn rasterised(&self, frame: &Frame, projection: &Projection, pixels: &Pixels, theme: &Theme) -> Image {
        let mut layer = MarkLayer::new(frame, projection, pixels, theme, &self.over(projection));
        let look = |kind: &Kind| self.paint.look(kind, self.points.len(), theme);
        let mut end = self.points.len();
        for points in self.points.rchunks(raster_marks::AT_ONCE) {
            let from = end - points.len();
            let (x, y): (Vec<f64>, Vec<f64>) = points.iter().map(|point| (point.x, point.y)).unzip();
            layer.add_below(&x, &y, &|at| self.kind(from + at), &look);
            end = from;
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

    fn draw_single<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        for (at, place) in self.single(projection) {
            let kind = self.kind(at);
            let look = self.paint.look(&kind, self.points.len(), theme);
            if self.paint.is_notebook() {
                look.symbol.draw(painter, place, look.radius_css, look.fill, look.outline)?;
                continue;
            }
            let alpha = f64::from(look.alpha_percent) / 100.0;
            let outline = (!kind.faded).then(|| look.outline.mix(alpha));
            look.symbol.paint(painter, place, look.radius_css, (look.fill.mix(alpha), outline))?;
        }
        Ok(())
    }

    /// The front on the chart, CSS px: steps, or the notebook's line.
    #[must_use]
    pub fn front_line(&self, projection: &Projection) -> Vec<(f64, f64)> {
        let to_css = |(x, y): (f64, f64)| projection.to_css(x, y);
        let Some(steps) = &self.steps else {
            return self.front.iter().map(|&at| to_css((self.points[at].x, self.points[at].y))).collect();
        };
        let mut corners = steps.corners(&self.points, &self.front);
        // What was measured last holds up to the limit, as far as the axis goes.
        if let (Some(limit), Some(&(x, y))) = (&self.limit, corners.last()) {
            let end = limit.at.min(self.x.at(0.999_999));
            if end > x {
                corners.push((end, y));
            }
        }
        corners.into_iter().map(to_css).collect()
    }

    /// The notebook's front: dashes from run to run, and a dot on each.
    fn draw_notebook_front<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let (line, area) = (self.front_line(projection), projection.area);
        for part in clipped(&line, &area) {
            for dash in dashes(&part, 7.0, 4.0) {
                painter.path(&dash, theme.notebook.to_rgba(), 2.0)?;
            }
        }
        for &place in line.iter().filter(|&&place| area.contains(place)) {
            painter.circle(place, 3.0, theme.notebook.to_rgba(), true)?;
        }
        Ok(())
    }

    /// The names of hardware, off the marks and the fronts.
    fn draw_names<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        (steps, front): (&Steps, Vec<(f64, f64)>),
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let mut lines = clipped(&front, &projection.area);
        if let Some(x) = self.limit.as_ref().and_then(|limit| limit.place(projection)) {
            lines.push(vec![(x, projection.area.top), (x, projection.area.bottom)]);
        }
        for group in &steps.groups {
            lines.extend(clipped(&steps.line(&self.points, &group.front, projection), &projection.area));
        }
        names::draw(painter, &names::placed(&self.names, (&self.points, self.faded), &lines, projection, theme), theme)
    }

    /// What lies behind the marks.
    fn over(&self, projection: &Projection) -> Over {
        Over {
            zone: self.limit.as_ref().and_then(|limit| limit.zone(projection)),
            level_grid: !self.paint.is_notebook(),
            ..Over::default()
        }
    }
}

impl Interactive for Scene {
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection {
        axes::project(frame, (self.x, self.y), &self.titles, theme)
    }

    fn project_part(&self, frame: &Frame, window: &Window, theme: &Theme) -> Projection {
        axes::project(frame, window.of(self.x, self.y), &self.titles, theme)
    }

    /// On the strip, at the limit, at the right end where there is none; and on the y axis, at the most that is paid, at its
    /// upper end where any cost is.
    fn grips(&self, projection: &Projection) -> [Option<Grip>; 2] {
        let area = projection.area;
        let x = match &self.limit {
            _ if !self.movable => None,
            Some(limit) => limit.place(projection),
            None => Some(area.right),
        };
        let across = x.map(|x| {
            let y = area.bottom + self.titles.below_css / 2.0;
            // From the top of its line down to its value on the axis.
            Grip { at: (x, y), along: (area.top, y + UNDER_CSS) }
        });
        let x = area.left + BESIDE_CSS;
        let upwards = match &self.paid {
            Some(paid) => {
                paid.place(projection).map(|y| Grip { at: (x, y), along: (area.left - REACH_CSS, area.right) })
            }
            // There is no line along the upper end.
            None => Some(Grip { at: (x, area.top), along: (x - REACH_CSS, x + REACH_CSS) }),
        };
        [across, upwards]
    }

    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let [across, upwards] = self.tags(projection, theme);
        let over = Over {
            across: across
                .iter()
                .filter(|tag| tag.area.top > projection.area.bottom + self.titles.below_css)
                .map(|tag| (tag.area.left, tag.area.right))
                .collect(),
            upwards: upwards.iter().map(|tag| (tag.area.top, tag.area.bottom)).collect(),
            ..self.over(projection)
        };
        axes::draw_over(painter, (frame, projection), &self.titles, &over, theme)?;
        if self.points.len() > raster_marks::MANY && painter.takes_images() {
            painter.image(&self.rasterised(frame, projection, &painter.pixels(), theme))?;
        } else {
            self.draw_single(painter, projection, theme)?;
        }
        let front = if self.show_front { &self.front[..] } else { &[] };
        match &self.steps {
            Some(steps) => {
                let line = if self.show_front { self.front_line(projection) } else { Vec::new() };
                steps.draw(painter, projection, (&self.points, &line, self.paint.is_notebook()), theme)?;
                if let Some(paid) = &self.paid {
                    paid.draw(painter, projection, theme)?;
                }
                self.draw_names(painter, projection, (steps, line), theme)?;
            }
            None if !front.is_empty() => self.draw_notebook_front(painter, projection, theme)?,
            None => {}
        }
        self.draw_strip(painter, projection, theme)?;
        if let Some(limit) = &self.limit {
            limit.draw(painter, projection, &self.titles, theme)?;
        }
        self.draw_star(painter, projection, theme)?;
        across.iter().chain(&upwards).try_for_each(|tag| tag.draw(painter, theme))
    }

    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        interactive::inside(projection, self.points.iter().map(|point| (point.row, (point.x, point.y))))
    }

    fn closest(&self, projection: &Projection, place: (f64, f64)) -> Option<usize> {
        let mut placed = self.placed(projection);
        if self.star.as_ref().is_some_and(Star::is_apart) {
            self.add_star(projection, &mut placed);
        }
        interactive::nearest(&placed, place)
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

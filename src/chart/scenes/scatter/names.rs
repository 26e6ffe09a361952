//! Names of hardware beside their marks, where there is room.

use std::ops::Range;

use plotters::prelude::DrawingBackend;

use super::Point;
use crate::chart::frame::PlotArea;
use crate::chart::frame::projection::Projection;
use crate::chart::frame::texts;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// On a chart of more marks there is hardly room, and looking for it takes long.
const MOST_MARKS: usize = 2_000;
/// Marks of one hardware beside which room is looked for.
const MOST_TRIED: usize = 60;
/// Side of a cell of the map of what is taken, CSS px.
const CELL_CSS: f64 = 4.0;
/// From a mark's middle to a name.
const AWAY_CSS: f64 = 11.0;

/// Which cells of a plot area are taken.
struct Taken {
    area: PlotArea,
    columns: usize,
    cells: Vec<bool>,
}

impl Taken {
    fn new(area: PlotArea) -> Self {
        let (columns, rows) = ((area.width() / CELL_CSS).ceil(), (area.height() / CELL_CSS).ceil());
        let (columns, rows) = (columns.max(1.0) as usize, rows.max(1.0) as usize);
        Self { area, columns, cells: vec![false; columns * rows] }
    }

    /// The cells that a box touches, cut off at the area, row by row.
    fn of(&self, of: PlotArea) -> impl Iterator<Item = Range<usize>> + use<> {
        let rows = self.cells.len() / self.columns;
        let range = |from: f64, to: f64, count: usize| {
            let (from, to) = ((from / CELL_CSS).floor().max(0.0) as usize, (to / CELL_CSS).ceil().max(0.0) as usize);
            from.min(count)..to.min(count).max(from.min(count))
        };
        let across = range(of.left - self.area.left, of.right - self.area.left, self.columns);
        let columns = self.columns;
        range(of.top - self.area.top, of.bottom - self.area.top, rows)
            .map(move |row| row * columns + across.start..row * columns + across.end)
    }

    fn take(&mut self, of: PlotArea) {
        self.of(of).for_each(|cells| self.cells[cells].fill(true));
    }

    fn is_free(&self, of: PlotArea) -> bool {
        let PlotArea { left, top, right, bottom } = self.area;
        of.left >= left
            && of.right <= right
            && of.top >= top
            && of.bottom <= bottom
            && self.of(of).all(|cells| !self.cells[cells].contains(&true))
    }
}

/// A name and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<'a> {
    /// The hardware's position among the table's.
    pub hardware: u32,
    /// The name.
    pub text: &'a str,
    /// The box that it takes, CSS px.
    pub area: PlotArea,
}

/// The names that have room beside a mark of their own: off all marks, lines and one another. Of several places the one
/// nearest to the middle of the hardware's marks. The first `faded` marks are those that break a limit.
#[must_use]
pub fn placed<'a>(
    names: &'a [(u32, String)],
    (points, faded): (&[Point], usize),
    lines: &[Vec<(f64, f64)>],
    projection: &Projection,
    theme: &Theme,
) -> Vec<Placed<'a>> {
    if names.len() < 2 || points.len() > MOST_MARKS {
        return Vec::new();
    }
    let mut taken = Taken::new(projection.area);
    let square =
        |(x, y): (f64, f64), half: f64| PlotArea { left: x - half, top: y - half, right: x + half, bottom: y + half };
    let on_chart = |point: &Point| {
        let place = projection.to_css(point.x, point.y);
        projection.area.shows(place).then_some(place)
    };
    for place in points.iter().filter_map(on_chart) {
        taken.take(square(place, 7.0));
    }
    for ends in lines.iter().flat_map(|line| line.windows(2)) {
        let (from, to) = (ends[0], ends[1]);
        taken.take(PlotArea {
            left: from.0.min(to.0) - 2.0,
            top: from.1.min(to.1) - 2.0,
            right: from.0.max(to.0) + 2.0,
            bottom: from.1.max(to.1) + 2.0,
        });
    }
    let mut found = Vec::new();
    for (hardware, text) in names {
        let of = |points: &[Point]| -> Vec<(f64, f64)> {
            points.iter().filter(|point| point.hardware == *hardware).filter_map(on_chart).collect()
        };
        // Beside a mark that is faded only where there is no other.
        let own = Some(of(&points[faded..])).filter(|own| !own.is_empty()).unwrap_or_else(|| of(points));
        let Some(area) = room(&own, texts::width(text, theme.label_px), theme.label_px, &taken) else { continue };
        taken.take(area);
        found.push(Placed { hardware: *hardware, text, area });
    }
    found
}

/// A free box of that size beside one of the marks, the nearest to their middle.
fn room(marks: &[(f64, f64)], wide: f64, high: f64, taken: &Taken) -> Option<PlotArea> {
    let count = marks.len().max(1) as f64;
    let middle = marks.iter().fold((0.0, 0.0), |sum, place| (sum.0 + place.0 / count, sum.1 + place.1 / count));
    let every = marks.len().div_ceil(MOST_TRIED).max(1);
    let boxes = marks.iter().step_by(every).flat_map(|&(x, y)| {
        let corners = [
            (x + AWAY_CSS, y - high / 2.0),
            (x - AWAY_CSS - wide, y - high / 2.0),
            (x - wide / 2.0, y + AWAY_CSS),
            (x - wide / 2.0, y - AWAY_CSS - high),
        ];
        corners.map(|(left, top)| PlotArea { left, top, right: left + wide, bottom: top + high })
    });
    let far = |of: &PlotArea| {
        (f64::midpoint(of.left, of.right) - middle.0).hypot(f64::midpoint(of.top, of.bottom) - middle.1)
    };
    boxes.filter(|&of| taken.is_free(of)).min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// Draws names in the colours of their marks.
pub fn draw<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    names: &[Placed<'_>],
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    for Placed { hardware, text, area } in names {
        let colour = theme.hue(*hardware as usize);
        painter.text(text, (area.left, area.top), Anchor::BeginsAt, theme.label_px, colour)?;
    }
    Ok(())
}

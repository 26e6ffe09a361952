//! The trait of all charts: drawing, the positions of items, hit testing, and the order for the keyboard.

use plotters::prelude::DrawingBackend;

use super::frame::Frame;
use super::frame::projection::Projection;
use super::painter::{DrawError, Painter};
use super::theme::Theme;
use crate::analysis::stats::order;

/// An interactive chart. Its items have numbers that the scene's maker chose (a row of the table, a bin), and that stay
/// the same while filters change.
pub trait Interactive: PartialEq + Send + Sync + 'static {
    /// The projection of this scene on a chart of that size.
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection;

    /// Draws the chart.
    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>>;

    /// The items that are on the chart, in drawing order.
    fn placed(&self, projection: &Projection) -> Vec<Placed>;

    /// The item for a pointer at this position (CSS px): the nearest within reach.
    fn closest(&self, projection: &Projection, place: (f64, f64)) -> Option<usize> {
        nearest(&self.placed(projection), place)
    }

    /// The position of an item, CSS px; `None` if it is not on the chart.
    fn place(&self, projection: &Projection, item: usize) -> Option<(f64, f64)> {
        self.placed(projection).into_iter().find(|(at, _)| *at == item).map(|(_, place)| place)
    }

    /// A sentence about what an SVG drawing omits and the page's canvas shows; empty for nothing.
    fn left_out(&self, _projection: &Projection) -> String {
        String::new()
    }

    /// All items on the chart in the order in which the keyboard visits them: from left to right, then upwards.
    fn reading_order(&self, projection: &Projection) -> Vec<usize> {
        let placed = self.placed(projection);
        let mut order: Vec<usize> = (0..placed.len()).collect();
        order::sort_rows_by(&mut order, &|at| !order::key(placed[at].1.1));
        order::sort_rows_by(&mut order, &|at| order::key(placed[at].1.0));
        order.into_iter().map(|at| placed[at].0).collect()
    }
}

/// An item and its position, CSS px.
pub type Placed = (usize, (f64, f64));

/// The items without their positions.
#[must_use]
pub fn names(placed: Vec<Placed>) -> Vec<usize> {
    placed.into_iter().map(|(item, _)| item).collect()
}

/// The items inside the plot area, of points in data space. Points with NaN are skipped.
pub fn inside(projection: &Projection, points: impl Iterator<Item = Placed>) -> Vec<Placed> {
    points
        .map(|(item, (x, y))| (item, projection.to_css(x, y)))
        .filter(|&(_, place)| projection.area.shows(place))
        .collect()
}

/// The largest distance, CSS px, at which a pointer hits an item.
pub const REACH_CSS: f64 = 28.0;

/// The nearest position to a pointer, within reach; of equal positions the last, which was drawn on top.
#[must_use]
pub fn nearest(places: &[Placed], (x, y): (f64, f64)) -> Option<usize> {
    places
        .iter()
        .map(|&(item, (px, py))| (item, (px - x).hypot(py - y)))
        .enumerate()
        .filter(|&(_, (_, distance))| distance <= REACH_CSS)
        .min_by(|(n, (_, a)), (m, (_, b))| a.total_cmp(b).then(m.cmp(n)))
        .map(|(_, (item, _))| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_and_topmost_within_reach() {
        let places = [(7, (0.0, 0.0)), (8, (10.0, 0.0)), (9, (10.0, 0.0)), (1, (f64::NAN, 0.0))];
        let at = |place| nearest(&places, place);
        assert_eq!(at((2.0, 0.0)), Some(7));
        assert_eq!(at((9.0, 1.0)), Some(9));
        assert_eq!(at((90.0, 0.0)), None);
    }
}

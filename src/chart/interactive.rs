//! The trait of all charts: drawing, the positions of items, hit testing, and the order for the keyboard.

use plotters::prelude::DrawingBackend;

use super::frame::Frame;
use super::frame::projection::Projection;
use super::frame::window::Window;
use super::painter::{DrawError, Painter};
use super::theme::Theme;
use crate::analysis::stats::order;

/// An interactive chart. Its items have numbers that the scene's maker chose (a row of the table, a bin), and that stay
/// the same while filters change.
pub trait Interactive: PartialEq + Send + Sync + 'static {
    /// The projection of this scene on a chart of that size.
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection;

    /// The same with a part of its axes; a scene that cannot be zoomed shows all of them.
    fn project_part(&self, frame: &Frame, _window: &Window, theme: &Theme) -> Projection {
        self.project(frame, theme)
    }

    /// Where the limits that can be moved are taken hold of: that across, and that upwards.
    fn grips(&self, _projection: &Projection) -> [Option<Grip>; 2] {
        [None; 2]
    }

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

    /// The item to which the keyboard goes upwards from another, or downwards; `None` where there is none further.
    fn vertical(&self, projection: &Projection, from: usize, up: bool) -> Option<usize> {
        vertical(&self.placed(projection), from, up)
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

/// Where a limit is taken hold of, CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grip {
    /// The middle of its handle.
    pub at: (f64, f64),
    /// From where to where its line is: upright of a limit across, level of one upwards.
    pub along: (f64, f64),
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

/// The nearest place above another, or below it; what lies to the side counts as twice as far. Places at the same height are
/// neither, and of equally near ones the last, which was drawn on top, is taken.
#[must_use]
pub fn vertical(places: &[Placed], from: usize, up: bool) -> Option<usize> {
    const LEVEL_CSS: f64 = 0.5;
    let &(_, (x, y)) = places.iter().find(|(item, _)| *item == from)?;
    places
        .iter()
        .enumerate()
        .map(|(nth, &(item, (px, py)))| (nth, item, if up { y - py } else { py - y }, (px - x) * 2.0))
        .filter(|&(_, _, ahead, _)| ahead > LEVEL_CSS)
        .min_by(|(n, _, a, a_aside), (m, _, b, b_aside)| a.hypot(*a_aside).total_cmp(&b.hypot(*b_aside)).then(m.cmp(n)))
        .map(|(_, item, ..)| item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_and_down_go_to_the_nearest() {
        let places = [(1, (50.0, 50.0)), (2, (54.0, 20.0)), (3, (90.0, 45.0)), (4, (50.0, 50.2)), (5, (40.0, 90.0))];
        let from = |item, up| vertical(&places, item, up);
        assert_eq!((from(1, true), from(1, false)), (Some(2), Some(5)));
        assert_eq!((from(2, true), from(2, false)), (None, Some(1)));
        assert_eq!((from(3, false), from(5, true), from(5, false)), (Some(1), Some(4), None));
        assert_eq!((from(9, true), vertical(&[], 1, true)), (None, None));
    }

    #[test]
    fn the_nearest_and_topmost_within_reach() {
        let places = [(7, (0.0, 0.0)), (8, (10.0, 0.0)), (9, (10.0, 0.0)), (1, (f64::NAN, 0.0))];
        let at = |place| nearest(&places, place);
        assert_eq!(at((2.0, 0.0)), Some(7));
        assert_eq!(at((9.0, 1.0)), Some(9));
        assert_eq!(at((90.0, 0.0)), None);
    }
}

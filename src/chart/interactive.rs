//! What every chart answers: what to draw, where its items are, which of them a pointer means.

use plotters::prelude::DrawingBackend;

use super::frame::Frame;
use super::painter::{DrawError, Painter};
use super::projection::Projection;
use super::theme::Theme;

/// A chart that can be seen, pointed at and walked through. Items are named by numbers that mean something to whoever
/// made the scene (a row of the table, a bin), and that stay the same while filters move.
pub trait Interactive: PartialEq + Send + Sync + 'static {
    /// The projection of this scene on a chart of that size.
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection;

    /// Draws the chart.
    ///
    /// # Errors
    /// The backend's.
    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>>;

    /// The item that a pointer at this place (CSS px) means.
    fn closest(&self, projection: &Projection, place: (f64, f64)) -> Option<usize>;

    /// Where an item is, CSS px; `None` when it is not on the chart.
    fn place(&self, projection: &Projection, item: usize) -> Option<(f64, f64)>;

    /// All items in the order in which the keyboard visits them.
    fn reading_order(&self) -> Vec<usize>;
}

/// Further away than this from any item, CSS px, a pointer means none.
pub const REACH_CSS: f64 = 28.0;

/// The nearest of some places to a pointer, within reach; of places on one spot the last, which was drawn on top.
#[must_use]
pub fn nearest(places: impl Iterator<Item = (usize, (f64, f64))>, (x, y): (f64, f64)) -> Option<usize> {
    places
        .map(|(item, (px, py))| (item, (px - x).hypot(py - y)))
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
        let at = |place| nearest(places.iter().copied(), place);
        assert_eq!(at((2.0, 0.0)), Some(7));
        assert_eq!(at((9.0, 1.0)), Some(9));
        assert_eq!(at((90.0, 0.0)), None);
    }
}

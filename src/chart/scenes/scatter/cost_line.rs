//! The most that is paid, on the scatter chart: a level line with the amount, and what is dearer veiled.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use crate::chart::frame::projection::Projection;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// The most that is paid.
#[derive(Clone, Debug)]
pub struct CostLine {
    /// Its value, in the unit of the y axis; at most so much is paid.
    pub at: f64,
    /// The value in words: `≤ $0.300`.
    pub words: String,
}

/// Not derived, as it would become part of the first view's code where it is not called.
impl PartialEq for CostLine {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.words == other.words
    }
}

/// Thickness, CSS px.
const WIDTH_CSS: f64 = 1.5;
/// How much of what is dearer is covered: as much as marks of runs that break a limit are faded.
const VEIL: f64 = 0.78;

impl CostLine {
    /// Its y on the chart, CSS px; `None` where it lies above or below the plot, or is no value of the axis.
    #[must_use]
    pub fn place(&self, projection: &Projection) -> Option<f64> {
        let y = projection.to_css(0.0, self.at).1;
        projection.area.shows((projection.area.left, y)).then_some(y)
    }

    /// Draws the veil over the marks of what is dearer, the line, and the amount at its end.
    #[inline(never)]
    pub(super) fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let area = projection.area;
        // Above the plot of what is shown now nothing is dearer; below it, or without a place on the axis, all is.
        let y = projection.to_css(0.0, self.at).1;
        let end = if y.is_nan() { area.bottom } else { y.min(area.bottom) };
        if end > area.top {
            let corners = [(area.left, area.top), (area.right, area.top), (area.right, end), (area.left, end)];
            painter.polygon(&corners, theme.sunk.mix(VEIL))?;
        }
        let Some(y) = self.place(projection) else { return Ok(()) };
        painter.path(&[(area.left, y), (area.right, y)], theme.accent.to_rgba(), WIDTH_CSS)?;
        // On the veil, where marks are pale, or below it where that is too low.
        let above = y - theme.label_px - 3.0;
        let top = if above >= area.top { above } else { y + 3.0 };
        painter.text(&self.words, (area.right - 4.0, top), Anchor::EndsAt, theme.label_px, theme.accent)
    }
}

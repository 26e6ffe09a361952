//! The limit on the measure of the x axis: a line through the plot, a sunk zone beyond it, its value and how many runs keep it.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::tags::Tag;
use crate::chart::frame::axes::{RIGHT_CSS, Titles, Zone};
use crate::chart::frame::projection::Projection;
use crate::chart::frame::texts;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// A limit.
#[derive(Clone, Debug, PartialEq)]
pub struct LimitLine {
    /// Its value, in the unit of the x axis; at most so much is within.
    pub at: f64,
    /// The value in words: `≤ 400 ms`.
    pub tag: String,
    /// How many runs are within: `130 runs in`.
    pub within: String,
    /// How many are not: `116 out`.
    pub out: String,
}

/// Thickness, CSS px.
const WIDTH_CSS: f64 = 1.5;
/// Where the title of the y axis begins, with room after it.
const TITLE_CSS: f64 = 8.0;

impl LimitLine {
    /// Its x on the chart, CSS px; `None` where it lies beside the plot, or is no value of the axis (zero on a log scale).
    #[must_use]
    pub fn place(&self, projection: &Projection) -> Option<f64> {
        let x = projection.to_css(self.at, 0.0).0;
        projection.area.shows((x, projection.area.top)).then_some(x)
    }

    /// What lies beyond it of the plot.
    #[must_use]
    pub fn zone(&self, projection: &Projection) -> Option<Zone> {
        let (x, area) = (projection.to_css(self.at, 0.0).0, projection.area);
        // Nothing is left of a limit that has no place on the axis.
        let from = if x.is_nan() { area.left } else { x.max(area.left) };
        (from < area.right).then_some(Zone { from, to: area.right })
    }

    /// Its value on the axis.
    #[must_use]
    pub fn on_axis(&self, projection: &Projection, below_css: f64, theme: &Theme) -> Option<Tag> {
        Some(Tag::below(
            &self.tag,
            (self.place(projection)?, below_css),
            projection,
            (theme.accent, theme.on_accent),
            theme,
        ))
    }

    /// Draws the line, on through what stands under the plot, and what is on either side of it above; on one side where the
    /// other has no room, or has it under the title of the y axis.
    pub fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        titles: &Titles,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let Some(x) = self.place(projection) else { return Ok(()) };
        let area = projection.area;
        painter.path(&[(x, area.top), (x, area.bottom + titles.below_css)], theme.accent.to_rgba(), WIDTH_CSS)?;
        let y = area.top - theme.label_px - 1.0;
        let (left, right) = ((x - 6.0, y), (x + 6.0, y));
        let wide = |words: &str| texts::width(words, theme.label_px);
        let both = [&self.within, " · ", &self.out].concat();
        let (title_end, edge) = (TITLE_CSS + wide(&titles.y), area.right + RIGHT_CSS);
        if left.0 - wide(&self.within) < title_end && title_end + wide(&both) < edge {
            let end = (right.0 + wide(&both)).min(edge);
            return painter.text(&both, (end, y), Anchor::EndsAt, theme.label_px, theme.accent);
        }
        let has_left = wide(&self.within) < left.0;
        if has_left && right.0 + wide(&self.out) < edge {
            painter.text(&self.within, left, Anchor::EndsAt, theme.label_px, theme.accent)?;
            return painter.text(&self.out, right, Anchor::BeginsAt, theme.label_px, theme.muted);
        }
        // At an edge of the chart both stand on the other side.
        let (at, anchor) = if has_left { (left, Anchor::EndsAt) } else { (right, Anchor::BeginsAt) };
        painter.text(&both, at, anchor, theme.label_px, theme.accent)
    }
}

//! Values in boxes on the axes: the answer's, and the limit's.

use plotters::prelude::DrawingBackend;
use plotters::style::RGBColor;

use crate::chart::frame::PlotArea;
use crate::chart::frame::projection::Projection;
use crate::chart::frame::texts;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// A box with text.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The text.
    text: String,
    /// The box, CSS px.
    pub area: PlotArea,
    /// Its colour, and that of the text.
    colours: (RGBColor, RGBColor),
}

/// Room around the text.
const ROOM_CSS: f64 = 4.0;

impl Tag {
    /// Under the x axis and what is `below_css` high there, its middle at `x` as far as the chart has room.
    #[must_use]
    pub fn below(
        text: &str,
        (x, below_css): (f64, f64),
        projection: &Projection,
        colours: (RGBColor, RGBColor),
        theme: &Theme,
    ) -> Self {
        let half = texts::width(text, theme.label_px) / 2.0 + ROOM_CSS;
        let x = x.min(projection.area.right + 12.0 - half).max(half);
        let top = projection.area.bottom + below_css + 4.0;
        let area = PlotArea { left: x - half, right: x + half, top, bottom: top + theme.label_px + 5.0 };
        Self { text: text.to_owned(), area, colours }
    }

    /// Beside the y axis, its middle at `y`.
    #[must_use]
    pub fn beside(text: &str, y: f64, projection: &Projection, colours: (RGBColor, RGBColor), theme: &Theme) -> Self {
        let wide = texts::width(text, theme.label_px) + 2.0 * ROOM_CSS;
        let half = (theme.label_px + 5.0) / 2.0;
        let left = (projection.area.left - 3.0 - wide).max(0.0);
        let area = PlotArea { left, right: left + wide, top: y - half, bottom: y + half };
        Self { text: text.to_owned(), area, colours }
    }

    /// The same further left, where it would cover another; none where there is no room for it.
    #[must_use]
    pub fn left_of(mut self, other: &Self) -> Option<Self> {
        const GAP: f64 = 2.0;
        if self.area.right + GAP > other.area.left && self.area.left < other.area.right + GAP {
            let wide = self.area.width();
            self.area.left = other.area.left - GAP - wide;
            self.area.right = self.area.left + wide;
        }
        (self.area.left >= 0.0).then_some(self)
    }

    /// Draws it.
    pub fn draw<DB: DrawingBackend>(&self, painter: &mut Painter<'_, DB>, theme: &Theme) -> Result<(), DrawError<DB>> {
        let PlotArea { left, top, right, bottom } = self.area;
        painter.fill_rect((left, top), (right, bottom), self.colours.0)?;
        let middle = f64::midpoint(left, right);
        painter.text(&self.text, (middle, top + 2.5), Anchor::Below, theme.label_px, self.colours.1)
    }
}

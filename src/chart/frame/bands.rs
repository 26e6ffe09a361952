//! Bands along the x axis: which of several holds from one value to another, by its colour, and by its name where that fits.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::projection::Projection;
use super::texts;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// A band.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// From this value of the x axis; what lies beside the axis is not drawn.
    pub from: f64,
    /// To this one, which may be infinite.
    pub to: f64,
    /// The hardware that has its colour, by position among the table's.
    pub hardware: usize,
    /// What it is called, the longest first: the first that fits is drawn, or none.
    pub labels: Vec<String>,
}

/// Room for them between the plot area and the labels of its axis, CSS px.
pub const BAND_CSS: f64 = 22.0;
/// Of that above them.
const GAP_CSS: f64 = 4.0;
/// Room beside a name.
const ROOM_CSS: f64 = 6.0;

/// Draws them under the plot, and pale over it.
pub fn draw<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    projection: &Projection,
    bands: &[Band],
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    let area = projection.area;
    for Band { from, to, hardware, labels } in bands {
        let at = |x: f64| (area.left + projection.x.fraction(x) * area.width()).clamp(area.left, area.right);
        let (left, right) = (at(*from), at(*to));
        // Nor where a value has no place on the axis.
        if right.is_nan() || left.is_nan() || right - left < 1.0 {
            continue;
        }
        let across = |top: f64, bottom: f64| [(left, top), (right, top), (right, bottom), (left, bottom)];
        let (top, bottom) = (area.bottom + GAP_CSS, area.bottom + BAND_CSS - 1.0);
        let hue = theme.hue(*hardware);
        painter.polygon(&across(area.top, area.bottom), hue.mix(0.07))?;
        painter.polygon(&across(top, bottom), hue.mix(0.28))?;
        let fits = |label: &&String| texts::width(label, theme.label_px) + 2.0 * ROOM_CSS <= right - left;
        if let Some(label) = labels.iter().find(fits) {
            let y = f64::midpoint(top, bottom) - theme.label_px / 2.0;
            painter.text(label, (f64::midpoint(left, right), y), Anchor::Below, theme.label_px, theme.ink)?;
        }
    }
    Ok(())
}

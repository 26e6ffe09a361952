//! Vertical line at a value of the x axis, with a label.

use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::projection::Projection;
use crate::chart::marks::dashes::dashes;
use crate::chart::painter::{Anchor, DrawError, Painter};
use crate::chart::theme::Theme;

/// The line.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The value; one outside the axis is not drawn.
    pub x: f64,
    /// The label beside its upper end.
    pub label: String,
    /// Dashed and grey for a present value, or solid in the accent for a result.
    pub dashed: bool,
}

/// Draws rules, their labels one below the other, so that none overlap.
pub fn draw<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    projection: &Projection,
    rules: &[Rule],
    theme: &Theme,
) -> Result<(), DrawError<DB>> {
    let area = projection.area;
    for (nth, Rule { x, label, dashed }) in rules.iter().enumerate() {
        let at = area.left + projection.x.fraction(*x) * area.width();
        if !area.shows((at, area.top)) {
            continue;
        }
        let colour = if *dashed { theme.muted } else { theme.accent };
        if *dashed {
            for dash in dashes(&[(at, area.top), (at, area.bottom)], 5.0, 4.0) {
                painter.path(&dash, colour.to_rgba(), 1.0)?;
            }
        } else {
            painter.rule((at, area.top), (at, area.bottom), colour)?;
        }
        let y = area.top + nth as f64 * theme.label_px * 1.3;
        let (anchor, beside) =
            if at > area.left + area.width() * 0.6 { (Anchor::EndsAt, -5.0) } else { (Anchor::BeginsAt, 5.0) };
        painter.text(label, (at + beside, y), anchor, theme.label_px, colour)?;
    }
    Ok(())
}

//! The five-pointed star on the cheapest run.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use super::direction;
use crate::chart::painter::{DrawError, Painter};

/// The ten corners of a star around (0, 0) with points at distance 1, one of them on top.
#[must_use]
pub fn corners() -> Vec<(f64, f64)> {
    (0..10)
        .map(|i| {
            let (right, up) = direction(f64::from(i) / 10.0);
            let radius = if i % 2 == 0 { 1.0 } else { 0.42 };
            (radius * right, -radius * up)
        })
        .collect()
}

/// Draws a filled star with an outline.
pub fn draw<DB: DrawingBackend>(
    painter: &mut Painter<'_, DB>,
    centre: (f64, f64),
    radius_css: f64,
    fill: RGBColor,
    outline: RGBColor,
) -> Result<(), DrawError<DB>> {
    let place = |(x, y): (f64, f64)| (centre.0 + x * radius_css, centre.1 + y * radius_css);
    let mut corners: Vec<_> = corners().into_iter().map(place).collect();
    painter.polygon(&corners, fill.to_rgba())?;
    corners.extend_from_within(..1);
    painter.path(&corners, outline.to_rgba(), 1.5)
}

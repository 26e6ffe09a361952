//! Mark shapes, one per group (hardware and image).

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBAColor, RGBColor};

use super::direction;
use crate::chart::painter::{DrawError, Painter};

/// Shapes that can be told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// ●
    Circle,
    /// ◆
    Diamond,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ▼
    TriangleDown,
    /// ✚
    Cross,
    /// ⬟
    Pentagon,
    /// ✖
    Times,
}

impl Symbol {
    /// All of them, in the order in which groups take them.
    pub const ALL: [Self; 8] = [
        Self::Circle,
        Self::Diamond,
        Self::Square,
        Self::Triangle,
        Self::TriangleDown,
        Self::Cross,
        Self::Pentagon,
        Self::Times,
    ];

    /// The shape of the `nth` group; they begin anew after the last.
    #[must_use]
    pub fn nth(nth: usize) -> Self {
        Self::ALL[nth % Self::ALL.len()]
    }

    /// The corners around (0, 0), of about the same area as a disc of radius 1; none for the circle.
    #[must_use]
    pub fn corners(self) -> Vec<(f64, f64)> {
        // Half the width of an arm of the cross.
        const ARM: f64 = 0.36;
        let cross = [(-ARM, -1.1), (ARM, -1.1), (ARM, -ARM), (1.1, -ARM), (1.1, ARM), (ARM, ARM)];
        let half_turned = |&(x, y): &(f64, f64)| (-x, -y);
        match self {
            Self::Circle => Vec::new(),
            Self::Diamond => regular(4, 1.25, 0.0),
            Self::Square => regular(4, 1.25, 0.125),
            Self::Triangle => regular(3, 1.4, 0.0),
            Self::TriangleDown => regular(3, 1.4, 0.5),
            Self::Pentagon => regular(5, 1.15, 0.0),
            Self::Cross => cross.iter().copied().chain(cross.iter().map(half_turned)).collect(),
            Self::Times => {
                let turned = |(x, y): (f64, f64)| ((x - y) * 0.5f64.sqrt(), (x + y) * 0.5f64.sqrt());
                Self::Cross.corners().into_iter().map(turned).collect()
            }
        }
    }

    /// Draws the shape filled, with a thin outline.
    pub fn draw<DB: DrawingBackend>(
        self,
        painter: &mut Painter<'_, DB>,
        centre: (f64, f64),
        radius_css: f64,
        fill: RGBColor,
        outline: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        self.paint(painter, centre, radius_css, (fill.mix(0.8), Some(outline.mix(0.55))))
    }

    /// Draws the shape in these colours, of its inside and, if it has one, its outline.
    pub fn paint<DB: DrawingBackend>(
        self,
        painter: &mut Painter<'_, DB>,
        centre: (f64, f64),
        radius_css: f64,
        (fill, outline): (RGBAColor, Option<RGBAColor>),
    ) -> Result<(), DrawError<DB>> {
        if self == Self::Circle {
            painter.circle(centre, radius_css, fill, true)?;
            return outline.map_or(Ok(()), |outline| painter.circle(centre, radius_css, outline, false));
        }
        let place = |(x, y): (f64, f64)| (centre.0 + x * radius_css, centre.1 + y * radius_css);
        let mut corners: Vec<_> = self.corners().into_iter().map(place).collect();
        painter.polygon(&corners, fill)?;
        let Some(outline) = outline else { return Ok(()) };
        corners.extend_from_within(..1);
        painter.path(&corners, outline, 1.0)
    }
}

/// A regular polygon with a corner on top, turned clockwise by a share of a full turn.
fn regular(corners: u32, radius: f64, turn: f64) -> Vec<(f64, f64)> {
    (0..corners)
        .map(|i| direction(f64::from(i) / f64::from(corners) + turn))
        .map(|(right, up)| (radius * right, -radius * up))
        .collect()
}

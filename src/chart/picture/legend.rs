//! What the marks, lines and colours of a chart mean: HTML beside it on the page, drawn on an exported picture.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use crate::chart::colour::viridis;
use crate::chart::marks::dashes::dashes;
use crate::chart::marks::hatch;
use crate::chart::marks::star;
use crate::chart::marks::symbol::Symbol;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// What stands before a meaning, as the chart draws it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    /// Nothing: the words are the heading of what follows.
    Heading,
    /// A shape.
    Symbol {
        /// Which.
        symbol: Symbol,
        /// Its colour.
        fill: RGBColor,
        /// Its size.
        radius_css: f64,
    },
    /// A disc with a line around it.
    Disc {
        /// Inside.
        fill: RGBColor,
        /// The line.
        outline: RGBColor,
        /// Its size.
        radius_css: f64,
    },
    /// A circle: a size, whatever the colour.
    Ring {
        /// The size.
        radius_css: f64,
    },
    /// The star.
    Star {
        /// Its colour.
        fill: RGBColor,
    },
    /// A line.
    Line {
        /// Its colour.
        colour: RGBColor,
        /// Length of its dashes and of the gaps between them, CSS px; 0 for none.
        dash: (f64, f64),
        /// Its width.
        width_css: f64,
        /// Whether it stands.
        upright: bool,
        /// What marks its points.
        symbol: Option<Symbol>,
    },
    /// A bar of a histogram.
    Bar {
        /// Fill (translucent) and outline.
        colour: RGBColor,
        /// As of a line.
        dash: (f64, f64),
    },
    /// Hatched.
    Hatch,
}

/// An entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What is seen.
    pub swatch: Swatch,
    /// What it means.
    pub label: String,
}

/// Which value is which colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Ramp {
    /// Of what.
    pub title: String,
    /// Places on viridis, from left to right, each as wide as the others.
    pub fractions: Vec<f64>,
    /// Where values stand, 0 to 1, and what they are. Of those that would cover one another the first is written.
    pub ticks: Vec<(f64, String)>,
}

impl Ramp {
    /// So many steps of a continuous scale that they are not seen.
    const STEPS: u32 = 64;

    /// All of viridis, from dark to bright.
    #[must_use]
    pub fn whole(title: String, ticks: Vec<(f64, String)>) -> Self {
        let step = |at| f64::from(at) / f64::from(Self::STEPS - 1);
        Self { title, fractions: (0..Self::STEPS).map(step).collect(), ticks }
    }
}

/// All that a chart's marks mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Key {
    /// The marks.
    pub entries: Vec<Entry>,
    /// The colours.
    pub ramp: Option<Ramp>,
}

impl Key {
    /// With another entry.
    pub fn add(&mut self, swatch: Swatch, label: impl Into<String>) {
        self.entries.push(Entry { swatch, label: label.into() });
    }
}

/// Half of what a line, a bar or a hatched piece takes of the row.
const HALF_CSS: f64 = 11.0;

impl Swatch {
    /// Width and height, CSS px.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        match *self {
            Self::Heading => (0.0, 0.0),
            // The corners reach beyond the radius.
            Self::Symbol { radius_css, .. } => (radius_css * 2.8, radius_css * 2.8),
            Self::Disc { radius_css, .. } | Self::Ring { radius_css } => {
                (radius_css * 2.0 + 2.0, radius_css * 2.0 + 2.0)
            }
            Self::Star { .. } => (18.0, 18.0),
            Self::Line { upright: true, .. } => (8.0, 16.0),
            Self::Line { .. } => (HALF_CSS * 2.0, 12.0),
            Self::Bar { .. } | Self::Hatch => (HALF_CSS * 2.0, 14.0),
        }
    }

    /// Draws it around a place.
    ///
    /// # Errors
    /// The backend's.
    pub fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        (x, y): (f64, f64),
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let (left, right, top, bottom) = (x - HALF_CSS, x + HALF_CSS, y - 6.0, y + 6.0);
        match *self {
            Self::Heading => Ok(()),
            Self::Symbol { symbol, fill, radius_css } => symbol.draw(painter, (x, y), radius_css, fill, theme.outline),
            Self::Disc { fill, outline, radius_css } => {
                painter.circle((x, y), radius_css, fill.to_rgba(), true)?;
                painter.circle((x, y), radius_css, outline.to_rgba(), false)
            }
            Self::Ring { radius_css } => painter.circle((x, y), radius_css, theme.ink.to_rgba(), false),
            Self::Star { fill } => star::draw(painter, (x, y), 9.0, fill, theme.outline),
            Self::Line { colour, dash: (on, off), width_css, upright, symbol } => {
                let ends = if upright { [(x, y - 8.0), (x, y + 8.0)] } else { [(left, y), (right, y)] };
                for dash in dashes(&ends, on, off) {
                    painter.path(&dash, colour.to_rgba(), width_css)?;
                }
                symbol.map_or(Ok(()), |symbol| symbol.draw(painter, (x, y), 4.0, colour, theme.outline))
            }
            Self::Bar { colour, dash: (on, off) } => {
                let corners = [(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)];
                painter.polygon(&corners[..4], colour.mix(0.45))?;
                for dash in dashes(&corners, on, off) {
                    painter.path(&dash, colour.to_rgba(), 1.5)?;
                }
                Ok(())
            }
            Self::Hatch => {
                let corners = [(left, bottom), (left, top), (right, top), (right, bottom), (left, bottom)];
                for segment in hatch::segments(&[vec![corners[..4].to_vec()]], 7.0) {
                    painter.path(&segment, theme.ink.mix(0.6), 1.0)?;
                }
                painter.path(&corners, theme.ink.to_rgba(), 1.0)
            }
        }
    }
}

impl Ramp {
    /// Draws the colours side by side into a rectangle.
    ///
    /// # Errors
    /// The backend's.
    pub fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        (left, top): (f64, f64),
        (width, height): (f64, f64),
    ) -> Result<(), DrawError<DB>> {
        let count = self.fractions.len().max(1) as f64;
        for (nth, &fraction) in self.fractions.iter().enumerate() {
            // To the end, under those that follow: no seam shows the paper.
            let from = left + width * nth as f64 / count;
            painter.fill_rect((from, top), (left + width, top + height), viridis(fraction))?;
        }
        Ok(())
    }
}

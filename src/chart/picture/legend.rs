//! Legend of a chart: what its marks, lines and colours mean. One description for the page and the saved picture.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use crate::chart::colour::viridis;
use crate::chart::marks::dashes::dashes;
use crate::chart::marks::hatch;
use crate::chart::marks::star;
use crate::chart::marks::symbol::Symbol;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;
use crate::text::foreign::shown;

/// The sample before a legend entry, drawn as in the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    /// None: the entry is the heading of those that follow.
    Heading,
    /// The mark of a group.
    Symbol {
        /// Its shape.
        symbol: Symbol,
        /// Its colour.
        fill: RGBColor,
        /// Its size.
        radius_css: f64,
    },
    /// A disc with an outline.
    Disc {
        /// Its colour.
        fill: RGBColor,
        /// The colour of its outline.
        outline: RGBColor,
        /// Its size.
        radius_css: f64,
    },
    /// A circle that shows a size, whatever the colour.
    Ring {
        /// Its size.
        radius_css: f64,
    },
    /// The star of the best run.
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
        /// Whether it is vertical.
        upright: bool,
        /// The mark of its points.
        symbol: Option<Symbol>,
    },
    /// A bar of a histogram.
    Bar {
        /// Fill (translucent) and outline.
        colour: RGBColor,
        /// As for a line.
        dash: (f64, f64),
    },
    /// A hatched area.
    Hatch,
}

/// A swatch and its meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The sample.
    pub swatch: Swatch,
    /// Its meaning.
    pub label: String,
}

/// Colour scale: which value has which colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Ramp {
    /// The name of the values.
    pub title: String,
    /// The colours, from left to right, in bands of equal width.
    pub colours: Vec<RGBColor>,
    /// Positions of values, 0 to 1, and their labels. Of labels that would overlap the first is drawn.
    pub ticks: Vec<(f64, String)>,
}

impl Ramp {
    /// Bands of a continuous scale: too many to see the steps.
    const STEPS: u32 = 64;

    /// A continuous scale over all of viridis, from dark to bright, in every theme.
    #[must_use]
    pub fn whole(title: String, ticks: Vec<(f64, String)>) -> Self {
        let step = |at| viridis(f64::from(at) / f64::from(Self::STEPS - 1));
        Self { title, colours: (0..Self::STEPS).map(step).collect(), ticks }
    }
}

/// The legend of a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// What the marks mean.
    pub entries: Vec<Entry>,
    /// What the colours mean.
    pub ramp: Option<Ramp>,
}

impl Legend {
    /// Appends an entry.
    pub fn add(&mut self, swatch: Swatch, label: impl Into<String>) {
        let label = shown(&label.into()).into_owned();
        self.entries.push(Entry { swatch, label });
    }
}

/// Half the width of a line, a bar or a hatched area.
const HALF_CSS: f64 = 11.0;
/// Radius of the star.
pub const STAR_CSS: f64 = 9.0;

impl Swatch {
    /// Width and height, CSS px.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        match *self {
            Self::Heading => (0.0, 0.0),
            // The corners of some shapes are farther out than the radius.
            Self::Symbol { radius_css, .. } => (radius_css * 2.8, radius_css * 2.8),
            Self::Disc { radius_css, .. } | Self::Ring { radius_css } => {
                (radius_css * 2.0 + 2.0, radius_css * 2.0 + 2.0)
            }
            Self::Star { .. } => (STAR_CSS * 2.0, STAR_CSS * 2.0),
            Self::Line { upright: true, .. } => (8.0, 16.0),
            Self::Line { .. } => (HALF_CSS * 2.0, 12.0),
            Self::Bar { .. } | Self::Hatch => (HALF_CSS * 2.0, 14.0),
        }
    }

    /// Draws it around a point.
    pub fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        (x, y): (f64, f64),
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        let (left, right, top, bottom) = (x - HALF_CSS, x + HALF_CSS, y - 6.0, y + 6.0);
        match *self {
            Self::Heading => Ok(()),
            Self::Symbol { symbol, fill, radius_css } => symbol.draw(painter, (x, y), radius_css, fill, theme.ink),
            Self::Disc { fill, outline, radius_css } => {
                painter.circle((x, y), radius_css, fill.to_rgba(), true)?;
                painter.circle((x, y), radius_css, outline.to_rgba(), false)
            }
            Self::Ring { radius_css } => painter.circle((x, y), radius_css, theme.ink.to_rgba(), false),
            Self::Star { fill } => star::draw(painter, (x, y), STAR_CSS, fill, theme.ink),
            Self::Line { colour, dash: (on, off), width_css, upright, symbol } => {
                let ends = if upright { [(x, y - 8.0), (x, y + 8.0)] } else { [(left, y), (right, y)] };
                for dash in dashes(&ends, on, off) {
                    painter.path(&dash, colour.to_rgba(), width_css)?;
                }
                symbol.map_or(Ok(()), |symbol| symbol.draw(painter, (x, y), 4.0, colour, theme.ink))
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
    pub fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        (left, top): (f64, f64),
        (width, height): (f64, f64),
    ) -> Result<(), DrawError<DB>> {
        let count = self.colours.len().max(1) as f64;
        for (nth, &colour) in self.colours.iter().enumerate() {
            // Each to the right end, below those that follow, so that no seam shows the paper.
            let from = left + width * nth as f64 / count;
            painter.fill_rect((from, top), (left + width, top + height), colour)?;
        }
        Ok(())
    }
}

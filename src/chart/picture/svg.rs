//! The SVG backend for plotters: writes a chart as SVG text. Saved pictures and the chart goldens are drawn by it.
//!
//! The crate `plotters-svg` is not used, because it rounds to whole pixels, writes the fill and the outline of a mark as
//! two elements, positions text by `dominant-baseline`, which office programs ignore, and lets characters through that
//! XML forbids.

mod markup;

use std::convert::Infallible;
use std::fmt::Write as _;
use std::ops::Range;

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle as Weight,
};

use self::markup::{attribute, geometry};
use crate::chart::painter::FAMILY;
use crate::text::markup::escape_for_people;

/// Coordinate units to a CSS pixel: one decimal is finer than anybody sees, and short.
pub const UNITS: f64 = markup::UNITS as f64;

/// Distance from the top of text to its baseline, and from its middle, as shares of the font size. A canvas asks the
/// font; SVG's own attributes for it are not supported everywhere.
const TOP: f64 = 0.8;
const MIDDLE: f64 = 0.34;

type Written = Result<(), DrawingErrorKind<Infallible>>;

/// A drawing that is being written. It has [`UNITS`] coordinate units to a CSS pixel: paint with
/// [`Painter::with_subpixels`](crate::chart::painter::Painter::with_subpixels), a ratio of 1 and these.
///
/// It ignores images: marks stay vectors, and a scene with too many of them draws fewer.
#[derive(Clone, Debug, Default)]
pub struct SvgBackend {
    size_css: (f64, f64),
    body: String,
    /// The range of `body` that holds the geometry of the last element, if that is filled and has no outline yet.
    filled: Option<Range<usize>>,
}

impl SvgBackend {
    /// An empty drawing of this size, CSS px.
    #[must_use]
    pub fn new(size_css: (f64, f64)) -> Self {
        Self { size_css, ..Self::default() }
    }

    /// The SVG file, with a title and a description for screen readers.
    #[must_use]
    pub fn finish(self, title: &str, description: &str) -> String {
        let (width, height) = self.size_css;
        let (title, description) = (escape_for_people(title), escape_for_people(description));
        // The default of a canvas is 10, that of SVG is 4.
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\" stroke-miterlimit=\"10\" role=\"img\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n{}</svg>\n",
            self.body
        )
    }

    /// The elements drawn so far, without the `<svg>` around them.
    #[must_use]
    pub fn into_elements(self) -> String {
        self.body
    }

    /// A line through points; closed if it ends at its first point.
    pub fn path(&mut self, points: &mut dyn Iterator<Item = BackendCoord>, colour: BackendColor, width: u32) {
        self.stroke(&geometry(points, false), colour, width);
    }

    /// A filled polygon (nonzero winding).
    pub fn polygon(&mut self, corners: &mut dyn Iterator<Item = BackendCoord>, colour: BackendColor) {
        self.fill(&geometry(corners, true), colour);
    }

    /// A rectangle from the upper left to the lower right corner, filled, or with a line `width` its outline.
    pub fn rect(&mut self, from: BackendCoord, to: BackendCoord, colour: BackendColor, width: Option<u32>) {
        let mut shape = "<rect".to_owned();
        let (wide, high) = (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1));
        for (name, value) in [("x", from.0), ("y", from.1), ("width", wide), ("height", high)] {
            attribute(&mut shape, name, value);
        }
        self.shape(&shape, colour, width);
    }

    /// A filled circle, or with a line `width` its outline.
    pub fn circle(&mut self, centre: BackendCoord, radius: u32, colour: BackendColor, width: Option<u32>) {
        let mut shape = "<circle".to_owned();
        for (name, value) in [("cx", centre.0), ("cy", centre.1), ("r", i32::try_from(radius).unwrap_or(i32::MAX))] {
            attribute(&mut shape, name, value);
        }
        self.shape(&shape, colour, width);
    }

    /// Text at a point. Rotation is ignored: no chart has rotated text.
    pub fn text(&mut self, text: &str, style: &impl BackendTextStyle, (x, y): BackendCoord) {
        let (colour, size, pos) = (style.color(), style.size(), style.anchor());
        if colour.alpha == 0.0 {
            return;
        }
        self.filled = None;
        let down = match pos.v_pos {
            VPos::Top => TOP,
            VPos::Center => MIDDLE,
            VPos::Bottom => 0.0,
        };
        self.body += "<text";
        attribute(&mut self.body, "x", x);
        attribute(&mut self.body, "y", y.saturating_add((down * size).round() as i32));
        attribute(&mut self.body, "font-size", size.round() as i32);
        self.body += match pos.h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        if matches!(style.style(), Weight::Bold) {
            self.body += " font-weight=\"bold\"";
        }
        self.paint("fill", colour);
        self.body += ">";
        self.body += &escape_for_people(text);
        self.body += "</text>\n";
    }

    fn shape(&mut self, shape: &str, colour: BackendColor, width: Option<u32>) {
        match width {
            None => self.fill(shape, colour),
            Some(width) => self.stroke(shape, colour, width),
        }
    }

    fn fill(&mut self, shape: &str, colour: BackendColor) {
        if colour.alpha == 0.0 || shape.is_empty() {
            return;
        }
        let from = self.body.len();
        self.body += shape;
        self.filled = Some(from..self.body.len());
        self.paint("fill", colour);
        self.body += "/>\n";
    }

    /// An outline of the shape that was filled just before is merged into that element: a mark is then one object in a
    /// vector editor, and takes half the bytes.
    fn stroke(&mut self, shape: &str, colour: BackendColor, width: u32) {
        if colour.alpha == 0.0 || shape.is_empty() {
            return;
        }
        if self.filled.take().is_some_and(|filled| &self.body[filled] == shape) {
            self.body.truncate(self.body.len() - "/>\n".len());
        } else {
            self.body += shape;
            self.body += " fill=\"none\"";
        }
        self.paint("stroke", colour);
        let width = i32::try_from(width).unwrap_or(i32::MAX);
        if width != markup::UNITS {
            attribute(&mut self.body, "stroke-width", width);
        }
        self.body += "/>\n";
    }

    fn paint(&mut self, name: &str, BackendColor { rgb: (r, g, b), alpha }: BackendColor) {
        // Writing to a string does not fail.
        write!(self.body, " {name}=\"#{r:02x}{g:02x}{b:02x}\"").ok();
        if alpha < 1.0 {
            write!(self.body, " {name}-opacity=\"{}\"", (alpha * 100.0).round() / 100.0).ok();
        }
    }
}

fn width(style: &impl BackendStyle, fill: bool) -> Option<u32> {
    (!fill).then(|| style.stroke_width())
}

impl DrawingBackend for SvgBackend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.size_css.0 * UNITS) as u32, (self.size_css.1 * UNITS) as u32)
    }

    fn ensure_prepared(&mut self) -> Written {
        Ok(())
    }

    fn present(&mut self) -> Written {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Written {
        self.rect((x, y), (x + 1, y + 1), colour, None);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Written {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Written {
        self.rect(from, to, style.color(), width(style, fill));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Written {
        self.path(&mut path.into_iter(), style.color(), style.stroke_width());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Written {
        self.polygon(&mut path.into_iter(), style.color());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Written {
        self.circle(centre, radius, style.color(), width(style, fill));
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Written {
        self.text(text, style, at);
        Ok(())
    }

    /// Ignored: see [`SvgBackend`].
    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Written {
        Ok(())
    }
}

#[cfg(test)]
mod tests;

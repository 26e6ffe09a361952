//! A picture as SVG text: a plotters backend of our own, small enough for the page.
//!
//! `plotters-svg`, which draws the goldens, would do most of it; it counts in whole pixels, writes the fill and the
//! outline of a mark as two elements, places text by `dominant-baseline`'s kin, which office programs do not know, and
//! lets characters through that XML forbids.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::ops::Range;

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind, FontStyle as Weight,
};

use crate::chart::painter::FAMILY;

/// Units to a CSS pixel: one digit behind the point is finer than anybody sees, and short.
pub const UNITS: f64 = 10.0;
const UNITS_I: i32 = 10;

/// From the top of text to its baseline, and from its middle, as shares of the font's size: a canvas asks the font,
/// SVG's own words for it are not known everywhere.
const TOP: f64 = 0.8;
const MIDDLE: f64 = 0.34;

type Written = Result<(), DrawingErrorKind<Infallible>>;

/// A picture in the making. Its pixels are [`UNITS`] to a CSS pixel: paint with
/// [`Painter::with_subpixels`](crate::chart::painter::Painter::with_subpixels), a ratio of 1 and these.
///
/// It takes no images: marks stay vectors, and whoever has too many of them draws fewer.
#[derive(Clone, Debug, Default)]
pub struct Vector {
    size_css: (f64, f64),
    body: String,
    /// Where in `body` the geometry of its last element stands, when that is filled and not outlined.
    filled: Option<Range<usize>>,
}

impl Vector {
    /// An empty picture, CSS px.
    #[must_use]
    pub fn new(size_css: (f64, f64)) -> Self {
        Self { size_css, ..Self::default() }
    }

    /// The file: what was drawn, with a name and a description for those who do not see it.
    #[must_use]
    pub fn finish(self, title: &str, description: &str) -> String {
        let (width, height) = self.size_css;
        let (title, description) = (escaped(title), escaped(description));
        // A canvas draws a joint as a point up to 10 times the line's width, SVG unasked up to 4 times.
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"{FAMILY}\" stroke-miterlimit=\"10\" role=\"img\">\n\
             <title>{title}</title>\n<desc>{description}</desc>\n{}</svg>\n",
            self.body
        )
    }

    /// A line through points; one that returns to its first is closed.
    pub fn path(&mut self, points: &mut dyn Iterator<Item = BackendCoord>, colour: BackendColor, width: u32) {
        self.stroke(&geometry(points, false), colour, width);
    }

    /// What lines through these corners enclose, by their winding.
    pub fn polygon(&mut self, corners: &mut dyn Iterator<Item = BackendCoord>, colour: BackendColor) {
        self.fill(&geometry(corners, true), colour);
    }

    /// A rectangle from the upper left corner to the lower right one; without `fill` its outline.
    pub fn rect(&mut self, from: BackendCoord, to: BackendCoord, colour: BackendColor, width: Option<u32>) {
        let mut shape = "<rect".to_owned();
        let (wide, high) = (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1));
        for (name, value) in [("x", from.0), ("y", from.1), ("width", wide), ("height", high)] {
            attribute(&mut shape, name, value);
        }
        self.shape(&shape, colour, width);
    }

    /// A disc; with a line's `width` its outline.
    pub fn circle(&mut self, centre: BackendCoord, radius: u32, colour: BackendColor, width: Option<u32>) {
        let mut shape = "<circle".to_owned();
        for (name, value) in [("cx", centre.0), ("cy", centre.1), ("r", i32::try_from(radius).unwrap_or(i32::MAX))] {
            attribute(&mut shape, name, value);
        }
        self.shape(&shape, colour, width);
    }

    /// Text at a point. Turned text, of which our charts have none, is written level.
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
        self.body += &escaped(text);
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

    /// A line around what was filled just before belongs to the same element: a mark is one thing to whoever edits the
    /// picture, and half the bytes.
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
        if width != UNITS_I {
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

/// `<path d="…"`, or nothing for nothing: what is closed ends in Z and does not repeat its first point.
fn geometry(points: &mut dyn Iterator<Item = BackendCoord>, closed: bool) -> String {
    let mut points: Vec<BackendCoord> = points.collect();
    let returns = points.len() > 2 && points.first() == points.last();
    if returns {
        points.pop();
    }
    let mut shape = String::new();
    for (nth, &(x, y)) in points.iter().enumerate() {
        shape += match nth {
            0 => "<path d=\"M",
            1 => "L",
            _ => " ",
        };
        number(&mut shape, x);
        shape.push(' ');
        number(&mut shape, y);
    }
    if !shape.is_empty() {
        shape += if returns || closed { "Z\"" } else { "\"" };
    }
    shape
}

fn attribute(out: &mut String, name: &str, units: i32) {
    *out += " ";
    *out += name;
    *out += "=\"";
    number(out, units);
    out.push('"');
}

/// Units as CSS px.
fn number(out: &mut String, units: i32) {
    if units < 0 {
        out.push('-');
    }
    let size = units.unsigned_abs();
    let (whole, tenth) = (size / UNITS_I.unsigned_abs(), size % UNITS_I.unsigned_abs());
    write!(out, "{whole}").ok();
    if tenth > 0 {
        write!(out, ".{tenth}").ok();
    }
}

/// Text as text: no character of it is markup, and those that XML 1.0 does not allow are replaced.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

fn width(style: &impl BackendStyle, fill: bool) -> Option<u32> {
    (!fill).then(|| style.stroke_width())
}

impl DrawingBackend for Vector {
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

    /// Nothing: see [`Vector`].
    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Written {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use plotters::style::{Color, RGBColor};

    use super::*;
    use crate::chart::painter::{Anchor, Painter};

    const RED: RGBColor = RGBColor(255, 0, 16);

    fn drawn(draw: impl FnOnce(&mut Painter<'_, Vector>)) -> String {
        let mut vector = Vector::new((40.0, 30.0));
        draw(&mut Painter::with_subpixels(&mut vector, 1.0, UNITS));
        vector.body
    }

    #[test]
    fn numbers_are_short() {
        let text = |units| {
            let mut out = String::new();
            number(&mut out, units);
            out
        };
        assert_eq!([0, 10, 125, -7, -120, i32::MIN].map(text), ["0", "1", "12.5", "-0.7", "-12", "-214748364.8"]);
    }

    #[test]
    fn a_mark_is_one_element() {
        let corners = [(1.0, 2.0), (3.0, 2.0), (2.0, 4.04)];
        let closed = [corners[0], corners[1], corners[2], corners[0]];
        let svg = drawn(|painter| {
            painter.polygon(&corners, RED.mix(0.8)).unwrap();
            painter.path(&closed, RED.to_rgba(), 1.0).unwrap();
            painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), true).unwrap();
            painter.circle((5.0, 5.0), 2.0, RED.mix(0.5), false).unwrap();
        });
        assert_eq!(
            svg,
            "<path d=\"M1 2L3 2 2 4Z\" fill=\"#ff0010\" fill-opacity=\"0.8\" stroke=\"#ff0010\"/>\n\
             <circle cx=\"5\" cy=\"5\" r=\"2\" fill=\"#ff0010\" stroke=\"#ff0010\" stroke-opacity=\"0.5\"/>\n"
        );
    }

    #[test]
    fn other_shapes_stay_apart() {
        let svg = drawn(|painter| {
            painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), true).unwrap();
            painter.circle((5.0, 5.0), 3.0, RED.to_rgba(), false).unwrap();
            painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), true).unwrap();
            painter.text("x", (1.0, 1.0), Anchor::Left, 12.0, RED).unwrap();
            painter.circle((5.0, 5.0), 2.0, RED.to_rgba(), false).unwrap();
            painter.path(&[(0.0, 0.0), (1.0, 1.0)], RED.mix(0.0), 1.0).unwrap();
            painter.path(&[], RED.to_rgba(), 1.0).unwrap();
            painter.path(&[(0.0, f64::NAN), (1.0, 1.0)], RED.to_rgba(), 2.0).unwrap();
        });
        assert_eq!((svg.lines().count(), svg.matches("<circle").count()), (6, 4), "{svg}");
        assert!(svg.ends_with("<path d=\"M0 0L1 1\" fill=\"none\" stroke=\"#ff0010\" stroke-width=\"2\"/>\n"), "{svg}");
    }

    #[test]
    fn text_stands_where_it_is_anchored_and_is_text() {
        let svg = drawn(|painter| {
            painter.text("</text><script>&\"\u{8}", (5.0, 5.0), Anchor::Below, 12.0, RED).unwrap();
            painter.heading("ends\nhere", (5.0, 5.0), 10.0, RED).unwrap();
        });
        assert_eq!(
            svg,
            "<text x=\"5\" y=\"14.6\" font-size=\"12\" text-anchor=\"middle\" fill=\"#ff0010\">\
             &lt;/text&gt;&lt;script&gt;&amp;&quot;\u{fffd}</text>\n\
             <text x=\"5\" y=\"13\" font-size=\"10\" font-weight=\"bold\" fill=\"#ff0010\">ends here</text>\n"
        );
    }

    #[test]
    fn an_origin_moves_all() {
        let svg = drawn(|painter| {
            painter.set_origin((10.0, 20.0));
            painter.fill_rect((0.0, 0.0), (3.0, 4.0), RED).unwrap();
            painter.rule((0.0, 0.0), (3.0, 0.0), RED).unwrap();
        });
        assert_eq!(
            svg,
            "<rect x=\"10\" y=\"20\" width=\"3\" height=\"4\" fill=\"#ff0010\"/>\n\
             <path d=\"M10.5 20.5L13.5 20.5\" fill=\"none\" stroke=\"#ff0010\"/>\n"
        );
    }
}

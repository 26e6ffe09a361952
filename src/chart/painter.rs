//! Painter: draws in CSS pixels on a backend of device pixels or finer units.

use plotters::prelude::DrawingBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, RGBAColor, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::DrawingErrorKind;

use super::pixels::{Image, Pixels};
use crate::text::foreign::shown;

/// An error of the backend: the only one that drawing returns.
pub type DrawError<DB> = DrawingErrorKind<<DB as DrawingBackend>::ErrorType>;

/// The font of all text on a chart.
pub const FAMILY: &str = "system-ui, sans-serif";

/// The position of text relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The point is above the middle of the text.
    Below,
    /// The point is right of the text.
    Left,
    /// The point is left of the text.
    Right,
    /// The text begins at the point and hangs from it.
    BeginsAt,
    /// The text ends at the point and hangs from it.
    EndsAt,
}

/// A backend, its pixel ratio, and the units of its integer coordinates to a pixel.
pub struct Painter<'a, DB: DrawingBackend> {
    backend: &'a mut DB,
    ratio: f64,
    subpixels: f64,
    takes_images: bool,
    origin: (f64, f64),
}

impl<'a, DB: DrawingBackend> Painter<'a, DB> {
    /// For a `backend` whose unit is a pixel, with `ratio` pixels to a CSS pixel.
    pub fn new(backend: &'a mut DB, ratio: f64) -> Self {
        Self::with_subpixels(backend, ratio, 1.0)
    }

    /// For a `backend` with `subpixels` units to a pixel: plotters' coordinates are integers, and marks rounded to whole
    /// pixels are visibly out of place.
    pub fn with_subpixels(backend: &'a mut DB, ratio: f64, subpixels: f64) -> Self {
        Self { backend, ratio, subpixels, takes_images: false, origin: (0.0, 0.0) }
    }

    /// The same on a backend whose `blit_bitmap` takes opaque pixels.
    #[must_use]
    pub fn with_images(self) -> Self {
        Self { takes_images: true, ..self }
    }

    /// Moves the origin of all that is drawn from now on, CSS px: for a chart as a part of a picture.
    pub fn set_origin(&mut self, origin: (f64, f64)) {
        self.origin = origin;
    }

    /// Whether [`Self::image`] draws.
    #[must_use]
    pub fn takes_images(&self) -> bool {
        self.takes_images
    }

    /// Pixels to a CSS pixel.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        self.ratio
    }

    /// Draws an image of device pixels at its own position, replacing what is there.
    pub fn image(&mut self, image: &Image) -> Result<(), DrawError<DB>> {
        let (left, top) = self.pixels().corner();
        let at = (left as i32 + image.left as i32, top as i32 + image.top as i32);
        self.backend.blit_bitmap(at, (image.width as u32, image.height as u32), image.rgba.as_flattened())
    }

    /// The mapping from CSS pixels to those of the backend.
    #[must_use]
    pub fn pixels(&self) -> Pixels {
        Pixels { ratio: self.ratio, origin: self.origin }
    }

    fn units(&self, (x, y): (f64, f64)) -> (i32, i32) {
        let scale = self.ratio * self.subpixels;
        (((x + self.origin.0) * scale).round() as i32, ((y + self.origin.1) * scale).round() as i32)
    }

    /// The nearest whole pixel, for sharp lines and text.
    fn snapped(&self, place: (f64, f64), offset: f64) -> (i32, i32) {
        let (x, y) = self.pixels().snapped(place, offset);
        ((x * self.subpixels).round() as i32, (y * self.subpixels).round() as i32)
    }

    fn length(&self, css: f64) -> u32 {
        (css * self.ratio * self.subpixels).round().max(1.0) as u32
    }

    fn stroke(&self, colour: RGBAColor, width_css: f64) -> ShapeStyle {
        ShapeStyle { color: colour, filled: false, stroke_width: self.length(width_css) }
    }

    /// Fills a rectangle.
    pub fn fill_rect(&mut self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), DrawError<DB>> {
        let (from, to) = (self.units(from), self.units(to));
        self.backend.draw_rect(from, to, &colour.to_rgba(), true)
    }

    /// A horizontal or vertical line, sharp.
    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), DrawError<DB>> {
        let (width_px, offset) = self.pixels().rule_px();
        let ends = [self.snapped(from, offset), self.snapped(to, offset)];
        let style = self.stroke(colour.to_rgba(), width_px / self.ratio);
        self.backend.draw_path(ends, &style)
    }

    /// A line through points.
    pub fn path(&mut self, points: &[(f64, f64)], colour: RGBAColor, width_css: f64) -> Result<(), DrawError<DB>> {
        let style = self.stroke(colour, width_css);
        let points: Vec<_> = points.iter().map(|&point| self.units(point)).collect();
        self.backend.draw_path(points, &style)
    }

    /// A filled polygon, without an outline.
    pub fn polygon(&mut self, corners: &[(f64, f64)], colour: RGBAColor) -> Result<(), DrawError<DB>> {
        let corners: Vec<_> = corners.iter().map(|&point| self.units(point)).collect();
        self.backend.fill_polygon(corners, &colour)
    }

    /// A disc or, without `filled`, its outline.
    pub fn circle(
        &mut self,
        centre: (f64, f64),
        radius_css: f64,
        colour: RGBAColor,
        filled: bool,
    ) -> Result<(), DrawError<DB>> {
        let style = ShapeStyle { filled, ..self.stroke(colour, 1.0) };
        let (centre, radius) = (self.units(centre), self.length(radius_css));
        self.backend.draw_circle(centre, radius, &style, filled)
    }

    /// Text at a point.
    pub fn text(
        &mut self,
        text: &str,
        at: (f64, f64),
        anchor: Anchor,
        size_css: f64,
        colour: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        self.write(text, at, (anchor, FontStyle::Normal), size_css, colour)
    }

    /// Bold text that begins at a point and hangs from it.
    pub fn heading(
        &mut self,
        text: &str,
        at: (f64, f64),
        size_css: f64,
        colour: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        self.write(text, at, (Anchor::BeginsAt, FontStyle::Bold), size_css, colour)
    }

    fn write(
        &mut self,
        text: &str,
        at: (f64, f64),
        (anchor, weight): (Anchor, FontStyle),
        size_css: f64,
        colour: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        let pos = match anchor {
            Anchor::Below => Pos::new(HPos::Center, VPos::Top),
            Anchor::Left => Pos::new(HPos::Right, VPos::Center),
            Anchor::Right => Pos::new(HPos::Left, VPos::Center),
            Anchor::BeginsAt => Pos::new(HPos::Left, VPos::Top),
            Anchor::EndsAt => Pos::new(HPos::Right, VPos::Top),
        };
        let font = FontDesc::new(FontFamily::Name(FAMILY), size_css * self.ratio * self.subpixels, weight);
        let style = TextStyle { pos, ..TextStyle::from(font) }.color(&colour);
        let at = self.snapped(at, 0.0);
        // A canvas would turn the text; the legend and the axes have their names from data.
        self.backend.draw_text(&shown(text), &style, at)
    }
}

//! Draws in CSS pixels on a backend that counts backing pixels.

use plotters::prelude::DrawingBackend;
use plotters::style::IntoFont;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBAColor, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::DrawingErrorKind;

/// What can go wrong on a backend.
pub type DrawError<DB> = DrawingErrorKind<<DB as DrawingBackend>::ErrorType>;

/// Where text lies relative to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The point is above the middle of the text.
    Below,
    /// The point is right of the text.
    Left,
    /// The text begins at the point and hangs from it.
    BeginsAt,
    /// The text ends at the point and hangs from it.
    EndsAt,
}

/// A backend and its pixel ratio.
pub struct Painter<'a, DB: DrawingBackend> {
    backend: &'a mut DB,
    ratio: f64,
}

impl<'a, DB: DrawingBackend> Painter<'a, DB> {
    /// Draws on `backend`, which has `ratio` pixels for each CSS pixel.
    pub fn new(backend: &'a mut DB, ratio: f64) -> Self {
        Self { backend, ratio }
    }

    fn px(&self, (x, y): (f64, f64)) -> (i32, i32) {
        ((x * self.ratio).round() as i32, (y * self.ratio).round() as i32)
    }

    fn stroke(&self, colour: RGBAColor, width_css: f64) -> ShapeStyle {
        ShapeStyle { color: colour, filled: false, stroke_width: (width_css * self.ratio).round().max(1.0) as u32 }
    }

    /// Fills a rectangle.
    ///
    /// # Errors
    /// The backend's.
    pub fn fill_rect(&mut self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), DrawError<DB>> {
        let (from, to) = (self.px(from), self.px(to));
        self.backend.draw_rect(from, to, &colour.to_rgba(), true)
    }

    /// A horizontal or vertical line, sharp.
    ///
    /// # Errors
    /// The backend's.
    pub fn rule(&mut self, from: (f64, f64), to: (f64, f64), colour: RGBColor) -> Result<(), DrawError<DB>> {
        let (from, to) = (self.px(from), self.px(to));
        let style = self.stroke(colour.to_rgba(), 1.0);
        self.backend.draw_line(from, to, &style)
    }

    /// A line through points.
    ///
    /// # Errors
    /// The backend's.
    pub fn path(&mut self, points: &[(f64, f64)], colour: RGBAColor, width_css: f64) -> Result<(), DrawError<DB>> {
        let style = self.stroke(colour, width_css);
        let points: Vec<_> = points.iter().map(|&point| self.px(point)).collect();
        self.backend.draw_path(points, &style)
    }

    /// A filled polygon, without an outline.
    ///
    /// # Errors
    /// The backend's.
    pub fn polygon(&mut self, corners: &[(f64, f64)], colour: RGBAColor) -> Result<(), DrawError<DB>> {
        let corners: Vec<_> = corners.iter().map(|&point| self.px(point)).collect();
        self.backend.fill_polygon(corners, &colour)
    }

    /// A disc or, without `filled`, its outline.
    ///
    /// # Errors
    /// The backend's.
    pub fn circle(
        &mut self,
        centre: (f64, f64),
        radius_css: f64,
        colour: RGBAColor,
        filled: bool,
    ) -> Result<(), DrawError<DB>> {
        let style = ShapeStyle { filled, ..self.stroke(colour, 1.0) };
        let radius = (radius_css * self.ratio).round().max(1.0) as u32;
        let centre = self.px(centre);
        self.backend.draw_circle(centre, radius, &style, filled)
    }

    /// Text at a point.
    ///
    /// # Errors
    /// The backend's.
    pub fn text(
        &mut self,
        text: &str,
        at: (f64, f64),
        anchor: Anchor,
        size_css: f64,
        colour: RGBColor,
    ) -> Result<(), DrawError<DB>> {
        let pos = match anchor {
            Anchor::Below => Pos::new(HPos::Center, VPos::Top),
            Anchor::Left => Pos::new(HPos::Right, VPos::Center),
            Anchor::BeginsAt => Pos::new(HPos::Left, VPos::Top),
            Anchor::EndsAt => Pos::new(HPos::Right, VPos::Top),
        };
        let font = ("system-ui, sans-serif", size_css * self.ratio).into_font();
        let style = TextStyle { pos, ..TextStyle::from(font) }.color(&colour);
        let at = self.px(at);
        self.backend.draw_text(text, &style, at)
    }
}

//! The page's drawing backend, the only one for which the charts' code is compiled: a canvas or SVG.
//!
//! Colours and line widths of the canvas are cached: `plotters-canvas` formats a colour for each shape and has the browser
//! parse it, and a chart has hundreds of shapes in a few colours.

use plotters::prelude::DrawingBackend;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsValue};
use web_sys::{CanvasRenderingContext2d, ImageData};

use crate::chart::picture::svg::SvgBackend;

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;
/// Red, green, blue, and how opaque.
type Colour = ((u8, u8, u8), f64);

/// A canvas, or an SVG drawing.
pub enum PageBackend {
    /// A canvas.
    Canvas(CachedCanvas),
    /// An SVG drawing.
    Svg(SvgBackend),
}

/// [`CanvasBackend`] that caches the current colours and line width of its canvas. Draws the same pixels.
pub struct CachedCanvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    fill: Option<Colour>,
    stroke: Option<Colour>,
    width: Option<u32>,
}

impl CachedCanvas {
    /// `inner` and `context` are of the same canvas.
    #[must_use]
    pub fn new(inner: CanvasBackend, context: CanvasRenderingContext2d) -> Self {
        Self { inner, context, fill: None, stroke: None, width: None }
    }

    fn set_fill(&mut self, BackendColor { rgb, alpha }: BackendColor) {
        if self.fill.replace((rgb, alpha)) != Some((rgb, alpha)) {
            self.context.set_fill_style_str(&css(rgb, alpha));
        }
    }

    fn set_stroke(&mut self, style: &impl BackendStyle) {
        let BackendColor { rgb, alpha } = style.color();
        if self.stroke.replace((rgb, alpha)) != Some((rgb, alpha)) {
            self.context.set_stroke_style_str(&css(rgb, alpha));
        }
        let width = style.stroke_width();
        if self.width.replace(width) != Some(width) {
            self.context.set_line_width(f64::from(width));
        }
    }

    fn put(&self, (x, y): BackendCoord, (width, height): (u32, u32), rgba: &[u8]) -> Result<(), JsValue> {
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(rgba), width, height)?;
        self.context.put_image_data(&image, f64::from(x), f64::from(y))
    }

    fn rect(&mut self, from: BackendCoord, to: BackendCoord, style: &impl BackendStyle, fill: bool) -> Drawn {
        if fill {
            self.fill = None;
        } else {
            (self.stroke, self.width) = (None, None);
        }
        self.inner.draw_rect(from, to, style, fill)
    }

    fn path(&mut self, path: &mut dyn Iterator<Item = BackendCoord>, style: &impl BackendStyle) {
        if !unseen(style) && self.trace(path) {
            self.set_stroke(style);
            self.context.stroke();
        }
    }

    fn polygon(&mut self, path: &mut dyn Iterator<Item = BackendCoord>, style: &impl BackendStyle) {
        if !unseen(style) && self.trace(path) {
            self.set_fill(style.color());
            self.context.fill();
        }
    }

    fn circle(&mut self, centre: BackendCoord, radius: u32, style: &impl BackendStyle, fill: bool) {
        if unseen(style) {
            return;
        }
        self.context.begin_path();
        let (x, y) = (f64::from(centre.0), f64::from(centre.1));
        // Fails only for a negative radius.
        self.context.arc(x, y, f64::from(radius), 0.0, std::f64::consts::TAU).ok();
        if fill {
            self.set_fill(style.color());
            self.context.fill();
        } else {
            self.set_stroke(style);
            self.context.stroke();
        }
    }

    /// Begins a path through these points; `false` without points.
    fn trace(&self, path: &mut dyn Iterator<Item = BackendCoord>) -> bool {
        let Some((x, y)) = path.next() else { return false };
        self.context.begin_path();
        self.context.move_to(f64::from(x), f64::from(y));
        path.for_each(|(x, y)| self.context.line_to(f64::from(x), f64::from(y)));
        true
    }
}

fn css((r, g, b): (u8, u8, u8), alpha: f64) -> String {
    format!("rgba({r},{g},{b},{alpha})")
}

fn unseen(style: &impl BackendStyle) -> bool {
    style.color().alpha == 0.0
}

impl DrawingBackend for PageBackend {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        match self {
            Self::Canvas(canvas) => canvas.inner.get_size(),
            Self::Svg(svg) => svg.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect((x, y), (x + 1, y + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        match self {
            Self::Canvas(canvas) => canvas.rect(from, to, style, fill),
            Self::Svg(svg) => {
                svg.rect(from, to, style.color(), line(style, fill));
                Ok(())
            }
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path = &mut path.into_iter();
        match self {
            Self::Canvas(canvas) => canvas.path(path, style),
            Self::Svg(svg) => svg.path(path, style.color(), style.stroke_width()),
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path = &mut path.into_iter();
        match self {
            Self::Canvas(canvas) => canvas.polygon(path, style),
            Self::Svg(svg) => svg.polygon(path, style.color()),
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        match self {
            Self::Canvas(canvas) => canvas.circle(centre, radius, style, fill),
            Self::Svg(svg) => svg.circle(centre, radius, style.color(), line(style, fill)),
        }
        Ok(())
    }

    /// Replaces pixels by opaque ones; in whole pixels.
    fn blit_bitmap(&mut self, at: BackendCoord, (width, height): (u32, u32), rgba: &[u8]) -> Drawn {
        // Without memory for it only the marks are missing.
        if let Self::Canvas(canvas) = self {
            drop(canvas.put(at, (width, height), rgba));
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        match self {
            Self::Canvas(canvas) => {
                canvas.fill = None;
                canvas.inner.draw_text(text, style, at)
            }
            Self::Svg(svg) => {
                svg.text(text, style, at);
                Ok(())
            }
        }
    }
}

/// The width of an outline; `None` for what is filled.
fn line(style: &impl BackendStyle, fill: bool) -> Option<u32> {
    (!fill).then(|| style.stroke_width())
}

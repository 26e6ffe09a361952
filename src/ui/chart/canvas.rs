//! Sizes a canvas and puts a chart on it.

use leptos::html::Canvas;
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use crate::chart::frame::Frame;
use crate::chart::painter::Painter;
use crate::ui::reactive::Signal;

use super::backend::{CachedCanvas, PageBackend};

/// Units to a pixel. A power of two, so that whole pixels stay whole.
const SUBPIXELS: f64 = 8.0;

/// A canvas that is drawn anew whenever `draw` reads something that changed.
///
/// `draw` gets a painter and the frame; it must read all its signals before it returns early.
#[component]
pub fn ChartCanvas(
    /// The size to draw at.
    #[prop(into)]
    frame: Signal<Frame>,
    /// What the chart shows, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// Draws the chart.
    draw: impl Fn(&mut Painter<'_, PageBackend>, &Frame) + 'static,
) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let (Some(canvas), frame) = (node.get(), frame.get()) else { return };
        if !frame.is_visible() {
            return;
        }
        paint(&canvas, &frame, &draw);
    });
    view! { <canvas node_ref=node role="img" aria-label=label.live()></canvas> }
}

/// Draws on a canvas, which is given the size of the frame.
pub(crate) fn paint(canvas: &HtmlCanvasElement, frame: &Frame, draw: &dyn Fn(&mut Painter<'_, PageBackend>, &Frame)) {
    fit(canvas, frame);
    let backend = CanvasBackend::with_canvas_object(canvas.clone());
    if let (Some(backend), Some(context)) = (backend, context(canvas)) {
        fine_units(&context);
        let mut backend = PageBackend::Canvas(CachedCanvas::new(backend, context));
        let painter = Painter::with_subpixels(&mut backend, frame.pixel_ratio, SUBPIXELS);
        draw(&mut painter.with_images(), frame);
    }
}

/// Draws on a canvas that nobody sees, and has the browser make a PNG of it; `None` when it could not.
pub(crate) fn png(
    frame: &Frame,
    draw: &dyn Fn(&mut Painter<'_, PageBackend>, &Frame),
    then: impl FnOnce(Option<Blob>) + 'static,
) {
    let Ok(canvas) = document().create_element("canvas") else { return then(None) };
    let canvas = canvas.unchecked_into::<HtmlCanvasElement>();
    paint(&canvas, frame, draw);
    // Without memory for it there is no blob, but null.
    let made = Closure::once_into_js(move |blob: JsValue| then(blob.dyn_into().ok()));
    canvas.to_blob(made.unchecked_ref()).ok();
}

/// Setting a canvas's size clears it and takes new memory, so only when it changed.
fn fit(canvas: &HtmlCanvasElement, frame: &Frame) {
    let (width, height) = frame.backing();
    if canvas.width() != width {
        canvas.set_width(width);
    }
    if canvas.height() != height {
        canvas.set_height(height);
    }
}

pub(crate) fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Makes the canvas count in parts of a pixel.
fn fine_units(context: &CanvasRenderingContext2d) {
    let unit = 1.0 / SUBPIXELS;
    context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).ok();
}

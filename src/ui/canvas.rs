//! The only file that names a canvas: sizes it and puts a chart on it.

use leptos::html::Canvas;
use leptos::prelude::*;
use plotters_canvas::CanvasBackend;
use web_sys::HtmlCanvasElement;

use crate::chart::frame::Frame;

/// A canvas that is drawn anew whenever `draw` reads something that changed.
///
/// `draw` gets the backend and the frame; it must read all its signals before it returns early.
#[component]
pub fn ChartCanvas(
    /// The size to draw at.
    #[prop(into)]
    frame: Signal<Frame>,
    /// What the chart shows, for those who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// Draws the chart.
    draw: impl Fn(&mut CanvasBackend, &Frame) + 'static,
) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    Effect::new(move |_| {
        let (Some(canvas), frame) = (node.get(), frame.get()) else { return };
        if !frame.is_visible() {
            return;
        }
        fit(&canvas, &frame);
        if let Some(mut backend) = CanvasBackend::with_canvas_object(HtmlCanvasElement::clone(&canvas)) {
            draw(&mut backend, &frame);
        }
    });
    view! { <canvas node_ref=node role="img" aria-label=label></canvas> }
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

//! Chart goldens: charts drawn by the page's own SVG backend, compared with drawings that were looked at.

use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::picture::svg::{SvgBackend, UNITS};
use isocost::chart::theme::Theme;

/// A chart of this size, each of its pixels one of the device's.
pub const fn frame(width_css: f64, height_css: f64) -> Frame {
    Frame { width_css, height_css, pixel_ratio: 1.0 }
}

/// The chart as SVG.
pub fn draw(scene: &impl Interactive, frame: &Frame, theme: &Theme) -> String {
    let mut svg = SvgBackend::new((frame.width_css, frame.height_css));
    let mut painter = Painter::with_subpixels(&mut svg, 1.0, UNITS);
    let projection = scene.project(frame, theme);
    scene.draw(&mut painter, frame, &projection, theme).expect("SVG takes everything");
    svg.finish("", "")
}

/// Asserts that the drawing equals its golden; with `ISOCOST_UPDATE` overwrites the golden first.
pub fn hold(name: &str, svg: &str) {
    let path = format!("{}/tests/golden/charts/{name}.svg", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ISOCOST_UPDATE").is_some() {
        std::fs::write(&path, svg).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    // Line by line, so that a difference is readable.
    for (line, (got, golden)) in svg.lines().zip(golden.lines()).enumerate() {
        assert_eq!(got, golden, "{name}, line {}", line + 1);
    }
    assert_eq!(svg.lines().count(), golden.lines().count(), "{name}");
}

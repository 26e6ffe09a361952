//! Charts as SVG, compared with the committed goldens.

use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::theme::Theme;
use plotters_svg::SVGBackend;

/// A chart of this size, each of its pixels one of the device's.
pub const fn frame(width_css: f64, height_css: f64) -> Frame {
    Frame { width_css, height_css, pixel_ratio: 1.0 }
}

/// The chart as SVG.
pub fn draw(scene: &impl Interactive, frame: &Frame, theme: &Theme) -> String {
    let mut svg = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut svg, frame.backing());
        let projection = scene.project(frame, theme);
        scene.draw(&mut Painter::new(&mut backend, 1.0), frame, &projection, theme).expect("SVG takes everything");
    }
    svg
}

/// Asserts that it is the drawing of that name, or with `ISOCOST_UPDATE` makes it that.
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

//! The break-even chart as a vector, held against drawings that were looked at.
//!
//! After a wanted change: `ISOCOST_UPDATE=1 cargo test --no-default-features --test chart_prices`, then look at the
//! files.

mod support;

use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::lines::Scene;
use isocost::chart::painter::Painter;
use isocost::chart::theme::{self, Theme};
use isocost::data::bundled;
use isocost::ui::break_even_view::BreakEvenView;
use isocost::ui::choice::Choice;
use plotters_svg::SVGBackend;

const FRAME: Frame = Frame { width_css: 640.0, height_css: 300.0, pixel_ratio: 1.0 };

fn draw(scene: &Scene, theme: &Theme) -> String {
    let mut svg = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut svg, FRAME.backing());
        let projection = scene.project(&FRAME, theme);
        scene
            .draw(&mut Painter::new(&mut backend, 1.0), &FRAME, &projection, theme)
            .expect("the backend draws on a string");
    }
    svg
}

#[test]
fn break_even_with_a_rival_and_without() {
    let choice = Choice::default();
    for (name, table, theme) in
        [("break-even-classification", 2, theme::LIGHT), ("break-even-alone-dark", 0, theme::DARK)]
    {
        let shown = support::bundled(bundled::TABLES[table].dataset);
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let view = BreakEvenView::new(&shown, &shown.runs.price_of_row(), &all, &choice);
        let svg = draw(view.scene.as_deref().expect("a chart"), &theme);
        let path = support::path(&format!("tests/golden/charts/{name}.svg"));
        if std::env::var_os("ISOCOST_UPDATE").is_some() {
            std::fs::write(&path, &svg).expect("a writable golden");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for (line, (got, golden)) in svg.lines().zip(golden.lines()).enumerate() {
            assert_eq!(got, golden, "{name}, line {}", line + 1);
        }
        assert_eq!(svg.lines().count(), golden.lines().count(), "{name}");
    }
}

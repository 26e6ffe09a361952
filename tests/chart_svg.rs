//! The charts of the real tables as vectors, held against drawings that were looked at.
//!
//! After a wanted change: `ISOCOST_UPDATE=1 cargo test --no-default-features --test chart_svg`, then look at the
//! files.

mod support;

use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::theme;
use isocost::data::bundled;
use isocost::ui::choice::{Axes, Choice};
use isocost::ui::scatter_view::{self, ScatterView};
use plotters_svg::SVGBackend;

const FRAME: Frame = Frame { width_css: 800.0, height_css: 480.0, pixel_ratio: 1.0 };

fn draw(dataset: &str, choice: &Choice, theme: &theme::Theme) -> String {
    let shown = support::bundled(dataset);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = ScatterView::new(&shown, &all, choice, &scatter_view::fixed(&shown, choice));
    let mut svg = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut svg, FRAME.backing());
        let projection = view.scene.project(&FRAME, theme);
        view.scene.draw(&mut Painter::new(&mut backend, 1.0), &FRAME, &projection, theme).unwrap();
    }
    svg
}

fn hold(name: &str, svg: &str) {
    let path = support::path(&format!("tests/golden/charts/{name}.svg"));
    if std::env::var_os("ISOCOST_UPDATE").is_some() {
        std::fs::write(&path, svg).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    // Line by line, so that a difference is readable.
    for (line, (got, golden)) in svg.lines().zip(golden.lines()).enumerate() {
        assert_eq!(got, golden, "{name}, line {}", line + 1);
    }
    assert_eq!(svg.lines().count(), golden.lines().count(), "{name}");
}

#[test]
fn the_default_charts() {
    for table in bundled::TABLES {
        let name = table.title.to_lowercase().replace(' ', "-");
        hold(&name, &draw(table.dataset, &Choice::default(), &theme::LIGHT));
    }
}

#[test]
fn the_notebook_chart_and_the_logarithmic_dark_one() {
    let [vision, _, classification] = bundled::TABLES;
    let notebook = Choice { notebook: true, ..Choice::default() };
    hold("vision-embedding-notebook", &draw(vision.dataset, &notebook, &theme::LIGHT));
    let log = Choice { axes: Axes::Log, ..Choice::default() };
    hold("classification-log-dark", &draw(classification.dataset, &log, &theme::DARK));
}

#[test]
fn what_is_hidden_is_not_drawn() {
    let hide = |labels: &[&str]| {
        let hidden = labels.iter().map(|&label| label.to_owned()).collect();
        draw(bundled::TABLES[0].dataset, &Choice { hidden, ..Choice::default() }, &theme::LIGHT)
    };
    let red = |svg: &str| svg.matches("#D0102B").count();
    let (all, no_front, no_star) = (red(&hide(&[])), red(&hide(&["Pareto front"])), red(&hide(&["Cheapest run"])));
    assert!(no_front >= 1 && no_star >= 1 && all == no_front + no_star, "{all} {no_front} {no_star}");
    assert_eq!(red(&hide(&["Pareto front", "Cheapest run"])), 0);
    assert_eq!(hide(&["nvidia-l4"]).matches("<circle").count(), 0);
}

#[test]
fn a_chart_without_a_single_run_is_still_a_chart() {
    let shown = support::bundled(bundled::TABLES[0].dataset);
    let choice = Choice::default();
    let view = ScatterView::new(&shown, &[], &choice, &scatter_view::fixed(&shown, &choice));
    assert_eq!((view.scene.points.len(), view.cheapest_row), (0, None));
    let mut svg = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut svg, FRAME.backing());
        let projection = view.scene.project(&FRAME, &theme::LIGHT);
        view.scene.draw(&mut Painter::new(&mut backend, 1.0), &FRAME, &projection, &theme::LIGHT).unwrap();
    }
    assert!(svg.contains("Average latency, ms") && svg.contains("Cost, $ per 1 billion requests"));
}

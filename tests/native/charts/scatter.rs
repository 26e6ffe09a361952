//! The charts of the real tables as vectors, held against drawings that were looked at.

use crate::support;
use crate::support::drawing::{self, frame, hold};
use isocost::chart::frame::Frame;
use isocost::chart::theme;
use isocost::data::bundled;
use isocost::page::choice::filters::{Axes, Choice};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;

const FRAME: Frame = frame(800.0, 480.0);

fn draw(dataset: &str, choice: &Choice, theme: &theme::Theme) -> String {
    let shown = support::bundled(dataset);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = ScatterView::new(&shown, &all, choice, &scatter_view::fixed(&shown, choice));
    drawing::draw(&*view.scene, &FRAME, theme)
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
    let red = |svg: &str| svg.matches("#d0102b").count();
    let (all, no_front, no_star) = (red(&hide(&[])), red(&hide(&["Pareto front"])), red(&hide(&["Cheapest run"])));
    assert!(no_front >= 1 && no_star >= 1 && all == no_front + no_star, "{all} {no_front} {no_star}");
    assert_eq!(red(&hide(&["Pareto front", "Cheapest run"])), 0);
    assert_eq!(hide(&["nvidia-l4"]).matches("<circle").count(), 0);
}

#[test]
fn a_chart_without_a_single_run_is_still_a_chart() {
    let shown = support::shown::nth(0);
    let choice = Choice::default();
    let view = ScatterView::new(&shown, &[], &choice, &scatter_view::fixed(&shown, &choice));
    assert_eq!((view.scene.points.len(), view.cheapest_row), (0, None));
    let svg = drawing::draw(&*view.scene, &FRAME, &theme::LIGHT);
    assert!(svg.contains("Average latency, ms") && svg.contains("Cost, $ per 1 billion requests"));
}

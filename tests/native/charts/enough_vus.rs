//! The charts of "did we try enough VUs?" as vectors, held against drawings that were looked at.

use crate::support;
use crate::support::drawing::{draw, frame, hold};
use isocost::chart::frame::Frame;
use isocost::chart::scenes::lines::{Line, Scene};
use isocost::chart::theme;
use isocost::data::bundled;
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};

/// As wide as a chart in a row of three.
const SMALL: Frame = frame(300.0, 210.0);
const LARGE: Frame = frame(640.0, 360.0);

fn view(dataset: &str, choice: &Choice, limit: Option<f64>) -> VusView {
    let shown = support::bundled(dataset);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    VusView::new(&shown, &all, &VusAxes::new(&shown, choice), Question { limit, ..Question::default() })
}

#[test]
fn a_rising_group_of_each_table() {
    let [vision, embedding, classification] = bundled::TABLES;
    let notebook = Choice { notebook: true, ..Choice::default() };
    for (name, dataset, choice, limit, theme) in [
        ("vus-vision-embedding", vision.dataset, &Choice::default(), Some(4.0), theme::LIGHT),
        ("vus-vision-embedding-notebook", vision.dataset, &notebook, Some(4.0), theme::LIGHT),
        ("vus-embedding", embedding.dataset, &Choice::default(), Some(128.0), theme::LIGHT),
        ("vus-classification-dark", classification.dataset, &Choice::default(), Some(128.0), theme::DARK),
    ] {
        let view = view(dataset, choice, limit);
        hold(name, &draw(&*view.charts[0].scene, &SMALL, &theme));
    }
}

/// Several series in one chart, one of them brought forward.
#[test]
fn several_lines() {
    let view = view(bundled::TABLES[0].dataset, &Choice::default(), Some(4.0));
    let lines: Vec<Line> = view.charts.iter().map(|chart| chart.scene.lines[0].clone()).collect();
    let last = lines.len() - 1;
    let scene = Scene { lines, ..Scene::clone(&view.charts[0].scene) };
    hold("lines", &draw(&scene, &LARGE, &theme::LIGHT));
    let scene = Scene { highlight: Some(last), ..scene };
    hold("lines-highlight-dark", &draw(&scene, &LARGE, &theme::DARK));
}

#[test]
fn a_chart_of_one_run_and_one_without() {
    let notebook = Choice { notebook: true, ..Choice::default() };
    let view = view(bundled::TABLES[0].dataset, &notebook, Some(1.0));
    let scene = &view.charts[0].scene;
    assert_eq!((scene.lines[0].points.len(), scene.lines[0].note.as_str()), (1, ""));
    let svg = draw(&**scene, &SMALL, &theme::LIGHT);
    assert!(svg.contains("<circle") && svg.contains("Throughput, req/s"));
    let svg = draw(&Scene { lines: Vec::new(), ..Scene::clone(scene) }, &SMALL, &theme::LIGHT);
    assert!(!svg.contains("<circle") && svg.contains("Throughput, req/s"));
}

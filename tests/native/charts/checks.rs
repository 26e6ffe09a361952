//! The density and histogram charts of the real tables as vectors, held against drawings that were looked at.

use crate::support;
use crate::support::drawing::{self, frame, hold};
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::theme;
use isocost::chart::theme::Theme;
use isocost::page::checks::accuracy::AccuracyView;
use isocost::page::checks::quality::{invalid_constant, invalid_scene};
use isocost::page::runs::response_shape::{ResponseView, shapes};

const FRAME: Frame = frame(800.0, 320.0);

fn draw(scene: &impl Interactive, theme: &Theme) -> String {
    drawing::draw(scene, &FRAME, theme)
}

fn response(nth: usize, rows: &[usize], notebook: bool) -> ResponseView {
    let shown = support::shown::nth(nth);
    ResponseView::new(&shapes(&shown)[0], rows, 50, notebook)
}

fn accuracy(rows: &[usize]) -> AccuracyView {
    AccuracyView::new(&support::shown::nth(2), rows).unwrap()
}

#[test]
fn the_response_shapes() {
    let vision: Vec<usize> = (0..30).collect();
    hold("vision-embedding-response", &draw(&*response(0, &vision, false).scene, &theme::LIGHT));
    hold("vision-embedding-response-notebook", &draw(&*response(0, &vision, true).scene, &theme::LIGHT));
    let embedding: Vec<usize> = (0..80).collect();
    hold("embedding-response-dark", &draw(&*response(1, &embedding, false).scene, &theme::DARK));
}

#[test]
fn the_accuracies() {
    let all: Vec<usize> = (0..246).collect();
    let scene = accuracy(&all).scene.unwrap();
    hold("classification-accuracy", &draw(&*scene, &theme::LIGHT));
    let without: Vec<usize> = all.into_iter().filter(|&row| row != 93 && row != 96).collect();
    hold("classification-accuracy-without-short-dark", &draw(&*accuracy(&without).scene.unwrap(), &theme::DARK));
}

#[test]
fn a_constant_has_no_chart_but_in_the_notebook() {
    let (vision, embedding) = (support::shown::nth(0), support::shown::nth(1));
    assert!(invalid_scene(&vision, &[0, 1, 2], false).is_none());
    assert_eq!(invalid_constant(&vision).as_deref(), Some("Invalid responses: 0 in every run that says how many."));
    let shape = &shapes(&embedding)[0];
    let of = |notebook| ResponseView::new(shape, &[0, 1], 50, notebook).is_constant;
    assert_eq!((of(false), of(true)), (true, false));
    assert!(!ResponseView::new(&shapes(&vision)[0], &[0], 50, false).is_constant, "others of the table differ");
}

#[test]
fn the_invalid_responses() {
    let shown = support::shown::nth(0);
    let all: Vec<usize> = (0..30).collect();
    hold("vision-embedding-invalid", &draw(&*invalid_scene(&shown, &all, true).unwrap(), &theme::LIGHT));
}

#[test]
fn without_runs_a_histogram_is_still_a_chart() {
    let svg = draw(&*response(0, &[], false).scene, &theme::LIGHT);
    assert!(svg.contains("Vectors per response") && svg.contains("Runs") && !svg.contains("fill-opacity"));
    assert!(accuracy(&[]).scene.is_none() && accuracy(&[7]).scene.is_none());
}

#[test]
fn every_bar_can_be_walked_to_and_pointed_at() {
    let all: Vec<usize> = (0..30).collect();
    for notebook in [false, true] {
        let scene = response(0, &all, notebook).scene;
        let projection = scene.project(&FRAME, &theme::LIGHT);
        let order = scene.reading_order(&projection);
        assert_eq!(order.len(), scene.bars().count());
        for &item in &order {
            let (x, y) = scene.place(&projection, item).unwrap();
            assert!(projection.area.contains((x, y)), "{item}");
            let met = scene.closest(&projection, (x, y)).and_then(|met| scene.bar(met)).unwrap();
            let meant = scene.bar(item).unwrap();
            // Bars a pixel wide may touch; what is met is there and no higher.
            assert!(met.count <= meant.count && (projection.to_css(met.from, 0.0).0 - x).abs() < 20.0, "{item}");
        }
        assert_eq!(scene.closest(&projection, (projection.area.right, projection.area.top)), None);
    }
}

#[test]
fn every_stroke_of_the_rug_can_be_walked_to() {
    let all: Vec<usize> = (0..246).collect();
    let scene = accuracy(&all).scene.unwrap();
    let projection = scene.project(&FRAME, &theme::LIGHT);
    for row in scene.reading_order(&projection) {
        let place = scene.place(&projection, row).unwrap();
        assert!(projection.area.contains(place), "{row}");
        assert_eq!(scene.closest(&projection, place), Some(row));
    }
    assert_eq!(scene.place(&projection, 100_000), None);
}

//! The bubble charts as vectors, held against drawings that were looked at.

use std::sync::Arc;

use crate::support;
use crate::support::drawing::{draw, frame, hold};
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::scenes::bubbles::Scene;
use isocost::chart::theme::{DARK, LIGHT};
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView};

const WIDE: Frame = frame(600.0, 360.0);
const NARROW: Frame = frame(360.0, 320.0);

fn scenes(compared: Compared, rows: impl Fn(usize) -> bool) -> Vec<Arc<Scene>> {
    let shown = support::shown::nth(2);
    let offer = Arc::new(Offer::of(&shown));
    let fixed = Arc::new(CompareLayout::new(&shown, &offer, compared));
    let rows: Vec<usize> = (0..shown.runs.rows).filter(|&row| rows(row)).collect();
    CompareView::new(&shown, &rows, &fixed).scenes
}

#[test]
fn the_cheaper_image_and_the_cheaper_hardware() {
    let images = scenes(Compared::Image, |_| true);
    hold("compare-image-l4", &draw(&*images[0], &WIDE, &LIGHT));
    hold("compare-image-t4-dark", &draw(&*images[1], &WIDE, &DARK));
    let hardware = scenes(Compared::Hardware, |_| true);
    hold("compare-hardware-narrow", &draw(&*hardware[0], &NARROW, &LIGHT));
}

#[test]
fn a_tie_is_a_small_grey_mark() {
    let images = scenes(Compared::Image, |_| true);
    let mut scene = Scene::clone(&images[1]);
    for bubble in &mut scene.bubbles {
        (bubble.value, bubble.saving_percent) = (None, 0.0);
    }
    let svg = draw(&scene, &WIDE, &LIGHT);
    // Of marks alone: labels are grey as well.
    assert_eq!(svg.matches("fill=\"#5c6573\" fill-opacity").count(), scene.bubbles.len());
    assert_eq!(svg.matches("#2b7bd0").count(), 0);
}

#[test]
fn axes_stay_and_an_empty_chart_is_still_a_chart() {
    let (full, none) = (scenes(Compared::Image, |_| true), scenes(Compared::Image, |_| false));
    assert_eq!(full.len(), none.len());
    for (full, none) in full.iter().zip(&none) {
        assert!(none.bubbles.is_empty());
        assert_eq!(full.project(&WIDE, &LIGHT), none.project(&WIDE, &LIGHT));
        let svg = draw(&**none, &WIDE, &LIGHT);
        assert!(svg.contains("Batch size") && svg.contains("VUs") && svg.contains("1,024"), "{svg}");
    }
}

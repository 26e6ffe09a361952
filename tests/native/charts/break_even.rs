//! The break-even chart as a vector, held against drawings that were looked at.

use crate::support;
use crate::support::drawing::{self, frame};
use isocost::chart::frame::Frame;
use isocost::chart::theme;
use isocost::page::choice::filters::Choice;
use isocost::page::money::break_even::BreakEvenView;

const FRAME: Frame = frame(640.0, 300.0);

#[test]
fn break_even_with_a_rival_and_without() {
    let choice = Choice::default();
    for (name, table, theme) in
        [("break-even-classification", 2, theme::LIGHT), ("break-even-alone-dark", 0, theme::DARK)]
    {
        let shown = support::shown::nth(table);
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let view = BreakEvenView::new(&shown, &shown.runs.price_of_row(), &all, &choice);
        let scene = view.scene.as_deref().expect("a chart");
        drawing::hold(name, &drawing::draw(scene, &FRAME, &theme));
    }
}

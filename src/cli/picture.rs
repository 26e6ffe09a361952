//! The first chart as a picture: what the page's "Save picture" writes, in the light look.

use isocost::chart::frame::Frame;
use isocost::chart::frame::window::Window;
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::picture::layout::{PLOT_CSS, Picture};
use isocost::chart::picture::svg::{SvgBackend, UNITS};
use isocost::chart::theme::LIGHT;
use isocost::page::choice::filters::Choice;
use isocost::page::scatter::view::{Runs, ScatterView, fixed, title};
use isocost::page::take_away::file_names::source;
use isocost::page::words::legends;

use super::answer::Answer;

/// The chart of an answer as SVG.
pub fn svg(answer: &Answer, choice: &Choice, date: &str) -> String {
    let (shown, theme) = (&answer.shown, LIGHT);
    let runs = Runs::of(&answer.rows, &answer.verdict);
    let view = ScatterView::of(shown, runs, choice, &fixed(shown, choice));
    let (width_css, height_css) = PLOT_CSS;
    let frame = Frame { width_css, height_css, pixel_ratio: 1.0 };
    let scene = &*view.scene;
    let projection = scene.project_part(&frame, &Window::WHOLE, &theme);
    let caption = format!("{} {}", view.summary(shown, choice), scene.left_out(&projection));
    let picture = Picture {
        title: title(Some(&view)),
        legend: legends::scatter(&view, shown, &theme),
        caption: caption.trim().to_owned(),
        source: source(shown, &[], date),
    };
    let layout = picture.lay_out();
    let mut svg = SvgBackend::new(layout.size_css);
    let mut painter = Painter::with_subpixels(&mut svg, 1.0, UNITS);
    // SVG takes everything: neither can fail.
    layout.draw(&mut painter, &theme).ok();
    painter.set_origin(layout.plot);
    scene.draw(&mut painter, &frame, &projection, &theme).ok();
    svg.finish(&picture.title, &picture.caption)
}

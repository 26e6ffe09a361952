//! How often a chart calls its backend for one picture: on a canvas each call crosses from WebAssembly to the browser, so
//! these numbers may fall, and rise only for a reason that is written beside them.

use std::convert::Infallible;
use std::sync::Arc;

use crate::support;
use crate::support::drawing::frame;
use crate::support::shown::all;
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::painter::Painter;
use isocost::chart::theme;
use isocost::data::bundled;
use isocost::page::choice::contour::Controls;
use isocost::page::choice::filters::Choice;
use isocost::page::compare::offer::{Compared, Offer};
use isocost::page::compare::view::{CompareLayout, CompareView};
use isocost::page::contour::view::ContourView;
use isocost::page::enough_vus::view as vus_view;
use isocost::page::enough_vus::view::{Question, VusView};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

const FRAME: Frame = frame(900.0, 560.0);

/// Counts, and draws nothing. What it does not name, plotters makes of pixels and lines, which would show.
#[derive(Default)]
struct Counting {
    /// Shapes: lines, paths, polygons, rectangles, circles.
    shapes: usize,
    texts: usize,
    images: usize,
    pixels: usize,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Counting {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        FRAME.backing()
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        self.pixels += 1;
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S) -> Drawn {
        self.shapes += 1;
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, _: BackendCoord, _: BackendCoord, _: &S, _: bool) -> Drawn {
        self.shapes += 1;
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, _: I, _: &S) -> Drawn {
        self.shapes += 1;
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, _: BackendCoord, _: u32, _: &S, _: bool) -> Drawn {
        self.shapes += 1;
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, _: I, _: &S) -> Drawn {
        self.shapes += 1;
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, _: &str, _: &S, _: BackendCoord) -> Drawn {
        self.texts += 1;
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        _: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((text.len() as u32, 1))
    }

    fn blit_bitmap(&mut self, _: BackendCoord, _: (u32, u32), _: &[u8]) -> Drawn {
        self.images += 1;
        Ok(())
    }
}

/// Shapes, texts and images of one picture, as a canvas takes them.
fn calls(scene: &impl Interactive) -> (usize, usize, usize) {
    let mut counting = Counting::default();
    let projection = scene.project(&FRAME, &theme::LIGHT);
    let mut painter = Painter::new(&mut counting, 1.0).with_images();
    scene.draw(&mut painter, &FRAME, &projection, &theme::LIGHT).expect("counting never fails");
    assert_eq!(counting.pixels, 0, "nothing is drawn pixel by pixel");
    (counting.shapes, counting.texts, counting.images)
}

fn scatter(shown: &ActiveTable) -> (usize, usize, usize) {
    let choice = Choice::default();
    let view = ScatterView::new(shown, &all(shown), &choice, &scatter_view::fixed(shown, &choice));
    calls(&*view.scene)
}

#[track_caller]
fn within((shapes, texts, images): (usize, usize, usize), most: (usize, usize, usize)) {
    let kept = shapes <= most.0 && texts <= most.1 && images <= most.2;
    assert!(kept && shapes + images > 0, "{shapes} shapes, {texts} texts, {images} images; at most {most:?}");
}

#[test]
fn few_marks_are_shapes() {
    let [vision, embedding, classification] = bundled::TABLES.map(|table| scatter(&support::bundled(table.dataset)));
    // Two calls a mark; then paper, grid, the front, the star, its lines and tags. Texts: ticks, titles, two tags, the names
    // of two kinds of hardware.
    within(vision, (2 * 30 + 30, 20, 0));
    within(embedding, (2 * 80 + 30, 20, 0));
    within(classification, (2 * 246 + 30, 20, 0));
}

#[test]
fn many_marks_are_one_image_however_many() {
    let shown = support::shown::nth(2);
    let choice = Choice::default();
    let view = ScatterView::new(&shown, &all(&shown), &choice, &scatter_view::fixed(&shown, &choice));
    let many = |times: usize| {
        let mut scene = (*view.scene).clone();
        scene.points = scene.points.repeat(times);
        calls(&scene)
    };
    within(many(40), (30, 18, 1));
    assert_eq!(many(40), many(10));
}

#[test]
fn contours_lines_and_bubbles() {
    let shown = support::shown::nth(2);
    let rows = all(&shown);
    for panel in &ContourView::new(&shown, &rows, false, Controls::default()).panels {
        let lines = panel.scene.lines.len() + panel.scene.layers.len() + panel.scene.samples.len();
        within(calls(&*panel.scene), (2 * lines + 8, 40, 0));
    }
    let fixed = vus_view::VusAxes::new(&shown, &Choice::default());
    for chart in &VusView::new(&shown, &rows, &fixed, Question::default()).charts {
        let points: usize = chart.scene.lines.iter().map(|line| line.points.len()).sum();
        within(calls(&*chart.scene), (2 * points + 18, 18, 0));
    }
    let offer = Arc::new(Offer::of(&shown));
    let fixed = Arc::new(CompareLayout::new(&shown, &offer, Compared::Image));
    for scene in &CompareView::new(&shown, &rows, &fixed).scenes {
        within(calls(&**scene), (2 * scene.bubbles.len() + 14, 14, 0));
    }
}

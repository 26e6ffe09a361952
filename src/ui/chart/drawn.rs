//! Scenes of any kind behind one object-safe trait.

use std::sync::Arc;

use super::backend::PageBackend;
use crate::chart::frame::Frame;
use crate::chart::frame::projection::Projection;
use crate::chart::frame::window::Window;
use crate::chart::interactive::{Grip, Interactive, Placed};
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// An object-safe [`Interactive`], so that the component of a chart is compiled once for all kinds of scenes.
pub(crate) trait Drawn: Send + Sync {
    fn project(&self, frame: &Frame, window: &Window, theme: &Theme) -> Projection;
    fn grips(&self, projection: &Projection) -> [Option<Grip>; 2];
    fn draw(
        &self,
        painter: &mut Painter<'_, PageBackend>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<PageBackend>>;
    fn left_out(&self, projection: &Projection) -> String;
    fn closest(&self, projection: &Projection, place: (f64, f64)) -> Option<usize>;
    fn place(&self, projection: &Projection, item: usize) -> Option<(f64, f64)>;
    fn reading_order(&self, projection: &Projection) -> Vec<usize>;
    fn placed(&self, projection: &Projection) -> Vec<Placed>;
    fn vertical(&self, projection: &Projection, from: usize, up: bool) -> Option<usize>;
}

impl<S: Interactive> Drawn for S {
    fn project(&self, frame: &Frame, window: &Window, theme: &Theme) -> Projection {
        Interactive::project_part(self, frame, window, theme)
    }

    fn grips(&self, projection: &Projection) -> [Option<Grip>; 2] {
        Interactive::grips(self, projection)
    }

    fn draw(
        &self,
        painter: &mut Painter<'_, PageBackend>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<PageBackend>> {
        Interactive::draw(self, painter, frame, projection, theme)
    }

    fn left_out(&self, projection: &Projection) -> String {
        Interactive::left_out(self, projection)
    }

    fn closest(&self, projection: &Projection, place: (f64, f64)) -> Option<usize> {
        Interactive::closest(self, projection, place)
    }

    fn place(&self, projection: &Projection, item: usize) -> Option<(f64, f64)> {
        Interactive::place(self, projection, item)
    }

    fn reading_order(&self, projection: &Projection) -> Vec<usize> {
        Interactive::reading_order(self, projection)
    }

    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        Interactive::placed(self, projection)
    }

    fn vertical(&self, projection: &Projection, from: usize, up: bool) -> Option<usize> {
        Interactive::vertical(self, projection, from, up)
    }
}

/// A scene, if there is one.
pub(crate) type AnyScene = Option<Arc<dyn Drawn>>;

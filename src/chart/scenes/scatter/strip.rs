//! Histogram of the measure across, on the plot's own axis under the plot: how many runs lie where, those within the limits
//! dark, the others faint.

use isocost_kernels::pixel::Pixels;
use plotters::prelude::DrawingBackend;
use plotters::style::Color;

use super::{Point, Scene};
use crate::chart::frame::projection::Projection;
use crate::chart::marks::raster_marks;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// Height of the strip with the gap above it, CSS px.
pub const STRIP_CSS: f64 = 24.0;
/// Of it above the highest bar.
const GAP_CSS: f64 = 4.0;
/// Width of a bar with the gap beside it, CSS px, or a little more: bars fill the plot's width.
const BAR_CSS: f64 = 10.0;
/// A bar of one run beside one of thousands is still seen, CSS px.
const LEAST_CSS: f64 = 1.0;

/// The runs of one bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Those that keep the limits.
    pub within: usize,
    /// The others.
    pub out: usize,
}

impl Scene {
    /// The bars from the left to the right end of the part of the x axis that is shown, equally wide. A run counts by its x
    /// alone, be it above or below what is shown; what lies beside the axis, or has no place on it, does not.
    #[must_use]
    pub fn bars(&self, projection: &Projection) -> Vec<Bar> {
        let count = (projection.area.width() / BAR_CSS).floor().max(1.0);
        if self.points.len() > raster_marks::MANY {
            return self.bars_of_many(projection, count);
        }
        let mut bars = vec![Bar::default(); count as usize];
        for (at, point) in self.points.iter().enumerate() {
            let share = projection.x.fraction(point.x);
            // Not NaN either.
            if (0.0..=1.0).contains(&share) {
                let bar = &mut bars[((share * count) as usize).min(count as usize - 1)];
                *(if at < self.faded { &mut bar.out } else { &mut bar.within }) += 1;
            }
        }
        bars
    }

    /// The same by a table that takes longer to make than few runs take to count.
    #[inline(never)]
    fn bars_of_many(&self, projection: &Projection, count: f64) -> Vec<Bar> {
        // Bars as pixels. Which values are on them they tell by themselves, with room for what is rounded at the ends.
        let axis = projection.x.pixel_axis(0.0, count, (-1.0, count + 1.0));
        let bars = Pixels::within(axis, count as usize);
        let counted = |points: &[Point]| {
            let mut counts = vec![0; bars.count()];
            for points in points.chunks(raster_marks::AT_ONCE) {
                let x: Vec<f64> = points.iter().map(|point| point.x).collect();
                bars.add_to(&mut counts, &x);
            }
            counts
        };
        let (out, within) = (counted(&self.points[..self.faded]), counted(self.within()));
        within.into_iter().zip(out).map(|(within, out)| Bar { within, out }).collect()
    }

    pub(super) fn draw_strip<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        if self.titles.below_css == 0.0 {
            return Ok(());
        }
        let area = projection.area;
        let foot = area.bottom + self.titles.below_css;
        let bars = self.bars(projection);
        let most = bars.iter().map(|bar| bar.within + bar.out).max().unwrap_or(0).max(1) as f64;
        let high = |runs: usize| match runs {
            0 => 0.0,
            runs => (runs as f64 / most * (self.titles.below_css - GAP_CSS)).max(LEAST_CSS),
        };
        let edge = |nth: usize| (area.left + nth as f64 / bars.len() as f64 * area.width()).round();
        let outline = |runs: fn(&Bar) -> usize| {
            let mut corners = Vec::new();
            for (nth, top) in bars.iter().map(|bar| foot - high(runs(bar))).enumerate().filter(|(_, top)| *top < foot) {
                let (left, right) = (edge(nth), edge(nth + 1) - 1.0);
                corners.extend([(left, foot), (left, top), (right, top), (right, foot)]);
            }
            corners
        };
        // All bars in one call each, however many there are: those of all runs, and over them those within the limits.
        for (corners, colour) in
            [(outline(|bar| bar.within + bar.out), theme.edge), (outline(|bar| bar.within), theme.muted)]
        {
            if !corners.is_empty() {
                painter.polygon(&corners, colour.to_rgba())?;
            }
        }
        painter.rule((area.left, foot), (area.right, foot), theme.edge)
    }
}

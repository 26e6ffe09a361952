//! Histogram of a few overlaid series: translucent bars that differ in colour and in the dashes of their outline.

use plotters::prelude::DrawingBackend;
use plotters::style::{Color, RGBColor};

use crate::analysis::stats::histogram::Histogram;
use crate::chart::frame::axes;
use crate::chart::frame::axes::Titles;
use crate::chart::frame::projection::{Axis, Projection};
use crate::chart::frame::{Frame, PlotArea};
use crate::chart::interactive::{Interactive, Placed, REACH_CSS};
use crate::chart::marks::dashes::dashes;
use crate::chart::painter::{DrawError, Painter};
use crate::chart::theme::Theme;

/// The style of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Fill (translucent) and outline.
    pub colour: RGBColor,
    /// Length of the outline's dashes and of the gaps between them, CSS px; 0 for a line.
    pub dash: (f64, f64),
}

/// Okabe and Ito's blue, vermillion and green, which people with any common colour blindness tell apart.
const STYLES: [Style; 3] = [
    Style { colour: RGBColor(0, 114, 178), dash: (0.0, 0.0) },
    Style { colour: RGBColor(213, 94, 0), dash: (7.0, 4.0) },
    Style { colour: RGBColor(0, 158, 115), dash: (2.0, 2.5) },
];

impl Style {
    /// The look of the nth series; after the third they repeat.
    #[must_use]
    pub fn nth(n: usize) -> Self {
        STYLES[n % STYLES.len()]
    }
}

/// One series, binned.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Its position among the series, which gives it its look.
    pub nth: usize,
    /// Its bins.
    pub histogram: Histogram,
}

/// Everything the chart shows, in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// In drawing order.
    pub series: Vec<Series>,
    /// The values.
    pub x: Axis,
    /// The counts, from 0.
    pub y: Axis,
    /// The titles of the axes.
    pub titles: Titles,
}

/// Opacity of a fill.
const ALPHA: f64 = 0.45;

/// A bar: a bin of a series that holds something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// The series' position in the scene.
    pub series: usize,
    /// The bin's position in the series.
    pub bin: usize,
    /// The bin's edges.
    pub from: f64,
    /// The bin's upper edge.
    pub to: f64,
    /// How many values it holds.
    pub count: usize,
}

impl Scene {
    /// The bars that hold something.
    pub fn bars(&self) -> impl Iterator<Item = Bar> {
        self.series.iter().enumerate().flat_map(|(series, Series { histogram, .. })| {
            let edges = &histogram.edges;
            histogram.counts.iter().enumerate().filter(|&(_, &count)| count > 0).map(move |(bin, &count)| Bar {
                series,
                bin,
                from: edges[bin],
                to: edges[bin + 1],
                count,
            })
        })
    }

    /// The bar with this item number.
    #[must_use]
    pub fn bar(&self, item: usize) -> Option<Bar> {
        self.bars().find(|bar| self.item(bar) == item)
    }

    fn item(&self, bar: &Bar) -> usize {
        bar.bin * self.series.len() + bar.series
    }
}

/// The left, upper and right edge of a bar, CSS px, cut off at the plot area; `None` when it is wholly outside.
fn sides(bar: &Bar, projection: &Projection) -> Option<(f64, f64, f64)> {
    let PlotArea { left, right, top, .. } = projection.area;
    let (from, upper) = projection.to_css(bar.from, bar.count as f64);
    let (to, _) = projection.to_css(bar.to, 0.0);
    (to >= left && from <= right).then(|| (from.max(left), upper.max(top), to.min(right)))
}

impl Interactive for Scene {
    fn project(&self, frame: &Frame, theme: &Theme) -> Projection {
        axes::project(frame, (self.x, self.y), &self.titles, theme)
    }

    fn draw<DB: DrawingBackend>(
        &self,
        painter: &mut Painter<'_, DB>,
        frame: &Frame,
        projection: &Projection,
        theme: &Theme,
    ) -> Result<(), DrawError<DB>> {
        axes::draw(painter, frame, projection, &self.titles, theme)?;
        let bottom = projection.area.bottom;
        for bar in self.bars() {
            let Some((from, upper, to)) = sides(&bar, projection) else { continue };
            let Style { colour, dash: (on, off), .. } = Style::nth(self.series[bar.series].nth);
            let corners = [(from, bottom), (from, upper), (to, upper), (to, bottom)];
            painter.polygon(&corners, colour.mix(ALPHA))?;
            // The outline stays visible however narrow the bin.
            for line in dashes(&corners, on, off) {
                painter.path(&line, colour.to_rgba(), 1.5)?;
            }
        }
        Ok(())
    }

    /// The bar under the pointer, of those over one another the lowest, since a higher one can be met above it; else
    /// the nearest within reach.
    fn closest(&self, projection: &Projection, (x, y): (f64, f64)) -> Option<usize> {
        let distance = |bar: &Bar| {
            let (from, upper, to) = sides(bar, projection)?;
            let outside = |at: f64, low: f64, high: f64| (low - at).max(at - high).max(0.0);
            Some(outside(x, from, to).hypot(outside(y, upper, projection.area.bottom)))
        };
        self.bars()
            .filter_map(|bar| Some((bar, distance(&bar)?)))
            .filter(|&(_, distance)| distance <= REACH_CSS)
            .min_by(|(a, near), (b, far)| near.total_cmp(far).then(a.count.cmp(&b.count)))
            .map(|(bar, _)| self.item(&bar))
    }

    /// The middles of the bars' upper edges.
    fn placed(&self, projection: &Projection) -> Vec<Placed> {
        let place = |bar: &Bar| {
            let (from, upper, to) = sides(bar, projection)?;
            Some((self.item(bar), (f64::midpoint(from, to), upper)))
        };
        self.bars().filter_map(|bar| place(&bar)).collect()
    }
}

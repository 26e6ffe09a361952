//! Projection: data to pixels and back.

use isocost_kernels::pixel::PixelAxis;

use super::PlotArea;
use crate::analysis::stats::extent::Extent;

/// How an axis is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Equal steps.
    Linear,
    /// Equal factors; holds only values above zero.
    Log,
}

/// One axis: a scale and a range that is never empty, never infinite and, on a log scale, above zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    scale: Scale,
    /// The ends in scale space (logarithms on a log scale).
    from: f64,
    to: f64,
}

/// The share of an axis that is left free at either end, so that marks at the edge are not cut.
const MARGIN: f64 = 0.05;

impl Axis {
    /// An axis that shows `extent` with a little room around it.
    ///
    /// An extent of one value gets room on both sides; one that reaches zero or below on a log scale, or none at all,
    /// falls back to something drawable, as an axis without data still has to be drawn.
    #[must_use]
    pub fn around(extent: Option<Extent>, scale: Scale) -> Self {
        let usable = extent.filter(|e| scale == Scale::Linear || e.min > 0.0);
        let Extent { min, max } = usable.unwrap_or(Extent { min: 1.0, max: 10.0 });
        let (low, high) = (scale.forward(min), scale.forward(max));
        let span = high - low;
        let room = if span > 0.0 && span.is_finite() {
            span * MARGIN
        } else {
            match scale {
                Scale::Linear => low.abs().max(1.0) * 0.1,
                Scale::Log => 0.1,
            }
        };
        Self { scale, from: low - room, to: high + room }
    }

    /// An axis that begins and ends exactly at the ends of `extent`; without a usable one as [`Self::around`].
    #[must_use]
    pub fn exact(extent: Option<Extent>, scale: Scale) -> Self {
        let ends = extent.map(|Extent { min, max }| (scale.forward(min), scale.forward(max)));
        match ends {
            Some((from, to)) if from < to && (to - from).is_finite() => Self { scale, from, to },
            _ => Self::around(extent, scale),
        }
    }

    /// The scale.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// The shown range in data space.
    #[must_use]
    pub fn range(&self) -> Extent {
        Extent { min: self.scale.inverse(self.from), max: self.scale.inverse(self.to) }
    }

    /// The position of a value: 0 at the beginning, 1 at the end of the axis. NaN if it has none.
    #[must_use]
    pub fn fraction(&self, value: f64) -> f64 {
        (self.scale.forward(value) - self.from) / (self.to - self.from)
    }

    /// The same as coefficients for a loop over many values, with the axis from one pixel to another; `shown_px` as in
    /// [`PixelAxis`].
    #[must_use]
    pub fn pixel_axis(&self, from_px: f64, to_px: f64, shown_px: (f64, f64)) -> PixelAxis {
        let unit_px = (to_px - from_px) / (self.to - self.from);
        let (logarithmic, steps) = match self.scale {
            Scale::Linear => (false, 1.0),
            Scale::Log => (true, std::f64::consts::LOG10_2),
        };
        PixelAxis { logarithmic, zero_px: from_px - self.from * unit_px, unit_px: unit_px * steps, shown_px }
    }

    /// The part between two fractions of the axis.
    #[must_use]
    pub fn part(&self, (from, to): (f64, f64)) -> Self {
        let at = |fraction: f64| self.from + fraction * (self.to - self.from);
        Self { scale: self.scale, from: at(from), to: at(to) }
    }

    /// The value at a fraction of the axis.
    #[must_use]
    pub fn at(&self, fraction: f64) -> f64 {
        self.scale.inverse(self.from + fraction * (self.to - self.from))
    }
}

impl Scale {
    /// Into scale space; NaN for a value without a logarithm.
    fn forward(self, value: f64) -> f64 {
        match self {
            Self::Linear => value,
            Self::Log if value > 0.0 => value.log10(),
            Self::Log => f64::NAN,
        }
    }

    fn inverse(self, position: f64) -> f64 {
        match self {
            Self::Linear => position,
            Self::Log => 10f64.powf(position),
        }
    }
}

/// Both axes laid over a plot area; y grows upwards in data space and downwards in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    /// The rectangle on the chart.
    pub area: PlotArea,
    /// Left to right.
    pub x: Axis,
    /// Bottom to top.
    pub y: Axis,
}

impl Projection {
    /// A point in CSS px; NaN where a coordinate is not on its axis.
    #[must_use]
    pub fn to_css(&self, x: f64, y: f64) -> (f64, f64) {
        (
            self.area.left + self.x.fraction(x) * self.area.width(),
            self.area.bottom - self.y.fraction(y) * self.area.height(),
        )
    }

    /// The same as coefficients for a loop over many points, on an image with `ratio` pixels to a CSS pixel and its corner
    /// at `corner`, px: for x and for y.
    #[must_use]
    pub fn pixel_axes(&self, ratio: f64, corner: (f64, f64)) -> (PixelAxis, PixelAxis) {
        let PlotArea { left, top, right, bottom } = self.area;
        let (across, down) = (|css: f64| css * ratio - corner.0, |css: f64| css * ratio - corner.1);
        let room = PlotArea::TOLERANCE_CSS;
        (
            self.x.pixel_axis(across(left), across(right), (across(left - room), across(right + room))),
            self.y.pixel_axis(down(bottom), down(top), (down(top - room), down(bottom + room))),
        )
    }

    /// A point in CSS px as shares of the plot area, from the left and upwards.
    #[must_use]
    pub fn shares(&self, (x, y): (f64, f64)) -> (f64, f64) {
        ((x - self.area.left) / self.area.width(), (self.area.bottom - y) / self.area.height())
    }

    /// The data under a point in CSS px.
    #[must_use]
    pub fn to_data(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (across, up) = self.shares((x, y));
        (self.x.at(across), self.y.at(up))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: PlotArea = PlotArea { left: 50.0, top: 10.0, right: 450.0, bottom: 310.0 };

    #[test]
    fn there_and_back() {
        for scale in [Scale::Linear, Scale::Log] {
            let axis = Axis::around(Some(Extent { min: 2.0, max: 900.0 }), scale);
            let projection = Projection { area: AREA, x: axis, y: axis };
            for value in [2.0, 3.5, 100.0, 900.0] {
                let (x, y) = projection.to_data(projection.to_css(value, value));
                assert!((x - value).abs() < 1e-9 * value && (y - value).abs() < 1e-9 * value, "{scale:?} {value}");
            }
        }
    }

    #[test]
    fn many_points_are_where_each_is() {
        for scale in [Scale::Linear, Scale::Log] {
            let axis = Axis::around(Some(Extent { min: 2.0, max: 900.0 }), scale);
            let projection = Projection { area: AREA, x: axis, y: axis };
            let (across, up) = projection.pixel_axes(2.0, (30.0, 7.0));
            for value in [2.0, 3.5, 100.0, 900.0] {
                let (x, y) = projection.to_css(value, value);
                let units = if scale == Scale::Log { f64::log2(value) } else { value };
                assert!((across.zero_px + units * across.unit_px - (2.0 * x - 30.0)).abs() < 1e-9, "{scale:?} {value}");
                assert!((up.zero_px + units * up.unit_px - (2.0 * y - 7.0)).abs() < 1e-9, "{scale:?} {value}");
            }
            assert_eq!((across.shown_px, up.shown_px), ((69.0, 871.0), (12.0, 614.0)));
        }
    }

    #[test]
    fn the_extent_lies_inside() {
        let axis = Axis::around(Some(Extent { min: 1.0, max: 1000.0 }), Scale::Log);
        assert!(axis.fraction(1.0) > 0.0 && axis.fraction(1000.0) < 1.0);
        assert!((axis.fraction(10f64.powf(1.5)) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn any_extent_gives_a_drawable_axis() {
        let one = |value| Some(Extent { min: value, max: value });
        for extent in [None, one(0.0), one(-5.0), one(3.0), Some(Extent { min: -1e308, max: 1e308 })] {
            for scale in [Scale::Linear, Scale::Log] {
                let axis = Axis::around(extent, scale);
                assert!(axis.from.is_finite() && axis.to.is_finite() && axis.from < axis.to, "{extent:?} {scale:?}");
            }
        }
        assert!(Axis::around(None, Scale::Log).fraction(-1.0).is_nan());
    }

    #[test]
    fn an_exact_axis_has_its_ends_at_its_edges() {
        let axis = Axis::exact(Some(Extent { min: 67.5, max: 856.9 }), Scale::Linear);
        assert_eq!((axis.fraction(67.5), axis.fraction(856.9)), (0.0, 1.0));
        for (extent, scale) in [
            (None, Scale::Linear),
            (Some(Extent { min: 3.0, max: 3.0 }), Scale::Linear),
            (Some(Extent { min: 0.0, max: 3.0 }), Scale::Log),
        ] {
            assert_eq!(Axis::exact(extent, scale), Axis::around(extent, scale));
        }
    }
}

//! Zoom and pan: the part of the axes that a chart shows.

use super::projection::Axis;

/// A part of both axes, as shares of them: from 0 to 1 is all. It never leaves them, and never becomes empty.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// From left to right.
    pub x: (f64, f64),
    /// Upwards.
    pub y: (f64, f64),
}

/// The smallest part: beyond it, rounding shows.
const LEAST: f64 = 1e-4;

impl Window {
    /// All of both axes.
    pub const WHOLE: Self = Self { x: (0.0, 1.0), y: (0.0, 1.0) };

    /// The part around a point that stays where it is, in shares of the shown part, larger or smaller by a factor.
    #[must_use]
    pub fn scaled(self, about: (f64, f64), factor: f64) -> Self {
        Self { x: scaled(self.x, about.0, factor), y: scaled(self.y, about.1, factor) }
    }

    /// The part moved by shares of itself.
    #[must_use]
    pub fn moved(self, by: (f64, f64)) -> Self {
        Self { x: moved(self.x, by.0), y: moved(self.y, by.1) }
    }

    /// The part between two points, in shares of the shown part.
    #[must_use]
    pub fn between(self, one: (f64, f64), other: (f64, f64)) -> Self {
        Self { x: between(self.x, one.0, other.0), y: between(self.y, one.1, other.1) }
    }

    /// These axes, cut to the part.
    #[must_use]
    pub fn of(&self, x: Axis, y: Axis) -> (Axis, Axis) {
        if *self == Self::WHOLE { (x, y) } else { (x.part(self.x), y.part(self.y)) }
    }
}

/// Ends within 0 to 1 and apart; what has the wrong size is moved, not cut, as long as it fits.
fn kept((from, to): (f64, f64)) -> (f64, f64) {
    if !(from.is_finite() && to.is_finite()) {
        return (0.0, 1.0);
    }
    let size = (to - from).clamp(LEAST, 1.0);
    let from = (f64::midpoint(from, to) - size / 2.0).clamp(0.0, 1.0 - size);
    (from, from + size)
}

fn scaled((from, to): (f64, f64), about: f64, factor: f64) -> (f64, f64) {
    let still = from + (to - from) * about;
    // At the largest size there is nothing to choose.
    let factor = factor.min(1.0 / (to - from));
    kept((still - (still - from) * factor, still + (to - still) * factor))
}

fn moved((from, to): (f64, f64), by: f64) -> (f64, f64) {
    let by = by * (to - from);
    kept((from + by, to + by))
}

fn between((from, to): (f64, f64), one: f64, other: f64) -> (f64, f64) {
    let at = |share: f64| from + (to - from) * share.clamp(0.0, 1.0);
    kept((at(one.min(other)), at(one.max(other))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stats::extent::Extent;
    use crate::chart::frame::projection::Scale;

    fn close(a: (f64, f64), b: (f64, f64)) {
        assert!((a.0 - b.0).abs() < 1e-9 && (a.1 - b.1).abs() < 1e-9, "{a:?} {b:?}");
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let closer = Window::WHOLE.scaled((0.25, 0.5), 0.5);
        close(closer.x, (0.125, 0.625));
        close(closer.y, (0.25, 0.75));
        close(closer.scaled((0.25, 0.5), 2.0).x, (0.0, 1.0));
        assert_eq!(closer.scaled((0.5, 0.5), 1e9), Window::WHOLE);
        assert_eq!(Window::WHOLE.scaled((0.5, 0.5), 2.0), Window::WHOLE);
    }

    #[test]
    fn it_never_leaves_the_axes_and_never_becomes_empty() {
        let closer = Window::WHOLE.scaled((0.5, 0.5), 0.5);
        close(closer.moved((1.0, -5.0)).x, (0.5, 1.0));
        close(closer.moved((1.0, -5.0)).y, (0.0, 0.5));
        close(closer.moved((0.1, 0.0)).x, (0.3, 0.8));
        let mut least = closer;
        for _ in 0..99 {
            least = least.scaled((0.3, 0.9), 0.5);
        }
        assert!(least.x.1 > least.x.0 && least.y.1 > least.y.0);
        let point = closer.between((0.5, 0.5), (0.5, 0.5));
        assert!(point.x.1 - point.x.0 >= LEAST * 0.999);
        close(closer.between((0.9, 0.0), (0.1, 2.0)).x, (0.3, 0.7));
        close(closer.between((0.9, 0.0), (0.1, 2.0)).y, (0.25, 0.75));
        assert_eq!(Window::WHOLE.moved((f64::NAN, 0.0)), Window::WHOLE);
    }

    #[test]
    fn axes_are_cut_in_their_own_scale() {
        let axis = Axis::exact(Some(Extent { min: 1.0, max: 100.0 }), Scale::Log);
        let (x, y) = Window { x: (0.5, 1.0), y: (0.0, 1.0) }.of(axis, axis);
        close((x.range().min, x.range().max), (10.0, 100.0));
        close((y.range().min, y.range().max), (1.0, 100.0));
    }
}

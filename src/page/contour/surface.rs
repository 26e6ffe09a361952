//! One surface over two settings, and its way from its own units to the chart's.

use crate::analysis::surface::triangulation::{Duplicates, Tin};

use crate::page::choice::contour::Interpolation;

/// A line that is straight in raw units is drawn in pieces at most this long, in powers of two.
const PIECE: f64 = 0.125;

/// One surface, to be asked for values.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    pub(crate) tin: Tin,
    pub(crate) units: Interpolation,
}

impl Surface {
    /// Over places and their values; `None` when they span no triangle. Of a place with several values the mean counts,
    /// and in a full cell of a lattice the mean of both diagonals.
    #[must_use]
    pub fn new(x: &[f64], y: &[f64], z: &[f64], units: Interpolation) -> Option<Self> {
        let into = |values: &[f64]| values.iter().map(|&v| units.into(v)).collect::<Vec<_>>();
        Some(Self { tin: Tin::new(&into(x), &into(y), z, Duplicates::Mean)?.with_middles(), units })
    }

    /// The value at these settings; `None` outside what was measured.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Option<f64> {
        self.tin.at(self.units.into(x), self.units.into(y))
    }
}

/// From a surface's units to data. What is straight in raw units bends on logarithmic axes, so it is cut into short
/// pieces; what is `fine` enough is not.
pub(crate) fn in_data(units: Interpolation, fine: bool, points: &[(f64, f64)], closed: bool) -> Vec<(f64, f64)> {
    if units == Interpolation::Log || fine {
        return points.iter().map(|&(x, y)| (units.back(x), units.back(y))).collect();
    }
    let first = points.first().filter(|_| closed);
    let mut out: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    for (&from, &to) in points.iter().zip(points[1..].iter().chain(first)) {
        let reach = (to.0 / from.0).log2().abs().max((to.1 / from.1).log2().abs());
        let pieces = (reach / PIECE).ceil().clamp(1.0, 64.0);
        let at = |n: u32| (f64::from(n) / pieces, to.0 - from.0, to.1 - from.1);
        let inner = (1..pieces as u32).map(at).map(|(share, dx, dy)| (from.0 + share * dx, from.1 + share * dy));
        out.extend(inner.chain([to]));
    }
    if closed {
        out.pop();
    }
    out
}

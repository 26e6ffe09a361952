//! Delaunay triangulation by the crate `delaunator`: no site lies inside the circle around a triangle, but for rounding.
//!
//! On which side of a line a site is, it decides exactly; whether it is in a circle, in floats. So triangles never
//! overlap, and of sites that lie on one circle but for rounding any triangulation may come.

use delaunator::Point;

/// Triangles over sites, which are named by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triangles {
    /// The corners of each, anticlockwise.
    pub corners: Vec<[u32; 3]>,
    /// The edges that belong to one triangle only, with it on their left, in no particular order.
    pub hull: Vec<(u32, u32)>,
}

/// Triangulates sites `[x, y, _]`: distinct by more than 1e-15, finite, by rising x, then y. `None` when they lie on one
/// line or are fewer than three. Where more than three lie on one circle, which of the triangulations comes goes by
/// their coordinates alone. `O(n log n)` for sites as they are measured.
#[must_use]
#[inline(never)]
pub fn triangulate(sites: &[[f64; 3]]) -> Option<Triangles> {
    let points: Vec<Point> = sites.iter().map(|&[x, y, _]| Point { x, y }).collect();
    let found = delaunator::triangulate(&points);
    // The crate's y axis leads down, so that it goes the other way round.
    let corners: Vec<[u32; 3]> =
        found.triangles.as_chunks().0.iter().map(|&[a, b, c]| [a as u32, c as u32, b as u32]).collect();
    let before = found.hull.iter().cycle().skip(found.hull.len().saturating_sub(1));
    let hull = found.hull.iter().zip(before).map(|(&to, &from)| (to as u32, from as u32)).collect();
    (!corners.is_empty()).then_some(Triangles { corners, hull })
}

#[cfg(test)]
mod tests;

//! Isolines and the bands between them.
//!
//! On a surface of triangles both are exact: inside a triangle an isoline is a straight cut. A site that lies exactly
//! on a level counts as above it, so that every line crosses an edge once and none branches.

use isocost_kernels::surface::{self, Chain, Segment};

use super::triangulation::Tin;

/// One isoline.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its corners, with the higher side on the left; of a closed line the first is not repeated at the end.
    pub points: Vec<(f64, f64)>,
    /// Whether it closes on itself.
    pub closed: bool,
}

/// A part of the surface, by its outline: loops with the part on their left, so that a hole turns the other way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Region {
    /// The loops; the first corner of each is not repeated at the end.
    pub loops: Vec<Vec<(f64, f64)>>,
}

impl Region {
    /// The area, in the units of the surface's coordinates.
    #[must_use]
    pub fn area(&self) -> f64 {
        self.loops.iter().map(|corners| signed_area(corners)).sum()
    }

    /// Whether a point is inside, by the winding number of the loops. On the outline either answer is possible.
    #[must_use]
    pub fn contains(&self, place: (f64, f64)) -> bool {
        self.loops.iter().map(|corners| winding(corners, place)).sum::<i32>() != 0
    }
}

/// What one level makes of a surface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contour {
    /// The lines along which the surface has this value. Those that shrink to a point are left out.
    pub lines: Vec<Line>,
    /// The part of the surface at or above it. The band from one level to the next is what the first one's part has and
    /// the second one's has not.
    pub region: Region,
}

/// The lines and parts of several levels, which rise, in one pass over the surface. `O(n)` and what comes out.
#[must_use]
pub fn contours(tin: &Tin, levels: &[f64]) -> Vec<Contour> {
    let contour = |(mut segments, &level): (Vec<Segment>, &f64)| Contour {
        lines: lines(tin, level, &mut segments),
        region: region(tin, level, segments),
    };
    surface::cuts(tin.sites(), tin.triangles(), levels).into_iter().zip(levels).map(contour).collect()
}

/// The lines of one level, as in [`Contour`].
#[must_use]
pub fn isolines(tin: &Tin, level: f64) -> Vec<Line> {
    lines(tin, level, &mut cuts(tin, level))
}

/// The part at or above one level, as in [`Contour`].
#[must_use]
pub fn at_or_above(tin: &Tin, level: f64) -> Region {
    region(tin, level, cuts(tin, level))
}

/// The whole surface.
#[must_use]
pub fn outline(tin: &Tin) -> Region {
    at_or_above(tin, f64::NEG_INFINITY)
}

fn cuts(tin: &Tin, level: f64) -> Vec<Segment> {
    surface::cuts(tin.sites(), tin.triangles(), &[level]).pop().unwrap_or_default()
}

fn lines(tin: &Tin, level: f64, cuts: &mut [Segment]) -> Vec<Line> {
    let line = |chain: Chain| {
        let points = surface::places(tin.sites(), level, &chain);
        (points.len() > 1).then_some(Line { points, closed: chain.closed })
    };
    surface::chains(cuts).into_iter().filter_map(line).collect()
}

fn region(tin: &Tin, level: f64, mut segments: Vec<Segment>) -> Region {
    surface::border(tin.sites(), tin.hull(), level, &mut segments);
    // With the border every part is enclosed.
    let corners = |chain: Chain| surface::places(tin.sites(), level, &Chain { closed: true, ..chain });
    Region {
        loops: surface::chains(&mut segments).into_iter().map(corners).filter(|points| points.len() > 2).collect(),
    }
}

/// The area inside a loop; negative when it turns clockwise. Counted from the first corner, for precision.
fn signed_area(corners: &[(f64, f64)]) -> f64 {
    let Some(&(x0, y0)) = corners.first() else { return 0.0 };
    corners.windows(2).map(|w| (w[0].0 - x0) * (w[1].1 - y0) - (w[1].0 - x0) * (w[0].1 - y0)).sum::<f64>() / 2.0
}

/// How often a loop goes round a place, anticlockwise (crossing count after Sunday, *Inclusion of a Point in a
/// Polygon*, 2001).
#[must_use]
pub fn winding(corners: &[(f64, f64)], (x, y): (f64, f64)) -> i32 {
    let turn = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| {
        let left = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
        match (ay <= y, by <= y) {
            (true, false) if left > 0.0 => 1,
            (false, true) if left < 0.0 => -1,
            _ => 0,
        }
    };
    let following = corners.iter().cycle().skip(1);
    corners.iter().zip(following).map(|(&a, &b)| turn(a, b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::surface::triangulation::Duplicates;

    /// A pyramid of height 1 over the square from -1 to 1.
    fn pyramid() -> Tin {
        let (x, y) = ([-1.0, 1.0, 1.0, -1.0, 0.0], [-1.0, -1.0, 1.0, 1.0, 0.0]);
        Tin::new(&x, &y, &[0.0, 0.0, 0.0, 0.0, 1.0], Duplicates::First).unwrap()
    }

    #[test]
    fn a_pyramids_lines_are_squares() {
        let lines = isolines(&pyramid(), 0.75);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].closed);
        assert_eq!(lines[0].points.len(), 4);
        assert!(lines[0].points.iter().all(|(x, y)| x.abs() == 0.25 && y.abs() == 0.25));
        assert_eq!(at_or_above(&pyramid(), 0.75).area(), 0.25);
        assert_eq!(outline(&pyramid()).area(), 4.0);
    }

    #[test]
    fn a_level_on_a_site_or_beyond_all() {
        let tin = pyramid();
        for level in [1.0, 2.0, 0.0, -1.0, f64::NAN] {
            assert!(isolines(&tin, level).is_empty(), "{level}");
        }
        assert_eq!(at_or_above(&tin, 0.0).area(), 4.0);
        assert!(at_or_above(&tin, 1.0).loops.is_empty());
        assert!(at_or_above(&tin, f64::NAN).loops.is_empty());
    }

    #[test]
    fn a_hole_is_not_inside() {
        let tin = Tin::new(
            &[-1.0, 1.0, 1.0, -1.0, 0.0],
            &[-1.0, -1.0, 1.0, 1.0, 0.0],
            &[1.0, 1.0, 1.0, 1.0, 0.0],
            Duplicates::First,
        );
        let ring = at_or_above(&tin.unwrap(), 0.5);
        assert_eq!((ring.loops.len(), ring.area()), (2, 3.0));
        assert!(ring.contains((0.9, 0.1)) && !ring.contains((0.1, 0.2)) && !ring.contains((3.0, 0.0)));
    }

    #[test]
    fn an_open_line_is_one_line() {
        let lattice = |f: fn(usize) -> usize| (0..9).map(|i| f(i) as f64).collect::<Vec<_>>();
        let (x, y) = (lattice(|i| i % 3), lattice(|i| i / 3));
        let lines = isolines(&Tin::new(&x, &y, &x, Duplicates::First).unwrap(), 0.5);
        assert_eq!(lines.len(), 1);
        assert!(!lines[0].closed && lines[0].points.iter().all(|p| p.0 == 0.5));
    }
}

//! Hatching: diagonal lines over areas of a chart.

use crate::analysis::stats::order;

/// A loop of corners, CSS px.
type Loop = Vec<(f64, f64)>;

/// The ends of a line.
pub type Segment = [(f64, f64); 2];

/// Lines rising to the right, `spacing` px apart, over the union of the parts. A part is what its loops wind round; loops
/// with fewer than three corners have no inside.
#[must_use]
pub fn segments(parts: &[Vec<Loop>], spacing: f64) -> Vec<Segment> {
    // Rotated by 45°: x + y is constant on a line, and x − y runs along it.
    let turned = |&(x, y): &(f64, f64)| (x + y, x - y);
    let ends = parts.iter().flatten().flatten().map(|place| turned(place).0).filter(|across| across.is_finite());
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    if low >= high {
        return Vec::new();
    }
    let mut out = Vec::new();
    for line in (low / spacing).ceil() as i64..=(high / spacing).floor() as i64 {
        let across = line as f64 * spacing;
        let mut spans: Vec<(f64, f64)> = parts.iter().flat_map(|part| inside(part, across, turned)).collect();
        order::sort_by(&mut spans, |a, b| a.0.total_cmp(&b.0));
        let mut reached = f64::NEG_INFINITY;
        for (from, to) in spans {
            if to > reached {
                let back = |along: f64| (f64::midpoint(across, along), f64::midpoint(across, -along));
                out.push([back(from.max(reached)), back(to)]);
                reached = to;
            }
        }
    }
    out
}

/// The pieces of a line that lie inside, by the winding of the loops.
fn inside(part: &[Loop], across: f64, turned: impl Fn(&(f64, f64)) -> (f64, f64)) -> Vec<(f64, f64)> {
    let mut crossings: Vec<(f64, i32)> = Vec::new();
    for corners in part {
        for (at, from) in corners.iter().enumerate() {
            let (from, to) = (turned(from), turned(&corners[(at + 1) % corners.len()]));
            // Half open, so that a corner on the line is crossed once.
            let way = i32::from(from.0 <= across && across < to.0) - i32::from(to.0 <= across && across < from.0);
            if way != 0 {
                crossings.push((from.1 + (to.1 - from.1) * (across - from.0) / (to.0 - from.0), way));
            }
        }
    }
    order::sort_by(&mut crossings, |a, b| a.0.total_cmp(&b.0));
    let (mut spans, mut depth, mut entered) = (Vec::new(), 0, 0.0);
    for (along, way) in crossings {
        if depth == 0 {
            entered = along;
        }
        depth += way;
        if depth == 0 {
            spans.push((entered, along));
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(left: f64, top: f64, side: f64) -> Loop {
        vec![(left, top), (left + side, top), (left + side, top + side), (left, top + side)]
    }

    fn length(segments: &[Segment]) -> f64 {
        segments.iter().map(|[a, b]| (a.0 - b.0).hypot(a.1 - b.1)).sum()
    }

    #[test]
    fn the_length_is_the_area_over_the_distance_of_the_lines() {
        let spacing = 0.5;
        let area = |parts: &[Vec<Loop>]| length(&segments(parts, spacing)) * spacing / 2f64.sqrt();
        let near =
            |found: f64, expected: f64| assert!((found - expected).abs() < expected * 0.02, "{found} {expected}");
        near(area(&[vec![square(3.0, 5.0, 40.0)]]), 1600.0);
        // Twice the same, and one that overlaps by a quarter.
        near(area(&[vec![square(0.0, 0.0, 40.0)], vec![square(0.0, 0.0, 40.0)]]), 1600.0);
        near(area(&[vec![square(0.0, 0.0, 40.0)], vec![square(20.0, 20.0, 40.0)]]), 2800.0);
        // A hole turns the other way.
        let mut hole = square(10.0, 10.0, 20.0);
        hole.reverse();
        near(area(&[vec![square(0.0, 0.0, 40.0), hole]]), 1200.0);
    }

    #[test]
    fn lines_are_diagonal_and_nothing_has_none() {
        assert!(
            segments(&[vec![square(0.0, 0.0, 9.0)]], 3.0).iter().all(|[a, b]| (a.0 + a.1 - b.0 - b.1).abs() < 1e-9)
        );
        assert!(segments(&[], 6.0).is_empty() && segments(&[vec![], vec![vec![]]], 6.0).is_empty());
        assert!(
            segments(&[vec![vec![(1.0, 1.0)]], vec![vec![(0.0, 0.0), (20.0, 20.0)]]], 6.0).iter().all(|[a, b]| a == b)
        );
        assert!(segments(&[vec![vec![(f64::NAN, 0.0), (1.0, f64::INFINITY), (2.0, 2.0)]]], 6.0).is_empty());
    }
}

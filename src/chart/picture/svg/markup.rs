//! The text of SVG elements: path geometry, attributes, numbers.

use std::fmt::Write as _;

use plotters_backend::BackendCoord;

/// Coordinate units to a CSS pixel.
pub(super) const UNITS: i32 = 10;

/// `<path d="…"`, or an empty string without points. A closed path ends in Z and does not repeat its first point.
pub(super) fn geometry(points: &mut dyn Iterator<Item = BackendCoord>, closed: bool) -> String {
    let mut points = without_midpoints(points);
    let returns = points.len() > 2 && points.first() == points.last();
    if returns {
        points.pop();
    }
    let mut shape = String::new();
    for (nth, &(x, y)) in points.iter().enumerate() {
        shape += match nth {
            0 => "<path d=\"M",
            1 => "L",
            _ => " ",
        };
        number(&mut shape, x);
        shape.push(' ');
        number(&mut shape, y);
    }
    if !shape.is_empty() {
        shape += if returns || closed { "Z\"" } else { "\"" };
    }
    shape
}

/// Drops points that repeat the one before, or lie on a straight line between their neighbours: isolines have many.
fn without_midpoints(points: &mut dyn Iterator<Item = BackendCoord>) -> Vec<BackendCoord> {
    let mut kept: Vec<BackendCoord> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, middle] = kept[..]
            && is_straight(before, middle, point)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Whether the way from `a` over `b` to `c` keeps its direction.
fn is_straight(a: BackendCoord, b: BackendCoord, c: BackendCoord) -> bool {
    let step = |from: BackendCoord, to: BackendCoord| {
        (f64::from(to.0) - f64::from(from.0), f64::from(to.1) - f64::from(from.1))
    };
    let ((ax, ay), (bx, by)) = (step(a, b), step(b, c));
    ax * by == ay * bx && ax * bx + ay * by > 0.0
}

pub(super) fn attribute(out: &mut String, name: &str, units: i32) {
    *out += " ";
    *out += name;
    *out += "=\"";
    number(out, units);
    out.push('"');
}

/// Writes coordinate units as CSS px.
pub(super) fn number(out: &mut String, units: i32) {
    if units < 0 {
        out.push('-');
    }
    let size = units.unsigned_abs();
    let (whole, tenth) = (size / UNITS.unsigned_abs(), size % UNITS.unsigned_abs());
    write!(out, "{whole}").ok();
    if tenth > 0 {
        write!(out, ".{tenth}").ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midpoints_of_straight_lines_are_dropped() {
        let path = |points: &[BackendCoord], closed| geometry(&mut points.iter().copied(), closed);
        assert_eq!(path(&[(0, 0), (10, 10), (10, 10), (20, 20), (30, 20)], false), "<path d=\"M0 0L2 2 3 2\"");
        assert_eq!(path(&[(0, 0), (20, 0), (10, 0)], false), "<path d=\"M0 0L2 0 1 0\"", "back on the same line");
        assert_eq!(path(&[(0, 0), (10, 0), (20, 0), (20, 20), (0, 0)], false), "<path d=\"M0 0L2 0 2 2Z\"");
        let widest = path(&[(i32::MIN, 0), (0, 0), (i32::MAX, 1)], true);
        assert_eq!(widest, "<path d=\"M-214748364.8 0L0 0 214748364.7 0.1Z\"");
        assert_eq!(path(&[], true), "");
    }

    #[test]
    fn numbers_are_short() {
        let text = |units| {
            let mut out = String::new();
            number(&mut out, units);
            out
        };
        assert_eq!([0, 10, 125, -7, -120, i32::MIN].map(text), ["0", "1", "12.5", "-0.7", "-12", "-214748364.8"]);
    }
}

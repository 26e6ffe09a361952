//! Clipping of lines at the plot area.

use super::PlotArea;

/// The parts of a line that lie within the area, as lines of their own; the line as it is where nothing sticks out. A point
/// that is not finite ends a part.
#[must_use]
pub fn clipped(line: &[(f64, f64)], area: &PlotArea) -> Vec<Vec<(f64, f64)>> {
    if line.iter().all(|&place| area.contains(place)) {
        return vec![line.to_vec()];
    }
    cut(line, area)
}

#[inline(never)]
fn cut(line: &[(f64, f64)], area: &PlotArea) -> Vec<Vec<(f64, f64)>> {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    for pair in line.windows(2) {
        let Some((from, to)) = segment(pair[0], pair[1], area) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

/// The part of a segment within the area (Liang and Barsky, "A new concept and method for line clipping", 1984).
fn segment(from: (f64, f64), to: (f64, f64), area: &PlotArea) -> Option<((f64, f64), (f64, f64))> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (mut enters, mut leaves) = (0.0f64, 1.0f64);
    for (towards, room) in
        [(-dx, from.0 - area.left), (dx, area.right - from.0), (-dy, from.1 - area.top), (dy, area.bottom - from.1)]
    {
        if !(towards.is_finite() && room.is_finite()) || towards == 0.0 && room < 0.0 {
            return None;
        }
        if towards < 0.0 {
            enters = enters.max(room / towards);
        } else if towards > 0.0 {
            leaves = leaves.min(room / towards);
        }
    }
    // The ends themselves where they are inside, so that parts meet.
    let at = |share: f64| match share {
        0.0 => from,
        1.0 => to,
        _ => (from.0 + dx * share, from.1 + dy * share),
    };
    (enters <= leaves).then(|| (at(enters), at(leaves)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: PlotArea = PlotArea { left: 0.0, top: 0.0, right: 10.0, bottom: 10.0 };

    #[test]
    fn what_is_inside_stays_and_what_is_outside_goes() {
        let inside = [(1.0, 1.0), (5.0, 1.0), (5.0, 9.0)];
        assert_eq!(clipped(&inside, &AREA), [inside.to_vec()]);
        assert!(clipped(&[(-5.0, 1.0), (-1.0, 9.0)], &AREA).is_empty());
        assert!(clipped(&[(f64::NAN, 1.0), (5.0, 9.0)], &AREA).is_empty());
        let steps = [(-5.0, 4.0), (5.0, 4.0), (5.0, 20.0), (8.0, 20.0), (8.0, 6.0)];
        assert_eq!(clipped(&steps, &AREA), [vec![(0.0, 4.0), (5.0, 4.0), (5.0, 10.0)], vec![(8.0, 10.0), (8.0, 6.0)]]);
        // Through the whole area, and past a corner.
        assert_eq!(clipped(&[(-10.0, 5.0), (20.0, 5.0)], &AREA), [vec![(0.0, 5.0), (10.0, 5.0)]]);
        assert!(clipped(&[(-4.0, 1.0), (1.0, -4.0)], &AREA).is_empty());
    }
}

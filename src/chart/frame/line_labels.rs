//! Placement of line labels: on their line, inside the plot, without overlap.

use crate::analysis::stats::order;

/// A rectangle, CSS px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its middle.
    pub middle: (f64, f64),
    /// Its width and height.
    pub size: (f64, f64),
}

impl Place {
    /// Whether two rectangles come closer than `gap`.
    #[must_use]
    pub fn meets(&self, other: &Self, gap: f64) -> bool {
        (self.middle.0 - other.middle.0).abs() < (self.size.0 + other.size.0) / 2.0 + gap
            && (self.middle.1 - other.middle.1).abs() < (self.size.1 + other.size.1) / 2.0 + gap
    }

    /// The upper left and lower right corners.
    #[must_use]
    pub fn corners(&self) -> ((f64, f64), (f64, f64)) {
        let ((x, y), (width, height)) = (self.middle, self.size);
        ((x - width / 2.0, y - height / 2.0), (x + width / 2.0, y + height / 2.0))
    }
}

/// A line to be labelled.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its points, CSS px.
    pub points: Vec<(f64, f64)>,
    /// The label's width and height.
    pub label: (f64, f64),
}

/// Room between labels.
const GAP_CSS: f64 = 3.0;
/// A line shorter than this many times its label is not labelled.
const LEAST_LENGTH: f64 = 1.5;
/// Positions along a line at which a label is tried, as shares of its length: the middle first.
const TRIES: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88];

/// A position for each label on its line; `None` for a label without room. Longer lines choose first.
///
/// `fits` tells whether a rectangle is inside the plot; `taken` are rectangles that must stay free.
#[must_use]
pub fn place(lines: &[Line], fits: impl Fn(&Place) -> bool, taken: &[Place]) -> Vec<Option<Place>> {
    let lengths: Vec<f64> = lines.iter().map(|line| length(&line.points)).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order::sort_by(&mut order, |&a, &b| lengths[b].total_cmp(&lengths[a]).then(a.cmp(&b)));
    let mut places = vec![None; lines.len()];
    let mut occupied = taken.to_vec();
    for at in order {
        let Line { points, label } = &lines[at];
        // A NaN length cannot be compared.
        if lengths[at].is_nan() || lengths[at] < label.0 * LEAST_LENGTH {
            continue;
        }
        let tries = TRIES.iter().map(|share| Place { middle: along(points, share * lengths[at]), size: *label });
        let free = |place: &Place| fits(place) && !occupied.iter().any(|other| place.meets(other, GAP_CSS));
        places[at] = tries.into_iter().find(free);
        occupied.extend(places[at]);
    }
    places
}

/// A line that encloses nothing wider than this, and is three times as long, is a stroke to the eye.
const NARROW_CSS: f64 = 8.0;

/// Whether a line goes there and back along itself: it tells nothing that the band within it does not.
#[must_use]
pub fn is_stroke(points: &[(f64, f64)]) -> bool {
    let (Some(&first), Some(&last)) = (points.first(), points.last()) else { return false };
    let (mut low, mut high) = (first, first);
    for &(x, y) in points {
        (low, high) = ((low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y)));
    }
    let (across, upwards) = (high.0 - low.0, high.1 - low.1);
    let comes_back = (last.0 - first.0).abs() + (last.1 - first.1).abs() < NARROW_CSS;
    comes_back && across.min(upwards) < NARROW_CSS && across.max(upwards) > NARROW_CSS * 3.0
}

fn length(points: &[(f64, f64)]) -> f64 {
    points.windows(2).map(|w| (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1)).sum()
}

/// The point at a distance along a line; its end when the line is shorter.
fn along(points: &[(f64, f64)], distance: f64) -> (f64, f64) {
    let mut left = distance;
    for w in points.windows(2) {
        let step = (w[1].0 - w[0].0).hypot(w[1].1 - w[0].1);
        if step > 0.0 && left <= step {
            let share = left / step;
            return (w[0].0 + share * (w[1].0 - w[0].0), w[0].1 + share * (w[1].1 - w[0].1));
        }
        left -= step;
    }
    points.last().copied().unwrap_or((f64::NAN, f64::NAN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Line {
        Line { points: points.to_vec(), label: (30.0, 12.0) }
    }

    #[test]
    fn labels_keep_off_each_other() {
        let line = |y: f64| line(&[(0.0, y), (100.0, y)]);
        let lines: Vec<_> = (0..40).map(|n| line(f64::from(n))).collect();
        let places: Vec<Place> = place(&lines, |_| true, &[]).into_iter().flatten().collect();
        assert!(places.len() > 3);
        for (n, a) in places.iter().enumerate() {
            assert!(places[n + 1..].iter().all(|b| !a.meets(b, 0.0)), "{a:?}");
        }
    }

    #[test]
    fn what_goes_there_and_back_is_a_stroke() {
        let spike = [(50.0, 0.0), (53.0, 90.0), (56.0, 0.0)];
        assert!(is_stroke(&spike) && is_stroke(&spike.map(|(x, y)| (y, x))));
        assert!(!is_stroke(&[(50.0, 0.0), (50.0, 90.0)]), "an upright line");
        assert!(!is_stroke(&[(0.0, 0.0), (40.0, 40.0), (80.0, 0.0), (0.0, 0.0)]), "a loop");
        assert!(!is_stroke(&spike.map(|(x, y)| (x, y / 9.0))), "a speck");
        assert!(!is_stroke(&[]) && !is_stroke(&[(f64::NAN, 0.0)]));
    }

    #[test]
    fn no_room_no_label() {
        let long = line(&[(0.0, 0.0), (100.0, 0.0)]);
        let all = [Place { middle: (50.0, 0.0), size: (200.0, 5.0) }];
        assert_eq!(place(std::slice::from_ref(&long), |_| true, &all), [None]);
        assert_eq!(place(std::slice::from_ref(&long), |_| false, &[]), [None]);
        assert_eq!(place(&[line(&[(0.0, 0.0), (9.0, 0.0)])], |_| true, &[]), [None]);
        assert_eq!(place(&[line(&[(f64::NAN, 0.0), (900.0, 0.0)])], |_| true, &[]), [None]);
        assert_eq!(place(&[line(&[])], |_| true, &[]), [None]);
        assert_eq!(place(&[long], |_| true, &[])[0].map(|place| place.middle), Some((50.0, 0.0)));
    }
}

//! Grids: interpolating triangles on a grid, and triangles over a grid.
//!
//! Sites are `[x, y, value]`; triangles name their corners by position, anticlockwise.

use crate::sites::range;

/// Tolerance at the edges of a triangle, in barycentric coordinates.
pub const EDGE: f64 = 1e-12;

/// Linear interpolation in a triangle; `None` outside it and for a NaN coordinate.
#[must_use]
#[inline]
pub fn in_triangle([a, b, c]: [[f64; 3]; 3], x: f64, y: f64) -> Option<f64> {
    // Twice the area of the triangle from `a` over `b` to the place; positive when it turns left.
    let cross = |a: [f64; 3], b: [f64; 3], x: f64, y: f64| (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    let whole = cross(a, b, c[0], c[1]);
    let shares = [cross(b, c, x, y) / whole, cross(c, a, x, y) / whole, cross(a, b, x, y) / whole];
    let inside = shares.iter().all(|&share| share >= -EDGE);
    inside.then(|| shares[0] * a[2] + shares[1] * b[2] + shares[2] * c[2])
}

/// The values on a grid, row-major by y; NaN where there is no triangle. `xs` and `ys` rise.
#[must_use]
#[inline(never)]
pub fn sample(sites: &[[f64; 3]], triangles: &[[u32; 3]], xs: &[f64], ys: &[f64]) -> Vec<f64> {
    let mut grid = vec![f64::NAN; xs.len() * ys.len()];
    let (columns, rows) = (Steps::new(xs), Steps::new(ys));
    for corners in triangles {
        let corners = corners.map(|at| sites[at as usize]);
        let covered_rows = rows.covered(corners.map(|corner| corner[1]));
        if covered_rows.is_empty() {
            continue;
        }
        let covered = columns.covered(corners.map(|corner| corner[0]));
        for row in covered_rows {
            for column in covered.clone() {
                if let Some(value) = in_triangle(corners, xs[column], ys[row]) {
                    grid[row * xs.len() + column] = value;
                }
            }
        }
    }
    grid
}

/// Rising steps along an axis. Equal steps are found without a search.
struct Steps<'a> {
    at: &'a [f64],
    per_unit: f64,
}

impl<'a> Steps<'a> {
    fn new(at: &'a [f64]) -> Self {
        let span = at.last().zip(at.first()).map_or(0.0, |(last, first)| last - first);
        Self { at, per_unit: if span > 0.0 { (at.len() - 1) as f64 / span } else { 0.0 } }
    }

    /// The steps that a triangle covers, with a small tolerance.
    #[inline]
    fn covered(&self, [a, b, c]: [f64; 3]) -> std::ops::Range<usize> {
        let (low, high) = range(a, b, c);
        let hair = (high - low) * EDGE;
        self.first(|step| step >= low - hair, low)..self.first(|step| step > high + hair, high)
    }

    /// The first step at which a monotonic condition holds, searched from about here.
    #[inline]
    fn first(&self, holds: impl Fn(f64) -> bool, near: f64) -> usize {
        let Some(&start) = self.at.first() else { return 0 };
        // The cast makes zero of a position before the first step.
        let mut step = (((near - start) * self.per_unit) as usize).min(self.at.len());
        while step > 0 && holds(self.at[step - 1]) {
            step -= 1;
        }
        while step < self.at.len() && !holds(self.at[step]) {
            step += 1;
        }
        step
    }
}

/// The triangles over a grid of values, `width` of them in a row: two for each cell with four values, one for a cell with
/// three, none for the others (NaN is no value).
///
/// # Panics
/// When the last row is not full.
#[must_use]
#[inline(never)]
pub fn of_grid(width: usize, values: &[f64]) -> Vec<[u32; 3]> {
    let mut triangles = Vec::with_capacity(2 * values.len());
    let height = values.len().checked_div(width).unwrap_or(0);
    assert_eq!(values.len(), width * height, "a value for every node");
    for (row, column) in (1..height).flat_map(|row| (1..width).map(move |column| (row, column))) {
        let (upper, lower) = (row * width + column, (row - 1) * width + column);
        let corners = [lower - 1, lower, upper, upper - 1];
        let [a, b, c, d] = corners.map(|at| at as u32);
        match corners.map(|at| !values[at].is_nan()) {
            [true, true, true, true] => triangles.extend([[a, b, c], [a, c, d]]),
            [false, true, true, true] => triangles.push([b, c, d]),
            [true, false, true, true] => triangles.push([a, c, d]),
            [true, true, false, true] => triangles.push([a, b, d]),
            [true, true, true, false] => triangles.push([a, b, c]),
            _ => {}
        }
    }
    triangles
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITES: [[f64; 3]; 5] = [[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 2.0, 0.0], [0.0, 2.0, 0.0], [1.0, 1.0, 1.0]];
    const PYRAMID: [[u32; 3]; 4] = [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]];

    #[test]
    fn steps_are_found_wherever_they_are() {
        for steps in [vec![0.0, 1.0, 2.0, 3.0], vec![0.0, 0.1, 50.0], vec![1.0], vec![]] {
            let found = Steps::new(&steps);
            for place in [-7.0, 0.0, 0.05, 0.1, 1.0, 2.5, 3.0, 50.0, 1e300] {
                let expected = steps.partition_point(|&v| v < place)..steps.partition_point(|&v| v <= place);
                assert_eq!(found.covered([place; 3]), expected, "{place} in {steps:?}");
            }
        }
    }

    #[test]
    fn a_cell_of_a_grid_has_a_triangle_for_each_three_values() {
        let cell =
            |missing: &[usize]| of_grid(2, &[0, 1, 2, 3].map(|at| if missing.contains(&at) { f64::NAN } else { 1.0 }));
        assert_eq!(cell(&[]), [[0, 1, 3], [0, 3, 2]]);
        assert_eq!([0, 1, 2, 3].map(|at| cell(&[at])[0]), [[1, 3, 2], [0, 3, 2], [0, 1, 3], [0, 1, 2]]);
        assert!(cell(&[1, 2]).is_empty() && of_grid(0, &[]).is_empty() && of_grid(3, &[1.0; 3]).is_empty());
    }

    #[test]
    fn a_grid_has_values_where_there_are_triangles() {
        let grid = sample(&SITES, &PYRAMID[..2], &[0.0, 1.0, 2.0], &[0.0, 1.0, 2.0]);
        let expected = [0.0, 0.0, 0.0, f64::NAN, 1.0, 0.0, f64::NAN, f64::NAN, 0.0];
        assert!(grid.iter().zip(expected).all(|(a, b)| *a == b || a.is_nan() && b.is_nan()), "{grid:?}");
    }
}

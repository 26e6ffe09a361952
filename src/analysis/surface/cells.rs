//! Cells of a lattice in a triangulation: each is cut by both of its diagonals, so that no arbitrary one decides.
//!
//! The four corners of a rectangle lie on one circle, so that a Delaunay triangulation may take either diagonal, with
//! other values between the corners. Here the mean of both is taken: of the two surfaces, each linear on both sides of its
//! diagonal, it is linear in the four triangles around the middle, where it is the mean of the four corners, as the
//! bilinear interpolation is. Isolines and bands stay exact.

use super::triangulation::Tin;
use crate::analysis::stats::order;

/// A triangle with two sides along the axes, by its long side.
struct Half {
    /// The ends of the long side, the smaller first.
    long: (u32, u32),
    triangle: usize,
    /// The corner opposite of it.
    right: u32,
}

impl Tin {
    /// The surface with a middle in each rectangle of two triangles whose sides lie along the axes. Sites that are no
    /// lattice keep their triangles. The middles come after the sites. `O(n log n)`.
    #[must_use]
    pub fn with_middles(mut self) -> Self {
        let mut halves: Vec<Half> = (0..self.triangles.len()).filter_map(|triangle| self.half(triangle)).collect();
        order::sort_by(&mut halves, |a, b| a.long.cmp(&b.long).then(a.triangle.cmp(&b.triangle)));
        let mut is_cut = vec![false; self.triangles.len()];
        let mut quarters = Vec::new();
        for pair in halves.chunk_by(|a, b| a.long == b.long) {
            // Right angles over one long side, on either side of it: a rectangle.
            let [one, other] = pair else { continue };
            let middle = self.sites.len() as u32;
            self.sites.push(self.middle(one.long, (one.right, other.right)));
            for half in pair {
                is_cut[half.triangle] = true;
                let [a, b, c] = self.triangles[half.triangle];
                let short = [(a, b), (b, c), (c, a)].into_iter().filter(|&(a, b)| (a.min(b), a.max(b)) != half.long);
                quarters.extend(short.map(|(from, to)| [from, to, middle]));
            }
        }
        let mut cut = is_cut.into_iter();
        self.triangles.retain(|_| cut.next() != Some(true));
        self.triangles.extend(quarters);
        self
    }

    fn half(&self, triangle: usize) -> Option<Half> {
        let corners = self.triangles[triangle];
        let [x, y] = [0, 1].map(|axis| corners.map(|at| self.sites[at as usize][axis]));
        (0..3).find_map(|nth| {
            let (a, b) = ((nth + 1) % 3, (nth + 2) % 3);
            let is_right = x[nth] == x[a] && y[nth] == y[b] || x[nth] == x[b] && y[nth] == y[a];
            let (from, to) = (corners[a], corners[b]);
            is_right.then(|| Half { long: (from.min(to), from.max(to)), triangle, right: corners[nth] })
        })
    }

    fn middle(&self, one: (u32, u32), other: (u32, u32)) -> [f64; 3] {
        let half_way =
            |(a, b): (u32, u32), part: usize| (self.sites[a as usize][part] + self.sites[b as usize][part]) / 2.0;
        [half_way(one, 0), half_way(one, 1), (half_way(one, 2) + half_way(other, 2)) / 2.0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::surface::isolines::{isolines, outline};
    use crate::analysis::surface::triangulation::Duplicates;

    #[test]
    fn a_cell_has_the_mean_of_both_diagonals() {
        let (x, y, z) = ([0.0, 4.0, 0.0, 4.0], [0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 1.0, 4.0]);
        let tin = Tin::new(&x, &y, &z, Duplicates::Mean).unwrap();
        let hull = tin.hull().to_vec();
        let either = tin.at(2.0, 0.5).unwrap();
        assert!(either == 1.0 || either == 2.0, "{either}");
        let tin = tin.with_middles();
        assert_eq!((tin.triangles().len(), tin.hull()), (4, &hull[..]));
        assert_eq!(tin.at(2.0, 0.5), Some(1.5));
        // One diagonal gives 0.5, the other 1 in (1, 0.25); beside the sides both are alike.
        assert_eq!(tin.at(1.0, 0.25), Some(0.75));
        assert_eq!(tin.at(2.0, 0.0), Some(0.5));
        assert_eq!(outline(&tin).area(), 4.0);
        assert_eq!(isolines(&tin, 1.5)[0].points.iter().filter(|&&place| place == (2.0, 0.5)).count(), 1);
    }

    #[test]
    fn a_lattice_with_holes_is_cut_where_its_cells_are_full() {
        let lattice: Vec<(f64, f64)> = (0..12).map(|at| (f64::from(at % 4), f64::from(at / 4))).collect();
        let of = |places: &[(f64, f64)]| {
            let (x, y): (Vec<f64>, Vec<f64>) = places.iter().copied().unzip();
            let z: Vec<f64> = places.iter().map(|(x, y)| x * y).collect();
            let tin = Tin::new(&x, &y, &z, Duplicates::Mean).unwrap();
            (tin.triangles().len(), tin.with_middles())
        };
        let (triangles, whole) = of(&lattice);
        assert_eq!((triangles, whole.triangles().len(), whole.sites().len()), (12, 24, 18));
        // x·y is bilinear, and so met in every middle.
        for cell in 0..6 {
            let (x, y) = (f64::from(cell % 3) + 0.5, f64::from(cell / 3) + 0.5);
            assert_eq!(whole.at(x, y), Some(x * y));
        }
        let (_, without_a_corner) = of(&lattice[1..]);
        assert_eq!(without_a_corner.sites().len(), 11 + 5);
    }

    #[test]
    fn what_is_no_lattice_keeps_its_triangles() {
        let tin =
            Tin::new(&[0.0, 1.0, 0.1, 1.0, 0.4], &[0.0, 0.0, 1.0, 1.1, 0.5], &[1.0; 5], Duplicates::Mean).unwrap();
        assert_eq!(tin.clone().with_middles(), tin);
    }
}

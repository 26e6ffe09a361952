//! Delaunay triangulation of samples and linear interpolation inside its hull.

use isocost_kernels::rows::MANY_ROWS;
use isocost_kernels::{delaunay, grid, sites, surface};

use crate::analysis::stats::order;

/// Which value a site has where several samples lie on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicates {
    /// Their mean.
    Mean,
    /// The first one's. SciPy's `griddata` also keeps one sample of a site, mostly the first; Qhull decides.
    First,
}

/// A surface of triangles over distinct sites. Coordinates are in whatever units the maker gave; a caller whose axes
/// are logarithmic gives logarithms.
#[derive(Clone, Debug, PartialEq)]
pub struct Tin {
    pub(super) sites: Vec<[f64; 3]>,
    /// Corners as positions in `sites`, anticlockwise.
    pub(super) triangles: Vec<[u32; 3]>,
    /// Edges that belong to one triangle only, with it on their left.
    hull: Vec<(u32, u32)>,
}

impl Tin {
    /// Triangulates the samples whose coordinates and value are all finite; the others are left out.
    ///
    /// `None` when there is no surface: fewer than three sites, or all on one line. The order of the samples does not
    /// matter (but for [`Duplicates::First`]): sites are sorted first, because on a lattice, where four sites lie on
    /// one circle, either diagonal is right and the algorithm's pick goes by its input. `O(n log n)`.
    ///
    /// # Panics
    /// If the slices differ in length.
    #[must_use]
    pub fn new(x: &[f64], y: &[f64], z: &[f64], duplicates: Duplicates) -> Option<Self> {
        let sites = sites(x, y, z, duplicates);
        let delaunay::Triangles { corners: mut triangles, mut hull } = delaunay::triangulate(&sites)?;
        if sites::leave_out_flat(&sites, &mut triangles) {
            return Self::of(sites, triangles);
        }
        hull.sort_unstable();
        Some(Self { sites, triangles, hull })
    }

    /// The surface over a grid of `xs.len() × ys.len()` values, row-major by y: two triangles for each cell with four
    /// values, one for a cell with three, none for the others (NaN is no value). `None` when none is left.
    ///
    /// # Panics
    /// When `z` has another length.
    #[must_use]
    pub fn of_grid(xs: &[f64], ys: &[f64], z: &[f64]) -> Option<Self> {
        let width = xs.len();
        assert_eq!(z.len(), width * ys.len(), "a value for every node");
        let node = |at: usize| [xs[at % width], ys[at / width], z[at]];
        Self::of((0..z.len()).map(node).collect(), grid::of_grid(width, z))
    }

    fn of(sites: Vec<[f64; 3]>, triangles: Vec<[u32; 3]>) -> Option<Self> {
        let hull = surface::hull(sites.len(), &triangles);
        (!triangles.is_empty()).then_some(Self { sites, triangles, hull })
    }

    /// The sites: x, y and value of each. A grid's nodes without a value are among them and in no triangle; middles of
    /// cells come last ([`Self::with_middles`]).
    #[must_use]
    pub fn sites(&self) -> &[[f64; 3]] {
        &self.sites
    }

    /// The triangles, as positions in [`Self::sites`], anticlockwise.
    #[must_use]
    pub fn triangles(&self) -> &[[u32; 3]] {
        &self.triangles
    }

    /// The edges of the outline, each with the surface on its left.
    #[must_use]
    pub fn hull(&self) -> &[(u32, u32)] {
        &self.hull
    }

    /// The value at a place, by linear interpolation in the triangle it lies in; `None` outside the hull and for a
    /// NaN coordinate. `O(n)`.
    #[must_use]
    pub fn at(&self, x: f64, y: f64) -> Option<f64> {
        self.triangles.iter().find_map(|corners| self.in_triangle(corners, x, y))
    }

    /// The values on a grid, row-major by y; NaN outside the hull. `xs` and `ys` rise.
    #[must_use]
    pub fn sample(&self, xs: &[f64], ys: &[f64]) -> Vec<f64> {
        grid::sample(&self.sites, &self.triangles, xs, ys)
    }

    fn in_triangle(&self, corners: &[u32; 3], x: f64, y: f64) -> Option<f64> {
        grid::in_triangle(corners.map(|at| self.sites[at as usize]), x, y)
    }
}

/// The distinct finite sites, by rising x, then y.
fn sites(x: &[f64], y: &[f64], z: &[f64], duplicates: Duplicates) -> Vec<[f64; 3]> {
    if duplicates == Duplicates::Mean
        && x.len() >= MANY_ROWS
        && let Some(sites) = sites::means_of_few(x, y, z)
    {
        return sites;
    }
    let samples = sites::sorted_sites(x, y, z);
    let same = |a: &[f64; 3], b: &[f64; 3]| a[..2] == b[..2];
    if samples.windows(2).all(|pair| !same(&pair[0], &pair[1])) {
        return samples;
    }
    let merged = |same: &[[f64; 3]]| match duplicates {
        Duplicates::First => same[0],
        Duplicates::Mean if same.len() == 1 => same[0],
        Duplicates::Mean => {
            // In order of size, so that the sum does not depend on the rows' order.
            let mut values: Vec<f64> = same.iter().map(|sample| sample[2]).collect();
            order::sort_numbers(&mut values);
            [same[0][0], same[0][1], values.iter().sum::<f64>() / same.len() as f64]
        }
    };
    samples.chunk_by(same).map(merged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(duplicates: Duplicates) -> Option<Tin> {
        Tin::new(&[0.0, 1.0, 0.0, 1.0, 1.0], &[0.0, 0.0, 1.0, 1.0, 1.0], &[0.0, 1.0, 2.0, 3.0, 9.0], duplicates)
    }

    #[test]
    fn duplicates_are_merged() {
        assert_eq!(square(Duplicates::First).unwrap().at(1.0, 1.0), Some(3.0));
        assert_eq!(square(Duplicates::Mean).unwrap().at(1.0, 1.0), Some(6.0));
        assert_eq!(square(Duplicates::Mean).unwrap().sites().len(), 4);
    }

    /// Many samples of a lattice are the surface of the means of its places.
    #[test]
    fn many_samples_are_merged_as_few() {
        let count = MANY_ROWS + 7;
        let value = |at: usize, by: f64| ((at as f64 * by).sin() * 9.0).round();
        let column = |by: f64| (0..count).map(|at| value(at, by)).collect::<Vec<_>>();
        let (x, y) = (column(7.1), column(3.3));
        let z: Vec<f64> = (0..count).map(|at| if at % 91 == 5 { f64::NAN } else { (at as f64).sin() / 3.0 }).collect();
        let found = sites(&x, &y, &z, Duplicates::Mean);
        let mut expected: Vec<(f64, f64, Vec<f64>)> = Vec::new();
        for sample in sites::sorted_sites(&x, &y, &z) {
            match expected.last_mut().filter(|last| (last.0, last.1) == (sample[0], sample[1])) {
                Some(last) => last.2.push(sample[2]),
                None => expected.push((sample[0], sample[1], vec![sample[2]])),
            }
        }
        assert_eq!(found.len(), expected.len());
        for (site, (x, y, mut values)) in found.iter().zip(expected) {
            values.sort_by(f64::total_cmp);
            assert_eq!(*site, [x, y, values.iter().sum::<f64>() / values.len() as f64]);
        }
    }

    #[test]
    fn outside_is_nothing() {
        let tin = square(Duplicates::First).unwrap();
        assert_eq!(tin.at(0.5, 0.0), Some(0.5));
        for (x, y) in [(-0.1, 0.5), (1.1, 0.5), (f64::NAN, 0.5)] {
            assert_eq!(tin.at(x, y), None);
        }
        let grid = tin.sample(&[-1.0, 0.0, 1.0], &[0.0, 2.0]);
        assert!(grid[0].is_nan() && grid[3..].iter().all(|v| v.is_nan()));
        assert_eq!(grid[1..3], [0.0, 1.0]);
    }

    #[test]
    fn no_surface_without_three_sites_off_one_line() {
        let none = |x: &[f64], y: &[f64], z: &[f64]| assert_eq!(Tin::new(x, y, z, Duplicates::Mean), None);
        none(&[], &[], &[]);
        none(&[1.0], &[1.0], &[1.0]);
        none(&[1.0, 2.0], &[1.0, 3.0], &[1.0, 1.0]);
        none(&[1.0, 1.0, 2.0], &[1.0, 1.0, 3.0], &[1.0; 3]);
        none(&[1.0, 2.0, 3.0, 7.0], &[1.0, 2.0, 3.0, 7.0], &[1.0; 4]);
        none(&[0.1, 0.2, 0.3], &[0.1, 0.2, 0.3], &[1.0; 3]);
        none(&[1.0, 2.0, 1.0], &[1.0, 1.0, 2.0], &[1.0, f64::NAN, 1.0]);
        none(&[1.0, f64::INFINITY, 1.0], &[1.0, 1.0, 2.0], &[1.0; 3]);
    }

    #[test]
    fn a_grid_is_a_surface_where_it_has_values() {
        let tin = Tin::of_grid(&[0.0, 1.0, 2.0], &[0.0, 1.0], &[0.0, 1.0, f64::NAN, 0.0, 1.0, 2.0]).unwrap();
        assert_eq!(tin.triangles().len(), 3);
        assert_eq!(tin.at(1.5, 1.0), Some(1.5));
        assert_eq!(tin.at(1.9, 0.1), None);
        assert_eq!(Tin::of_grid(&[0.0, 1.0], &[0.0], &[1.0, 1.0]), None);
        assert_eq!(Tin::of_grid(&[], &[], &[]), None);
    }
}

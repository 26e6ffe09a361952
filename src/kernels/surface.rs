//! Surfaces of triangles: their values on a grid, and the straight cuts through them along which they have a value.
//!
//! Sites are `[x, y, value]`; triangles name their corners by position, anticlockwise.

use crate::radix;

/// A corner of a line: a site (twice the same number), or the cut of the edge between two sites (smaller first), as one
/// number that is in the order of the pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Corner(u64);

impl Corner {
    /// The cut of the edge between two sites; of one site itself.
    #[must_use]
    #[inline]
    pub fn of(a: u32, b: u32) -> Self {
        Self(u64::from(a.min(b)) << 32 | u64::from(a.max(b)))
    }

    #[inline]
    fn sites(self) -> (usize, usize) {
        ((self.0 >> 32) as usize, self.0 as u32 as usize)
    }
}

/// A straight piece of a line, with the higher side on its left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Segment {
    /// Where it begins.
    pub from: Corner,
    /// Where it ends.
    pub to: Corner,
}

/// Segments end to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The corners; of a closed chain the first is not repeated at the end.
    pub corners: Vec<Corner>,
    /// Whether it ends where it begins.
    pub closed: bool,
}

/// How far outside a triangle, in barycentric coordinates, a place still counts as on its edge.
pub const EDGE: f64 = 1e-12;

/// The value at a place by linear interpolation in a triangle; `None` outside it and for a NaN coordinate.
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

/// The smallest and the largest of three numbers, none of them NaN, for which `f64::min` would call a function.
#[inline]
fn range(a: f64, b: f64, c: f64) -> (f64, f64) {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    (if c < low { c } else { low }, if c > high { c } else { high })
}

/// Rising steps along an axis. Where they are equal, the one at a place is found at the first try.
struct Steps<'a> {
    at: &'a [f64],
    per_unit: f64,
}

impl<'a> Steps<'a> {
    fn new(at: &'a [f64]) -> Self {
        let span = at.last().zip(at.first()).map_or(0.0, |(last, first)| last - first);
        Self { at, per_unit: if span > 0.0 { (at.len() - 1) as f64 / span } else { 0.0 } }
    }

    /// Which steps a triangle reaches, with a hair of tolerance.
    #[inline]
    fn covered(&self, [a, b, c]: [f64; 3]) -> std::ops::Range<usize> {
        let (low, high) = range(a, b, c);
        let hair = (high - low) * EDGE;
        self.first(|step| step >= low - hair, low)..self.first(|step| step > high + hair, high)
    }

    /// The first step at which something holds that holds for all after it, looked for at about this place.
    #[inline]
    fn first(&self, holds: impl Fn(f64) -> bool, near: f64) -> usize {
        let Some(&start) = self.at.first() else { return 0 };
        // A place before the first step becomes zero.
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

/// A triangle whose height is below this share of its longest side is a line that rounding bent.
const FLAT: f64 = 1e-12;

/// Leaves out the triangles that are flat; whether there were any.
#[inline(never)]
pub fn leave_out_flat(sites: &[[f64; 3]], triangles: &mut Vec<[u32; 3]>) -> bool {
    let count = triangles.len();
    triangles.retain(|corners| {
        let [a, b, c] = corners.map(|at| sites[at as usize]);
        let square = |p: [f64; 3], q: [f64; 3]| (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]);
        let (_, longest) = range(square(a, b), square(b, c), square(c, a));
        let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        area.abs() > FLAT * longest
    });
    triangles.len() < count
}

/// The samples whose coordinates and value are all finite, as sites from the left to the right, then upwards; those on
/// the same place in the order given.
///
/// # Panics
/// When the slices differ in length.
#[must_use]
#[inline(never)]
pub fn sorted_sites(x: &[f64], y: &[f64], z: &[f64]) -> Vec<[f64; 3]> {
    assert!(x.len() == y.len() && y.len() == z.len(), "a value for every place");
    // Adding zero turns -0.0 into 0.0: the same place.
    let samples = x.iter().zip(y).zip(z).map(|((x, y), z)| [x + 0.0, y + 0.0, *z]);
    let known: Vec<[f64; 3]> = samples.filter(|sample| sample.iter().all(|v| v.is_finite())).collect();
    radix::by_place(&known).into_iter().map(|at| known[at as usize]).collect()
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

/// The edges that belong to one triangle only, with it on their left, by rising sites. `O(n)`.
#[must_use]
#[inline(never)]
pub fn hull(sites: usize, triangles: &[[u32; 3]]) -> Vec<(u32, u32)> {
    let sides = |&[a, b, c]: &[u32; 3]| [(a, b), (b, c), (c, a)];
    // For each site, where its edges begin in a list of their ends.
    let mut first = vec![0u32; sites + 1];
    triangles.iter().flatten().for_each(|&from| first[from as usize + 1] += 1);
    for site in 0..sites {
        first[site + 1] += first[site];
    }
    let (mut ends, mut free) = (vec![0u32; triangles.len() * 3], first.clone());
    for (from, to) in triangles.iter().flat_map(sides) {
        let place = &mut free[from as usize];
        ends[*place as usize] = to;
        *place += 1;
    }
    let ends_of = |site: usize| &ends[first[site] as usize..first[site + 1] as usize];
    let mut hull = Vec::new();
    for from in 0..sites {
        let alone = |&&to: &&u32| !ends_of(to as usize).contains(&(from as u32));
        hull.extend(ends_of(from).iter().filter(alone).map(|&to| (from as u32, to)));
    }
    hull.sort_unstable();
    hull
}

/// For each of the rising `levels` the cuts through the triangles that it crosses. A site that lies exactly on a level
/// counts as above it. A level that is NaN crosses nothing. `O(n)` and what comes out.
#[must_use]
#[inline(never)]
pub fn cuts(sites: &[[f64; 3]], triangles: &[[u32; 3]], levels: &[f64]) -> Vec<Vec<Segment>> {
    let mut cuts = vec![Vec::new(); levels.len()];
    for &corners in triangles {
        let values = corners.map(|at| sites[at as usize][2]);
        let (low, high) = range(values[0], values[1], values[2]);
        let first = levels.partition_point(|&level| level <= low);
        for (at, &level) in levels.iter().enumerate().skip(first).take_while(|(_, level)| **level <= high) {
            let (mut leaves, mut enters) = (None, None);
            for side in 0..3 {
                let end = (side + 1) % 3;
                match (values[side] >= level, values[end] >= level) {
                    (true, false) => leaves = Some(Corner::of(corners[side], corners[end])),
                    (false, true) => enters = Some(Corner::of(corners[side], corners[end])),
                    _ => {}
                }
            }
            if let (Some(from), Some(to)) = (leaves, enters) {
                cuts[at].push(Segment { from, to });
            }
        }
    }
    cuts
}

/// The parts of a hull at or above a level, with the surface on their left.
#[inline(never)]
pub fn border(sites: &[[f64; 3]], hull: &[(u32, u32)], level: f64, segments: &mut Vec<Segment>) {
    let above = |site: u32| sites[site as usize][2] >= level;
    for &(from, to) in hull {
        let cut = Corner::of(from, to);
        let (from_above, to_above) = (above(from), above(to));
        if from_above || to_above {
            let from = if from_above { Corner::of(from, from) } else { cut };
            segments.push(Segment { from, to: if to_above { Corner::of(to, to) } else { cut } });
        }
    }
}

/// Joins segments end to end: open chains first, each kind by where it begins. Of several segments from a corner the
/// first that is left is taken. Sorts the segments. `O(n log n)`.
#[must_use]
#[inline(never)]
pub fn chains(segments: &mut [Segment]) -> Vec<Chain> {
    segments.sort_unstable();
    // The first segment from where each ends.
    let following = |segment: &Segment| segments.partition_point(|other| other.from < segment.to) as u32;
    let next: Vec<u32> = segments.iter().map(following).collect();
    let begins_at = |at: usize, corner: Corner| segments.get(at).is_some_and(|segment| segment.from == corner);
    let mut reached = vec![false; segments.len()];
    for (segment, &next) in segments.iter().zip(&next) {
        // All of those from there.
        let mut at = next as usize;
        while begins_at(at, segment.to) && !reached[at] {
            reached[at] = true;
            at += 1;
        }
    }
    let mut used = vec![false; segments.len()];
    let mut chains = Vec::new();
    for open in [true, false] {
        for start in 0..segments.len() {
            if used[start] || open && reached[start] {
                continue;
            }
            let first = segments[start].from;
            let (mut corners, mut at) = (vec![first], start);
            loop {
                used[at] = true;
                let to = segments[at].to;
                corners.push(to);
                let mut following = next[at] as usize;
                while begins_at(following, to) && used[following] {
                    following += 1;
                }
                if to == first || !begins_at(following, to) {
                    break;
                }
                at = following;
            }
            let closed = corners.last() == Some(&first);
            if closed {
                corners.pop();
            }
            chains.push(Chain { corners, closed });
        }
    }
    chains
}

/// Where the corners of a chain are, without repeats.
#[must_use]
#[inline(never)]
pub fn places(sites: &[[f64; 3]], level: f64, chain: &Chain) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(chain.corners.len() + 1);
    for &corner in &chain.corners {
        let point = place(sites, level, corner);
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    while chain.closed && points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

#[inline]
fn place(sites: &[[f64; 3]], level: f64, corner: Corner) -> (f64, f64) {
    let (a, b) = corner.sites();
    let ([ax, ay, az], [bx, by, bz]) = (sites[a], sites[b]);
    let share = if a == b { 0.0 } else { (level - az) / (bz - az) };
    // From either end the end itself is met exactly.
    let along = |from: f64, to: f64| if share == 1.0 { to } else { from + share * (to - from) };
    (along(ax, bx), along(ay, by))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITES: [[f64; 3]; 5] = [[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], [2.0, 2.0, 0.0], [0.0, 2.0, 0.0], [1.0, 1.0, 1.0]];
    const PYRAMID: [[u32; 3]; 4] = [[0, 1, 4], [1, 2, 4], [2, 3, 4], [3, 0, 4]];

    #[test]
    fn all_levels_at_once_are_each_by_itself() {
        let levels = [f64::NEG_INFINITY, 0.0, 0.25, 0.5, 1.0, 2.0];
        let all = cuts(&SITES, &PYRAMID, &levels);
        let counts: Vec<usize> = all.iter().map(Vec::len).collect();
        assert_eq!(counts, [0, 0, 4, 4, 4, 0]);
        for (nth, &level) in levels.iter().enumerate() {
            assert_eq!(cuts(&SITES, &PYRAMID, &[level])[0], all[nth]);
        }
        assert!(cuts(&SITES, &PYRAMID, &[f64::NAN])[0].is_empty());
    }

    #[test]
    fn a_pyramid_is_a_ring_and_a_border() {
        assert_eq!(hull(5, &PYRAMID), [(0, 1), (1, 2), (2, 3), (3, 0)]);
        let ring = chains(&mut cuts(&SITES, &PYRAMID, &[0.5])[0]);
        assert_eq!((ring.len(), ring[0].closed), (1, true));
        assert_eq!(places(&SITES, 0.5, &ring[0]), [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5)]);
        assert_eq!(places(&SITES, 1.0, &chains(&mut cuts(&SITES, &PYRAMID, &[1.0])[0])[0]), [(1.0, 1.0)]);
        let mut whole = Vec::new();
        border(&SITES, &hull(5, &PYRAMID), 0.0, &mut whole);
        assert_eq!(chains(&mut whole)[0].corners.len(), 4);
    }

    #[test]
    fn open_chains_come_first_and_a_corner_passed_twice_closes_two() {
        let at = |a: u32| Corner::of(a, a);
        let line = |corners: &[u32]| -> Vec<Segment> {
            corners.windows(2).map(|w| Segment { from: at(w[0]), to: at(w[1]) }).collect()
        };
        let mut segments = [line(&[1, 5, 2, 1]), line(&[5, 7, 8, 5]), line(&[20, 19, 18])].concat();
        let found = chains(&mut segments);
        let corners: Vec<Vec<u32>> =
            found.iter().map(|chain| chain.corners.iter().map(|corner| corner.0 as u32).collect()).collect();
        assert_eq!(corners, [vec![20, 19, 18], vec![1, 5, 2], vec![5, 7, 8]]);
        assert_eq!(found.iter().map(|chain| chain.closed).collect::<Vec<_>>(), [false, true, true]);
    }

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
    fn sites_are_finite_and_sorted() {
        let sites = sorted_sites(&[2.0, -0.0, 0.0, f64::NAN, 1.0], &[0.0, 1.0, -1.0, 0.0, f64::INFINITY], &[1.0; 5]);
        assert_eq!(sites, [[0.0, -1.0, 1.0], [0.0, 1.0, 1.0], [2.0, 0.0, 1.0]]);
        assert!(sites[1][0].is_sign_positive());
    }

    #[test]
    fn flat_triangles_go() {
        let sites = [[0.0, 0.0, 0.0], [0.1, 0.1, 0.0], [0.3, 0.3, 0.0], [0.0, 1.0, 0.0]];
        let mut triangles = vec![[0, 1, 2], [0, 2, 3]];
        assert!(leave_out_flat(&sites, &mut triangles) && triangles == [[0, 2, 3]]);
        assert!(!leave_out_flat(&sites, &mut triangles));
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

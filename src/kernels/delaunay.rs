//! Delaunay triangulation: no site lies inside the circle around a triangle.
//!
//! Sites are added one by one at the outside of what is there, nearest to a middle first, and edges are flipped until
//! the condition holds again (Sinclair, *S-hull: a fast radial sweep-hull routine for Delaunay triangulation*, 2010; the
//! arrangement of triangles and hull is that of Agafonkin's Delaunator). Which side of a line or a circle a site is on is
//! decided exactly (Shewchuk, *Adaptive Precision Floating-Point Arithmetic*, 1997), so that lattices, where many sites
//! lie on a line or a circle, are triangulated as well as any others.

use robust::{Coord, incircle, orient2d};

use crate::radix;

/// No edge, no site.
const NONE: u32 = u32::MAX;

/// The largest rounding error of the two determinants, as a share of the same sums of absolute values: Shewchuk's bounds
/// `ccwerrboundA` and `iccerrboundA`. Beyond them the sign is certain; otherwise it is computed exactly, which costs more.
const TURN_ERROR: f64 = (3.0 + 8.0 * f64::EPSILON) * f64::EPSILON / 2.0;
const CIRCLE_ERROR: f64 = (10.0 + 48.0 * f64::EPSILON) * f64::EPSILON / 2.0;

/// Triangles over sites, which are named by their positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triangles {
    /// The corners of each, anticlockwise.
    pub corners: Vec<[u32; 3]>,
    /// The edges that belong to one triangle only, with it on their left, in no particular order.
    pub hull: Vec<(u32, u32)>,
}

/// Triangulates sites `[x, y, _]`: distinct, finite, by rising x, then y. `None` when they lie on one line or are fewer
/// than three. Where more than three lie on one circle, which of the triangulations comes goes by their coordinates
/// alone. `O(n log n)` for sites as they are measured.
#[must_use]
#[inline(never)]
pub fn triangulate(sites: &[[f64; 3]]) -> Option<Triangles> {
    Sweep::radially(sites).or_else(|| Sweep::from_the_left(sites)).map(Sweep::finish)
}

/// What is triangulated so far. Sites are named by their positions in the order in which they are added, so that those
/// at the edge of what is there lie together in memory. An edge is named by triangle and corner: number `3 t + c` leads
/// from corner `c` of triangle `t` to the next one.
struct Sweep {
    sites: Vec<Coord<f64>>,
    /// What the caller names them.
    names: Vec<u32>,
    /// Where each edge begins.
    begins: Vec<u32>,
    /// The same edge as the neighbouring triangle has it.
    twins: Vec<u32>,
    /// The neighbours of each site on the hull, anticlockwise; a site that left the hull is its own.
    next: Vec<u32>,
    previous: Vec<u32>,
    /// The edge with which the hull leaves each of its sites.
    leaves: Vec<u32>,
    unsettled: Vec<u32>,
}

impl Sweep {
    fn new(sites: &[[f64; 3]], names: Vec<u32>) -> Self {
        let none = || vec![NONE; sites.len()];
        let edges = sites.len() * 6;
        let coord = |&name: &u32| {
            let [x, y, _] = sites[name as usize];
            Coord { x, y }
        };
        Self {
            sites: names.iter().map(coord).collect(),
            names,
            begins: Vec::with_capacity(edges),
            twins: Vec::with_capacity(edges),
            next: none(),
            previous: none(),
            leaves: none(),
            unsettled: Vec::new(),
        }
    }

    #[inline]
    fn coord(&self, site: u32) -> Coord<f64> {
        self.sites[site as usize]
    }

    /// Positive if the path from `a` over `b` to `c` turns left.
    #[inline]
    fn turn(&self, a: u32, b: u32, c: u32) -> f64 {
        let [a, b, c] = [a, b, c].map(|site| self.coord(site));
        let (left, right) = ((a.x - c.x) * (b.y - c.y), (a.y - c.y) * (b.x - c.x));
        let turn = left - right;
        // The largest rounding error.
        if turn.abs() > TURN_ERROR * (left.abs() + right.abs()) { turn } else { orient2d(a, b, c) }
    }

    /// Whether `d` is inside the circle around the triangle of the others, which turns left.
    #[inline]
    fn encloses(&self, [a, b, c, d]: [u32; 4]) -> bool {
        let [a, b, c, d] = [a, b, c, d].map(|site| self.coord(site));
        let [(ax, ay), (bx, by), (cx, cy)] = [a, b, c].map(|corner| (corner.x - d.x, corner.y - d.y));
        let [a2, b2, c2] = [(ax, ay), (bx, by), (cx, cy)].map(|(x, y)| x * x + y * y);
        let products = [bx * cy, cx * by, cx * ay, ax * cy, ax * by, bx * ay];
        let [bc, cb, ca, ac, ab, ba] = products;
        let inside = a2 * (bc - cb) + b2 * (ca - ac) + c2 * (ab - ba);
        let [bc, cb, ca, ac, ab, ba] = products.map(f64::abs);
        let error = CIRCLE_ERROR * (a2 * (bc + cb) + b2 * (ca + ac) + c2 * (ab + ba));
        if inside.abs() > error { inside > 0.0 } else { incircle(a, b, c, d) > 0.0 }
    }

    /// By rising distance from the mean of all. Rounded distances may put a site after others that enclose it; then it
    /// cannot be added at the outside, and `None` is the answer.
    fn radially(sites: &[[f64; 3]]) -> Option<Self> {
        let share = 1.0 / sites.len() as f64;
        let mean = |along: usize| sites.iter().map(|site| site[along]).sum::<f64>() * share;
        let middle = (mean(0), mean(1));
        let squared = |site: &[f64; 3]| (site[0] - middle.0).powi(2) + (site[1] - middle.1).powi(2);
        // Of equally far ones the last first.
        let keyed = sites.iter().enumerate().rev().map(|(at, site)| (squared(site).to_bits(), at as u32));
        let mut keyed: Vec<(u64, u32)> = keyed.collect();
        radix::sort_keyed(&mut keyed);
        let mut sweep = Self::new(sites, keyed.into_iter().map(|(_, at)| at).collect());
        let apex = sweep.begin()?;
        let [a, b, c] = [0, 1, apex].map(|site| sweep.coord(site));
        let inside = Coord { x: (a.x + b.x + c.x) / 3.0, y: (a.y + b.y + c.y) / 3.0 };
        let mut directions = Directions::new(sites.len(), inside);
        (0..=apex).for_each(|site| directions.set(sweep.coord(site), site));
        for site in apex + 1..sites.len() as u32 {
            let near = directions.near(sweep.coord(site), &sweep.next);
            sweep.insert(site, sweep.previous[near as usize])?;
            let before = sweep.previous[site as usize];
            directions.set(sweep.coord(site), site);
            directions.set(sweep.coord(before), before);
        }
        Some(sweep)
    }

    /// From left to right, where the next site is always outside: slower, as triangles are long at first.
    fn from_the_left(sites: &[[f64; 3]]) -> Option<Self> {
        let count = sites.len() as u32;
        let mut sweep = Self::new(sites, (0..count).collect());
        for site in sweep.begin()? + 1..count {
            sweep.insert(site, sweep.previous[site as usize - 1])?;
        }
        Some(sweep)
    }

    /// The first triangles: as many sites as lie on one line, and the one after them, which does not and is the answer.
    /// `None` when all are on one line.
    fn begin(&mut self) -> Option<u32> {
        let apex = (2..self.sites.len() as u32).find(|&site| self.turn(0, 1, site) != 0.0)?;
        let mut line: Vec<u32> = (0..apex).collect();
        // The caller's sites are sorted, and so are those of a line along it.
        line.sort_unstable_by_key(|&site| self.names[site as usize]);
        if self.turn(line[0], line[1], apex) < 0.0 {
            line.reverse();
        }
        for (nth, pair) in line.windows(2).enumerate() {
            // The edge from the triangle before to the apex.
            let twin = if nth == 0 { NONE } else { 3 * nth as u32 - 2 };
            let edge = self.add([pair[0], pair[1], apex], [NONE, NONE, twin]);
            self.leaves[pair[0] as usize] = edge;
            self.leaves[pair[1] as usize] = edge + 1;
        }
        self.leaves[apex as usize] = 2;
        line.push(apex);
        self.hull_of(&line);
        Some(apex)
    }

    fn hull_of(&mut self, sites: &[u32]) {
        for (nth, &site) in sites.iter().enumerate() {
            let next = sites[(nth + 1) % sites.len()];
            self.next[site as usize] = next;
            self.previous[next as usize] = site;
        }
    }

    fn add(&mut self, corners: [u32; 3], twins: [u32; 3]) -> u32 {
        let first = self.begins.len() as u32;
        self.begins.extend(corners);
        self.twins.extend([NONE; 3]);
        (0..).zip(twins).for_each(|(corner, twin)| self.link(first + corner, twin));
        first
    }

    fn link(&mut self, edge: u32, twin: u32) {
        self.twins[edge as usize] = twin;
        if twin != NONE {
            self.twins[twin as usize] = edge;
        }
    }

    /// Adds a site outside the hull, whose edges it sees from `start` on or before. `None` when it sees none.
    fn insert(&mut self, site: u32, start: u32) -> Option<()> {
        let mut from = start;
        let mut to = self.next[from as usize];
        while !self.sees(site, from, to) {
            from = to;
            to = self.next[from as usize];
            if from == start {
                return None;
            }
        }
        let first = self.add([from, site, to], [NONE, NONE, self.leaves[from as usize]]);
        self.leaves[site as usize] = self.settle(first + 2);
        self.leaves[from as usize] = first;
        let mut after = self.next[to as usize];
        while self.sees(site, to, after) {
            let twins = [self.leaves[site as usize], NONE, self.leaves[to as usize]];
            let edge = self.add([to, site, after], twins);
            self.leaves[site as usize] = self.settle(edge + 2);
            self.next[to as usize] = to;
            (to, after) = (after, self.next[after as usize]);
        }
        if from == start {
            let mut before = self.previous[from as usize];
            while self.sees(site, before, from) {
                let twins = [NONE, self.leaves[from as usize], self.leaves[before as usize]];
                let edge = self.add([before, site, from], twins);
                self.settle(edge + 2);
                self.leaves[before as usize] = edge;
                self.next[from as usize] = from;
                (from, before) = (before, self.previous[before as usize]);
            }
        }
        self.previous[site as usize] = from;
        self.next[from as usize] = site;
        self.previous[to as usize] = site;
        self.next[site as usize] = to;
        Some(())
    }

    fn sees(&self, site: u32, from: u32, to: u32) -> bool {
        self.turn(from, to, site) < 0.0
    }

    /// Flips edges opposite the new site until no circle has another site inside, beginning with `edge`; the edge with
    /// which the last triangle leaves the new site.
    fn settle(&mut self, mut edge: u32) -> u32 {
        loop {
            let twin = self.twins[edge as usize];
            let before = previous(edge);
            let flips = twin != NONE && {
                let corners = [before, edge, next(edge), previous(twin)];
                self.encloses(corners.map(|edge| self.begins[edge as usize]))
            };
            if !flips {
                match self.unsettled.pop() {
                    Some(other) => edge = other,
                    None => return before,
                }
                continue;
            }
            let far = previous(twin);
            let beyond = self.twins[far as usize];
            let far_site = self.begins[far as usize];
            self.begins[edge as usize] = far_site;
            self.begins[twin as usize] = self.begins[before as usize];
            if beyond == NONE {
                self.leaves[far_site as usize] = edge;
            }
            self.link(edge, beyond);
            self.link(twin, self.twins[before as usize]);
            self.link(before, far);
            self.unsettled.push(next(twin));
        }
    }

    fn finish(self) -> Triangles {
        let name = |edge: u32| self.names[self.begins[edge as usize] as usize];
        let triangles = (0..self.begins.len() as u32).step_by(3);
        let edges = self.twins.iter().zip(0u32..).filter(|(twin, _)| **twin == NONE);
        Triangles {
            corners: triangles.map(|first| [name(first), name(first + 1), name(first + 2)]).collect(),
            hull: edges.map(|(_, edge)| (name(edge), name(next(edge)))).collect(),
        }
    }
}

fn next(edge: u32) -> u32 {
    if edge % 3 == 2 { edge - 2 } else { edge + 1 }
}

fn previous(edge: u32) -> u32 {
    if edge.is_multiple_of(3) { edge + 2 } else { edge - 1 }
}

/// Sites of the hull by the direction in which they lie from the middle, so that the part of the hull that a new site
/// sees need not be searched for.
struct Directions {
    middle: Coord<f64>,
    sites: Vec<u32>,
}

impl Directions {
    fn new(count: usize, middle: Coord<f64>) -> Self {
        Self { middle, sites: vec![NONE; (count as f64).sqrt().ceil() as usize] }
    }

    fn slot(&self, place: Coord<f64>) -> usize {
        let (dx, dy) = (place.x - self.middle.x, place.y - self.middle.y);
        // Rises with the angle, without an arc tangent.
        let along = dx / (dx.abs() + dy.abs());
        let turn = if dy > 0.0 { 3.0 - along } else { 1.0 + along } / 4.0;
        ((turn * self.sites.len() as f64) as usize).min(self.sites.len() - 1)
    }

    fn set(&mut self, place: Coord<f64>, site: u32) {
        let slot = self.slot(place);
        self.sites[slot] = site;
    }

    /// A site on the hull in about this direction: that of the last site added, at the least, is there.
    fn near(&self, place: Coord<f64>, next: &[u32]) -> u32 {
        let slot = self.slot(place);
        let (before, after) = self.sites.split_at(slot);
        let on_hull = |&&site: &&u32| site != NONE && next[site as usize] != site;
        after.iter().chain(before).find(on_hull).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests;

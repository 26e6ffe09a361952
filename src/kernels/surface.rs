//! Isolines of a triangulated surface: cuts through the triangles, joined to chains.
//!
//! Sites are `[x, y, value]`; triangles name their corners by position, anticlockwise.

use crate::sites::range;

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

/// Joined segments.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The corners; of a closed chain the first is not repeated at the end.
    pub corners: Vec<Corner>,
    /// Whether it ends where it begins.
    pub closed: bool,
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
    // Exact at both ends.
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
}

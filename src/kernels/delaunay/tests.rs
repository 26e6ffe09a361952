use robust::{Coord, orient2d};

use super::*;
use crate::radix;

/// Sites that are distinct and sorted, as they have to be.
fn sites(places: impl Iterator<Item = (f64, f64)>) -> Vec<[f64; 3]> {
    let places: Vec<[f64; 3]> = places.map(|(x, y)| [x, y, 0.0]).collect();
    let mut sites: Vec<[f64; 3]> = radix::by_place(&places).into_iter().map(|at| places[at as usize]).collect();
    sites.dedup();
    sites
}

/// Numbers from 0 to 1 that look random: those of a fixed linear congruence (Knuth's MMIX).
fn noise() -> impl FnMut() -> f64 {
    let mut state = 7u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn sets() -> Vec<(&'static str, Vec<[f64; 3]>)> {
    let mut random = noise();
    let mut places = |count: usize, place: &dyn Fn(f64, f64) -> (f64, f64)| {
        let places: Vec<_> = (0..count).map(|_| place(random(), random())).collect();
        sites(places.into_iter())
    };
    let lattice = |wide: usize, high: usize| sites((0..wide * high).map(|at| ((at % wide) as f64, (at / wide) as f64)));
    let ring = |count: i32| (0..count).map(move |at| (f64::from(at) * 0.7).sin_cos());
    vec![
        ("random", places(300, &|x, y| (x, y))),
        ("few", places(5, &|x, y| (x, y))),
        ("snapped", places(400, &|x, y| ((x * 12.0).floor(), (y * 9.0).floor()))),
        ("thin", places(200, &|x, y| (x, y * 1e-9))),
        ("far", places(200, &|x, y| (1e6 + x, -1e6 + y))),
        ("rows", places(200, &|x, y| ((x * 1e3).floor() / 1e3, (y * 3.0).floor() / 10.0))),
        ("lattice", lattice(17, 13)),
        ("doublings", sites((0..90).map(|at| (f64::from(1 << (at % 10)), f64::from(at / 10).exp2())))),
        ("tenths", sites((0..120).map(|at| (f64::from(at % 12) * 0.1, f64::from(at / 12) * 0.1)))),
        ("circle", sites(ring(80))),
        ("circle and middle", sites(ring(80).chain([(0.0, 0.0)]))),
        ("line and a site", sites((0..40).map(|at| (f64::from(at), f64::from(at))).chain([(7.0, 9.0)]))),
        ("column and a site", sites((0..40).map(|at| (3.0, f64::from(at))).chain([(9.0, 9.0)]))),
        ("a site and a column", sites((0..40).map(|at| (3.0, f64::from(at))).chain([(-9.0, 9.0)]))),
        ("a triangle", sites([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)].into_iter())),
    ]
}

/// Twice the area.
fn area(sites: &[[f64; 3]], [a, b, c]: [u32; 3]) -> f64 {
    let [a, b, c] = [a, b, c].map(|at| sites[at as usize]);
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}

/// Whether the last place is inside the circle around the others by more than rounding adds up to.
fn encloses([a, b, c, d]: [Coord<f64>; 4]) -> bool {
    let [(ax, ay), (bx, by), (cx, cy)] = [a, b, c].map(|corner| (corner.x - d.x, corner.y - d.y));
    let [a2, b2, c2] = [(ax, ay), (bx, by), (cx, cy)].map(|(x, y)| x * x + y * y);
    let terms = [a2 * bx * cy, -a2 * cx * by, b2 * cx * ay, -b2 * ax * cy, c2 * ax * by, -c2 * bx * ay];
    terms.iter().sum::<f64>() > 1e-12 * terms.iter().map(|term| term.abs()).sum::<f64>()
}

fn check(what: &str, sites: &[[f64; 3]], found: &Triangles) {
    let coord = |at: u32| Coord { x: sites[at as usize][0], y: sites[at as usize][1] };
    for &[a, b, c] in &found.corners {
        assert!(orient2d(coord(a), coord(b), coord(c)) > 0.0, "{what}: clockwise");
        for other in 0..sites.len() as u32 {
            assert!(!encloses([a, b, c, other].map(coord)), "{what}: {other} in {a} {b} {c}");
        }
    }
    // Euler's formula, with every site in some triangle: n sites, h of them on the hull, 2 n - h - 2 triangles.
    assert_eq!(found.corners.len(), 2 * sites.len() - found.hull.len() - 2, "{what}");
    let mut used: Vec<u32> = found.corners.iter().flatten().copied().collect();
    used.sort_unstable();
    used.dedup();
    assert_eq!(used.len(), sites.len(), "{what}: every site");
    // The hull goes round once: it encloses what the triangles cover.
    let all: f64 = found.corners.iter().map(|&corners| area(sites, corners)).sum();
    let origin = found.hull[0].0;
    let enclosed: f64 = found.hull.iter().map(|&(from, to)| area(sites, [origin, from, to])).sum();
    assert!((all - enclosed).abs() <= 1e-9 * all.abs(), "{what}: {all} and {enclosed}");
    for &(from, to) in &found.hull {
        let outside = |at: u32| orient2d(coord(from), coord(to), coord(at)) < 0.0;
        assert!(!(0..sites.len() as u32).any(outside), "{what}: the hull is not convex");
    }
}

#[test]
fn no_site_lies_in_a_circle_and_every_place_in_one_triangle() {
    for (what, sites) in sets() {
        check(what, &sites, &triangulate(&sites).expect(what));
    }
}

#[test]
fn there_is_no_triangle_on_a_line() {
    for places in [0, 1, 2, 40] {
        for (dx, dy) in [(1.0, 0.0), (0.0, 1.0), (1.0, 1.0)] {
            let line = sites((0..places).map(|at| (f64::from(at) * dx, f64::from(at) * dy)));
            assert_eq!(triangulate(&line), None, "{places} {dx} {dy}");
        }
    }
}

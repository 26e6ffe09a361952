//! What a script says of surfaces over VUs and batch size, held against the page's.

use super::*;

impl Case {
    pub(super) fn contour_holds(&self, found: &Value, controls: Controls) {
        let view = self.contour(controls);
        if self.own_levels(view) {
            for (nth, panel) in self.asked_panels(view).enumerate() {
                self.numbers_are(&found[0][nth], panel.levels.iter().copied(), "levels");
            }
        } else {
            self.numbers_are(&found[0], view.levels.iter().copied(), "levels");
        }
        let panels: Vec<&Panel> = view.panels.iter().filter(|panel| !panel.scene.samples.is_empty()).collect();
        assert_eq!(found[4].as_u64().unwrap() as usize, panels.len(), "{}", self.name);
        for (nth, panel) in self.asked_panels(view).enumerate() {
            let places = self.places(panel, controls);
            self.numbers_are(&found[1][nth], places.iter().map(|place| place.2), &panel.label);
        }
        let quantity = controls_of(&self.choice, controls).quantity;
        let value = |row: usize| quantity.values(&self.shown.runs).unwrap()[row];
        let mut best: Vec<usize> = view.panels.iter().filter_map(|panel| panel.best_row).collect();
        best.sort_unstable();
        let mut got: Vec<usize> =
            found[2].as_array().unwrap().iter().map(|row| row.as_u64().unwrap() as usize).collect();
        got.sort_unstable();
        assert_eq!(got, best, "{}: the best of each panel", self.name);
        let values = found[3].as_array().unwrap().iter().map(|value| value.as_f64().unwrap());
        assert!(values.is_sorted_by(|a, b| if quantity.more_is_better() { a >= b } else { a <= b }), "{}", self.name);
        assert!(best.iter().all(|&row| value(row).is_finite()));
        if self.choice.notebook {
            for shape in found[5].as_array().unwrap() {
                assert_eq!(shape.to_string(), "[100,100]");
            }
        }
    }

    /// Places whose value no choice of diagonals changes: the sites, and the middles of the edges that every Delaunay
    /// triangulation of them has. With the value that the page gives there.
    pub(super) fn places(&self, panel: &Panel, controls: Controls) -> Vec<(f64, f64, f64)> {
        let controls = controls_of(&self.choice, controls);
        let (samples, units) = (&panel.scene.samples, controls.interpolation);
        let into = |values: Vec<f64>| values.into_iter().map(|value| units.into(value)).collect::<Vec<_>>();
        let (x, y) = (into(samples.iter().map(|s| s.x).collect()), into(samples.iter().map(|s| s.y).collect()));
        let values = controls.quantity.values(&self.shown.runs).unwrap();
        let z: Vec<f64> = samples.iter().map(|sample| values[sample.row]).collect();
        let duplicates = if self.choice.notebook { Duplicates::First } else { Duplicates::Mean };
        let Some(tin) = Tin::new(&x, &y, &z, duplicates) else {
            assert!(panel.surface.is_none());
            return samples.iter().map(|sample| (sample.x, sample.y, f64::NAN)).collect();
        };
        let surface = panel.surface.as_ref().unwrap();
        let at = |x: f64, y: f64| {
            let (vus, batch) = (units.back(x), units.back(y));
            (vus, batch, surface.at(vus, batch).unwrap_or(f64::NAN))
        };
        let mut places: Vec<_> = tin.sites().iter().map(|site| at(site[0], site[1])).collect();
        for (a, b) in sure_edges(&tin) {
            let ([ax, ay, az], [bx, by, bz]) = (tin.sites()[a as usize], tin.sites()[b as usize]);
            let (vus, batch, _) = at((ax + bx) / 2.0, (ay + by) / 2.0);
            // On the outline rounding may put the middle outside; what it should be is known.
            places.push((vus, batch, (az + bz) / 2.0));
        }
        // The middles of full cells, and a place in a quarter of each.
        let cells = surface_cells(&tin).into_iter().filter(|_| !self.choice.notebook);
        for [low, high] in cells {
            let part = |share: f64| (low.0 + (high.0 - low.0) * share, low.1 + (high.1 - low.1) * share.powi(2));
            places.extend([0.5f64.sqrt(), 0.5, 0.9].map(part).map(|(x, y)| at(x, y)));
            places.push(at((low.0 + high.0) / 2.0, (low.1 + high.1) / 2.0));
        }
        // Well outside of everything.
        places.push((units.back(x.iter().copied().fold(0.0, f64::max) + 1.0), 1.0, f64::NAN));
        places
    }
}

/// The notebook's way knows only its own.
pub(super) fn controls_of(choice: &Choice, controls: Controls) -> Controls {
    if choice.notebook { Controls::NOTEBOOK } else { controls }
}

/// The edges that lie in every Delaunay triangulation: the fourth corner beside an edge is not on the circle through the
/// other three. Those of the outline are in all.
fn sure_edges(tin: &Tin) -> Vec<(u32, u32)> {
    let opposite = |a: u32, b: u32| {
        let corners = tin.triangles().iter().find_map(|&[i, j, k]| {
            [(i, j, k), (j, k, i), (k, i, j)].into_iter().find(|&(from, to, _)| (from, to) == (a, b))
        });
        corners.map(|(_, _, third)| third)
    };
    let sides = tin.triangles().iter().flat_map(|&[i, j, k]| [(i, j), (j, k), (k, i)]);
    sides
        .filter(|&(a, b)| match opposite(b, a) {
            None => true,
            Some(d) => {
                let c = opposite(a, b).unwrap();
                a < b && !on_one_circle(tin, [a, b, c, d])
            }
        })
        .collect()
}

/// The corners, lower left and upper right, of rectangles with sides along the axes that two triangles make.
fn surface_cells(tin: &Tin) -> Vec<[(f64, f64); 2]> {
    let corner = |at: u32| (tin.sites()[at as usize][0], tin.sites()[at as usize][1]);
    let mut cells = Vec::new();
    for (nth, one) in tin.triangles().iter().enumerate() {
        for other in &tin.triangles()[nth + 1..] {
            let mut four: Vec<u32> = one.iter().chain(other).copied().collect();
            four.sort_unstable();
            four.dedup();
            let places: Vec<(f64, f64)> = four.iter().map(|&at| corner(at)).collect();
            let low = places.iter().fold((f64::INFINITY, f64::INFINITY), |l, p| (l.0.min(p.0), l.1.min(p.1)));
            let high = places.iter().fold((f64::MIN, f64::MIN), |h, p| (h.0.max(p.0), h.1.max(p.1)));
            let at_corner = |p: &(f64, f64)| (p.0 == low.0 || p.0 == high.0) && (p.1 == low.1 || p.1 == high.1);
            if four.len() == 4 && places.iter().all(at_corner) {
                cells.push([low, high]);
            }
        }
    }
    cells
}

fn on_one_circle(tin: &Tin, corners: [u32; 4]) -> bool {
    let [a, b, c, d] = corners.map(|at| tin.sites()[at as usize]);
    let (bx, by, cx, cy) = (b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]);
    let (b2, c2, double) = (bx * bx + by * by, cx * cx + cy * cy, 2.0 * (bx * cy - by * cx));
    let (ux, uy) = ((cy * b2 - by * c2) / double, (bx * c2 - cx * b2) / double);
    let squared = ux * ux + uy * uy;
    ((d[0] - a[0] - ux).powi(2) + (d[1] - a[1] - uy).powi(2) - squared).abs() <= 1e-9 * squared
}

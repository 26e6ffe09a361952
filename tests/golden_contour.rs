//! The notebook's contour surfaces, held against what the page computes with "As in the notebook".
//!
//! Each `NAME.json` in the folder named by `ISOCOST_GOLDEN` (by default `tests/golden`) is put to the bundled table
//! `NAME-ie-optimization`. The committed answers were computed with the notebook's own code (numpy 2.4, scipy 1.17)
//! from the same parquet file. `contour` is one surface over all runs, or several, by name or in a list, one for each
//! hardware and image over the runs with more than 20 VUs. Anything else fails.

mod support;

use isocost::analysis::levels::{NotebookGrid, NotebookLevels, best_of_each};
use isocost::analysis::rank;
use isocost::analysis::triangulation::Tin;
use isocost::data::run_table::RunTable;
use isocost::ui::contour_view::{NOTEBOOK_ABOVE_VUS, notebook_rows};
use serde_json::Value;

/// At vertices and on the edges of cells, relative.
const TOLERANCE: f64 = 1e-9;
/// The keys of one surface.
const KEYS: [&str; 9] = [
    "cost_percentiles",
    "level_start",
    "level_end",
    "level_step",
    "grid_x",
    "grid_y",
    "grid_z",
    "min_row",
    "min_per_batch",
];

fn close(got: f64, expected: f64, what: &str) {
    assert!((got - expected).abs() <= TOLERANCE * expected.abs(), "{what}: {got} for {expected}");
}

fn number(value: &Value, what: &str) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{what} is no number: {value}"))
}

fn list<'a>(value: &'a Value, what: &str) -> &'a [Value] {
    value.as_array().unwrap_or_else(|| panic!("{what} is no list"))
}

fn all_close(got: &[f64], expected: &Value, what: &str) {
    let expected = list(expected, what);
    assert_eq!(got.len(), expected.len(), "{what}");
    for (at, (&got, expected)) in got.iter().zip(expected).enumerate() {
        close(got, number(expected, what), &format!("{what}[{at}]"));
    }
}

/// The samples on a site: all of them, because which one SciPy keeps is left to Qhull.
struct Samples<'a> {
    runs: &'a RunTable,
    rows: &'a [usize],
}

impl Samples<'_> {
    fn values(&self, site: [f64; 3]) -> (f64, f64) {
        let here = |&&row: &&usize| self.runs.vus[row] == site[0] && self.runs.batch_size[row] == site[1];
        let cost = |&row: &usize| self.runs.cost_usd_per_billion[row];
        let found = self.rows.iter().filter(here).map(cost);
        found.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
    }
}

/// The sites on the circle around a triangle: more than three when its diagonals are anybody's choice.
fn on_circle(tin: &Tin, corners: [u32; 3]) -> Vec<usize> {
    let [a, b, c] = corners.map(|at| tin.sites()[at as usize]);
    let (bx, by, cx, cy) = (b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]);
    let (b2, c2, d) = (bx * bx + by * by, cx * cx + cy * cy, 2.0 * (bx * cy - by * cx));
    let (ux, uy) = ((cy * b2 - by * c2) / d, (bx * c2 - cx * b2) / d);
    let squared = ux * ux + uy * uy;
    let on = |site: &[f64; 3]| {
        let distance = (site[0] - a[0] - ux).powi(2) + (site[1] - a[1] - uy).powi(2);
        (distance - squared).abs() <= 1e-9 * squared
    };
    (0..tin.sites().len()).filter(|&at| on(&tin.sites()[at])).collect()
}

/// The shares of a triangle's corners in a place; `None` outside it.
fn shares(corners: [[f64; 3]; 3], (x, y): (f64, f64)) -> Option<[f64; 3]> {
    let cross = |a: [f64; 3], b: [f64; 3], x: f64, y: f64| (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    let [a, b, c] = corners;
    let whole = cross(a, b, c[0], c[1]);
    let shares = [cross(b, c, x, y) / whole, cross(c, a, x, y) / whole, cross(a, b, x, y) / whole];
    shares.iter().all(|&share| share >= -1e-12).then_some(shares)
}

/// The least and the greatest value at a place over all Delaunay triangles it may lie in.
fn envelope(tin: &Tin, samples: &Samples<'_>, circles: &[Vec<usize>], place: (f64, f64)) -> (f64, f64) {
    let mut envelope = (f64::INFINITY, f64::NEG_INFINITY);
    for circle in circles {
        for (i, &a) in circle.iter().enumerate() {
            for (j, &b) in circle.iter().enumerate().skip(i + 1) {
                for &c in &circle[j + 1..] {
                    let corners = [a, b, c].map(|at| tin.sites()[at]);
                    let Some(shares) = shares(corners, place) else { continue };
                    let values = corners.map(|site| samples.values(site));
                    let at = |pick: fn((f64, f64)) -> f64| (0..3).map(|n| shares[n] * pick(values[n])).sum::<f64>();
                    envelope = (envelope.0.min(at(|v| v.0)), envelope.1.max(at(|v| v.1)));
                }
            }
        }
    }
    envelope
}

/// The distance to the outline, as a share of the grid's width and height.
fn to_hull(tin: &Tin, grid: &NotebookGrid, (x, y): (f64, f64)) -> f64 {
    let (width, height) = (grid.xs[99] - grid.xs[0], grid.ys[99] - grid.ys[0]);
    let distance = |&(a, b): &(u32, u32)| {
        let place = |at: u32| (tin.sites()[at as usize][0] / width, tin.sites()[at as usize][1] / height);
        let ((ax, ay), (bx, by), (x, y)) = (place(a), place(b), (x / width, y / height));
        let (dx, dy) = (bx - ax, by - ay);
        let along = (((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
        (ax + along * dx - x).hypot(ay + along * dy - y)
    };
    tin.hull().iter().map(distance).fold(f64::INFINITY, f64::min)
}

fn check_grid(golden: &Value, samples: &Samples<'_>, what: &str) {
    let of = |values: &[f64]| samples.rows.iter().map(|&row| values[row]).collect::<Vec<_>>();
    let runs = samples.runs;
    let grid = NotebookGrid::new(&of(&runs.vus), &of(&runs.batch_size), &of(&runs.cost_usd_per_billion));
    let grid = grid.unwrap_or_else(|| panic!("{what}: no surface"));
    all_close(&grid.xs, &golden["grid_x"], &format!("{what}: grid_x"));
    all_close(&grid.ys, &golden["grid_y"], &format!("{what}: grid_y"));
    let mut circles: Vec<Vec<usize>> = grid.tin.triangles().iter().map(|&t| on_circle(&grid.tin, t)).collect();
    circles.sort();
    circles.dedup();
    let rows = list(&golden["grid_z"], "grid_z");
    assert_eq!(rows.len(), grid.ys.len(), "{what}: rows of grid_z");
    let (mut inside, mut exact) = (0, 0);
    for (j, row) in rows.iter().enumerate() {
        let row = list(row, "a row of grid_z");
        assert_eq!(row.len(), grid.xs.len(), "{what}: columns of grid_z");
        for (i, expected) in row.iter().enumerate() {
            let (place, got) = ((grid.xs[i], grid.ys[j]), grid.z[j * grid.xs.len() + i]);
            let what = format!("{what}: grid_z at VUs {}, batch size {}", place.0, place.1);
            if got.is_nan() || expected.is_null() {
                let same = got.is_nan() == expected.is_null();
                assert!(same || to_hull(&grid.tin, &grid, place) < 1e-9, "{what}: {got} for {expected}");
                continue;
            }
            let (expected, (low, high)) = (number(expected, &what), envelope(&grid.tin, samples, &circles, place));
            inside += 1;
            exact += usize::from(high - low <= TOLERANCE * high.abs());
            for (value, whose) in [(got, "ours"), (expected, "golden")] {
                let hair = TOLERANCE * value.abs();
                assert!((low - hair..=high + hair).contains(&value), "{what}: {whose} {value} not in {low} to {high}");
            }
        }
    }
    // Otherwise nothing much was held against anything.
    assert!(inside > 1000 && exact > 0, "{what}: {inside} nodes inside, {exact} of them with one answer");
}

fn check_surface(golden: &Value, runs: &RunTable, rows: &[usize], what: &str) {
    assert!(!rows.is_empty(), "{what}: no runs");
    let costs: Vec<f64> = rows.iter().map(|&row| runs.cost_usd_per_billion[row]).collect();
    let levels = NotebookLevels::new(&costs);
    all_close(&levels.percentiles, &golden["cost_percentiles"], &format!("{what}: cost_percentiles"));
    for (name, got) in [("level_start", levels.start), ("level_end", levels.end), ("level_step", levels.step)] {
        close(got, number(&golden[name], name), &format!("{what}: {name}"));
    }
    check_grid(golden, &Samples { runs, rows }, what);
    let cheapest = rank::smallest(&runs.cost_usd_per_billion, rows, 1)[0];
    // A list of a panel may number its rows by the table or by the panel.
    let min_row = number(&golden["min_row"], what) as usize;
    assert!(cheapest == min_row || rows.get(min_row) == Some(&cheapest), "{what}: min_row {cheapest} for {min_row}");
    let best = best_of_each(&runs.batch_size, &runs.cost_usd_per_billion, rows, false);
    let expected = list(&golden["min_per_batch"], "min_per_batch");
    assert_eq!(best.len(), expected.len(), "{what}: min_per_batch");
    for (&row, triple) in best.iter().zip(expected) {
        let got = [runs.batch_size[row], runs.vus[row], runs.cost_usd_per_billion[row]];
        all_close(&got, triple, &format!("{what}: min_per_batch"));
    }
}

fn is_surface(value: &Value) -> bool {
    value.as_object().is_some_and(|object| KEYS.iter().all(|&key| object.contains_key(key)))
}

/// The rows of the panel that a name, or the keys `hw_type` and `image`, speak of.
fn panel_rows(runs: &RunTable, name: &str, panel: &Value, what: &str) -> Vec<usize> {
    let says = |key: &str| panel.get(key).and_then(Value::as_str);
    let bare = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    // Whatever the name puts between the two.
    let named = |row: usize| {
        let (hardware, image) = (bare(runs.hw_type.label(row)), bare(runs.image.label(row)));
        let name = bare(name);
        name == format!("{hardware}{image}") || name == format!("{image}{hardware}")
    };
    let of_panel = |&row: &usize| match (says("hw_type"), says("image")) {
        (Some(hardware), Some(image)) => runs.hw_type.label(row) == hardware && runs.image.label(row) == image,
        _ => named(row),
    };
    let rows: Vec<usize> = (0..runs.rows).filter(of_panel).filter(|&row| runs.vus[row] > NOTEBOOK_ABOVE_VUS).collect();
    assert!(!rows.is_empty(), "{what}: no hardware and image of the table is called so");
    rows
}

/// How many surfaces were held against ours.
fn check(answers: &Value, runs: &RunTable, what: &str) -> usize {
    let panels: Vec<(String, &Value)> = match answers {
        Value::Null => return 0,
        whole if is_surface(whole) => {
            let all: Vec<usize> = (0..runs.rows).collect();
            check_surface(whole, runs, &all, what);
            return 1;
        }
        Value::Object(named) => named.iter().map(|(name, panel)| (name.clone(), panel)).collect(),
        Value::Array(listed) => {
            let label = |panel: &Value| panel.get("label").and_then(Value::as_str).unwrap_or_default().to_owned();
            listed.iter().map(|panel| (label(panel), panel)).collect()
        }
        other => panic!("{what}: not a contour: {other}"),
    };
    assert!(!panels.is_empty(), "{what}: no panels");
    for (name, panel) in &panels {
        let what = format!("{what}, {name:?}");
        assert!(is_surface(panel), "{what}: a panel without the keys of a surface");
        check_surface(panel, runs, &panel_rows(runs, name, panel, &what), &what);
    }
    panels.len()
}

#[test]
fn the_notebooks_surfaces_are_reproduced() {
    let folder = std::env::var("ISOCOST_GOLDEN").unwrap_or_else(|_| support::path("tests/golden"));
    let names = support::stems(&folder, "json");
    let mut surfaces = 0;
    for name in &names {
        let answers = support::json(&format!("{folder}/{name}.json"));
        let shown = support::bundled(&format!("derek-thomas/{name}-ie-optimization"));
        surfaces += check(&answers["contour"], &shown.runs, name);
    }
    assert!(surfaces > 0, "no golden surface in {folder}");
}

#[test]
fn the_pages_panels_are_the_notebooks() {
    for (name, expected) in
        [("vision-embedding", vec![30]), ("embedding", vec![80]), ("classification", vec![78, 80, 46, 42])]
    {
        let shown = support::bundled(&format!("derek-thomas/{name}-ie-optimization"));
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let panels = notebook_rows(&shown, &all);
        assert_eq!(panels.iter().map(Vec::len).collect::<Vec<_>>(), expected, "{name}");
    }
}

#[test]
#[should_panic(expected = "without the keys of a surface")]
fn an_unknown_form_fails() {
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    check(&serde_json::json!({ "nvidia-l4": { "grid": [] } }), &shown.runs, "made up");
}

#[test]
#[should_panic(expected = "is called so")]
fn an_unknown_panel_fails() {
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    let golden = support::json(&support::path("tests/golden/vision-embedding.json"));
    check(&serde_json::json!({ "abacus": golden["contour"] }), &shown.runs, "made up");
}

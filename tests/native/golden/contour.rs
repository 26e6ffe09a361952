//! The notebook's contour surfaces, held against what the page computes with "As in the notebook".
//!
//! Which answers are read: see `tests/support/golden.rs`; which surfaces they may hold: `tests/support/panels.rs`. The
//! committed ones were computed with the notebook's own code (numpy 2.4, scipy 1.17) from the same parquet file.

use crate::support;
use crate::support::golden::{Golden, goldens, list, number, read, whole};
use crate::support::panels::{Surface, surfaces};
use isocost::analysis::stats::rank;
use isocost::analysis::surface::levels::{NotebookGrid, NotebookLevels, best_of_each};
use isocost::analysis::surface::triangulation::Tin;
use isocost::data::runs::run_table::RunTable;
use isocost::page::choice::contour::Controls;
use isocost::page::contour::view::{ContourView, Panel, notebook_rows};
use isocost::page::tables::active_table::ActiveTable;
use serde_json::{Value, json};

/// At vertices and on the edges of cells, relative.
const TOLERANCE: f64 = 1e-9;
fn close(got: f64, expected: f64, what: &str) {
    assert!((got - expected).abs() <= TOLERANCE * expected.abs(), "{what}: {got} for {expected}");
}

/// SciPy's NaN outside the hull.
fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("nan"))
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
            if got.is_nan() || is_nothing(expected) {
                let same = got.is_nan() == is_nothing(expected);
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

fn check_surface(Surface { name, answers, rows, .. }: &Surface<'_>, runs: &RunTable) {
    assert!(!rows.is_empty(), "{name}: no runs");
    let costs: Vec<f64> = rows.iter().map(|&row| runs.cost_usd_per_billion[row]).collect();
    let levels = NotebookLevels::new(&costs);
    all_close(&levels.percentiles, &answers["cost_percentiles"], &format!("{name}: cost_percentiles"));
    for (key, got) in [("level_start", levels.start), ("level_end", levels.end), ("level_step", levels.step)] {
        close(got, number(&answers[key], key), &format!("{name}: {key}"));
    }
    check_grid(answers, &Samples { runs, rows }, name);
    let cheapest = rank::smallest(&runs.cost_usd_per_billion, rows, 1)[0];
    assert!(is_row(cheapest, answers, rows, name), "{name}: min_row {cheapest}");
    check_best(&best_of_each(&runs.batch_size, &runs.cost_usd_per_billion, rows, false), answers, runs, name);
}

/// A panel may number its rows by the table or by itself.
fn is_row(row: usize, answers: &Value, rows: &[usize], name: &str) -> bool {
    let expected = whole(&answers["min_row"], name);
    row == expected || rows.get(expected) == Some(&row)
}

fn check_best(best: &[usize], answers: &Value, runs: &RunTable, name: &str) {
    let expected = list(&answers["min_per_batch"], name);
    assert_eq!(best.len(), expected.len(), "{name}: min_per_batch");
    for (&row, triple) in best.iter().zip(expected) {
        let got = [runs.batch_size[row], runs.vus[row], runs.cost_usd_per_billion[row]];
        all_close(&got, triple, &format!("{name}: min_per_batch"));
    }
}

/// What the page's chart shows of it: levels, marks, and the values between them.
fn check_panel(Surface { name, answers, rows, .. }: &Surface<'_>, panel: &Panel, runs: &RunTable) {
    let (start, step) = (number(&answers["level_start"], name), number(&answers["level_step"], name));
    assert_eq!(panel.levels.len(), list(&answers["cost_percentiles"], name).len(), "{name}");
    for (nth, &level) in panel.levels.iter().enumerate() {
        close(level, start + nth as f64 * step, &format!("{name}: level {nth}"));
    }
    assert!(panel.best_row.is_some_and(|row| is_row(row, answers, rows, name)), "{name}: {:?}", panel.best_row);
    let samples = &panel.scene.samples;
    assert_eq!(samples.iter().map(|sample| sample.row).collect::<Vec<_>>(), *rows, "{name}");
    let mut best: Vec<usize> = samples.iter().filter(|sample| sample.best_of_batch).map(|sample| sample.row).collect();
    best.sort_by(|&a, &b| runs.batch_size[a].total_cmp(&runs.batch_size[b]));
    check_best(&best, answers, runs, name);
    let of = |values: &[f64]| rows.iter().map(|&row| values[row]).collect::<Vec<_>>();
    let grid = NotebookGrid::new(&of(&runs.vus), &of(&runs.batch_size), &of(&runs.cost_usd_per_billion));
    let (grid, surface) = grid.zip(panel.surface.as_ref()).unwrap_or_else(|| panic!("{name}: no surface"));
    for (at, &value) in grid.z.iter().enumerate().step_by(37).filter(|(_, value)| !value.is_nan()) {
        let (x, y) = (grid.xs[at % grid.xs.len()], grid.ys[at / grid.xs.len()]);
        close(surface.at(x, y).unwrap_or(f64::NAN), value, &format!("{name}: the chart at VUs {x}, batch size {y}"));
    }
}

/// How many surfaces were held against ours.
fn check(answers: &Value, shown: &ActiveTable, what: &str) -> usize {
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let page = ContourView::new(shown, &all, true, Controls::default());
    let surfaces = surfaces(answers, shown, what);
    for surface in &surfaces {
        check_surface(surface, &shown.runs);
        if let Some(panel) = surface.panel {
            check_panel(surface, &page.panels[panel], &shown.runs);
        }
    }
    surfaces.len()
}

#[test]
fn the_notebooks_surfaces_are_reproduced() {
    for Golden { name, answers, shown } in goldens() {
        let found = check(&answers["contour"], &shown, &name);
        assert!(found > 0 || answers.get("contour").is_some_and(Value::is_null), "{name}: no surface");
    }
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

fn vision() -> (ActiveTable, Value) {
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    let golden = std::fs::read_to_string(support::path("tests/golden/vision-embedding.json")).expect("the answers");
    (shown, read(&golden).expect("JSON").get_mut("contour").expect("a surface").take())
}

#[test]
fn panels_are_known_by_any_spelling() {
    let (vision, golden) = vision();
    for contour in [
        golden.clone(),
        json!({ "nvidia-l4": golden }),
        json!([["nvidia-l4", golden]]),
        json!({ "panels": [{ "hw_type": "nvidia-l4", "contour": golden }] }),
    ] {
        assert_eq!(check(&contour, &vision, "vision"), 1);
    }
}

#[test]
fn several_panels_are_told_apart_by_any_spelling() {
    let golden = vision().1;
    let shown = support::bundled("derek-thomas/classification-ie-optimization");
    let of = |contour: &Value| surfaces(contour, &shown, "made up").iter().map(|s| s.panel).collect::<Vec<_>>();
    let labels = |hardware: &str, image: &str| format!("{hardware}|{image}");
    let (plain, trt) = ("michaelf34/infinity:0.0.75", "michaelf34/infinity:0.0.75-trt-onnx");
    let named = |name: &dyn Fn(&str, &str) -> String, images: [&str; 2]| {
        let pairs = ["nvidia-l4", "nvidia-t4"].into_iter().flat_map(|hw| images.map(|image| name(hw, image)));
        Value::Object(pairs.map(|name| (name, golden.clone())).collect())
    };
    let in_order: Vec<Option<usize>> = (0..4).map(Some).collect();
    for images in [[plain, trt], ["default", "trt-onnx"], ["0.0.75", "0.0.75-trt-onnx"]] {
        let mut got = of(&named(&labels, images));
        got.sort();
        assert_eq!(got, in_order, "{images:?}");
        assert_eq!(of(&named(&|hw, image| format!("('{image}', '{hw}')"), images)).len(), 4);
    }
    let nested = json!({ "nvidia-t4": { plain: golden, trt: golden }, "nvidia-l4": { plain: golden, trt: golden } });
    assert_eq!(of(&nested).len(), 4);
    let listed: Vec<Value> = ["nvidia-l4", "nvidia-t4"]
        .into_iter()
        .flat_map(|hw| [plain, trt].map(|image| json!({ "key": [hw, image], "surface": golden })))
        .collect();
    assert_eq!(of(&json!(listed)), in_order);
    // The notebook's loops meet the T4 and the compiled image first.
    assert_eq!(of(&json!([golden, golden, golden, golden])), [Some(3), Some(2), Some(1), Some(0)]);
}

#[test]
#[should_panic(expected = "without the keys of a surface")]
fn an_unknown_form_fails() {
    check(&json!({ "nvidia-l4": { "grid": [] } }), &vision().0, "made up");
}

#[test]
#[should_panic(expected = "is called so")]
fn an_unknown_panel_fails() {
    let shown = support::bundled("derek-thomas/classification-ie-optimization");
    check(&json!({ "abacus": vision().1 }), &shown, "made up");
}

#[test]
#[should_panic(expected = "nvidia-t4")]
fn a_panel_left_out_fails() {
    let shown = support::bundled("derek-thomas/classification-ie-optimization");
    let golden = vision().1;
    surfaces(&json!({ "l4|default nvidia-l4": golden, "nvidia-l4|trt-onnx": golden }), &shown, "made up");
}

#[test]
#[should_panic(expected = "grid_z at VUs")]
fn a_value_that_is_off_fails() {
    let (shown, mut golden) = vision();
    let value = golden["grid_z"][0][0].as_f64().expect("a number");
    golden["grid_z"][0][0] = json!(value * (1.0 + 1e-8));
    check(&golden, &shown, "made up");
}

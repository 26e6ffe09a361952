//! The sentences of the contour section, and what the hover says, on the real tables.

use std::sync::Arc;

use crate::support;
use crate::support::shown::all;
use isocost::chart::theme::LIGHT;
use isocost::page::choice::contour::{Controls, Quantity};
use isocost::page::contour::plane::What;
use isocost::page::contour::view::ContourView;
use isocost::page::contour::words::{describe, finding, overview, summary};
use isocost::page::tables::active_table::ActiveTable;
use isocost::page::words::legends;

#[test]
fn the_vision_tables_sentences() {
    let shown = support::shown::nth(0);
    let view = ContourView::new(&shown, &all(&shown), false, Controls::default());
    assert_eq!(overview(&view), "Cost from $44.50 to $74.50, 12 isolines from $45 to $72.50.");
    let panel = &view.panels[0];
    assert_eq!(summary(&view, panel), "30 runs: lowest cost $44.50 at 4 VUs and batch size 4.");
    let finding = finding(&view).expect("there is a best run");
    assert_eq!(finding.split(". ").next(), Some("Here the best is on nvidia-l4: $44.50 at 4 VUs and batch size 4"));
    // Counted with pandas 3.1: `df[df["1B_cost"] <= df["1B_cost"].min() * 1.05]`.
    let counted = "9 of its 30 runs are within 5% of that, at 4 to 8 VUs and batch sizes 1 to 32.";
    assert!(finding.ends_with(counted), "{finding}");
}

/// The page says the same in its own legend (`the_surface_is_drawn` in the browser tests).
#[test]
fn legend_of_a_saved_picture() {
    let shown = support::shown::nth(0);
    let view = ContourView::new(&shown, &all(&shown), false, Controls::default());
    let labels: Vec<String> = legends::contour(&view, 0, &LIGHT).entries.into_iter().map(|entry| entry.label).collect();
    // Every chart has a star of its own.
    assert_eq!(labels, ["A run", "Best of its batch size", "Best of its chart"]);
}

#[test]
fn the_hover_tells_a_place_from_a_run() {
    let shown = support::shown::nth(0);
    let view = ContourView::new(&shown, &all(&shown), false, Controls::default());
    let say = |at| describe(&view, &view.panels[0], &shown, (12, Vec::new()), at);
    let (title, fields) = say((4.0, 4.0));
    assert_eq!((title.as_str(), fields[0].1.as_str()), ("nvidia-l4", "$44.50 / 1M requests"));
    let (title, fields) = say((5.0, 4.0));
    assert_eq!(title, "Cost, between runs");
    let field = |name: &str| fields.iter().find(|field| field.0 == name).map(|field| field.1.clone());
    assert_eq!(field("Nearest run").as_deref(), Some("$44.50"));
    assert_eq!(field("at").as_deref(), Some("4 VUs, batch size 4"));
    assert_eq!(field("Distance").as_deref(), Some("1.25 × its VUs, same batch size"));
    // Between 4 and 6 VUs, as far along as the axis says.
    let (low, high) = (44_496.514, shown_cost(&shown, 6.0, 4.0));
    let expected = low + (high - low) * (5f64 / 4.0).log2() / (6f64 / 4.0).log2();
    let got = view.panels[0].surface.as_ref().and_then(|surface| surface.at(5.0, 4.0)).expect("inside");
    assert!((got - expected).abs() < 0.01, "{got} for {expected}");
    // Outside there is only the run.
    assert_eq!(say((9.0, 4.0)).0, "nvidia-l4");
}

/// Between four runs of a lattice: one diagonal gives $465.53, the other $427.02 (pandas).
#[test]
fn in_a_full_cell_both_diagonals_count() {
    let shown = support::shown::nth(2);
    let view = ContourView::new(&shown, &all(&shown), false, Controls::default());
    assert_eq!(view.panels[0].label, "nvidia-l4 · michaelf34/infinity:0.0.75");
    let got = view.panels[0].surface.as_ref().and_then(|surface| surface.at(36.0, 390.0)).expect("inside");
    assert!((got - 446.277_652_598).abs() < 1e-6, "{got}");
}

fn shown_cost(shown: &ActiveTable, vus: f64, batch_size: f64) -> f64 {
    let row =
        all(shown).into_iter().find(|&row| shown.runs.vus[row] == vus && shown.runs.batch_size[row] == batch_size);
    shown.runs.cost_usd_per_billion[row.expect("such a run")]
}

#[test]
fn nothing_one_run_and_a_line_of_runs() {
    let shown = support::shown::nth(0);
    let said = |rows: &[usize]| {
        let view = ContourView::new(&shown, rows, false, Controls::default());
        (overview(&view), summary(&view, &view.panels[0]), finding(&view))
    };
    let (over, under, finding) = said(&[]);
    assert_eq!(over, "No run passes the filters.");
    assert_eq!(under, "No run with a usable cost passes the filters.");
    assert_eq!(finding, None);
    let (over, under, _) = said(&[12]);
    assert_eq!(over, "Cost from $44.50 to $44.50.");
    assert!(under.starts_with("1 run: lowest cost $44.50") && under.contains("No surface"), "{under}");
}

#[test]
fn levels_and_colours_stay_while_filters_move() {
    for (table, notebook) in [(0, false), (0, true), (2, false), (2, true)] {
        let shown = support::shown::nth(table);
        let whole = ContourView::new(&shown, &all(&shown), notebook, Controls::default());
        for max_vus in [256.0, 4.0, 0.0] {
            let rows: Vec<usize> = all(&shown).into_iter().filter(|&row| shown.runs.vus[row] <= max_vus).collect();
            let view = ContourView::new(&shown, &rows, notebook, Controls::default());
            assert_eq!(view.levels, whole.levels);
            for (panel, of_whole) in view.panels.iter().zip(&whole.panels) {
                assert_eq!(panel.levels, of_whole.levels);
                for line in &panel.scene.lines {
                    let mut same = of_whole.scene.lines.iter().filter(|all| all.label == line.label);
                    assert!(same.all(|all| all.fraction == line.fraction), "{}", line.label);
                }
            }
        }
    }
    let shown = support::shown::nth(0);
    let cheap: Vec<usize> =
        all(&shown).into_iter().filter(|&row| shown.runs.cost_usd_per_billion[row] < 50_100.0).collect();
    let said = overview(&ContourView::new(&shown, &cheap, false, Controls::default()));
    assert!(said.ends_with(" of the whole table's 12 isolines."), "{said}");
}

#[test]
fn a_table_without_the_column_says_so() {
    let mut shown = support::shown::nth(0);
    let mut runs = (*shown.runs).clone();
    Arc::make_mut(&mut runs.measured).p95_latency_ms = None;
    shown.runs = runs.into();
    let controls = Controls { quantity: Quantity::P95Latency, ..Controls::default() };
    let view = ContourView::new(&shown, &all(&shown), false, controls);
    assert_eq!(overview(&view), "Not in this table: this needs the column p95_latency_ms.");
    assert!(view.panels.is_empty());
    assert_eq!(finding(&view), None);
}

#[test]
fn by_default_charts_share_levels_and_the_notebooks_have_their_own() {
    let shown = support::shown::nth(2);
    let controls = Controls { quantity: Quantity::Throughput, ..Controls::default() };
    let view = ContourView::new(&shown, &all(&shown), false, controls);
    assert!(view.panels.iter().all(|panel| panel.levels == view.levels) && !view.levels.is_empty());
    let view = ContourView::new(&shown, &all(&shown), true, controls);
    assert_eq!((&view.plane.what, view.panels.len(), view.levels.len()), (&What::Usual(Quantity::Cost), 4, 0));
    for panel in &view.panels {
        let costs = || panel.scene.samples.iter().map(|sample| shown.runs.cost_usd_per_billion[sample.row]);
        let ends = [costs().fold(f64::INFINITY, f64::min), costs().fold(0.0, f64::max)];
        assert_eq!((panel.levels.len(), [panel.levels[0], panel.levels[39]]), (40, ends), "{}", panel.label);
    }
    let said = overview(&view);
    let expected =
        "; each chart has its own 40 isolines and colours. As in the notebook, only runs with more than 20 VUs.";
    assert!(said.ends_with(expected), "{said}");
    let vision = support::shown::nth(0);
    let view = ContourView::new(&vision, &all(&vision), true, controls);
    assert!(!overview(&view).contains("20 VUs") && view.levels.len() == 40);
    assert_eq!(view.panels[0].best_row, Some(12));
}

#[test]
fn the_best_throughput_is_the_highest_and_bright() {
    let shown = support::shown::nth(0);
    let controls = Controls { quantity: Quantity::Throughput, ..Controls::default() };
    let view = ContourView::new(&shown, &all(&shown), false, controls);
    let best = view.panels[0].best_row.expect("there are runs");
    assert!(shown.runs.throughput_req_per_sec.iter().all(|&v| v <= shown.runs.throughput_req_per_sec[best]));
    let layers = &view.panels[0].scene.layers;
    assert!(layers.windows(2).all(|w| w[0].fraction < w[1].fraction));
    let cheap = ContourView::new(&shown, &all(&shown), false, Controls::default());
    assert!(cheap.panels[0].scene.layers.windows(2).all(|w| w[0].fraction > w[1].fraction));
}

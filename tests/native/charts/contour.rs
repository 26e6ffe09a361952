//! The contour charts of the real tables as vectors, held against drawings that were looked at.

use crate::support;
use crate::support::drawing::{self, frame};
use isocost::analysis::decide::slo::{Limits, Screen};
use isocost::chart::frame::Frame;
use isocost::chart::interactive::Interactive;
use isocost::chart::scenes::contour::Scene;
use isocost::chart::theme;
use isocost::chart::theme::Theme;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::contour::{Controls, Interpolation, LevelRule, Quantity};
use isocost::page::contour::limits::Kept;
use isocost::page::contour::view::ContourView;

const FRAME: Frame = frame(620.0, 420.0);

fn draw(scene: &Scene, theme: &Theme) -> String {
    drawing::draw(scene, &FRAME, theme)
}

fn hold(name: &str, svg: &str) {
    drawing::hold(&format!("contour-{name}"), svg);
}

fn view(table: usize, notebook: bool, controls: Controls) -> ContourView {
    let shown = support::shown::nth(table);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    ContourView::new(&shown, &all, notebook, controls)
}

#[test]
fn the_default_charts() {
    for (table, name) in ["vision-embedding", "embedding", "classification"].into_iter().enumerate() {
        let view = view(table, false, Controls::default());
        hold(name, &draw(&view.panels[0].scene, &theme::LIGHT));
    }
}

#[test]
fn the_notebooks_chart_and_a_dark_one_by_percentiles() {
    hold("vision-embedding-notebook", &draw(&view(0, true, Controls::default()).panels[0].scene, &theme::LIGHT));
    // Of several charts each has its own levels.
    hold("classification-notebook", &draw(&view(2, true, Controls::default()).panels[2].scene, &theme::LIGHT));
    let controls =
        Controls { quantity: Quantity::Throughput, interpolation: Interpolation::Raw, levels: LevelRule::Percentile };
    hold("classification-throughput-raw-dark", &draw(&view(2, false, controls).panels[1].scene, &theme::DARK));
}

#[test]
fn no_two_labels_meet_and_none_leaves_the_plot() {
    for table in 0..3 {
        for notebook in [false, true] {
            for levels in [LevelRule::Equal, LevelRule::Percentile] {
                for panel in view(table, notebook, Controls { levels, ..Controls::default() }).panels {
                    for width_css in [330.0, 620.0, 1200.0] {
                        let projection = panel.scene.project(&Frame { width_css, ..FRAME }, &theme::LIGHT);
                        let labels: Vec<_> = panel.scene.labels(&projection).into_iter().flatten().collect();
                        for (n, label) in labels.iter().enumerate() {
                            let (from, to) = label.corners();
                            assert!(projection.area.contains(from) && projection.area.contains(to));
                            assert!(labels[n + 1..].iter().all(|other| !label.meets(other, 0.0)));
                        }
                        assert!(labels.len() >= 2, "table {table}, {}: {} labels", panel.label, labels.len());
                    }
                }
            }
        }
    }
}

#[test]
fn without_a_surface_the_runs_are_still_drawn() {
    let shown = support::shown::nth(0);
    for (rows, circles) in [(vec![], 0), (vec![12], 2), (vec![0, 1, 2], 6)] {
        let view = ContourView::new(&shown, &rows, false, Controls::default());
        let scene = &view.panels[0].scene;
        assert_eq!((scene.samples.len(), scene.layers.len(), scene.best.is_some()), (rows.len(), 0, !rows.is_empty()));
        let svg = draw(scene, &theme::LIGHT);
        assert_eq!(svg.matches("<circle").count(), circles);
        assert!(svg.contains("VUs") && svg.contains("Batch size"));
    }
}

#[test]
fn runs_over_a_limit_are_hatched() {
    let shown = support::shown::nth(2);
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let basis = Basis::of(&shown.runs);
    let measures = basis.measures(&shown.runs);
    let under = |limits: &Limits| {
        let within = Screen::new(&measures, &all, limits).passing;
        let kept = Kept::new(measures, limits, &within);
        (ContourView::under(&shown, &all, Some(&kept), false, Controls::default()), within)
    };
    let (view, within) = under(&Limits { max_p95_latency_ms: Some(250.0), ..Limits::default() });
    hold("classification-limited", &draw(&view.panels[0].scene, &theme::LIGHT));
    for panel in &view.panels {
        // A run is excluded exactly when it breaks the limit, and the place of it is hatched.
        for sample in &panel.scene.samples {
            assert_eq!(sample.excluded, !within.contains(&sample.row));
            assert!(!(sample.best_of_batch && sample.excluded));
        }
        assert!(panel.best_row.is_none_or(|row| within.contains(&row)));
        assert_eq!(panel.scene.excluded.len(), 1, "{}", panel.label);
    }
    let free = ContourView::new(&shown, &all, false, Controls::default());
    let surfaces = |view: &ContourView| view.panels.iter().map(|panel| panel.surface.clone()).collect::<Vec<_>>();
    assert_eq!((surfaces(&free), &free.levels), (surfaces(&view), &view.levels), "limits leave the surface alone");
    let (none, _) = under(&Limits { allowed_hardware: Some(vec![]), ..Limits::default() });
    assert!(none.panels.iter().all(|panel| panel.best_row.is_none() && panel.scene.samples.iter().all(|s| s.excluded)));
    assert_eq!(none.panels[0].scene.excluded.len(), 1);
}

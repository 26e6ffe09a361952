//! Contours over settings and of measures that the reader chooses, and over which they lie without a choice.

use std::sync::Arc;

use crate::support::bundled;
use crate::support::shown::{all, made_table, nth};
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::answer::Demand;
use isocost::chart::theme::LIGHT;
use isocost::data::bundled::LLM;
use isocost::page::choice::contour::{Controls, Quantity};
use isocost::page::choice::contour_axes::{ContourAxes, ContourKeys, Dimension};
use isocost::page::choice::filters::Choice;
use isocost::page::contour::plane::{Offer, What, with_setting};
use isocost::page::contour::view::ContourView;
use isocost::page::contour::words::{describe, finding, no_map_words, overview, summary};
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::words::legends;

const NAN: f64 = f64::NAN;

fn keys(x: &str, y: &str, z: &str) -> ContourAxes {
    let key = |key: &str| Some(key.to_owned()).filter(|key| !key.is_empty());
    Some(Arc::new(ContourKeys { x: key(x), y: key(y), z: key(z) }))
}

fn on(shown: &ActiveTable, rows: &[usize], axes: &ContourAxes) -> ContourView {
    ContourView::on(shown, rows, None, false, Controls::default(), axes)
}

fn axes_of(view: &ContourView) -> [String; 2] {
    [view.plane.x.kind.key(), view.plane.y.kind.key()]
}

fn model() -> (Arc<ActiveTable>, Vec<usize>) {
    let shown = Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()));
    let rows = Choice::default().filter.rows(&shown.runs, &shown.batch_sizes);
    (shown, rows)
}

#[test]
fn encoders_lie_over_vus_and_batch_size_and_a_language_model_over_vus_and_tp() {
    for table in 0..3 {
        let shown = nth(table);
        let view = on(&shown, &all(&shown), &None);
        assert_eq!(
            (axes_of(&view), view.plane.heading(Demand::None).as_str()),
            (["vus", "batch"].map(str::to_owned), "Cost over VUs and batch size")
        );
        assert!(Offer::of(&shown.runs).settings.is_empty(), "nothing to choose");
    }
    let (shown, rows) = model();
    let view = on(&shown, &rows, &None);
    assert_eq!(
        (axes_of(&view), view.plane.heading(Demand::None).as_str()),
        (["vus", "col:tp"].map(str::to_owned), "Cost over VUs and tp")
    );
    let settings: Vec<String> = Offer::of(&shown.runs).settings.into_iter().map(|(key, _)| key).collect();
    assert_eq!(settings, ["vus", "col:tp", "col:ep"]);
    for panel in view.panels.iter().filter(|panel| !panel.scene.samples.is_empty()) {
        let titles = &panel.scene.titles;
        assert_eq!((titles.x.as_str(), titles.y.as_str(), panel.left_out), ("VUs", "tp", 0));
        // The star is the cheapest of its hardware and image.
        let costs = || panel.scene.samples.iter().map(|sample| shown.runs.ranked_cost()[sample.row]);
        let best = panel.best_row.expect("there are runs");
        assert_eq!(shown.runs.ranked_cost()[best], costs().fold(f64::INFINITY, f64::min));
        assert!(summary(&view, panel).contains(" VUs and tp "), "{}", summary(&view, panel));
    }
    assert!(legends::contour(&view, 0, &LIGHT).entries.iter().any(|entry| entry.label == "Best of its tp"));
    // The notebook's way stays over VUs and batch size, of which this table has none.
    let notebook = ContourView::on(&shown, &rows, None, true, Controls::default(), &keys("col:ep", "col:tp", "ttft99"));
    assert_eq!(
        (axes_of(&notebook), &notebook.plane.what),
        (["vus", "batch"].map(str::to_owned), &What::Usual(Quantity::Cost))
    );
}

#[test]
fn any_measure_with_its_direction() {
    let (shown, rows) = model();
    let view = on(&shown, &rows, &keys("", "", "outgpu"));
    let values = shown.runs.measure("outgpu").expect("tokens per GPU");
    for panel in &view.panels {
        let Some(best) = panel.best_row else { continue };
        assert!(panel.scene.samples.iter().all(|sample| values[sample.row] <= values[best]));
        // Bright is better: more.
        assert!(panel.scene.layers.windows(2).all(|pair| pair[0].fraction < pair[1].fraction));
    }
    let ttft = on(&shown, &rows, &keys("", "", "ttft99"));
    let panel = ttft.panels.iter().position(|panel| panel.scene.layers.len() > 1).expect("a surface");
    assert!(ttft.panels[panel].scene.layers.windows(2).all(|pair| pair[0].fraction > pair[1].fraction));
    assert!(ttft.panels[panel].scene.lines.iter().all(|line| line.label.ends_with(" ms")));
    assert_eq!(legends::contour(&ttft, panel, &LIGHT).ramp.expect("a scale").title, "p99 time to first token, ms");
    let said = summary(&ttft, &ttft.panels[panel]);
    assert!(said.contains(": lowest p99 time to first token ") && said.contains(" ms at "), "{said}");
    // What has words of its own keeps them.
    for (key, quantity) in [("cost", Quantity::Cost), ("rate", Quantity::Throughput)] {
        assert_eq!(on(&shown, &rows, &keys("", "", key)).plane.what, What::Usual(quantity));
    }
}

/// Open load: no VUs, a rate asked for, `max_num_seqs` and a memory share.
fn served() -> ActiveTable {
    let rate = [1.0, 2.0, 4.0];
    let rows = || (0..12).map(|at| (rate[at % 3], [64.0, 256.0][at / 3 % 2], [0.8, 0.9][at / 6]));
    let of = |pick: fn((f64, f64, f64)) -> f64| rows().map(pick).collect::<Vec<_>>();
    made_table(table(vec![
        text("hardware", &[Some("h100"); 12]),
        number("request_rate", &of(|run| run.0)),
        number("max_num_seqs", &of(|run| run.1)),
        number("gpu_memory_utilization", &of(|run| run.2)),
        number("mean_e2el_ms", &of(|run| 100.0 * run.0)),
        number("request_throughput", &of(|run| run.0)),
        number("hit_rate", &(0..12).map(|at| if at == 5 { 0.0 } else { f64::from(at) / 20.0 }).collect::<Vec<_>>()),
        number("score", &of(|run| run.0 - 3.0)),
        number("cost_per_1b_requests", &of(|run| 1000.0 / run.0 / run.1.log2())),
    ]))
}

#[test]
fn a_rate_and_any_setting_may_be_axes() {
    let shown = served();
    let view = on(&shown, &all(&shown), &None);
    assert_eq!(
        (axes_of(&view), view.plane.heading(Demand::None).as_str()),
        (["asked", "batch"].map(str::to_owned), "Cost over request rate and batch size")
    );
    let said = summary(&view, &view.panels[0]);
    assert_eq!(
        said,
        "12 runs: lowest cost $0.0313 at 4 req/s asked for and batch size 256. 6 runs share request rate and batch size with another: their mean counts."
    );
    let turned = with_setting(&view.plane, &None, Dimension::X, "batch");
    assert_eq!(turned, keys("batch", "asked", ""), "a setting of the other axis changes places with it");
    assert_eq!(axes_of(&on(&shown, &all(&shown), &turned)), ["batch", "asked"]);
    let memory = on(&shown, &all(&shown), &keys("", "col:gpu_memory_utilization", ""));
    assert_eq!(memory.plane.heading(Demand::None), "Cost over request rate and gpu_memory_utilization");
    // What a demand costs is of whole machines, at the load that it brings.
    let steady = Demand::Steady { units_per_sec: 200.0, hours: 730.0 };
    assert_eq!(memory.plane.heading(steady), "Cost at full load over request rate and gpu_memory_utilization");
    let surface = memory.panels[0].surface.as_ref().expect("a surface");
    // Of 64 and 256 at one place the mean counts: (1000 / 6 + 1000 / 8) / 2 at 1 req/s.
    assert!((surface.at(1.0, 0.8).expect("a run") - (1000.0 / 6.0 + 125.0) / 2.0).abs() < 1e-9);
    let (title, fields) = describe(&memory, &memory.panels[0], &shown, (0, Vec::new()), (1.5, 0.85));
    assert_eq!(title, "Cost, between runs");
    assert_eq!(fields[1], ("Request rate", "1.5 req/s asked for".to_owned()));
    assert_eq!(fields[2], ("Setting", "gpu_memory_utilization 0.85".to_owned()));
    // Wanted upwards, the load gives way.
    assert_eq!(axes_of(&on(&shown, &all(&shown), &keys("", "asked", ""))), ["batch", "asked"]);
}

#[test]
fn what_the_table_lacks_is_told_and_the_usual_shown() {
    let shown = served();
    let view = on(&shown, &all(&shown), &keys("vus", "col:nothing", "ttft99"));
    assert_eq!(
        (axes_of(&view), &view.plane.what),
        (["asked", "batch"].map(str::to_owned), &What::Usual(Quantity::Cost))
    );
    let said = overview(&view);
    for key in ["vus", "col:nothing", "ttft99"] {
        assert!(said.contains(&format!("The table has no “{key}” that varies: the usual is shown")), "{said}");
    }
}

#[test]
fn measures_of_zero_and_below_have_places() {
    let shown = served();
    let hits = on(&shown, &all(&shown), &keys("", "", "cachehit"));
    assert_eq!((hits.panels[0].left_out, hits.panels[0].best_row), (0, Some(11)), "more hits are better");
    let score = on(&shown, &all(&shown), &keys("", "", "col:score"));
    // The name says that more is better; the first of the best, and itself within 5% of the best.
    assert_eq!(score.panels[0].best_row, Some(2));
    let said = finding(&score).expect("a best run");
    assert!(
        said.contains("4 of its 12 runs are within 5% of that, at 4 req/s asked for and batch sizes 64 to 256."),
        "{said}"
    );
    let mut odd = vec![NAN; 12];
    odd[0] = -2.0;
    odd[1] = -2.0;
    odd[2] = 7.0;
    let columns: Vec<f64> = (0..12).map(|at| f64::from(at % 3 + 1)).collect();
    let shown = made_table(table(vec![
        number("vus", &columns),
        number("batch_size", &(0..12).map(|at| f64::from(at / 3 + 1)).collect::<Vec<_>>()),
        number("avg_latency_ms", &columns),
        number("odd", &odd),
    ]));
    let view = on(&shown, &all(&shown), &keys("", "", "col:odd"));
    assert_eq!((view.panels[0].left_out, view.panels[0].best_row), (9, Some(0)), "of unknown direction less is better");
    assert!(overview(&view).ends_with("Whether more or less of odd is better is not known: less is taken to be."));
    assert!(finding(&view).expect("a best run").contains("2 of its 3 runs are within 5% of that"));
}

/// A sweep of one load is no surface, and the filters are not why; nor is a run without a cost.
#[test]
fn what_has_no_map_says_why() {
    let sweep = |price: f64| {
        vec![
            text("hw_type", &["a", "a", "b"].map(Some)),
            number("vus", &[1.0, 2.0, 1.0]),
            number("throughput_req_per_sec", &[10.0, 15.0, 5.0]),
            number("avg_latency_ms", &[100.0, 133.0, 200.0]),
            number("price_per_hour", &[price; 3]),
        ]
    };
    let with = |mut columns: Vec<_>, batch: [f64; 3]| {
        columns.push(number("batch_size", &batch));
        made_table(table(columns))
    };
    let said = |shown: &ActiveTable| {
        let view = on(shown, &all(shown), &None);
        (no_map_words(&shown.runs), overview(&view), view.panels.len())
    };
    let one = "No map: it needs two settings that vary, and in this table one does: VUs.".to_owned();
    let shown = made_table(table(sweep(1.0)));
    assert_eq!(said(&shown), (Some(one.clone()), one.clone(), 0));
    // A batch size that does not vary has runs on a line, which are drawn where a chart is asked for.
    assert_eq!(
        said(&with(sweep(1.0), [4.0; 3])),
        (Some(one), "Cost from $18.50 to $55.60, 15 isolines from $20 to $55.".to_owned(), 2)
    );
    let none = said(&with(sweep(NAN), [1.0, 2.0, 4.0]));
    assert_eq!(none, (None, "No map: no run has cost, VUs and batch size.".to_owned(), 0));
    let shown = with(sweep(1.0), [1.0, 2.0, 4.0]);
    assert_eq!(no_map_words(&shown.runs), None);
    assert_eq!(overview(&on(&shown, &[], &None)), "No run passes the filters.");
}

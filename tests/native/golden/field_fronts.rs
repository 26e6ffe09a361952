//! The field's main picture of the bundled language-model table: fronts that were worked out apart from this project.

use std::sync::Arc;

use crate::support::bundled;
use crate::support::tables::close;
use isocost::data::bundled::LLM;
use isocost::data::runs::checks::numbers;
use isocost::data::runs::filter::Filter;
use isocost::page::choice::filters::Choice;
use isocost::page::scatter::own_axes::GROUP_FRONTS_LABEL;
use isocost::page::scatter::presets::Offer;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Bill};

fn model() -> Arc<ActiveTable> {
    Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()))
}

/// The choice of an address.
fn choice(workload: &str, pairs: &[(&str, &str)]) -> Choice {
    let pairs = pairs.iter().copied().chain([("workload", workload)]);
    Choice::from_pairs(pairs)
}

fn drawn(shown: &ActiveTable, choice: &Choice) -> ScatterView {
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    ScatterView::new(shown, &rows, choice, &scatter_view::fixed(shown, choice))
}

fn of(shown: &ActiveTable, name: &str, row: usize) -> f64 {
    numbers(&shown.runs, name).unwrap_or_else(|| panic!("no column {name}"))[row]
}

/// `456.74/217.40 b200 trt tp8 c4`.
fn told(shown: &ActiveTable, row: usize) -> String {
    let [user, gpu, tp, conc] = ["median_intvty", "output_tput_per_gpu", "tp", "conc"].map(|name| of(shown, name, row));
    let engine = shown.runs.engine.as_ref().unwrap().label(row);
    format!("{user:.2}/{gpu:.2} {} {engine} tp{tp} c{conc}", shown.runs.hw_type.label(row))
}

const SHORT: &str = "1,024 in / 1,024 out tokens";
const LONG_PROMPT: &str = "8,192 in / 1,024 out tokens";

#[test]
fn tokens_per_gpu_against_tokens_per_user() {
    let shown = model();
    let fronts = [
        (
            SHORT,
            70,
            &[
                "77.18/9671.44 b200 trt tp1 c128",
                "146.20/8540.14 b200 trt tp2 c128",
                "191.72/5409.86 b200 trt tp2 c64",
                "200.49/2973.76 b200 trt tp4 c64",
                "241.69/1883.27 b200 trt tp2 c16",
                "308.16/1196.21 b200 trt tp2 c8",
                "361.83/697.78 b200 trt tp4 c8",
                "420.03/404.34 b200 trt tp4 c4",
                "456.74/217.40 b200 trt tp8 c4",
            ][..],
        ),
        (
            LONG_PROMPT,
            74,
            &[
                "44.85/5619.60 b200 trt tp1 c128",
                "44.85/5572.29 b200 vllm tp1 c128",
                "72.17/4498.67 b200 trt tp2 c128",
                "72.99/4361.41 b200 trt tp2 c128",
                "112.40/3488.97 b200 trt tp2 c64",
                "160.15/2476.90 b200 trt tp2 c32",
                "219.00/1669.32 b200 trt tp2 c16",
                "288.68/1109.92 b200 trt tp2 c8",
                "357.67/678.24 b200 trt tp2 c4",
                "413.38/391.03 b200 trt tp4 c4",
                "429.45/203.54 b200 trt tp8 c4",
            ],
        ),
    ];
    for (workload, points, front) in fronts {
        for y in ["outgpu", "tokgpu"] {
            let view = drawn(&shown, &choice(workload, &[("x", "user50"), ("y", y)]));
            let found: Vec<String> = view.front_rows.iter().map(|&row| told(&shown, row)).collect();
            assert_eq!(found, front, "{workload}, {y}");
            assert_eq!(view.scene.points.len(), points, "{workload}, {y}");
        }
    }
}

/// The rows that no other beats, by the file's own columns; both functions give what is to be minimised.
fn brute(rows: &[usize], x: &dyn Fn(usize) -> f64, y: &dyn Fn(usize) -> f64) -> Vec<usize> {
    let beats = |a: usize, b: usize| x(a) <= x(b) && y(a) <= y(b) && (x(a) < x(b) || y(a) < y(b));
    rows.iter().copied().filter(|&b| !rows.iter().any(|&a| beats(a, b))).collect()
}

#[test]
fn the_cost_of_tokens_against_tokens_per_user() {
    let shown = model();
    let price = |row: usize| match shown.runs.hw_type.label(row) {
        "h100" => 2.95,
        "h200" => 3.5,
        "b200" => 5.5,
        "mi355x" => 3.0,
        other => panic!("{other}"),
    };
    let cost = |row: usize| price(row) / 3600.0 / of(&shown, "output_tput_per_gpu", row) * 1e6;
    for workload in &shown.runs.workloads.labels {
        let choice = choice(workload, &[("x", "user50"), ("y", "cost")]);
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let view = drawn(&shown, &choice);
        let mut found = view.front_rows.clone();
        assert!(
            found.windows(2).all(|pair| of(&shown, "median_intvty", pair[0]) < of(&shown, "median_intvty", pair[1]))
        );
        found.sort_unstable();
        assert_eq!(found, brute(&rows, &|row| -of(&shown, "median_intvty", row), &cost), "{workload}");
        // The cheapest of all ends the front, and has the star. With these prices it is an MI355X.
        let star = view.cheapest_row.unwrap();
        assert_eq!((view.front_rows[0], shown.runs.hw_type.label(star)), (star, "mi355x"), "{workload}");
        let marked = view.scene.star.as_ref().unwrap();
        assert!(marked.row == star && close(marked.y, cost(star), 1e-9));
        assert_eq!(view.scene.titles.y, "Cost, $ per 1M output tokens");
    }
    let short = drawn(&shown, &choice(SHORT, &[("x", "user50"), ("y", "cost")]));
    assert!(close(short.scene.points[short.scene.front[0]].y, 0.0949, 1e-3));
}

#[test]
fn each_hardware_and_engine_has_a_front_of_its_own() {
    let shown = model();
    let both = [("x", "user50"), ("y", "outgpu")];
    let view = drawn(&shown, &choice(SHORT, &both));
    let steps = view.scene.steps.as_deref().unwrap();
    let labels: Vec<&str> = steps.groups.iter().map(|group| group.label.as_str()).collect();
    assert_eq!(labels, ["b200 · trt", "b200 · vllm", "h100 · vllm", "h200 · vllm", "mi355x · atom"]);
    assert!(steps.more_is_right);
    for group in &steps.groups {
        let is_of = |row: &usize| {
            let engine = shown.runs.engine.as_ref().unwrap().label(*row);
            format!("{} · {engine}", shown.runs.hw_type.label(*row)) == group.label
        };
        let rows: Vec<usize> = view.scene.points.iter().map(|point| point.row).filter(is_of).collect();
        let low = |name: &'static str| {
            let shown = &shown;
            move |row: usize| -of(shown, name, row)
        };
        let expected = brute(&rows, &low("median_intvty"), &low("output_tput_per_gpu"));
        let mut found: Vec<usize> = group.front.iter().map(|&at| view.scene.points[at].row).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{}", group.label);
    }
    // Switched off in the legend; and not on axes without tokens per second and user.
    let mut hidden = choice(SHORT, &both);
    hidden.hidden.insert(GROUP_FRONTS_LABEL.to_owned());
    assert!(drawn(&shown, &hidden).scene.steps.as_deref().unwrap().groups.is_empty());
    let other = drawn(&shown, &choice(SHORT, &[("x", "ttft99")]));
    assert!(other.scene.steps.as_deref().unwrap().groups.is_empty());
    // A group whose runs are hidden has no front.
    let one = Choice {
        filter: Filter { hw_type: Some(["h100".to_owned()].into()), ..Filter::default() },
        ..choice(SHORT, &both)
    };
    assert!(drawn(&shown, &one).scene.steps.as_deref().unwrap().groups.is_empty(), "the front of all is its own");
}

#[test]
fn what_the_table_offers() {
    let shown = model();
    let offer = Offer::of(&shown, &Choice::default()).unwrap();
    let words: Vec<&str> = offer.presets.iter().map(|preset| preset.words.as_str()).collect();
    assert_eq!(
        words,
        ["Cost against latency", "Tokens/s/GPU against tokens/s/user", "$ per 1M output tokens against tokens/s/user",]
    );
    let at = |pairs: &[(&str, &str)]| offer.preset_of(&choice(SHORT, pairs).scatter);
    assert_eq!(at(&[]), Some(0));
    assert_eq!(at(&[("x", "user50"), ("y", "outgpu")]), Some(1));
    assert_eq!(at(&[("x", "user50"), ("y", "cost")]), Some(2));
    assert_eq!(at(&[("x", "ttft99"), ("y", "cost")]), None);
    assert!(offer.measures.iter().any(|measure| measure.key == "ttft99"));
}

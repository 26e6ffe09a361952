//! The notebook's "did we try enough VUs?", held against what the page computes with "As in the notebook": for each
//! limit of VUs the groups whose throughput never falls, and their series.
//!
//! Which answers are read, and how they were computed: see `tests/golden.rs`.

mod support;

use isocost::ui::choice::Choice;
use isocost::ui::shown::Shown;
use isocost::ui::vus_view::{Fixed, Question, VusView};
use serde_json::Value;

/// The groups as the notebook lists them: hardware, batch size, VUs, throughput.
fn found(shown: &Shown, limit: f64) -> Vec<(String, String, Vec<f64>, Vec<f64>)> {
    let fixed = Fixed::new(shown, &Choice { notebook: true, ..Choice::default() });
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = VusView::new(shown, &all, &fixed, Question { limit: Some(limit), ..Question::default() });
    let chart = |group: usize| {
        let scene = view.chart(group).expect("every rising group has a chart");
        assert_eq!(scene.lines.len(), 1);
        scene.lines[0].points.iter().map(|point| (point.x, point.y)).unzip()
    };
    view.rising()
        .map(|state| {
            let label = &fixed.groups.labels[state.group];
            let (vus, throughput) = chart(state.group);
            (label.set.clone(), label.batch_size.clone(), vus, throughput)
        })
        .collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    let numbers = value.as_array().expect("a list").iter();
    numbers.map(|number| number.as_f64().expect("a number")).collect()
}

/// To the last digit, but for what a decimal in JSON may lose.
fn same(got: &[f64], expected: &[f64]) -> bool {
    got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 1e-12 * b.abs())
}

#[test]
fn the_rising_groups_at_every_limit() {
    let folder = std::env::var("ISOCOST_GOLDEN").unwrap_or_else(|_| support::path("tests/golden"));
    let files = support::stems(&folder, "json");
    assert!(!files.is_empty(), "no golden answers in {folder}");
    for name in files {
        let answers = support::json(&format!("{folder}/{name}.json"));
        let shown = support::bundled(&format!("derek-thomas/{name}-ie-optimization"));
        let limits = answers["monotonic"].as_object().unwrap();
        assert!(!limits.is_empty(), "{name}: no limits");
        for (limit, expected) in limits {
            let context = format!("{name}, at most {limit} VUs");
            let got = found(&shown, limit.parse().unwrap());
            let expected = expected.as_array().unwrap();
            assert_eq!(got.len(), expected.len(), "{context}: {got:?}");
            for ((hw_type, batch_size, vus, throughput), expected) in got.iter().zip(expected) {
                assert_eq!(hw_type.as_str(), expected[0].as_str().unwrap(), "{context}");
                assert_eq!(batch_size.parse::<f64>().unwrap(), expected[1].as_f64().unwrap(), "{context}");
                assert!(same(vus, &numbers(&expected[2])), "{context}: {vus:?}");
                assert!(same(throughput, &numbers(&expected[3])), "{context}: {throughput:?}");
            }
        }
    }
}

//! The notebook's "did we try enough VUs?", held against what the page computes with "As in the notebook": for each
//! limit of VUs the groups whose throughput never falls, and their series.
//!
//! Which answers are read: see `tests/support/golden.rs`.

use std::collections::BTreeMap;

use crate::support;
use crate::support::golden::{Golden, goldens, list, number, numbers};
use isocost::analysis::saturation::monotonic::is_monotonic;
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::tables::active_table::ActiveTable;
use serde_json::{Value, json};

/// VUs and throughput.
type Series = Vec<(f64, f64)>;
/// By hardware and batch size, in the order of the notebook's list.
type Groups = BTreeMap<(String, u64), Series>;

/// The groups that the page lists.
fn found(shown: &ActiveTable, limit: f64) -> Groups {
    let fixed = VusAxes::new(shown, &Choice { notebook: true, ..Choice::default() });
    let all: Vec<usize> = (0..shown.runs.rows).collect();
    let view = VusView::new(shown, &all, &fixed, Question { limit: Some(limit), ..Question::default() });
    let listed: Vec<_> = view
        .rising()
        .map(|state| {
            let label = &fixed.groups.labels[state.group];
            let scene = view.chart(state.group).expect("every rising group has a chart");
            assert_eq!(scene.lines.len(), 1);
            let series = scene.lines[0].points.iter().map(|point| (point.x, point.y)).collect();
            ((label.set.clone(), label.batch_size.parse().expect("a number")), series)
        })
        .collect();
    assert!(listed.is_sorted_by(|a, b| a.0 < b.0), "in order of name");
    listed.into_iter().collect()
}

/// The groups of the answers.
fn expected(answer: &Value, what: &str) -> Groups {
    let group = |value: &Value| {
        let parts = list(value, what);
        let (vus, throughput) = (numbers(&parts[2], what), numbers(&parts[3], what));
        assert_eq!(vus.len(), throughput.len(), "{what}");
        let hardware = parts[0].as_str().unwrap_or_else(|| panic!("{what}: no hardware: {value}")).to_owned();
        ((hardware, number(&parts[1], what) as u64), vus.into_iter().zip(throughput).collect())
    };
    let listed: Vec<_> = list(answer, what).iter().map(group).collect();
    let groups: Groups = listed.iter().cloned().collect();
    assert_eq!(groups.len(), listed.len(), "{what}: a group twice");
    groups
}

/// The runs of a group by VUs, and by throughput where VUs are equal: the order of ties in which it rises, if in any.
fn kindest(shown: &ActiveTable, (hardware, batch_size): &(String, u64), limit: f64) -> Series {
    let runs = &shown.runs;
    let here = |&row: &usize| {
        runs.hw_type.label(row) == hardware && runs.batch_size[row] == *batch_size as f64 && runs.vus[row] <= limit
    };
    let mut series: Series =
        (0..runs.rows).filter(here).map(|row| (runs.vus[row], runs.throughput_req_per_sec[row])).collect();
    series.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    series
}

fn rises(series: &Series) -> bool {
    is_monotonic(series.iter().map(|point| point.1))
}

/// Whether it rises only if runs of equal VUs stand in rising order. Several images in a group have such ties, and how
/// pandas' default sort leaves them goes by numpy's version and by the processor.
fn ties_decide(series: &Series) -> bool {
    rises(series) && series.windows(2).any(|two| two[0].0 == two[1].0 && two[0].1 < two[1].1)
}

/// To the last digit, but for what a decimal in JSON may lose.
fn same(got: &Series, expected: &Series) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs();
    got.len() == expected.len() && got.iter().zip(expected).all(|(a, b)| close(a.0, b.0) && close(a.1, b.1))
}

fn check(shown: &ActiveTable, limit: f64, expected: &Groups, what: &str) {
    let got = found(shown, limit);
    for (group, series) in got.iter().chain(expected) {
        // Who is listed rises, so that its ties stand in rising order whatever the sort.
        assert!(same(series, &kindest(shown, group, limit)), "{what}: {group:?} {series:?}");
        assert!(rises(series), "{what}: {group:?} {series:?}");
    }
    for group in got.keys().chain(expected.keys()) {
        let agreed = got.contains_key(group) == expected.contains_key(group);
        assert!(agreed || ties_decide(&kindest(shown, group, limit)), "{what}: {group:?} is listed by one alone");
    }
}

#[test]
fn the_rising_groups_at_every_limit() {
    for Golden { name, answers, shown } in goldens() {
        let limits = answers["monotonic"].as_object().unwrap_or_else(|| panic!("{name}: no limits"));
        assert!(!limits.is_empty(), "{name}: no limits");
        for (limit, answer) in limits {
            let what = format!("{name}, at most {limit} VUs");
            check(&shown, limit.parse().expect("a number of VUs"), &expected(answer, &what), &what);
        }
    }
}

#[test]
#[should_panic(expected = "is listed by one alone")]
fn a_group_that_is_left_out_fails() {
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    check(&shown, 4.0, &expected(&json!([]), "made up"), "made up");
}

#[test]
#[should_panic(expected = "nvidia-l4")]
fn a_group_that_falls_fails() {
    let shown = support::bundled("derek-thomas/vision-embedding-ie-optimization");
    let series = kindest(&shown, &("nvidia-l4".to_owned(), 4), 8.0);
    let (vus, throughput): (Vec<f64>, Vec<f64>) = series.into_iter().unzip();
    check(&shown, 8.0, &expected(&json!([["nvidia-l4", 4.0, vus, throughput]]), "made up"), "made up");
}

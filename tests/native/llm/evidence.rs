//! Evidence and next runs over what is the load: rates asked for, batch sizes, and the VUs of a language model's table.

use super::inferencex;
use crate::support::shown::{all, made_table};
use crate::support::tables::{number, table, text};
use isocost::analysis::decide::slo::Limits;
use isocost::analysis::saturation::evidence::Doubt;
use isocost::analysis::saturation::trend::Grade;
use isocost::data::runs::load::LoadAxis;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::enough_vus::view::{Question, VusAxes, VusView};
use isocost::page::enough_vus::words::answer;
use isocost::page::evidence::view::EvidenceView;
use isocost::page::rankings::next_runs::NextView;

/// What is said of a table over rates asked for: the rate that was not reached is where the series ends.
#[test]
fn evidence_and_next_runs_over_rates() {
    let column = |values: &[f64]| values.to_vec();
    let asked = column(&[5.0, 10.0, 20.0, 5.0, 10.0, 20.0]);
    let reached = [4.9, 9.9, 13.0, 4.95, 9.95, 19.8];
    let mut columns = vec![
        number("mean_e2el_ms", &[300.0, 320.0, 900.0, 300.0, 310.0, 330.0]),
        number("request_throughput", &reached),
        number("request_rate", &asked),
        number("1B_cost", &reached.map(|rate| 2e8 / rate)),
    ];
    columns.push(text("hw_type", &["a", "a", "a", "b", "b", "b"].map(Some)));
    let shown = made_table(table(columns));
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let view = EvidenceView::new(&shown, &basis, &rows);
    let line = |name: &str| view.lines.iter().find(|line| line.cells[0].text.starts_with(name)).unwrap();
    assert_eq!((line("a").grade, line("b").grade), (Grade::Flat, Grade::Rises));
    assert!(line("a").meaning.contains("Saturated: asked for 20 req/s it reached 13."), "{}", line("a").meaning);
    assert!(line("a").evidence.has(Doubt::Overloaded) && line("a").cells[1].text.contains("overloaded"));
    assert!(line("b").meaning.contains("asked for 20 req/s it reached 19.8: where it is saturated is not known"));
    assert_eq!(line("a").evidence.in_flight_per_vu, None, "there are no VUs");
    let next = NextView::new(&shown, &basis, &rows, &rows, &Limits::default());
    assert!(next.lines.iter().all(|line| line.axis == LoadAxis::AskedRate && line.load.is_finite()), "{next:?}");
    let fixed = VusAxes::new(&shown, &Choice::default());
    let enough = VusView::new(&shown, &rows, &fixed, Question::default());
    assert_eq!((enough.rising().count(), enough.left_out, fixed.axis), (1, 0, LoadAxis::AskedRate));
    assert_eq!(answer(&enough), "More load could be tried: throughput still rises in 1 of 2 configurations.");
}

/// Without a price nothing is known of a configuration, whose load is named as it is.
#[test]
fn what_is_not_known_names_the_load() {
    let shown = made_table(table(vec![
        number("mean_e2el_ms", &[300.0, 320.0]),
        number("request_throughput", &[4.9, 9.9]),
        number("request_rate", &[5.0, 10.0]),
    ]));
    let view = EvidenceView::new(&shown, &Basis::of(&shown.runs), &all(&shown));
    let told = "Nothing usable is known of its request rate, throughput or cost.";
    assert!(view.lines[0].evidence.has(Doubt::Unknown) && view.lines[0].meaning.contains(told), "{view:?}");
}

/// Where VUs are the same everywhere, the largest batch is the load, and does not tell configurations apart.
#[test]
fn evidence_over_batch_sizes() {
    let columns = vec![
        number("mean_e2el_ms", &[900.0, 500.0, 300.0, 290.0]),
        number("request_throughput", &[10.0, 20.0, 30.0, 30.1]),
        number("max_concurrency", &[64.0; 4]),
        number("max_num_seqs", &[8.0, 16.0, 32.0, 64.0]),
        number("1B_cost", &[20.0, 10.0, 6.6, 6.5]),
    ];
    let shown = made_table(table(columns));
    let (basis, rows) = (Basis::of(&shown.runs), all(&shown));
    let view = EvidenceView::new(&shown, &basis, &rows);
    assert_eq!((view.lines.len(), view.lines[0].axis), (1, LoadAxis::BatchSize), "{}", view.sentence);
    assert_eq!(view.lines[0].evidence.curve.load, [8.0, 16.0, 32.0, 64.0]);
    assert!(view.lines[0].meaning.contains("batch sizes 16 to 64"), "{}", view.lines[0].meaning);
    let fixed = VusAxes::new(&shown, &Choice::default());
    assert_eq!(VusView::new(&shown, &rows, &fixed, Question::default()).states.len(), 1);
}

/// The bundled table of a language model has all of it, of one workload.
#[test]
fn evidence_of_the_bundled_language_model() {
    let shown = made_table(inferencex());
    let (basis, workloads) = (Basis::of(&shown.runs), &shown.runs.workloads);
    let chosen = workloads.default();
    let rows: Vec<usize> = all(&shown).into_iter().filter(|&row| workloads.of_row[row] as usize == chosen).collect();
    let view = EvidenceView::new(&shown, &basis, &rows);
    assert!(!view.lines.is_empty());
    for line in &view.lines {
        assert!(line.evidence.curve.row.iter().all(|row| rows.contains(row)), "of another workload: {line:?}");
        assert!(!line.meaning.is_empty() && line.axis == LoadAxis::Vus);
    }
    let next = NextView::new(&shown, &basis, &rows, &rows, &Limits::default());
    assert!(next.lines.iter().all(|line| rows.contains(&line.like)), "{next:?}");
}

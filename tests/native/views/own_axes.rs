//! What is said of a chart of any two measures, and what is decided where values are missing, equal, zero or negative.

use std::sync::Arc;

use crate::support::bundled;
use crate::support::shown::{all, made_table, nth};
use crate::support::tables::{number, table, text};
use isocost::chart::frame::projection::Scale;
use isocost::chart::theme::LIGHT;
use isocost::data::bundled::LLM;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::pareto_menu::{Objective, choices, chosen, further, judged, offered_with};
use isocost::page::scatter::presets::Offer;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::{ActiveTable, Bill};
use isocost::page::words::legends;

const NAN: f64 = f64::NAN;

fn drawn(shown: &ActiveTable, pairs: &[(&str, &str)]) -> ScatterView {
    let choice = Choice::from_pairs(pairs.iter().copied());
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    ScatterView::new(shown, &rows, &choice, &scatter_view::fixed(shown, &choice))
}

fn summary(shown: &ActiveTable, pairs: &[(&str, &str)]) -> String {
    drawn(shown, pairs).summary(shown, &Choice::from_pairs(pairs.iter().copied()))
}

fn title(view: &ScatterView) -> String {
    scatter_view::title(Some(view))
}

fn model() -> Arc<ActiveTable> {
    Arc::new(bundled(LLM.dataset)).priced(&Bill::of(&Choice::default()))
}

/// Six runs with a score of which more is better, and a number of which nothing is known.
fn scored() -> ActiveTable {
    made_table(table(vec![
        number("vus", &[1.0, 2.0, 4.0, 8.0, 16.0, 32.0]),
        number("avg_latency_ms", &[100.0, 100.0, 200.0, 300.0, 400.0, NAN]),
        number("throughput_req_per_sec", &[10.0, 20.0, 20.0, 27.0, 40.0, 50.0]),
        number("cost_per_1b_requests", &[9.0, 9.0, 8.0, 7.0, 0.0, 1.0]),
        number("score", &[0.0, 0.0, 5.0, 5.0, 6.0, 9.0]),
        number("odd", &[-2.0, 3.0, 3.0, 3.0, 8.0, 1.0]),
    ]))
}

#[test]
fn the_usual_axes_are_what_they_were() {
    let shown = nth(0);
    let view = drawn(&shown, &[]);
    assert_eq!(
        (title(&view), scatter_view::title(None)),
        ("Cost against latency".into(), "Cost against latency".into())
    );
    assert!(view.own.is_none() && view.scene.steps.is_some());
    // The same measures by their keys: the same runs, front and axes, in steps.
    let named = drawn(&shown, &[("x", "avg"), ("y", "cost")]);
    assert_eq!((&named.scene.points, &named.front_rows), (&view.scene.points, &view.front_rows));
    assert_eq!((named.scene.x, named.scene.y, named.cheapest_row), (view.scene.x, view.scene.y, view.cheapest_row));
    assert_eq!(named.scene.titles.y, view.scene.titles.y);
    assert!(named.scene.steps == view.scene.steps);
}

#[test]
fn titles_caption_and_tooltip_follow_the_axes() {
    let shown = model();
    let axes = [("workload", "1,024 in / 1,024 out tokens"), ("x", "user50"), ("y", "outgpu")];
    let view = drawn(&shown, &axes);
    assert_eq!(title(&view), "Output tokens/s/GPU against tokens/s/user, by median TPOT");
    assert_eq!(view.scene.titles.x, "Tokens/s/user, by median TPOT");
    assert_eq!(view.scene.titles.y, "Output tokens/s/GPU");
    assert_eq!(
        summary(&shown, &axes),
        "70 runs by output tokens/s/GPU and tokens/s/user, by median TPOT. Better is up and to the right. 9 runs are on the \
         Pareto front, from 9,671 tok/s/GPU at 77.18 tok/s/user to 217.4 tok/s/GPU at 456.7 tok/s/user. Beside it is the \
         front of each of 5 pairs of hardware and engine."
    );
    let fields = scatter_view::fields(Some(&view), &shown, view.front_rows[0]);
    assert_eq!(fields[0], ("Output tokens/s/GPU", "9,671 tok/s/GPU".to_owned()));
    assert_eq!(fields[1], ("Tokens/s/user, by median TPOT", "77.18 tok/s/user".to_owned()));
    assert_eq!(fields[2..], scatter_view::fields(None, &shown, view.front_rows[0]));
    let reading = view.own.as_ref().unwrap().reading();
    assert!(reading[0].contains("Better is up and to the right."), "{reading:?}");
    assert!(reading[1].contains("the lowest and the highest tokens/s/user, by median TPOT"), "{reading:?}");
    let legend = legends::scatter(&view, &shown, &LIGHT);
    let labels: Vec<&str> = legend.entries.iter().map(|entry| entry.label.as_str()).collect();
    assert!(labels.contains(&"Pareto front") && labels.contains(&"Front of mi355x · atom"), "{labels:?}");
    // A cost is in the tooltip anyway; and each measure has its own direction.
    let cost = [axes[0], ("x", "ttft99"), ("y", "cost")];
    let view = drawn(&shown, &cost);
    let fields = scatter_view::fields(Some(&view), &shown, view.front_rows[0]);
    assert_eq!(fields.iter().filter(|(name, _)| *name == "Cost").count(), 1);
    assert!(summary(&shown, &cost).contains("Better is down and to the left."));
    assert!(title(&view).starts_with("Cost of 1M output tokens against "), "{}", title(&view));
}

#[test]
fn unknown_directions_zeros_and_missing_values_are_told() {
    let shown = scored();
    let by_score = drawn(&shown, &[("x", "avg"), ("y", "col:score")]);
    // A score of 0 is one; a latency that is missing is none.
    assert_eq!((by_score.scene.points.len(), by_score.left_out), (5, 1));
    assert_eq!(by_score.front_rows, [0, 1, 2, 4], "equal runs both, and of the two with 5 only the faster");
    // The cheapest of all has no latency and is not drawn: no other has its star.
    assert_eq!(by_score.cheapest_row, None);
    assert_eq!(by_score.scene.y.scale(), Scale::Linear);
    let words = summary(&shown, &[("x", "avg"), ("y", "col:score")]);
    assert!(words.contains("1 run is left out: no usable score or ") && words.contains("none has a star"), "{words}");
    assert!(!words.contains("not known"), "{words}");
    let odd = [("x", "col:odd"), ("y", "cost"), ("axes", "log")];
    let view = drawn(&shown, &odd);
    assert_eq!(view.scene.x.scale(), Scale::Linear, "a value below zero has no logarithm");
    assert_eq!(view.scene.y.scale(), Scale::Log);
    assert_eq!((view.front_rows.clone(), view.left_out), (vec![0, 5], 1), "a cost of 0 is an unknown price");
    let words = summary(&shown, &odd);
    assert!(words.contains("Better is down and to the left."), "{words}");
    assert!(words.contains("Whether more or less of odd is better is not known: less is taken to be."), "{words}");
    let fields = scatter_view::fields(Some(&view), &shown, 0);
    assert_eq!(fields[0], ("Column", "odd: −2".to_owned()));
}

#[test]
fn a_measure_that_the_table_lacks_is_told_and_the_usual_one_shown() {
    let shown = scored();
    let axes = [("x", "user50"), ("y", "cost")];
    let view = drawn(&shown, &axes);
    assert_eq!(view.own.as_ref().unwrap().x.measure.key, "avg");
    let words = summary(&shown, &axes);
    assert!(
        words.contains("No run has the measure “user50”: ") && words.contains(" is shown in its place."),
        "{words}"
    );
    // Without any row there is a chart all the same.
    let none = made_table(table(vec![
        number("vus", &[]),
        number("avg_latency_ms", &[]),
        number("throughput_req_per_sec", &[]),
        number("cost_per_1b_requests", &[]),
    ]));
    let empty = drawn(&none, &axes);
    assert!(empty.scene.points.is_empty() && empty.front_rows.is_empty() && empty.cheapest_row.is_none());
    assert!(summary(&none, &axes).starts_with("0 runs by "));
}

#[test]
fn the_star_is_the_answers_run() {
    let shown = scored();
    for (pairs, star) in [
        (&[("x", "col:odd"), ("y", "col:score")][..], Some(5)),
        (&[("x", "rate"), ("y", "cost"), ("max_vus", "8")], Some(3)),
        (&[("x", "avg"), ("y", "rate")], None),
    ] {
        let view = drawn(&shown, pairs);
        assert_eq!(view.cheapest_row, star, "{pairs:?}");
        assert_eq!(view.scene.star.as_ref().map(|star| star.row), star);
    }
}

#[test]
fn too_many_groups_have_no_fronts() {
    let hardware: Vec<String> = (0..13).map(|nth| format!("gpu-{nth:02}")).collect();
    let made = |rows: usize| {
        let column =
            |name: &str, of: fn(f64) -> f64| number(name, &(0..rows).map(|row| of(row as f64)).collect::<Vec<_>>());
        made_table(table(vec![
            text("hw_type", &hardware[..rows].iter().map(|name| Some(name.as_str())).collect::<Vec<_>>()),
            column("concurrency", |_| 8.0),
            column("mean_e2el_ms", |row| 500.0 + row),
            column("request_throughput", |row| 16.0 + row),
            column("price_per_hour", |_| 2.0),
            column("mean_tpot_ms", |row| 10.0 + row),
        ]))
    };
    let axes = [("x", "user"), ("y", "rate")];
    let (twelve, thirteen) = (made(12), made(13));
    assert_eq!(drawn(&twelve, &axes).scene.steps.as_ref().unwrap().groups.len(), 12);
    assert!(drawn(&thirteen, &axes).scene.steps.as_ref().unwrap().groups.is_empty());
    assert!(summary(&thirteen, &axes).contains("There are more than 12 pairs of hardware and engine"));
}

#[test]
fn what_is_offered_where_there_are_no_tokens() {
    let plain = made_table(table(vec![
        number("vus", &[1.0, 2.0]),
        number("avg_latency_ms", &[100.0, 200.0]),
        number("throughput_req_per_sec", &[10.0, 20.0]),
        number("cost_per_1b_requests", &[9.0, 8.0]),
    ]));
    assert_eq!(Offer::of(&plain, &Choice::default()), None);
    let offer = Offer::of(&scored(), &Choice::default()).unwrap();
    assert_eq!(offer.presets.len(), 1, "cost against latency alone");
    assert!(offer.measures.iter().any(|measure| measure.key == "col:score"));
    let encoder = Offer::of(&nth(2), &Choice::default()).unwrap();
    assert_eq!(encoder.presets.len(), 1);
    assert!(encoder.measures.iter().any(|measure| measure.key == "accuracy"));
}

#[test]
fn the_menu_takes_any_measures() {
    let shown = scored();
    let basis = Basis::of(&shown.runs);
    let words = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let wished = chosen(&shown, &words(&["cost", "col:score", "col:score", "ttft99", "rate"]));
    let keys: Vec<&str> = wished.iter().map(Objective::word).collect();
    assert_eq!(keys, ["cost", "col:score", "throughput"], "once each, and what the table has");
    let offered = offered_with(&shown, &basis, &wished);
    assert_eq!(judged(&offered, &wished, false).len(), 3);
    let names: Vec<String> = further(&shown).iter().map(Objective::title).collect();
    assert_eq!(names, ["score", "odd"]);
    let by_two = chosen(&shown, &words(&["cost", "col:score"]));
    let menu = choices(&shown, &basis, &all(&shown), &all(&shown), &by_two);
    assert_eq!(menu.lines.iter().map(|line| line.key).collect::<Vec<_>>(), [5]);
    assert_eq!(
        menu.heads.iter().map(|head| head.saved.as_str()).collect::<Vec<_>>(),
        ["Run", "Cost, $ / 1M requests", "score"]
    );
    let odd = choices(&shown, &basis, &all(&shown), &all(&shown), &chosen(&shown, &words(&["col:odd", "col:score"])));
    assert!(odd.sentence.contains("Whether more or less of odd is better is not known"), "{}", odd.sentence);
    assert_eq!(odd.lines.iter().map(|line| line.key).collect::<Vec<_>>(), [0, 5]);
}

#[test]
fn the_menu_of_a_language_model() {
    let shown = model();
    let basis = Basis::of(&shown.runs);
    let choice = Choice::from_pairs([("workload", "1,024 in / 1,024 out tokens")]);
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let wished = chosen(&shown, &["outgpu".to_owned(), "user50".to_owned()]);
    let menu = choices(&shown, &basis, &rows, &rows, &judged(&offered_with(&shown, &basis, &wished), &wished, false));
    assert_eq!(menu.lines.len(), 9, "as the front of the same axes");
    assert_eq!(menu.lines[0].cells[1], "9,671 tok/s/GPU");
    assert_eq!(menu.lines[8].cells[2], "456.7 tok/s/user");
    assert!(menu.sentence.starts_with("By output tokens/s/GPU and tokens/s/user, by median TPOT, 9 of 70 runs"));
}

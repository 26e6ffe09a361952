//! Fronts of two and three measures of whatever direction, on axes and in the menu, against holding all against all.

use crate::support::Random;
use crate::support::shown::{all, made_table};
use crate::support::tables::{number, table};
use isocost::analysis::decide::fronts::{Objective, front};
use isocost::data::runs::measures::Direction;
use isocost::data::runs::table_facts::Basis;
use isocost::page::choice::filters::Choice;
use isocost::page::rankings::pareto_menu::{choices_up_to, chosen};
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;

const ROUNDS: usize = 300;
const KEYS: [&str; 6] = ["cost", "avg", "rate", "col:queue_time", "col:score", "col:odd"];

/// Few distinct values make ties and duplicates common; now and then one is missing, zero or below.
fn column(random: &mut Random, rows: usize) -> Vec<f64> {
    let steps = 1 + random.below(12);
    (0..rows)
        .map(|_| match random.below(30) {
            0 => f64::NAN,
            1 => 0.0,
            2 => -1.0,
            _ => 1.0 + random.below(steps) as f64 / 4.0,
        })
        .collect()
}

fn made(random: &mut Random) -> ActiveTable {
    let rows = 2 + random.below(40);
    let mut of = |name: &str| number(name, &column(random, rows));
    made_table(table(vec![
        number("vus", &(0..rows).map(|row| 1.0 + row as f64).collect::<Vec<_>>()),
        of("avg_latency_ms"),
        of("throughput_req_per_sec"),
        of("cost_per_1b_requests"),
        of("queue_time"),
        of("score"),
        of("odd"),
    ]))
}

/// What is to be minimised: NaN where a value is no measurement.
fn signed(shown: &ActiveTable, key: &str) -> Option<Vec<f64>> {
    let measure = shown.runs.measure_named(key)?;
    let values = shown.runs.measure(key)?;
    let sign = if measure.direction == Direction::High { -1.0 } else { 1.0 };
    Some(values.iter().map(|&value| if measure.knows(value) { sign * value } else { f64::NAN }).collect())
}

fn brute(columns: &[Vec<f64>], rows: &[usize]) -> Vec<usize> {
    let known = |row: usize| columns.iter().all(|column| !column[row].is_nan());
    let beats = |a: usize, b: usize| {
        columns.iter().all(|column| column[a] <= column[b]) && columns.iter().any(|column| column[a] < column[b])
    };
    let rows: Vec<usize> = rows.iter().copied().filter(|&row| known(row)).collect();
    rows.iter().copied().filter(|&b| !rows.iter().any(|&a| beats(a, b))).collect()
}

fn as_set(mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_unstable();
    rows
}

#[test]
fn the_front_on_any_axes_equals_brute_force() {
    let mut random = Random::new(227);
    let mut several = 0;
    for round in 0..ROUNDS {
        let shown = made(&mut random);
        let [x, y] = [0, 1].map(|_| KEYS[random.below(KEYS.len())]);
        let (Some(x_signed), Some(y_signed)) = (signed(&shown, x), signed(&shown, y)) else { continue };
        let choice = Choice::from_pairs([("x", x), ("y", y)]);
        let rows = all(&shown);
        let view = ScatterView::new(&shown, &rows, &choice, &scatter_view::fixed(&shown, &choice));
        let expected = brute(&[x_signed.clone(), y_signed.clone()], &rows);
        several += usize::from(expected.len() > 2);
        assert_eq!(as_set(view.front_rows.clone()), expected, "round {round}: {y} against {x}");
        let at = |row: &usize| shown.runs.measure(x).unwrap()[*row];
        assert!(view.front_rows.iter().map(at).is_sorted(), "round {round}: not from left to right");
        let drawn: Vec<usize> = rows.iter().copied().filter(|&row| !(x_signed[row] + y_signed[row]).is_nan()).collect();
        assert_eq!(view.scene.points.iter().map(|point| point.row).collect::<Vec<_>>(), drawn, "round {round}");
        assert_eq!(view.left_out, rows.len() - drawn.len());
        // The star is the answer's run or none: no other stands in for one that is not drawn.
        let cheapest = shown.runs.ranking().cheapest(&rows).filter(|row| drawn.contains(row));
        assert_eq!(view.cheapest_row, cheapest, "round {round}");
    }
    assert!(several > 50, "{several}");
}

#[test]
fn the_menu_of_any_measures_equals_brute_force() {
    let mut random = Random::new(229);
    let mut three = 0;
    for round in 0..ROUNDS {
        let shown = made(&mut random);
        let words: Vec<String> = (0..3).map(|_| KEYS[random.below(KEYS.len())].to_owned()).collect();
        let judged = chosen(&shown, &words);
        let columns: Option<Vec<Vec<f64>>> =
            judged.iter().map(|objective| signed(&shown, &objective.word().replace("throughput", "rate"))).collect();
        let Some(columns) = columns.filter(|columns| columns.len() > 1) else { continue };
        three += usize::from(columns.len() == 3);
        let rows = all(&shown);
        let menu = choices_up_to(usize::MAX, &shown, &Basis::of(&shown.runs), (&rows, &rows), &judged);
        let found = as_set(menu.lines.iter().map(|line| line.key).collect());
        assert_eq!(found, brute(&columns, &rows), "round {round}: {words:?}");
    }
    assert!(three > 50, "{three}");
}

#[test]
fn fronts_of_two_and_three_in_all_directions_equal_brute_force() {
    let mut random = Random::new(233);
    for round in 0..ROUNDS {
        let rows: Vec<usize> = (0..1 + random.below(50)).collect();
        let columns: Vec<Vec<f64>> = (0..2 + random.below(2)).map(|_| column(&mut random, rows.len())).collect();
        for directions in 0..1 << columns.len() {
            let is_high = |nth: usize| directions >> nth & 1 == 1;
            let objectives: Vec<Objective> = columns
                .iter()
                .enumerate()
                .map(|(nth, values)| Objective { values, more_is_better: is_high(nth) })
                .collect();
            let turned = |(nth, values): (usize, &Vec<f64>)| {
                values.iter().map(|value| if is_high(nth) { -value } else { *value }).collect::<Vec<f64>>()
            };
            let low: Vec<Vec<f64>> = columns.iter().enumerate().map(turned).collect();
            assert_eq!(as_set(front(&objectives, &rows)), brute(&low, &rows), "round {round}: {directions:b}");
        }
    }
}

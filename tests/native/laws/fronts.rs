//! Properties of Pareto fronts, filters and sorting, on the real tables and on many made ones with fixed seeds.

use crate::support::{self, Random};
use isocost::analysis::decide::cost_latency::{CostLatency, Reading, usable};
use isocost::analysis::decide::pareto;
use isocost::analysis::stats::rank;
use isocost::data::bundled;
use isocost::data::runs::filter::Filter;
use isocost::page::choice::filters::{Axes, Choice, Latency};
use isocost::page::runs::table::sorted;
use isocost::page::scatter::view as scatter_view;
use isocost::page::scatter::view::ScatterView;
use isocost::page::tables::active_table::ActiveTable;

/// The front by its definition: whatever nothing dominates. O(n²).
fn brute_front(x: &[f64], y: &[f64]) -> Vec<usize> {
    let dominates = |a: usize, b: usize| x[a] <= x[b] && y[a] <= y[b] && (x[a] < x[b] || y[a] < y[b]);
    let valid = |i: usize| !x[i].is_nan() && !y[i].is_nan();
    (0..x.len()).filter(|&i| valid(i) && !(0..x.len()).any(|other| valid(other) && dominates(other, i))).collect()
}

fn as_set(mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_unstable();
    rows
}

/// Few distinct values make ties and duplicates common; now and then a value is missing or infinite.
fn column(random: &mut Random, length: usize) -> Vec<f64> {
    let steps = 1 + random.below(40);
    (0..length)
        .map(|_| match random.below(40) {
            0 => f64::NAN,
            1 => f64::INFINITY,
            2 => 0.0,
            _ => 1.0 + random.below(steps) as f64 / 4.0,
        })
        .collect()
}

#[test]
fn front_equals_brute_force() {
    let mut random = Random::new(7);
    for round in 0..400 {
        let length = random.below(60);
        let (x, y) = (column(&mut random, length), column(&mut random, length));
        let front = pareto::front(&x, &y);
        assert!(front.windows(2).all(|w| (x[w[0]], y[w[1]]) <= (x[w[1]], y[w[0]])), "round {round}: not in order");
        assert_eq!(as_set(front), brute_front(&x, &y), "round {round}");
    }
}

#[test]
fn the_strict_front_is_the_front_without_repeats() {
    let mut random = Random::new(11);
    for round in 0..400 {
        let length = random.below(60);
        let (x, y) = (column(&mut random, length), column(&mut random, length));
        let mut expected = pareto::front(&x, &y);
        // An infinite cost improves on nothing, so the notebook's loop never takes it.
        expected.retain(|&i| y[i] < f64::INFINITY);
        expected.dedup_by(|later, earlier| (x[*later], y[*later]) == (x[*earlier], y[*earlier]));
        assert_eq!(pareto::front_strict(&x, &y), expected, "round {round}");
    }
}

#[test]
fn the_order_of_rows_does_not_change_the_front() {
    let mut random = Random::new(13);
    for _ in 0..100 {
        let (x, y) = (column(&mut random, 40), column(&mut random, 40));
        let turned: Vec<usize> = (0..40).rev().collect();
        let pick = |values: &[f64]| turned.iter().map(|&i| values[i]).collect::<Vec<_>>();
        let front = pareto::front(&pick(&x), &pick(&y)).into_iter().map(|i| turned[i]).collect();
        assert_eq!(as_set(front), as_set(pareto::front(&x, &y)));
    }
}

#[test]
fn smallest_is_a_prefix_of_the_sorted_values() {
    let mut random = Random::new(17);
    for _ in 0..200 {
        let values = column(&mut random, 50);
        let rows: Vec<usize> = (0..50).filter(|_| random.below(3) > 0).collect();
        let all = rank::smallest(&values, &rows, usize::MAX);
        assert!(all.windows(2).all(|w| (values[w[0]], w[0]) < (values[w[1]], w[1])));
        assert_eq!(all.len(), rows.iter().filter(|&&row| !values[row].is_nan()).count());
        let n = random.below(50);
        assert_eq!(rank::smallest(&values, &rows, n), all[..n.min(all.len())]);
    }
}

fn tables() -> Vec<ActiveTable> {
    bundled::TABLES.iter().map(|table| support::bundled(table.dataset)).collect()
}

#[test]
fn front_of_real_tables_equals_brute_force() {
    for shown in tables() {
        for notebook in [false, true] {
            for latency in [Latency::Avg, Latency::P95] {
                for max_vus in shown.vus.iter().copied().map(Some).chain([None]) {
                    let choice = Choice {
                        notebook,
                        latency,
                        filter: Filter { max_vus, ..Filter::default() },
                        ..Choice::default()
                    };
                    check_front(&shown, &choice);
                }
            }
        }
    }
}

fn check_front(shown: &ActiveTable, choice: &Choice) {
    let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
    let view = ScatterView::new(shown, &rows, choice, &scatter_view::fixed(shown, choice));
    let points = &view.scene.points;
    let x: Vec<f64> = points.iter().map(|point| point.x).collect();
    let y: Vec<f64> = points.iter().map(|point| point.y).collect();
    let mut expected: Vec<usize> = brute_front(&x, &y);
    if choice.notebook {
        let key = |&i: &usize| (x[i].to_bits(), y[i].to_bits());
        expected.sort_by(|a, b| x[*a].total_cmp(&x[*b]).then(a.cmp(b)));
        expected.dedup_by_key(|i| key(i));
    }
    let context = format!("{} {choice:?}", shown.place.title());
    assert_eq!(as_set(view.scene.front.clone()), as_set(expected), "{context}");
    let cheapest = view.scene.star.as_ref().map(|star| star.y);
    assert_eq!(cheapest, y.iter().copied().min_by(f64::total_cmp), "{context}");
}

#[test]
fn filter_keeps_exactly_the_matching_rows() {
    for shown in tables() {
        let runs = &shown.runs;
        let all = Filter::default().rows(runs, &shown.batch_sizes);
        assert_eq!(all, (0..runs.rows).collect::<Vec<_>>());
        for &max in shown.vus.iter() {
            let rows = Filter { max_vus: Some(max), ..Filter::default() }.rows(runs, &shown.batch_sizes);
            assert_eq!(rows, all.iter().copied().filter(|&row| runs.vus[row] <= max).collect::<Vec<_>>());
        }
        let label = runs.hw_type.labels[0].clone();
        let one = Filter { hw_type: Some([label.clone()].into()), ..Filter::default() };
        assert!(one.rows(runs, &shown.batch_sizes).iter().all(|&row| runs.hw_type.label(row) == label));
        let none = Filter { image: Some(["no such image".to_owned()].into()), ..Filter::default() };
        assert!(none.rows(runs, &shown.batch_sizes).is_empty());
        let cheapest = Filter { cheapest: Some(5), ..Filter::default() }.rows(runs, &shown.batch_sizes);
        assert_eq!(cheapest, as_set(rank::smallest(&runs.cost_usd_per_billion, &all, 5)));
    }
}

#[test]
fn axes_stay_while_filters_move() {
    for shown in tables() {
        for axes in [Axes::Auto, Axes::Linear, Axes::Log] {
            let open = Choice { axes, ..Choice::default() };
            let narrow = Choice { filter: Filter { max_vus: Some(0.0), ..Filter::default() }, ..open.clone() };
            assert_eq!(scatter_view::fixed(&shown, &open), scatter_view::fixed(&shown, &narrow));
        }
    }
}

#[test]
fn sorting_orders_and_keeps_every_row() {
    for shown in tables() {
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        for column in &shown.runs.columns {
            for falling in [false, true] {
                let rows = sorted(column, &all, falling);
                assert_eq!(as_set(rows.clone()), all, "{}", column.name);
                let in_order = |a: usize, b: usize| match column.numbers() {
                    Some(values) => {
                        if falling {
                            values[a] >= values[b]
                        } else {
                            values[a] <= values[b]
                        }
                    }
                    None => {
                        if falling {
                            column.text(a) >= column.text(b)
                        } else {
                            column.text(a) <= column.text(b)
                        }
                    }
                };
                assert!(rows.windows(2).all(|w| in_order(w[0], w[1])), "{} {falling}", column.name);
                let stable = |w: &[usize]| column.text(w[0]) != column.text(w[1]) || w[0] < w[1];
                assert!(rows.windows(2).all(stable), "{} {falling}: ties out of order", column.name);
            }
        }
    }
}

#[test]
fn unusable_values_are_never_ranked() {
    let mut random = Random::new(23);
    for _ in 0..200 {
        let (latency, cost) = (column(&mut random, 30), column(&mut random, 30));
        let rows: Vec<usize> = (0..30).collect();
        let got = CostLatency::new(&latency, &cost, &rows, Reading::Plain);
        assert!(got.rows.iter().all(|&row| usable(latency[row]) && usable(cost[row])));
        assert_eq!(got.rows.len() + got.left_out, 30);
        assert_eq!(got.cheapest.is_none(), got.rows.is_empty());
    }
}

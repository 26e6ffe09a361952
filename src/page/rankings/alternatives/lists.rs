//! Which runs are alternatives: the Pareto set of the answer's own quantities, what costs as little, the best of each group.

use isocost_kernels::rows::MANY_ROWS;

use crate::analysis::decide::answer::{Demand, Solver, TOLERANCE, snapped};
use crate::analysis::decide::fronts::{Objective, Sieve, front, thinned};
use crate::page::tables::active_table::ActiveTable;

/// A difference of more than this, a share, is none of rounding.
const CLEAR: f64 = 1e3 * TOLERANCE;

/// Trade-offs, what is as cheap, and the best of each group: rows, best first; the answer is the first of each. `limited`:
/// the latency that the first chart shows in the place of the usual one, as measured.
pub(super) fn of(
    shown: &ActiveTable,
    solver: &Solver,
    answer: Option<usize>,
    tolerance: f64,
    limited: Option<&[f64]>,
) -> [Vec<usize>; 3] {
    let Some(answer) = answer else { return Default::default() };
    let leading = |mut rows: Vec<usize>| {
        rows.retain(|&row| row != answer);
        rows.insert(0, answer);
        rows
    };
    [leading(trade_offs(solver, limited)), leading(near(solver, answer, tolerance)), best_of_each(shown, solver)]
}

/// What nothing beats: no other is at least as cheap, as fast and, of a steady demand, grows as far, and better in one of
/// them. Without prices what one machine does is weighed against latency. Equal but for rounding is equal.
///
/// Of a steady demand every run counts: one that did less needs more machines, which are faster. `limited` latencies are
/// as measured at any demand: of no other load they are known.
fn trade_offs(solver: &Solver, limited: Option<&[f64]>) -> Vec<usize> {
    let passing = || solver.passing().iter().copied();
    let priced = passing().any(|row| solver.ranks(row));
    let is_steady = matches!(solver.question().demand, Demand::Steady { .. });
    // What is weighed: all of it is to be small.
    let weighed = |row: usize| {
        let grows = if priced && is_steady { solver.grows_to_units_per_sec(row) } else { 0.0 };
        let price = if priced { solver.cost(row) } else { -solver.most_units_per_sec(row) };
        [limited.map_or_else(|| solver.latency_ms(row), |values| values[row]), price, -grows]
    };
    let able = if priced { solver.ranking() } else { passing().filter(|&row| solver.meets(row)).collect() };
    // Of many runs most are beaten by far more than rounding, and need no place among the others.
    let sieve = |points: &[[f64; 3]], rows: &[usize]| solver.sieved(rows, points, CLEAR, limited);
    let sieve = (priced && !is_steady).then_some(&sieve as Sieve);
    let able = if able.len() < MANY_ROWS { able } else { thinned(&able, CLEAR, &weighed, sieve) };
    let pool = if priced { solver.ranked(&able) } else { solver.ranked_by_rate(&able) };
    let points: Vec<[f64; 3]> = pool.iter().map(|&row| weighed(row)).collect();
    let columns = [0, 1, 2].map(|k| snapped(&points.iter().map(|point| point[k]).collect::<Vec<_>>()));
    let objectives = columns.each_ref().map(|values| Objective { values, more_is_better: false });
    let mut places = front(&objectives, &(0..pool.len()).collect::<Vec<_>>());
    places.sort_unstable();
    // Of what is equal in all of them the one that ranks first.
    let at = |place: usize| objectives.each_ref().map(|objective| objective.values[place].to_bits());
    let mut told: Vec<[u64; 3]> = Vec::new();
    places.retain(|&place| {
        let is_new = !told.contains(&at(place));
        told.push(at(place));
        is_new
    });
    places.into_iter().map(|place| pool[place]).collect()
}

/// What costs at most `tolerance` (a share) more than the answer, or less where the fastest is asked. Rounding is no
/// difference. Without prices nothing. Of a steady demand one run of each configuration counts, as in the answer: what else
/// was measured of it is the same machines, said to do less.
fn near(solver: &Solver, answer: usize, tolerance: f64) -> Vec<usize> {
    let (own, within) = (solver.cost(answer), tolerance.max(TOLERANCE));
    let near = solver.costing(&solver.contenders(), own * (1.0 - within), own * (1.0 + within));
    solver.ranked(&near)
}

/// The best of each hardware and image, best first; then those without a cost, the most from one machine first.
fn best_of_each(shown: &ActiveTable, solver: &Solver) -> Vec<usize> {
    let groups = &shown.groups;
    let mut of_group: Vec<Vec<usize>> = vec![Vec::new(); groups.labels.len()];
    let classes: Vec<u32> = groups.of_row.iter().map(|&group| group as u32).collect();
    let bests = solver.best_of_each(&solver.contenders(), &classes, groups.labels.len());
    bests.into_iter().for_each(|row| of_group[groups.of_row[row]].push(row));
    let mut has_best = vec![false; of_group.len()];
    let mut best: Vec<usize> = of_group.iter().filter_map(|rows| solver.best(rows)).map(|point| point.row).collect();
    best.iter().for_each(|&row| has_best[groups.of_row[row]] = true);
    best = solver.ranked(&best);
    let mut unpriced: Vec<Vec<usize>> = vec![Vec::new(); of_group.len()];
    for row in solver.unpriced() {
        let group = groups.of_row[row];
        if !has_best[group] {
            unpriced[group].push(row);
        }
    }
    let most: Vec<usize> = unpriced.iter().filter_map(|rows| solver.most(rows)).map(|point| point.row).collect();
    best.extend(solver.ranked_by_rate(&most));
    best
}

//! The whole answer to a question: the best, what else there is, and what is to be known about it.

use std::collections::BTreeSet;

use super::point::Point;
use super::question::Demand;
use super::solver::Solver;
use super::whole::{TOLERANCE, same};

/// So many alternatives of a kind are told.
const MOST: usize = 4;

/// What is to be known about an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Warning {
    /// The default load share decides: with machines at full load it would be this.
    DefaultLoad(Point),
    /// The load of each machine is below all that were tried: the latency told was measured at the least of these, so many units
    /// of work per second.
    BelowTried(f64),
    /// The load of each machine is not reached on the curve: its latency is not known.
    LatencyUnknown,
    /// Throughput and latency of the runs contradict each other: the latency is that of runs with as much throughput.
    ByThroughput,
    /// Price and cost contradict each other in so many runs.
    ContradictingPrices(usize),
    /// So many runs within the limits have no cost and cannot win.
    Unpriced(usize),
    /// Costs are those of successful work: this share of the run's failed.
    Failed(f64),
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The cheapest, or the fastest at the price asked; without any price the run with the most from one machine.
    pub best: Point,
    /// Where some runs have no price: the one of them with the most from one machine.
    pub most_unpriced: Option<Point>,
    /// Other configurations at the same cost, best first, the first few.
    pub same_cost: Vec<Point>,
    /// How many runs have that cost besides the answer, and of how many other configurations; of a steady demand one run counts
    /// of each.
    pub same_cost_of: (usize, usize),
    /// Faster for more: each the cheapest that is faster than the one before.
    pub faster: Vec<Point>,
    /// The best of each hardware, best first.
    pub by_hardware: Vec<Point>,
    /// What is to be known about it.
    pub warnings: Vec<Warning>,
    /// The best of the hardware that the answer does not use.
    pub other_hardware: Option<Point>,
}

/// Answers; `None` when no run meets the demand within the limits and the price.
#[must_use]
pub fn answer(solver: &Solver) -> Option<Answer> {
    let rows = solver.passing();
    let contenders = solver.contenders();
    let Some(best) = solver.best(&contenders) else {
        let asks_price = solver.question().most_usd_per_unit().is_some();
        return if asks_price { None } else { solver.most(rows).map(|best| unpriced(solver, best)) };
    };
    let without = solver.unpriced();
    let same_runs = same_runs(solver, &best, &contenders);
    let same_cost_of = (same_runs.len(), others(solver, &best, &same_runs).len());
    let by_hardware = by_hardware(solver, solver.best_of_hardware(&contenders));
    let hardware = solver.candidates().hardware;
    Some(Answer {
        most_unpriced: solver.most(&without),
        same_cost: same_cost(solver, &best, same_runs),
        same_cost_of,
        faster: faster(solver, &best, &contenders),
        other_hardware: by_hardware.iter().copied().find(|point| hardware[point.row] != hardware[best.row]),
        warnings: warnings(solver, &best, without.len()),
        by_hardware,
        best,
    })
}

fn unpriced(solver: &Solver, best: Point) -> Answer {
    Answer {
        warnings: warnings(solver, &best, solver.passing().len()),
        best,
        most_unpriced: None,
        same_cost: Vec::new(),
        same_cost_of: (0, 0),
        faster: Vec::new(),
        by_hardware: Vec::new(),
        other_hardware: None,
    }
}

/// The other runs that cost the same.
fn same_runs(solver: &Solver, best: &Point, contenders: &[usize]) -> Vec<usize> {
    let cost = solver.cost(best.row);
    let mut found = solver.costing(contenders, cost * (1.0 - 2.0 * TOLERANCE), cost * (1.0 + 2.0 * TOLERANCE));
    found.retain(|&row| row != best.row && same(solver.cost(row), cost));
    found
}

/// The configurations of these runs but the answer's, each once.
fn others(solver: &Solver, best: &Point, rows: &[usize]) -> BTreeSet<usize> {
    let configuration = solver.candidates().configuration;
    let own = configuration[best.row];
    rows.iter().map(|&row| configuration[row]).filter(|&of| of != own).collect()
}

fn same_cost(solver: &Solver, best: &Point, mut left: Vec<usize>) -> Vec<Point> {
    let configuration = solver.candidates().configuration;
    left.retain(|&row| configuration[row] != configuration[best.row]);
    repeated(solver, left, &|point, row| configuration[row] != configuration[point.row])
}

fn faster(solver: &Solver, best: &Point, contenders: &[usize]) -> Vec<Point> {
    let bound = |point: &Point| point.latency_ms() * (1.0 - TOLERANCE);
    let left = solver.faster_than(contenders, bound(best));
    repeated(solver, left, &|point, row| solver.latency_ms(row) < bound(point))
}

fn by_hardware(solver: &Solver, mut left: Vec<usize>) -> Vec<Point> {
    let hardware = solver.candidates().hardware;
    let mut found = Vec::new();
    while let Some(best) = solver.best(&left) {
        left.retain(|&row| hardware[row] != hardware[best.row]);
        found.push(best);
    }
    found
}

/// The best, then the best of what that leaves, and so on.
fn repeated(solver: &Solver, mut left: Vec<usize>, stays: &dyn Fn(&Point, usize) -> bool) -> Vec<Point> {
    let mut found = Vec::new();
    while let Some(best) = solver.best(&left).filter(|_| found.len() < MOST) {
        left.retain(|&row| stays(&best, row));
        found.push(best);
    }
    found
}

fn warnings(solver: &Solver, best: &Point, unpriced: usize) -> Vec<Warning> {
    let candidates = solver.candidates();
    let mut warnings: Vec<Warning> = default_load(solver, best).map(Warning::DefaultLoad).into_iter().collect();
    if matches!(solver.question().demand, Demand::Steady { .. }) {
        if best.below_tried {
            warnings.push(Warning::BelowTried(best.least_tried_per_sec));
        }
        if best.vus.is_nan() {
            warnings.push(Warning::LatencyUnknown);
        }
        if solver.contradicts(best) {
            warnings.push(Warning::ByThroughput);
        }
    }
    if candidates.contradicting_prices > 0 {
        warnings.push(Warning::ContradictingPrices(candidates.contradicting_prices));
    }
    if unpriced > 0 {
        warnings.push(Warning::Unpriced(unpriced));
    }
    if candidates.good(best.row) < 1.0 {
        warnings.push(Warning::Failed(1.0 - candidates.good(best.row)));
    }
    warnings
}

/// The answer with machines at full load, where that is cheaper and nobody asked for less.
fn default_load(solver: &Solver, best: &Point) -> Option<Point> {
    let question = solver.question();
    if question.asked_load_share().is_some() || question.load_share() >= 1.0 || question.most_usd_per_unit().is_some() {
        return None;
    }
    let full = solver.at_full_load();
    let point = full.best(&full.contenders())?;
    (point.usd < best.usd * (1.0 - TOLERANCE)).then_some(point)
}

//! Chance of being the answer to a demand, or the fastest at a cost: the same draws of cost, with the question answered anew.
//!
//! A drawn cost of a configuration moves its whole curve: throughput by as much as its cost near the load of its answer was
//! drawn higher or lower, latencies the other way round, as so many VUs wait for it (Little's law). Which runs keep the limits
//! is taken as it was measured. Bills of whole machines are often equal; one that is as low as the lowest is not beaten, and
//! the question's own tie-break decides between such.

use std::cell::RefCell;
use std::collections::HashMap;

use super::draws::{draws, tell};
use super::{Noisy, Standing};
use crate::analysis::decide::answer::{Candidates, Demand, Limit, Measure, Point, Question, Solver, TOLERANCE};
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::stats::order;

/// Drawn costs that differ by less than this share are one: the question is answered once for them.
const STEP: f64 = 2e-3;

/// Of a configuration with more rows than these some are taken, at even steps of load, and its answer: a question is answered
/// a thousand times.
const MOST_ROWS: usize = 256;

/// A configuration that can answer.
struct Contender {
    /// Its answer.
    point: Point,
    /// Its rows that pass.
    rows: Vec<usize>,
}

impl Contender {
    /// At most [`MOST_ROWS`] of its rows, and that of its answer.
    fn some(&self, vus: &[f64]) -> Vec<usize> {
        let every = self.rows.len().div_ceil(MOST_ROWS);
        if every < 2 {
            return self.rows.clone();
        }
        let mut rows = self.rows.clone();
        order::sort_by(&mut rows, |&a, &b| vus[a].total_cmp(&vus[b]));
        let mut some: Vec<usize> = rows.into_iter().step_by(every).chain([self.point.row]).collect();
        some.sort_unstable();
        some.dedup();
        some
    }
}

impl Noisy<'_> {
    /// The configurations by their answers to a question, the one of all first. One that has none, or no usable cost, is left
    /// out.
    #[must_use]
    pub fn answering(&self, solver: &Solver) -> Vec<Standing> {
        let found = contenders(solver, self.measures.cost_usd);
        let mut standings: Vec<Standing> =
            found.iter().map(|contender| self.standing(contender.point.row, &contender.rows)).collect();
        if let Some(deviation) = self.noise.deviation() {
            self.judge(solver, &found, &mut standings, deviation);
        }
        // Of equal bills the page's tie-break decides here, too. After the draws, which the order of the table makes.
        let ranked = solver.ranked(&standings.iter().map(|standing| standing.best).collect::<Vec<usize>>());
        let mut place = vec![usize::MAX; self.measures.cost_usd.len()];
        ranked.into_iter().enumerate().for_each(|(at, row)| place[row] = at);
        order::sort_by(&mut standings, |a, b| place[a.best].cmp(&place[b.best]));
        standings
    }

    fn judge(&self, solver: &Solver, found: &[Contender], standings: &mut [Standing], deviation: f64) {
        let columns: Vec<Columns> =
            found.iter().map(|contender| Columns::of(solver, &contender.some(self.measures.vus))).collect();
        let known: RefCell<HashMap<(usize, i64), f64>> = RefCell::default();
        // By how many steps the drawn cost is off the measured one.
        let outcome = |at: usize, ln_cost: f64| {
            let off = ((ln_cost - self.measures.cost_usd[found[at].point.row].ln()) / STEP).round();
            *known
                .borrow_mut()
                .entry((at, off as i64))
                .or_insert_with(|| columns[at].outcome(solver.question(), (off * STEP).exp()))
        };
        let mut won = vec![0u32; standings.len()];
        draws(standings, (deviation, self.noise.doubt()), &mut |drawn| {
            let outcomes: Vec<(usize, f64)> = drawn.iter().map(|&(at, ln_cost)| (at, outcome(at, ln_cost))).collect();
            let least = outcomes.iter().map(|found| found.1).fold(f64::INFINITY, f64::min);
            let is_least = |value: f64| value.is_finite() && value <= least * (1.0 + TOLERANCE);
            outcomes.iter().filter(|found| is_least(found.1)).for_each(|&(at, _)| won[at] += 1);
        });
        tell(standings, &won);
    }
}

/// The answer of each configuration, the best first.
fn contenders(solver: &Solver, cost_usd: &[f64]) -> Vec<Contender> {
    let configuration = solver.candidates().configuration;
    let by_configuration = |mut rows: Vec<usize>| {
        order::sort_rows_by(&mut rows, &|row| configuration[row] as u64);
        rows
    };
    let able = by_configuration(solver.contenders());
    let mut left: Vec<Vec<usize>> =
        able.chunk_by(|&a, &b| configuration[a] == configuration[b]).map(<[usize]>::to_vec).collect();
    let all = by_configuration(solver.passing().to_vec());
    let rows_of = |row: usize| {
        let begins = all.partition_point(|&other| configuration[other] < configuration[row]);
        let ends = all.partition_point(|&other| configuration[other] <= configuration[row]);
        let mut rows = all[begins..ends].to_vec();
        rows.sort_unstable();
        rows
    };
    let mut bests: Vec<Point> = left.drain(..).filter_map(|rows| solver.best(&rows)).collect();
    bests.retain(|point| point.is_priced() && usable(cost_usd[point.row]));
    let first = solver.best(&bests.iter().map(|point| point.row).collect::<Vec<usize>>());
    let is_fastest = solver.question().at_most_usd_per_unit.is_some();
    let key = |point: &Point| {
        let measured = if is_fastest { point.latency_ms() } else { point.usd };
        (first.as_ref().is_some_and(|first| first.row != point.row), measured)
    };
    order::sort_by(&mut bests, |a, b| key(a).0.cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1)));
    bests.into_iter().map(|point| Contender { rows: rows_of(point.row), point }).collect()
}

/// The columns of a configuration's rows alone.
struct Columns {
    configuration: Vec<usize>,
    hardware: Vec<u32>,
    usd_per_hour: Vec<f64>,
    unit_costs: Option<(Vec<f64>, f64)>,
    units_per_sec: Vec<f64>,
    requests_per_sec: Option<Vec<f64>>,
    vus: Vec<f64>,
    mean_ms: Vec<f64>,
    p95_ms: Option<Vec<f64>>,
    good_share: Option<Vec<f64>>,
    failed_checks: Option<Vec<u8>>,
    limits: Vec<(Measure, Vec<f64>, f64)>,
}

fn picked<T: Copy>(values: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().map(|&row| values[row]).collect()
}

impl Columns {
    fn of(solver: &Solver, rows: &[usize]) -> Self {
        let of = solver.candidates();
        let limits = solver.question().limits.iter();
        Self {
            configuration: vec![0; rows.len()],
            hardware: vec![0; rows.len()],
            usd_per_hour: picked(of.usd_per_hour, rows),
            unit_costs: of.unit_costs.map(|(usd, units)| (picked(usd, rows), units)),
            units_per_sec: picked(of.units_per_sec, rows),
            requests_per_sec: of.requests_per_sec.map(|requests| picked(requests, rows)),
            vus: picked(of.vus, rows),
            mean_ms: picked(of.mean_ms, rows),
            p95_ms: of.p95_ms.map(|p95| picked(p95, rows)),
            good_share: of.good_share.map(|good| picked(good, rows)),
            failed_checks: of.failed_checks.map(|failed| picked(failed, rows)),
            // A column that a table lacks has no values.
            limits: limits
                .map(|limit| {
                    let value = |&row: &usize| limit.values.get(row).copied().unwrap_or(f64::NAN);
                    (limit.measure, rows.iter().map(value).collect(), limit.bound)
                })
                .collect(),
        }
    }

    /// The bill, or the latency where the fastest is asked, with costs that are `dearer` times the measured ones; infinite
    /// where they then cannot answer.
    fn outcome(&self, question: &Question, dearer: f64) -> f64 {
        let times = |values: &[f64], factor: f64| values.iter().map(|value| value * factor).collect::<Vec<f64>>();
        let costs = self.unit_costs.as_ref().map(|(usd, units)| (times(usd, dearer), *units));
        let rates = times(&self.units_per_sec, 1.0 / dearer);
        let requests = self.requests_per_sec.as_ref().map(|requests| times(requests, 1.0 / dearer));
        let (mean, p95) = (times(&self.mean_ms, dearer), self.p95_ms.as_ref().map(|p95| times(p95, dearer)));
        let candidates = Candidates {
            configuration: &self.configuration,
            hardware: &self.hardware,
            usd_per_hour: &self.usd_per_hour,
            unit_costs: costs.as_ref().map(|(usd, units)| (usd.as_slice(), *units)),
            units_per_sec: &rates,
            requests_per_sec: requests.as_deref(),
            vus: &self.vus,
            mean_ms: &mean,
            p95_ms: p95.as_deref(),
            good_share: self.good_share.as_deref(),
            failed_checks: self.failed_checks.as_deref(),
            contradicting_prices: 0,
        };
        let limits = self.limits.iter().map(|(measure, values, bound)| Limit {
            measure: *measure,
            values: values.as_slice().into(),
            bound: *bound,
        });
        let question = Question { limits: limits.collect(), ..question.clone() };
        let is_fastest = question.at_most_usd_per_unit.is_some();
        let is_demand = question.demand != Demand::None;
        let rows: Vec<usize> = (0..self.vus.len()).collect();
        let solver = Solver::new(candidates, question, &rows);
        solver.best(&solver.contenders()).map_or(f64::INFINITY, |best| match (is_fastest, is_demand) {
            (true, _) => best.latency_ms(),
            (_, true) => best.usd,
            _ => best.usd_per_unit,
        })
    }
}

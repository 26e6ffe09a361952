//! The solver: which runs may answer a question, what each costs, and which is the best of any of them.

mod many;
mod ranked;

use isocost_kernels::rows::MANY_ROWS;

use super::order::first;
use super::point::Point;
use super::question::{Candidates, Demand, HOURS_PER_MONTH, Question};
use super::response::Response;
use super::steady;
use super::volume::schedule;
use super::whole::{TOLERANCE, begun_hours, same};
use crate::analysis::stats::order;
use crate::format::numbers::three_digits;

/// A question, the runs that may answer it, and what is found of them once.
#[derive(Debug)]
pub struct Solver<'a> {
    candidates: Candidates<'a>,
    question: Question<'a>,
    passing: Vec<usize>,
    /// By configuration; empty unless the demand is steady.
    responses: Vec<Response>,
    /// By row; NaN of those that do not pass.
    costs: Vec<f64>,
}

/// The machines that repeat a run, before their latency is looked at.
struct Fleet {
    machines: f64,
    machine_hours: f64,
    longest_hours: f64,
    at_longest: f64,
    /// $ for the demand; NaN without a price.
    usd: f64,
}

impl<'a> Solver<'a> {
    /// Prepares a question among `rows`, those that the reader allows. Of a steady demand the runs beyond the limits count
    /// as points of their configuration's curve.
    #[must_use]
    pub fn new(candidates: Candidates<'a>, question: Question<'a>, rows: &[usize]) -> Self {
        let keeps = |row: usize| question.limits.iter().all(|limit| limit.keeps(row));
        let usable = question.demand.is_usable();
        let passing = match usable {
            false => Vec::new(),
            true if question.limits.is_empty() => rows.to_vec(),
            true if rows.len() >= MANY_ROWS => many::passing(rows, &question.limits),
            true => rows.iter().copied().filter(|&row| keeps(row)).collect(),
        };
        let responses = match question.demand {
            Demand::Steady { .. } => responses(&candidates, &question, rows),
            _ => Vec::new(),
        };
        Self { candidates, question, passing, responses, costs: Vec::new() }.with_costs()
    }

    fn with_costs(mut self) -> Self {
        let rows = self.candidates.units_per_sec.len();
        if let (Demand::None, true, Some(of)) =
            (self.question.demand, self.passing.len() >= MANY_ROWS, self.candidates.unit_costs)
        {
            self.costs = many::unit_costs(of, &self.passing);
            return self;
        }
        let mut costs = vec![f64::NAN; rows];
        for &row in &self.passing {
            costs[row] = match self.question.demand {
                Demand::None => self.candidates.unit_cost(row),
                _ => self.fleet(row).map_or(f64::NAN, |fleet| fleet.usd),
            };
        }
        self.costs = costs;
        self
    }

    /// The same question with machines that may be used in full.
    pub(super) fn at_full_load(&self) -> Self {
        Self {
            candidates: self.candidates,
            question: Question { load_share: Some(1.0), ..self.question.clone() },
            passing: self.passing.clone(),
            responses: self.responses.clone(),
            costs: Vec::new(),
        }
        .with_costs()
    }

    /// The runs that keep the limits.
    #[must_use]
    pub fn passing(&self) -> &[usize] {
        &self.passing
    }

    /// The question.
    #[must_use]
    pub fn question(&self) -> &Question<'a> {
        &self.question
    }

    /// The runs.
    #[must_use]
    pub fn candidates(&self) -> &Candidates<'a> {
        &self.candidates
    }

    /// Those of [`Self::passing`] that may be the best of all. Of a steady demand the runs of a configuration share a curve,
    /// so that one with less throughput at no lower price needs no fewer machines, and is no faster.
    #[must_use]
    pub fn contenders(&self) -> Vec<usize> {
        if !matches!(self.question.demand, Demand::Steady { .. }) {
            return self.passing.clone();
        }
        let candidates = &self.candidates;
        let mut sorted = self.passing.clone();
        order::sort_rows_by(&mut sorted, &|row| !order::key(candidates.rate(row)));
        order::sort_rows_by(&mut sorted, &|row| candidates.configuration[row] as u64);
        let mut keeps = vec![false; self.costs.len()];
        let (mut configuration, mut kept) = (usize::MAX, (f64::INFINITY, f64::INFINITY));
        for row in sorted {
            let (rate, price) = (candidates.rate(row), candidates.price(row));
            if candidates.configuration[row] != configuration {
                (configuration, kept) = (candidates.configuration[row], (f64::INFINITY, f64::INFINITY));
            }
            if price < kept.1 || (price <= kept.1 * (1.0 + TOLERANCE) && same(rate, kept.0)) {
                keeps[row] = true;
                kept = (rate, price.min(kept.1));
            }
        }
        self.passing.iter().copied().filter(|&row| keeps[row]).collect()
    }

    /// The best answer among some of [`Self::passing`]: the cheapest, or the fastest at the price asked.
    #[must_use]
    pub fn best(&self, rows: &[usize]) -> Option<Point> {
        let (cost, p95) = (|row| self.cost(row), |row| self.latency(row).0);
        let (mean, load) = (|row| self.latency(row).1, |row| self.load_share(row));
        let checks = |row| self.failed_checks(row);
        let row = if self.question.most_usd_per_unit().is_some() {
            let affordable: Vec<usize> = rows.iter().copied().filter(|&row| self.is_affordable(row)).collect();
            let none = |row| if self.latency_ms(row).is_finite() { 0.0 } else { f64::NAN };
            first(&affordable, &[&none, &p95, &mean, &cost, &|row| self.tied_latency(row).1, &load, &checks])
        } else {
            let near = isocost_kernels::rows::near_least(&self.costs, rows, TOLERANCE);
            let (p95, mean) = (|row| self.tied_latency(row).0, |row| self.tied_latency(row).1);
            first(&near, &[&cost, &p95, &mean, &load, &checks])
        };
        self.point(row?)
    }

    /// The most from one machine, among some of [`Self::passing`]: what is left to say without prices.
    #[must_use]
    pub fn most(&self, rows: &[usize]) -> Option<Point> {
        let seconds = |row| 1.0 / self.candidates.rate(row);
        let (p95, mean) = (|row| self.latency(row).0, |row| self.latency(row).1);
        let able: Vec<usize> = rows.iter().copied().filter(|&row| self.fleet(row).is_some()).collect();
        self.point(first(&able, &[&seconds, &p95, &mean, &|row| self.failed_checks(row)])?)
    }

    /// What is asked, met by a run; `None` where it cannot be.
    #[must_use]
    pub fn point(&self, row: usize) -> Option<Point> {
        let fleet = self.fleet(row)?;
        let Fleet { machines, machine_hours, longest_hours, at_longest, usd } = fleet;
        let (candidates, spare) = (&self.candidates, self.question.spares());
        let capacity = candidates.rate(row);
        let price = candidates.price(row);
        let own = (candidates.load(row), candidates.mean(row), candidates.p95(row), false, capacity);
        let (units_per_sec, (vus, mean_ms, p95_ms, below_tried, least_tried_per_sec)) = match self.question.demand {
            Demand::Steady { units_per_sec, .. } => {
                let each = units_per_sec / machines;
                let at = self.responses[candidates.configuration[row]].at(each);
                (each, (at.vus, at.mean_ms, at.p95_ms, at.below_tried, at.least_units_per_sec))
            }
            Demand::Volume { .. } => (capacity * self.question.load_share(), own),
            Demand::None => (capacity, own),
        };
        let per_month = match self.question.demand {
            Demand::Volume { .. } => f64::NAN,
            _ => (machines + spare) * HOURS_PER_MONTH * price,
        };
        Some(Point {
            row,
            machines,
            spare,
            machine_hours,
            longest_hours,
            at_longest,
            units_per_sec,
            capacity_units_per_sec: capacity,
            load_share: self.load_share(row),
            vus,
            mean_ms,
            p95_ms,
            below_tried,
            least_tried_per_sec,
            usd,
            usd_per_month: per_month,
            usd_per_unit: match self.question.demand {
                Demand::None => candidates.unit_cost(row),
                Demand::Volume { units, .. } => usd / units,
                Demand::Steady { units_per_sec, .. } => (machines + spare) * price / 3600.0 / units_per_sec,
            },
        })
    }

    /// Whether the throughput of the configuration's runs contradicts their latency at the load of an answer to a steady demand.
    pub(super) fn contradicts(&self, point: &Point) -> bool {
        let response = self.responses.get(self.candidates.configuration[point.row]);
        response.is_some_and(|response| response.contradicts(point.vus))
    }

    /// What decides between runs, $: per unit without a demand, else for all of it; NaN where it is not known or the
    /// demand cannot be met, and of runs that do not keep the limits.
    #[must_use]
    pub fn cost(&self, row: usize) -> f64 {
        self.costs[row]
    }

    /// Whether its price is known, or without a demand its cost.
    #[must_use]
    pub fn is_priced(&self, row: usize) -> bool {
        match self.question.demand {
            Demand::None => !self.candidates.unit_cost(row).is_nan(),
            _ => !self.candidates.price(row).is_nan(),
        }
    }

    /// The p95, infinite where there is none, and the mean where it stands in for that, else 0.
    fn latency(&self, row: usize) -> (f64, f64) {
        let (p95, mean) = self.latencies(row);
        (p95, if p95.is_finite() { 0.0 } else { mean })
    }

    /// What decides between equal bills. Of a steady demand both latencies lie between measured ones: digits of a p95 that
    /// are not shown tell nothing, and the mean decides where it is the same in three.
    #[inline(never)]
    fn tied_latency(&self, row: usize) -> (f64, f64) {
        match self.question.demand {
            Demand::Steady { .. } => {
                let (p95, mean) = self.latencies(row);
                (three_digits(p95), mean)
            }
            _ => self.latency(row),
        }
    }

    /// The p95 and the mean, infinite where there is none.
    fn latencies(&self, row: usize) -> (f64, f64) {
        let (mean, p95) = match self.question.demand {
            Demand::Steady { units_per_sec, .. } => match self.fleet(row) {
                Some(fleet) => {
                    let response = &self.responses[self.candidates.configuration[row]];
                    let at = response.at(units_per_sec / fleet.machines);
                    (at.mean_ms, at.p95_ms)
                }
                None => (f64::NAN, f64::NAN),
            },
            _ => (self.candidates.mean(row), self.candidates.p95(row)),
        };
        let known = |ms: f64| if ms.is_nan() { f64::INFINITY } else { ms };
        (known(p95), known(mean))
    }

    /// The latency that decides, ms; infinite without one.
    #[must_use]
    pub fn latency_ms(&self, row: usize) -> f64 {
        let (p95, mean) = self.latency(row);
        if p95.is_finite() { p95 } else { mean }
    }

    fn load_share(&self, row: usize) -> f64 {
        let capacity = self.candidates.rate(row);
        match (self.question.demand, self.fleet(row)) {
            (Demand::Volume { units, .. }, Some(fleet)) => units / (3600.0 * capacity * fleet.machine_hours),
            (Demand::Steady { units_per_sec, .. }, Some(fleet)) => units_per_sec / fleet.machines / capacity,
            _ => 1.0,
        }
    }

    fn failed_checks(&self, row: usize) -> f64 {
        self.candidates.failed_checks.map_or(0.0, |failed| f64::from(failed[row]))
    }

    fn is_affordable(&self, row: usize) -> bool {
        let Some(most) = self.question.most_usd_per_unit() else { return true };
        let per_unit = match self.question.demand {
            Demand::None => self.candidates.unit_cost(row),
            demand => self.cost(row) / demand.units(),
        };
        per_unit <= most * (1.0 + TOLERANCE)
    }

    fn fleet(&self, row: usize) -> Option<Fleet> {
        let price = self.candidates.price(row);
        let rate = self.candidates.rate(row);
        match self.question.demand {
            Demand::None => Some(Fleet {
                machines: 1.0,
                machine_hours: HOURS_PER_MONTH,
                longest_hours: HOURS_PER_MONTH,
                at_longest: 1.0,
                usd: HOURS_PER_MONTH * price,
            }),
            Demand::Volume { units, within_hours } => {
                let plan = schedule(units / (3600.0 * rate * self.question.load_share()), within_hours)?;
                Some(Fleet {
                    machines: plan.machines,
                    machine_hours: plan.billed,
                    longest_hours: plan.longest,
                    at_longest: plan.at_longest(),
                    usd: plan.billed * price,
                })
            }
            Demand::Steady { units_per_sec, hours } => {
                let response = &self.responses[self.candidates.configuration[row]];
                let machines = steady::machines(&self.candidates, &self.question, response, row, units_per_sec)?;
                let hours = begun_hours(hours);
                let machine_hours = (machines + self.question.spares()) * hours;
                let usd = machine_hours * price;
                Some(Fleet { machines, machine_hours, longest_hours: hours, at_longest: machines, usd })
            }
        }
    }
}

fn responses(candidates: &Candidates, question: &Question, rows: &[usize]) -> Vec<Response> {
    let of = |row: usize| candidates.configuration[row];
    let mut sorted = rows.to_vec();
    order::sort_rows_by(&mut sorted, &|row| of(row) as u64);
    let mut responses = vec![Response::default(); sorted.last().map_or(0, |&row| of(row) + 1)];
    for configuration in sorted.chunk_by(|&a, &b| of(a) == of(b)) {
        responses[of(configuration[0])] = Response::of(candidates, question, configuration);
    }
    responses
}

//! Questions with fixed seeds, on columns of bundled and made tables, in the product's form and the reference's.

use isocost::analysis::decide::answer::{Candidates, Demand, Limit, Measure, Question};
use isocost::data::runs::prices::PriceList;
use isocost::data::runs::table_facts::Basis;
use isocost::page::tables::active_table::ActiveTable;

use super::reference::{Asked, Bound, Case};
use crate::support::Random;

/// Columns of runs.
pub struct Columns {
    pub configuration: Vec<usize>,
    pub hardware: Vec<u32>,
    pub price: Vec<f64>,
    pub cost: Option<Vec<f64>>,
    pub rate: Vec<f64>,
    /// Requests per second, where the work is tokens.
    pub requests: Option<Vec<f64>>,
    pub vus: Vec<f64>,
    pub mean: Vec<f64>,
    pub p95: Option<Vec<f64>>,
    pub good: Option<Vec<f64>>,
    pub failed: Vec<u8>,
    /// A share that is limited: of errors.
    pub errors: Vec<f64>,
}

impl Columns {
    /// Those of a table, with prices from a list, and what fails Little's law counted.
    pub fn of(shown: &ActiveTable, prices: &PriceList) -> Self {
        let runs = &shown.runs;
        let basis = Basis::of(runs);
        let all = 0..runs.rows;
        let vendor = |row: usize| runs.vendor.as_ref().map_or("", |vendor| vendor.label(row));
        let price = |row: usize| prices.usd_per_hour(vendor(row), runs.hw_type.label(row)).unwrap_or(f64::NAN);
        let fails = |row: usize| {
            let ratio = runs.throughput_req_per_sec[row] * runs.avg_latency_ms[row] / 1e3 / runs.vus[row];
            u8::from(!(0.9..=1.05).contains(&ratio))
        };
        Self {
            configuration: all
                .clone()
                .map(|row| basis.set_of[row] * 1000 + runs.batch_sizes.codes[row] as usize)
                .collect(),
            hardware: runs.hw_type.codes.to_vec(),
            price: all.clone().map(price).collect(),
            cost: None,
            rate: runs.throughput_req_per_sec.to_vec(),
            requests: None,
            vus: runs.vus.to_vec(),
            mean: runs.avg_latency_ms.to_vec(),
            p95: runs.p95_latency_ms.as_ref().map(|p95| p95.to_vec()),
            good: None,
            failed: all.clone().map(fails).collect(),
            errors: vec![0.0; runs.rows],
        }
    }

    /// Small whole numbers, so that ties are frequent; now and then one is missing.
    pub fn made(random: &mut Random) -> Self {
        let rows = 1 + random.below(24);
        let odd = |random: &mut Random, usual: f64| match random.below(20) {
            0 => f64::NAN,
            1 => 0.0,
            _ => usual,
        };
        let mut column = |most: usize, scale: f64, can_miss: bool| -> Vec<f64> {
            let value = |random: &mut Random| (1 + random.below(most)) as f64 * scale;
            (0..rows)
                .map(|_| {
                    let usual = value(random);
                    if can_miss { odd(random, usual) } else { usual }
                })
                .collect()
        };
        let (price, rate, vus) = (column(3, 0.1, true), column(6, 0.3, true), column(8, 1.0, true));
        let (mean, p95) = (column(7, 400.0, true), column(7, 700.0, true));
        let (errors, good) = (column(5, 0.01, true), column(4, 0.25, false));
        let cost: Vec<f64> = price.iter().zip(&rate).map(|(price, rate)| price / 3600.0 / rate).collect();
        Self {
            configuration: (0..rows).map(|_| random.below(4)).collect(),
            hardware: (0..rows).map(|_| random.below(3) as u32).collect(),
            cost: (random.below(2) == 0).then_some(cost),
            price,
            rate,
            requests: None,
            vus,
            mean,
            p95: (random.below(4) > 0).then_some(p95),
            good: (random.below(3) == 0).then_some(good),
            failed: (0..rows).map(|_| random.below(3) as u8).collect(),
            errors,
        }
    }

    /// The same columns with a work of tokens, of which a request has some; now and then the requests are unknown.
    pub fn in_tokens(mut self, random: &mut Random) -> Self {
        let mut requests = |rate: &f64| match random.below(12) {
            0 => f64::NAN,
            _ => rate / [200.0, 200.0, 210.0, 1024.0][random.below(4)],
        };
        self.requests = Some(self.rate.iter().map(&mut requests).collect());
        self
    }

    pub fn rows(&self) -> usize {
        self.rate.len()
    }

    pub fn all(&self) -> Vec<usize> {
        (0..self.rows()).collect()
    }

    pub fn candidates(&self) -> Candidates<'_> {
        Candidates {
            configuration: &self.configuration,
            hardware: &self.hardware,
            usd_per_hour: &self.price,
            unit_costs: self.cost.as_deref().map(|cost| (cost, 1.0)),
            units_per_sec: &self.rate,
            requests_per_sec: self.requests.as_deref(),
            vus: &self.vus,
            mean_ms: &self.mean,
            p95_ms: self.p95.as_deref(),
            good_share: self.good.as_deref(),
            failed_checks: Some(&self.failed),
            contradicting_prices: 0,
        }
    }

    fn scale(values: &[f64], random: &mut Random) -> f64 {
        let known: Vec<f64> = values.iter().copied().filter(|&value| value > 0.0).collect();
        if known.is_empty() { 1.0 } else { known[random.below(known.len())] }
    }

    /// What a unit of work costs on one of them, about.
    pub fn unit_cost(&self, random: &mut Random) -> f64 {
        Self::scale(&self.price, random) / 3600.0 / Self::scale(&self.rate, random)
    }

    /// A question about these columns.
    pub fn question(&self, random: &mut Random) -> Case {
        let rate = Self::scale(&self.rate, random);
        let times = if random.below(3) == 0 { (1 + random.below(12)) as f64 } else { 0.01 + 40.0 * random.unit() };
        let hours = [0.5, 1.0, 2.5, 3.0, 7.25, 24.0, 72.0][random.below(7)];
        let asked = match random.below(5) {
            0 => Asked::Nothing,
            1 | 2 => Asked::Rate(rate * times),
            _ => Asked::Work((rate * times * 3600.0 * hours).max(1.0), hours),
        };
        let mut bounds = Vec::new();
        let mut limit = |random: &mut Random, values: &[f64], chance: usize, (is_latency, at_least): (bool, bool)| {
            if random.below(chance) == 0 {
                let factor = if random.below(2) == 0 { 1.0 } else { 0.5 + random.unit() };
                let limit = Self::scale(values, random) * factor;
                bounds.push(Bound { values: values.to_vec(), limit, is_latency, at_least });
            }
        };
        limit(random, &self.mean, 4, (true, false));
        if let Some(p95) = &self.p95 {
            limit(random, p95, 2, (true, false));
        }
        limit(random, &self.errors, 6, (false, false));
        limit(random, &self.rate, 6, (false, true));
        let share = match (asked, random.below(3)) {
            (Asked::Nothing, _) => 1.0,
            (Asked::Rate(_), 0) => 0.75,
            (_, 1) => 0.3 + 0.7 * random.unit(),
            _ => 1.0,
        };
        let spare = if matches!(asked, Asked::Rate(_)) { random.below(2) } else { 0 };
        Case { asked, bounds, share, spare, at_most_usd: None }
    }
}

/// A question in the product's form.
pub fn posed(case: &Case) -> Question<'_> {
    let limit = |bound: &'_ Bound| {
        let measure = match (bound.is_latency, bound.at_least) {
            (true, _) => Measure::Latency,
            (_, true) => Measure::Rate,
            _ => Measure::Share,
        };
        (measure, bound.limit)
    };
    Question {
        demand: match case.asked {
            Asked::Nothing => Demand::None,
            Asked::Rate(units_per_sec) => Demand::Steady { units_per_sec, hours: 730.0 },
            Asked::Work(units, within_hours) => Demand::Volume { units, within_hours },
        },
        limits: case
            .bounds
            .iter()
            .map(|bound| {
                let (measure, limit) = limit(bound);
                Limit { measure, values: bound.values.as_slice().into(), bound: limit }
            })
            .collect(),
        load_share: Some(case.share),
        spare: case.spare > 0,
        at_most_usd_per_unit: case.at_most_usd,
    }
}

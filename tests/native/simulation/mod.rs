//! Simulated load tests: tables with known throughput curves and known noise, to check what is said against what is true.
//!
//! The suite makes 200 tables; `make simulate` makes 1,000 (`ISOCOST_SIMULATIONS` sets their number). Each table has its own
//! seed, so that one that fails can be made alone.

mod chances;
mod curve;
mod demands;
mod grades;

use isocost::data::runs::name;
use isocost::data::runs::table_facts::Basis;
use isocost::page::tables::active_table::ActiveTable;

use crate::support::Random;
use crate::support::shown::made_table;
use crate::support::tables::made_of_rows;
use curve::Curve;

/// How many tables are made.
pub fn simulations() -> usize {
    std::env::var("ISOCOST_SIMULATIONS").ok().and_then(|value| value.parse().ok()).unwrap_or(200)
}

/// A configuration of a made table, and what is true of it.
pub struct Configuration {
    /// Its throughput without noise.
    pub curve: Curve,
    /// $ per hour of its machine.
    pub usd_per_hour: f64,
    /// Its rows, by rising VUs.
    pub rows: Vec<usize>,
}

impl Configuration {
    /// What a billion requests cost at a load without noise, $.
    pub fn true_usd(&self, vus: f64) -> f64 {
        self.usd_per_hour * 1e9 / 3600.0 / self.curve.throughput(vus)
    }

    /// The cost of its cheapest load among those tried, without noise, $ per billion requests.
    pub fn best_true_usd(&self, table: &Simulated) -> f64 {
        self.rows.iter().map(|&row| self.true_usd(table.shown.runs.vus[row])).fold(f64::INFINITY, f64::min)
    }

    /// By how much throughput really changes from one load to another, a share.
    pub fn true_gain(&self, from_vus: f64, to_vus: f64) -> f64 {
        self.curve.throughput(to_vus) / self.curve.throughput(from_vus) - 1.0
    }
}

/// A made table: the noisy runs as the page has them, and what is true.
pub struct Simulated {
    /// The table as it is opened.
    pub shown: ActiveTable,
    /// Its facts.
    pub basis: Basis,
    /// The standard deviation of ln throughput of one run.
    pub noise: f64,
    /// What is true of each configuration.
    pub configurations: Vec<Configuration>,
}

impl Simulated {
    /// The configuration that is really the cheapest at the loads tried.
    pub fn true_cheapest(&self) -> usize {
        let usd: Vec<f64> = self.configurations.iter().map(|found| found.best_true_usd(self)).collect();
        (0..usd.len()).min_by(|&a, &b| usd[a].total_cmp(&usd[b])).unwrap()
    }

    /// The same table without noise.
    pub fn without_noise(&self) -> ActiveTable {
        let runs = &self.shown.runs;
        let run = |row: usize| {
            let found = &self.configurations[self.configuration_of(row)];
            let hardware = if found.usd_per_hour == 0.8 { "nvidia-l4" } else { "nvidia-t4" };
            let (batch_size, vus) = (runs.batch_size[row], runs.vus[row]);
            Run { hardware, batch_size, vus, throughput: found.curve.throughput(vus), usd: found.true_usd(vus) }
        };
        opened(&(0..runs.rows).map(run).collect::<Vec<_>>())
    }

    /// The configuration of a row.
    pub fn configuration_of(&self, row: usize) -> usize {
        self.configurations.iter().position(|found| found.rows.contains(&row)).unwrap()
    }

    /// The table of a seed: 3 to 12 configurations on two kinds of hardware, loads on a geometric lattice, and further ones
    /// within 3 % of each one's best, as a search that bisects makes them.
    pub fn new(seed: u64) -> Self {
        let mut random = Random::new(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        // The first numbers of near seeds are alike.
        for _ in 0..8 {
            random.unit();
        }
        let noise = 0.01 + 0.05 * random.unit();
        let spread = 0.01 + 0.1 * random.unit();
        let count = 3 + random.below(10);
        let (mut runs, mut made) = (Vec::new(), Vec::new());
        for at in 0..count {
            let is_l4 = random.below(2) == 0;
            let usd_per_hour = if is_l4 { 0.8 } else { 0.5 };
            // By cost, so that neither hardware wins always.
            let plateau = 500.0 * usd_per_hour * (spread * normal(&mut random)).exp();
            let curve = Curve::made(&mut random, plateau);
            let (hardware, batch_size) = (if is_l4 { "nvidia-l4" } else { "nvidia-t4" }, 2.0_f64.powi(at as i32));
            let run = |vus: f64, random: &mut Random| {
                let throughput = curve.throughput(vus) * (noise * normal(random)).exp();
                Run { hardware, batch_size, vus, throughput, usd: usd_per_hour * 1e9 / 3600.0 / throughput }
            };
            let mut own: Vec<Run> = loads(&mut random).into_iter().map(|vus| run(vus, &mut random)).collect();
            let best = own.iter().max_by(|a, b| a.throughput.total_cmp(&b.throughput)).unwrap().vus;
            for vus in neighbours(&mut random, best) {
                if own.iter().all(|run| run.vus != vus) {
                    own.push(run(vus, &mut random));
                }
            }
            own.sort_by(|a, b| a.vus.total_cmp(&b.vus));
            let rows = (runs.len()..runs.len() + own.len()).collect();
            runs.extend(own);
            made.push(Configuration { curve, usd_per_hour, rows });
        }
        let shown = opened(&runs);
        Self { basis: Basis::of(&shown.runs), shown, noise, configurations: made }
    }
}

struct Run {
    hardware: &'static str,
    batch_size: f64,
    vus: f64,
    throughput: f64,
    usd: f64,
}

fn opened(runs: &[Run]) -> ActiveTable {
    made_table(made_of_rows(
        runs,
        &[(name::HW_TYPE, |run| run.hardware)],
        &[
            (name::BATCH_SIZE, |run| run.batch_size),
            (name::VUS, |run| run.vus),
            // All VUs but a few are always waiting for an answer.
            (name::AVG_LATENCY_MS, |run| 970.0 * run.vus / run.throughput),
            (name::P95_LATENCY_MS, |run| 1300.0 * run.vus / run.throughput),
            (name::THROUGHPUT, |run| run.throughput),
            (name::COST, |run| run.usd),
            (name::TOTAL_REQUESTS, |_| 10_000.0),
            (name::SUCCESSFUL_REQUESTS, |_| 10_000.0),
        ],
    ))
}

/// A lattice of loads, doubling or by a third, from 1 to 32 VUs up to 128 to 768.
fn loads(random: &mut Random) -> Vec<f64> {
    let first = [1.0, 4.0, 8.0, 16.0, 32.0][random.below(5)];
    let last = [128.0, 256.0, 512.0, 768.0][random.below(4)];
    let step: f64 = [2.0, 2.0, 1.5, 4.0 / 3.0][random.below(4)];
    let mut loads: Vec<f64> = Vec::new();
    let mut vus: f64 = first;
    while vus <= last {
        loads.push(vus.round());
        vus *= step;
    }
    loads.dedup();
    loads
}

/// Up to five further loads within 3 % of one.
fn neighbours(random: &mut Random, best: f64) -> Vec<f64> {
    let count = 2 + random.below(4);
    (0..count).map(|_| (best * (1.0 + 0.03 * (2.0 * random.unit() - 1.0))).round()).collect()
}

/// A number of the standard normal distribution (Box and Muller 1958).
pub fn normal(random: &mut Random) -> f64 {
    let radius = (-2.0 * (1.0 - random.unit()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.unit()).cos()
}

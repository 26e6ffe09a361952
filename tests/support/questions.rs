//! Fifty questions with fixed seeds about the bundled tables: as addresses' queries, and in the reference's form.

use std::fmt::Write;

use isocost::analysis::decide::answer::Candidates;
use isocost::data::bundled::{Bundled, LLM, TABLES};
use isocost::data::runs::table_facts::Basis;
use isocost::page::answer::columns::Columns as PageColumns;
use isocost::page::choice::filters::Choice;
use isocost::page::tables::active_table::{ActiveTable, Loaded, Provenance};
use isocost::page::tables::table_source::TableSource;

use super::Random;
use super::asked::Columns;
use super::reference::{Asked, Bound, Case, Found, reference};

/// A question: the table, and what follows `dataset=` in the address.
pub struct Asking {
    pub table: &'static Bundled,
    pub query: String,
    case: Case,
}

/// The questions: each of the three tables of encoders is asked 13, that of a language model 11.
pub fn fifty() -> Vec<Asking> {
    let mut random = Random::new(241);
    let of = |(table, count): (&'static Bundled, usize)| {
        let shown = shown(table, "");
        (0..count).map(|_| asking(table, &shown, &mut random)).collect::<Vec<_>>()
    };
    TABLES.iter().map(|table| (table, 13)).chain([(&LLM, 11)]).flat_map(of).collect()
}

/// A table at what a query asks.
pub fn shown(table: &Bundled, query: &str) -> ActiveTable {
    let loaded = Loaded::new(TableSource::of_dataset(table.dataset), Provenance::Own, table.table());
    loaded.shown(&choice(query)).unwrap()
}

pub fn choice(query: &str) -> Choice {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap());
    let choice = Choice::from_pairs(pairs);
    assert!(choice.notes.is_empty(), "{query}: {:?}", choice.notes);
    choice
}

impl Asking {
    /// The reference's answer. Columns of encoders are its own; tokens, GPUs and their prices are the page's.
    pub fn found(&self) -> Option<Found> {
        let (shown, choice) = (shown(self.table, &self.query), choice(&self.query));
        let rows = choice.filter.rows(&shown.runs, &shown.batch_sizes);
        let rows: Vec<usize> = rows
            .into_iter()
            .filter(|&row| choice.limits.limits(&shown.runs).allows(shown.runs.hw_type.codes[row]))
            .collect();
        with_candidates(&shown, self.table, &choice, |of| reference(of, &self.case, &rows))
    }

    /// What the reader is told it costs: a month, in all, or a million of what is quoted; USD.
    pub fn told_usd(&self, found: &Found) -> f64 {
        match self.case.asked {
            Asked::Nothing => found.usd * 1e6,
            Asked::Rate(_) => found.usd * 730.0,
            Asked::Work(..) => found.usd,
        }
    }
}

fn with_candidates<T>(
    shown: &ActiveTable,
    table: &Bundled,
    choice: &Choice,
    ask: impl FnOnce(&Candidates<'_>) -> T,
) -> T {
    if table.dataset == LLM.dataset {
        let columns = PageColumns::of(shown, &Basis::of(&shown.runs));
        return ask(&columns.candidates(shown));
    }
    let columns = Columns::of(shown, &choice.prices);
    ask(&columns.candidates())
}

fn asking(table: &'static Bundled, shown: &ActiveTable, random: &mut Random) -> Asking {
    let runs = &shown.runs;
    let some = |random: &mut Random, values: &[f64]| {
        let known: Vec<f64> = values.iter().copied().filter(|value| *value > 0.0).collect();
        known[random.below(known.len())]
    };
    let mut query = String::new();
    let rate = rounded(some(random, runs.work_per_sec()) * (0.05 + 8.0 * random.unit()));
    let asked = match random.below(5) {
        0 => Asked::Nothing,
        1..=3 => {
            write!(query, "&plan={rate}/s@730h").unwrap();
            Asked::Rate(rate)
        }
        _ => {
            let hours = [1.0, 8.0, 24.0, 72.0][random.below(4)];
            let units = rounded(rate * 3600.0 * hours);
            write!(query, "&plan={units}@{hours}h").unwrap();
            Asked::Work(units, hours)
        }
    };
    let mut bounds = Vec::new();
    let p95 = runs.p95_latency_ms.as_ref().map(|p95| ("max_p95_ms", p95.to_vec()));
    for (key, values) in [("max_avg_ms", runs.avg_latency_ms.to_vec())].into_iter().chain(p95) {
        if random.below(if key == "max_avg_ms" { 4 } else { 2 }) == 0 {
            let limit = rounded(some(random, &values) * (0.8 + random.unit()));
            write!(query, "&{key}={limit}").unwrap();
            bounds.push(Bound { values, limit, is_latency: true, at_least: false });
        }
    }
    let (mut share, mut spare) = (1.0, 0);
    if let Asked::Rate(_) = asked {
        share = 0.75;
        spare = random.below(2);
        query += ["", "&spare=1"][spare];
    }
    if !matches!(asked, Asked::Nothing) && random.below(2) == 0 {
        let percent = [40, 60, 90, 100][random.below(4)];
        write!(query, "&load_percent={percent}").unwrap();
        share = f64::from(percent) / 100.0;
    }
    if random.below(3) == 0 {
        let pair = &runs.prices[random.below(runs.prices.len())];
        let price = f64::from(1 + random.below(400) as u16) / 100.0;
        write!(query, "&prices={}/{}:{price}", pair.vendor, pair.hardware).unwrap();
    }
    let query = query.trim_start_matches('&').to_owned();
    Asking { table, query, case: Case { asked, bounds, share, spare, at_most_usd: None } }
}

/// To three digits, as one would type it.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap()
}

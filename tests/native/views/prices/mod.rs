//! Prices, break-even and plans on the page: what is said of them, and that what is said holds.

mod bill;
mod break_even;
mod list;
mod lists;
mod plan;

use crate::support::shown::verdict_of;
use crate::support::tables::made_of_rows;
use isocost::data::runs::name;
use isocost::data::runs::roles::Overrides;
use isocost::data::runs::run_table::RunTable;
use isocost::data::runs::table_facts::Basis;
use isocost::data::table::Table;
use isocost::page::choice::filters::Choice;
use isocost::page::money::break_even::BreakEvenView;
use isocost::page::tables::active_table::{ActiveTable, Provenance};
use isocost::page::tables::table_source::TableSource;

const NAN: f64 = f64::NAN;

/// Vendor, hardware, latency, throughput, cost.
type Run = (&'static str, &'static str, f64, f64, f64);

fn read(pairs: &[(&str, &str)]) -> Choice {
    Choice::from_pairs(pairs.iter().copied())
}

fn shown(table: &Table, choice: &Choice) -> ActiveTable {
    let runs = RunTable::chosen(table.clone(), &Overrides::default(), &choice.prices).unwrap();
    let shown = ActiveTable::new(TableSource::of_dataset("a/b"), Provenance::Computer, runs);
    ActiveTable { currency: choice.money.currency.clone(), ..shown }
}

fn made(runs: &[Run]) -> Table {
    made_of_rows(
        runs,
        &[(name::VENDOR, |run| run.0), (name::HW_TYPE, |run| run.1)],
        &[(name::AVG_LATENCY_MS, |run| run.2), (name::THROUGHPUT, |run| run.3), (name::COST, |run| run.4)],
    )
}

fn rows(shown: &ActiveTable, choice: &Choice) -> Vec<usize> {
    choice.filter.rows(&shown.runs, &shown.batch_sizes)
}

fn winner(table: &Table, choice: &Choice) -> Option<usize> {
    let shown = shown(table, choice);
    verdict_of(&shown, &Basis::of(&shown.runs), &rows(&shown, choice), &choice.limits).row
}

/// Just below the switch of `view` and above it, and far from it, the run that `answer` gives is the one foretold.
fn holds(view: &BreakEvenView, choice: &Choice, answer: &dyn Fn(&Choice) -> Option<usize>) -> bool {
    let (Some(switch), Some(of)) = (view.switch, view.of) else { return false };
    let (_, vendor, hardware) = &view.pairs[of];
    for (factor, at) in [(1.0 - 1e-8, 0), (1.0 + 1e-8, 1), (0.5, 0), (3.0, 1)] {
        let mut moved = choice.clone();
        moved.prices.set(vendor, hardware, Some(switch * factor));
        assert_eq!(answer(&moved), Some(view.key[at].0), "{} · {factor}", view.sentence);
    }
    true
}

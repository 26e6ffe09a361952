//! What speaks for a verdict and what against it, in sentences.

use crate::analysis::decide::answer::Ranking;
use crate::format::numbers::short;

use crate::data::runs::prices::PriceFrom;
use crate::page::answer::columns::price_of;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::runs::run_name;

/// Of runs without a cost, what is left to say: which does the most on one machine. Empty where none is known to do any.
#[must_use]
pub fn most_words(shown: &ActiveTable, passing: &[usize]) -> String {
    let (ranking, rate) = (shown.runs.ranking(), shown.runs.good_per_sec());
    let without: Vec<usize> = passing.iter().copied().filter(|&row| !ranking.ranks(row)).collect();
    if without.is_empty() {
        return String::new();
    }
    let Some(most) = most_by(shown, &rate, &without) else { return String::new() };
    let (name, rate, unit) = (run_name(shown, most), short(rate[most]), shown.runs.work.rate_words());
    format!("Without a price, {name} does the most on one machine: {rate} {unit}.")
}

/// Of these runs the one with the highest rate, the ties told apart as those of cost are; `None` where none is known.
#[must_use]
pub fn most_by(shown: &ActiveTable, per_sec: &[f64], rows: &[usize]) -> Option<usize> {
    let seconds: Vec<f64> = per_sec.iter().map(|rate| 1.0 / rate).collect();
    Ranking { cost: &seconds, ..shown.runs.ranking() }.cheapest(rows)
}

/// The price of a run's machine per hour, and whose it is: `$0.80, in the file`.
#[must_use]
pub fn price_words(shown: &ActiveTable, row: usize) -> String {
    let price = price_of(shown, row);
    if price.is_nan() {
        return "–".to_owned();
    }
    let from = match shown.runs.prices[shown.runs.pair_of(row)].from {
        PriceFrom::Reader => "yours",
        PriceFrom::Table => "in the file",
        PriceFrom::Notebooks | PriceFrom::Unknown => "as listed",
        PriceFrom::Assumed => "an assumption",
    };
    format!("{}, {from}", shown.price(price))
}

//! Tokens of a mean request: input, how much of it is cached, output.
//!
//! Tokens that were reached count before those that were asked for (`isl`), which may be upper bounds.

use super::runs::roles::Role;
use super::runs::run_table::RunTable;
use crate::analysis::decide::hosted::TokenMix;

/// The mean over rows of the tokens of a request, each row with the same weight. Rows where input or output is missing,
/// infinite or below zero are passed over; `None` where that leaves none, or no tokens. The cached share is the mean of
/// the rows that have one, and 0 where none has.
#[must_use]
pub fn mix(runs: &RunTable, rows: &[usize]) -> Option<TokenMix> {
    let [input, output] = per_request(runs);
    let (input, output) = (input?, output?);
    let is_count = |tokens: f64| tokens.is_finite() && tokens >= 0.0;
    let known: Vec<usize> = rows.iter().copied().filter(|&row| is_count(input[row]) && is_count(output[row])).collect();
    let mean = |values: &[f64]| known.iter().map(|&row| values[row]).sum::<f64>() / known.len() as f64;
    // Without rows the means are NaN, which is no mix.
    TokenMix::new(mean(&input), cached_share(runs, rows).unwrap_or(0.0), mean(&output))
}

/// Input and output tokens of a request, for each run, as reached, else as asked for; NaN where a run says neither.
#[must_use]
pub fn per_request(runs: &RunTable) -> [Option<Vec<f64>>; 2] {
    let of = |role: Role| runs.columns[runs.position(role)?].numbers();
    [(Role::InputTokens, Role::AskedInputTokens), (Role::OutputTokens, Role::AskedOutputTokens)].map(
        |(reached, asked)| {
            let known = [of(reached), of(asked)];
            known.iter().any(Option::is_some).then(|| {
                let value =
                    |row: usize| known.iter().flatten().map(|values| values[row]).find(|tokens| tokens.is_finite());
                (0..runs.rows).map(|row| value(row).unwrap_or(f64::NAN)).collect()
            })
        },
    )
}

/// Which part of the input tokens was cached, 0 to 1: the mean of the rows that say so; `None` where none does. A column
/// of hit rates with a value above 1 is in percent.
#[must_use]
pub fn cached_share(runs: &RunTable, rows: &[usize]) -> Option<f64> {
    let rates = hit_rates(runs)?;
    let known: Vec<f64> = rows.iter().map(|&row| rates[row]).filter(|rate| (0.0..=1.0).contains(rate)).collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

/// Cache-hit rates as shares of 1; NaN where a run has none.
#[must_use]
pub fn hit_rates(runs: &RunTable) -> Option<Vec<f64>> {
    let is_rate = |name: &str| {
        let name = name.to_ascii_lowercase().replace([' ', '-', '.', '/'], "_");
        name.contains("cache_hit_rate") || name.contains("cached_token_share") || name.contains("cached_tokens_share")
    };
    let column = runs.columns.iter().find(|column| is_rate(&column.name))?;
    let values = column.numbers()?;
    let scale = if values.iter().any(|&rate| rate > 1.0) { 100.0 } else { 1.0 };
    Some(values.iter().map(|rate| rate / scale).collect())
}

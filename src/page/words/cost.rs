//! What costs are of, in words: 1 million requests, those that succeeded where failed ones are counted as answered, or 1
//! million tokens. A table's own costs are of 1 billion requests, as in the notebooks; so are its columns.

use crate::analysis::decide::cost_latency::usable;
use crate::chart::frame::axes::Money;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::work::Work;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::text_table::Cell;

/// Whether the costs that rank are of the successful requests alone.
fn of_successful(runs: &RunTable) -> bool {
    runs.cost_usd_per_billion_successful.is_some()
}

/// After an amount, in a sentence: requests by the million, as tables count a billion, which nobody says.
#[must_use]
pub fn per_quoted(runs: &RunTable) -> &'static str {
    match runs.work {
        Work::Requests if of_successful(runs) => "per 1M successful requests",
        Work::Requests => "per 1M requests",
        Work::OutputTokens => "per 1M output tokens",
        Work::TotalTokens => "per 1M tokens",
        Work::InputTokens => "per 1M input tokens",
    }
}

/// What the table's costs are of, after an amount: `per 1 billion requests`.
#[must_use]
pub fn per_stored(runs: &RunTable) -> &'static str {
    match runs.work {
        Work::Requests if of_successful(runs) => "per 1 billion successful requests",
        Work::Requests => PER_BILLION,
        _ => per_quoted(runs),
    }
}

/// Of one unit of work: `per request`, `per output token`.
#[must_use]
pub fn per_one(runs: &RunTable) -> String {
    ["per ", runs.work.unit_words().0].concat()
}

/// Of how many quoted costs one of the table's is: a billion is a thousand millions.
#[must_use]
pub fn parts(runs: &RunTable) -> f64 {
    if runs.work == Work::Requests { 1e3 } else { 1.0 }
}

/// What a cost of the table is multiplied by where it is quoted.
#[must_use]
pub fn quoted_factor(runs: &RunTable) -> f64 {
    1.0 / parts(runs)
}

/// The unit of work in which more of these runs can be compared than in that of the costs, with how many lack the latter;
/// `None` where no other unit has more of them.
#[inline(never)]
#[must_use]
pub fn better_unit(runs: &RunTable, rows: &[usize]) -> Option<(Work, usize)> {
    if !runs.has_tokens() {
        return None;
    }
    let counted = |work: Work| {
        let rate = runs.rate(work);
        rate.map_or(0, |rate| rows.iter().filter(|&&row| usable(rate[row])).count())
    };
    let now = counted(runs.work);
    // Of units that are as good the first: requests.
    let best = Work::ALL.into_iter().rev().max_by_key(|&work| counted(work))?;
    (counted(best) > now).then_some((best, rows.len() - now))
}

/// A cost of the table as it is quoted, with every digit.
#[must_use]
pub fn amount(shown: &ActiveTable, cost_usd: f64) -> f64 {
    cost_usd / parts(&shown.runs)
}

/// A cost of the table as it is quoted, per 1M requests: `$0.367`.
#[must_use]
pub fn quoted(shown: &ActiveTable, cost_usd: f64) -> String {
    shown.rounded(amount(shown, cost_usd))
}

/// The same to the cent and finer, where it is looked up: `$0.3668`.
#[must_use]
pub fn money(shown: &ActiveTable, cost_usd: f64) -> String {
    shown.money(amount(shown, cost_usd))
}

/// The same in a table. NaN is missing.
#[must_use]
pub fn cell(shown: &ActiveTable, cost_usd: f64) -> Cell {
    if cost_usd.is_nan() { Cell::none() } else { Cell::number(money(shown, cost_usd), amount(shown, cost_usd)) }
}

/// A quoted cost with what it is of, where there is little room: `$0.367 / 1M requests`.
#[must_use]
pub fn quoted_in_full(shown: &ActiveTable, cost_usd: f64) -> String {
    [&quoted(shown, cost_usd), " ", &short(&shown.runs)].concat()
}

/// How costs of the table are labelled on an axis.
#[must_use]
pub fn on_axis(shown: &ActiveTable) -> Money {
    Money { currency: shown.currency.clone(), factor: quoted_factor(&shown.runs) }
}

/// After an amount, where there is little room: `/ 1M requests`.
#[must_use]
pub fn short(runs: &RunTable) -> String {
    per_quoted(runs).replacen("per", "/", 1)
}

/// The unit of a column of quoted costs, in dollars; `ActiveTable::in_currency` puts it into the reader's currency.
#[must_use]
pub fn unit(runs: &RunTable) -> String {
    ["$ ", &short(runs)].concat()
}

/// The unit of the table's own costs of all requests.
pub const UNIT: &str = "$ / 1B requests";
/// The unit of its costs of those that were answered well.
pub const SUCCESSFUL_UNIT: &str = "$ / 1B successful requests";

/// The title of an axis of the table's own costs of all requests, as the notebook has them.
#[must_use]
pub fn notebook_axis(shown: &ActiveTable) -> String {
    shown.in_currency(&["Cost, $ ", PER_BILLION].concat())
}

/// The title of an axis of costs that are labelled as [`on_axis`] has it, after what is said of them: `Cost, $ per 1M
/// requests`.
#[must_use]
pub fn quoted_axis(shown: &ActiveTable, what: &str) -> String {
    shown.in_currency(&[what, ", $ ", per_quoted(&shown.runs)].concat())
}

const PER_BILLION: &str = "per 1 billion requests";

/// The cost of a run in a sentence: `$0.254 per 1M requests`.
#[must_use]
pub fn of_run(shown: &ActiveTable, row: usize) -> String {
    [&quoted(shown, shown.runs.ranked_cost()[row]), " ", per_quoted(&shown.runs)].concat()
}

/// What the field for the most that is paid is called.
#[must_use]
pub fn at_most_label(shown: &ActiveTable) -> String {
    shown.in_currency(&["The fastest for at most, $ ", per_quoted(&shown.runs)].concat())
}

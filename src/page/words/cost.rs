//! What costs are of, in words: 1 billion requests, those that succeeded where failed ones are counted as answered, or 1
//! million tokens.

use crate::chart::frame::axes::Money;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::work::Work;
use crate::page::tables::active_table::ActiveTable;

/// Whether the costs that rank are of the successful requests alone.
fn of_successful(runs: &RunTable) -> bool {
    runs.cost_usd_per_billion_successful.is_some()
}

/// After an amount, in a sentence.
#[must_use]
pub fn per_quoted(runs: &RunTable) -> &'static str {
    match runs.work {
        Work::Requests if of_successful(runs) => "per 1 billion successful requests",
        Work::Requests => PER_BILLION,
        Work::OutputTokens => "per 1M output tokens",
        Work::TotalTokens => "per 1M tokens",
        Work::InputTokens => "per 1M input tokens",
    }
}

/// Of one unit of work: `per request`, `per output token`.
#[must_use]
pub fn per_one(runs: &RunTable) -> String {
    ["per ", runs.work.unit_words().0].concat()
}

/// The same of a thousandth; of tokens a million is little enough.
#[must_use]
pub fn per_million(runs: &RunTable) -> Option<&'static str> {
    let words = if of_successful(runs) { "per 1 million successful requests" } else { "per 1 million requests" };
    (runs.work == Work::Requests).then_some(words)
}

/// What a quoted cost is of: requests by the million, as tables count a billion, which nobody says.
#[must_use]
pub fn per_quoted_unit(runs: &RunTable) -> &'static str {
    match runs.work {
        Work::Requests if of_successful(runs) => "per 1M successful requests",
        Work::Requests => "per 1M requests",
        _ => per_quoted(runs),
    }
}

/// What a cost of the table is multiplied by to be that.
#[must_use]
pub fn quoted_factor(runs: &RunTable) -> f64 {
    if runs.work == Work::Requests { 1e-3 } else { 1.0 }
}

/// A cost of the table as it is quoted: `$0.367`, per 1M requests.
#[must_use]
pub fn quoted(shown: &ActiveTable, cost_usd: f64) -> String {
    shown.rounded(cost_usd * quoted_factor(&shown.runs))
}

/// The same with what it is of, where there is little room: `$0.367 / 1M requests`.
#[must_use]
pub fn quoted_in_full(shown: &ActiveTable, cost_usd: f64) -> String {
    [&quoted(shown, cost_usd), " /", per_quoted_unit(&shown.runs).trim_start_matches("per")].concat()
}

/// How costs of the table are labelled on an axis.
#[must_use]
pub fn on_axis(shown: &ActiveTable) -> Money {
    Money { currency: shown.currency.clone(), factor: quoted_factor(&shown.runs) }
}

/// What a cost is quoted for where a million is counted: `1M requests`, `1M output tokens`.
#[must_use]
pub fn in_millions(work: Work) -> &'static str {
    if work == Work::Requests { "1M requests" } else { work.words() }
}

/// After an amount, where there is little room.
#[must_use]
pub fn short(runs: &RunTable) -> &'static str {
    match runs.work {
        Work::Requests if of_successful(runs) => "/ 1B successful requests",
        Work::Requests => "/ 1B requests",
        Work::OutputTokens => "/ 1M output tokens",
        Work::TotalTokens => "/ 1M tokens",
        Work::InputTokens => "/ 1M input tokens",
    }
}

/// The unit of a column of costs, in dollars; `ActiveTable::in_currency` puts it into the reader's currency.
#[must_use]
pub fn unit(runs: &RunTable) -> &'static str {
    match runs.work {
        Work::Requests if of_successful(runs) => SUCCESSFUL_UNIT,
        Work::Requests => UNIT,
        Work::OutputTokens => "$ / 1M output tokens",
        Work::TotalTokens => "$ / 1M tokens",
        Work::InputTokens => "$ / 1M input tokens",
    }
}

/// The unit of costs of all requests.
pub const UNIT: &str = "$ / 1B requests";
/// The unit of costs of those that were answered well.
pub const SUCCESSFUL_UNIT: &str = "$ / 1B successful requests";

/// The title of an axis of costs, after what is said of them: `Cost, $ per 1 billion requests`. The notebook's are of all
/// requests.
#[must_use]
pub fn axis(shown: &ActiveTable, what: &str, notebook: bool) -> String {
    let per = if notebook { PER_BILLION } else { per_quoted(&shown.runs) };
    shown.in_currency(&[what, ", $ ", per].concat())
}

/// The title of an axis of costs that are labelled as [`on_axis`] has it.
#[must_use]
pub fn quoted_axis(shown: &ActiveTable) -> String {
    shown.in_currency(&["Cost, $ ", per_quoted_unit(&shown.runs)].concat())
}

const PER_BILLION: &str = "per 1 billion requests";

/// The cost of a run in a sentence: `$254 per 1 billion requests`.
#[must_use]
pub fn of_run(shown: &ActiveTable, row: usize) -> String {
    [&shown.rounded(shown.runs.ranked_cost()[row]), " ", per_quoted(&shown.runs)].concat()
}

/// What the field for the most that is paid is called.
#[must_use]
pub fn at_most_label(shown: &ActiveTable) -> String {
    shown.in_currency(&["The fastest for at most, $ ", per_quoted(&shown.runs)].concat())
}

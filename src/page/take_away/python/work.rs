//! Units of work per second, where these are tokens, and the costs of them.

use crate::data::runs::roles::{Role, Unit};
use crate::data::runs::run_table::RunTable;
use crate::data::runs::tokens::RATES;
use crate::data::runs::work::Work;
use crate::data::table::column::Numbers;

use super::code::Code;
use super::columns::stored;
use super::gpus;
use super::names::{GOOD_SHARE, quoted, rate_name};
use super::text::literal;

/// The lines that make the columns of rates that are asked for; with `good` in front of them what they need of that.
pub fn rates(code: &mut Code<'_>) -> String {
    let mut out = String::new();
    for work in [Work::OutputTokens, Work::TotalTokens, Work::InputTokens] {
        if !code.rates[work as usize] {
            continue;
        }
        let rate = rate(code, work).unwrap_or_else(|| "np.nan".to_owned());
        out.extend(["df[", &literal(rate_name(work)), "] = ", &rate, "\n"]);
    }
    if out.is_empty() { out } else { ["\n", &out].concat() }
}

/// Which of the ways to tell a rate any run needs.
fn ways(runs: &RunTable, work: Work) -> [bool; 4] {
    let mut needed = [false; 4];
    let Some(tokens) = &runs.tokens else { return needed };
    let good = runs.reliability.good_share.as_ref();
    for row in 0..runs.rows {
        let requests = runs.throughput_req_per_sec[row];
        let answered = requests * good.map_or(1.0, |good| good[row]);
        let rates = tokens.rates(work, row, answered, runs.gpus.as_ref());
        if let Some(way) = rates.iter().position(|rate| rate.is_finite() && requests != 0.0) {
            needed[way] = true;
        }
    }
    needed
}

fn rate(code: &mut Code<'_>, work: Work) -> Option<String> {
    let needed = ways(code.runs(), work);
    let mut found: Vec<String> = Vec::new();
    for way in (0..needed.len()).filter(|&way| needed[way]) {
        let (sum, difference) = (" + ", " - ");
        let two = |a: Option<String>, sign: &str, b: Option<String>| Some([&a?, sign, &b?].concat());
        found.extend(match (work, way) {
            (Work::OutputTokens, 0) => of_table(code, 0),
            (Work::TotalTokens, 0) => of_table(code, 1),
            (Work::InputTokens, 0) => of_table(code, 2),
            (Work::OutputTokens, 1) => two(of_table(code, 1), difference, of_table(code, 2)),
            (Work::InputTokens, 1) => two(of_table(code, 1), difference, of_table(code, 0)),
            (Work::TotalTokens, 1) => two(of_table(code, 2), sum, of_table(code, 0)),
            (Work::OutputTokens, _) => of_requests(code, 1),
            (Work::InputTokens, _) => of_requests(code, 0),
            (Work::TotalTokens, 2) => two(of_requests(code, 0), sum, of_requests(code, 1)),
            (Work::TotalTokens, _) => two(of_requests(code, 0), sum, of_table(code, 0)),
            (Work::Requests, _) => None,
        });
    }
    let (first, others) = found.split_first()?;
    let mut out = first.clone();
    for other in others {
        out = ["(", &out, ").fillna(", other, ")"].concat();
    }
    let without = without_answers(code);
    Some(if without.is_empty() { out } else { ["(", &out, ")", &without].concat() })
}

/// Runs that answer nothing do no work, whatever tokens came.
fn without_answers(code: &mut Code<'_>) -> String {
    let runs = code.runs();
    if runs.throughput_req_per_sec.iter().all(|&rate| rate != 0.0) {
        return String::new();
    }
    [".mask(df[\"", code.column(Role::Throughput), "\"] == 0, 0)"].concat()
}

/// A rate that the table has, by its place among [`RATES`]; of one GPU times the run's.
fn of_table(code: &mut Code<'_>, at: usize) -> Option<String> {
    let (role, runs) = (RATES[at].0, code.runs());
    let taken = runs.roles.of(role)?;
    let told = stored(runs, role);
    code.reads_table = true;
    if taken.unit != Unit::PerGpuSecond || !gpus::are_given(runs) {
        return told;
    }
    let each = ["number(", &literal(&taken.column), ") * df[\"", code.column(Role::GpuCount), "\"]"].concat();
    match told {
        Some(told) if gpus::are_apart(runs) => Some(["(", &told, ").fillna(", &each, ")"].concat()),
        _ => Some(each),
    }
}

/// Requests that are answered well per second, times the tokens of each: as reached, else as asked for.
fn of_requests(code: &mut Code<'_>, side: usize) -> Option<String> {
    let runs = code.runs();
    let tokens = runs.tokens.as_ref()?;
    let roles = [[Role::InputTokens, Role::AskedInputTokens], [Role::OutputTokens, Role::AskedOutputTokens]][side];
    let known = |values: &Option<Numbers>| values.as_ref().is_some_and(|values| values.iter().all(|v| v.is_finite()));
    let reached = stored(runs, roles[0]);
    let asked = stored(runs, roles[1]).filter(|_| !known(&tokens.reached[side]));
    let each = match (reached, asked) {
        (Some(reached), Some(asked)) => ["(", &reached, ").fillna(", &asked, ")"].concat(),
        (Some(one), None) | (None, Some(one)) if one.contains(" ") => ["(", &one, ")"].concat(),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return None,
    };
    code.reads_table = true;
    let mut rate = ["df[\"", code.column(Role::Throughput), "\"]"].concat();
    if runs.reliability.good_share.is_some() {
        code.needs_good_share();
        rate.extend([" * df[\"", GOOD_SHARE, "\"]"]);
    }
    Some([&rate, " * ", &each].concat())
}

/// The line that makes costs of `price`, which has that of each run's machine.
pub fn cost(code: &mut Code<'_>) {
    let work = code.runs().work;
    let (cost, rate) = (work.column_name(), code.rate(work));
    code.fill("df[\"$0\"] = price / 3600 / df[\"$1\"] * $2\n", &[cost, rate, quoted(work)]);
}

/// The line that makes the cost of requests of some rows from `price`.
pub fn cost_of_requests(code: &mut Code<'_>, rows: &str) {
    let (cost, rate) = (Role::Cost.house_name(), code.column(Role::Throughput));
    code.fill("df.loc[$0, \"$1\"] = 1e9 / df[\"$2\"] * (price / 3600)\n", &[rows, cost, rate]);
}

//! Limits on further measures: columns of the table, and what is computed from them.

use crate::data::runs::measures::{Kind, Source};
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::runs::work::Work;
use crate::page::choice::other_limits::Bound;

use super::code::Code;
use super::names::GOOD_SHARE;
use super::rows::one_line;
use super::text::{literal, number};

/// Writes the limits on further measures that are set on a frame; the name of what they leave.
pub fn limited(code: &mut Code<'_>, mut frame: &'static str) -> &'static str {
    for (key, bound) in &code.choice.limits.others {
        let runs = code.runs();
        // A measure that no run has is kept by none.
        let value = runs.measure(key).and_then(|_| runs.source(key)).and_then(|source| value(code, source, frame));
        match value {
            Some(value) => {
                let within = within(runs, key, *bound);
                let [open, close] = if value.contains(" / ") || value.contains(" * ") { ["(", ")"] } else { [""; 2] };
                code.fill("within = $0[$1$2$3$4]\n", &[frame, open, &value, close, &within]);
            }
            None => {
                code.body +=
                    &format!("# No run has a value of {}, so that none keeps the limit on it.\n", one_line(key));
                code.fill("within = $0.head(0)\n", &[frame]);
            }
        }
        frame = "within";
    }
    frame
}

/// Whether a measure grows with load, so that it must be above zero, and of a steady demand is that of the load planned.
fn grows(runs: &RunTable, key: &str) -> bool {
    let kind = runs.measure_named(key).map(|measure| measure.kind);
    kind.is_some_and(Kind::is_latency)
}

/// `.between(0, 500, inclusive="right")`.
fn within(runs: &RunTable, key: &str, bound: Bound) -> String {
    let above_zero = grows(runs, key);
    let at = number(bound.at);
    let (from, to, inclusive) = match bound.is_at_least(runs.measure_named(key).as_ref()) {
        true if above_zero && bound.at == 0.0 => ("0", "np.inf", "neither"),
        true => (at.as_str(), "np.inf", "left"),
        false if above_zero => ("0", at.as_str(), "right"),
        false => ("0", at.as_str(), "both"),
    };
    [".between(", from, ", ", to, ", inclusive=\"", inclusive, "\")"].concat()
}

/// The requests answered well per second in a frame.
pub fn answered(code: &mut Code<'_>, frame: &str) -> String {
    let rate = [frame, "[", &literal(code.column(Role::Throughput)), "]"].concat();
    if code.runs().reliability.good_share.is_none() {
        return rate;
    }
    code.needs_good_share();
    [&rate, " * ", frame, "[\"", GOOD_SHARE, "\"]"].concat()
}

/// The values of a measure in a frame.
pub fn value(code: &mut Code<'_>, source: Source<'_>, frame: &str) -> Option<String> {
    let of = |column: &str| [frame, "[", &literal(column), "]"].concat();
    Some(match source {
        Source::Cost => of(code.cost()),
        Source::Role(role) => of(code.column(role)),
        Source::Rate(Work::Requests) => answered(code, frame),
        Source::Rate(work) => of(code.rate(work)),
        Source::PerUser(tpot) => ["1000 / ", &of(code.column(tpot))].concat(),
        Source::ByConcurrency => [&of(code.rate(Work::OutputTokens)), " / ", &of(code.column(Role::Vus))].concat(),
        Source::PerGpu(work) => per_gpu(code, work, &of)?,
        Source::Errors => {
            let (sent, good) = (of(code.column(Role::TotalRequests)), of(code.column(Role::SuccessfulRequests)));
            ["((", &sent, " - ", &good, ") / ", &sent, ".where(", &sent, " > 0)).where(lambda x: x <= 1)"].concat()
        }
        Source::Column(column) => {
            let role = Role::ALL.into_iter().find(|&role| {
                code.runs().position(role).is_some_and(|at| std::ptr::eq(&raw const code.runs().columns[at], column))
            });
            match role {
                Some(Role::Cost) if code.runs().work != Work::Requests => of(code.cost()),
                Some(role) => of(code.column(role)),
                None => of(&code.also(&column.name)),
            }
        }
    })
}

/// A column that is per GPU already, where that is of all of them; else the run's rate over its GPUs.
fn per_gpu(code: &mut Code<'_>, work: Work, of: &dyn Fn(&str) -> String) -> Option<String> {
    let runs = code.runs();
    if runs.tokens.as_ref().is_some_and(|tokens| tokens.per_gpu(work).is_some()) {
        let (role, _) = crate::data::runs::tokens::RATES.iter().find(|(_, own)| *own == work)?;
        return Some(of(&code.also(&runs.roles.of(*role)?.column)));
    }
    Some([&of(code.rate(work)), " / ", &of(code.column(Role::GpuCount))].concat())
}

/// The columns of limits that a steady demand keeps at the load planned, with the limit.
pub fn at_load(code: &mut Code<'_>) -> Vec<(&'static str, f64)> {
    let mut found = Vec::new();
    for (key, bound) in &code.choice.limits.others {
        let runs = code.runs();
        if let Some(Source::Role(role)) = runs.source(key)
            && grows(runs, key)
            && !bound.is_at_least(runs.measure_named(key).as_ref())
        {
            found.push((code.column(role), bound.at));
        }
    }
    found
}

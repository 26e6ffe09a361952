//! CSV tables on their side: one metric a row, with its statistics or the runs beside it.
//!
//! `Metric,avg,p50` and `metric,value,unit` are one run; `metric,run A,run B` has a run in each column. A table is taken so
//! only where the names in its first column, and not those in its first line, are those of measures. Columns of goals and
//! differences (`SLO`, `Change`) are no runs.

use super::lines::{Line, Span, is_value, line};
use super::records::Records;
use crate::data::runs::roles::names;
use crate::data::runs::roles::role::Role;
use crate::data::runs::roles::unit::Unit;

/// A table on its side has few rows.
const MOST_ROWS: usize = 2_000;

const STATISTICS: [&str; 26] = [
    "value", "avg", "mean", "average", "min", "max", "minimum", "maximum", "median", "med", "std", "stddev", "stdev",
    "std dev", "count", "sum", "total", "rate", "p1", "p5", "p10", "p25", "p75", "p99.9", "p999", "result",
];

/// Whether a name is that of a statistic.
pub fn is_statistic(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let percentile = lower.strip_prefix('p').or_else(|| lower.strip_suffix('%')).or_else(|| lower.strip_suffix("th"));
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    STATISTICS.contains(&lower.as_str()) || percentile.is_some_and(number)
}

/// Whether a text is a unit that may stand under a name.
pub fn is_unit(name: &str) -> bool {
    Unit::spelled(name.trim_matches(['(', ')', '[', ']'])).is_some()
}

/// Words of columns beside values that hold no run: what was wanted, what differs, and remarks.
const NO_RUNS: [&str; 26] = [
    "slo",
    "sla",
    "target",
    "targets",
    "threshold",
    "goal",
    "objective",
    "expected",
    "required",
    "requirement",
    "limit",
    "budget",
    "diff",
    "difference",
    "delta",
    "change",
    "improvement",
    "speedup",
    "status",
    "passed",
    "verdict",
    "note",
    "notes",
    "comment",
    "comments",
    "description",
];

/// Whether a name is that of a goal, of a difference or of a remark: `SLO`, `Target (ms)`, `Change %`.
fn holds_no_run(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| NO_RUNS.contains(&word.to_ascii_lowercase().as_str()))
}

fn is_units(name: &str) -> bool {
    matches!(name.to_ascii_lowercase().as_str(), "unit" | "units")
}

/// The runs of a table on its side, each as names and values; `None` if it stands upright.
pub fn rows(text: &[u8], span: &Span, names: &[String]) -> Option<Vec<Vec<(String, String)>>> {
    let is_beside = |at: &usize| !names[*at].is_empty() && !is_units(&names[*at]) && !holds_no_run(&names[*at]);
    let beside: Vec<usize> = (1..names.len()).filter(is_beside).collect();
    if beside.is_empty() || names.iter().any(|name| is_measure(name)) {
        return None;
    }
    let lines = lines(text, span)?;
    let units = names.iter().position(|name| is_units(name));
    let metric = |line: &Line| -> String {
        let unit = units.and_then(|at| line.get(at)).filter(|unit| !unit.is_empty());
        unit.map_or_else(|| line[0].clone(), |unit| format!("{} ({unit})", line[0]))
    };
    let statistics = beside.iter().all(|&at| is_statistic(&names[at]));
    let value = |line: &Line, at: usize| line.get(at).cloned().unwrap_or_default();
    let found: Vec<Vec<(String, String)>> = if statistics {
        let cells = |line: &Line| {
            let metric = metric(line);
            let named = |&at: &usize| {
                let plain = matches!(names[at].to_ascii_lowercase().as_str(), "value" | "result" | "total");
                let name = if plain { metric.clone() } else { format!("{metric}.{}", names[at]) };
                (name, value(line, at))
            };
            beside.iter().map(named).filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>()
        };
        vec![lines.iter().flat_map(cells).collect()]
    } else {
        let label = if names[0].is_empty() { "run" } else { &names[0] };
        let run = |&at: &usize| {
            let own = (label.to_owned(), names[at].clone());
            std::iter::once(own).chain(lines.iter().map(|line| (metric(line), value(line, at)))).collect()
        };
        beside.iter().map(run).collect()
    };
    let values = found.iter().flatten().filter(|(_, value)| is_value(value)).count();
    let cells = found.iter().map(Vec::len).sum::<usize>();
    (holds_runs(&found[0], &names[0]) && 2 * values >= cells).then_some(found)
}

/// The lines below the names, if they may be metrics: few, each with a name of its own.
fn lines(text: &[u8], span: &Span) -> Option<Vec<Line>> {
    let mut records = Records::new(&text[..span.end], span.begin, span.delimiter);
    let (mut lines, mut fields): (Vec<Line>, Vec<_>) = (Vec::new(), Vec::new());
    while records.read(&mut fields).ok()? {
        let line = line(&fields);
        if line.iter().all(String::is_empty) {
            continue;
        }
        let new = !line[0].is_empty() && !is_value(&line[0]) && lines.iter().all(|other| other[0] != line[0]);
        if !new || lines.len() == MOST_ROWS {
            return None;
        }
        lines.push(line);
    }
    (!lines.is_empty()).then_some(lines)
}

fn is_measure(name: &str) -> bool {
    let single = |role: Role| {
        matches!(role, Role::Throughput | Role::AvgLatency | Role::P95Latency | Role::TtftMean | Role::TotalRequests)
    };
    !is_statistic(name) && names::read(name).is_some_and(|read| single(read.role))
}

/// A latency, and a load or a rate, perhaps in the name of the corner.
fn holds_runs(run: &[(String, String)], corner: &str) -> bool {
    let roles: Vec<Role> = run.iter().filter_map(|(name, _)| names::read(name)).map(|read| read.role).collect();
    let latency = [Role::AvgLatency, Role::P50Latency, Role::P95Latency, Role::P99Latency, Role::TtftMean];
    let corner = names::read(corner).is_some_and(|read| read.role == Role::Vus);
    let load = corner || roles.iter().any(|role| matches!(role, Role::Vus | Role::Throughput | Role::TotalRequests));
    load && roles.iter().any(|role| latency.contains(role))
}

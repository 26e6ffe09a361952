//! Reports that people and their scripts write, a name and a value a line, as a table of one run: `**QPS:** 5.78`,
//! `- Avg latency: 12.4 ms`, `| P99 | 80 ms |` under a heading that says of what.
//!
//! A wrong run is worse than none. What is taken is a name that is known by its words and a value in its unit; a statistic
//! alone takes the words of its heading. There must be a rate of requests and a latency, both with their units, and nothing that
//! is said twice in different numbers: then the text holds several runs, or another thing than it seems.

use super::amount::{Amount, COMMA_DECIMAL, DOT_GROUPS};
use super::form;
use super::quantity::Notation;
use super::units::{CellUnit, Family};
use crate::data::runs::roles::{Role, Unit, names};
use crate::data::tools::lines::{split, without_log_head};

/// What is said of such a table.
pub const SAID: &str = "No load tester is known to write this file: its names and values were read by their words.";

/// A longer line is prose.
const LONGEST: usize = 200;
/// More lines are a log.
const MOST_LINES: usize = 2_000;

/// Words of what else is timed, beside which a statistic alone may be of either.
const OTHERS: [&str; 18] = [
    "ttft",
    "tpot",
    "itl",
    "ttfb",
    "token",
    "tokens",
    "first",
    "queue",
    "queued",
    "prefill",
    "decode",
    "connect",
    "connection",
    "dns",
    "tls",
    "database",
    "db",
    "cache",
];

/// A name and a value of a run.
struct Named {
    role: Role,
    name: String,
    value: String,
    /// The value in the smallest unit.
    size: f64,
}

/// The table of one run, its cells with tabs between; `None` where the text is no such report.
#[inline(never)]
pub fn table(text: &str) -> Option<String> {
    if text.lines().nth(MOST_LINES).is_some() || form::is_json(text.as_bytes()) {
        return None;
    }
    let text = text.replace('│', "|");
    let lower = text.to_ascii_lowercase();
    let is_plain = !lower.split(|c: char| !c.is_alphanumeric()).any(|word| OTHERS.contains(&word));
    let mut found: Vec<Named> = Vec::new();
    let mut heading = "";
    for line in text.lines().map(str::trim).map(without_log_head).filter(|line| line.len() <= LONGEST) {
        let pairs = pairs(line);
        if pairs.is_empty() && !line.starts_with('|') && line.contains(char::is_alphabetic) {
            heading = plain(line);
        }
        for named in pairs.into_iter().filter_map(|(label, value)| named(label, (heading, is_plain), value)) {
            match found.iter().find(|other| other.role == named.role) {
                Some(other) if named.role.is_number() && !is_same(other, &named) => return None,
                Some(_) => {}
                None => found.push(named),
            }
        }
    }
    let has = |wanted: fn(Role) -> bool| found.iter().any(|named| wanted(named.role));
    if !has(|role| role == Role::Throughput) || !has(|role| Role::LATENCIES.contains(&role)) {
        return None;
    }
    let cells = |cell: fn(&Named) -> &str| found.iter().map(cell).collect::<Vec<_>>().join("\t");
    Some(format!("{}\n{}\n", cells(|named| &named.name), cells(|named| &named.value)))
}

/// Equal values, or one of them rounded.
fn is_same(a: &Named, b: &Named) -> bool {
    (a.size - b.size).abs() <= 0.005 * a.size.abs()
}

/// The names and values of a line: one, or several with bars between; a row of a table that has two cells.
fn pairs(line: &str) -> Vec<(&str, &str)> {
    if let Some(inside) = line.strip_prefix('|') {
        let cells: Vec<&str> = inside.trim_end_matches('|').split('|').map(plain).collect();
        return match cells[..] {
            [name, value] if !name.is_empty() => vec![(name, value)],
            _ => Vec::new(),
        };
    }
    let parts = line.split(" | ");
    let of_part = |part| split(part).or_else(|| if line.contains(' ') { None } else { part.split_once('=') });
    let pairs: Vec<_> = parts.clone().filter_map(of_part).map(|(name, value)| (plain(name), plain(value))).collect();
    if pairs.len() < parts.count() { Vec::new() } else { pairs }
}

/// A text without emphasis, marks of a list and of a heading, and the colon at its end.
fn plain(text: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '`' | '_' | ':' | '=');
    let text = text.trim_start_matches(|c: char| is_mark(c) || matches!(c, '•' | '#' | '>'));
    // A number may be negative.
    text.trim_start_matches("- ").trim_start_matches(is_mark).trim_end_matches(is_mark)
}

/// Reads a pair below a heading; `is_plain` where nothing else than requests is timed in the text.
fn named(label: &str, (heading, is_plain): (&str, bool), value: &str) -> Option<Named> {
    let below = names::is_statistic(label).then(|| format!("{heading} {label}"));
    let name = below.filter(|name| !is_plain || names::read(name).is_some()).unwrap_or_else(|| label.to_owned());
    let is_of_nothing = heading.is_empty() && !is_plain && names::is_statistic(label);
    if is_of_nothing || name.contains(['\t', '"']) || value.contains('\t') {
        return None;
    }
    let reading = names::read(&name)?;
    let role = reading.role;
    // A total time is of the test more often than of a request.
    if Role::LATENCIES.contains(&role) && name.to_ascii_lowercase().contains("total") {
        return None;
    }
    if !role.is_number() {
        let value = value.replace('"', "");
        return (!value.is_empty()).then_some(Named { role, name, value, size: f64::NAN });
    }
    let (number, unit) = amount(value)?;
    let is_time = role == Role::Duration || role.units().contains(&Unit::Milliseconds);
    let own = names::unit_of_time(&name).and_then(CellUnit::of_unit).filter(|_| is_time);
    // A unit that is only usual for a name is none, nor is that of a rate which may be of tokens.
    let has_own = if is_time { own.is_some() } else { !reading.assumed };
    match unit.map(|unit| unit.family) {
        None | Some(Family::Count) if is_time || role == Role::Throughput => has_own.then_some(())?,
        None => {}
        Some(Family::Count) => (role.house_unit() == Unit::One).then_some(())?,
        Some(Family::Time) => is_time.then_some(())?,
        Some(Family::Percent) => (role == Role::FailedRequests).then_some(())?,
        Some(Family::Rate) => matches!(role, Role::Throughput | Role::AskedRate).then_some(())?,
        Some(Family::TokenRate) => (role.of_tokens() && role.house_unit() == Unit::PerSecond).then_some(())?,
        Some(Family::Money | Family::HourlyPrice) => (role == Role::Price).then_some(())?,
    }
    let scale = |unit: Option<&CellUnit>| unit.map_or(1.0, |unit| unit.scale);
    // A rate that names none is one of seconds.
    let per_second = CellUnit::of_unit(Unit::PerSecond).filter(|_| role.units().contains(&Unit::PerMinute));
    let size = number * scale(unit.or(own).or(per_second));
    match unit.filter(|unit| unit.family != Family::Count) {
        Some(unit) if !has_own => {
            Some(Named { role, name: format!("{name} ({})", unit.label), value: number.to_string(), size })
        }
        // What the name says of the unit, the cell says again, or otherwise.
        Some(unit) if unit.family == Family::Time => {
            Some(Named { role, name, value: (size / scale(own)).to_string(), size })
        }
        Some(unit) if unit.label == "req/min" => None,
        _ => Some(Named { role, name, value: number.to_string(), size }),
    }
}

/// A quantity and its unit, or the number before words that say of what: `50 simultaneous threads`.
fn amount(value: &str) -> Option<(f64, Option<&'static CellUnit>)> {
    let value = value.trim_end_matches(['.', ',']).replace(" per ", "/");
    let before_words = || {
        let (number, words) = value.split_once(' ')?;
        let are_words = words.chars().all(|c| c.is_alphabetic() || c == ' ');
        Amount::of(number).filter(|amount| are_words && amount.unit.is_none())
    };
    let amount = Amount::of(&value).or_else(before_words)?;
    let number = amount.value(&Notation::of_tools()).filter(|number| number.is_finite())?;
    (amount.marks & (COMMA_DECIMAL | DOT_GROUPS) == 0).then_some((number, amount.unit))
}

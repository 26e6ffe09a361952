//! What a column's name says about its meaning, for the names that load-test tools write.

use super::known::{ELSEWHERE, LATENCIES, NAMES, NOISE};
use super::role::Role;
use super::unit::Unit;

/// What a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The meaning.
    pub role: Role,
    /// The unit.
    pub unit: Unit,
    /// Whether the name does not say the unit, and the tool that uses the name is not known either.
    pub assumed: bool,
    /// The smaller, the surer.
    pub rank: usize,
}

/// The parts of a name, lower case: `metrics.http_req_duration.values.p(95)` → metrics, http, req, duration, values, p95.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut before = ' ';
    let characters: Vec<char> = name.chars().collect();
    for (at, &c) in characters.iter().enumerate() {
        let digit_next = characters.get(at + 1).is_some_and(char::is_ascii_digit);
        if c == '%' {
            parts.push("pct".to_owned());
            fresh = true;
        } else if c == '.' && before.is_ascii_digit() && digit_next && !fresh {
            // 99.9 is one number: no percentile that is looked for.
            push(&mut parts, 'd', false);
        } else if c.is_alphanumeric() {
            let hump = c.is_uppercase() && before.is_lowercase();
            // Of other alphabets no letter is in a name that is looked for, of whatever case.
            let lower = if c == 'µ' || c == 'μ' { 'u' } else { c.to_ascii_lowercase() };
            push(&mut parts, lower, fresh || hump);
            fresh = false;
        } else {
            fresh = true;
        }
        before = c;
    }
    join_percentiles(parts)
}

fn push(parts: &mut Vec<String>, c: char, begin: bool) {
    match parts.last_mut() {
        Some(last) if !begin => last.push(c),
        _ => parts.push(c.to_string()),
    }
}

/// `p`, `95` and `95`, `pct` become `p95`.
fn join_percentiles(parts: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for part in parts {
        let number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        match joined.last_mut() {
            Some(last) if last == "p" && number(&part) => last.push_str(&part),
            Some(last) if part == "pct" && number(last) => *last = format!("p{last}"),
            _ => joined.push(part),
        }
    }
    joined
}

/// What a name says; `None` when it says nothing that is known.
///
/// A path is read whole first, then without its leading parts: `input_config.loadgen.concurrency` is a concurrency.
#[must_use]
pub fn read(name: &str) -> Option<Reading> {
    let whole = parts(name);
    let elsewhere = whole.iter().any(|part| ELSEWHERE.contains(&part.as_str()));
    let tails = name.match_indices('.').map(|(at, _)| parts(&name[at + 1..]));
    std::iter::once(whole.clone()).chain(tails).enumerate().find_map(|(depth, parts)| {
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !NOISE.contains(part)).collect();
        let whole_name = depth == 0;
        let found =
            by_name(&parts, elsewhere).or_else(|| if elsewhere { None } else { latency(&parts, whole_name) })?;
        Some(Reading { rank: found.rank + 100 * depth, ..found })
    })
}

/// A name as it stands, or an average of a throughput or of a concurrency.
fn by_name(parts: &[&str], elsewhere: bool) -> Option<Reading> {
    let whole = find(&parts.join("_"));
    whole.or_else(|| {
        let plain = |part: &&&str| !["successful", "mean", "avg", "average", "value", "server"].contains(*part);
        let rest: Vec<&str> = parts.iter().filter(plain).copied().collect();
        let found = find(&rest.join("_")).filter(|found| matches!(found.role, Role::Vus | Role::Throughput))?;
        (!elsewhere && rest.len() < parts.len()).then_some(Reading { rank: found.rank + 50, ..found })
    })
}

fn find(name: &str) -> Option<Reading> {
    NAMES.iter().find_map(|&(role, unit, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        // Whether an error rate is of 1 or of 100 the name leaves open; the values may tell.
        Some(Reading { role, unit, rank, assumed: unit == Unit::Share })
    })
}

/// A statistic of a latency. Without a statistic it is the mean; without a quantity only locust's bare `95%` is read.
fn latency(parts: &[&str], whole_name: bool) -> Option<Reading> {
    let (mut role, mut unit) = (None, None);
    let mut rest: Vec<&str> = Vec::new();
    for &part in parts {
        match (statistic(part), Unit::spelled(part).filter(|unit| Role::AvgLatency.units().contains(unit))) {
            (Some(found), _) if role.is_none() => role = Some(found),
            (_, Some(found)) if unit.is_none() => unit = Some(found),
            _ if ["total", "successful", "client"].contains(&part) => {}
            _ => rest.push(part),
        }
    }
    if rest.is_empty() {
        let bare = role.filter(|role| whole_name && parts.len() == 1 && *role != Role::AvgLatency)?;
        return Some(Reading { role: bare, unit: Unit::Milliseconds, assumed: false, rank: 40 });
    }
    let rest = rest.join("_");
    let (rank, &(_, default, guess)) = LATENCIES.iter().enumerate().find(|(_, known)| known.0 == rest)?;
    // GuideLLM's JSON: by status, in seconds.
    let guidellm = rest == "request_latency" && parts.contains(&"successful");
    let default = if guidellm { Unit::Seconds } else { default };
    Some(Reading {
        role: role.unwrap_or(Role::AvgLatency),
        unit: unit.unwrap_or(default),
        assumed: unit.is_none() && guess && !guidellm,
        rank: rank + if role.is_none() { 20 } else { 0 },
    })
}

fn statistic(part: &str) -> Option<Role> {
    Some(match part {
        "avg" | "mean" | "average" => Role::AvgLatency,
        "median" | "med" | "p50" => Role::P50Latency,
        "p90" => Role::P90Latency,
        "p95" => Role::P95Latency,
        "p99" => Role::P99Latency,
        _ => return None,
    })
}

//! What a column's name says about its meaning, for the names that load-test tools write.

use std::sync::OnceLock;

use super::known::{ELSEWHERE, LATENCIES, NAMES, NOISE};
use super::known_tokens::{CANONICAL_TOKENS, FIRST_TOKEN, GAPS, NEXT_TOKENS, REACHED};
use super::known_words::{CANONICAL, RATES, SAME};
use super::price_words;
use super::role::Role;
use super::unit::Unit;
use crate::analysis::stats::order;

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

/// The words of a name, those that mean the same made the same, joined by `_`.
#[must_use]
pub fn words(name: &str) -> String {
    let parts = parts(name);
    canonical(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The parts of a name, lower case: `metrics.http_req_duration.values.p(95)` → metrics, http, req, duration, values, p95.
#[must_use]
pub fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut fresh = true;
    let mut before = ' ';
    let characters: Vec<char> = name.chars().collect();
    for (at, &c) in characters.iter().enumerate() {
        let digit_next = characters.get(at + 1).is_some_and(char::is_ascii_digit);
        if let Some((_, word)) = SIGNS.iter().find(|(sign, _)| *sign == c) {
            parts.push((*word).to_owned());
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
    // In a rate it is no minimum.
    if let Some(part) = parts.iter_mut().rfind(|part| *part == "min")
        && name.as_bytes().windows(4).any(|bytes| bytes.eq_ignore_ascii_case(b"/min"))
    {
        part.push_str("ute");
    }
    join_percentiles(parts)
}

/// Signs that are words of a name.
const SIGNS: [(char, &str); 5] = [('%', "pct"), ('$', "usd"), ('¢', "cents"), ('€', "eur"), ('£', "gbp")];

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

/// Ends of a path that are read without what is before them.
const MOST_TAILS: usize = 4;

/// What a name says; `None` when it says nothing that is known.
///
/// A path is read whole first, then without its leading parts: `input_config.loadgen.concurrency` is a concurrency.
#[must_use]
pub fn read(name: &str) -> Option<Reading> {
    // Of a latency it may be a minimum, and beside another duration of this one, too.
    if let Some(rest) = name.trim_end().strip_suffix("(min)")
        && let Some(found) = read(rest).filter(|found| found.role == Role::Duration)
    {
        return Some(Reading { unit: Unit::Minutes, rank: found.rank + 60, ..found });
    }
    let whole = percentile_numbers(parts(name));
    let elsewhere = whole.iter().any(|part| ELSEWHERE.contains(&part.as_str()));
    // No name that is looked for has more parts than these.
    let dots = name.match_indices('.').count();
    let tails = name.match_indices('.').skip(dots.saturating_sub(MOST_TAILS));
    let tails = tails.map(|(at, _)| percentile_numbers(parts(&name[at + 1..])));
    std::iter::once(whole.clone()).chain(tails).enumerate().find_map(|(depth, parts)| {
        if !parts.iter().all(|part| is_word(part)) {
            return None;
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !NOISE.contains(part)).collect();
        let whole_name = depth == 0;
        let found = by_name(&parts, elsewhere)
            .or_else(|| if elsewhere { None } else { latency(&parts, whole_name, name) })
            .or_else(|| of_tokens(&parts))
            .or_else(|| canonical_name(&parts, elsewhere))
            .or_else(|| price_words::read(&parts))?;
        Some(Reading { rank: found.rank + 100 * depth, ..found })
    })
}

/// Whether a part is in any name that is known: of tens of thousands of other names each is passed over at once.
fn is_word(part: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| {
        let names = NAMES.iter().chain(CANONICAL).chain(CANONICAL_TOKENS).flat_map(|(_, _, names)| names.iter());
        let latencies = LATENCIES.iter().map(|(name, ..)| name);
        let all = names.chain(latencies).chain(&RATES).chain(FIRST_TOKEN).chain(NEXT_TOKENS).chain(GAPS);
        let same = SAME.iter().flat_map(|(_, words)| words.iter());
        let mut words: Vec<&str> = all
            .flat_map(|name| name.split('_'))
            .chain(same.copied())
            .chain(NOISE)
            .chain(SILENT)
            .chain(price_words::all())
            .collect();
        order::sort_by(&mut words, |a, b| a.cmp(b));
        words
    });
    words.binary_search(&part).is_ok() || statistic(part).is_some() || Unit::spelled(part).is_some()
}

/// Parts that are passed over where a statistic of a latency is looked for.
const SILENT: [&str; 6] = ["total", "successful", "client", "line", "of", "ile"];

/// `percentiles` and `95` become `p95`.
fn percentile_numbers(mut parts: Vec<String>) -> Vec<String> {
    if let Some(at) = parts.iter().position(|part| matches!(part.as_str(), "percentiles" | "percentile"))
        && let Some(number) = parts.get_mut(at + 1)
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        number.insert(0, 'p');
    }
    parts
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

/// The words of a name, those that mean the same made the same: `Requests per second` is `req_s`.
pub fn canonical(parts: &[&str]) -> String {
    let one = |&part| SAME.iter().find(|(_, words)| words.contains(&part)).map_or(part, |&(word, _)| word);
    parts.iter().map(one).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

/// Whether a name is one of these in words that mean the same, whatever its unit of time.
#[must_use]
pub fn is_one_of(name: &str, known: &[&str]) -> Option<Option<Unit>> {
    let parts = parts(name);
    let (rest, unit) = without_time(&parts.iter().map(String::as_str).collect::<Vec<_>>());
    if known.contains(&words(name).as_str()) {
        return Some(None);
    }
    known.contains(&canonical(&rest).as_str()).then_some(unit)
}

/// The parts without the last one if that is a unit of time.
fn without_time<'a>(parts: &[&'a str]) -> (Vec<&'a str>, Option<Unit>) {
    let is_time = |unit: &Unit| *unit == Unit::Hours || Role::AvgLatency.units().contains(unit);
    let time = |part: &&str| Unit::spelled(part).filter(is_time);
    match parts.split_last() {
        Some((last, rest)) if time(last).is_some() => (rest.to_vec(), time(last)),
        _ => (parts.to_vec(), None),
    }
}

/// A name of a table made by hand.
fn canonical_name(parts: &[&str], elsewhere: bool) -> Option<Reading> {
    let find = |name: &str| {
        CANONICAL.iter().chain(CANONICAL_TOKENS).find_map(|&(role, unit, names)| {
            let rank = names.iter().position(|known| *known == name)?;
            let elsewhere = elsewhere && !role.of_tokens() && role != Role::AskedRate;
            // Tokens of each request are surer than those of all, which need the number of requests.
            let rank = rank + if unit.is_of_part() { 80 } else { 50 };
            (!elsewhere).then_some(Reading { role, unit, rank, assumed: unit == Unit::Share })
        })
    };
    let name = canonical(parts);
    find(&name)
        .map(|found| reached(found, parts))
        .or_else(|| {
            let (rest, unit) = without_time(parts);
            let found = find(&canonical(&rest)).filter(|found| found.role == Role::Duration)?;
            unit.map(|unit| Reading { unit, ..found })
        })
        .or_else(|| {
            let rank = std::hint::black_box(&RATES).iter().position(|known| *known == name).filter(|_| !elsewhere)?;
            Some(Reading { role: Role::Throughput, unit: Unit::PerSecond, rank: rank + 90, assumed: true })
        })
}

/// The first statistic among the parts of a latency's name, the first unit of time, and the parts that are neither nor
/// `silent`.
fn taken_apart<'a>(parts: &[&'a str], silent: &[&str]) -> (Option<Role>, Option<Unit>, Vec<&'a str>) {
    let (mut role, mut unit) = (None, None);
    let mut rest: Vec<&str> = Vec::new();
    for &part in parts {
        match (statistic(part), Unit::spelled(part).filter(|unit| Role::AvgLatency.units().contains(unit))) {
            (Some(found), _) if role.is_none() => role = Some(found),
            (_, Some(found)) if unit.is_none() => unit = Some(found),
            _ if silent.contains(&part) => {}
            _ => rest.push(part),
        }
    }
    (role, unit, rest)
}

/// A mean, or what was observed, of what else is asked for is what was reached.
fn reached(found: Reading, parts: &[&str]) -> Reading {
    let role = match found.role {
        Role::AskedInputTokens => Role::InputTokens,
        Role::AskedOutputTokens => Role::OutputTokens,
        Role::AskedRate => Role::Throughput,
        _ => return found,
    };
    if parts.iter().any(|part| REACHED.contains(part)) { Reading { role, ..found } } else { found }
}

/// A time to the first token or for each further one, or between two chunks. Without a statistic it is the mean.
fn of_tokens(parts: &[&str]) -> Option<Reading> {
    let (statistic, unit, rest) = taken_apart(parts, &["successful", "client"]);
    let rest = rest.join("_");
    let (kind, rank) = [FIRST_TOKEN, NEXT_TOKENS, GAPS]
        .iter()
        .enumerate()
        .find_map(|(kind, known)| Some((kind, known.iter().position(|known| *known == rest)?)))?;
    let at = Role::LATENCIES.iter().position(|&role| role == statistic.unwrap_or(Role::AvgLatency))?;
    let role = OF_TOKENS[kind][at]?;
    let rank = rank + if statistic.is_none() { 20 } else { 0 };
    Some(Reading { role, unit: unit.unwrap_or(Unit::Milliseconds), rank, assumed: unit.is_none() })
}

/// Times to the first token, per further token, and between chunks, by the statistics of [`Role::LATENCIES`].
const OF_TOKENS: [[Option<Role>; 5]; 3] = [
    [Some(Role::TtftMean), Some(Role::TtftP50), Some(Role::TtftP90), Some(Role::TtftP95), Some(Role::TtftP99)],
    [Some(Role::TpotMean), Some(Role::TpotP50), Some(Role::TpotP90), Some(Role::TpotP95), Some(Role::TpotP99)],
    [Some(Role::ItlMean), Some(Role::ItlP50), None, Some(Role::ItlP95), Some(Role::ItlP99)],
];

/// Whether a name is a statistic alone, with a unit or not: `P95`, `Mean (ms)`.
#[must_use]
pub fn is_statistic(name: &str) -> bool {
    let parts = parts(name);
    let of_one = |part: &String| statistic(part).is_some() || Unit::spelled(part).is_some();
    parts.iter().all(of_one) && parts.iter().any(|part| statistic(part).is_some())
}

/// Whether a name is that of a measured number of requests in flight, and not of a setting.
#[must_use]
pub fn is_reached_load(name: &str) -> bool {
    parts(name).iter().any(|part| REACHED.contains(&part.as_str()) || matches!(part.as_str(), "flight" | "inflight"))
}

/// The unit of time that a name says, whatever it is the name of.
#[must_use]
pub fn unit_of_time(name: &str) -> Option<Unit> {
    let time = |unit: &Unit| Role::AvgLatency.units().contains(unit);
    parts(name).iter().filter_map(|part| Unit::spelled(part)).find(time)
}

fn find(name: &str) -> Option<Reading> {
    NAMES.iter().find_map(|&(role, unit, names)| {
        let rank = names.iter().position(|known| *known == name)?;
        // Whether an error rate is of 1 or of 100 the name leaves open; the values may tell.
        // A count is surer than a rate of errors.
        let rank = rank + if matches!(unit, Unit::Share | Unit::Percent) { 70 } else { 0 };
        Some(Reading { role, unit, rank, assumed: unit == Unit::Share })
    })
}

/// A statistic of a latency. Without a statistic it is the mean; without a quantity only locust's bare `95%` is read.
fn latency(parts: &[&str], whole_name: bool, name: &str) -> Option<Reading> {
    let (role, unit, rest) = taken_apart(parts, &SILENT);
    if rest.is_empty() {
        return bare(role.filter(|_| whole_name)?, unit, name);
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

/// A statistic without a quantity: of latencies, in a table of runs. Only locust's `95%` is known to be in ms.
fn bare(role: Role, unit: Option<Unit>, name: &str) -> Option<Reading> {
    let of_locust = unit.is_none() && (name.trim_end().ends_with('%') || role == Role::P50Latency);
    let rank = 40 + if of_locust { 0 } else { 5 } + if role == Role::AvgLatency { 20 } else { 0 };
    Some(Reading { role, unit: unit.unwrap_or(Unit::Milliseconds), assumed: unit.is_none() && !of_locust, rank })
}

fn statistic(part: &str) -> Option<Role> {
    Some(match part {
        "avg" | "mean" | "average" | "mittlere" | "durchschnittliche" => Role::AvgLatency,
        "median" | "med" | "p50" | "50th" | "p50d0" | "p50d00" => Role::P50Latency,
        "p90" | "90th" | "p90d0" | "p90d00" => Role::P90Latency,
        "p95" | "95th" | "p95d0" | "p95d00" => Role::P95Latency,
        "p99" | "99th" | "p99d0" | "p99d00" => Role::P99Latency,
        _ => return None,
    })
}

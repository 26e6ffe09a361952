//! What times and rates of tokens say about roles and units that names leave open.

use super::known_tokens::{TIMES_OF_REQUESTS, TOKEN_RATES};
use super::names;
use super::role::Role;
use super::settle::{middle, unit_by_ratio};
use super::unit::Unit;
use super::{Roles, Taken, Why, fits};
use crate::data::table::Table;
use crate::data::table::column::Column;

/// Not inlined, as the first view does without it.
#[inline(never)]
pub fn take_times_and_rates(table: &Table, roles: &mut Roles) {
    drop_statistics_of_tokens(table, roles);
    for (role, known) in [(Role::AvgLatency, TIMES_OF_REQUESTS), (Role::OutputTokenRate, TOKEN_RATES)] {
        if roles.of(role).is_some() {
            continue;
        }
        let Some(taken) = first_of(table, role, known) else { continue };
        for other in [Role::Duration, Role::Throughput] {
            if roles.of(other).is_some_and(|other| other.column == taken.column) {
                roles.taken[other as usize] = None;
            }
        }
        roles.taken[role as usize] = Some(taken);
    }
    if roles.of(Role::TpotMean).is_none() && !Role::LATENCIES.iter().any(|&role| roles.of(role).is_some()) {
        take_gaps(table, roles);
    }
}

/// How far a rate may be from the one that times of tokens make, as a share.
const NEAR: f64 = 0.1;

/// The gap between two chunks is the time of a token where VUs write as many tokens per second as that makes (Little's law).
fn take_gaps(table: &Table, roles: &mut Roles) -> Option<()> {
    let of = |role: Role| roles.numbers(table, role);
    let (first, gaps) = (of(Role::TtftMean)?, of(Role::ItlMean)?);
    let tokens = of(Role::OutputTokens).or_else(|| of(Role::AskedOutputTokens))?;
    let (vus, rate) = (of(Role::Vus)?, of(Role::OutputTokenRate)?);
    let made = |row: usize| vus[row] * tokens[row] * 1e3 / (first[row] + gaps[row] * (tokens[row] - 1.0).max(0.0));
    let ratio = middle((0..rate.len()).map(|row| rate[row] / made(row)).collect())?;
    if (ratio - 1.0).abs() > NEAR {
        return None;
    }
    roles.taken[Role::TpotMean as usize] = roles.taken[Role::ItlMean as usize].clone();
    roles.say_gaps_are_tokens();
    Some(())
}

/// The column of the first of these names that any has, unless it is the mean of a distribution over requests: of that there
/// is a percentile beside it.
fn first_of(table: &Table, role: Role, known: &[&str]) -> Option<Taken> {
    let words: Vec<String> = table.columns.iter().map(|column| names::words(&column.name)).collect();
    let is_mean =
        |name: &str| names::parts(name).iter().any(|part| matches!(part.as_str(), "avg" | "mean" | "average"));
    let is_percentile = |other: &String, of: &String| {
        let (first, rest) = other.split_once('_').unwrap_or_default();
        rest == of && (first == "median" || first.strip_prefix('p').is_some_and(|rest| rest.parse::<u8>().is_ok()))
    };
    let is_of_all = |(column, own): &(&Column, &String)| {
        fits(role, column) && !(is_mean(&column.name) && words.iter().any(|other| is_percentile(other, own)))
    };
    known.iter().find_map(|name| {
        table.columns.iter().zip(&words).filter(is_of_all).find_map(|(column, _)| {
            let unit = names::is_one_of(&column.name, &[name])?;
            Some(Taken {
                column: column.name.clone(),
                unit: unit.unwrap_or(role.house_unit()),
                why: Why::Alias { unit_assumed: unit.is_none() && role == Role::AvgLatency },
            })
        })
    })
}

/// Takes tokens per second that nothing else tells of: for those with which requests and their tokens agree, or, where these are
/// not told, for those of the output, and says so.
#[inline(never)]
pub fn take_bare_rate(table: &Table, roles: &mut Roles) {
    let rates = [Role::OutputTokenRate, Role::TotalTokenRate, Role::InputTokenRate];
    if rates.into_iter().any(|role| roles.of(role).is_some()) {
        return;
    }
    let tokens = TOKEN_RATES.iter().copied().filter(|name| name.contains("tok"));
    // Beside that of a user, the total is one of all users.
    let has_each = table.columns.iter().any(|column| names::words(&column.name) == "tok_s_user");
    let known: Vec<&str> = has_each.then_some("tok_s_total").into_iter().chain(tokens).collect();
    let Some(taken) = first_of(table, Role::OutputTokenRate, &known) else { return };
    roles.taken[Role::OutputTokenRate as usize] = Some(taken);
    let [input, output] = [[Role::InputTokens, Role::AskedInputTokens], [Role::OutputTokens, Role::AskedOutputTokens]]
        .map(|found| found.into_iter().find_map(|role| roles.numbers(table, role)));
    let Some(output) = output else {
        roles.doubt(Role::OutputTokenRate, |column| {
            format!(
                "“{column}” does not say of which tokens, nor of how many requests: the output of all is a guess. Check it \
                 under “Columns”."
            )
        });
        return;
    };
    let both = input.map(|input| input.iter().zip(&output).map(|(input, output)| input + output).collect());
    let agrees =
        |each: &Vec<f64>| rate_over_requests(table, roles, each).is_some_and(|ratio| (0.8..1.25).contains(&ratio));
    if agrees(&output) {
        return;
    }
    let rate = roles.taken[Role::OutputTokenRate as usize].clone();
    roles.taken[Role::TotalTokenRate as usize] = rate.filter(|_| both.as_ref().is_some_and(agrees));
    roles.taken[Role::OutputTokenRate as usize] = None;
}

/// Tokens per second over requests per second, as told or by Little's law, × tokens of a request.
fn rate_over_requests(table: &Table, roles: &Roles, each: &[f64]) -> Option<f64> {
    let of = |role: Role| roles.numbers(table, role);
    let rate = of(Role::OutputTokenRate)?;
    let requests = of(Role::Throughput).or_else(|| {
        let (vus, latency) = (of(Role::Vus)?, of(Role::AvgLatency)?);
        Some(vus.iter().zip(latency).map(|(vus, latency)| vus * 1e3 / latency).collect())
    })?;
    middle((0..rate.len()).map(|row| rate[row] / requests[row] / each[row]).collect())
}

/// A bare `Median` or `P99` after a time of tokens is one of that, as in vLLM's tables of nightly tests.
fn drop_statistics_of_tokens(table: &Table, roles: &mut Roles) {
    let is_of_tokens = |name: &str| names::read(name).is_some_and(|read| Role::TOKEN_TIMES.contains(&read.role));
    let mut is_after = false;
    for column in &table.columns {
        let is_bare = is_of_tokens(&format!("tpot {}", column.name));
        is_after = is_of_tokens(&column.name) || (is_after && is_bare);
        for role in Role::LATENCIES {
            if is_after && roles.of(role).is_some_and(|taken| taken.column == column.name) {
                roles.taken[role as usize] = None;
            }
        }
    }
}

/// Latencies of the whole request from the times of its tokens, in the units that these have now, and the role of the first.
fn whole(table: &Table, roles: &Roles) -> Option<(Vec<f64>, Role)> {
    let first = [Role::TtftMean, Role::TtftP50].into_iter().find(|&role| roles.of(role).is_some())?;
    let (firsts, next) = (roles.numbers(table, first)?, roles.numbers(table, Role::TpotMean)?);
    let tokens =
        [Role::OutputTokens, Role::AskedOutputTokens].into_iter().find_map(|role| roles.numbers(table, role))?;
    Some(((0..firsts.len()).map(|row| firsts[row] + next[row] * (tokens[row] - 1.0).max(0.0)).collect(), first))
}

/// The unit in which a latency agrees with the times of its tokens, whose units are sure.
pub fn unit_of_tokens(table: &Table, roles: &Roles, latency: Role) -> Option<Unit> {
    let (whole, first) = whole(table, roles)?;
    if roles.is_assumed(first) || roles.is_assumed(Role::TpotMean) {
        return None;
    }
    let latencies = roles.numbers(table, latency)?;
    unit_by_ratio(roles.of(latency)?.unit, middle((0..whole.len()).map(|row| latencies[row] / whole[row]).collect())?)
}

/// The unit in which times of tokens, none of which says it, agree with VUs and throughput.
pub fn unit_by_law(table: &Table, roles: &Roles) -> Option<Unit> {
    let (whole, first) = whole(table, roles)?;
    let (first, next) = (roles.of(first)?, roles.of(Role::TpotMean)?);
    let (vus, rate) = (roles.numbers(table, Role::Vus)?, roles.numbers(table, Role::Throughput)?);
    let ratio = middle((0..whole.len()).map(|row| rate[row] * whole[row] / 1e3 / vus[row]).collect())?;
    unit_by_ratio(first.unit, ratio).filter(|_| first.unit == next.unit)
}

/// No model writes a token for one request in less, ms, and none that is waited for takes longer.
const TOKEN_MS: std::ops::RangeInclusive<f64> = 0.05..=10_000.0;

/// The unit in which a latency is one of as many tokens as an answer has, or a time per token is one of a model, where the
/// one that is usual cannot be.
pub fn unit_by_speed(table: &Table, roles: &Roles, latency: Option<Role>) -> Option<Unit> {
    let tokens = [Role::OutputTokens, Role::AskedOutputTokens].into_iter().find_map(|role| roles.numbers(table, role));
    let (ms, role) = if let Some((tokens, latency)) = tokens.zip(latency) {
        let latencies = roles.numbers(table, latency)?;
        (middle((0..tokens.len()).map(|row| latencies[row] / tokens[row]).collect())?, latency)
    } else {
        let next = [Role::TpotMean, Role::TpotP50, Role::ItlMean, Role::ItlP50];
        let next = next.into_iter().find(|&role| roles.is_assumed(role))?;
        (middle(roles.numbers(table, next)?)?, next)
    };
    let other = if ms < *TOKEN_MS.start() { Unit::Seconds } else { Unit::Milliseconds };
    let factor = other.factor(roles.of(role)?.unit);
    (!TOKEN_MS.contains(&ms) && TOKEN_MS.contains(&(ms * factor))).then_some(other)
}

/// A rate of tokens that is as many times smaller than the requests write as there are requests at once is one of a request.
#[inline(never)]
pub fn drop_rate_of_a_request(table: &Table, roles: &mut Roles) -> Option<()> {
    let of = |role: Role| roles.numbers(table, role);
    let (rate, vus, requests) = (of(Role::OutputTokenRate)?, of(Role::Vus)?, of(Role::Throughput)?);
    let tokens = of(Role::OutputTokens).or_else(|| {
        let column = table
            .columns
            .iter()
            .find(|column| Some(&column.name) == roles.of(Role::OutputTokens).map(|taken| &taken.column))?;
        let (all, step) = (column.numbers()?, (table.rows / rate.len().max(1)).max(1));
        let count = of(Role::SuccessfulRequests).or_else(|| of(Role::TotalRequests))?;
        Some(all.iter().step_by(step).zip(count).map(|(all, count)| all / count).collect())
    })?;
    // Of one request at a time both are the same.
    let rows = (0..rate.len().min(tokens.len())).filter(|&row| vus[row] >= 4.0);
    let ratio = middle(rows.map(|row| requests[row] * tokens[row] / (rate[row] * vus[row])).collect())?;
    (0.67..1.5).contains(&ratio).then(|| roles.drop_rate_of_tokens())
}

//! Maps of load testers of web servers.

mod ab;
mod artillery;
mod autocannon;
mod bombardier;
mod databases;
mod drill;
mod dropwizard;
mod fortio;
pub(crate) mod gatling;
mod ghz;
mod h2load;
mod hey;
mod httperf;
mod jmeter;
mod k6_text;
mod loadtest;
mod locust;
mod memtier;
mod nbomber;
mod raw;
mod siege;
mod taurus;
mod vegeta;
mod wrk;

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Map, Measure, Measured};
use crate::data::tools::packed::{Measures, measures};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

/// Maps by tool; special forms before general ones.
pub const ALL: &[&[Map]] = &[
    raw::MAPS,
    autocannon::MAPS,
    wrk::MAPS,
    ghz::MAPS,
    hey::MAPS,
    ab::MAPS,
    bombardier::MAPS,
    fortio::MAPS,
    vegeta::MAPS,
    artillery::MAPS,
    gatling::MAPS,
    jmeter::MAPS,
    locust::MAPS,
    loadtest::MAPS,
    memtier::MAPS,
    nbomber::MAPS,
    k6_text::MAPS,
    siege::MAPS,
    drill::MAPS,
    h2load::MAPS,
    taurus::MAPS,
    httperf::MAPS,
    databases::MAPS,
    dropwizard::MAPS,
];

type Paths = &'static str;

/// What ab prints, and what prints the same after it, by the names that the line patterns give.
const PRINTED: Measures = measures![
    count(Role::Vus, "vus/value"),
    rate("rate/value"),
    millis(Role::AvgLatency, "mean/value"),
    millis(Role::P50Latency, "p50/value"),
    millis(Role::P90Latency, "p90/value"),
    millis(Role::P95Latency, "p95/value"),
    millis(Role::P99Latency, "p99/value"),
    seconds(Role::Duration, "time/value"),
    count(Role::TotalRequests, "all/count"),
    count(Role::FailedRequests, "failed/count"),
];

const fn count(role: Role, paths: Paths) -> Measured {
    (Measure::Of(role), Unit::One, paths)
}

const fn rate(paths: Paths) -> Measured {
    (Measure::Of(Role::Throughput), Unit::PerSecond, paths)
}

const fn seconds(role: Role, paths: Paths) -> Measured {
    (Measure::Of(role), Unit::Seconds, paths)
}

const fn millis(role: Role, paths: Paths) -> Measured {
    (Measure::Of(role), Unit::Milliseconds, paths)
}

const fn micros(role: Role, paths: Paths) -> Measured {
    (Measure::Of(role), Unit::Microseconds, paths)
}

const fn nanos(role: Role, paths: Paths) -> Measured {
    (Measure::Of(role), Unit::Nanoseconds, paths)
}

/// A number, also one that is written as text.
fn number(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Number(value) => Some(*value),
        Value::Text(text) => crate::data::text::amount::parse(text).map(|(value, _)| value),
        _ => None,
    }
}

/// The counts of an object of codes.
fn counts<'v>(codes: Option<&'v Value<'_>>) -> impl Iterator<Item = (&'v str, f64)> {
    codes.into_iter().flat_map(Value::members).filter_map(|(code, count)| Some((&**code, number(Some(count))?)))
}

/// The counts of lines `[code] count`.
fn listed(lines: Option<&Value>) -> impl Iterator<Item = (String, f64)> {
    let lines = lines.into_iter().flat_map(Value::items);
    lines.filter_map(|line| Some((line.get("code")?.words()?, number(line.get("count"))?)))
}

/// Sets the good and the failed requests by what was answered: statuses below 400 are good, as is `OK` of gRPC.
fn set_by_code<C: AsRef<str>>(run: &mut Run, codes: impl Iterator<Item = (C, f64)>, errors: f64) {
    let (mut good, mut failed, mut any) = (0.0, errors, false);
    for (code, count) in codes {
        any = true;
        let is_good = match code.as_ref().parse::<u16>() {
            Ok(status) => (100..400).contains(&status),
            Err(_) => matches!(code.as_ref(), "OK" | "SERVING" | "1xx" | "2xx" | "3xx"),
        };
        *(if is_good { &mut good } else { &mut failed }) += count;
    }
    if any || errors > 0.0 {
        run.set(Measure::Of(Role::SuccessfulRequests), good);
        run.set(Measure::Of(Role::FailedRequests), failed);
    }
}

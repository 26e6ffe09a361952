//! Units that stand in cells beside numbers.

use crate::data::runs::roles::unit::Unit;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Time.
    Time,
    /// A part of 100.
    Percent,
    /// Requests for each second.
    Rate,
    /// Tokens for each second.
    TokenRate,
    /// Requests, tokens, users, GPUs: a plain number.
    Count,
    /// $.
    Money,
    /// $ for each hour.
    HourlyPrice,
}

impl Family {
    /// What values of different units are converted to.
    pub fn common(self) -> Option<&'static CellUnit> {
        match self {
            Self::Time => CellUnit::of("ms"),
            Self::Rate => CellUnit::of("req/s"),
            _ => None,
        }
    }
}

/// A unit as a cell spells it.
#[derive(Debug, PartialEq)]
pub struct CellUnit {
    /// What is counted.
    pub family: Family,
    /// In a column's name.
    pub label: &'static str,
    /// How many of the family's smallest unit.
    pub scale: f64,
    spellings: &'static [&'static str],
}

const fn unit(family: Family, label: &'static str, scale: f64, spellings: &'static [&'static str]) -> CellUnit {
    CellUnit { family, label, scale, spellings }
}

static UNITS: [CellUnit; 17] = [
    unit(Family::Time, "ns", 1.0, &["ns", "nsec", "nanoseconds"]),
    unit(Family::Time, "us", 1e3, &["us", "µs", "μs", "usec", "microseconds"]),
    unit(Family::Time, "ms", 1e6, &["ms", "msec", "millis", "milliseconds"]),
    unit(Family::Time, "s", 1e9, &["s", "sec", "secs", "second", "seconds"]),
    unit(Family::Time, "min", 60e9, &["min", "mins", "minute", "minutes"]),
    unit(Family::Time, "h", 3_600e9, &["h", "hr", "hrs", "hour", "hours"]),
    unit(Family::Percent, "%", 1.0, &["%", "pct", "percent"]),
    unit(
        Family::Rate,
        "req/s",
        3_600.0,
        &[
            "req/s",
            "reqs/s",
            "req/sec",
            "reqs/sec",
            "requests/s",
            "requests/sec",
            "requests/second",
            "rps",
            "qps",
            "/s",
            "/sec",
            "infer/s",
            "infer/sec",
        ],
    ),
    unit(Family::Rate, "req/min", 60.0, &["req/min", "reqs/min", "requests/min", "requests/minute", "rpm", "/min"]),
    unit(
        Family::Rate,
        "req/h",
        1.0,
        &["req/h", "reqs/h", "req/hour", "requests/h", "requests/hour", "/h", "/hr", "/hour"],
    ),
    unit(Family::TokenRate, "tok/s", 1.0, &["tok/s", "toks/s", "token/s", "tokens/s", "tokens/sec", "tok/sec", "t/s"]),
    unit(Family::Count, "tokens", 1.0, &["tokens", "token", "tok", "toks"]),
    unit(Family::Count, "requests", 1.0, &["requests", "request", "reqs", "req"]),
    unit(Family::Count, "users", 1.0, &["users", "user", "vus", "vu", "clients"]),
    unit(Family::Count, "GPUs", 1.0, &["gpus", "gpu"]),
    unit(Family::Money, "$", 1.0, &["$", "usd"]),
    unit(Family::HourlyPrice, "$/h", 1.0, &["$/h", "$/hr", "$/hour", "usd/h", "usd/hr", "usd/hour"]),
];

/// The units. What a loop takes its end from, the build's splitter takes for a part of the first view.
fn units() -> &'static [CellUnit] {
    std::hint::black_box(&UNITS)
}

impl CellUnit {
    /// The unit of that spelling.
    pub fn of(text: &str) -> Option<&'static Self> {
        let lower = text.to_ascii_lowercase().replace(' ', "");
        units().iter().find(|unit| unit.spellings.contains(&lower.as_str()))
    }

    /// The unit after an amount of money: nothing, or an hour.
    pub fn of_money(text: &str) -> Option<&'static Self> {
        let lower = text.to_ascii_lowercase();
        let family = match lower.as_str() {
            "" | "usd" => Family::Money,
            "/h" | "/hr" | "/hour" | "per hour" | "/ h" | "/ hr" | "/ hour" => Family::HourlyPrice,
            _ => return None,
        };
        units().iter().find(|unit| unit.family == family)
    }

    /// The unit of time that a column is counted in.
    pub fn of_unit(unit: Unit) -> Option<&'static Self> {
        Self::of(match unit {
            Unit::PerSecond => "req/s",
            Unit::PerMinute => "req/min",
            Unit::PerHour => "req/h",
            Unit::Percent => "%",
            Unit::Nanoseconds | Unit::Microseconds | Unit::Milliseconds => unit.key(),
            Unit::Seconds | Unit::Minutes | Unit::Hours => unit.key(),
            _ => return None,
        })
    }

    /// The unit of a measure; `None` of counts and amounts of money.
    pub fn unit(&self) -> Option<Unit> {
        match self.label {
            "tok/s" => Some(Unit::PerSecond),
            "$/h" => Some(Unit::PerHour),
            "min" => Some(Unit::Minutes),
            "h" => Some(Unit::Hours),
            label => Unit::spelled(label),
        }
    }

    /// Whether numbers with and without it may stand in one column and mean the same.
    pub fn may_be_left_out(&self) -> bool {
        matches!(self.family, Family::Count | Family::Money)
    }
}

/// The seconds of a duration of several parts, `1h2m3.5s`, as Go writes them; `None` for anything else, and for minutes or
/// hours alone: `5m` may be five million.
pub fn compound_seconds(text: &str) -> Option<f64> {
    duration_seconds(text).filter(|_| text.ends_with('s'))
}

/// The seconds of a duration of one or several parts: `2.05m`, `1h0m0.5s`.
pub fn duration_seconds(text: &str) -> Option<f64> {
    let mut rest = text;
    let mut seconds = 0.0;
    let mut last = f64::INFINITY;
    while !rest.is_empty() {
        let length = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        let number: f64 = crate::data::table::number::parse(&rest[..length])?;
        rest = &rest[length..];
        let letters = rest.bytes().take_while(|byte| !byte.is_ascii_digit() && *byte != b'.').count();
        let scale = match rest.get(..letters)?.trim() {
            "h" => 3_600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            _ => return None,
        };
        if scale >= last {
            return None;
        }
        last = scale;
        seconds += number * scale;
        rest = &rest[letters..];
    }
    (last < f64::INFINITY).then_some(seconds)
}

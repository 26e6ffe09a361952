//! Measures of runs: any of them may be a limit, an objective, or an axis.
//!
//! Each has a key for addresses, words, a unit and a direction. Latencies, times to the first token (TTFT), per output token
//! (TPOT) and between chunks (ITL) have statistics of their own; ITL never stands in for TPOT. Besides:
//!
//! - Tokens per second and user, by two definitions: `1000 / TPOT` in ms (InferenceX: interactivity), and output tokens per
//!   second / VUs (vLLM `plot_pareto`).
//! - Tokens per second and GPU: output, or input and output.
//! - Percentiles of a throughput read the other way round: `p99` of interactivity is `1000 / p99 of TPOT`, the slow tail, and
//!   smaller than the mean. More is better for every one of them.
//! - Any other column of numbers that varies, under its own name. Its direction is known only where the name tells it.

pub(crate) mod by_name;
pub mod keys;

use std::hint::black_box;

use self::by_name::{Known, known, of_others};
use super::derive::How;
use super::roles::Role;
use super::run_table::RunTable;
use super::work::Work;
use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::measures::error_share;
use crate::data::table::column::{Column, Numbers};

/// Which values are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The lower, the better.
    Low,
    /// The higher, the better.
    High,
    /// That is to be asked.
    Unknown,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// $ per so many units of work.
    Cost,
    /// $ a month for what is asked.
    Bill,
    /// Latency of the whole request.
    Latency,
    /// Time to the first token.
    FirstToken,
    /// Time per further output token.
    PerToken,
    /// Gap between two chunks of an answer.
    Gap,
    /// Work per second of the whole run.
    Throughput,
    /// Tokens per second of one user.
    PerUser,
    /// Tokens per second of one GPU.
    PerGpu,
    /// A share of requests, or of tokens.
    Share,
    /// Whatever else a column holds.
    Other,
}

impl Kind {
    /// Whether it is a time that somebody waits for, ms.
    #[must_use]
    pub fn is_latency(self) -> bool {
        matches!(self, Self::Latency | Self::FirstToken | Self::PerToken | Self::Gap)
    }
}

/// A measure that a table has.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// In an address.
    pub key: String,
    /// On the page.
    pub words: String,
    /// After a value; empty where it is not known or there is none.
    pub unit: &'static str,
    /// Which values are good.
    pub direction: Direction,
    /// What is measured.
    pub kind: Kind,
}

impl Measure {
    /// Whether a value is a measurement: costs, times and rates are finite and above zero; shares, goodput (which is 0 where
    /// no request kept its limits) and all else are any finite number.
    #[must_use]
    pub fn knows(&self, value: f64) -> bool {
        let may_be_zero = matches!(self.kind, Kind::Share | Kind::Other) || self.key == GOODPUT;
        if may_be_zero { value.is_finite() } else { usable(value) }
    }

    /// Whether more is better. Of a measure of which nothing is known, less is taken to be.
    #[must_use]
    pub fn more_is_better(&self) -> bool {
        self.direction == Direction::High
    }
}

/// What a measure is computed from.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// The cost that ranks.
    Cost,
    /// The column of a role, in its unit.
    Role(Role),
    /// Units of work per second, of good answers.
    Rate(Work),
    /// 1000 / a statistic of the time per output token, ms.
    PerUser(Role),
    /// Output tokens per second / VUs.
    ByConcurrency,
    /// Units of work per second and GPU.
    PerGpu(Work),
    /// Failed requests as a share of those sent.
    Errors,
    /// A column of the table as it is.
    Column(&'a Column),
}

/// Measures that are a column of a role.
const OF_ROLES: [(Role, Kind); 19] = [
    (Role::AvgLatency, Kind::Latency),
    (Role::P50Latency, Kind::Latency),
    (Role::P90Latency, Kind::Latency),
    (Role::P95Latency, Kind::Latency),
    (Role::P99Latency, Kind::Latency),
    (Role::TtftMean, Kind::FirstToken),
    (Role::TtftP50, Kind::FirstToken),
    (Role::TtftP90, Kind::FirstToken),
    (Role::TtftP95, Kind::FirstToken),
    (Role::TtftP99, Kind::FirstToken),
    (Role::TpotMean, Kind::PerToken),
    (Role::TpotP50, Kind::PerToken),
    (Role::TpotP90, Kind::PerToken),
    (Role::TpotP95, Kind::PerToken),
    (Role::TpotP99, Kind::PerToken),
    (Role::ItlMean, Kind::Gap),
    (Role::ItlP50, Kind::Gap),
    (Role::ItlP95, Kind::Gap),
    (Role::ItlP99, Kind::Gap),
];

/// Rates of the whole run: key and words.
const RATES: [(&str, Work, &str); 4] = [
    ("rate", Work::Requests, "Requests per second"),
    ("outrate", Work::OutputTokens, "Output tokens per second"),
    ("tokrate", Work::TotalTokens, "Tokens per second, in and out"),
    ("inrate", Work::InputTokens, "Input tokens per second"),
];

/// Tokens per second and user by a statistic of TPOT: key, role, words, names of columns that hold it.
const USERS: [(&str, Role, &str, [&str; 2]); 5] = [
    ("user", Role::TpotMean, "Tokens/s/user, by mean TPOT", ["mean_intvty", "mean_interactivity"]),
    ("user50", Role::TpotP50, "Tokens/s/user, by median TPOT", ["median_intvty", "median_interactivity"]),
    ("user90", Role::TpotP90, "Tokens/s/user, by p90 TPOT (slow tail)", ["p90_intvty", "p90_interactivity"]),
    ("user95", Role::TpotP95, "Tokens/s/user, by p95 TPOT (slow tail)", ["p95_intvty", "p95_interactivity"]),
    ("user99", Role::TpotP99, "Tokens/s/user, by p99 TPOT (slow tail)", ["p99_intvty", "p99_interactivity"]),
];

/// Tokens per second and GPU: key, words, place among the rates of tokens.
const GPUS: [(&str, Work, &str); 2] =
    [("outgpu", Work::OutputTokens, "Output tokens/s/GPU"), ("tokgpu", Work::TotalTokens, "Tokens/s/GPU, in and out")];

/// Output tokens per second / VUs.
const BY_CONCURRENCY: &str = "userconc";
const BY_CONCURRENCY_WORDS: &str = "Tokens/s/user, by concurrency (output tok/s / VUs)";
const ERRORS: &str = "errors";
const ERRORS_WORDS: &str = "Failed requests";
const GOODPUT: &str = "goodput";
const COST: &str = "cost";

impl RunTable {
    /// The measures that any run of the table has, the usual ones first.
    #[inline(never)]
    #[must_use]
    pub fn measures(&self) -> Vec<Measure> {
        let mut all = self.listed_measures();
        all.retain(|measure| self.measure(&measure.key).is_some());
        all
    }

    /// What is known of a measure, whether the table has it or not; `None` for a key that means nothing.
    #[inline(never)]
    #[must_use]
    pub fn measure_named(&self, key: &str) -> Option<Measure> {
        self.listed_measures().into_iter().find(|measure| measure.key == key)
    }

    fn listed_measures(&self) -> Vec<Measure> {
        let listed = |key: &str, words: String, unit, direction, kind| Measure {
            key: key.to_owned(),
            words,
            unit,
            direction,
            kind,
        };
        let cost = format!("Cost of {}", self.work.words());
        let mut all = vec![listed(COST, cost, "$", Direction::Low, Kind::Cost)];
        all.extend(
            OF_ROLES
                .iter()
                .map(|(role, kind)| listed(role.key(), role.words().to_owned(), "ms", Direction::Low, *kind)),
        );
        all.extend(RATES.iter().map(|(key, work, words)| {
            listed(key, (*words).to_owned(), work.rate_words(), Direction::High, Kind::Throughput)
        }));
        all.extend(
            black_box(&USERS).iter().map(|(key, _, words, _)| {
                listed(key, (*words).to_owned(), "tok/s/user", Direction::High, Kind::PerUser)
            }),
        );
        let words = BY_CONCURRENCY_WORDS.to_owned();
        all.push(listed(BY_CONCURRENCY, words, "tok/s/user", Direction::High, Kind::PerUser));
        all.extend(
            GPUS.iter()
                .map(|(key, _, words)| listed(key, (*words).to_owned(), "tok/s/GPU", Direction::High, Kind::PerGpu)),
        );
        all.push(listed(ERRORS, ERRORS_WORDS.to_owned(), "share", Direction::Low, Kind::Share));
        all.extend(
            black_box(&Known::ALL)
                .iter()
                .map(|known| listed(known.key, known.words.to_owned(), known.unit, known.direction, known.kind)),
        );
        all.extend(of_others(self));
        all
    }

    /// A measure's value of each run, in its unit; NaN where a run has none. `None` where no run has one, and for a key that
    /// means nothing.
    #[inline(never)]
    #[must_use]
    pub fn measure(&self, key: &str) -> Option<Numbers> {
        self.values(key).filter(|values| values.iter().any(|value| value.is_finite()))
    }

    fn values(&self, key: &str) -> Option<Numbers> {
        match self.source(key)? {
            Source::Cost => Some(self.ranked_costs().clone()),
            Source::Role(role) => self.of_role(role),
            Source::Rate(Work::Requests) => self.rate(Work::Requests).map(|_| self.answered_per_sec()),
            Source::Rate(work) => self.rate(work),
            Source::PerUser(tpot) => Some(self.of_role(tpot)?.iter().map(|ms| 1000.0 / ms).collect()),
            Source::ByConcurrency => {
                let rate = self.rate(Work::OutputTokens)?;
                Some(rate.iter().zip(self.vus.iter()).map(|(rate, vus)| rate / vus).collect())
            }
            Source::PerGpu(work) => self.per_gpu(work),
            Source::Errors => self.error_shares(),
            Source::Column(column) => column.numbers(),
        }
    }

    /// What a measure is computed from; `None` for a key that means nothing here.
    #[inline(never)]
    #[must_use]
    pub fn source(&self, key: &str) -> Option<Source<'_>> {
        if let Some((role, _)) = OF_ROLES.iter().find(|(role, _)| role.key() == key) {
            return Some(Source::Role(*role)).filter(|_| self.of_role(*role).is_some());
        }
        if let Some((_, work, _)) = RATES.iter().find(|(own, ..)| *own == key) {
            return Some(Source::Rate(*work));
        }
        if let Some((_, tpot, _, names)) = black_box(&USERS).iter().find(|(own, ..)| *own == key) {
            // From the time per output token, else from a column that says it.
            let of_tpot = self.of_role(*tpot).map(|_| Source::PerUser(*tpot));
            return of_tpot.or_else(|| by_name::column(self, names).map(Source::Column));
        }
        if let Some((_, work, _)) = GPUS.iter().find(|(own, ..)| *own == key) {
            return Some(Source::PerGpu(*work));
        }
        match key {
            COST => Some(Source::Cost),
            ERRORS => Some(Source::Errors),
            BY_CONCURRENCY => Some(Source::ByConcurrency),
            _ => known(self, key).map(Source::Column),
        }
    }

    /// The column of a role in its unit. Another statistic that stands in for the mean latency is no measure of it.
    fn of_role(&self, role: Role) -> Option<Numbers> {
        match role {
            Role::AvgLatency => {
                let stands_in = self.how(role).is_some_and(|derived| matches!(derived.how, How::StandsIn(_)));
                (!stands_in).then(|| self.avg_latency_ms.clone())
            }
            _ => self.columns[self.position(role)?].numbers(),
        }
    }

    /// Of a column that is per GPU already, where that is of all GPUs; else the run's rate over its GPUs.
    fn per_gpu(&self, work: Work) -> Option<Numbers> {
        if !self.parts.is_empty() {
            return super::side_by_side::columns::numbers(&self.parts, f64::NAN, &|runs| runs.per_gpu(work));
        }
        let own = self.tokens.as_ref().and_then(|tokens| tokens.per_gpu(work));
        let gpus = self.gpus.as_ref();
        let rate = self.rate(work).zip(gpus);
        let over = rate.map(|(rate, gpus)| rate.iter().zip(gpus.iter()).map(|(rate, gpus)| rate / gpus).collect());
        own.or(over)
    }

    fn error_shares(&self) -> Option<Numbers> {
        let (sent, good) = (self.total_requests.as_ref()?, self.successful_requests.as_ref()?);
        Some(sent.iter().zip(good.iter()).map(|(&sent, &good)| error_share(sent, good)).collect())
    }
}

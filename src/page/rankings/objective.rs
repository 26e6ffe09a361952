//! What the Pareto menu is judged by: cost, latency, throughput, failures, or any other measure of the table.

use std::borrow::Cow;

use crate::analysis::decide::cost_latency::usable;
use crate::analysis::decide::measures::Measures;
use crate::data::runs::measures::{Kind, Measure};
use crate::format::numbers::{dollars, percent, short};

use crate::page::choice::sections::OBJECTIVES;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::measures::{measure_name, measure_value, saved};
use crate::page::words::runs::capital;
use crate::page::words::text_table::{Cell, Head};

/// An objective of the Pareto set.
#[derive(Clone, Debug, PartialEq)]
pub enum Objective {
    /// $ per 1 billion requests, the less the better.
    Cost,
    /// Mean latency, the less the better.
    AvgLatency,
    /// 95th percentile of latency, the less the better.
    P95Latency,
    /// Requests finished per second, the more the better.
    Throughput,
    /// Failed requests as a share, the less the better.
    ErrorShare,
    /// Any other measure of the table, by its direction; of one that is not known, the less the better.
    Other(Box<Measure>),
}

impl Objective {
    /// Those that every table of runs may have, in the order in which they are judged and shown, before all others.
    pub const ALL: [Self; 5] = [Self::Cost, Self::AvgLatency, Self::P95Latency, Self::Throughput, Self::ErrorShare];

    /// The objective of an address: one of the five words, or the key of a measure that a run has.
    #[must_use]
    pub fn named(shown: &ActiveTable, word: &str) -> Option<Self> {
        let own = OBJECTIVES.iter().position(|&own| own == word || (own == "throughput" && word == "rate"));
        let other = || {
            shown.runs.measure(word)?;
            Some(Self::Other(Box::new(shown.runs.measure_named(word)?)))
        };
        own.map(|at| Self::ALL[at].clone()).or_else(other)
    }

    /// In an address.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::Cost => OBJECTIVES[0],
            Self::AvgLatency => OBJECTIVES[1],
            Self::P95Latency => OBJECTIVES[2],
            Self::Throughput => OBJECTIVES[3],
            Self::ErrorShare => OBJECTIVES[4],
            Self::Other(measure) => &measure.key,
        }
    }

    /// In a sentence.
    #[must_use]
    pub fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Cost => "cost",
            Self::AvgLatency => "average latency",
            Self::P95Latency => "p95 latency",
            Self::Throughput => "throughput",
            Self::ErrorShare => "failed requests",
            Self::Other(measure) => return measure_name(Some(measure), &measure.key).into(),
        })
    }

    /// At the head of a column, and beside a box.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::Other(measure) => measure.words.clone(),
            _ => capital(&self.name()),
        }
    }

    pub(super) fn values<'a>(&self, shown: &'a ActiveTable, measures: &Measures<'a>) -> Option<Cow<'a, [f64]>> {
        match self {
            Self::Cost => Some(measures.cost_usd.into()),
            Self::AvgLatency => Some(measures.avg_latency_ms.into()),
            Self::P95Latency => measures.p95_latency_ms.map(Cow::from),
            Self::Throughput => Some(measures.answered_req_per_sec().into()),
            Self::ErrorShare => measures.error_share.map(Cow::from),
            Self::Other(measure) => shown.runs.measure(&measure.key).map(|values| values.to_vec().into()),
        }
    }

    /// Whether a value is a measurement; a share may be 0.
    pub(super) fn knows(&self, value: f64) -> bool {
        match self {
            Self::ErrorShare => !value.is_nan(),
            Self::Other(measure) => measure.knows(value),
            _ => usable(value),
        }
    }

    pub(super) fn more_is_better(&self) -> bool {
        match self {
            Self::Throughput => true,
            Self::Other(measure) => measure.more_is_better(),
            _ => false,
        }
    }

    pub(super) fn is_latency(&self) -> bool {
        match self {
            Self::AvgLatency | Self::P95Latency => true,
            Self::Other(measure) => measure.kind == Kind::Latency,
            _ => false,
        }
    }

    fn words(&self, shown: &ActiveTable, value: f64) -> String {
        match self {
            Self::Cost => dollars(cost::amount(shown, value)),
            Self::AvgLatency | Self::P95Latency => format!("{} ms", short(value)),
            Self::Throughput => format!("{} req/s", short(value)),
            Self::ErrorShare => percent(value * 100.0),
            Self::Other(measure) => measure_value(shown, measure, value),
        }
    }

    pub(super) fn cell(&self, shown: &ActiveTable, value: f64) -> Cell {
        let raw = match self {
            Self::ErrorShare => value * 100.0,
            Self::Other(measure) => saved(shown, measure, value).1,
            Self::Cost => cost::amount(shown, value),
            _ => value,
        };
        Cell::number(shown.in_currency(&self.words(shown, value)), raw)
    }

    /// The column's head, with the unit of saved values: shares are saved in percent.
    pub(super) fn head(&self, shown: &ActiveTable) -> Head {
        let unit = match self {
            Self::Cost => cost::unit(&shown.runs),
            Self::AvgLatency | Self::P95Latency => "ms".to_owned(),
            Self::Throughput => "req/s".to_owned(),
            Self::ErrorShare => "%".to_owned(),
            Self::Other(measure) => saved(shown, measure, 0.0).0,
        };
        let head = Head::number(&self.title());
        if unit.is_empty() { head } else { head.in_unit(&shown.in_currency(&unit)) }
    }
}

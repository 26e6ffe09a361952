//! The limits that a reader sets, and their address parameters.

use std::collections::BTreeSet;

use crate::analysis::decide::slo::{Limit, Limits};
use crate::data::runs::run_table::RunTable;
use crate::data::table::number;

use super::other_limits::{OtherLimits, on_runs, parse, texts};
use super::param::{Misread, Param, each, one};

/// Limits in the reader's terms: hardware by name. The default sets none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LimitChoice {
    /// Mean latency, at most, ms.
    pub max_avg_latency_ms: Option<f64>,
    /// 95th percentile of latency, at most, ms.
    pub max_p95_latency_ms: Option<f64>,
    /// Failed requests, at most, as a share.
    pub max_error_share: Option<f64>,
    /// Throughput, at least, requests per second.
    pub min_throughput_req_per_sec: Option<f64>,
    /// Allowed hardware; `None` for all.
    pub hardware: Option<BTreeSet<String>>,
    /// Limits on further measures.
    pub others: OtherLimits,
}

/// The parameters, in the order of [`Limit::ALL`].
pub static PARAMS: [Param<LimitChoice>; 6] = [
    Param {
        key: "max_avg_ms",
        read: |choice, value| choice.read(Limit::AvgLatency, value),
        write: |choice| one(choice.max_avg_latency_ms),
    },
    Param {
        key: "max_p95_ms",
        read: |choice, value| choice.read(Limit::P95Latency, value),
        write: |choice| one(choice.max_p95_latency_ms),
    },
    Param {
        key: "max_error_share",
        read: |choice, value| choice.read(Limit::ErrorShare, value),
        write: |choice| one(choice.max_error_share),
    },
    Param {
        key: "min_req_per_sec",
        read: |choice, value| choice.read(Limit::Throughput, value),
        write: |choice| one(choice.min_throughput_req_per_sec),
    },
    Param {
        key: "allow_hw",
        read: |choice, value| {
            choice.hardware.get_or_insert_default().insert(value.to_owned());
            Ok(())
        },
        write: |choice| each(choice.hardware.iter().flatten()),
    },
    Param {
        key: "limit",
        read: |choice, value| {
            let (key, bound) = parse(value).ok_or(Misread::Nonsense)?;
            choice.others.insert(key, bound);
            Ok(())
        },
        write: |choice| if choice.others.is_empty() { Vec::new() } else { texts(&choice.others) },
    },
];

/// The name of a limit in an address.
#[must_use]
pub fn key(limit: Limit) -> &'static str {
    PARAMS[limit as usize].key
}

impl LimitChoice {
    /// Whether no limit is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A limit's number; hardware has none.
    #[must_use]
    pub fn get(&self, limit: Limit) -> Option<f64> {
        match limit {
            Limit::AvgLatency => self.max_avg_latency_ms,
            Limit::P95Latency => self.max_p95_latency_ms,
            Limit::ErrorShare => self.max_error_share,
            Limit::Throughput => self.min_throughput_req_per_sec,
            Limit::Hardware | Limit::Others => None,
        }
    }

    /// Sets a limit's number, or lifts it. What is not finite or below zero lifts it; on hardware it does nothing.
    pub fn set(&mut self, limit: Limit, to: Option<f64>) {
        let place = match limit {
            Limit::AvgLatency => &mut self.max_avg_latency_ms,
            Limit::P95Latency => &mut self.max_p95_latency_ms,
            Limit::ErrorShare => &mut self.max_error_share,
            Limit::Throughput => &mut self.min_throughput_req_per_sec,
            Limit::Hardware | Limit::Others => return,
        };
        *place = to.filter(|value| value.is_finite() && *value >= 0.0);
    }

    /// The limits on a table's columns. Hardware that the table does not have allows nothing by itself.
    #[must_use]
    pub fn limits(&self, runs: &RunTable) -> Limits {
        let allowed =
            |names: &BTreeSet<String>| runs.hw_type.labels.iter().map(|label| names.contains(label)).collect();
        Limits {
            max_avg_latency_ms: self.max_avg_latency_ms,
            max_p95_latency_ms: self.max_p95_latency_ms,
            max_error_share: self.max_error_share,
            min_throughput_req_per_sec: self.min_throughput_req_per_sec,
            allowed_hardware: self.hardware.as_ref().map(allowed),
            others: if self.others.is_empty() { Vec::new() } else { on_runs(&self.others, runs) },
        }
    }

    /// Reads a limit's number from an address.
    fn read(&mut self, limit: Limit, value: &str) -> Result<(), Misread> {
        // `-0` is no limit below zero, but it is written as one.
        self.set(limit, number::parse(value).map(|number| number + 0.0));
        self.get(limit).map(|_| ()).ok_or(Misread::Nonsense)
    }
}

#[cfg(test)]
mod tests {
    use super::super::param;
    use super::*;

    #[test]
    fn limits_round_trip_and_nonsense_is_refused() {
        let pairs = [
            ("max_avg_ms", "250"),
            ("max_p95_ms", "500.5"),
            ("max_error_share", "0"),
            ("min_req_per_sec", "10"),
            ("allow_hw", "a & b"),
            ("allow_hw", "t4"),
        ];
        let mut choice = LimitChoice::default();
        let read = |choice: &mut LimitChoice, key: &str, value: &str| param::read(&PARAMS, choice, key, value);
        let written = |choice: &LimitChoice| param::pairs(&PARAMS, choice).collect::<Vec<_>>();
        pairs.iter().for_each(|(key, value)| assert_eq!(read(&mut choice, key, value), Some(Ok(())), "{key}"));
        assert_eq!(written(&choice), pairs.map(|(key, value)| (key, value.to_owned())));
        let mut none = LimitChoice::default();
        for (key, value) in [("max_avg_ms", "-1"), ("max_p95_ms", "fast"), ("min_req_per_sec", "inf")] {
            assert_eq!(read(&mut none, key, value), Some(Err(Misread::Nonsense)));
        }
        assert_eq!(read(&mut none, "other", "1"), None);
        assert!(none.is_empty() && written(&none).is_empty());
        read(&mut none, "max_avg_ms", "-0");
        assert_eq!(written(&none), [("max_avg_ms", "0".to_owned())]);
    }

    #[test]
    fn each_limit_has_the_parameter_at_its_position() {
        for (at, limit) in Limit::ALL.into_iter().enumerate() {
            assert_eq!((limit as usize, key(limit)), (at, PARAMS[at].key));
        }
    }
}

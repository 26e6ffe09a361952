//! The limits that a reader sets, and how they are written in an address.

use std::collections::BTreeSet;

use crate::analysis::decide::slo::{Limit, Limits};
use crate::data::runs::run_table::RunTable;
use crate::data::table::number;

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
}

/// The names used in an address; the last may occur more than once.
pub const KEYS: [&str; 5] = ["max_avg_ms", "max_p95_ms", "max_error_share", "min_req_per_sec", "allow_hw"];

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
            Limit::Hardware => None,
        }
    }

    /// Sets a limit's number, or lifts it. What is not finite or below zero lifts it; on hardware it does nothing.
    pub fn set(&mut self, limit: Limit, to: Option<f64>) {
        let place = match limit {
            Limit::AvgLatency => &mut self.max_avg_latency_ms,
            Limit::P95Latency => &mut self.max_p95_latency_ms,
            Limit::ErrorShare => &mut self.max_error_share,
            Limit::Throughput => &mut self.min_throughput_req_per_sec,
            Limit::Hardware => return,
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
        }
    }

    /// Reads a pair of an address; what is not understood is ignored. Whether it was taken.
    pub fn read(&mut self, key: &str, value: &str) -> bool {
        let Some(at) = KEYS.iter().position(|&known| known == key) else { return false };
        match Limit::ALL[at] {
            Limit::Hardware => {
                self.hardware.get_or_insert_default().insert(value.to_owned());
                true
            }
            limit => {
                // `-0` is no limit below zero, but it is written as one.
                self.set(limit, number::parse(value).map(|number| number + 0.0));
                self.get(limit).is_some()
            }
        }
    }

    /// The pairs of the limits that are set, in the order of [`KEYS`].
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let numbers = Limit::ALL.into_iter().zip(KEYS);
        let numbers = numbers.filter_map(|(limit, key)| Some((key, self.get(limit)?.to_string())));
        numbers.chain(self.hardware.iter().flatten().map(|name| (KEYS[4], name.clone())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_and_nonsense() {
        let pairs = [
            ("max_avg_ms", "250"),
            ("max_p95_ms", "500.5"),
            ("max_error_share", "0"),
            ("min_req_per_sec", "10"),
            ("allow_hw", "a & b"),
            ("allow_hw", "t4"),
        ];
        let mut choice = LimitChoice::default();
        pairs.iter().for_each(|(key, value)| assert!(choice.read(key, value), "{key}"));
        assert_eq!(choice.pairs().collect::<Vec<_>>(), pairs.map(|(key, value)| (key, value.to_owned())));
        let mut none = LimitChoice::default();
        for (key, value) in [("max_avg_ms", "-1"), ("max_p95_ms", "fast"), ("min_req_per_sec", "inf"), ("other", "1")] {
            none.read(key, value);
        }
        assert!(none.is_empty() && none.pairs().next().is_none());
        none.read("max_avg_ms", "-0");
        assert_eq!(none.pairs().next(), Some(("max_avg_ms", "0".to_owned())));
    }
}

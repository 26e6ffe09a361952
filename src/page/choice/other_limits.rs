//! Limits on any measure of a table, by the measure's key, and their address parameter.
//!
//! `limit=ttft99:500` is at most where less is better or nothing is known of the measure, and at least where more is;
//! `limit=accuracy:min:0.9` and `limit=accuracy:max:0.9` say it themselves.

use std::collections::BTreeMap;

use crate::analysis::decide::slo::OtherLimit;
use crate::data::runs::measures::{Direction, Kind, Measure};
use crate::data::runs::run_table::RunTable;
use crate::data::table::number;
use crate::text::percent::{decode_name, encode_name};

/// A limit on a measure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The limit itself is kept.
    pub at: f64,
    /// Whether values must be at least so much; `None` for what the measure's direction says.
    pub at_least: Option<bool>,
}

/// The limits, by the key of their measure.
pub type OtherLimits = BTreeMap<String, Bound>;

impl Bound {
    /// Whether values must be at least so much.
    #[must_use]
    pub fn is_at_least(self, measure: Option<&Measure>) -> bool {
        self.at_least.unwrap_or_else(|| measure.is_some_and(|measure| measure.direction == Direction::High))
    }
}

/// Reads the text of an address, `key:500`, `key:min:500`; `None` for what is none.
#[must_use]
pub fn parse(text: &str) -> Option<(String, Bound)> {
    let (before, at) = text.rsplit_once(':')?;
    let (key, at_least) = match before.rsplit_once(':') {
        Some((key, "min")) => (key, Some(true)),
        Some((key, "max")) => (key, Some(false)),
        _ => (before, None),
    };
    // `-0` is 0.
    let at = number::parse(at).filter(|at| at.is_finite() && *at >= 0.0)? + 0.0;
    (!key.is_empty()).then(|| (decode_name(key), Bound { at, at_least }))
}

/// The texts of an address.
#[inline(never)]
#[must_use]
pub fn texts(limits: &OtherLimits) -> Vec<String> {
    let side = |bound: &Bound| match bound.at_least {
        Some(true) => ":min",
        Some(false) => ":max",
        None => "",
    };
    limits.iter().map(|(key, bound)| format!("{}{}:{}", encode_name(key), side(bound), bound.at)).collect()
}

/// The limits on a table's measures; a table without a measure has no run that keeps a limit on it.
#[inline(never)]
#[must_use]
pub fn on_runs(limits: &OtherLimits, runs: &RunTable) -> Vec<OtherLimit> {
    let on = |(key, bound): (&String, &Bound)| {
        let measure = runs.measure_named(key);
        let kind = measure.as_ref().map(|measure| measure.kind);
        OtherLimit {
            values: runs.measure(key).map_or_else(|| vec![f64::NAN; runs.rows], |values| values.to_vec()),
            bound: bound.at,
            at_least: bound.is_at_least(measure.as_ref()),
            grows_with_load: kind.is_some_and(Kind::is_latency),
        }
    };
    limits.iter().map(on).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_and_nonsense_is_none() {
        let limits: OtherLimits =
            ["ttft99:500", "a%3Ab:min:0.5", "tpot:max:10"].into_iter().filter_map(parse).collect();
        assert_eq!(texts(&limits), ["a%3Ab:min:0.5", "tpot:max:10", "ttft99:500"]);
        assert_eq!(limits["a:b"], Bound { at: 0.5, at_least: Some(true) });
        for nonsense in ["", "ttft99", ":5", "ttft99:", "ttft99:-1", "ttft99:NaN", "ttft99:inf", "a:min:b"] {
            assert_eq!(parse(nonsense), None, "{nonsense}");
        }
    }
}

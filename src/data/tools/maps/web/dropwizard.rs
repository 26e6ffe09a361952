//! Dropwizard Metrics' `CsvReporter`: a timer's file, a row for each moment.
//!
//! Source: dropwizard/metrics, `metrics-core/…/CsvReporter.java` (`t,count,max,mean,min,stddev,p50,…,mean_rate,…,
//! rate_unit,duration_unit`; count and rate add up from the start, the latencies are of a reservoir that forgets). The
//! last row is the run. In a locale with decimal commas before 3.1 the numbers fall apart, which is refused.

use super::{count, millis, rate};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Dropwizard Metrics",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/t"),
            Sign::Has("columns/mean_rate"),
            Sign::Has("columns/duration_unit"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Last("rows"),
            measures: measures![
                rate("mean_rate"),
                millis(Role::AvgLatency, "mean"),
                millis(Role::P50Latency, "p50"),
                millis(Role::P95Latency, "p95"),
                millis(Role::P99Latency, "p99"),
                count(Role::TotalRequests, "count"),
            ],
            labels: labels![],
            mend: Some(units),
        }),
    },
    Map {
        tool: "Dropwizard Metrics",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/calls~1second|columns/calls~1minute|columns/calls~1hour"),
        ],
        content: Content::Refused(Refusal::NoNames("the file with its header, written without decimal commas,")),
    },
];

/// The units are named in the row.
fn units(run: &mut Run, row: &Value, _root: &Value) {
    let of = |name| row.get(name).and_then(Value::text).unwrap_or_default();
    let time = Unit::spelled(of("duration_unit")).map_or(f64::NAN, |unit| unit.factor(Unit::Milliseconds));
    let per = match of("rate_unit").rsplit('/').next() {
        Some("second") => 1.0,
        Some("minute") => 1.0 / 60.0,
        Some("hour") => 1.0 / 3_600.0,
        _ => f64::NAN,
    };
    let times = [Role::AvgLatency, Role::P50Latency, Role::P95Latency, Role::P99Latency].map(|role| (role, time));
    for (role, factor) in times.into_iter().chain([(Role::Throughput, per)]) {
        if let Some(value) = run.of(role) {
            run.set(Measure::Of(role), value * factor);
        }
    }
}

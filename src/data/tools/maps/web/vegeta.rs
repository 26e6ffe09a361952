//! Vegeta: `vegeta report`, as JSON and as text.
//!
//! Source: tsenart/vegeta, `lib/metrics.go` and `lib/reporters.go` (`latencies.*`, `duration` and `wait` in nanoseconds;
//! `rate` are the requests sent per second, `throughput` the good ones over duration and wait; `success` is a share).
//! An attack is an open load: there are no users. The text has Go durations and one line for each group.

use super::{count, nanos, rate};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, Measures, labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Vegeta",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("latencies/mean"),
            Sign::Has("latencies/99th"),
            Sign::Has("requests"),
            Sign::Has("success"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                rate("throughput"),
                nanos(Role::AvgLatency, "latencies/mean"),
                nanos(Role::P50Latency, "latencies/50th"),
                nanos(Role::P90Latency, "latencies/90th"),
                nanos(Role::P95Latency, "latencies/95th"),
                nanos(Role::P99Latency, "latencies/99th"),
                nanos(Role::Duration, "duration"),
                count(Role::TotalRequests, "requests"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| good(run, find(row, "success"))),
        }),
    },
    Map {
        tool: "Vegeta",
        signs: signs![
            Sign::Line("Requests [total ..."),
            Sign::Line("Latencies ..."),
            Sign::Line("Success [ratio] {share}")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["Requests [total ..."], LINES),
            measures: PRINTED,
            labels: labels![],
            mend: Some(|run, row, _| good(run, find(row, "success/share"))),
        }),
    },
];

const LINES: Lines = lines![
    ("requests", "Requests [total rate throughput] {total} {rate} {throughput}"),
    ("requests", "Requests [total rate] {total} {rate}"),
    ("requests", "Requests [total] {total}"),
    ("duration", "Duration [total attack wait] {total} {attack} {wait}"),
    ("latency", "Latencies [min mean 50 90 95 99 max] {min} {mean} {p50} {p90} {p95} {p99} {max}"),
    ("latency", "Latencies [mean 50 95 99 max] {mean} {p50} {p95} {p99} {max}"),
    ("success", "Success [ratio] {share}"),
];

/// Every time has its unit beside it.
const PRINTED: Measures = measures![
    rate("requests/throughput"),
    nanos(Role::AvgLatency, "latency/mean"),
    nanos(Role::P50Latency, "latency/p50"),
    nanos(Role::P90Latency, "latency/p90"),
    nanos(Role::P95Latency, "latency/p95"),
    nanos(Role::P99Latency, "latency/p99"),
    nanos(Role::Duration, "duration/total"),
    count(Role::TotalRequests, "requests/total"),
];

/// The good requests, by their share: as such, or in percent.
fn good(run: &mut Run, share: Option<&Value>) {
    let in_percent = share.and_then(Value::text).is_some_and(|text| text.ends_with('%'));
    let unit = if in_percent { Unit::Percent } else { Unit::Share };
    let share = super::number(share).map(|share| share * unit.factor(Unit::Share));
    if let (Some(share), Some(total)) = (share, run.of(Role::TotalRequests)) {
        run.set(Measure::Of(Role::SuccessfulRequests), (total * share).round());
    }
}

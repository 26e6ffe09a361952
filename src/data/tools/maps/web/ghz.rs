//! ghz: JSON, and the summary that it prints.
//!
//! Source: bojand/ghz, `runner/reporter.go` and `printer/template.go` (JSON: `average`, `total` and
//! `latencyDistribution[].latency` in nanoseconds, `rps`, `statusCodeDistribution` by gRPC code; text: ms, a unit beside
//! each value). `options.concurrency` are the workers; with `options.rps` above 0 the rate is asked for.

use super::{count, millis, nanos, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "ghz",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("average"),
            Sign::Has("rps"),
            Sign::Has("latencyDistribution"),
            Sign::Has("statusCodeDistribution"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                count(Role::Vus, "options/concurrency"),
                rate("rps"),
                nanos(Role::AvgLatency, "average"),
                nanos(Role::P50Latency, "latencyDistribution/percentage=50/latency"),
                nanos(Role::P90Latency, "latencyDistribution/percentage=90/latency"),
                nanos(Role::P95Latency, "latencyDistribution/percentage=95/latency"),
                nanos(Role::P99Latency, "latencyDistribution/percentage=99/latency"),
                nanos(Role::Duration, "total"),
                count(Role::TotalRequests, "count"),
            ],
            labels: labels![("call", "options/call"), ("name", "name")],
            mend: Some(answers),
        }),
    },
    Map {
        tool: "ghz",
        signs: signs![
            Sign::Line("Count {count}"),
            Sign::Line("Average {value} {unit}"),
            Sign::Line("Requests/sec {rate}")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Count {count}"],
                lines![
                    ("count", "Count {value}"),
                    ("total", "Total {value} {unit}"),
                    ("mean", "Average {value} {unit}"),
                    ("rate", "Requests/sec {value}"),
                    ("p50", "50 % in {value} {unit}"),
                    ("p90", "90 % in {value} {unit}"),
                    ("p95", "95 % in {value} {unit}"),
                    ("p99", "99 % in {value} {unit}"),
                    ("codes[]", "[{code}] {count} responses"),
                ],
            ),
            measures: measures![
                rate("rate/value"),
                millis(Role::AvgLatency, "mean/value"),
                millis(Role::P50Latency, "p50/value"),
                millis(Role::P90Latency, "p90/value"),
                millis(Role::P95Latency, "p95/value"),
                millis(Role::P99Latency, "p99/value"),
                millis(Role::Duration, "total/value"),
                count(Role::TotalRequests, "count/value"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| super::set_by_code(run, super::listed(row.get("codes")), 0.0)),
        }),
    },
];

fn answers(run: &mut Run, row: &Value, _root: &Value) {
    super::set_by_code(run, super::counts(row.get("statusCodeDistribution")), 0.0);
    if super::number(find(row, "options/rps")).is_some_and(|asked| asked > 0.0) {
        run.forget(Measure::Of(Role::Vus));
    }
}

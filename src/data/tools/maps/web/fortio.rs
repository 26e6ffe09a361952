//! Fortio (Istio's load tester): JSON, the report that it prints, and the CSV of Istio's benchmark runner.
//!
//! Source: fortio/fortio, `periodic/periodic.go` and `stats/stats.go` (`DurationHistogram.{Avg, Percentiles[]}` in
//! seconds, `ActualQPS`, `ActualDuration` in nanoseconds, `RetCodes` by status), and the text `# target 50% 0.0123`, in
//! seconds; istio/tools, `perf/benchmark/runner/fortio.py` (columns `p50`, `p90`, `p99` in whole microseconds,
//! `ActualDuration` in seconds, `errorPercent`; no mean; 99999999 for a rate that was not limited). Envoy's Nighthawk
//! writes Fortio's JSON with `--output-format fortio`. Its own (envoyproxy/nighthawk, `api/client/output.proto` and
//! `options.proto`) has a result for each worker and `global`, times as `0.002518s`, counts as text, the percentiles of a
//! histogram's steps, and a rate for each worker; what it prints is refused.
//!
//! `NumThreads` are the connections, each with one request in flight at a time; the rate may be limited besides.

use super::{count, micros, millis, nanos, rate, seconds};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Fortio",
        signs: signs![Sign::Is(Format::Json), Sign::Has("DurationHistogram/Percentiles"), Sign::Has("ActualQPS")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                count(Role::Vus, "NumThreads"),
                rate("ActualQPS"),
                seconds(Role::AvgLatency, "DurationHistogram/Avg"),
                seconds(Role::P50Latency, "DurationHistogram/Percentiles/Percentile=50/Value"),
                seconds(Role::P90Latency, "DurationHistogram/Percentiles/Percentile=90/Value"),
                seconds(Role::P95Latency, "DurationHistogram/Percentiles/Percentile=95/Value"),
                seconds(Role::P99Latency, "DurationHistogram/Percentiles/Percentile=99/Value"),
                nanos(Role::Duration, "ActualDuration"),
                count(Role::TotalRequests, "DurationHistogram/Count"),
            ],
            labels: labels![("label", "Labels"), ("requested_qps", "RequestedQPS"), ("url", "URL")],
            mend: Some(|run, row, _| super::set_by_code(run, super::counts(row.get("RetCodes")), 0.0)),
        }),
    },
    Map {
        tool: "Istio's Fortio runner",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/NumThreads"), Sign::Has("columns/ActualQPS")],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: measures![
                count(Role::Vus, "NumThreads"),
                rate("ActualQPS"),
                micros(Role::P50Latency, "p50"),
                micros(Role::P90Latency, "p90"),
                micros(Role::P95Latency, "p95"),
                micros(Role::P99Latency, "p99"),
                seconds(Role::Duration, "ActualDuration"),
                (Measure::Of(Role::FailedRequests), Unit::Percent, "errorPercent"),
            ],
            labels: labels![("label", "Labels")],
            mend: None,
        }),
    },
    Map {
        tool: "Fortio",
        signs: signs![
            Sign::Line("Ended after {time} {calls} calls qps={rate}"),
            Sign::Line("Aggregated Function Time ...")
        ],
        content: PRINTED,
    },
    Map {
        tool: "Nighthawk",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("options/requests_per_second"),
            Sign::Has("results/0/statistics")
        ],
        content: NIGHTHAWK_JSON,
    },
    Map {
        tool: "Nighthawk",
        signs: signs![Sign::Line("Percentile Count Value"), Sign::Line("Counter Value Per second")],
        content: NIGHTHAWK,
    },
];

const NIGHTHAWK: Content = Content::Refused(Refusal::Unread("Write the result with `--output-format json`"));

const NIGHTHAWK_JSON: Content = Content::Runs(Runs {
    rows: Rows::Only("results", |result, _| result.get("name").and_then(Value::text) == Some("global")),
    measures: measures![
        seconds(Role::AvgLatency, "statistics/id=benchmark_http_client.request_to_response/mean"),
        seconds(
            Role::P50Latency,
            "statistics/id=benchmark_http_client.request_to_response/percentiles/percentile=0.5/duration",
        ),
        seconds(
            Role::P90Latency,
            "statistics/id=benchmark_http_client.request_to_response/percentiles/percentile=0.9/duration",
        ),
        seconds(
            Role::P95Latency,
            "statistics/id=benchmark_http_client.request_to_response/percentiles/percentile=0.95/duration",
        ),
        seconds(
            Role::P99Latency,
            "statistics/id=benchmark_http_client.request_to_response/percentiles/percentile=0.99/duration",
        ),
        seconds(Role::Duration, "execution_duration"),
        count(Role::TotalRequests, "counters/name=upstream_rq_total/value"),
        count(Role::SuccessfulRequests, "counters/name=benchmark.http_2xx/value"),
    ],
    labels: labels![("url", "^/options/uri")],
    mend: Some(of_workers),
});

/// The rate that was asked of all workers.
fn of_workers(run: &mut Run, _row: &Value, root: &Value) {
    run.labels.retain(|(name, _)| name == "url");
    let is_worker = |result: &&Value| result.get("name").and_then(Value::text).is_some_and(|name| name != "global");
    let workers = root.get("results").map_or(0, |results| results.items().iter().filter(is_worker).count());
    let each = super::number(root.get("options").and_then(|options| options.get("requests_per_second")));
    run.complete(Role::AskedRate, each.map(|rate| rate * workers.max(1) as f64));
}

const PRINTED: Content = Content::Runs(Runs {
    rows: Rows::Reports(
        &["Starting at ...", "Ended after {time} {calls} calls qps={rate}"],
        lines![
            ("load", "Starting at {rate} qps with {threads} thread(s) ..."),
            ("end", "Ended after {time} {calls} calls qps={rate}"),
            ("mean", "Aggregated Function Time count {count} avg {value} ..."),
            ("p50", "target 50% {value}"),
            ("p90", "target 90% {value}"),
            ("p95", "target 95% {value}"),
            ("p99", "target 99% {value}"),
            ("codes[]", "Code {code} {count} ..."),
            ("done", "All done {calls} calls ... {mean} ms avg {rate} qps"),
        ],
    ),
    measures: measures![
        count(Role::Vus, "load/threads"),
        rate("end/rate|done/rate"),
        seconds(Role::AvgLatency, "mean/value"),
        millis(Role::AvgLatency, "done/mean"),
        seconds(Role::P50Latency, "p50/value"),
        seconds(Role::P90Latency, "p90/value"),
        seconds(Role::P95Latency, "p95/value"),
        seconds(Role::P99Latency, "p99/value"),
        count(Role::TotalRequests, "end/calls"),
    ],
    labels: labels![],
    mend: Some(|run, row, _| super::set_by_code(run, super::listed(row.get("codes")), 0.0)),
});

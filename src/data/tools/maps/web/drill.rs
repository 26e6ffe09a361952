//! Load testers written in Rust. drill: the figures that it prints with `--stats`, of each request and then of all.
//!
//! Source: fcsonline/drill, `src/main.rs` (`show_stats`: whole ms, with `--nanosec` nanoseconds, the unit at the value;
//! lines of one request begin with its name and are passed over). Goose: its report and `--report-file report.json`.
//!
//! Source: tag1consulting/goose, `src/metrics.rs` (`PER REQUEST METRICS`: a row for each request and `Aggregated`, ms; the rate
//! is of all requests) and `src/report.rs` (`raw_request_metrics`, `raw_response_metrics`).

use super::{count, millis, rate, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Map, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};

pub const MAPS: &[Map] = &[DRILL, GOOSE, GOOSE_JSON, GOOSE_RAW];

const DRILL: Map = Map {
    tool: "drill",
    signs: signs![Sign::Line("Median time per request {value}"), Sign::Line("Requests per second {value} [#/sec]")],
    content: Content::Runs(Runs {
        rows: Rows::Reports(
            &["Concurrency {value}", "Time taken for tests {value} seconds"],
            lines![
                ("vus", "Concurrency {value}"),
                ("time", "Time taken for tests {value} seconds"),
                ("all", "Total requests {count}"),
                ("good", "Successful requests {count}"),
                ("failed", "Failed requests {count}"),
                ("rate", "Requests per second {value} [#/sec]"),
                ("p50", "Median time per request {value}"),
                ("mean", "Average time per request {value}"),
                ("p95", "95.0'th percentile {value}"),
                ("p99", "99.0'th percentile {value}"),
            ],
        ),
        measures: measures![
            count(Role::Vus, "vus/value"),
            rate("rate/value"),
            millis(Role::AvgLatency, "mean/value"),
            millis(Role::P50Latency, "p50/value"),
            millis(Role::P95Latency, "p95/value"),
            millis(Role::P99Latency, "p99/value"),
            seconds(Role::Duration, "time/value"),
            count(Role::TotalRequests, "all/count"),
            count(Role::SuccessfulRequests, "good/count"),
            count(Role::FailedRequests, "failed/count"),
        ],
        labels: labels![],
        mend: None,
    }),
};

const GOOSE: Map = Map {
    tool: "Goose",
    signs: signs![Sign::Line("PER REQUEST METRICS ..."), Sign::Line("Name # reqs # fails req/s fail/s")],
    content: Content::Runs(Runs {
        rows: Rows::Reports(
            &["PER REQUEST METRICS ..."],
            lines![
                ("vus", "Maintaining ... {value})"),
                ("sum", "Name # reqs # fails req/s fail/s >> Aggregated {all} {failed} {share} {rate} {fails}"),
                (
                    "time",
                    "PER REQUEST METRICS ... >> Name Avg (ms) Min Max Median >> Aggregated {mean} {min} {max} {p50}"
                ),
                ("tail", "Name 50% 75% 98% 99% 99.9% 99.99% >> Aggregated {p50} {p75} {p98} {p99} {p999} {p9999}"),
            ],
        ),
        measures: measures![
            count(Role::Vus, "vus/value"),
            rate("sum/rate"),
            millis(Role::AvgLatency, "time/mean"),
            millis(Role::P50Latency, "time/p50"),
            millis(Role::P99Latency, "tail/p99"),
            count(Role::TotalRequests, "sum/all"),
            count(Role::FailedRequests, "sum/failed"),
        ],
        labels: labels![],
        mend: None,
    }),
};

const GOOSE_JSON: Map = Map {
    tool: "Goose",
    signs: signs![Sign::Has("raw_request_metrics"), Sign::Has("raw_response_metrics")],
    content: Content::Runs(Runs {
        rows: Rows::Whole,
        measures: measures![
            rate("raw_request_metrics/name=Aggregated/requests_per_second"),
            millis(Role::AvgLatency, "raw_request_metrics/name=Aggregated/response_time_average"),
            millis(Role::P50Latency, "raw_response_metrics/name=Aggregated/percentile_50"),
            millis(Role::P90Latency, "raw_response_metrics/name=Aggregated/percentile_90"),
            millis(Role::P95Latency, "raw_response_metrics/name=Aggregated/percentile_95"),
            millis(Role::P99Latency, "raw_response_metrics/name=Aggregated/percentile_99"),
            count(Role::TotalRequests, "raw_request_metrics/name=Aggregated/number_of_requests"),
            count(Role::FailedRequests, "raw_request_metrics/name=Aggregated/number_of_failures"),
        ],
        labels: labels![],
        mend: None,
    }),
};

const GOOSE_RAW: Map = Map {
    tool: "Goose",
    signs: signs![Sign::Has("maximum_users"), Sign::Has("final_metrics"), Sign::Has("requests")],
    content: Content::Refused(Refusal::Unread("Open the report that Goose writes with `--report-file report.json`")),
};

//! drill: the figures that it prints with `--stats`, of each request and then of all.
//!
//! Source: fcsonline/drill, `src/main.rs` (`show_stats`: whole ms, with `--nanosec` nanoseconds, the unit at the value;
//! lines of one request begin with its name and are passed over).

use super::{count, millis, rate, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Map, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};

pub const MAPS: &[Map] = &[Map {
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
}];

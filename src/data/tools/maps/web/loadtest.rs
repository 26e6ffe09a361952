//! loadtest (npm): the result object of its API, alone or in a list, and the report that it prints.
//!
//! Source: alexfernandez/loadtest, `lib/result.js` (`totalErrors` are among `totalRequests`; `meanLatencyMs`,
//! `percentiles` in ms; `rps`, called `effectiveRps` since 6; both count every request; `requestsPerSecond`, printed as
//! `Target rps`, is there where requests are sent at a rate, whatever is in flight) and `README.md`.

use super::{count, millis, number, rate, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "loadtest",
        signs: signs![Sign::Has("0/totalErrors"), Sign::Has("0/meanLatencyMs"), Sign::Has("0/totalRequests")],
        content: Content::Runs(Runs { rows: Rows::Each(""), measures: MEASURES, labels: LABELS, mend: Some(open) }),
    },
    Map {
        tool: "loadtest",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("totalErrors"),
            Sign::Has("meanLatencyMs"),
            Sign::Has("totalRequests"),
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(open) }),
    },
    Map {
        tool: "loadtest",
        signs: signs![Sign::Line("Mean latency {value} ms"), Sign::Line("Completed requests {count}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Target URL {url}", "Completed requests {count}"],
                lines![
                    ("url", "Target URL {value}"),
                    ("vus", "Concurrent clients {value}"),
                    ("vus", "Concurrency level {value}"),
                    ("vus", "Concurrent clients {value} ..."),
                    ("all", "Completed requests {count}"),
                    ("failed", "Total errors {count}"),
                    ("time", "Total time {value} s"),
                    ("mean", "Mean latency {value} ms"),
                    ("asked", "Target rps {value}"),
                    ("rate", "Effective rps {value}"),
                    ("rate", "Requests per second {value}"),
                    ("p50", "50% {value} ms"),
                    ("p90", "90% {value} ms"),
                    ("p95", "95% {value} ms"),
                    ("p99", "99% {value} ms"),
                ],
            ),
            measures: super::PRINTED,
            labels: labels![("url", "url/value")],
            mend: Some(open),
        }),
    },
];

const LABELS: Labels = labels![("instanceIndex", "instanceIndex"), ("url", "url")];

const MEASURES: Measures = measures![
    count(Role::Vus, "concurrency|clients"),
    rate("effectiveRps|rps"),
    millis(Role::AvgLatency, "meanLatencyMs"),
    millis(Role::P50Latency, "percentiles/50"),
    millis(Role::P90Latency, "percentiles/90"),
    millis(Role::P95Latency, "percentiles/95"),
    millis(Role::P99Latency, "percentiles/99"),
    seconds(Role::Duration, "totalTimeSeconds"),
    count(Role::TotalRequests, "totalRequests"),
    count(Role::FailedRequests, "totalErrors"),
];

/// A test at a rate: what is in flight then is no setting.
fn open(run: &mut Run, row: &Value, _root: &Value) {
    let asked = number(find(row, "requestsPerSecond").or_else(|| find(row, "asked/value")));
    if let Some(rate) = asked.filter(|&rate| rate > 0.0) {
        run.complete(Role::AskedRate, Some(rate));
        run.forget(Measure::Of(Role::Vus));
    }
}

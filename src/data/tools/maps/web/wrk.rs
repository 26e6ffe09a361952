//! wrk and wrk2: the report that they print, `--latency` or not.
//!
//! Source: wg/wrk, `src/wrk.c` (`print_stats`) and `src/units.c` (latencies as `635.91us`, `5.80ms`, `1.20s`, `2.05m`);
//! giltene/wrk2 prints `50.000%` and sends at a rate that was asked for: the connections are then no load that it kept.
//! Several reports may stand in one text. `Non-2xx or 3xx responses` and socket errors are printed where there are any.

use super::{count, millis, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "wrk",
    signs: signs![Sign::Line("Thread Stats Avg Stdev ..."), Sign::Line("Requests/sec {rate}")],
    content: Content::Runs(Runs {
        rows: Rows::Reports(&["Running {duration} test @ ...", "Thread Stats Avg Stdev ..."], LINES),
        measures: measures![
            count(Role::Vus, "load/connections"),
            rate("rate/value"),
            millis(Role::AvgLatency, "latency/mean"),
            millis(Role::P50Latency, "p50/value"),
            millis(Role::P90Latency, "p90/value"),
            millis(Role::P95Latency, "p95/value"),
            millis(Role::P99Latency, "p99/value"),
            count(Role::TotalRequests, "all/count"),
        ],
        labels: labels![("url", "test/url")],
        mend: Some(failures),
    }),
}];

const LINES: Lines = lines![
    ("test", "Running {duration} test @ {url}"),
    ("load", "{threads} threads and {connections} connections"),
    ("latency", "Latency {mean} {sd} {max} {share}"),
    ("p50", "50% {value}"),
    ("p90", "90% {value}"),
    ("p95", "95% {value}"),
    ("p99", "99% {value}"),
    ("p50", "50.000% {value}"),
    ("p90", "90.000% {value}"),
    ("p99", "99.000% {value}"),
    ("fixed", "Latency Distribution (HdrHistogram {rest} ..."),
    ("all", "{count} requests in ..."),
    ("errors", "Socket errors connect {connect} read {read} write {write} timeout {timeout}"),
    ("statuses", "Non-2xx or 3xx responses {count}"),
    ("rate", "Requests/sec {value}"),
];

/// Requests without an answer are not among those that are counted.
fn failures(run: &mut Run, row: &Value, _root: &Value) {
    let of = |path: &str| super::number(find(row, path)).unwrap_or(0.0);
    let unanswered: f64 =
        ["connect", "read", "write", "timeout"].iter().map(|name| of(&format!("errors/{name}"))).sum();
    let failed = of("statuses/count");
    if let Some(answered) = run.of(Role::TotalRequests) {
        run.set(Measure::Of(Role::TotalRequests), answered + unanswered);
        run.set(Measure::Of(Role::SuccessfulRequests), (answered - failed).max(0.0));
        run.set(Measure::Of(Role::FailedRequests), failed + unanswered);
    }
    if row.get("fixed").is_some() {
        run.forget(Measure::Of(Role::Vus));
    }
}

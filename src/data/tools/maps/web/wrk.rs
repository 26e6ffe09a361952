//! wrk and wrk2: the report that they print, `--latency` or not, and the CSV of scripts; rewrk.
//!
//! Source: wg/wrk, `src/wrk.c` (`print_stats`) and `src/units.c` (latencies as `635.91us`, `5.80ms`, `1.20s`, `2.05m`);
//! giltene/wrk2 prints `50.000%` and sends at a rate that was asked for: the connections are then no load that it kept.
//! A script's `done(summary, latency, requests)` has all times in microseconds (`SCRIPTING`), and many print them as CSV.
//! lnx-search/rewrk, `src/results.rs`: a round after the other, latencies as `2.33ms`.
//! Several reports may stand in one text. `Non-2xx or 3xx responses` and socket errors are printed where there are any.

use super::{count, micros, millis, rate};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
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
    },
    Map {
        tool: "wrk",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/requests"),
            Sign::Has("columns/duration"),
            Sign::HasAny(
                "columns/connect_errors|columns/errors.connect|columns/errors_connect|columns/status_errors|columns/errors.status"
            ),
            Sign::HasAny("columns/mean_latency|columns/latency_mean|columns/latency.mean|columns/mean|columns/avg"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: measures![
                count(Role::Vus, "connections"),
                micros(Role::AvgLatency, "mean_latency|latency_mean|latency.mean|mean|avg"),
                micros(Role::P50Latency, "50th|p50|50%|median|latency.p50|latency_p50|50"),
                micros(Role::P90Latency, "90th|p90|90%|latency.p90|latency_p90|90"),
                micros(Role::P95Latency, "95th|p95|95%|latency.p95|latency_p95|95"),
                micros(Role::P99Latency, "99th|p99|99%|latency.p99|latency_p99|99"),
                (Measure::Of(Role::Duration), Unit::Microseconds, "duration"),
                count(Role::TotalRequests, "requests"),
            ],
            labels: labels![],
            mend: Some(of_script),
        }),
    },
    Map {
        tool: "rewrk",
        signs: signs![Sign::Line("Benchmarking {n} connections @ ..."), Sign::Line("Avg Stdev Min Max")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Benchmarking {n} connections @ ..."],
                lines![
                    ("load", "Benchmarking {connections} connections @ {url} ..."),
                    ("latency", "Avg Stdev Min Max >> {mean} {sd} {min} {max}"),
                    ("all", "Total {count} Req/Sec {rate}"),
                    ("p50", "50% {value}"),
                    ("p90", "90% {value}"),
                    ("p95", "95% {value}"),
                    ("p99", "99% {value}"),
                ],
            ),
            measures: measures![
                count(Role::Vus, "load/connections"),
                rate("all/rate"),
                millis(Role::AvgLatency, "latency/mean"),
                millis(Role::P50Latency, "p50/value"),
                millis(Role::P90Latency, "p90/value"),
                millis(Role::P95Latency, "p95/value"),
                millis(Role::P99Latency, "p99/value"),
                count(Role::TotalRequests, "all/count"),
            ],
            labels: labels![("url", "load/url")],
            mend: None,
        }),
    },
];

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

/// Requests without an answer, by what went wrong.
const UNANSWERED: [&str; 4] = ["connect", "read", "write", "timeout"];

/// Requests without an answer are not among those that are counted.
fn set_failures(run: &mut Run, unanswered: f64, failed: f64) {
    if let Some(answered) = run.of(Role::TotalRequests) {
        run.set(Measure::Of(Role::TotalRequests), answered + unanswered);
        run.set(Measure::Of(Role::SuccessfulRequests), (answered - failed).max(0.0));
        run.set(Measure::Of(Role::FailedRequests), failed + unanswered);
    }
}

fn failures(run: &mut Run, row: &Value, _root: &Value) {
    let of = |path: &str| super::number(find(row, path)).unwrap_or(0.0);
    let unanswered = UNANSWERED.iter().map(|name| of(&format!("errors/{name}"))).sum();
    set_failures(run, unanswered, of("statuses/count"));
    if row.get("fixed").is_some() {
        run.forget(Measure::Of(Role::Vus));
    }
}

const DIVIDED: &str = "Read in milliseconds: the standard deviation beside it, in wrk's microseconds, is larger than the longest \
                       latency.";

/// The errors that a script counts, by the names that scripts give them.
fn of_script(run: &mut Run, row: &Value, _root: &Value) {
    let of = |name: &str| {
        let names = [format!("{name}_errors"), format!("errors.{name}"), format!("errors_{name}"), format!("{name}s")];
        names.iter().find_map(|name| super::number(row.get(name))).unwrap_or(0.0)
    };
    set_failures(run, UNANSWERED.iter().map(|name| of(name)).sum(), of("status"));
    let first = |names: &[&str]| names.iter().find_map(|name| super::number(row.get(name)));
    let spread = first(&["latency_stdev", "latency.stdev", "stdev_latency", "stdev"]);
    let most = first(&["latency_max", "latency.max", "max_latency", "max"]);
    // No deviation is larger than the largest value: the script divided the one and not the other.
    if spread.zip(most).is_some_and(|(spread, most)| spread > most) {
        for role in Role::LATENCIES {
            if let Some(ms) = run.of(role) {
                run.set(Measure::Of(role), ms * 1e3);
                run.doubts.push((role, DIVIDED.into()));
            }
        }
    }
}

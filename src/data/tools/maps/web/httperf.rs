//! httperf and plow: the reports that they print.
//!
//! Source: httperf/httperf, `src/stat/print_reply.c` and `basic.c` (a reply takes `response` until its first byte and
//! `transfer` after it, ms; an open load, of which there are no users); six-ddc/plow, `printer.go` (durations with their
//! units; a line for each class of status, `Count` counts requests without an answer too).

use super::{count, millis, nanos, rate, seconds, set_by_code};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "httperf",
        signs: signs![
            Sign::Line("Total connections {c} requests {n} replies {n} test-duration {t} s"),
            Sign::Line("Reply time [ms] response {ms} transfer {ms}"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Total connections {c} requests {n} replies {n} test-duration {t} s"],
                lines![
                    ("all", "Total connections {c} requests {sent} replies {n} test-duration {time} s"),
                    ("reply", "Reply time [ms] response {response} transfer {transfer}"),
                    ("codes", "Reply status {=}"),
                    ("errors", "Errors total {n} ..."),
                ],
            ),
            measures: measures![count(Role::TotalRequests, "all/sent"), seconds(Role::Duration, "all/time")],
            labels: labels![],
            mend: Some(replies),
        }),
    },
    Map {
        tool: "plow",
        signs: signs![Sign::Line("Statistics Min Mean StdDev Max"), Sign::Line("P50 P75 P90 P95 P99 ...")],
        content: Content::Runs(Runs {
            rows: Rows::LastReport(
                &["Summary"],
                lines![
                    ("load", "Benchmarking {url} ... using {connections} connection(s)"),
                    ("time", "Elapsed {v}"),
                    ("all", "Count {n}"),
                    ("codes[]", "{code}xx {count}"),
                    ("rate", "RPS {v}"),
                    ("latency", "Statistics Min Mean StdDev Max >> Latency {min} {mean} {sd} {max}"),
                    ("tail", "P50 P75 P90 P95 P99 ... >> {p50} {p75} {p90} {p95} {p99} ..."),
                ],
            ),
            measures: measures![
                count(Role::Vus, "load/connections"),
                rate("rate/v"),
                nanos(Role::AvgLatency, "latency/mean"),
                nanos(Role::P50Latency, "tail/p50"),
                nanos(Role::P90Latency, "tail/p90"),
                nanos(Role::P95Latency, "tail/p95"),
                nanos(Role::P99Latency, "tail/p99"),
                millis(Role::Duration, "time/v"),
                count(Role::TotalRequests, "all/n"),
            ],
            labels: labels![("url", "load/url")],
            mend: Some(classes),
        }),
    },
];

/// A reply's time, and the good ones by their status.
fn replies(run: &mut Run, row: &Value, _root: &Value) {
    let of = |path| super::number(find(row, path));
    if let Some((response, transfer)) = of("reply/response").zip(of("reply/transfer")) {
        run.set(Measure::Of(Role::AvgLatency), response + transfer);
    }
    let codes = super::counts(row.get("codes")).map(|(code, count)| (code.to_owned(), count));
    set_by_code(run, codes, of("errors/n").unwrap_or(0.0));
}

/// What has no status has no answer.
fn classes(run: &mut Run, row: &Value, _root: &Value) {
    let codes: Vec<(String, f64)> = super::listed(row.get("codes")).map(|(code, n)| (format!("{code}xx"), n)).collect();
    let answered: f64 = codes.iter().map(|(_, count)| count).sum();
    let unanswered = run.of(Role::TotalRequests).map_or(0.0, |all| (all - answered).max(0.0));
    set_by_code(run, codes.into_iter(), unanswered);
}

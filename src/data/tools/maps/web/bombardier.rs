//! bombardier: JSON (`-o json`) and the report that it prints.
//!
//! Source: codesenberg/bombardier, `template/` and `internal/test_info.go` (`result.latency.*` in microseconds,
//! `result.rps.mean`, counts by class of status; `others` are requests without an answer). With `spec.rate` the rate is
//! asked for. The text has a unit at each latency.

use super::{count, micros, rate, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;

pub const MAPS: &[Map] = &[
    Map {
        tool: "bombardier",
        signs: signs![Sign::Is(Format::Json), Sign::Has("result/latency/mean"), Sign::Has("result/req2xx")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                count(Role::Vus, "spec/numberOfConnections"),
                rate("result/rps/mean"),
                micros(Role::AvgLatency, "result/latency/mean"),
                micros(Role::P50Latency, "result/latency/percentiles/50"),
                micros(Role::P90Latency, "result/latency/percentiles/90"),
                micros(Role::P95Latency, "result/latency/percentiles/95"),
                micros(Role::P99Latency, "result/latency/percentiles/99"),
                seconds(Role::Duration, "result/timeTakenSeconds"),
            ],
            labels: labels![("url", "spec/url")],
            mend: Some(|run, row, _| {
                let codes = ["req1xx", "req2xx", "req3xx", "req4xx", "req5xx", "others"];
                answers(run, |at| super::number(find(row, "result")?.get(codes[at])));
                if find(row, "spec/rate").is_some() {
                    run.forget(Measure::Of(Role::Vus));
                }
            }),
        }),
    },
    Map {
        tool: "bombardier",
        signs: signs![Sign::Line("Statistics Avg Stdev Max"), Sign::Line("Reqs/sec {mean} {sd} {max}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Bombarding ...", "Statistics Avg Stdev Max"],
                lines![
                    ("test", "Bombarding {url} for {time} using {connections} connection(s)"),
                    ("test", "Bombarding {url} with {requests} request(s) using {connections} connection(s)"),
                    ("rate", "Reqs/sec {mean} {sd} {max}"),
                    ("latency", "Latency {mean} {sd} {max}"),
                    ("p50", "50% {value}"),
                    ("p90", "90% {value}"),
                    ("p95", "95% {value}"),
                    ("p99", "99% {value}"),
                    ("codes", "1xx - {0} 2xx - {1} 3xx - {2} 4xx - {3} 5xx - {4}"),
                    ("others", "others - {5}"),
                ],
            ),
            measures: measures![
                count(Role::Vus, "test/connections"),
                rate("rate/mean"),
                micros(Role::AvgLatency, "latency/mean"),
                micros(Role::P50Latency, "p50/value"),
                micros(Role::P90Latency, "p90/value"),
                micros(Role::P95Latency, "p95/value"),
                micros(Role::P99Latency, "p99/value"),
            ],
            labels: labels![("url", "test/url")],
            mend: Some(|run, row, _| {
                answers(run, |at| {
                    let group = row.get(if at == 5 { "others" } else { "codes" })?;
                    super::number(group.get(&at.to_string()))
                });
            }),
        }),
    },
];

/// Answers by class of status, and those without one.
fn answers(run: &mut Run, of: impl Fn(usize) -> Option<f64>) {
    let classes = ["1xx", "2xx", "3xx", "4xx", "5xx", "others"];
    super::set_by_code(run, classes.iter().enumerate().filter_map(|(at, class)| Some((class, of(at)?))), 0.0);
}

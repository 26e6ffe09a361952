//! ApacheBench (`ab`): the report that it prints, and what `-e` and `-g` write.
//!
//! Source: apache/httpd, `support/ab.c` (`output_results`: `Time per request` in ms, the first one for a request, the
//! second over all connections; percentiles in whole ms; `Failed requests` are those of another length too;
//! `Non-2xx responses` are not among them). `-e` writes `Percentage served,Time in ms`, `-g` one line for each request.

use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, labels, lines, signs};
use crate::data::tools::path::find;

pub const MAPS: &[Map] = &[
    Map {
        tool: "ApacheBench",
        signs: signs![Sign::Line("Concurrency Level {vus}"), Sign::Line("Requests per second {rate} [#/sec] (mean)")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["This is ApacheBench ...", "Concurrency Level {vus}"], LINES),
            measures: super::PRINTED,
            labels: labels![("path", "path/value")],
            mend: Some(|run, row, _| {
                let refused = super::number(find(row, "refused/count")).unwrap_or(0.0);
                if let Some(failed) = run.of(Role::FailedRequests) {
                    // An error page is of another length, too: what failed twice is counted once.
                    run.set(Measure::Of(Role::FailedRequests), failed.max(refused));
                }
            }),
        }),
    },
    Map {
        tool: "ApacheBench",
        signs: signs![Sign::Has("columns/Percentage served"), Sign::Has("columns/Time in ms")],
        content: Content::Refused(Refusal::NoRate("the report that ab prints")),
    },
    Map {
        tool: "ApacheBench",
        signs: signs![Sign::Has("columns/starttime"), Sign::Has("columns/ctime"), Sign::Has("columns/ttime")],
        content: Content::Refused(Refusal::RawRequests("the report that ab prints")),
    },
];

const LINES: Lines = lines![
    ("path", "Document Path {value}"),
    ("vus", "Concurrency Level {value}"),
    ("time", "Time taken for tests {value} seconds"),
    ("all", "Complete requests {count}"),
    ("failed", "Failed requests {count}"),
    ("refused", "Non-2xx responses {count}"),
    ("rate", "Requests per second {value} [#/sec] (mean)"),
    ("mean", "Time per request {value} [ms] (mean)"),
    ("p50", "50% {value}"),
    ("p90", "90% {value}"),
    ("p95", "95% {value}"),
    ("p99", "99% {value}"),
];

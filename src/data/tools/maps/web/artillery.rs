//! Artillery: the JSON of `--output`, and the summary that it prints.
//!
//! Source: artilleryio/artillery, `packages/core/lib/ssms.js` and `packages/artillery/lib/console-reporter.js` (since 2:
//! `aggregate.{counters, rates, summaries}`, ms; to 1.7: `aggregate.{latency, rps, codes, errors}`, ms, no mean).
//! `intermediate` are parts of the run. Users arrive at a rate: it is an open load. A request that failed without an
//! answer is counted under `errors`; `http.request_rate` counts those that were sent.

use super::{count, millis, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Artillery",
        signs: signs![Sign::Is(Format::Json), Sign::Has("aggregate/summaries/http.response_time")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                rate("aggregate/rates/http.request_rate"),
                millis(Role::AvgLatency, "aggregate/summaries/http.response_time/mean"),
                millis(Role::P50Latency, "aggregate/summaries/http.response_time/median"),
                millis(Role::P90Latency, "aggregate/summaries/http.response_time/p90"),
                millis(Role::P95Latency, "aggregate/summaries/http.response_time/p95"),
                millis(Role::P99Latency, "aggregate/summaries/http.response_time/p99"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| counted(run, super::counts(find(row, "aggregate/counters")))),
        }),
    },
    Map {
        tool: "Artillery",
        signs: signs![Sign::Is(Format::Json), Sign::Has("aggregate/latency/median"), Sign::Has("aggregate/rps")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                rate("aggregate/rps/mean"),
                millis(Role::P50Latency, "aggregate/latency/median"),
                millis(Role::P95Latency, "aggregate/latency/p95"),
                millis(Role::P99Latency, "aggregate/latency/p99"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| {
                let errors = super::counts(find(row, "aggregate/errors")).map(|(_, count)| count).sum();
                super::set_by_code(run, super::counts(find(row, "aggregate/codes")), errors);
            }),
        }),
    },
    Map {
        tool: "Artillery",
        signs: signs![Sign::Line("Summary report @ ..."), Sign::Line("http.response_time")],
        content: Content::Runs(Runs {
            rows: Rows::LastReport(&["Summary report @ ..."], LINES),
            measures: measures![
                rate("rate/value"),
                millis(Role::AvgLatency, "mean/value"),
                millis(Role::P50Latency, "p50/value"),
                millis(Role::P95Latency, "p95/value"),
                millis(Role::P99Latency, "p99/value"),
                count(Role::TotalRequests, "requests/value"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| {
                let counters = row.get("counters").into_iter().flat_map(Value::items);
                let count = |line: &Value| Some((line.get("name")?.words()?, super::number(line.get("value"))?));
                counted(run, counters.filter_map(count));
            }),
        }),
    },
];

const LINES: Lines = lines![
    ("rate", "Summary report @ ... >> http.request_rate {value}/sec"),
    ("requests", "Summary report @ ... >> http.requests {value}"),
    ("mean", "Summary report @ ... >> http.response_time >> mean {value}"),
    ("p50", "Summary report @ ... >> http.response_time >> median {value}"),
    ("p95", "Summary report @ ... >> http.response_time >> p95 {value}"),
    ("p99", "Summary report @ ... >> http.response_time >> p99 {value}"),
    ("counters[]", "Summary report @ ... >> {name} {value}"),
];

fn counted<N: AsRef<str>>(run: &mut Run, counters: impl Iterator<Item = (N, f64)>) {
    let (mut codes, mut errors, mut sent) = (Vec::new(), 0.0, None);
    for (name, count) in counters {
        if let Some(code) = name.as_ref().strip_prefix("http.codes.") {
            codes.push((code.to_owned(), count));
        } else if name.as_ref().starts_with("errors.") {
            errors += count;
        } else if name.as_ref() == "http.requests" {
            sent = Some(count);
        }
    }
    super::set_by_code(run, codes.into_iter(), errors);
    if let Some(sent) = sent {
        run.set(Measure::Of(Role::TotalRequests), sent);
    }
}

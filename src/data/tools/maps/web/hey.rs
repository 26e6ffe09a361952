//! hey, oha and rakyll's boom: the summaries that they print, oha's JSON, and their CSV of single requests.
//!
//! Source: rakyll/hey, `requester/print.go` (seconds, `50% in 0.0123 secs`, also `50%% in`; CSV:
//! `response-time,DNS+dialup,…`); hatoo/oha, `src/printer.rs` and `schema.json` (`summary.*` and `latencyPercentiles.*`
//! in seconds; the text chooses a unit and prints it beside each value; `successRate` counts every answer, also an error
//! status; requests that the end of the test cut off, `aborted due to deadline`, are no failures).

use super::{count, rate, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, Measures, labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "oha",
        signs: signs![Sign::Is(Format::Json), Sign::Has("summary/successRate"), Sign::Has("summary/requestsPerSec")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                rate("summary/requestsPerSec"),
                seconds(Role::AvgLatency, "summary/average"),
                seconds(Role::P50Latency, "latencyPercentiles/p50"),
                seconds(Role::P90Latency, "latencyPercentiles/p90"),
                seconds(Role::P95Latency, "latencyPercentiles/p95"),
                seconds(Role::P99Latency, "latencyPercentiles/p99"),
                seconds(Role::Duration, "summary/total"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| {
                let errors = super::counts(row.get("errorDistribution"));
                let codes = super::counts(row.get("statusCodeDistribution"));
                super::set_by_code(run, codes, errors.filter(|(error, _)| is_failure(error)).map(|(_, n)| n).sum());
            }),
        }),
    },
    Map {
        tool: "oha",
        signs: signs![
            Sign::Line("Success rate {share}"),
            Sign::Line("Requests/sec {rate}"),
            Sign::Line("Fastest {v} {unit}"),
        ],
        content: PRINTED,
    },
    Map {
        tool: "hey",
        signs: signs![Sign::Line("Fastest {v} secs"), Sign::Line("Requests/sec {rate}")],
        content: PRINTED,
    },
    Map {
        tool: "hey",
        signs: signs![Sign::Has("columns/response-time"), Sign::Has("columns/DNS+dialup")],
        content: Content::Refused(Refusal::RawRequests("the summary that hey prints without `-o csv`")),
    },
    Map {
        tool: "oha",
        signs: signs![Sign::Has("columns/request-start"), Sign::Has("columns/DNS+dialup")],
        content: Content::Refused(Refusal::RawRequests("the JSON that oha writes with `--output-format json`")),
    },
];

const PRINTED: Content = Content::Runs(Runs {
    rows: Rows::Reports(&["... hey -{option} ...", "... oha -{option} ...", "Summary"], LINES),
    measures: MEASURES,
    labels: labels![],
    mend: Some(answers),
});

/// The command is in a text only where it was pasted with the report: with a rate, `-c` is no load that is kept.
const LINES: Lines = lines![
    ("vus", "... hey ... -c {n} ..."),
    ("vus", "... oha ... -c {n} ..."),
    ("open", "... hey ... -q {rate} ..."),
    ("open", "... oha ... -q {rate} ..."),
    ("total", "Total {value} {unit}"),
    ("mean", "Average {value} {unit}"),
    ("rate", "Requests/sec {value}"),
    ("p50", "50% in {value} {unit}"),
    ("p90", "90% in {value} {unit}"),
    ("p95", "95% in {value} {unit}"),
    ("p99", "99% in {value} {unit}"),
    ("p50", "50%% in {value} {unit}"),
    ("p90", "90%% in {value} {unit}"),
    ("p95", "95%% in {value} {unit}"),
    ("p99", "99%% in {value} {unit}"),
    ("p50", "50.00% in {value} {unit}"),
    ("p90", "90.00% in {value} {unit}"),
    ("p95", "95.00% in {value} {unit}"),
    ("p99", "99.00% in {value} {unit}"),
    ("codes[]", "[{code}] {count} responses"),
    ("errors[]", "Error distribution >> [{count}] {error} ..."),
];

const MEASURES: Measures = measures![
    count(Role::Vus, "vus/n"),
    rate("rate/value"),
    seconds(Role::AvgLatency, "mean/value"),
    seconds(Role::P50Latency, "p50/value"),
    seconds(Role::P90Latency, "p90/value"),
    seconds(Role::P95Latency, "p95/value"),
    seconds(Role::P99Latency, "p99/value"),
    seconds(Role::Duration, "total/value"),
];

fn answers(run: &mut Run, row: &Value, _root: &Value) {
    if row.get("open").is_some() {
        run.forget(Measure::Of(Role::Vus));
    }
    let errors = row.get("errors").into_iter().flat_map(Value::items);
    let failed = errors.filter(|line| line.get("error").and_then(Value::text).is_some_and(is_failure));
    let failed = failed.filter_map(|line| super::number(line.get("count"))).sum();
    super::set_by_code(run, super::listed(row.get("codes")), failed);
}

fn is_failure(error: &str) -> bool {
    !error.starts_with("aborted")
}

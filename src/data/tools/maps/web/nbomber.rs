//! NBomber: its reports as CSV, JSON, text and Markdown.
//!
//! Source: PragmaticFlow/NBomber, `src/NBomber/DomainServices/Reports/{CsvReport, TxtReport, MdReport}.fs` and
//! `Contracts/Stats.fs` (ms; `ok` and `fail` apart; in CSV a row for each step, since 5 with `ok_` before the figures of
//! good requests and a step `global information` that sums up the scenario). A scenario is a run; scenarios of one test
//! ran side by side, and the report has no sum of them.

use super::{count, millis, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, lines, measures, signs};
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "NBomber",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/scenario"),
            Sign::Has("columns/step_name"),
            Sign::Has("columns/request_count"),
            Sign::HasAny("columns/ok_rps|columns/rps"),
        ],
        content: Content::Runs(Runs { rows: Rows::Sums("rows", is_sum), measures: CSV, labels: LABELS, mend: None }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("ScenarioStats/0/Ok/Latency")],
        content: Content::Runs(Runs { rows: Rows::Each("ScenarioStats"), measures: JSON, labels: LABELS, mend: None }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("FinalStats/ScenarioStats/0/Ok/Latency")],
        content: Content::Runs(Runs {
            rows: Rows::Each("FinalStats/ScenarioStats"),
            measures: JSON,
            labels: LABELS,
            mend: None,
        }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("NodeStats/ScenarioStats/0/Ok/Latency")],
        content: Content::Runs(Runs {
            rows: Rows::Each("NodeStats/ScenarioStats"),
            measures: JSON,
            labels: LABELS,
            mend: None,
        }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("scenarioStats/0/ok/latency")],
        content: Content::Runs(Runs { rows: Rows::Each("scenarioStats"), measures: JSON, labels: LABELS, mend: None }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("finalStats/scenarioStats/0/ok/latency")],
        content: Content::Runs(Runs {
            rows: Rows::Each("finalStats/scenarioStats"),
            measures: JSON,
            labels: LABELS,
            mend: None,
        }),
    },
    // Early versions have figures of steps alone.
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("ScenarioStats/0/StepStats/0/Ok/Latency")],
        content: Content::Runs(Runs {
            rows: Rows::Each("ScenarioStats/0/StepStats"),
            measures: JSON,
            labels: LABELS,
            mend: None,
        }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("FinalStats/ScenarioStats/0/StepStats/0/Ok/Latency")],
        content: Content::Runs(Runs {
            rows: Rows::Each("FinalStats/ScenarioStats/0/StepStats"),
            measures: JSON,
            labels: LABELS,
            mend: None,
        }),
    },
    Map {
        tool: "NBomber",
        signs: signs![Sign::Is(Format::Json), Sign::Has("NodeStats/ScenarioStats/0/StepStats/0/Ok/Latency")],
        content: Content::Runs(Runs {
            rows: Rows::Each("NodeStats/ScenarioStats/0/StepStats"),
            measures: JSON,
            labels: LABELS,
            mend: None,
        }),
    },
    Map {
        tool: "NBomber",
        signs: signs![
            Sign::Line("request count all = {all} ok = {ok} RPS = {rate}"),
            Sign::Line("scenario {name} ...")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["scenario {name} ..."],
                lines![
                    ("scenario", "scenario {name} ..."),
                    ("good", "ok count {count}"),
                    ("failed", "fail count {count}"),
                    ("good", "scenario ... ok count {count} fail count {failed} ..."),
                    ("failed", "scenario ... fail count {count} ..."),
                    ("requests", "request count all = {all} ok = {ok} RPS = {rate}"),
                    ("latency", "latency min = {min} mean = {mean} max = {max} ..."),
                    ("latency", "latency (ms) min = {min} mean = {mean} max = {max} ..."),
                    ("percentile", "latency percentile 50% = {p50} 75% = {p75} 95% = {p95} 99% = {p99}"),
                    ("percentile", "latency percentile (ms) 50% = {p50} 75% = {p75} 95% = {p95} 99% = {p99}"),
                    ("percentile", "latency percentile (ms) p50 = {p50} p75 = {p75} p95 = {p95} p99 = {p99}"),
                ],
            ),
            measures: measures![
                rate("requests/rate"),
                millis(Role::AvgLatency, "latency/mean"),
                millis(Role::P50Latency, "percentile/p50"),
                millis(Role::P95Latency, "percentile/p95"),
                millis(Role::P99Latency, "percentile/p99"),
                count(Role::SuccessfulRequests, "good/count|requests/ok"),
                count(Role::FailedRequests, "failed/count"),
            ],
            labels: labels![("scenario", "scenario/name")],
            mend: None,
        }),
    },
];

const LABELS: Labels = labels![("scenario", "scenario|ScenarioName|scenarioName"), ("step", "StepName|stepName")];

fn is_sum(row: &Value, _name: &str) -> bool {
    row.get("step_name").and_then(Value::text).is_some_and(|step| step.replace('_', " ") == "global information")
}

const CSV: Measures = measures![
    rate("ok_rps|rps"),
    millis(Role::AvgLatency, "ok_mean|mean"),
    millis(Role::P50Latency, "ok_50_percent|50_percent"),
    millis(Role::P95Latency, "ok_95_percent|95_percent"),
    millis(Role::P99Latency, "ok_99_percent|99_percent"),
    count(Role::TotalRequests, "request_count"),
    count(Role::SuccessfulRequests, "ok"),
    count(Role::FailedRequests, "failed"),
];

const JSON: Measures = measures![
    rate("Ok/Request/RPS|ok/request/rps"),
    millis(Role::AvgLatency, "Ok/Latency/MeanMs|ok/latency/meanMs"),
    millis(Role::P50Latency, "Ok/Latency/Percent50|ok/latency/percent50"),
    millis(Role::P95Latency, "Ok/Latency/Percent95|ok/latency/percent95"),
    millis(Role::P99Latency, "Ok/Latency/Percent99|ok/latency/percent99"),
    count(Role::SuccessfulRequests, "Ok/Request/Count|ok/request/count"),
    count(Role::FailedRequests, "Fail/Request/Count|fail/request/count"),
];

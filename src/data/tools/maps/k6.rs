//! k6: `handleSummary`, `--summary-export`, the machine-readable summary, and raw samples.
//!
//! Source: grafana/k6, `internal/js/summary.go` and `js/summary.js` (`metrics.<name>.values` or, for
//! `--summary-export`, `metrics.<name>` itself; times in ms: `summaryTimeUnit` is that of the printed text alone);
//! `--new-machine-readable-summary` (since 1.5): `results.metrics`, a list of `{name, type, contains, values}`. Of
//! `http_req_failed`, `passes` are the failed requests and `fails` the good ones, as a check of failure passes.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "k6",
        signs: signs![Sign::Is(Format::Json), Sign::Has("results/metrics/name=http_req_duration/values")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: LISTED, labels: labels![], mend: Some(load) }),
    },
    Map {
        tool: "k6",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::HasAny("metrics/http_req_duration/values/avg|metrics/iteration_duration/values/avg"),
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: NESTED, labels: labels![], mend: Some(load) }),
    },
    Map {
        tool: "k6",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::HasAny("metrics/http_req_duration/avg|metrics/iteration_duration/avg")
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: FLAT, labels: labels![], mend: Some(load) }),
    },
    // A runner's answer around the summary.
    Map {
        tool: "k6",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::HasAny("*/metrics/http_req_duration|*/*/metrics/http_req_duration")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![],
            labels: labels![],
            mend: Some(wrapped),
        }),
    },
    Map {
        tool: "k6",
        signs: signs![
            Sign::Is(Format::JsonLines),
            Sign::HasAny("0/metric|0/data/name"),
            Sign::HasAny("0/data/time|0/data/contains|0/data/type"),
        ],
        content: Content::Refused(Refusal::RawRequests("the summary that k6 writes with --summary-export")),
    },
    Map {
        tool: "k6",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/metric_name"), Sign::Has("columns/metric_value")],
        content: Content::Refused(Refusal::RawRequests("the summary that k6 writes with --summary-export")),
    },
];

const NESTED: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "metrics/vus_max/values/value|metrics/vus/values/max"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "metrics/http_reqs/values/rate|metrics/iterations/values/rate"),
    (
        Measure::Of(Role::AvgLatency),
        Unit::Milliseconds,
        "metrics/http_req_duration/values/avg|metrics/iteration_duration/values/avg",
    ),
    (
        Measure::Of(Role::P50Latency),
        Unit::Milliseconds,
        "metrics/http_req_duration/values/med|metrics/http_req_duration/values/p(50)",
    ),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "metrics/http_req_duration/values/p(90)"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "metrics/http_req_duration/values/p(95)"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "metrics/http_req_duration/values/p(99)"),
    (Measure::Of(Role::TotalRequests), Unit::One, "metrics/http_reqs/values/count|metrics/iterations/values/count"),
    (Measure::Of(Role::FailedRequests), Unit::One, "metrics/http_req_failed/values/passes"),
    (Measure::Of(Role::FailedRequests), Unit::Share, "metrics/http_req_failed/values/rate"),
    (Measure::Of(Role::Duration), Unit::Milliseconds, "state/testRunDurationMs"),
];

const FLAT: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "metrics/vus_max/value|metrics/vus_max/max|metrics/vus/max"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "metrics/http_reqs/rate|metrics/iterations/rate"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "metrics/http_req_duration/avg|metrics/iteration_duration/avg"),
    (
        Measure::Of(Role::P50Latency),
        Unit::Milliseconds,
        "metrics/http_req_duration/med|metrics/http_req_duration/p(50)",
    ),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "metrics/http_req_duration/p(90)"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "metrics/http_req_duration/p(95)"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "metrics/http_req_duration/p(99)"),
    (Measure::Of(Role::TotalRequests), Unit::One, "metrics/http_reqs/count|metrics/iterations/count"),
    (Measure::Of(Role::FailedRequests), Unit::One, "metrics/http_req_failed/passes"),
    (Measure::Of(Role::FailedRequests), Unit::Share, "metrics/http_req_failed/value"),
];

const LISTED: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "results/metrics/name=vus_max/values/max|results/metrics/name=vus/values/max"),
    (
        Measure::Of(Role::Throughput),
        Unit::PerSecond,
        "results/metrics/name=http_reqs/values/rate|results/metrics/name=iterations/values/rate",
    ),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "results/metrics/name=http_req_duration/values/avg"),
    (
        Measure::Of(Role::P50Latency),
        Unit::Milliseconds,
        "results/metrics/name=http_req_duration/values/med|results/metrics/name=http_req_duration/values/p(50)",
    ),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "results/metrics/name=http_req_duration/values/p(90)"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "results/metrics/name=http_req_duration/values/p(95)"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "results/metrics/name=http_req_duration/values/p(99)"),
    (Measure::Of(Role::TotalRequests), Unit::One, "results/metrics/name=http_reqs/values/count"),
    (
        Measure::Of(Role::FailedRequests),
        Unit::One,
        "results/metrics/name=http_req_failed/values/matches|results/metrics/name=http_req_failed/values/passes",
    ),
    (Measure::Of(Role::FailedRequests), Unit::Share, "results/metrics/name=http_req_failed/values/rate"),
    (Measure::Of(Role::Duration), Unit::Seconds, "config/duration"),
];

/// An open load (`vus` below `vus_max`, which is then the number that was made ready) is told apart where the file does:
/// the executor is not in a summary, but a rate that was not kept is (`dropped_iterations`).
fn load(run: &mut Run, row: &Value, _root: &Value) {
    let dropped = ["metrics/dropped_iterations", "results/metrics/name=dropped_iterations"];
    if dropped.iter().any(|path| find(row, path).is_some()) {
        run.forget(Measure::Of(Role::Vus));
    }
}

fn wrapped(run: &mut Run, row: &Value, _root: &Value) {
    let inside = row.members().iter().map(|(_, value)| value);
    let deeper = inside.clone().flat_map(Value::members).map(|(_, value)| value);
    let Some(summary) = inside.chain(deeper).find(|value| value.get("metrics").is_some()) else { return };
    let nested = find(summary, "metrics/http_req_duration/values").is_some();
    crate::data::tools::apply::measure_all(run, &(if nested { NESTED } else { FLAT }).all(), summary);
    load(run, summary, summary);
}

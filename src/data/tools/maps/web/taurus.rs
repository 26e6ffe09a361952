//! Taurus (`bzt`): the CSV of its final statistics, and the lines of its log.
//!
//! Source: Blazemeter/taurus, `bzt/modules/reporting.py` (`dump-csv`: a row for each label and one without a label for
//! all; `avg_rt` and `perc_*` in seconds; `throughput` is the number of samples, not a rate; `concurrency` the users).
//! There is no rate in it: it is counted from `test_duration`, and where older ones lack that, estimated from users and
//! latency. The log (`final-stats`: `Samples count`, `Average times`, a table of percentiles, seconds) has a duration, the
//! start of the tool with it, and no users.

use super::{count, seconds};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[CSV, LOG];

const CSV: Map = Map {
    tool: "Taurus",
    signs: signs![
        Sign::Is(Format::Csv),
        Sign::Has("columns/label"),
        Sign::Has("columns/avg_rt"),
        Sign::Has("columns/succ"),
        Sign::Has("columns/throughput"),
    ],
    content: Content::Runs(Runs {
        rows: Rows::Only("rows", |row, _| row.get("label") == Some(&Value::Null)),
        measures: measures![
            count(Role::Vus, "concurrency"),
            seconds(Role::AvgLatency, "avg_rt"),
            seconds(Role::P50Latency, "perc_50.0"),
            seconds(Role::P90Latency, "perc_90.0"),
            seconds(Role::P95Latency, "perc_95.0"),
            seconds(Role::P99Latency, "perc_99.0"),
            seconds(Role::Duration, "test_duration"),
            count(Role::TotalRequests, "throughput"),
            count(Role::SuccessfulRequests, "succ"),
            count(Role::FailedRequests, "fail"),
        ],
        labels: labels![],
        mend: None,
    }),
};

const LOG: Map = Map {
    tool: "Taurus",
    signs: signs![Sign::Line("Samples count {n} {failed} failures"), Sign::Line("Average times total {mean} ...")],
    content: Content::Runs(Runs {
        rows: Rows::Reports(
            &["Samples count {n} {failed} failures"],
            lines![
                ("time", "Test duration {clock}"),
                ("samples", "Samples count {n} {failed} failures"),
                ("times", "Average times total {mean} ..."),
                ("p50", "Percentile % Resp Time s >> 50.0 {v}"),
                ("p90", "Percentile % Resp Time s >> 90.0 {v}"),
                ("p95", "Percentile % Resp Time s >> 95.0 {v}"),
                ("p99", "Percentile % Resp Time s >> 99.0 {v}"),
            ],
        ),
        measures: measures![
            count(Role::TotalRequests, "samples/n"),
            (Measure::Of(Role::FailedRequests), Unit::Percent, "samples/failed"),
            seconds(Role::AvgLatency, "times/mean"),
            seconds(Role::P50Latency, "p50/v"),
            seconds(Role::P90Latency, "p90/v"),
            seconds(Role::P95Latency, "p95/v"),
            seconds(Role::P99Latency, "p99/v"),
        ],
        labels: labels![],
        mend: Some(duration),
    }),
};

/// The duration of a log, `0:01:00`.
fn duration(run: &mut Run, row: &Value, _root: &Value) {
    let clock = find(row, "time/clock").and_then(Value::text);
    let add = |sum: Option<f64>, part: &str| Some(sum? * 60.0 + part.parse::<f64>().ok()?);
    let seconds = clock.and_then(|clock| clock.split(':').fold(Some(0.0), add));
    run.complete(Role::Duration, seconds);
    run.doubts
        .push((Role::Throughput, "Requests over the whole duration, the start of the load tester with it.".into()));
}

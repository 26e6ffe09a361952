//! MLPerf inference: LoadGen's `mlperf_log_summary.txt`, and tables of published results.
//!
//! Source: mlcommons/inference, `loadgen/results.cc` (`PerformanceSummary::LogSummary`): times in nanoseconds. Of the
//! server scenario `Completed samples per second` is the result, and `Scheduled …` what was asked for; of the offline
//! scenario, which sends everything at once (its latencies are waiting), `Samples per second`; a single stream has one request in flight. Published
//! tables (mlcommons.org, `inference_results_v*/summary_results.json` as CSV) have throughput alone; their forms were
//! seen as downloads, no source of them was found.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

const PUBLISHED: Content = Content::Refused(Refusal::NoMeasures("the mlperf_log_summary.txt of a submission"));

pub const MAPS: &[Map] = &[
    Map {
        tool: "MLPerf",
        signs: signs![Sign::Is(Format::Text), Sign::Has("lines/MLPerf Results Summary"), Sign::Has("values/Scenario")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(scenario) }),
    },
    Map {
        tool: "MLPerf",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/MlperfModel|columns/Model MLC"),
            Sign::Has("columns/Scenario"),
        ],
        content: PUBLISHED,
    },
];

const MEASURES: Measures = measures![
    (
        Measure::Of(Role::Throughput),
        Unit::PerSecond,
        "values/Completed samples per second|values/Samples per second|values/QPS w~1 loadgen overhead",
    ),
    (Measure::Of(Role::AvgLatency), Unit::Nanoseconds, "values/Mean latency (ns)"),
    (Measure::Of(Role::P50Latency), Unit::Nanoseconds, "values/50.00 percentile latency (ns)"),
    (Measure::Of(Role::P90Latency), Unit::Nanoseconds, "values/90.00 percentile latency (ns)"),
    (Measure::Of(Role::P95Latency), Unit::Nanoseconds, "values/95.00 percentile latency (ns)"),
    (Measure::Of(Role::P99Latency), Unit::Nanoseconds, "values/99.00 percentile latency (ns)"),
    (Measure::Of(Role::TtftMean), Unit::Nanoseconds, "values/Mean First Token latency (ns)"),
    (Measure::Of(Role::TtftP50), Unit::Nanoseconds, "values/50.00 percentile first token latency (ns)"),
    (Measure::Of(Role::TtftP99), Unit::Nanoseconds, "values/99.00 percentile first token latency (ns)"),
    (Measure::Of(Role::TpotMean), Unit::Nanoseconds, "values/Mean Time to Output Token (ns)"),
    (
        Measure::Of(Role::OutputTokenRate),
        Unit::PerSecond,
        "values/Completed tokens per second|values/Tokens per second|values/TPS w~1 loadgen overhead",
    ),
];

const LABELS: Labels = labels![("scenario", "values/Scenario"), ("result", "values/Result is")];

fn scenario(run: &mut Run, _row: &Value, _root: &Value) {
    if matches!(run.labelled("scenario"), Some("SingleStream" | "Single Stream")) {
        run.set(Measure::Of(Role::Vus), 1.0);
    }
    if run.labelled("scenario") == Some("Offline") {
        let said = "MLPerf's offline scenario sends all requests at once: its times are waiting for the most part, and it \
                    tells no latency of an answer under load.";
        run.doubts.push((Role::AvgLatency, said.into()));
    }
    if run.labelled("result") == Some("INVALID") {
        let said = "LoadGen calls this run INVALID: it broke a limit of latency, or was too short.";
        run.doubts.push((Role::Throughput, said.into()));
    }
}

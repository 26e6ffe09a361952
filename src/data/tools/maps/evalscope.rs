//! EvalScope `perf`: `benchmark_summary.json` and `benchmark_percentile.json`.
//!
//! Source: modelscope/evalscope, `evalscope/perf/utils/benchmark_util.py` and `perf_constants.py`: units in the names,
//! which changed (`Average latency (s)`, then `Avg Latency (s)`; times of tokens in seconds, then in ms). A concurrency
//! of −1 is an open load. The percentiles of the same run are a list in a file of their own. 2.0 (`domain/result.py`)
//! has `summary` and `percentiles` in one document: no real file of it was found, and it is not read.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "EvalScope",
        signs: signs![
            Sign::HasAny("Average latency (s)|Avg Latency (s)"),
            Sign::HasAny("Request throughput (req~1s)|Req Throughput (req~1s)|Throughput(average tokens~1s)"),
        ],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "EvalScope",
        signs: signs![Sign::Has("0/Percentiles"), Sign::Has("0/Latency (s)")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: PERCENTILES, labels: labels![], mend: Some(part) }),
    },
    Map {
        tool: "EvalScope",
        signs: signs![Sign::Has("run_spec"), Sign::Has("summary/request_throughput"), Sign::Has("percentiles")],
        content: Content::Refused(Refusal::Unread("Open benchmark_summary.json of a version before 2.0")),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "Number of concurrency|Concurrency"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "Request throughput (req~1s)|Req Throughput (req~1s)"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "Average latency (s)|Avg Latency (s)"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "Succeed requests|Success Requests"),
    (Measure::Of(Role::FailedRequests), Unit::One, "Failed requests|Failed Requests"),
    (Measure::Of(Role::TotalRequests), Unit::One, "Total requests|Total Requests"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "Average time to first token (s)"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "TTFT (ms)"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "Average time per output token (s)"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "TPOT (ms)|ITL (ms)"),
    (
        Measure::Of(Role::OutputTokenRate),
        Unit::PerSecond,
        "Output token throughput (tok~1s)|Output Throughput (tok~1s)|Throughput(average tokens~1s)",
    ),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "Total token throughput (tok~1s)|Total Throughput (tok~1s)"),
    (Measure::Of(Role::InputTokens), Unit::One, "Average input tokens per request|Avg Input Tokens"),
    (Measure::Of(Role::OutputTokens), Unit::One, "Average output tokens per request|Avg Output Tokens"),
    (Measure::Of(Role::Duration), Unit::Seconds, "Time taken for tests (s)|Test Duration (s)"),
];

const LABELS: Labels = labels![("request_rate", "Request Rate (req~1s)")];

const PERCENTILES: Measures = measures![
    (Measure::Of(Role::P50Latency), Unit::Seconds, "Percentiles=50%/Latency (s)"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "Percentiles=90%/Latency (s)"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "Percentiles=95%/Latency (s)"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "Percentiles=99%/Latency (s)"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "Percentiles=50%/TTFT (s)"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "Percentiles=50%/TTFT (ms)"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "Percentiles=99%/TTFT (s)"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "Percentiles=99%/TTFT (ms)"),
];

fn load(run: &mut Run, _row: &Value, _root: &Value) {
    if run.of(Role::Vus).is_some_and(|vus| vus <= 0.0) {
        run.forget(Measure::Of(Role::Vus));
    }
    run.labels.retain(|(_, text)| text.parse::<f64>().is_ok_and(|rate| rate > 0.0));
}

fn part(run: &mut Run, _row: &Value, _root: &Value) {
    run.is_part = true;
}

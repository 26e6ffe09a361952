//! EvalScope `perf`: `benchmark_summary.json`, `benchmark_percentile.json`, and what it prints.
//!
//! Source: modelscope/evalscope, `evalscope/perf/utils/benchmark_util.py` and `perf_constants.py`: units in the names,
//! which changed (`Average latency (s)`, then `Avg Latency (s)`; times of tokens in seconds, then in ms). A concurrency
//! of −1 is an open load. The percentiles of the same run are a list in a file of their own. 2.0 (`domain/result.py`)
//! has `summary` and `percentiles` in one document: no real file of it was found, and it is not read.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Lines, Measures, labels, lines, measures, signs};
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
    Map {
        tool: "EvalScope",
        signs: signs![Sign::Line("Number of concurrency {n}"), Sign::Line("Succeed requests {n}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["Number of concurrency {n}"], PRINTED),
            measures: PRINTED_MEASURES,
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "EvalScope",
        signs: signs![Sign::Line("Req Throughput (req/s) {v}"), Sign::Line("Total / Success / Failed ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["Total / Success / Failed ..."], PRINTED),
            measures: PRINTED_MEASURES,
            labels: labels![("request_rate", "asked/v")],
            mend: Some(load),
        }),
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

const PRINTED: Lines = lines![
    ("counts", "Total / Success / Failed {total} / {good} / {failed}"),
    ("vus", "Concurrency {v}"),
    ("asked", "Request Rate (req/s) {v}"),
    ("time", "Test Duration (s) {v}"),
    ("rate", "Req Throughput (req/s) {v}"),
    ("mean", "Avg Latency (s) {v}"),
    ("ttft_ms", "TTFT (ms) {v}"),
    ("tpot_ms", "TPOT (ms) {v}"),
    ("input", "Avg Input Tokens {v}"),
    ("output", "Avg Output Tokens {v}"),
    ("output_rate", "Output Throughput (tok/s) {v}"),
    ("total_rate", "Total Throughput (tok/s) {v}"),
    ("latency", "Metric 1% 5% 10% 25% 50% 75% 90% 95% 99% >> Latency (s) * * * * {p50} * {p90} {p95} {p99}"),
    ("first", "Metric 1% 5% 10% 25% 50% 75% 90% 95% 99% >> TTFT (ms) * * * * {p50} * {p90} {p95} {p99}"),
    ("time", "Time taken for tests (s) {v}"),
    ("time", "Time taken for tests {v} seconds"),
    ("vus", "Number of concurrency {v}"),
    ("total", "Total requests {v}"),
    ("good", "Succeed requests {v}"),
    ("failed", "Failed requests {v}"),
    ("output_rate", "Output token throughput (tok/s) {v}"),
    ("total_rate", "Total token throughput (tok/s) {v}"),
    ("rate", "Request throughput (req/s) {v}"),
    // Before 2025 without units: seconds.
    ("rate", "Average QPS {v}"),
    ("output_rate", "Throughput(average output tokens per second) {v}"),
    ("mean", "Average latency (s) {v}"),
    ("mean", "Average latency {v}"),
    ("ttft", "Average time to first token (s) {v}"),
    ("ttft", "Average time to first token {v}"),
    ("tpot", "Average time per output token (s) {v}"),
    ("tpot", "Average time per output token {v}"),
    ("input", "Average input tokens per request {v}"),
    ("output", "Average output tokens per request {v}"),
];

const PRINTED_MEASURES: Measures = measures![
    (Measure::Of(Role::P50Latency), Unit::Seconds, "latency/p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "latency/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "latency/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "latency/p99"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft_ms/v"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "first/p50"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "first/p99"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "tpot_ms/v"),
    (Measure::Of(Role::Vus), Unit::One, "vus/v"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "mean/v"),
    (Measure::Of(Role::TotalRequests), Unit::One, "total/v|counts/total"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "good/v|counts/good"),
    (Measure::Of(Role::FailedRequests), Unit::One, "failed/v|counts/failed"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "ttft/v"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "tpot/v"),
    (Measure::Of(Role::InputTokens), Unit::One, "input/v"),
    (Measure::Of(Role::OutputTokens), Unit::One, "output/v"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_rate/v"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "total_rate/v"),
    (Measure::Of(Role::Duration), Unit::Seconds, "time/v"),
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

//! What benchmarks of language models print at their end: vLLM and SGLang (the same form), trtllm-bench.
//!
//! Source: vllm-project/vllm, `vllm/benchmarks/serve.py` (`benchmark`: `Mean TTFT (ms)`, …; a latency of whole requests
//! with `--percentile-metrics …,e2el` alone), sgl-project/sglang, `python/sglang/bench_serving.py` (`Concurrency` is what
//! was reached), NVIDIA/TensorRT-LLM, `tensorrt_llm/bench/dataclasses/reporting.py` (`report_statistics`). No printed
//! result with every line was at hand: lines that are not there are left out.

use super::vllm::load;
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Measured, Rows, Runs, Sign};
use crate::data::tools::pattern::Line;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

const BEGINS: &[&str] = &["Traffic request rate {rate} ...", "Serving Benchmark Result ..."];

pub const MAPS: &[Map] = &[
    Map {
        tool: "SGLang bench_serving",
        signs: &[Sign::Line("Serving Benchmark Result ..."), Sign::Line("Total generated tokens (retokenized) {n}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(BEGINS, SERVING),
            measures: SERVED,
            labels: LABELS,
            mend: Some(load),
        }),
    },
    Map {
        tool: "vLLM bench serve",
        signs: &[Sign::Line("Serving Benchmark Result ..."), Sign::Line("Request throughput (req/s) {rate}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(BEGINS, SERVING),
            measures: SERVED,
            labels: LABELS,
            mend: Some(load),
        }),
    },
    Map {
        tool: "trtllm-bench",
        signs: &[
            Sign::Line("Request Throughput (req/sec) {rate}"),
            Sign::Line("Total Output Throughput (tokens/sec) {rate}"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["Request Throughput (req/sec) {rate}"], TRTLLM),
            measures: TRTLLM_MEASURES,
            labels: &[("quantization", &["quantization/v"]), ("version", &["version/v"]), ("tp", &["tp/v"])],
            mend: Some(gpus),
        }),
    },
];

const LABELS: &[(&str, &[&str])] = &[("request_rate", &["asked/v", "traffic/v"])];

const SERVING: &[Line] = &[
    ("backend", "Backend {v}"),
    ("traffic", "Traffic request rate {v} ..."),
    ("asked", "Request rate configured (RPS) {v}"),
    ("vus", "Maximum request concurrency {v}"),
    ("vus", "Max request concurrency {v}"),
    ("good", "Successful requests {v}"),
    ("failed", "Failed requests {v}"),
    ("time", "Benchmark duration (s) {v}"),
    ("input", "Total input tokens {v}"),
    ("output", "Total generated tokens {v}"),
    ("rate", "Request throughput (req/s) {v}"),
    ("output_rate", "Output token throughput (tok/s) {v}"),
    ("total_rate", "Total Token throughput (tok/s) {v}"),
    ("total_rate", "Total token throughput (tok/s) {v}"),
    ("ttft", "Mean TTFT (ms) {v}"),
    ("ttft50", "Median TTFT (ms) {v}"),
    ("ttft99", "P99 TTFT (ms) {v}"),
    ("tpot", "Mean TPOT (ms) {v}"),
    ("tpot", "Mean ITL (ms) {v}"),
    ("mean", "Mean E2EL (ms) {v}"),
    ("mean", "Mean E2E Latency (ms) {v}"),
    ("p50", "Median E2EL (ms) {v}"),
    ("p50", "Median E2E Latency (ms) {v}"),
    ("p90", "P90 E2EL (ms) {v}"),
    ("p90", "P90 E2E Latency (ms) {v}"),
    ("p95", "P95 E2EL (ms) {v}"),
    ("p95", "P95 E2E Latency (ms) {v}"),
    ("p99", "P99 E2EL (ms) {v}"),
    ("p99", "P99 E2E Latency (ms) {v}"),
];

const SERVED: &[Measured] = &[
    (Measure::Of(Role::Vus), Unit::One, &["vus/v"]),
    (Measure::Of(Role::Throughput), Unit::PerSecond, &["rate/v"]),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, &["mean/v"]),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, &["p50/v"]),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, &["p90/v"]),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, &["p95/v"]),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, &["p99/v"]),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, &["good/v"]),
    (Measure::Of(Role::FailedRequests), Unit::One, &["failed/v"]),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, &["ttft/v"]),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, &["ttft50/v"]),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, &["ttft99/v"]),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, &["tpot/v"]),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, &["output_rate/v"]),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, &["total_rate/v"]),
    (Measure::AllInputTokens, Unit::One, &["input/v"]),
    (Measure::AllOutputTokens, Unit::One, &["output/v"]),
    (Measure::Of(Role::Duration), Unit::Seconds, &["time/v"]),
    (Measure::Of(Role::Engine), Unit::One, &["backend/v"]),
];

const TRTLLM: &[Line] = &[
    ("model", "Model {v}"),
    ("version", "TensorRT LLM Version {v}"),
    ("version", "TensorRT-LLM Version {v}"),
    ("quantization", "Quantization {v}"),
    ("count", "Number of requests {v}"),
    ("input", "Average Input Length (tokens) {v}"),
    ("output", "Average Output Length (tokens) {v}"),
    ("tp", "TP Size {v}"),
    ("pp", "PP Size {v}"),
    ("batch", "Max Runtime Batch Size {v}"),
    ("rate", "Request Throughput (req/sec) {v}"),
    ("output_rate", "Total Output Throughput (tokens/sec) {v}"),
    ("total_rate", "Total Token Throughput (tokens/sec) {v}"),
    ("time", "Total Latency (ms) {v}"),
    ("mean", "Average request latency (ms) {v}"),
    ("p50", "[Latency] P50 {v}"),
    ("p90", "[Latency] P90 {v}"),
    ("p95", "[Latency] P95 {v}"),
    ("p99", "[Latency] P99 {v}"),
    ("ttft", "Average time-to-first-token [TTFT] (ms) {v}"),
    ("tpot", "Average time-per-output-token [TPOT] (ms) {v}"),
];

const TRTLLM_MEASURES: &[Measured] = &[
    (Measure::Of(Role::BatchSize), Unit::One, &["batch/v"]),
    (Measure::Of(Role::Throughput), Unit::PerSecond, &["rate/v"]),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, &["mean/v"]),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, &["p50/v"]),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, &["p90/v"]),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, &["p95/v"]),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, &["p99/v"]),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, &["count/v"]),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, &["ttft/v"]),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, &["tpot/v"]),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, &["output_rate/v"]),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, &["total_rate/v"]),
    (Measure::Of(Role::InputTokens), Unit::One, &["input/v"]),
    (Measure::Of(Role::OutputTokens), Unit::One, &["output/v"]),
    (Measure::Of(Role::Duration), Unit::Milliseconds, &["time/v"]),
    (Measure::Of(Role::Model), Unit::One, &["model/v"]),
];

/// Tensor and pipeline parallelism make the GPUs; experts share them.
fn gpus(run: &mut Run, row: &Value, _root: &Value) {
    run.set_text(Role::Engine, "TensorRT-LLM");
    let size = |name: &str| match row.get(name).and_then(|line| line.get("v")) {
        Some(Value::Number(size)) => Some(*size),
        _ => None,
    };
    if let (Some(tensor), Some(pipeline)) = (size("tp"), size("pp")) {
        run.set(Measure::Of(Role::GpuCount), tensor * pipeline);
    }
}

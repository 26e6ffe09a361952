//! What benchmarks of language models print at their end: vLLM and SGLang (the same form), trtllm-bench, GenAI-Perf.
//! GuideLLM's tables have one name over several columns, and its JSON holds more.
//!
//! Source: vllm-project/vllm, `vllm/benchmarks/serve.py` (`benchmark`: `Mean TTFT (ms)`, …; a latency of whole requests
//! with `--percentile-metrics …,e2el` alone), sgl-project/sglang, `python/sglang/bench_serving.py` (`Concurrency` is what
//! was reached), NVIDIA/TensorRT-LLM, `tensorrt_llm/bench/dataclasses/reporting.py` (`report_statistics`),
//! triton-inference-server/perf_analyzer, `genai-perf/README.md` (the table's heads), ai-dynamo/aiperf, `README.md` (the same
//! table with other percentiles). No printed result with every line was at hand: lines that are not
//! there are left out.

use super::vllm::load;
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Lines, Measures, labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

const BEGINS: &[&str] = &["Traffic request rate {rate} ...", "Serving Benchmark Result ..."];

pub const MAPS: &[Map] = &[
    Map {
        tool: "SGLang bench_serving",
        signs: signs![
            Sign::Line("Serving Benchmark Result ..."),
            Sign::Line("Total generated tokens (retokenized) {n}")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(BEGINS, SERVING),
            measures: SERVED,
            labels: LABELS,
            mend: Some(load),
        }),
    },
    Map {
        tool: "vLLM bench serve",
        signs: signs![Sign::Line("Serving Benchmark Result ..."), Sign::Line("Request throughput (req/s) {rate}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(BEGINS, SERVING),
            measures: SERVED,
            labels: LABELS,
            mend: Some(load),
        }),
    },
    Map {
        tool: "trtllm-bench",
        signs: signs![
            Sign::Line("Request Throughput (req/sec) {rate}"),
            Sign::Line("Total Output Throughput (tokens/sec) {rate}"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["Request Throughput (req/sec) {rate}"], TRTLLM),
            measures: TRTLLM_MEASURES,
            labels: labels![("quantization", "quantization/v"), ("version", "version/v"), ("tp", "tp/v")],
            mend: Some(gpus),
        }),
    },
    Map {
        tool: "GenAI-Perf",
        signs: signs![Sign::Line(GENAI_HEAD), Sign::Line("Request latency (ms) {mean} ...")],
        content: GENAI_RUNS,
    },
    Map {
        tool: "GenAI-Perf",
        signs: signs![Sign::Line(GENAI_HEAD), Sign::Line("Request Latency (ms) {mean} ...")],
        content: GENAI_RUNS,
    },
    Map {
        tool: "AIPerf",
        signs: signs![Sign::Line(AIPERF_HEAD), Sign::Line("Request Latency (ms) {mean} ...")],
        content: GENAI_RUNS,
    },
    Map { tool: "GuideLLM", signs: signs![Sign::Line("Benchmarks Stats ...")], content: GUIDELLM },
    Map { tool: "GuideLLM", signs: signs![Sign::Line("Benchmarks Metadata ...")], content: GUIDELLM },
    Map {
        tool: "GuideLLM",
        signs: signs![Sign::Line("... Request Latency Statistics (Completed Requests)")],
        content: GUIDELLM,
    },
];

const GUIDELLM: Content =
    Content::Refused(Refusal::Unread("Open benchmarks.json, which `guidellm benchmark --output-path` writes"));

const GENAI_HEAD: &str = "Statistic avg min max p99 p90 p75";
const AIPERF_HEAD: &str = "Metric avg min max p99 p90 p50 std";

const GENAI_RUNS: Content = Content::Runs(Runs {
    rows: Rows::Reports(&[GENAI_HEAD, AIPERF_HEAD], GENAI),
    measures: GENAI_MEASURES,
    labels: labels![],
    mend: None,
});

/// Later versions capitalise the names and break long ones over two lines, of which the first has the values. A rate has no
/// percentiles, so that the rate of each user is told from that of all.
const GENAI: Lines = lines![
    ("latency", "Request latency (ms) {mean} {min} {max} {p99} {p90} {p75}"),
    ("latency", "Request Latency (ms) {mean} {min} {max} {p99} {p90} {p75}"),
    ("latency", "Request Latency (ms) {mean} {min} {max} {p99} {p90} {p50} {std}"),
    ("ttft", "Time to first token (ms) {mean} {min} {max} {p99} {p90} {p75}"),
    ("ttft", "Time To First Token (ms) {mean} {min} {max} {p99} {p90} {p75}"),
    ("ttft", "Time to First Token (ms) {mean} {min} {max} {p99} {p90} {p50} {std}"),
    ("itl", "Inter token latency (ms) {mean} {min} {max} {p99} {p90} {p75}"),
    ("itl", "Inter Token Latency (ms) {mean} ..."),
    ("output", "Output sequence length {mean} ..."),
    ("output", "Output Sequence Length (tokens) {mean} ..."),
    ("output", "Output Sequence {mean} {min} ..."),
    ("input", "Input sequence length {mean} ..."),
    ("input", "Input Sequence Length (tokens) {mean} ..."),
    ("input", "Input Sequence {mean} {min} ..."),
    ("output_rate", "Output token throughput (per sec) {v}"),
    ("output_rate", "Output Token Throughput (tokens/sec) {v} ..."),
    ("output_rate", "Output Token Throughput {v} N/A ..."),
    ("rate", "Request throughput (per sec) {v}"),
    ("rate", "Request Throughput (requests/sec) {v} ..."),
    ("rate", "Request Throughput (per sec) {v} ..."),
    ("rate", "Request Throughput {v} N/A ..."),
    ("count", "Request Count (requests) {v} ..."),
    ("count", "Request Count (count) {v} ..."),
];

const GENAI_MEASURES: Measures = measures![
    (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "latency/mean"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "latency/p50"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "latency/p90"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "latency/p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "count/v"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft/mean"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft/p50"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft/p99"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "itl/mean"),
    (Measure::Of(Role::InputTokens), Unit::One, "input/mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "output/mean"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_rate/v"),
];

const LABELS: Labels = labels![("request_rate", "asked/v|traffic/v")];

const SERVING: Lines = lines![
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

/// Of lines by these names, whichever of them a tool prints.
pub const SERVED: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "vus/v"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "mean/v"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "p50/v"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "p90/v"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "p95/v"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99/v"),
    (Measure::Of(Role::TotalRequests), Unit::One, "all/v"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "good/v"),
    (Measure::Of(Role::FailedRequests), Unit::One, "failed/v"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft/v"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft50/v"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft99/v"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "tpot/v"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_rate/v"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "total_rate/v"),
    (Measure::AllInputTokens, Unit::One, "input/v"),
    (Measure::AllOutputTokens, Unit::One, "output/v"),
    (Measure::Of(Role::Duration), Unit::Seconds, "time/v"),
    (Measure::Of(Role::Engine), Unit::One, "backend/v"),
];

const TRTLLM: Lines = lines![
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
    ("ttft50", "[TTFT] P50 {v}"),
    ("ttft99", "[TTFT] P99 {v}"),
];

const TRTLLM_MEASURES: Measures = measures![
    (Measure::Of(Role::BatchSize), Unit::One, "batch/v"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "mean/v"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "p50/v"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "p90/v"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "p95/v"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99/v"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "count/v"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft/v"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft50/v"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft99/v"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "tpot/v"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_rate/v"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "total_rate/v"),
    (Measure::Of(Role::InputTokens), Unit::One, "input/v"),
    (Measure::Of(Role::OutputTokens), Unit::One, "output/v"),
    (Measure::Of(Role::Duration), Unit::Milliseconds, "time/v"),
    (Measure::Of(Role::Model), Unit::One, "model/v"),
];

/// Tensor and pipeline parallelism make the GPUs; experts share them.
fn gpus(run: &mut Run, row: &Value, root: &Value) {
    run.set_text(Role::Engine, "TensorRT-LLM");
    let mut lines = root.get("lines").into_iter().flat_map(Value::items).filter_map(Value::text);
    if lines.any(|line| line.contains("MACHINE DETAILS"))
        && let Some((gpu, _)) = lines.find_map(|line| line.split_once(", memory "))
    {
        run.set_text(Role::HwType, gpu);
    }
    let size = |name: &str| match row.get(name).and_then(|line| line.get("v")) {
        Some(Value::Number(size)) => Some(*size),
        _ => None,
    };
    if let (Some(tensor), Some(pipeline)) = (size("tp"), size("pp")) {
        run.set(Measure::Of(Role::GpuCount), tensor * pipeline);
    }
}

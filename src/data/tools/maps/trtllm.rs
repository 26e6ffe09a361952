//! TensorRT-LLM: the JSON report of `trtllm-bench throughput|latency --report_json`, and what the benchmarks before it
//! print and write (`gptManagerBenchmark`, `gptSessionBenchmark`, `benchmark.py`).
//!
//! Source: NVIDIA/TensorRT-LLM, `tensorrt_llm/bench/dataclasses/reporting.py` (`get_statistics_dict`): times in ms by
//! their names, percentiles of them too, `world_size` GPUs. The concurrency that was asked for is not in the report:
//! `avg_num_concurrent_requests` is what was reached. `benchmarks/cpp/gptManagerBenchmark.cpp` (`report`, `writeOpMetricsToCsv`):
//! `total_latency(ms)` is the time of the whole test, `token_throughput` counts output tokens;
//! `benchmarks/cpp/gptSessionBenchmark.cpp` and `benchmarks/python/benchmark.py`: a line for each batch, and batches are
//! run one after the other.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "trtllm-bench",
        signs: signs![
            Sign::HasAny("performance/request_throughput_req_s|performance/avg_request_latency_ms"),
            Sign::HasAny("world_info|request_info|engine"),
        ],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: Some(engine) }),
    },
    Map {
        tool: "gptManagerBenchmark",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/seq_throughput(seq~1sec)"),
            Sign::Has("columns/avg_sequence_latency(ms)"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: MANAGER,
            labels: labels![],
            mend: Some(engine),
        }),
    },
    Map {
        tool: "gptManagerBenchmark",
        signs: signs![
            Sign::Line("[BENCHMARK] seq_throughput(seq/sec) {v}"),
            Sign::Line("[BENCHMARK] avg_sequence_latency(ms) {v}"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["[BENCHMARK] num_error_samples {v}", "[BENCHMARK] total_latency(ms) {v}"],
                lines![
                    ("count", "[BENCHMARK] num_samples {v}"),
                    ("failed", "[BENCHMARK] num_error_samples {v}"),
                    ("time", "[BENCHMARK] total_latency(ms) {v}"),
                    ("rate", "[BENCHMARK] seq_throughput(seq/sec) {v}"),
                    ("tokens", "[BENCHMARK] token_throughput(token/sec) {v}"),
                    ("mean", "[BENCHMARK] avg_sequence_latency(ms) {v}"),
                    ("p50", "[BENCHMARK] p50_sequence_latency(ms) {v}"),
                    ("p90", "[BENCHMARK] p90_sequence_latency(ms) {v}"),
                    ("p99", "[BENCHMARK] p99_sequence_latency(ms) {v}"),
                    ("ttft", "[BENCHMARK] avg_time_to_first_token(ms) {v}"),
                    ("itl", "[BENCHMARK] avg_inter_token_latency(ms) {v}"),
                ],
            ),
            measures: MANAGER,
            labels: labels![],
            mend: Some(engine),
        }),
    },
    Map {
        tool: "TensorRT-LLM's benchmark",
        signs: signs![Sign::Line("[BENCHMARK] ... batch_size {n} input_length {n} output_length {n} ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["[BENCHMARK] ... batch_size {n} ..."],
                lines![
                    ("b", "[BENCHMARK] ... batch_size {n} input_length {in} output_length {out} ..."),
                    ("gpus", "[BENCHMARK] ... world_size {v} ..."),
                    ("model", "[BENCHMARK] model_name {v} ..."),
                    ("rate", "[BENCHMARK] ... tokens_per_sec {v} ..."),
                    ("p95", "[BENCHMARK] ... percentile95(ms) {v} ..."),
                    ("p99", "[BENCHMARK] ... percentile99(ms) {v} ..."),
                    ("mean", "[BENCHMARK] ... latency(ms) {v} ..."),
                ],
            ),
            measures: measures![
                (Measure::Of(Role::Vus), Unit::One, "b/n"),
                (Measure::Of(Role::BatchSize), Unit::One, "b/n"),
                (Measure::Of(Role::InputTokens), Unit::One, "b/in"),
                (Measure::Of(Role::OutputTokens), Unit::One, "b/out"),
                (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "rate/v"),
                (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "mean/v"),
                (Measure::Of(Role::P95Latency), Unit::Milliseconds, "p95/v"),
                (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99/v"),
                (Measure::Of(Role::GpuCount), Unit::One, "gpus/v"),
                (Measure::Of(Role::Model), Unit::One, "model/v"),
            ],
            labels: labels![],
            mend: Some(batch),
        }),
    },
];

const MANAGER: Measures = measures![
    (Measure::Of(Role::Throughput), Unit::PerSecond, "seq_throughput(seq~1sec)|rate/v"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "token_throughput(token~1sec)|tokens/v"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "avg_sequence_latency(ms)|mean/v"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "p50_sequence_latency(ms)|p50/v"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "p90_sequence_latency(ms)|p90/v"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99_sequence_latency(ms)|p99/v"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "avg_time_to_first_token(ms)|ttft/v"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "avg_inter_token_latency(ms)|itl/v"),
    (Measure::Of(Role::TotalRequests), Unit::One, "num_samples|count/v"),
    (Measure::Of(Role::FailedRequests), Unit::One, "num_error_samples|failed/v"),
    (Measure::Of(Role::Duration), Unit::Milliseconds, "total_latency(ms)|time/v"),
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::BatchSize), Unit::One, "world_info/max_batch_size"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "performance/request_throughput_req_s"),
    (
        Measure::Of(Role::AvgLatency),
        Unit::Milliseconds,
        "performance/avg_request_latency_ms|performance/request_latency_percentiles_ms/average",
    ),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "performance/request_latency_percentiles_ms/p50"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "performance/request_latency_percentiles_ms/p90"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "performance/request_latency_percentiles_ms/p95"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "performance/request_latency_percentiles_ms/p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "request_info/num_requests"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "streaming_metrics/avg_ttft_ms"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "streaming_metrics/ttft_percentiles/p50"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "streaming_metrics/ttft_percentiles/p99"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "streaming_metrics/avg_tpot_ms"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "performance/system_output_throughput_tok_s"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "performance/system_total_throughput_tok_s"),
    (Measure::Of(Role::InputTokens), Unit::One, "request_info/avg_input_length"),
    (Measure::Of(Role::OutputTokens), Unit::One, "request_info/avg_output_length"),
    (Measure::Of(Role::Duration), Unit::Milliseconds, "performance/total_latency_ms"),
    (Measure::Of(Role::GpuCount), Unit::One, "world_info/world_size"),
    (Measure::Of(Role::HwType), Unit::One, "machine/name"),
    (Measure::Of(Role::Model), Unit::One, "engine/model|engine/model_path"),
];

const LABELS: Labels = labels![
    ("backend", "engine/backend"),
    ("version", "engine/version"),
    ("quantization", "engine/quantization"),
    ("kv_cache_dtype", "engine/kv_cache_dtype"),
    ("tp", "world_info/tp_size"),
    ("pp", "world_info/pp_size"),
    ("ep", "world_info/ep_size"),
];

fn engine(run: &mut Run, _row: &Value, _root: &Value) {
    run.set_text(Role::Engine, "TensorRT-LLM");
}

/// A batch is in flight until its last answer.
fn batch(run: &mut Run, row: &Value, root: &Value) {
    let rate = run.of(Role::Vus).zip(run.of(Role::AvgLatency)).map(|(batch, ms)| batch / ms * 1e3);
    run.complete(Role::Throughput, rate);
    engine(run, row, root);
}

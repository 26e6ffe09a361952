//! TensorRT-LLM: the JSON report of `trtllm-bench throughput|latency --report_json`.
//!
//! Source: NVIDIA/TensorRT-LLM, `tensorrt_llm/bench/dataclasses/reporting.py` (`get_statistics_dict`): times in ms by
//! their names, percentiles of them too, `world_size` GPUs. The concurrency that was asked for is not in the report:
//! `avg_num_concurrent_requests` is what was reached.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "trtllm-bench",
    signs: signs![
        Sign::HasAny("performance/request_throughput_req_s|performance/avg_request_latency_ms"),
        Sign::HasAny("world_info|request_info|engine"),
    ],
    content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: Some(engine) }),
}];

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

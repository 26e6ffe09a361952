//! SGLang: `python -m sglang.bench_serving --output-file`, a run a line, appended.
//!
//! Source: sgl-project/sglang, `python/sglang/bench_serving.py` (`mean_e2e_latency_ms`; early versions have neither
//! `request_throughput` nor a mean of the time to the first token). `max_concurrency` null is an open load.

use super::vllm::load;
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Measured, Rows, Runs, Sign};

pub const MAPS: &[Map] = &[
    Map {
        tool: "SGLang bench_serving",
        signs: &[Sign::HasAny(&["0/mean_e2e_latency_ms", "0/median_e2e_latency_ms"]), Sign::Has("0/completed")],
        content: Content::Runs(Runs { rows: Rows::Each(""), measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "SGLang bench_serving",
        signs: &[Sign::HasAny(&["mean_e2e_latency_ms", "median_e2e_latency_ms"]), Sign::Has("completed")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
];

const MEASURES: &[Measured] = &[
    (Measure::Of(Role::Vus), Unit::One, &["max_concurrency"]),
    (Measure::Of(Role::Throughput), Unit::PerSecond, &["request_throughput"]),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, &["mean_e2e_latency_ms"]),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, &["median_e2e_latency_ms"]),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, &["p90_e2e_latency_ms"]),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, &["p95_e2e_latency_ms"]),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, &["p99_e2e_latency_ms"]),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, &["completed"]),
    (Measure::Of(Role::TotalRequests), Unit::One, &["num_prompts"]),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, &["mean_ttft_ms"]),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, &["median_ttft_ms"]),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, &["p99_ttft_ms"]),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, &["mean_tpot_ms", "mean_itl_ms"]),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, &["output_throughput"]),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, &["total_throughput"]),
    (Measure::AllInputTokens, Unit::One, &["total_input_tokens"]),
    (Measure::AllOutputTokens, Unit::One, &["total_output_tokens"]),
    (Measure::Of(Role::Duration), Unit::Seconds, &["duration"]),
    (Measure::Of(Role::Engine), Unit::One, &["backend"]),
    (Measure::Of(Role::Model), Unit::One, &["model_id", "model", "server_info/model_path"]),
];

const LABELS: &[(&str, &[&str])] = &[
    ("request_rate", &["request_rate"]),
    ("dataset_name", &["dataset_name"]),
    ("random_input_len", &["random_input_len"]),
    ("random_output_len", &["random_output_len"]),
    ("tag", &["tag"]),
    ("tp", &["server_info/tp_size"]),
];

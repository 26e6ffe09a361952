//! SGLang: `python -m sglang.bench_serving --output-file`, a run a line, appended.
//!
//! Source: sgl-project/sglang, `python/sglang/bench_serving.py` (`mean_e2e_latency_ms`; early versions have neither
//! `request_throughput` nor a mean of the time to the first token). `max_concurrency` null is an open load. Beside it
//! `bench_one_batch.py`, `bench_one_batch_server.py` (seconds, rounded) and `bench_offline_throughput.py` (no latency).

use super::vllm::load;
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Measured, Rows, Runs, Sign};

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
    Map {
        tool: "SGLang bench_serving",
        signs: &[
            Sign::Is(Format::Csv),
            Sign::HasAny(&["columns/mean_e2e_latency_ms", "columns/median_e2e_latency_ms"]),
            Sign::Has("columns/completed"),
        ],
        content: Content::Runs(Runs { rows: Rows::Each("rows"), measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "SGLang bench_one_batch",
        signs: &[
            Sign::Has("batch_size"),
            Sign::Has("overall_throughput"),
            Sign::HasAny(&["total_latency", "latency"]),
            Sign::Has("output_len"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::OneOrEach,
            measures: ONE_BATCH,
            labels: &[("run_name", &["run_name"])],
            mend: None,
        }),
    },
    Map {
        tool: "SGLang bench_offline_throughput",
        signs: &[Sign::Has("successful_requests"), Sign::Has("total_latency"), Sign::Has("request_throughput")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: OFFLINE, labels: &[], mend: None }),
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
    (Measure::Of(Role::TtftP90), Unit::Milliseconds, &["p90_ttft_ms"]),
    (Measure::Of(Role::TtftP95), Unit::Milliseconds, &["p95_ttft_ms"]),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, &["p99_ttft_ms"]),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, &["mean_tpot_ms"]),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, &["median_tpot_ms", "p50_tpot_ms"]),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, &["p90_tpot_ms"]),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, &["p95_tpot_ms"]),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, &["p99_tpot_ms"]),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, &["mean_itl_ms"]),
    (Measure::Of(Role::ItlP50), Unit::Milliseconds, &["median_itl_ms", "p50_itl_ms"]),
    (Measure::Of(Role::ItlP95), Unit::Milliseconds, &["p95_itl_ms"]),
    (Measure::Of(Role::ItlP99), Unit::Milliseconds, &["p99_itl_ms"]),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, &["output_throughput"]),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, &["total_throughput"]),
    (Measure::AllInputTokens, Unit::One, &["total_input_tokens"]),
    (Measure::AllOutputTokens, Unit::One, &["total_output_tokens"]),
    (Measure::Of(Role::Duration), Unit::Seconds, &["duration"]),
    (Measure::Of(Role::Engine), Unit::One, &["backend"]),
    (Measure::Of(Role::Model), Unit::One, &["model_id", "model", "server_info/model_path"]),
];

/// One batch, all of whose answers are ready together. The throughput of its phases is none of the whole run.
const ONE_BATCH: &[Measured] = &[
    (Measure::Of(Role::Vus), Unit::One, &["batch_size"]),
    (Measure::Of(Role::BatchSize), Unit::One, &["batch_size"]),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, &["total_latency", "latency"]),
    (Measure::Of(Role::TtftMean), Unit::Seconds, &["ttft", "prefill_latency"]),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, &["overall_throughput"]),
    (Measure::Of(Role::InputTokens), Unit::One, &["input_len"]),
    (Measure::Of(Role::OutputTokens), Unit::One, &["output_len"]),
];

const OFFLINE: &[Measured] = &[
    (Measure::Of(Role::Throughput), Unit::PerSecond, &["request_throughput"]),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, &["successful_requests"]),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, &["output_throughput"]),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, &["total_throughput"]),
    (Measure::AllInputTokens, Unit::One, &["total_input_tokens"]),
    (Measure::AllOutputTokens, Unit::One, &["total_output_tokens"]),
    (Measure::Of(Role::Duration), Unit::Seconds, &["total_latency"]),
];

const LABELS: &[(&str, &[&str])] = &[
    ("request_rate", &["request_rate"]),
    ("dataset_name", &["dataset_name"]),
    ("random_input_len", &["random_input_len"]),
    ("random_output_len", &["random_output_len"]),
    ("tag", &["tag"]),
    ("tp", &["server_info/tp_size"]),
];

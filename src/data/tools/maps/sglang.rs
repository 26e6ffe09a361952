//! SGLang: `python -m sglang.bench_serving --output-file`, a run a line, appended.
//!
//! Source: sgl-project/sglang, `python/sglang/bench_serving.py` (`mean_e2e_latency_ms`; early versions have neither
//! `request_throughput` nor a mean of the time to the first token). `max_concurrency` null is an open load. Beside it
//! `bench_one_batch.py`, `bench_one_batch_server.py` (seconds, rounded) and `bench_offline_throughput.py` (no latency).

use super::vllm::{MEASURES, load};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "SGLang bench_serving",
        signs: signs![Sign::HasAny("0/mean_e2e_latency_ms|0/median_e2e_latency_ms"), Sign::Has("0/completed")],
        content: Content::Runs(Runs { rows: Rows::Each(""), measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "SGLang bench_serving",
        signs: signs![Sign::HasAny("mean_e2e_latency_ms|median_e2e_latency_ms"), Sign::Has("completed")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "SGLang bench_serving",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/mean_e2e_latency_ms|columns/median_e2e_latency_ms"),
            Sign::Has("columns/completed"),
        ],
        content: Content::Runs(Runs { rows: Rows::Each("rows"), measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "SGLang bench_one_batch",
        signs: signs![
            Sign::Has("batch_size"),
            Sign::Has("overall_throughput"),
            Sign::HasAny("total_latency|latency"),
            Sign::Has("output_len"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::OneOrEach,
            measures: ONE_BATCH,
            labels: labels![("run_name", "run_name")],
            mend: None,
        }),
    },
    Map {
        tool: "SGLang bench_offline_throughput",
        signs: signs![Sign::Has("successful_requests"), Sign::Has("total_latency"), Sign::Has("request_throughput")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: OFFLINE, labels: labels![], mend: None }),
    },
];

/// One batch, all of whose answers are ready together. The throughput of its phases is none of the whole run.
const ONE_BATCH: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "batch_size"),
    (Measure::Of(Role::BatchSize), Unit::One, "batch_size"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "total_latency|latency"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "ttft|prefill_latency"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "overall_throughput"),
    (Measure::Of(Role::InputTokens), Unit::One, "input_len"),
    (Measure::Of(Role::OutputTokens), Unit::One, "output_len"),
];

const OFFLINE: Measures = measures![
    (Measure::Of(Role::Throughput), Unit::PerSecond, "request_throughput"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "successful_requests"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_throughput"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "total_throughput"),
    (Measure::AllInputTokens, Unit::One, "total_input_tokens"),
    (Measure::AllOutputTokens, Unit::One, "total_output_tokens"),
    (Measure::Of(Role::Duration), Unit::Seconds, "total_latency"),
];

const LABELS: Labels = labels![
    ("request_rate", "request_rate"),
    ("dataset_name", "dataset_name"),
    ("random_input_len", "random_input_len"),
    ("random_output_len", "random_output_len"),
    ("tag", "tag"),
    ("tp", "server_info/tp_size"),
];

//! LLMPerf: `*_summary.json` and `*_individual_responses.json` of `token_benchmark_ray.py`.
//!
//! Source: ray-project/llmperf, `token_benchmark_ray.py` and `src/llmperf/common_metrics.py`: times in seconds by their
//! names, `num_completed_requests_per_min`, of good requests alone; `number_errors` and `num_requests_started` beside.
//! `mean_input_tokens` and `mean_output_tokens` without `results_` are what was asked for.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "LLMPerf",
        signs: signs![Sign::HasAny(
            "results_num_completed_requests_per_min|results_end_to_end_latency_s_mean|results_mean_output_throughput_token_per_s",
        )],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: None }),
    },
    Map {
        tool: "LLMPerf",
        signs: signs![Sign::HasAny("0/end_to_end_latency_s"), Sign::HasAny("0/ttft_s|0/error_code")],
        content: Content::Refused(Refusal::RawRequests("the file whose name ends in _summary.json, beside it,")),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "num_concurrent_requests"),
    (Measure::Of(Role::Throughput), Unit::PerMinute, "results_num_completed_requests_per_min"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "results_end_to_end_latency_s_mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "results_end_to_end_latency_s_quantiles_p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "results_end_to_end_latency_s_quantiles_p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "results_end_to_end_latency_s_quantiles_p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "results_end_to_end_latency_s_quantiles_p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "results_num_completed_requests"),
    (Measure::Of(Role::FailedRequests), Unit::One, "results_number_errors"),
    (Measure::Of(Role::FailedRequests), Unit::Share, "results_error_rate"),
    (Measure::Of(Role::TotalRequests), Unit::One, "results_num_requests_started"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "results_ttft_s_mean"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "results_ttft_s_quantiles_p50"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "results_ttft_s_quantiles_p99"),
    (Measure::Of(Role::ItlMean), Unit::Seconds, "results_inter_token_latency_s_mean"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "results_mean_output_throughput_token_per_s"),
    (Measure::Of(Role::InputTokens), Unit::One, "results_number_input_tokens_mean|mean_input_tokens"),
    (Measure::Of(Role::OutputTokens), Unit::One, "results_number_output_tokens_mean|mean_output_tokens"),
    (Measure::Of(Role::Model), Unit::One, "model"),
];

const LABELS: Labels = labels![("name", "name")];

//! Names of measures of language models, parts joined by `_`.

use super::role::Role;
use super::unit::Unit;

/// What measures tokens of a request, without statistic and unit.
pub const FIRST_TOKEN: &[&str] = &[
    "ttft",
    "time_to_first_token",
    "time_to_first_tok",
    "first_token_latency",
    "first_token_time",
    "first_token",
    "ttft_latency",
];

/// What measures the time per further token, the surer first.
pub const NEXT_TOKENS: &[&str] =
    &["tpot", "time_per_output_token", "time_per_token", "per_token_latency", "latency_per_token"];

/// What measures the gap between two chunks of an answer: not the time per token where a chunk holds several.
pub const GAPS: &[&str] = &[
    "itl",
    "inter_token_latency",
    "intertoken_latency",
    "inter_tok_latency",
    "inter_token",
    "time_between_tokens",
    "tbt",
];

/// Words that tell a measured number of tokens from one asked for.
pub const REACHED: [&str; 9] =
    ["avg", "mean", "average", "actual", "measured", "observed", "reached", "achieved", "successful"];

/// A time that is of a whole request where a time to the first token stands beside it, and of the test elsewhere.
pub const TIMES_OF_REQUESTS: &[&str] = &["total_time", "generation_time", "total_generation_time", "completion_time"];

/// Tokens per second, of the output where a time to the first token stands beside it; those of all requests first.
pub const TOKEN_RATES: &[&str] = &[
    "agg_tok_s",
    "aggregate_tok_s",
    "aggregated_tok_s",
    "agg_tps",
    "aggregate_tps",
    "aggregated_tps",
    "system_tps",
    "tok_s",
    "tok_throughput",
    "throughput_tok_s",
    "tok_throughput_tok_s",
    "tps",
];

/// Names in words that mean the same ([`super::known_words::SAME`]), joined by `_`; of several columns for one role the
/// earlier wins.
pub const CANONICAL_TOKENS: &[(Role, Unit, &[&str])] = &[
    (
        Role::InputTokens,
        Unit::One,
        &["in_tok", "in_tok_count", "in_tok_req", "tok_in", "in_seq_len", "in_sequence_len", "in_tok_len"],
    ),
    (
        Role::OutputTokens,
        Unit::One,
        &["out_tok", "out_tok_count", "out_tok_req", "tok_out", "out_seq_len", "out_sequence_len", "out_tok_len"],
    ),
    (Role::InputTokens, Unit::OfAll, &["total_in_tok"]),
    (Role::OutputTokens, Unit::OfAll, &["total_out_tok"]),
    (Role::AskedInputTokens, Unit::One, ASKED_INPUT),
    (Role::AskedOutputTokens, Unit::One, ASKED_OUTPUT),
    (
        Role::AskedRate,
        Unit::PerSecond,
        &[
            "req_rate",
            "req_rate_req_s",
            "asked_rate",
            "asked_req_s",
            "target_rate",
            "target_qps",
            "target_rps",
            "rate_qps",
            "rate_rps",
            "offered_rate",
            "offered_load",
            "arrival_rate",
            "target_req_rate",
            "target_req_s",
            "req_rate_target",
        ],
    ),
    (Role::OutputTokenRate, Unit::PerGpuSecond, &["out_throughput_gpu", "out_tok_s_gpu", "out_tok_throughput_gpu"]),
    (
        Role::TotalTokenRate,
        Unit::PerGpuSecond,
        &[
            "throughput_gpu",
            "total_throughput_gpu",
            "total_tok_s_gpu",
            "total_tok_throughput_gpu",
            "throughput_gpu_tok_s",
            "tok_s_gpu",
            "tok_throughput_gpu",
        ],
    ),
    (Role::InputTokenRate, Unit::PerGpuSecond, &["in_throughput_gpu", "in_tok_s_gpu", "in_tok_throughput_gpu"]),
    (
        Role::InputTokenRate,
        Unit::PerSecond,
        &[
            "in_tok_s",
            "in_tok_throughput",
            "in_throughput",
            "in_tok_throughput_tok_s",
            "in_throughput_tok_s",
            "in_tok_rate",
            "in_tps",
            "tok_in_s",
        ],
    ),
    (
        Role::OutputTokenRate,
        Unit::PerSecond,
        &[
            "out_tok_s",
            "out_tok_throughput",
            "out_throughput",
            "out_tok_throughput_tok_s",
            "out_throughput_tok_s",
            "out_tok_throughput_s",
            "throughput_out_tok_s",
            "out_tok_rate",
            "out_tps",
            "tok_out_s",
        ],
    ),
    (
        Role::TotalTokenRate,
        Unit::PerSecond,
        &[
            "total_tok_s",
            "total_tok_throughput",
            "total_tok_throughput_tok_s",
            "total_throughput_tok_s",
            "total_tps",
            "total_tok_rate",
            "tok_total_s",
        ],
    ),
];

/// Input tokens asked for.
const ASKED_INPUT: &[&str] = &[
    "isl",
    "in_len",
    "random_in_len",
    "target_in_tok",
    "target_in_len",
    "asked_in_tok",
    "requested_in_tok",
    "synthetic_in_tok",
    "sonnet_in_len",
    "random_in",
    "max_in_len",
];

/// Output tokens asked for.
const ASKED_OUTPUT: &[&str] = &[
    "osl",
    "out_len",
    "random_out_len",
    "target_out_tok",
    "target_out_len",
    "asked_out_tok",
    "requested_out_tok",
    "sharegpt_out_len",
    "sonnet_out_len",
    "hf_out_len",
    "custom_out_len",
    "random_out",
    "max_new_tok",
    "max_out_tok",
    "max_tok",
    "max_out_len",
];

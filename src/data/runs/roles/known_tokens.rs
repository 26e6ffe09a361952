//! Names of measures of language models, parts joined by `_`.

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

/// What measures the further tokens, the surer first.
pub const NEXT_TOKENS: &[&str] = &[
    "tpot",
    "time_per_output_token",
    "time_per_token",
    "per_token_latency",
    "latency_per_token",
    "itl",
    "inter_token_latency",
    "intertoken_latency",
    "inter_tok_latency",
    "inter_token",
    "time_between_tokens",
    "tbt",
];

/// A time that is of a whole request where a time to the first token stands beside it, and of the test elsewhere.
pub const TIMES_OF_REQUESTS: &[&str] = &["total_time", "generation_time", "total_generation_time", "completion_time"];

/// Tokens per second, of the output where a time to the first token stands beside it.
pub const TOKEN_RATES: &[&str] = &["tok_s", "tok_throughput", "throughput_tok_s", "tok_throughput_tok_s", "tps"];

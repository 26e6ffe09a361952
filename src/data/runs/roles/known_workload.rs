//! Names of columns that say what is asked of the server: data sets, and patterns of requests.
//!
//! Numbers of tokens asked for are roles ([`super::known_words`]). Sources: vLLM and SGLang `benchmark_serving`
//! (`--dataset-name`, `--random-prefix-len`, `--prefix-repetition-*`, `--random-range-ratio`), AIPerf
//! (`conversation-turn-mean`, `prefix-prompt-length`), GuideLLM (`data`), InferenceX (`scenario_type`), FMBench (`payload_file`).

/// Names of data sets and of uses; the value alone tells.
pub const DATA: [&str; 18] = [
    "dataset",
    "dataset_name",
    "dataset_path",
    "dataset_id",
    "dataset_type",
    "data_set",
    "workload",
    "workload_name",
    "workload_type",
    "use_case",
    "usecase",
    "traffic_profile",
    "scenario_type",
    "prompt_set",
    "hf_subset",
    "trace_name",
    "payload_file",
    "payload",
];

/// Those of [`DATA`] that name a file of prompts: it says all that is asked, whatever tokens come back.
pub const FILES: [&str; 4] = ["payload_file", "payload", "prompt_set", "trace_name"];

/// Data sets whose own numbers of tokens asked for say nothing of others: `random_input_len` beside `sharegpt`.
pub const OWN_TOKENS: [&str; 5] = ["random", "sharegpt", "sonnet", "hf", "custom"];

/// Names of patterns; the value needs the name.
pub const PATTERNS: [&str; 26] = [
    "turns",
    "num_turns",
    "max_turns",
    "n_turns",
    "conversation_turns",
    "turns_per_conversation",
    "conversation_turn_mean",
    "prefix_len",
    "prefix_length",
    "prefix_tokens",
    "random_prefix_len",
    "shared_prefix",
    "shared_prefix_len",
    "shared_prefix_length",
    "shared_prefix_tokens",
    "prefix_prompt_length",
    "prefix_share",
    "prefix_ratio",
    "shared_prefix_ratio",
    "shared_prefix_share",
    "cache_share",
    "cached_share",
    "cached_ratio",
    "prefix_repetition_prefix_len",
    "random_range_ratio",
    "range_ratio",
];

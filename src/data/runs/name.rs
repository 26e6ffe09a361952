//! Names of the columns that the notebooks' load tests wrote.

use crate::text::unique_name::Suffix;

/// Virtual users: requests in flight at any time.
pub const VUS: &str = "vus";
/// Largest batch that the server forms.
pub const BATCH_SIZE: &str = "batch_size";
/// Mean latency as the client saw it, ms.
pub const AVG_LATENCY_MS: &str = "avg_latency_ms";
/// 95th percentile of latency, ms.
pub const P95_LATENCY_MS: &str = "p95_latency_ms";
/// Requests finished per second.
pub const THROUGHPUT: &str = "throughput_req_per_sec";
/// $ per 1 billion requests.
pub const COST: &str = "1B_cost";
/// $ per 1 billion successful requests, where failed ones are counted as answered.
pub const SUCCESSFUL_COST: &str = "1B_successful_cost";
/// Hardware.
pub const HW_TYPE: &str = "hw_type";
/// Container image.
pub const IMAGE: &str = "image";
/// Inference engine.
pub const ENGINE: &str = "engine";
/// Cloud.
pub const VENDOR: &str = "vendor";
/// Requests sent.
pub const TOTAL_REQUESTS: &str = "total_requests";
/// Requests answered well.
pub const SUCCESSFUL_REQUESTS: &str = "successful_requests";

// Only some tables have these.

/// Responses of a run that were no valid embedding.
pub const INVALID_EMBEDDINGS: &str = "invalid_embeddings";
/// Mean length of the embeddings of a run.
pub const AVG_EMBEDDING_SIZE: &str = "avg_embedding_size";
/// Share of right answers of a run, %.
pub const ACCURACY_PERCENTAGE: &str = "accuracy_percentage";
/// Price of the hardware, $ per second.
pub const COST_PER_SEC: &str = "cost_per_sec";
/// How long a run took, s.
pub const TEST_DURATION_SEC: &str = "test_duration_sec";
/// What 1 billion requests take, s.
pub const SECONDS_PER_BILLION: &str = "seconds_per_billion";

/// Numbers of vectors that the embeddings of a run had.
pub const NUM_VECTORS: [&str; 3] = ["avg_num_vectors", "min_num_vectors", "max_num_vectors"];

/// Whether the notebooks' tables call a column so.
#[must_use]
pub fn is_of_notebooks(name: &str) -> bool {
    const NAMES: [&str; 18] = [
        VUS,
        BATCH_SIZE,
        AVG_LATENCY_MS,
        P95_LATENCY_MS,
        THROUGHPUT,
        COST,
        HW_TYPE,
        IMAGE,
        ENGINE,
        VENDOR,
        TOTAL_REQUESTS,
        SUCCESSFUL_REQUESTS,
        INVALID_EMBEDDINGS,
        AVG_EMBEDDING_SIZE,
        ACCURACY_PERCENTAGE,
        COST_PER_SEC,
        TEST_DURATION_SEC,
        SECONDS_PER_BILLION,
    ];
    NAMES.contains(&name) || NUM_VECTORS.contains(&name)
}

/// The last part of a name, in lower case (of ASCII, as all names that are looked for), words joined by `_`.
#[must_use]
pub fn plain(name: &str) -> String {
    let last = name.rsplit('.').next().unwrap_or(name);
    let words = last.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// The titles of several tables of one file, each of which is a configuration.
pub const TABLE_TITLE: &str = "table title";

/// Added to the name of a derived column until no other column has it.
pub const DERIVED_WORDS: &str = " (derived)";
/// [`DERIVED_WORDS`], for unique names.
pub const DERIVED: Suffix = Suffix::Words(DERIVED_WORDS);

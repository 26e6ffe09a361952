//! FMBench: `all_metrics_summary.csv`, `summary_metrics…csv` with or without prices, `all_metrics.csv`, raw and prices.
//!
//! Source: aws-samples/foundation-model-benchmarking-tool, `src/fmbench/3_run_inference.ipynb` and
//! `4_model_metric_analysis.ipynb`: latencies in seconds, `transactions_per_minute` of good requests as a whole number
//! (0 where fewer than one a minute were), `error_rate` a share, `price_per_txn` in $ for a request, `price_per_hour` in
//! $ for an hour of the instance.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "FMBench",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/transactions_per_minute|columns/transactions_per_second"),
            Sign::Has("columns/latency_mean"),
            Sign::HasAny("columns/experiment_name|columns/payload_file"),
        ],
        content: Content::Runs(Runs { rows: Rows::Each("rows"), measures: MEASURES, labels: LABELS, mend: None }),
    },
    Map {
        tool: "FMBench",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/completion_tokens"),
            Sign::Has("columns/prompt_tokens"),
            Sign::Has("columns/latency"),
            Sign::HasAny("columns/experiment_name|columns/endpoint_name|columns/concurrency"),
            Sign::Lacks("columns/transactions_per_minute"),
        ],
        content: Content::Refused(Refusal::RawRequests("all_metrics_summary.csv, which lies beside it,")),
    },
    Map {
        tool: "FMBench",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/instance_type"),
            Sign::HasAny("columns/price_per_hour|columns/price-per-hour"),
            // Nothing but the two: a table of results may have a price too.
            Sign::Lacks("columns/2"),
        ],
        content: Content::Refused(Refusal::Prices),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "concurrency"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "transactions_per_second"),
    (Measure::Of(Role::Throughput), Unit::PerMinute, "transactions_per_minute"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "latency_mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "latency_p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "latency_p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "latency_p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "latency_p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "successes"),
    (Measure::Of(Role::FailedRequests), Unit::Share, "error_rate"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "TTFT_mean|ttft_mean"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "TTFT_p50|ttft_p50"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "TTFT_p99|ttft_p99"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "TPOT_mean|tpot_mean"),
    (Measure::Of(Role::InputTokens), Unit::One, "prompt_token_count_mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "completion_token_count_mean"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "completion_token_throughput"),
    (Measure::Of(Role::Price), Unit::PerHour, "price_per_hour"),
    (Measure::Of(Role::Cost), Unit::PerRequest, "price_per_txn|cost_per_txn"),
    (Measure::Of(Role::HwType), Unit::One, "instance_type"),
    (Measure::Of(Role::Model), Unit::One, "ModelName|model_name"),
];

const LABELS: Labels = labels![
    ("experiment_name", "experiment_name"),
    ("payload_file", "payload_file"),
    ("instance_count", "instance_count")
];

//! GuideLLM's `benchmarks.json`, 0.2 to 0.5.
//!
//! Source: vllm-project/guidellm, `src/guidellm/benchmark/output.py` and `schemas` (`benchmarks[*].metrics.<measure>.
//! <status>.{mean, median, percentiles}`): latencies of requests in seconds, of tokens in ms by their names. Of the
//! statuses `successful` alone is measured: `total` mixes in the time-outs of failed requests. 0.2 and 0.3 have the
//! counts beside the metrics and the model under `worker`, later ones under `metrics` and `config`.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "GuideLLM",
    signs: signs![
        Sign::Is(Format::Json),
        Sign::HasAny("benchmarks/0/metrics/request_latency|benchmarks/0/metrics/requests_per_second"),
    ],
    content: Content::Runs(Runs {
        rows: Rows::Each("benchmarks"),
        measures: MEASURES,
        labels: labels![
            ("strategy", "config/strategy/type_|args/strategy/type_"),
            ("rate", "config/strategy/rate|args/strategy/rate"),
        ],
        mend: Some(asked_rate),
    }),
}];

const MEASURES: Measures = measures![
    (
        Measure::Of(Role::Vus),
        Unit::One,
        "config/strategy/streams|args/strategy/streams|config/strategy/max_concurrency|args/strategy/max_concurrency|metrics/request_concurrency/successful/mean",
    ),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "metrics/requests_per_second/successful/mean"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "metrics/request_latency/successful/mean"),
    (
        Measure::Of(Role::P50Latency),
        Unit::Seconds,
        "metrics/request_latency/successful/median|metrics/request_latency/successful/percentiles/p50",
    ),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "metrics/request_latency/successful/percentiles/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "metrics/request_latency/successful/percentiles/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "metrics/request_latency/successful/percentiles/p99"),
    (
        Measure::Of(Role::SuccessfulRequests),
        Unit::One,
        "metrics/request_totals/successful|request_totals/successful|run_stats/requests_made/successful",
    ),
    (
        Measure::Of(Role::FailedRequests),
        Unit::One,
        "metrics/request_totals/errored|request_totals/errored|run_stats/requests_made/errored",
    ),
    (
        Measure::Of(Role::TotalRequests),
        Unit::One,
        "metrics/request_totals/total|request_totals/total|run_stats/requests_made/total",
    ),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/mean"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/median"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/percentiles/p99"),
    (Measure::Of(Role::TtftP90), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/percentiles/p90"),
    (Measure::Of(Role::TtftP95), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/percentiles/p95"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/mean"),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/median"),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/percentiles/p90"),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/percentiles/p95"),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/percentiles/p99"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/mean"),
    (Measure::Of(Role::ItlP50), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/median"),
    (Measure::Of(Role::ItlP95), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/percentiles/p95"),
    (Measure::Of(Role::ItlP99), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/percentiles/p99"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "metrics/output_tokens_per_second/successful/mean"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "metrics/tokens_per_second/successful/mean"),
    (Measure::Of(Role::InputTokens), Unit::One, "metrics/prompt_token_count/successful/mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "metrics/output_token_count/successful/mean"),
    (Measure::Of(Role::Duration), Unit::Seconds, "duration"),
    (
        Measure::Of(Role::Model),
        Unit::One,
        "config/backend/model|worker/backend_model|benchmarker/backend/model|^/args/model",
    ),
];

/// A rate is asked for where the strategy sends at one; that of others is a number of streams.
fn asked_rate(run: &mut Run, _row: &Value, _root: &Value) {
    let open = ["constant", "poisson", "async"];
    if run.labelled("strategy").is_some_and(|strategy| open.contains(&strategy)) {
        let rate = run.labelled("rate").and_then(|rate| rate.parse().ok());
        run.complete(Role::AskedRate, rate);
    }
    run.labels.retain(|(name, _)| name != "rate");
}

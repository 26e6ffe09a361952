//! genai-bench (SGLang's): the JSON of an experiment at one load.
//!
//! Source: sgl-project/genai-bench, `genai_bench/metrics/metrics.py` (`AggregatedMetrics`: times in seconds, or in what `_time_unit` says, `stats` over the
//! requests that were answered; `requests_per_second` of these) and `genai_bench/metrics/aggregated_metrics_collector.py`.
//! `individual_request_metrics` beside them are the requests.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "genai-bench",
    signs: signs![
        Sign::Has("aggregated_metrics/stats/e2e_latency"),
        Sign::Has("aggregated_metrics/requests_per_second")
    ],
    content: Content::Runs(Runs {
        rows: Rows::Only("", |_, name| name == "aggregated_metrics"),
        measures: measures![
            (Measure::Of(Role::Vus), Unit::One, "num_concurrency"),
            (Measure::Of(Role::Throughput), Unit::PerSecond, "requests_per_second"),
            (Measure::Of(Role::AvgLatency), Unit::Seconds, "stats/e2e_latency/mean"),
            (Measure::Of(Role::P50Latency), Unit::Seconds, "stats/e2e_latency/p50"),
            (Measure::Of(Role::P90Latency), Unit::Seconds, "stats/e2e_latency/p90"),
            (Measure::Of(Role::P95Latency), Unit::Seconds, "stats/e2e_latency/p95"),
            (Measure::Of(Role::P99Latency), Unit::Seconds, "stats/e2e_latency/p99"),
            (Measure::Of(Role::TotalRequests), Unit::One, "num_requests"),
            (Measure::Of(Role::SuccessfulRequests), Unit::One, "num_completed_requests"),
            (Measure::Of(Role::FailedRequests), Unit::One, "num_error_requests"),
            (Measure::Of(Role::TtftMean), Unit::Seconds, "stats/ttft/mean"),
            (Measure::Of(Role::TtftP50), Unit::Seconds, "stats/ttft/p50"),
            (Measure::Of(Role::TtftP99), Unit::Seconds, "stats/ttft/p99"),
            (Measure::Of(Role::TpotMean), Unit::Seconds, "stats/tpot/mean"),
            (Measure::Of(Role::InputTokens), Unit::One, "stats/num_input_tokens/mean"),
            (Measure::Of(Role::OutputTokens), Unit::One, "stats/num_output_tokens/mean"),
            (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "mean_output_throughput_tokens_per_s"),
            (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "mean_total_tokens_throughput_tokens_per_s"),
            (Measure::Of(Role::Duration), Unit::Seconds, "run_duration"),
        ],
        labels: labels![("scenario", "scenario")],
        mend: Some(unit),
    }),
}];

fn unit(run: &mut Run, _row: &Value, root: &Value) {
    run.labels.retain(|(name, _)| name == "scenario");
    if find(root, "_time_unit").and_then(Value::text) != Some("ms") {
        return;
    }
    for role in Role::LATENCIES.into_iter().chain(Role::TOKEN_TIMES) {
        if let Some(taken_as_seconds) = run.of(role) {
            run.set(Measure::Of(role), taken_as_seconds / 1e3);
        }
    }
}

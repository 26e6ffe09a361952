//! inference-perf: `stage_N_lifecycle_metrics.json`, `summary_lifecycle_metrics.json`, raw and server-side reports.
//!
//! Source: kubernetes-sigs/inference-perf, `inference_perf/reportgen/base.py` (`summarize_requests`: all times in
//! seconds, rates are successes over the time from the first start to the last end; `load_summary.achieved_rate` is the
//! rate of sending and no result; `concurrency` is there for a closed load alone). `prompt_len` became `prompt_tokens`.
//! The summary pools all stages, and has no `send_duration`.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "inference-perf",
        signs: signs![Sign::Has("load_summary"), Sign::Has("successes/latency"), Sign::Has("failures")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(pool) }),
    },
    Map {
        tool: "inference-perf",
        signs: signs![Sign::Has("load_summary"), Sign::Has("successes/rate"), Sign::Has("successes/request_latency")],
        content: Content::Refused(Refusal::Unread(
            "It holds what the server counted, over all its clients. Open summary_lifecycle_metrics.json, or the \
             stage_…_lifecycle_metrics.json beside it",
        )),
    },
    Map {
        tool: "inference-perf",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("0/start_time"),
            Sign::Has("0/end_time"),
            Sign::HasAny("0/info|0/request|0/computed_metrics"),
        ],
        content: Content::Refused(Refusal::RawRequests("summary_lifecycle_metrics.json, which lies beside it,")),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "load_summary/concurrency"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "successes/throughput/requests_per_sec"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "successes/latency/request_latency/mean"),
    (
        Measure::Of(Role::P50Latency),
        Unit::Seconds,
        "successes/latency/request_latency/median|successes/latency/request_latency/p50",
    ),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "successes/latency/request_latency/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "successes/latency/request_latency/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "successes/latency/request_latency/p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "successes/count"),
    (Measure::Of(Role::FailedRequests), Unit::One, "failures/count"),
    (Measure::Of(Role::TotalRequests), Unit::One, "load_summary/count"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "successes/latency/time_to_first_token/mean"),
    (
        Measure::Of(Role::TtftP50),
        Unit::Seconds,
        "successes/latency/time_to_first_token/median|successes/latency/time_to_first_token/p50",
    ),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "successes/latency/time_to_first_token/p99"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "successes/latency/time_per_output_token/mean"),
    (Measure::Of(Role::TpotP50), Unit::Seconds, "successes/latency/time_per_output_token/median"),
    (Measure::Of(Role::TpotP90), Unit::Seconds, "successes/latency/time_per_output_token/p90"),
    (Measure::Of(Role::TpotP95), Unit::Seconds, "successes/latency/time_per_output_token/p95"),
    (Measure::Of(Role::TpotP99), Unit::Seconds, "successes/latency/time_per_output_token/p99"),
    (Measure::Of(Role::ItlMean), Unit::Seconds, "successes/latency/inter_token_latency/mean"),
    (Measure::Of(Role::ItlP50), Unit::Seconds, "successes/latency/inter_token_latency/median"),
    (Measure::Of(Role::ItlP95), Unit::Seconds, "successes/latency/inter_token_latency/p95"),
    (Measure::Of(Role::ItlP99), Unit::Seconds, "successes/latency/inter_token_latency/p99"),
    (Measure::Of(Role::TtftP90), Unit::Seconds, "successes/latency/time_to_first_token/p90"),
    (Measure::Of(Role::TtftP95), Unit::Seconds, "successes/latency/time_to_first_token/p95"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "successes/throughput/output_tokens_per_sec"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "successes/throughput/total_tokens_per_sec"),
    (Measure::Of(Role::InputTokens), Unit::One, "successes/prompt_len/mean|successes/prompt_tokens/mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "successes/output_len/mean|successes/output_tokens/mean"),
    (Measure::Of(Role::Duration), Unit::Seconds, "benchmark_time_seconds"),
];

const LABELS: Labels = labels![("request_rate", "load_summary/requested_rate")];

const POOLED: &str = "A sum of all stages of its test: where they were sent at several rates, it mixes them. Open the \
                      stage_…_lifecycle_metrics.json beside it for a run of each.";

fn pool(run: &mut Run, row: &Value, _root: &Value) {
    run.is_pooled = find(row, "load_summary/send_duration").is_none();
    if run.is_pooled {
        run.doubts.push((Role::Throughput, POOLED.into()));
    }
}

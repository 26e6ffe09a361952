//! vLLM: `vllm bench serve --save-result` and the folders of `vllm bench sweep serve`.
//!
//! Source: vllm-project/vllm, `vllm/benchmarks/serve.py` (names end in `_ms`; `--percentile-metrics` decides which are
//! there, by default not `e2el`), `vllm/benchmarks/sweep/serve.py` (`run=N.json`, `summary.json`: the same runs as a
//! list). `completed` are the good requests; before `failed` was added (vllm#26478), the others of `num_prompts` failed.
//! `max_concurrency` null is an open load, and so are 0 and −1 (vllm#21095).

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "vLLM bench serve",
        signs: signs![
            Sign::Has("completed"),
            Sign::Has("request_throughput"),
            Sign::HasAny("mean_ttft_ms|mean_e2el_ms")
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "vLLM bench sweep",
        signs: signs![
            Sign::Has("0/completed"),
            Sign::Has("0/request_throughput"),
            Sign::HasAny("0/mean_ttft_ms|0/mean_e2el_ms"),
        ],
        content: Content::Runs(Runs { rows: Rows::Each(""), measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    // The sweep's summary.csv; SGLang's names are the same but for the latency of a request.
    Map {
        tool: "vLLM bench sweep",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/completed"),
            Sign::Has("columns/request_throughput"),
            Sign::HasAny("columns/mean_ttft_ms|columns/mean_e2el_ms"),
        ],
        content: Content::Runs(Runs { rows: Rows::Each("rows"), measures: MEASURES, labels: LABELS, mend: Some(load) }),
    },
    Map {
        tool: "vLLM bench latency",
        signs: signs![Sign::Has("avg_latency"), Sign::Has("latencies"), Sign::Has("percentiles/50")],
        content: Content::Refused(BATCHES),
    },
    Map {
        tool: "vLLM bench latency",
        signs: signs![Sign::Line("Avg latency {v} seconds"), Sign::Line("50% percentile latency {v} seconds")],
        content: Content::Refused(BATCHES),
    },
    // What `benchmark_serving.py` printed in 2024, and JetStream's after it: units behind the values.
    Map {
        tool: "benchmark_serving.py",
        signs: signs![Sign::Line("Request throughput {v} requests/s"), Sign::Line("Mean TTFT {v} ms")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Successful requests {v}"],
                lines![
                    ("good", "Successful requests {v}"),
                    ("time", "Benchmark duration {v} s"),
                    ("input", "Total input tokens {v}"),
                    ("output", "Total generated tokens {v}"),
                    ("rate", "Request throughput {v} requests/s"),
                    ("output_rate", "Output token throughput {v} tokens/s"),
                    ("ttft", "Mean TTFT {v} ms"),
                    ("ttft50", "Median TTFT {v} ms"),
                    ("ttft99", "P99 TTFT {v} ms"),
                    ("tpot", "Mean TPOT {v} ms"),
                ],
            ),
            measures: measures![
                (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
                (Measure::Of(Role::SuccessfulRequests), Unit::One, "good/v"),
                (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft/v"),
                (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft50/v"),
                (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft99/v"),
                (Measure::Of(Role::TpotMean), Unit::Milliseconds, "tpot/v"),
                (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_rate/v"),
                (Measure::AllInputTokens, Unit::One, "input/v"),
                (Measure::AllOutputTokens, Unit::One, "output/v"),
                (Measure::Of(Role::Duration), Unit::Seconds, "time/v"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "vLLM bench throughput",
        signs: signs![Sign::Line("Throughput {v} requests/s {n} total tokens/s ...")],
        content: Content::Refused(Refusal::NoLatency),
    },
    Map {
        tool: "vLLM bench throughput",
        signs: signs![Sign::Has("elapsed_time"), Sign::Has("requests_per_second"), Sign::Has("tokens_per_second")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                (Measure::Of(Role::Throughput), Unit::PerSecond, "requests_per_second"),
                (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "tokens_per_second"),
                (Measure::Of(Role::TotalRequests), Unit::One, "num_requests"),
                (Measure::Of(Role::Duration), Unit::Seconds, "elapsed_time"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
];

const BATCHES: Refusal = Refusal::Unread(
    "It times batches one after the other, without a load: there is no rate to compare. Open a result of `vllm bench serve`",
);

/// Of vLLM's benchmark and of those that began as it: SGLang's calls some of them otherwise.
pub const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "max_concurrency"),
    (Measure::Of(Role::BatchSize), Unit::One, "max_num_seqs"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "request_throughput"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "mean_e2el_ms|mean_e2e_latency_ms"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "median_e2el_ms|p50_e2el_ms|median_e2e_latency_ms"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "p90_e2el_ms|p90_e2e_latency_ms"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "p95_e2el_ms|p95_e2e_latency_ms"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99_e2el_ms|p99_e2e_latency_ms"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "completed"),
    (Measure::Of(Role::FailedRequests), Unit::One, "failed"),
    (Measure::Of(Role::TotalRequests), Unit::One, "num_prompts"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "mean_ttft_ms"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "median_ttft_ms|p50_ttft_ms"),
    (Measure::Of(Role::TtftP90), Unit::Milliseconds, "p90_ttft_ms"),
    (Measure::Of(Role::TtftP95), Unit::Milliseconds, "p95_ttft_ms"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "p99_ttft_ms"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "mean_tpot_ms"),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, "median_tpot_ms|p50_tpot_ms"),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, "p90_tpot_ms"),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, "p95_tpot_ms"),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, "p99_tpot_ms"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "mean_itl_ms"),
    (Measure::Of(Role::ItlP50), Unit::Milliseconds, "median_itl_ms|p50_itl_ms"),
    (Measure::Of(Role::ItlP95), Unit::Milliseconds, "p95_itl_ms"),
    (Measure::Of(Role::ItlP99), Unit::Milliseconds, "p99_itl_ms"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "output_throughput"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "total_token_throughput|total_throughput"),
    (Measure::AllInputTokens, Unit::One, "total_input_tokens"),
    (Measure::AllOutputTokens, Unit::One, "total_output_tokens"),
    (Measure::Of(Role::Duration), Unit::Seconds, "duration"),
    (Measure::Of(Role::Model), Unit::One, "model_id|model|server_info/model_path"),
    (Measure::Of(Role::Engine), Unit::One, "backend"),
];

const LABELS: Labels = labels![("request_rate", "request_rate"), ("tp", "tensor_parallel_size|tp"), ("label", "label")];

/// No limit on requests in flight is written in several ways; `inf` and what stands for it is no rate that sets runs
/// apart.
pub fn load(run: &mut Run, _row: &Value, _root: &Value) {
    if run.of(Role::Vus).is_some_and(|vus| vus <= 0.0) {
        run.forget(Measure::Of(Role::Vus));
    }
    run.labels.retain(|(name, text)| {
        name != "request_rate" || text.parse::<f64>().is_ok_and(|rate| rate.is_finite() && rate < 1e6)
    });
}

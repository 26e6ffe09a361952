//! Small clients of servers of models: DJL's `awscurl`, Fireworks' `load_test.py`, TorchServe's `benchmark-ab.py`.
//!
//! Source: deepjavalibrary/djl-serving, `awscurl` (`Result.print`: `TPS` counts requests, tokens are those of answers);
//! fw-ai/benchmark, `llm_bench/load_test.py` (times in ms; `Qps` and `Concurrency` are there for an open and a closed load);
//! pytorch/serve, `benchmarks/utils/report.py` (`ab_report.csv`: `TS …` is what ApacheBench measured, ms).

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::maps::printed::SERVED;
use crate::data::tools::packed::{labels, lines, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "awscurl",
        signs: signs![Sign::Line("TPS {v}/s"), Sign::Line("Non 200 responses {n} ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Non 200 responses {n} ..."],
                lines![
                    ("vus", "Concurrent clients {v}"),
                    ("all", "Total requests {v}"),
                    ("failed", "Non 200 responses {v} ..."),
                    ("rate", "TPS {v}/s"),
                    ("mean", "Average Latency {v} ms"),
                    ("p50", "P50 {v} ms"),
                    ("p90", "P90 {v} ms"),
                    ("p99", "P99 {v} ms"),
                    ("output_rate", "tokenThroughput {v} tokens/s"),
                ],
            ),
            measures: SERVED,
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "Fireworks load_test",
        signs: signs![Sign::Line("Qps {v}"), Sign::Line("Latency Per Token {v}"), Sign::Line("Total Latency {v}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Provider ...", "Qps {v}"],
                lines![
                    ("model", "Model {v}"),
                    ("vus", "Concurrency {v}"),
                    ("rate", "Qps {v}"),
                    ("all", "Num Requests {v}"),
                    ("mean", "Total Latency {v}"),
                    ("p50", "P50 Total Latency {v}"),
                    ("p90", "P90 Total Latency {v}"),
                    ("p99", "P99 Total Latency {v}"),
                    ("ttft", "Time To First Token {v}"),
                    ("ttft50", "P50 Time To First Token {v}"),
                    ("ttft99", "P99 Time To First Token {v}"),
                    ("input", "Prompt Tokens {v}"),
                    ("output", "Num Tokens {v}"),
                ],
            ),
            measures: measures![
                (Measure::Of(Role::Vus), Unit::One, "vus/v"),
                (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
                (Measure::Of(Role::TotalRequests), Unit::One, "all/v"),
                (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "mean/v"),
                (Measure::Of(Role::P50Latency), Unit::Milliseconds, "p50/v"),
                (Measure::Of(Role::P90Latency), Unit::Milliseconds, "p90/v"),
                (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99/v"),
                (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft/v"),
                (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft50/v"),
                (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft99/v"),
                (Measure::Of(Role::InputTokens), Unit::One, "input/v"),
                (Measure::Of(Role::OutputTokens), Unit::One, "output/v"),
                (Measure::Of(Role::Model), Unit::One, "model/v"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "TorchServe benchmark",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/TS throughput"), Sign::Has("columns/TS latency mean")],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: measures![
                (Measure::Of(Role::Vus), Unit::One, "Concurrency"),
                (Measure::Of(Role::BatchSize), Unit::One, "Batch size"),
                (Measure::Of(Role::Throughput), Unit::PerSecond, "TS throughput"),
                (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "TS latency mean"),
                (Measure::Of(Role::P50Latency), Unit::Milliseconds, "TS latency P50"),
                (Measure::Of(Role::P90Latency), Unit::Milliseconds, "TS latency P90"),
                (Measure::Of(Role::P99Latency), Unit::Milliseconds, "TS latency P99"),
                (Measure::Of(Role::TotalRequests), Unit::One, "Requests"),
                (Measure::Of(Role::FailedRequests), Unit::One, "TS failed requests"),
                (Measure::Of(Role::Model), Unit::One, "Model"),
            ],
            labels: labels![("workers", "Workers"), ("batch_delay", "Batch delay")],
            mend: Some(|run, _, _| run.labels.retain(|(name, _)| matches!(name.as_str(), "workers" | "batch_delay"))),
        }),
    },
];

//! Triton's `perf_analyzer`, its CSV and what it prints, and Model Analyzer's tables.
//!
//! Source: triton-inference-server/perf_analyzer, `src/report_writer.cc` and docs (times in microseconds,
//! `Inferences/Second`, sorted by throughput; `-v` adds `Avg latency`); triton-inference-server/model_analyzer,
//! `model_analyzer/record/types` (heads) and docs/report.md (`metrics-model-inference.csv`: units in the heads;
//! `metrics-model-gpu.csv` and `metrics-server-only.csv`: use of the GPUs). A request of `Batch` N holds N inferences,
//! and both count inferences.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "perf_analyzer",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/Inferences~1Second"),
            Sign::HasAny("columns/p99 latency|columns/p50 latency|columns/Client Send"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: MICROSECONDS,
            labels: labels![("request_rate", "Request Rate"), ("batch", "Batch Size|Batch")],
            mend: None,
        }),
    },
    Map {
        tool: "perf_analyzer",
        signs: signs![Sign::Line("Throughput {v} infer/sec"), Sign::Line("* latency {v} usec ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Request concurrency {v}", "Request Rate {v} ..."],
                lines![
                    ("vus", "Request concurrency {v}"),
                    ("asked", "Request Rate {v} ..."),
                    ("count", "Client >> Request count {v}"),
                    ("rate", "Client >> Throughput {v} infer/sec"),
                    ("mean", "Client >> Avg latency {v} usec ..."),
                    // Where a percentile is what must be stable.
                    ("mean", "Client >> Avg HTTP time {v} usec ..."),
                    ("mean", "Client >> Avg gRPC time {v} usec ..."),
                    ("p50", "Client >> p50 latency {v} usec"),
                    ("p90", "Client >> p90 latency {v} usec"),
                    ("p95", "Client >> p95 latency {v} usec"),
                    ("p99", "Client >> p99 latency {v} usec"),
                ],
            ),
            measures: measures![
                (Measure::Of(Role::Vus), Unit::One, "vus/v"),
                (Measure::Of(Role::Throughput), Unit::PerSecond, "rate/v"),
                (Measure::Of(Role::AvgLatency), Unit::Microseconds, "mean/v"),
                (Measure::Of(Role::P50Latency), Unit::Microseconds, "p50/v"),
                (Measure::Of(Role::P90Latency), Unit::Microseconds, "p90/v"),
                (Measure::Of(Role::P95Latency), Unit::Microseconds, "p95/v"),
                (Measure::Of(Role::P99Latency), Unit::Microseconds, "p99/v"),
                (Measure::Of(Role::TotalRequests), Unit::One, "count/v"),
            ],
            labels: labels![("request_rate", "asked/v"), ("batch", "^/values/Batch size")],
            mend: Some(batch),
        }),
    },
    Map {
        tool: "Model Analyzer",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/Throughput (infer~1sec)")],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: ANALYZER,
            labels: LABELS,
            mend: Some(batch),
        }),
    },
    Map {
        tool: "Model Analyzer",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/GPU UUID"),
            Sign::HasAny("columns/GPU Utilization (%)|columns/GPU Memory Usage (MB)"),
        ],
        content: Content::Refused(Refusal::NoMeasures("metrics-model-inference.csv, which lies beside it,")),
    },
];

const MICROSECONDS: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "Concurrency"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "Inferences~1Second"),
    (Measure::Of(Role::AvgLatency), Unit::Microseconds, "Avg latency"),
    (Measure::Of(Role::P50Latency), Unit::Microseconds, "p50 latency"),
    (Measure::Of(Role::P90Latency), Unit::Microseconds, "p90 latency"),
    (Measure::Of(Role::P95Latency), Unit::Microseconds, "p95 latency"),
    (Measure::Of(Role::P99Latency), Unit::Microseconds, "p99 latency"),
    (Measure::Of(Role::TotalRequests), Unit::One, "request_count"),
];

const ANALYZER: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "Concurrency"),
    (Measure::Of(Role::BatchSize), Unit::One, "Max Batch Size"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "Throughput (infer~1sec)"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "Avg Latency (ms)"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "p90 Latency (ms)"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "p95 Latency (ms)"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "p99 Latency (ms)"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "Avg Time To First Token (ms)"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "Avg Inter Token Latency (ms)"),
    // Its head says inferences, and it counts tokens.
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "Output Token Throughput (infer~1sec)"),
    (Measure::Of(Role::Model), Unit::One, "Model"),
];

const LABELS: Labels = labels![
    ("batch", "Batch"),
    ("request_rate", "Request Rate"),
    ("config", "Model Config Path"),
    ("instance_group", "Instance Group"),
];

fn batch(run: &mut Run, _row: &Value, _root: &Value) {
    if run.labelled("batch").and_then(|text| text.parse().ok()).is_some_and(|batch: f64| batch > 1.0) {
        let said = "Counts inferences: a request of batch N holds N of them.";
        run.doubts.push((Role::Throughput, said.into()));
    }
}

//! Benchmark Report 0.1 and 0.2 (llm-d-benchmark, inference-perf), YAML or JSON, and Prism's archives of them.
//!
//! Source: llm-d/llm-d-benchmark, `benchmark-report/llmd_benchmark_report/schema_v0_2.py` and `native_to_br0_1.py` (the
//! unit of each statistic stands in its `units`; 0.1 has `metrics.…` and a list of accelerators, one for each replica;
//! 0.2 has `results.request_performance.aggregate.…` and a stack of components with `replicas` and `accelerator`);
//! llm-d/llm-d-prism, `src/utils/brv02Exporter.js` (`entries[*].raw_report`). Without `units` times are in seconds.
//! Load as asked for stands under `scenario.load`.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::apply::{labels_of, measure_all};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Benchmark Report 0.2",
        signs: signs![Sign::Has("results/request_performance/aggregate")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: SECOND, labels: LABELS, mend: Some(stack) }),
    },
    Map {
        tool: "Benchmark Report",
        signs: signs![Sign::Has("scenario"), Sign::HasAny("metrics/latency|metrics/throughput")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: FIRST, labels: LABELS, mend: Some(stack) }),
    },
    Map {
        tool: "llm-d Prism",
        signs: signs![Sign::HasAny("entries/0/raw_report|entries/0/rawReport")],
        content: Content::Runs(Runs {
            rows: Rows::Each("entries"),
            measures: measures![],
            labels: labels![],
            mend: Some(archived),
        }),
    },
    Map {
        tool: "llm-d Prism",
        signs: signs![Sign::HasAny("payload/entries/0/raw_report|payload/entries/0/rawReport")],
        content: Content::Runs(Runs {
            rows: Rows::Each("payload/entries"),
            measures: measures![],
            labels: labels![],
            mend: Some(archived),
        }),
    },
];

const FIRST: Measures = measures![
    (
        Measure::Of(Role::Vus),
        Unit::One,
        "scenario/load/args/max_concurrency|scenario/load/args/concurrency|scenario/load/concurrency",
    ),
    (
        Measure::Of(Role::Throughput),
        Unit::PerSecond,
        "metrics/throughput/requests_per_sec|metrics/throughput/request_rate/mean",
    ),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "metrics/latency/request_latency/mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "metrics/latency/request_latency/p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "metrics/latency/request_latency/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "metrics/latency/request_latency/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "metrics/latency/request_latency/p99"),
    (Measure::Of(Role::TotalRequests), Unit::One, "metrics/requests/total"),
    (Measure::Of(Role::FailedRequests), Unit::One, "metrics/requests/failures"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "metrics/latency/time_to_first_token/mean"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "metrics/latency/time_to_first_token/p50"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "metrics/latency/time_to_first_token/p99"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "metrics/latency/time_per_output_token/mean"),
    (Measure::Of(Role::TpotP50), Unit::Seconds, "metrics/latency/time_per_output_token/p50"),
    (Measure::Of(Role::TpotP90), Unit::Seconds, "metrics/latency/time_per_output_token/p90"),
    (Measure::Of(Role::TpotP95), Unit::Seconds, "metrics/latency/time_per_output_token/p95"),
    (Measure::Of(Role::TpotP99), Unit::Seconds, "metrics/latency/time_per_output_token/p99"),
    (Measure::Of(Role::ItlMean), Unit::Seconds, "metrics/latency/inter_token_latency/mean"),
    (Measure::Of(Role::ItlP50), Unit::Seconds, "metrics/latency/inter_token_latency/p50"),
    (Measure::Of(Role::ItlP95), Unit::Seconds, "metrics/latency/inter_token_latency/p95"),
    (Measure::Of(Role::ItlP99), Unit::Seconds, "metrics/latency/inter_token_latency/p99"),
    (Measure::Of(Role::TtftP90), Unit::Seconds, "metrics/latency/time_to_first_token/p90"),
    (Measure::Of(Role::TtftP95), Unit::Seconds, "metrics/latency/time_to_first_token/p95"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "metrics/throughput/output_tokens_per_sec"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "metrics/throughput/total_tokens_per_sec"),
    (Measure::Of(Role::InputTokens), Unit::One, "metrics/requests/input_length/mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "metrics/requests/output_length/mean"),
    (Measure::Of(Role::Duration), Unit::Seconds, "metrics/time/duration"),
    (Measure::Of(Role::Model), Unit::One, "scenario/model/name"),
    (Measure::Of(Role::Engine), Unit::One, "scenario/platform/engine/0/name"),
    (Measure::Of(Role::HwType), Unit::One, "scenario/host/accelerator/0/model"),
];

macro_rules! aggregate {
    ($path:literal) => {
        concat!("results/request_performance/aggregate/", $path)
    };
}

const SECOND: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "scenario/load/standardized/concurrency"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, aggregate!("throughput/request_rate/mean")),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, aggregate!("latency/request_latency/mean")),
    (Measure::Of(Role::P50Latency), Unit::Seconds, aggregate!("latency/request_latency/p50")),
    (Measure::Of(Role::P90Latency), Unit::Seconds, aggregate!("latency/request_latency/p90")),
    (Measure::Of(Role::P95Latency), Unit::Seconds, aggregate!("latency/request_latency/p95")),
    (Measure::Of(Role::P99Latency), Unit::Seconds, aggregate!("latency/request_latency/p99")),
    (Measure::Of(Role::TotalRequests), Unit::One, aggregate!("requests/total")),
    (Measure::Of(Role::FailedRequests), Unit::One, aggregate!("requests/failures")),
    (Measure::Of(Role::TtftMean), Unit::Seconds, aggregate!("latency/time_to_first_token/mean")),
    (Measure::Of(Role::TtftP50), Unit::Seconds, aggregate!("latency/time_to_first_token/p50")),
    (Measure::Of(Role::TtftP99), Unit::Seconds, aggregate!("latency/time_to_first_token/p99")),
    (Measure::Of(Role::TpotMean), Unit::Seconds, aggregate!("latency/time_per_output_token/mean")),
    (Measure::Of(Role::TpotP50), Unit::Seconds, aggregate!("latency/time_per_output_token/p50")),
    (Measure::Of(Role::TpotP90), Unit::Seconds, aggregate!("latency/time_per_output_token/p90")),
    (Measure::Of(Role::TpotP95), Unit::Seconds, aggregate!("latency/time_per_output_token/p95")),
    (Measure::Of(Role::TpotP99), Unit::Seconds, aggregate!("latency/time_per_output_token/p99")),
    (Measure::Of(Role::ItlMean), Unit::Seconds, aggregate!("latency/inter_token_latency/mean")),
    (Measure::Of(Role::ItlP50), Unit::Seconds, aggregate!("latency/inter_token_latency/p50")),
    (Measure::Of(Role::ItlP95), Unit::Seconds, aggregate!("latency/inter_token_latency/p95")),
    (Measure::Of(Role::ItlP99), Unit::Seconds, aggregate!("latency/inter_token_latency/p99")),
    (Measure::Of(Role::TtftP90), Unit::Seconds, aggregate!("latency/time_to_first_token/p90")),
    (Measure::Of(Role::TtftP95), Unit::Seconds, aggregate!("latency/time_to_first_token/p95")),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, aggregate!("throughput/output_token_rate/mean")),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, aggregate!("throughput/total_token_rate/mean")),
    (Measure::Of(Role::InputTokens), Unit::One, aggregate!("requests/input_length/mean")),
    (Measure::Of(Role::OutputTokens), Unit::One, aggregate!("requests/output_length/mean")),
    (
        Measure::Of(Role::Model),
        Unit::One,
        "scenario/stack/*/standardized/model/name|scenario/load/native/config/server/model_name",
    ),
    (Measure::Of(Role::HwType), Unit::One, "scenario/stack/*/standardized/accelerator/model"),
];

const LABELS: Labels = labels![
    ("request_rate", "scenario/load/standardized/rate_qps|scenario/load/args/request_rate"),
    ("stage", "scenario/load/standardized/stage|scenario/load/metadata/stage"),
    ("description", "run/description"),
    ("load_tester", "scenario/load/standardized/tool|scenario/load/name"),
];

/// The engine and the GPUs of all replicas; what was cut off was answered no better than what failed.
fn stack(run: &mut Run, row: &Value, _root: &Value) {
    let number = |value: &Value, path: &str| match find(value, path) {
        Some(Value::Number(number)) if *number > 0.0 => Some(*number),
        _ => None,
    };
    let hosts = find(row, "scenario/host/accelerator").map(Value::items).unwrap_or_default().iter();
    let hosts =
        hosts.filter_map(|host| Some(number(host, "count")? * number(host, "parallelism/workers").unwrap_or(1.0)));
    let parts = find(row, "scenario/stack").map(Value::items).unwrap_or_default();
    let is_engine = |part: &&Value| find(part, "standardized/kind").and_then(Value::text) == Some("inference_engine");
    if let Some(tool) = parts.iter().find(is_engine).and_then(|part| find(part, "standardized/tool")?.words()) {
        run.set_text(Role::Engine, tool);
    }
    let engines = parts.iter();
    let engines = engines.filter_map(|part| {
        let accelerator = find(part, "standardized/accelerator")?;
        Some(number(accelerator, "count")? * number(part, "standardized/replicas").unwrap_or(1.0))
    });
    let gpus: f64 = hosts.chain(engines).sum();
    if gpus > 0.0 {
        run.set(Measure::Of(Role::GpuCount), gpus);
    }
    let incomplete = number(row, "metrics/requests/incomplete").or(number(row, aggregate!("requests/incomplete")));
    if let (Some(incomplete), Some(total)) = (incomplete, run.of(Role::TotalRequests)) {
        let failed = run.of(Role::FailedRequests).unwrap_or(0.0);
        run.complete(Role::SuccessfulRequests, Some((total - failed - incomplete).max(0.0)));
    }
}

fn archived(run: &mut Run, row: &Value, _root: &Value) {
    let Some(report) = find(row, "raw_report").or_else(|| find(row, "rawReport")) else { return };
    let is_second = find(report, "results/request_performance").is_some();
    measure_all(run, &(if is_second { SECOND } else { FIRST }).all(), report);
    labels_of(run, &LABELS.all(), report, report);
    stack(run, report, report);
    if let Some(words) = find(row, "run_description").and_then(Value::words) {
        run.label("description", words);
    }
}

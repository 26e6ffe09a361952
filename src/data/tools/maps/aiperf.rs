//! AIPerf and GenAI-Perf: `profile_export_aiperf.json` and `.csv`, `profile_export_genai_perf.json`, raw records.
//!
//! Source: ai-dynamo/aiperf, `src/aiperf/exporters` (JSON: `<metric>.{unit, avg, p50, …}`, in early versions under
//! `records`; CSV: a metric a row, then single values); triton-inference-server/perf_analyzer, `genai-perf/…/exporters`.
//! GenAI-Perf's CSV spells some names
//! otherwise (`per sec`, `Time To First Token`). The unit stands beside each value. `request_count` counts good requests, `error_request_count` the others.
//! What both call inter-token latency is (latency − TTFT) / (tokens − 1) of each request, so TPOT as others name it.
//! `input_config.endpoint.backend` is the tool's default and not the server.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "AIPerf",
        signs: signs![Sign::Is(Format::Json), Sign::Has("records/request_latency/avg")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: labels![], mend: Some(hardware) }),
    },
    Map {
        tool: "AIPerf",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("request_latency/avg"),
            Sign::Has("input_config"),
            Sign::HasAny("aiperf_version|schema_version|input_config/loadgen|telemetry_data"),
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: labels![], mend: Some(hardware) }),
    },
    Map {
        tool: "GenAI-Perf",
        signs: signs![Sign::Is(Format::Json), Sign::Has("request_latency/avg"), Sign::Has("request_latency/unit")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: labels![], mend: Some(hardware) }),
    },
    Map {
        tool: "GenAI-Perf",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("metrics/Request Latency (ms)"),
            Sign::HasAny("metrics/Request Throughput (per sec)|metrics/Output Token Throughput (per sec)"),
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: CSV, labels: labels![], mend: None }),
    },
    Map {
        tool: "AIPerf",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("metrics/Request Latency (ms)|metrics/Time to First Token (ms)"),
            Sign::HasAny(
                "metrics/Request Count|metrics/Request Count (requests)|metrics/Request Throughput (requests~1sec)",
            ),
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: CSV, labels: labels![], mend: None }),
    },
    Map {
        tool: "AIPerf",
        signs: signs![
            Sign::Is(Format::JsonLines),
            Sign::HasAny("0/metrics|0/error"),
            Sign::HasAny("0/metadata/credit_phase|0/metadata/request_start_ns|0/metadata/record_processor_id"),
        ],
        content: Content::Refused(Refusal::RawRequests("profile_export_aiperf.json, which lies beside it,")),
    },
];

const MEASURES: Measures = measures![
    (
        Measure::Of(Role::Vus),
        Unit::One,
        "input_config/loadgen/concurrency|input_config/perf_analyzer/stimulus/concurrency|input_config/concurrency",
    ),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "request_throughput/avg|records/request_throughput/avg"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "request_latency/avg|records/request_latency/avg"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "request_latency/p50|records/request_latency/p50"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "request_latency/p90|records/request_latency/p90"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "request_latency/p95|records/request_latency/p95"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "request_latency/p99|records/request_latency/p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "request_count/avg|records/request_count/avg"),
    (Measure::Of(Role::FailedRequests), Unit::One, "error_request_count/avg|records/error_request_count/avg"),
    (
        Measure::Of(Role::TtftMean),
        Unit::Milliseconds,
        "time_to_first_token/avg|records/ttft/avg|records/time_to_first_token/avg",
    ),
    (
        Measure::Of(Role::TtftP50),
        Unit::Milliseconds,
        "time_to_first_token/p50|records/ttft/p50|records/time_to_first_token/p50",
    ),
    (
        Measure::Of(Role::TtftP99),
        Unit::Milliseconds,
        "time_to_first_token/p99|records/ttft/p99|records/time_to_first_token/p99",
    ),
    (Measure::Of(Role::TtftP90), Unit::Milliseconds, "time_to_first_token/p90|records/ttft/p90"),
    (Measure::Of(Role::TtftP95), Unit::Milliseconds, "time_to_first_token/p95|records/ttft/p95"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "inter_token_latency/avg|records/inter_token_latency/avg"),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, "inter_token_latency/p50|records/inter_token_latency/p50"),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, "inter_token_latency/p90|records/inter_token_latency/p90"),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, "inter_token_latency/p95|records/inter_token_latency/p95"),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, "inter_token_latency/p99|records/inter_token_latency/p99"),
    (
        Measure::Of(Role::OutputTokenRate),
        Unit::PerSecond,
        "output_token_throughput/avg|records/output_token_throughput/avg",
    ),
    (Measure::Of(Role::InputTokens), Unit::One, "input_sequence_length/avg|records/input_sequence_length/avg"),
    (Measure::Of(Role::OutputTokens), Unit::One, "output_sequence_length/avg|records/output_sequence_length/avg"),
    (Measure::Of(Role::Duration), Unit::Seconds, "benchmark_duration/avg|records/benchmark_duration/avg"),
    (
        Measure::Of(Role::Model),
        Unit::One,
        "input_config/endpoint/model_names/0|input_config/model_names/0|input_config/models/0/name",
    ),
    (
        Measure::Of(Role::HwType),
        Unit::One,
        "telemetry_data/endpoints/*/gpus/gpu_0/gpu_name|telemetry_data/endpoints/*/gpus/*/gpu_name",
    ),
];

const CSV: Measures = measures![
    (
        Measure::Of(Role::Throughput),
        Unit::PerSecond,
        "metrics/Request Throughput (requests~1sec)/Value|metrics/Request Throughput (per sec)/Value",
    ),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "metrics/Request Latency (ms)/avg"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "metrics/Request Latency (ms)/p50"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "metrics/Request Latency (ms)/p90"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "metrics/Request Latency (ms)/p95"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "metrics/Request Latency (ms)/p99"),
    (
        Measure::Of(Role::SuccessfulRequests),
        Unit::One,
        "metrics/Request Count/Value|metrics/Request Count (requests)/Value|metrics/Request Count (count)/Value",
    ),
    (
        Measure::Of(Role::FailedRequests),
        Unit::One,
        "metrics/Error Request Count/Value|metrics/Error Request Count (requests)/Value",
    ),
    (
        Measure::Of(Role::TtftMean),
        Unit::Milliseconds,
        "metrics/Time to First Token (ms)/avg|metrics/Time To First Token (ms)/avg",
    ),
    (
        Measure::Of(Role::TtftP50),
        Unit::Milliseconds,
        "metrics/Time to First Token (ms)/p50|metrics/Time To First Token (ms)/p50",
    ),
    (
        Measure::Of(Role::TtftP99),
        Unit::Milliseconds,
        "metrics/Time to First Token (ms)/p99|metrics/Time To First Token (ms)/p99",
    ),
    (
        Measure::Of(Role::TtftP90),
        Unit::Milliseconds,
        "metrics/Time to First Token (ms)/p90|metrics/Time To First Token (ms)/p90",
    ),
    (
        Measure::Of(Role::TtftP95),
        Unit::Milliseconds,
        "metrics/Time to First Token (ms)/p95|metrics/Time To First Token (ms)/p95",
    ),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "metrics/Inter Token Latency (ms)/avg"),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, "metrics/Inter Token Latency (ms)/p50"),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, "metrics/Inter Token Latency (ms)/p90"),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, "metrics/Inter Token Latency (ms)/p95"),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, "metrics/Inter Token Latency (ms)/p99"),
    (
        Measure::Of(Role::OutputTokenRate),
        Unit::PerSecond,
        "metrics/Output Token Throughput (tokens~1sec)/Value|metrics/Output Token Throughput (per sec)/Value",
    ),
    (
        Measure::Of(Role::InputTokens),
        Unit::One,
        "metrics/Input Sequence Length (tokens)/avg|metrics/Input Sequence Length/avg|metrics/Num Input Token/avg",
    ),
    (
        Measure::Of(Role::OutputTokens),
        Unit::One,
        "metrics/Output Sequence Length (tokens)/avg|metrics/Output Sequence Length/avg|metrics/Num Output Token/avg",
    ),
    (Measure::Of(Role::Duration), Unit::Seconds, "metrics/Benchmark Duration (sec)/Value"),
];

/// Telemetry lists the GPUs that the server has.
fn hardware(run: &mut Run, row: &Value, _root: &Value) {
    let endpoints = row.get("telemetry_data").and_then(|data| data.get("endpoints"));
    let gpus: usize = endpoints
        .iter()
        .flat_map(|endpoints| endpoints.members())
        .filter_map(|(_, endpoint)| endpoint.get("gpus"))
        .map(|gpus| gpus.members().len())
        .sum();
    if gpus > 0 {
        run.set(Measure::Of(Role::GpuCount), gpus as f64);
    }
}

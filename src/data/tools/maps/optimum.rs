//! optimum-benchmark: `benchmark_report.json`, `benchmark.json` with its configuration, and the CSV of 2023.
//!
//! Source: huggingface/optimum-benchmark, `optimum_benchmark/trackers/latency.py` (seconds; throughput is the volume of a
//! batch over its mean latency) and `scenarios/inference/scenario.py` (phases `load`, `forward`, `prefill`, `decode`,
//! `per_token`, `call`). Batches are run one after the other: a batch is what is in flight. Loading the model is no
//! request. A generation is a prefill and a decode: their means add up. The throughput of a phase of tokens is none of
//! the whole run, and is left out.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "optimum-benchmark",
        signs: signs![
            Sign::Has("config"),
            Sign::HasAny("report/forward/latency|report/prefill/latency|report/call/latency"),
        ],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: WITH, labels: LABELS, mend: Some(phases) }),
    },
    Map {
        tool: "optimum-benchmark",
        signs: signs![
            Sign::HasAny("forward/latency/mean|prefill/latency/mean|call/latency/mean"),
            Sign::HasAny("forward/throughput|prefill/throughput|call/throughput|load|load_model"),
        ],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: ALONE, labels: labels![], mend: Some(phases) }),
    },
    Map {
        tool: "optimum-benchmark",
        signs: signs![Sign::HasAny("train/latency|report/train/latency|overall/latency")],
        content: Content::Refused(Refusal::Unread("It times training. Open a report of the inference scenario")),
    },
    Map {
        tool: "optimum-benchmark",
        signs: signs![Sign::Is(Format::Csv), Sign::HasAny("columns/forward.latency(s)|columns/generate.latency(s)")],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: measures![
                (Measure::Of(Role::AvgLatency), Unit::Seconds, "generate.latency(s)|forward.latency(s)"),
                (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "generate.throughput(tokens~1s)"),
                (Measure::Of(Role::Vus), Unit::One, "benchmark.input_shapes.batch_size|batch_size"),
                (Measure::Of(Role::BatchSize), Unit::One, "benchmark.input_shapes.batch_size|batch_size"),
                (Measure::Of(Role::Model), Unit::One, "model"),
                (Measure::Of(Role::Engine), Unit::One, "backend.name|backend"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    TABLE,
    Map {
        tool: "optimum-benchmark",
        signs: signs![
            Sign::Line("metric value unit"),
            Sign::Line("p99 {v} s"),
            Sign::HasAny("values/stdev_|tables/0/rows/0/metric")
        ],
        content: Content::Refused(Refusal::Unread("Open benchmark.json, which has the configuration besides")),
    },
];

/// The reports of many models in one table, their paths as names (the LLM-perf leaderboard), or of one.
const TABLE: Map = Map {
    tool: "optimum-benchmark",
    signs: signs![
        Sign::Is(Format::Csv),
        Sign::HasAny("columns/report.prefill.latency.mean|columns/prefill.latency.mean"),
        Sign::HasAny("columns/report.decode.latency.mean|columns/decode.latency.mean"),
    ],
    content: Content::Runs(Runs {
        rows: Rows::Each("rows"),
        measures: measures![
            (Measure::Of(Role::Vus), Unit::One, "config.scenario.input_shapes.batch_size"),
            (Measure::Of(Role::BatchSize), Unit::One, "config.scenario.input_shapes.batch_size"),
            (Measure::Of(Role::TtftMean), Unit::Seconds, "report.prefill.latency.mean|prefill.latency.mean"),
            (Measure::Of(Role::TtftP50), Unit::Seconds, "report.prefill.latency.p50|prefill.latency.p50"),
            (Measure::Of(Role::TpotMean), Unit::Seconds, "report.per_token.latency.mean|per_token.latency.mean"),
            (Measure::Of(Role::InputTokens), Unit::One, "config.scenario.input_shapes.sequence_length"),
            (Measure::Of(Role::OutputTokens), Unit::One, "config.scenario.generate_kwargs.max_new_tokens"),
            (Measure::Of(Role::Model), Unit::One, "config.backend.model"),
            (Measure::Of(Role::Engine), Unit::One, "config.backend.name"),
        ],
        labels: labels![("name", "config.name"), ("dtype", "config.backend.torch_dtype")],
        mend: Some(|run, row, _| {
            run.labels.retain(|(name, _)| matches!(name.as_str(), "name" | "dtype"));
            let of = |paths: [&str; 2]| match paths.iter().find_map(|path| find(row, path)) {
                Some(Value::Number(seconds)) => Some(*seconds),
                _ => None,
            };
            let prefill = of(["report.prefill.latency.mean", "prefill.latency.mean"]);
            let decode = of(["report.decode.latency.mean", "decode.latency.mean"]);
            run.complete(Role::AvgLatency, prefill.zip(decode).map(|(prefill, decode)| (prefill + decode) * 1000.0));
            // A list of one, as Python writes it.
            if let Some(gpu) = find(row, "config.environment.gpu").and_then(Value::text) {
                run.set_text(Role::HwType, gpu.trim_matches(['[', ']', '\'']));
            }
        }),
    }),
};

const ALONE: Measures = measures![
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "forward/latency/mean|call/latency/mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "forward/latency/p50|call/latency/p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "forward/latency/p90|call/latency/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "forward/latency/p95|call/latency/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "forward/latency/p99|call/latency/p99"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "prefill/latency/mean"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "prefill/latency/p50"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "prefill/latency/p99"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "per_token/latency/mean"),
];

const WITH: Measures = measures![
    (
        Measure::Of(Role::Vus),
        Unit::One,
        "config/scenario/input_shapes/batch_size|config/benchmark/input_shapes/batch_size",
    ),
    (
        Measure::Of(Role::BatchSize),
        Unit::One,
        "config/scenario/input_shapes/batch_size|config/benchmark/input_shapes/batch_size",
    ),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "report/forward/latency/mean|report/call/latency/mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "report/forward/latency/p50|report/call/latency/p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "report/forward/latency/p90|report/call/latency/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "report/forward/latency/p95|report/call/latency/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "report/forward/latency/p99|report/call/latency/p99"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "report/prefill/latency/mean"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "report/prefill/latency/p50"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "report/prefill/latency/p99"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "report/per_token/latency/mean"),
    (
        Measure::Of(Role::InputTokens),
        Unit::One,
        "config/scenario/input_shapes/sequence_length|config/benchmark/input_shapes/sequence_length",
    ),
    (
        Measure::Of(Role::OutputTokens),
        Unit::One,
        "config/scenario/generate_kwargs/max_new_tokens|config/benchmark/generate_kwargs/max_new_tokens",
    ),
    (Measure::Of(Role::GpuCount), Unit::One, "config/environment/gpu_count"),
    (Measure::Of(Role::HwType), Unit::One, "config/environment/gpu/0|config/environment/gpu|config/environment/cpu"),
    (Measure::Of(Role::Model), Unit::One, "config/backend/model"),
    (Measure::Of(Role::Engine), Unit::One, "config/backend/name"),
];

const LABELS: Labels = labels![
    ("name", "config/name"),
    ("dtype", "config/backend/torch_dtype|config/backend/dtype"),
    ("quantization", "config/backend/quantization_scheme"),
    ("device", "config/backend/device"),
];

fn phases(run: &mut Run, row: &Value, _root: &Value) {
    let report = find(row, "report").unwrap_or(row);
    let number = |path| match find(report, path) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let generated = number("prefill/latency/mean").zip(number("decode/latency/mean"));
    run.complete(Role::AvgLatency, generated.map(|(prefill, decode)| (prefill + decode) * 1000.0));
    for phase in ["forward", "call"].iter().filter_map(|name| find(report, name)) {
        let unit = find(phase, "throughput/unit").and_then(Value::text);
        if let (Some("samples/s" | "images/s"), Some(Value::Number(rate))) = (unit, find(phase, "throughput/value")) {
            run.complete(Role::Throughput, Some(*rate));
        }
    }
}

//! InferenceX (InferenceMAX): `agg_*.json`, lists of them, rows of its API, agentic results, and the website's CSV.
//!
//! Source: SemiAnalysisAI/InferenceX, `utils/process_result.py` (every `<metric>_ms` of its vLLM-like raw result divided
//! by 1000; `tput_per_gpu` counts input and output tokens over all GPUs, `output_tput_per_gpu` output tokens over the
//! decode GPUs where prefill is apart, and `input_tput_per_gpu` input tokens over the others) and `utils/agentic/aggregation` (`request_metrics.latency.<metric>` in seconds);
//! SemiAnalysisAI/InferenceX-app, `packages/app/src/lib/csv-export-helpers.ts`. The heads of its CSV said (ms) over
//! seconds (InferenceX#2405), until they said (s); "GPU" became "Chip". Interactivity is 1 / TPOT in seconds: where it
//! is there, it tells which unit the times are in. Prefill and decode GPUs are added only where they are apart: a row
//! of one server has the same GPUs under both names.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign, alternatives};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "InferenceX",
        signs: signs![
            Sign::Has("conc"),
            Sign::HasAny("tput_per_gpu|mean_e2el|median_e2el|mean_intvty|median_intvty"),
            Sign::Lacks("metrics"),
        ],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: Some(mend) }),
    },
    Map {
        tool: "InferenceX",
        signs: signs![Sign::Has("conc"), Sign::HasAny("metrics/tput_per_gpu|metrics/median_e2el")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: API, labels: LABELS, mend: Some(mend) }),
    },
    Map {
        tool: "InferenceX",
        signs: signs![
            Sign::Has("conc"),
            Sign::HasAny("request_metrics/latency/e2el|request_metrics/throughput/per_gpu")
        ],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: AGENTIC, labels: LABELS, mend: Some(mend) }),
    },
    Map {
        tool: "InferenceX",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/Throughput~1GPU (tok~1s)|columns/Throughput~1Chip (tok~1s)"),
            Sign::Has("columns/Concurrency"),
            // A table by hand may have such a rate, too.
            Sign::HasAny(
                "columns/Mean E2E Latency (s)|columns/Mean E2E Latency (ms)|columns/Median E2E Latency (s)|columns/Median E2E Latency (ms)|columns/Hardware Key|columns/Spec Decoding",
            ),
        ],
        content: Content::Runs(Runs { rows: Rows::Each("rows"), measures: CSV, labels: CSV_LABELS, mend: Some(mend) }),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "conc"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "mean_e2el"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "median_e2el|p50_e2el"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "p90_e2el"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "p95_e2el"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "p99_e2el"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "mean_ttft"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "median_ttft|p50_ttft"),
    (Measure::Of(Role::TtftP90), Unit::Seconds, "p90_ttft"),
    (Measure::Of(Role::TtftP95), Unit::Seconds, "p95_ttft"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "p99_ttft"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "mean_tpot"),
    (Measure::Of(Role::TpotP50), Unit::Seconds, "median_tpot|p50_tpot"),
    (Measure::Of(Role::TpotP90), Unit::Seconds, "p90_tpot"),
    (Measure::Of(Role::TpotP95), Unit::Seconds, "p95_tpot"),
    (Measure::Of(Role::TpotP99), Unit::Seconds, "p99_tpot"),
    (Measure::Of(Role::ItlMean), Unit::Seconds, "mean_itl"),
    (Measure::Of(Role::ItlP50), Unit::Seconds, "median_itl|p50_itl"),
    (Measure::Of(Role::ItlP95), Unit::Seconds, "p95_itl"),
    (Measure::Of(Role::ItlP99), Unit::Seconds, "p99_itl"),
    (Measure::TotalTokensPerGpu, Unit::One, "tput_per_gpu"),
    (Measure::OutputTokensPerGpu, Unit::One, "output_tput_per_gpu"),
    (Measure::InputTokensPerGpu, Unit::One, "input_tput_per_gpu"),
    (Measure::Of(Role::AskedInputTokens), Unit::One, "isl"),
    (Measure::Of(Role::AskedOutputTokens), Unit::One, "osl"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "num_requests_successful"),
    (Measure::Of(Role::TotalRequests), Unit::One, "num_requests_total"),
    (Measure::Of(Role::HwType), Unit::One, "hw|hardware"),
    (Measure::Of(Role::Engine), Unit::One, "framework"),
    (Measure::Of(Role::Model), Unit::One, "model|infmax_model_prefix"),
    (Measure::Of(Role::Image), Unit::One, "image"),
];

const API: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "conc"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "metrics/mean_e2el"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "metrics/median_e2el"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "metrics/p90_e2el"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "metrics/p95_e2el"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "metrics/p99_e2el"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "metrics/mean_ttft"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "metrics/median_ttft"),
    (Measure::Of(Role::TtftP90), Unit::Seconds, "metrics/p90_ttft"),
    (Measure::Of(Role::TtftP95), Unit::Seconds, "metrics/p95_ttft"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "metrics/p99_ttft"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "metrics/mean_tpot"),
    (Measure::Of(Role::TpotP50), Unit::Seconds, "metrics/median_tpot"),
    (Measure::Of(Role::TpotP90), Unit::Seconds, "metrics/p90_tpot"),
    (Measure::Of(Role::TpotP95), Unit::Seconds, "metrics/p95_tpot"),
    (Measure::Of(Role::TpotP99), Unit::Seconds, "metrics/p99_tpot"),
    (Measure::Of(Role::ItlMean), Unit::Seconds, "metrics/mean_itl"),
    (Measure::Of(Role::ItlP50), Unit::Seconds, "metrics/median_itl"),
    (Measure::Of(Role::ItlP95), Unit::Seconds, "metrics/p95_itl"),
    (Measure::Of(Role::ItlP99), Unit::Seconds, "metrics/p99_itl"),
    (Measure::TotalTokensPerGpu, Unit::One, "metrics/tput_per_gpu"),
    (Measure::OutputTokensPerGpu, Unit::One, "metrics/output_tput_per_gpu"),
    (Measure::InputTokensPerGpu, Unit::One, "metrics/input_tput_per_gpu"),
    (Measure::Of(Role::AskedInputTokens), Unit::One, "isl"),
    (Measure::Of(Role::AskedOutputTokens), Unit::One, "osl"),
    (Measure::Of(Role::HwType), Unit::One, "hardware|hw"),
    (Measure::Of(Role::Engine), Unit::One, "framework"),
    (Measure::Of(Role::Model), Unit::One, "model"),
    (Measure::Of(Role::Image), Unit::One, "image"),
];

const AGENTIC: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "conc"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "request_metrics/latency/e2el/mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "request_metrics/latency/e2el/p50"),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "request_metrics/latency/e2el/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "request_metrics/latency/e2el/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "request_metrics/latency/e2el/p99"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "request_metrics/latency/ttft/mean"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "request_metrics/latency/ttft/p50"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "request_metrics/latency/ttft/p99"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "request_metrics/latency/tpot/mean"),
    (
        Measure::Of(Role::OutputTokenRate),
        Unit::PerSecond,
        "request_metrics/throughput/output/tokens_per_second|output_tput_tps",
    ),
    (
        Measure::Of(Role::TotalTokenRate),
        Unit::PerSecond,
        "request_metrics/throughput/total/tokens_per_second|total_tput_tps",
    ),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "num_requests_successful"),
    (Measure::Of(Role::TotalRequests), Unit::One, "num_requests_total"),
    (Measure::Of(Role::Duration), Unit::Seconds, "request_metrics/throughput/duration_seconds"),
    (Measure::Of(Role::HwType), Unit::One, "hw|hardware"),
    (Measure::Of(Role::Engine), Unit::One, "framework"),
    (Measure::Of(Role::Model), Unit::One, "model|infmax_model_prefix"),
    (Measure::Of(Role::Image), Unit::One, "image"),
];

const LABELS: Labels = labels![
    ("precision", "precision"),
    ("spec_decoding", "spec_decoding|spec_method|mtp"),
    ("disagg", "disagg"),
    ("tp", "tp|decode_tp"),
    ("ep", "ep|decode_ep"),
    ("dp_attention", "dp_attention|decode_dp_attention"),
    ("prefill_tp", "prefill_tp"),
    ("scenario", "scenario_type|benchmark_type"),
    ("offloading", "offloading|offload_mode"),
];

const CSV: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "Concurrency"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "Mean E2E Latency (s)|Mean E2E Latency (ms)"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "Median E2E Latency (s)|Median E2E Latency (ms)"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "P99 E2E Latency (s)|P99 E2E Latency (ms)"),
    (Measure::Of(Role::TtftMean), Unit::Seconds, "Mean TTFT (s)|Mean TTFT (ms)"),
    (Measure::Of(Role::TtftP50), Unit::Seconds, "Median TTFT (s)|Median TTFT (ms)"),
    (Measure::Of(Role::TtftP99), Unit::Seconds, "P99 TTFT (s)|P99 TTFT (ms)"),
    (Measure::Of(Role::TpotMean), Unit::Seconds, "Mean TPOT (s)|Mean TPOT (ms)"),
    (Measure::Of(Role::TpotP50), Unit::Seconds, "Median TPOT (s)|Median TPOT (ms)"),
    (Measure::Of(Role::TpotP99), Unit::Seconds, "P99 TPOT (s)|P99 TPOT (ms)"),
    (Measure::Of(Role::ItlMean), Unit::Seconds, "Mean ITL (s)|Mean ITL (ms)"),
    (Measure::Of(Role::ItlP50), Unit::Seconds, "Median ITL (s)|Median ITL (ms)"),
    (Measure::Of(Role::ItlP99), Unit::Seconds, "P99 ITL (s)|P99 ITL (ms)"),
    (Measure::TotalTokensPerGpu, Unit::One, "Throughput~1GPU (tok~1s)|Throughput~1Chip (tok~1s)"),
    (Measure::OutputTokensPerGpu, Unit::One, "Output Throughput~1GPU (tok~1s)|Output Throughput~1Chip (tok~1s)"),
    (Measure::Of(Role::AskedInputTokens), Unit::One, "ISL"),
    (Measure::Of(Role::AskedOutputTokens), Unit::One, "OSL"),
    (Measure::Of(Role::HwType), Unit::One, "Hardware|Hardware Key"),
    (Measure::Of(Role::Engine), Unit::One, "Framework"),
    (Measure::Of(Role::Model), Unit::One, "Model"),
];

const CSV_LABELS: Labels = labels![
    ("precision", "Precision"),
    ("spec_decoding", "Spec Decoding"),
    ("disagg", "Disaggregated"),
    ("tp", "TP"),
    ("ep", "EP"),
    ("dp_attention", "DP Attention"),
    ("date", "Date"),
    ("hardware_key", "Hardware Key"),
];

fn first(row: &Value, paths: &str) -> Option<f64> {
    alternatives(paths).find_map(|path| match find(row, path)? {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.trim().parse().ok(),
        _ => None,
    })
}

fn mend(run: &mut Run, row: &Value, _root: &Value) {
    gpus(run, row);
    unit(run, row);
}

/// Counts the GPUs, and the output tokens by the GPUs that they are divided by.
fn gpus(run: &mut Run, row: &Value) {
    let prefill = first(row, "num_prefill_gpu|Num Prefill GPUs|Num Prefill Chips").unwrap_or(0.0);
    let decode = first(row, "num_decode_gpu|Num Decode GPUs|Num Decode Chips").unwrap_or(0.0);
    let is_apart = run.labelled("disagg").is_some_and(|text| text.eq_ignore_ascii_case("true"));
    let parallel = || {
        let of = |paths: &str| first(row, paths).filter(|&number| number > 0.0);
        Some(of("tp|TP|decode_tp")? * of("pp").unwrap_or(1.0) * of("pcp_size").unwrap_or(1.0))
    };
    let counted = if is_apart { prefill + decode } else { prefill.max(decode) };
    let known = first(row, "num_gpus|Physical Chips").filter(|&gpus| gpus > 0.0);
    let Some(all) = known.or((counted > 0.0).then_some(counted)).or_else(parallel) else { return };
    run.set(Measure::Of(Role::GpuCount), all);
    if let (true, true, Some(each)) = (is_apart, decode > 0.0, run.get(Measure::OutputTokensPerGpu)) {
        run.complete(Role::OutputTokenRate, Some(each * decode));
    }
    if let (true, Some(each)) = (is_apart, run.get(Measure::InputTokensPerGpu)) {
        // Of the prefill GPUs.
        run.forget(Measure::InputTokensPerGpu);
        run.complete(Role::InputTokenRate, (prefill > 0.0).then_some(each * prefill));
    }
}

/// The times, which were read as seconds, in milliseconds where interactivity tells that they are. The heads of CSV do
/// not tell.
fn unit(run: &mut Run, row: &Value) {
    let tpot = first(row, "mean_tpot|metrics/mean_tpot|Mean TPOT (s)|Mean TPOT (ms)");
    let interactivity = first(row, "mean_intvty|metrics/mean_intvty|Mean Interactivity (tok~1s~1user)");
    let product = interactivity.zip(tpot).map(|(a, b)| a * b);
    if product.is_some_and(|product| product > 30.0) {
        for role in Role::LATENCIES.into_iter().chain(Role::TOKEN_TIMES) {
            if let Some(value) = run.of(role) {
                run.set(Measure::Of(role), value / 1000.0);
            }
        }
    }
    if product.is_none() && find(row, "Mean E2E Latency (ms)").is_some() {
        run.doubts.push((Role::AvgLatency, "Its head says ms and it is in seconds (InferenceX#2405): read so.".into()));
    }
}

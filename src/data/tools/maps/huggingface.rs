//! Hugging Face: inference-benchmarker's JSON, and the tables of text-generation-benchmark (TGI).
//!
//! Source: huggingface/inference-benchmarker, `src/writers.rs` (`results[*]`, times in ms, `request_rate` of good
//! requests, `total_tokens` written and `total_tokens_sent` read; the warm-up is no run; only `ConstantVUs` keeps
//! `max_vus` in flight); huggingface/text-generation-inference, `benchmark/src/table.rs` (Markdown: latencies of prefill
//! and decode in ms by batch size; a batch is sent when the one before is answered, so its size is what is in flight, and
//! the mean of a request is the mean of its prefill and of its decode together).

use crate::data::runs::roles::{Role, Unit};
use crate::data::text::amount;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "inference-benchmarker",
        signs: signs![
            Sign::Has("results/0/executor_type"),
            Sign::HasAny("results/0/e2e_latency_ms|results/0/token_throughput_secs"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Only("results", |row, _| row.get("id").and_then(Value::text) != Some("warmup")),
            measures: MEASURES,
            labels: labels![("id", "id"), ("request_rate", "config/rate"), ("profile", "^/config/profile")],
            mend: Some(load),
        }),
    },
    // The table that it prints, in which a value has its unit.
    Map {
        tool: "inference-benchmarker",
        signs: signs![
            Sign::Is(Format::Text),
            Sign::Has("tables/0/columns/QPS"),
            Sign::Has("tables/0/columns/E2E Latency (avg)")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Only("tables/0/rows", |row, _| {
                row.get("Benchmark").and_then(Value::text).is_some_and(|name| name != "warmup")
            }),
            measures: measures![
                (Measure::Of(Role::Throughput), Unit::PerSecond, "QPS"),
                (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "E2E Latency (avg)"),
                (Measure::Of(Role::TtftMean), Unit::Milliseconds, "TTFT (avg)"),
                (Measure::Of(Role::ItlMean), Unit::Milliseconds, "ITL (avg)"),
                (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "Throughput"),
                (Measure::Of(Role::InputTokens), Unit::One, "Prompt tokens per req (avg)"),
                (Measure::Of(Role::OutputTokens), Unit::One, "Decoded tokens per req (avg)"),
            ],
            labels: labels![("id", "Benchmark")],
            mend: Some(answered),
        }),
    },
    Map {
        tool: "text-generation-benchmark",
        signs: signs![
            Sign::Is(Format::Text),
            Sign::Has("tables/0/columns/Parameter"),
            Sign::Has("tables/0/rows/Parameter=Sequence Length"),
            Sign::Has("tables/0/rows/Parameter=Decode Length"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Only("tables/1/rows", |row, _| step_of(row) == Some("Decode (total)")),
            measures: measures![(Measure::Of(Role::Vus), Unit::One, "Batch Size")],
            labels: labels![],
            mend: Some(batch),
        }),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Vus), Unit::One, "config/max_vus"),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "request_rate"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "e2e_latency_ms/avg|e2e_latency_ms_avg"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "e2e_latency_ms/p50"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "e2e_latency_ms/p90|e2e_latency_ms_p90"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "e2e_latency_ms/p95|e2e_latency_ms_p95"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "e2e_latency_ms/p99"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "successful_requests"),
    (Measure::Of(Role::FailedRequests), Unit::One, "failed_requests"),
    (Measure::Of(Role::TotalRequests), Unit::One, "total_requests"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "time_to_first_token_ms/avg|time_to_first_token_ms_avg"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "time_to_first_token_ms/p50"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "time_to_first_token_ms/p99"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "inter_token_latency_ms/avg|inter_token_latency_ms_avg"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "token_throughput_secs"),
    (Measure::AllOutputTokens, Unit::One, "total_tokens"),
    (Measure::AllInputTokens, Unit::One, "total_tokens_sent"),
    (Measure::Of(Role::Duration), Unit::Milliseconds, "duration_ms"),
    (Measure::Of(Role::Model), Unit::One, "^/config/model_name|^/config/meta/model|^/config/tokenizer"),
];

fn load(run: &mut Run, row: &Value, _root: &Value) {
    if row.get("executor_type").and_then(Value::text) != Some("ConstantVUs") {
        run.forget(Measure::Of(Role::Vus));
    }
}

fn step_of<'v>(row: &'v Value) -> Option<&'v str> {
    row.get("Step").and_then(Value::text)
}

/// The other steps of the same batch size, and the parameters of all.
fn batch(run: &mut Run, row: &Value, root: &Value) {
    let rows = find(root, "tables/1/rows").map(Value::items).unwrap_or_default();
    let beside =
        |step| rows.iter().find(|one| step_of(one) == Some(step) && one.get("Batch Size") == row.get("Batch Size"));
    let ms = |row: Option<&Value>, name| amount::parse(row?.get(name)?.text()?).map(|(value, _)| value);
    let prefill = beside("Prefill");
    let parts = [
        (Role::TtftMean, ms(prefill, "Average")),
        (Role::TtftP50, ms(prefill, "p50")),
        (Role::TtftP99, ms(prefill, "p99")),
        (Role::TpotMean, ms(beside("Decode (token)"), "Average")),
        (Role::AvgLatency, ms(prefill, "Average").zip(ms(Some(row), "Average")).map(|(a, b)| a + b)),
        (Role::BatchSize, run.of(Role::Vus)),
    ];
    for (role, value) in parts {
        run.complete(role, value);
    }
    for parameter in find(root, "tables/0/rows").map(Value::items).unwrap_or_default() {
        let value = parameter.get("Value");
        match (parameter.get("Parameter").and_then(Value::text), value) {
            (Some("Model"), Some(Value::Text(model))) => run.set_text(Role::Model, model.clone()),
            (Some("Sequence Length"), Some(Value::Number(tokens))) => run.set(Measure::Of(Role::InputTokens), *tokens),
            (Some("Decode Length"), Some(Value::Number(tokens))) => run.set(Measure::Of(Role::OutputTokens), *tokens),
            _ => {}
        }
    }
    run.set_text(Role::Engine, "TGI");
}

/// `93/94`: the good requests and all.
fn answered(run: &mut Run, row: &Value, _root: &Value) {
    let counts = row.get("Successful Requests").and_then(Value::text).and_then(|text| text.split_once('/'));
    for (role, text) in
        counts.into_iter().flat_map(|(good, all)| [(Role::SuccessfulRequests, good), (Role::TotalRequests, all)])
    {
        run.complete(role, text.trim().parse().ok());
    }
    run.labels.retain(|(name, _)| name == "id");
}

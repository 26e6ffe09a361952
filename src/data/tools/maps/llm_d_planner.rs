//! llm-d planner's benchmark data: `{benchmarks: [{model_hf_repo, hardware, hardware_count, ttft_mean, …}]}`.
//!
//! Source: llm-d-incubation/llm-d-planner, `scripts/schema.sql` (times in milliseconds by its comments; `prompt_tokens`
//! and `output_tokens` are targets, `mean_…` reached) and its data. `responses_per_second` is measured;
//! `requests_per_second`, which the planner counts with where there is none, is the rate of sending, and said to be so.
//! What `tokens_per_second` counts is not said: it is left out.

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "llm-d planner",
        signs: signs![
            Sign::Has("benchmarks/0/e2e_mean"),
            Sign::HasAny("benchmarks/0/model_hf_repo|benchmarks/0/model_id|benchmarks/0/hardware"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("benchmarks"),
            measures: MEASURES,
            labels: LABELS,
            mend: Some(sent),
        }),
    },
    Map {
        tool: "llm-d planner",
        signs: signs![Sign::Has("e2e_mean"), Sign::Has("model_hf_repo"), Sign::Has("hardware_count")],
        content: Content::Runs(Runs { rows: Rows::OneOrEach, measures: MEASURES, labels: LABELS, mend: Some(sent) }),
    },
];

const MEASURES: Measures = measures![
    (Measure::Of(Role::Throughput), Unit::PerSecond, "responses_per_second|requests_per_second"),
    (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "e2e_mean"),
    (Measure::Of(Role::P50Latency), Unit::Milliseconds, "e2e_p50"),
    (Measure::Of(Role::P90Latency), Unit::Milliseconds, "e2e_p90"),
    (Measure::Of(Role::P95Latency), Unit::Milliseconds, "e2e_p95"),
    (Measure::Of(Role::P99Latency), Unit::Milliseconds, "e2e_p99"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft_mean"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft_p50"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft_p99"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "tpot_mean"),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, "tpot_p90"),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, "tpot_p95"),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, "tpot_p99"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "itl_mean"),
    (Measure::Of(Role::ItlP95), Unit::Milliseconds, "itl_p95"),
    (Measure::Of(Role::ItlP99), Unit::Milliseconds, "itl_p99"),
    (Measure::Of(Role::InputTokens), Unit::One, "mean_input_tokens"),
    (Measure::Of(Role::OutputTokens), Unit::One, "mean_output_tokens"),
    (Measure::Of(Role::AskedInputTokens), Unit::One, "prompt_tokens"),
    (Measure::Of(Role::AskedOutputTokens), Unit::One, "output_tokens"),
    (Measure::Of(Role::GpuCount), Unit::One, "hardware_count"),
    (Measure::Of(Role::HwType), Unit::One, "hardware"),
    (Measure::Of(Role::Engine), Unit::One, "framework"),
    (Measure::Of(Role::Model), Unit::One, "model_hf_repo|model_id|model_name"),
];

const LABELS: Labels =
    labels![("request_rate", "requests_per_second"), ("precision", "precision"), ("provider", "provider")];

fn sent(run: &mut Run, row: &Value, _root: &Value) {
    if find(row, "responses_per_second").is_none() && run.of(Role::Throughput).is_some() {
        let said = "The rate at which requests were sent; an overloaded server answers fewer.";
        run.doubts.push((Role::Throughput, said.into()));
    }
}

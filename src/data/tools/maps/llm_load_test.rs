//! llm-load-test (OpenShift's): the JSON of a test, whose `summary` stands beside the requests.
//!
//! Source: openshift-psap/llm-load-test, `utils.py` (`write_output`: times in milliseconds, means over the good requests;
//! `throughput` counts output tokens until the end that was asked for, `throughput_full_duration` until the last answer; the
//! latter came later) and `config.yaml` (`load_options`: `type: rps` is an open load, whatever `concurrency` says).

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "llm-load-test",
    signs: signs![Sign::Has("summary/response_time/mean"), Sign::Has("config/load_options")],
    content: Content::Runs(Runs {
        rows: Rows::Only("", |_, name| name == "summary"),
        measures: measures![
            (Measure::Of(Role::Vus), Unit::One, "^/config/load_options/concurrency"),
            (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "response_time/mean"),
            (Measure::Of(Role::P50Latency), Unit::Milliseconds, "response_time/median"),
            (Measure::Of(Role::P90Latency), Unit::Milliseconds, "response_time/percentile_90"),
            (Measure::Of(Role::P95Latency), Unit::Milliseconds, "response_time/percentile_95"),
            (Measure::Of(Role::P99Latency), Unit::Milliseconds, "response_time/percentile_99"),
            (Measure::Of(Role::TotalRequests), Unit::One, "total_requests"),
            (Measure::Of(Role::FailedRequests), Unit::One, "total_failures"),
            (Measure::Of(Role::TtftMean), Unit::Milliseconds, "ttft/mean"),
            (Measure::Of(Role::TtftP50), Unit::Milliseconds, "ttft/median"),
            (Measure::Of(Role::TtftP99), Unit::Milliseconds, "ttft/percentile_99"),
            (Measure::Of(Role::TpotMean), Unit::Milliseconds, "tpot/mean"),
            (Measure::Of(Role::ItlMean), Unit::Milliseconds, "itl/mean"),
            (Measure::Of(Role::InputTokens), Unit::One, "input_tokens/mean"),
            (Measure::Of(Role::OutputTokens), Unit::One, "output_tokens/mean"),
            (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "throughput_full_duration|throughput"),
            (Measure::Of(Role::Duration), Unit::Seconds, "full_duration"),
            (Measure::Of(Role::Model), Unit::One, "^/config/plugin_options/model_name"),
        ],
        labels: labels![("request_rate", "^/config/load_options/rps")],
        mend: Some(load),
    }),
}];

/// The load, and without the time of the last answer what was done until the end that was asked for.
fn load(run: &mut Run, row: &Value, root: &Value) {
    run.labels.retain(|(name, _)| name == "request_rate");
    if find(root, "config/load_options/type").and_then(Value::text) == Some("rps") {
        run.forget(Measure::Of(Role::Vus));
    }
    let number = |of: &Value, path| match find(of, path) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    };
    let asked = number(row, "req_completed_within_test_duration").zip(number(root, "config/load_options/duration"));
    if let (None, Some((done, seconds))) = (run.of(Role::Duration), asked) {
        run.set(Measure::Of(Role::Throughput), done / seconds);
    }
}

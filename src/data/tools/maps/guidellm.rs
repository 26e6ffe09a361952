//! GuideLLM's `benchmarks.json`, 0.2 to 0.5, and its CSV with three lines of names.
//!
//! Source: vllm-project/guidellm, `src/guidellm/benchmark/output.py` and `schemas` (`benchmarks[*].metrics.<measure>.
//! <status>.{mean, median, percentiles}`): latencies of requests in seconds, of tokens in ms by their names. Of the
//! statuses `successful` alone is measured: `total` mixes in the time-outs of failed requests. 0.2 and 0.3 have the
//! counts beside the metrics and the model under `worker`, later ones under `metrics` and `config`. The CSV
//! (`src/guidellm/benchmark/outputs/csv.py`) has the percentiles of a measure in one cell, in the order of [`PERCENTILES`], and
//! what the strategy of each run was sent with in the lists of its profile.

use crate::data::runs::roles::{Role, Unit};
use crate::data::text::json::reader::Reader;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::{Kept, Value};

pub const MAPS: &[Map] = &[
    Map {
        tool: "GuideLLM",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::HasAny("benchmarks/0/metrics/request_latency|benchmarks/0/metrics/requests_per_second"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("benchmarks"),
            measures: MEASURES,
            labels: labels![
                ("strategy", "config/strategy/type_|args/strategy/type_"),
                ("rate", "config/strategy/rate|args/strategy/rate"),
            ],
            mend: Some(asked_rate),
        }),
    },
    Map {
        tool: "GuideLLM",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/Benchmark.Strategy"),
            Sign::Has("columns/Request Latency.Successful Sec.Mean"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: CSV,
            labels: labels![("strategy", "Benchmark.Strategy")],
            mend: Some(of_csv),
        }),
    },
];

const MEASURES: Measures = measures![
    (
        Measure::Of(Role::Vus),
        Unit::One,
        "config/strategy/streams|args/strategy/streams|config/strategy/max_concurrency|args/strategy/max_concurrency|metrics/request_concurrency/successful/mean",
    ),
    (Measure::Of(Role::Throughput), Unit::PerSecond, "metrics/requests_per_second/successful/mean"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "metrics/request_latency/successful/mean"),
    (
        Measure::Of(Role::P50Latency),
        Unit::Seconds,
        "metrics/request_latency/successful/median|metrics/request_latency/successful/percentiles/p50",
    ),
    (Measure::Of(Role::P90Latency), Unit::Seconds, "metrics/request_latency/successful/percentiles/p90"),
    (Measure::Of(Role::P95Latency), Unit::Seconds, "metrics/request_latency/successful/percentiles/p95"),
    (Measure::Of(Role::P99Latency), Unit::Seconds, "metrics/request_latency/successful/percentiles/p99"),
    (
        Measure::Of(Role::SuccessfulRequests),
        Unit::One,
        "metrics/request_totals/successful|request_totals/successful|run_stats/requests_made/successful",
    ),
    (
        Measure::Of(Role::FailedRequests),
        Unit::One,
        "metrics/request_totals/errored|request_totals/errored|run_stats/requests_made/errored",
    ),
    (
        Measure::Of(Role::TotalRequests),
        Unit::One,
        "metrics/request_totals/total|request_totals/total|run_stats/requests_made/total",
    ),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/mean"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/median"),
    (Measure::Of(Role::TtftP99), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/percentiles/p99"),
    (Measure::Of(Role::TtftP90), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/percentiles/p90"),
    (Measure::Of(Role::TtftP95), Unit::Milliseconds, "metrics/time_to_first_token_ms/successful/percentiles/p95"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/mean"),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/median"),
    (Measure::Of(Role::TpotP90), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/percentiles/p90"),
    (Measure::Of(Role::TpotP95), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/percentiles/p95"),
    (Measure::Of(Role::TpotP99), Unit::Milliseconds, "metrics/time_per_output_token_ms/successful/percentiles/p99"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/mean"),
    (Measure::Of(Role::ItlP50), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/median"),
    (Measure::Of(Role::ItlP95), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/percentiles/p95"),
    (Measure::Of(Role::ItlP99), Unit::Milliseconds, "metrics/inter_token_latency_ms/successful/percentiles/p99"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "metrics/output_tokens_per_second/successful/mean"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "metrics/tokens_per_second/successful/mean"),
    (Measure::Of(Role::InputTokens), Unit::One, "metrics/prompt_token_count/successful/mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "metrics/output_token_count/successful/mean"),
    (Measure::Of(Role::Duration), Unit::Seconds, "duration"),
    (
        Measure::Of(Role::Model),
        Unit::One,
        "config/backend/model|worker/backend_model|benchmarker/backend/model|^/args/model",
    ),
];

const CSV: Measures = measures![
    (Measure::Of(Role::Throughput), Unit::PerSecond, "Server Throughput.Successful Requests~1Sec.Mean"),
    (Measure::Of(Role::AvgLatency), Unit::Seconds, "Request Latency.Successful Sec.Mean"),
    (Measure::Of(Role::P50Latency), Unit::Seconds, "Request Latency.Successful Sec.Median"),
    (Measure::Of(Role::TtftMean), Unit::Milliseconds, "Time to First Token.Successful ms.Mean"),
    (Measure::Of(Role::TtftP50), Unit::Milliseconds, "Time to First Token.Successful ms.Median"),
    (Measure::Of(Role::TpotMean), Unit::Milliseconds, "Time per Output Token.Successful ms.Mean"),
    (Measure::Of(Role::TpotP50), Unit::Milliseconds, "Time per Output Token.Successful ms.Median"),
    (Measure::Of(Role::ItlMean), Unit::Milliseconds, "Inter Token Latency.Successful ms.Mean"),
    (Measure::Of(Role::ItlP50), Unit::Milliseconds, "Inter Token Latency.Successful ms.Median"),
    (Measure::Of(Role::InputTokens), Unit::One, "Token Metrics.Successful Input Tokens.Mean"),
    (Measure::Of(Role::OutputTokens), Unit::One, "Token Metrics.Successful Output Tokens.Mean"),
    (Measure::Of(Role::OutputTokenRate), Unit::PerSecond, "Token Throughput.Successful Output Tokens~1Sec.Mean"),
    (Measure::Of(Role::TotalTokenRate), Unit::PerSecond, "Token Throughput.Successful Total Tokens~1Sec.Mean"),
    (Measure::Of(Role::SuccessfulRequests), Unit::One, "Request Counts.Successful"),
    (Measure::Of(Role::FailedRequests), Unit::One, "Request Counts.Errored"),
    (Measure::Of(Role::TotalRequests), Unit::One, "Request Counts.Total"),
    (Measure::Of(Role::Duration), Unit::Seconds, "Timings.Duration.Sec|Timings.Duration"),
];

/// How many numbers a cell of percentiles has: min, p0.1, p1, p5, p10, p25, p75, p90, p95, p99, max.
const PERCENTILES: usize = 11;
/// Where p90, p95 and p99 are among them.
const PLACES: [usize; 3] = [7, 8, 9];

/// The measures of cells of percentiles: p90, p95, p99.
const OF_CELLS: [(&str, Unit, [Option<Role>; 3]); 4] = [
    (
        "Request Latency.Successful Sec.Percentiles",
        Unit::Seconds,
        [Some(Role::P90Latency), Some(Role::P95Latency), Some(Role::P99Latency)],
    ),
    (
        "Time to First Token.Successful ms.Percentiles",
        Unit::Milliseconds,
        [Some(Role::TtftP90), Some(Role::TtftP95), Some(Role::TtftP99)],
    ),
    (
        "Time per Output Token.Successful ms.Percentiles",
        Unit::Milliseconds,
        [Some(Role::TpotP90), Some(Role::TpotP95), Some(Role::TpotP99)],
    ),
    (
        "Inter Token Latency.Successful ms.Percentiles",
        Unit::Milliseconds,
        [None, Some(Role::ItlP95), Some(Role::ItlP99)],
    ),
];

/// Whether a strategy sends at a rate, whatever is in flight.
fn is_open(run: &Run) -> bool {
    let open = ["constant", "poisson", "async"];
    run.labelled("strategy").is_some_and(|strategy| open.contains(&strategy))
}

/// A rate is asked for where the strategy sends at one; that of others is a number of streams. What was in flight then is no
/// setting, which is said beside it.
fn asked_rate(run: &mut Run, _row: &Value, _root: &Value) {
    if is_open(run) {
        let rate = run.labelled("rate").and_then(|rate| rate.parse().ok());
        run.complete(Role::AskedRate, rate);
        if run.of(Role::Vus).is_some() {
            run.doubts.push((Role::Vus, "Measured while requests were sent at a rate: no number that was set.".into()));
        }
    }
    run.labels.retain(|(name, _)| name != "rate");
}

/// Reads what the cells of a row hold as JSON.
fn of_csv(run: &mut Run, row: &Value, _root: &Value) {
    run.labels.retain(|(name, _)| name == "strategy");
    let json = |name: &str| {
        let text = row.get(name)?.text()?;
        let mut kept = Kept { samples: PERCENTILES, items: usize::MAX, is_cut: false };
        Value::of_json(&mut Reader::new(text.as_bytes()), &mut kept).ok()
    };
    for (name, unit, roles) in OF_CELLS {
        let Some(Value::List(items)) = json(name).filter(|cell| cell.items().len() == PERCENTILES) else { continue };
        for (role, place) in roles.into_iter().zip(PLACES) {
            if let (Some(role), Value::Number(value)) = (role, &items[place]) {
                run.set_in(Measure::Of(role), *value, unit);
            }
        }
    }
    if let Some(model) = json("Run Info.Backend").as_ref().and_then(|backend| backend.get("model")?.words()) {
        run.set_text(Role::Model, model);
    }
    let profile = json("Run Info.Profile");
    let sent_with = |list: &str| match (find(profile.as_ref()?, list)?, row.get("Run Info.Run Index")?) {
        (Value::List(all), Value::Number(at)) => match all.get(*at as usize)? {
            Value::Number(value) => Some(*value),
            _ => None,
        },
        _ => None,
    };
    match run.labelled("strategy") {
        Some("concurrent") => run.complete(Role::Vus, sent_with("streams")),
        Some("synchronous") => run.complete(Role::Vus, Some(1.0)),
        _ if is_open(run) => run.complete(Role::AskedRate, sent_with("rate")),
        _ => {}
    }
}

//! Locust: `_stats.csv`, `--json`, `/stats/requests`, the tables that it prints; its failures, exceptions and history.
//!
//! Source: locustio/locust, `locust/stats.py` (`StatsCSV`: ms, a row for each endpoint and the row `Aggregated`, in
//! versions before 1 `Total`, `# requests` and a second file `_distribution.csv`; `Requests/s` counts failed requests;
//! `StatsEntry.serialize`: response times as a histogram) and `print_stats`. `_stats_history.csv` is the run second by
//! second. No file tells how many users there were but the history.

use super::{count, millis, rate};
use crate::analysis::stats::order;
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Locust",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/Timestamp"),
            Sign::HasAny("columns/User Count|columns/User count"),
        ],
        content: Content::Refused(Refusal::TimeSeries("the file that ends in `_stats.csv`")),
    },
    Map {
        tool: "Locust",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::Has("columns/Name"),
            Sign::HasAny("columns/Request Count|columns/# requests"),
            Sign::HasAny("columns/Average Response Time|columns/Average response time"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Sums("rows", is_sum),
            measures: CSV,
            labels: labels![],
            mend: Some(name_if_part),
        }),
    },
    Map {
        tool: "Locust",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/Name"), Sign::Has("columns/# requests")],
        content: Content::Refused(Refusal::NoRate("the file that ends in `_requests.csv`")),
    },
    Map {
        tool: "Locust",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/Error"), Sign::Has("columns/Occurrences")],
        content: Content::Refused(PART),
    },
    Map {
        tool: "Locust",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/Traceback"), Sign::Has("columns/Nodes")],
        content: Content::Refused(PART),
    },
    Map {
        tool: "Locust",
        signs: signs![Sign::Is(Format::Json), Sign::Has("0/num_requests"), Sign::Has("0/response_times")],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![],
            labels: labels![],
            mend: Some(pooled),
        }),
    },
    // What the web page asks for, `locust/web.py`: rates are those of the last seconds.
    Map {
        tool: "Locust",
        signs: signs![
            Sign::Has("stats/0/num_requests"),
            Sign::Has("stats/0/avg_response_time"),
            Sign::Has("total_rps")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Sums("stats", |row, _| {
                matches!(row.get("name").and_then(Value::text), Some("Aggregated" | "Total"))
            }),
            measures: measures![
                count(Role::Vus, "^/user_count"),
                rate("total_rps|current_rps"),
                millis(Role::AvgLatency, "avg_response_time"),
                millis(Role::P50Latency, "median_response_time|median"),
                millis(Role::P90Latency, "ninetieth_response_time|response_time_percentile_0.9"),
                millis(Role::P95Latency, "response_time_percentile_0.95"),
                millis(Role::P99Latency, "ninety_ninth_response_time|response_time_percentile_0.99"),
                count(Role::TotalRequests, "num_requests"),
                count(Role::FailedRequests, "num_failures"),
            ],
            labels: labels![],
            mend: Some(asked),
        }),
    },
    Map {
        tool: "Locust",
        signs: signs![Sign::Line("Type Name # reqs # fails ..."), Sign::Line("Aggregated ...")],
        content: Content::Runs(Runs {
            rows: Rows::LastReport(
                &["Type Name # reqs # fails ..."],
                lines![
                    ("all", "Aggregated {total} {failed}({share}) {mean} {min} {max} {p50} {rate} {failures}"),
                    ("tail", "Aggregated {p50} {p66} {p75} {p80} {p90} {p95} {p98} {p99} {p99_9} {p99_99} {p100} {n}"),
                ],
            ),
            measures: measures![
                rate("all/rate"),
                millis(Role::AvgLatency, "all/mean"),
                millis(Role::P50Latency, "all/p50"),
                millis(Role::P90Latency, "tail/p90"),
                millis(Role::P95Latency, "tail/p95"),
                millis(Role::P99Latency, "tail/p99"),
                count(Role::TotalRequests, "all/total"),
                count(Role::FailedRequests, "all/failed"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
];

const PART: Refusal = Refusal::NoMeasures("the file that ends in `_stats.csv`");

const CSV: Measures = measures![
    rate("Requests~1s"),
    millis(Role::AvgLatency, "Average Response Time|Average response time"),
    millis(Role::P50Latency, "50%|Median Response Time|Median response time"),
    millis(Role::P90Latency, "90%"),
    millis(Role::P95Latency, "95%"),
    millis(Role::P99Latency, "99%"),
    count(Role::TotalRequests, "Request Count|# requests"),
    count(Role::FailedRequests, "Failure Count|# failures"),
];

fn is_sum(row: &Value, _name: &str) -> bool {
    matches!(row.get("Name").and_then(Value::text), Some("Aggregated" | "Total" | " Aggregated"))
}

/// Without a sum the endpoints are all there is.
fn name_if_part(run: &mut Run, row: &Value, _root: &Value) {
    if !is_sum(row, "") {
        let name = row.get("Name").and_then(Value::words).unwrap_or_default();
        run.label("endpoint", name);
    }
    run.labels.retain(|(name, _)| name == "endpoint");
}

/// `--json` has endpoints alone: the run is their sum, by the same rules as in `calculate_response_time_percentile`.
fn pooled(run: &mut Run, row: &Value, _root: &Value) {
    let sum = |name: &str| -> f64 { row.items().iter().filter_map(|part| super::number(part.get(name))).sum() };
    let ends = |name: &'static str| row.items().iter().filter_map(move |part| super::number(part.get(name)));
    let total = sum("num_requests");
    let timed = total - sum("num_none_requests");
    run.set(Measure::Of(Role::TotalRequests), total);
    run.set(Measure::Of(Role::FailedRequests), sum("num_failures"));
    run.set(Measure::Of(Role::AvgLatency), sum("total_response_time") / timed);
    let last = ends("last_request_timestamp").fold(f64::NEG_INFINITY, f64::max);
    let time = last - ends("start_time").fold(f64::INFINITY, f64::min);
    run.set(Measure::Of(Role::Throughput), total / time);
    let mut times: Vec<(f64, f64)> = row
        .items()
        .iter()
        .flat_map(|part| super::counts(part.get("response_times")))
        .filter_map(|(time, count)| Some((time.parse().ok()?, count)))
        .collect();
    order::sort_by(&mut times, |a, b| b.0.total_cmp(&a.0));
    let percentile = |share: f64| {
        let below = (timed * share).floor();
        let mut seen = 0.0;
        times.iter().find(|(_, count)| {
            seen += count;
            timed - seen <= below
        })
    };
    let shares = [(Role::P50Latency, 0.5), (Role::P90Latency, 0.9), (Role::P95Latency, 0.95), (Role::P99Latency, 0.99)];
    for (role, share) in shares {
        if let Some((time, _)) = percentile(share) {
            run.set(Measure::Of(role), *time);
        }
    }
}

/// There are no users once the test has stopped, and endpoints are told apart only where there is no sum.
fn asked(run: &mut Run, row: &Value, _root: &Value) {
    if run.of(Role::Vus) == Some(0.0) {
        run.forget(Measure::Of(Role::Vus));
    }
    run.labels.retain(|(name, _)| {
        name == "name" && !matches!(row.get("name").and_then(Value::text), Some("Aggregated" | "Total"))
    });
}

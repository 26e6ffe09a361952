//! autocannon: the JSON of `-j` and the tables that it prints.
//!
//! Source: mcollina/autocannon, `lib/run.js` and `README.md` (`latency.*` in ms, `requests.average` per second; no p95:
//! p90, then p97.5). `non2xx` are answered requests, `errors` (time-outs among them) are not answered. `connections`
//! times `pipelining` are in flight; pipelining is 1 unless asked for. The file may begin with a BOM.

use super::{count, millis, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "autocannon",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("latency/average"),
            Sign::Has("requests/average"),
            Sign::Has("throughput/average"),
            Sign::Has("non2xx"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                count(Role::Vus, "connections"),
                rate("requests/average|requests/mean"),
                millis(Role::AvgLatency, "latency/average|latency/mean"),
                millis(Role::P50Latency, "latency/p50"),
                millis(Role::P90Latency, "latency/p90"),
                millis(Role::P99Latency, "latency/p99"),
                count(Role::SuccessfulRequests, "2xx"),
                (Measure::Of(Role::Duration), crate::data::runs::roles::Unit::Seconds, "duration"),
            ],
            labels: labels![("url", "url"), ("title", "title")],
            mend: Some(counted),
        }),
    },
    Map {
        tool: "autocannon",
        signs: signs![Sign::Line("Stat 2.5% 50% 97.5% 99% Avg Stdev Max")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Running {duration} test @ {url}", "Stat 2.5% 50% 97.5% 99% Avg Stdev Max"],
                lines![
                    ("test", "Running {duration} test @ {url}"),
                    ("vus", "{connections} connections"),
                    ("vus", "{connections} connections with ..."),
                    ("latency", "Latency {p2_5} * {p50} * {p97_5} * {p99} {unit} {mean} * ..."),
                    ("requests", "Req/Sec {p1} {p2_5} {p50} {p97_5} {mean} ..."),
                    ("good", "{good} 2xx responses {other} non 2xx responses"),
                    ("all", "{all} requests in ..."),
                    ("errors", "{errors} errors ({timeouts} timeouts)"),
                ],
            ),
            measures: measures![
                count(Role::Vus, "vus/connections"),
                rate("requests/mean"),
                millis(Role::AvgLatency, "latency/mean"),
                millis(Role::P50Latency, "latency/p50"),
                millis(Role::P99Latency, "latency/p99"),
                count(Role::SuccessfulRequests, "good/good"),
            ],
            labels: labels![("url", "test/url")],
            mend: Some(printed),
        }),
    },
];

fn counted(run: &mut Run, row: &Value, _root: &Value) {
    let of = |path| super::number(find(row, path));
    if let Some(other) = of("non2xx") {
        run.set(Measure::Of(Role::FailedRequests), other + of("errors").unwrap_or(0.0));
    }
    if let (Some(vus), Some(pipelining)) = (run.of(Role::Vus), of("pipelining")) {
        run.set(Measure::Of(Role::Vus), vus * pipelining.max(1.0));
    }
}

/// Failures are printed only where there are any; the number of all requests is rounded.
fn printed(run: &mut Run, row: &Value, _root: &Value) {
    let of = |path| super::number(find(row, path));
    let (other, errors) = (of("good/other"), of("errors/errors"));
    if other.is_some() || errors.is_some() {
        run.set(Measure::Of(Role::FailedRequests), other.unwrap_or(0.0) + errors.unwrap_or(0.0));
    }
}

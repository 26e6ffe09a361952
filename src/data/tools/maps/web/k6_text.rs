//! k6: the summary that it prints at the end of a test.
//!
//! Source: grafana/k6, `js/summary.js` (to 0.5x) and `internal/cmd/…/summary` (since 1.0): the statistics of a trend as
//! `name=value` with a unit at each, in the order of `summaryTrendStats`; `http_req_failed` as a share with, in brackets
//! of ticks and crosses, the failed and the good requests (a failure is what this rate counts), since 1.0 as
//! `12 out of 500`.

use super::{count, millis, rate};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "k6",
    signs: signs![Sign::Line("http_req_duration {=}"), Sign::Line("http_reqs {count} {rate}/s")],
    content: Content::Runs(Runs {
        rows: Rows::Reports(
            &["http_req_duration {=}"],
            lines![
                ("latency", "http_req_duration {=}"),
                ("requests", "http_reqs {count} {rate}/s"),
                ("failed", "http_req_failed {share} {count} out of {all}"),
                ("failed", "http_req_failed {share} ✓ {count} ✗ {good}"),
                ("failed", "http_req_failed {share} ✓ {count} ..."),
                ("failed", "http_req_failed {share} ..."),
                ("dropped", "dropped_iterations {count} ..."),
                ("vus", "vus_max {count} ..."),
                ("vus", "vus {now} min={min} max={count}"),
            ],
        ),
        measures: measures![
            count(Role::Vus, "vus/count"),
            rate("requests/rate"),
            millis(Role::AvgLatency, "latency/avg"),
            millis(Role::P50Latency, "latency/med|latency/p(50)"),
            millis(Role::P90Latency, "latency/p(90)"),
            millis(Role::P95Latency, "latency/p(95)"),
            millis(Role::P99Latency, "latency/p(99)"),
            count(Role::TotalRequests, "requests/count"),
            count(Role::FailedRequests, "failed/count"),
            (Measure::Of(Role::FailedRequests), Unit::Percent, "failed/share"),
        ],
        labels: labels![],
        mend: Some(open_load),
    }),
}];

/// A rate that was asked for and not kept leaves iterations out: the users were made ready, not kept busy.
fn open_load(run: &mut Run, row: &Value, _root: &Value) {
    if find(row, "dropped/count").is_some() {
        run.forget(Measure::Of(Role::Vus));
    }
}

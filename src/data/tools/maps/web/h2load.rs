//! h2load: the report that it prints.
//!
//! Source: nghttp2/nghttp2, `src/h2load.cc` (`time for request` with a unit at each value; since 1.65 the columns
//! median, p95 and p99 beside min, max and mean). Clients and streams are in what it prints at the start.

use super::{count, micros, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::path::find;

pub const MAPS: &[Map] = &[Map {
    tool: "h2load",
    signs: signs![Sign::Line("finished in {time} {rate} req/s ..."), Sign::Line("time for request ...")],
    content: Content::Runs(Runs {
        rows: Rows::Reports(
            &["starting benchmark", "finished in {time} {rate} req/s ..."],
            lines![
                ("end", "finished in {time} {rate} req/s ..."),
                (
                    "all",
                    "requests {total} total {started} started {done} done {good} succeeded {failed} failed {errored} \
                     errored ...",
                ),
                ("latency", "time for request {min} {max} {mean} {sd} {share}"),
                ("latency", "time for request {min} {max} {median} {p95} {p99} {mean} {sd} {share}"),
            ],
        ),
        measures: measures![
            rate("end/rate"),
            micros(Role::AvgLatency, "latency/mean"),
            micros(Role::P50Latency, "latency/median"),
            micros(Role::P95Latency, "latency/p95"),
            micros(Role::P99Latency, "latency/p99"),
            count(Role::TotalRequests, "all/total"),
            count(Role::SuccessfulRequests, "all/good"),
        ],
        labels: labels![],
        mend: Some(|run, row, _| {
            // Errored requests are among the failed ones.
            if let Some(failed) = super::number(find(row, "all/failed")) {
                run.set(Measure::Of(Role::FailedRequests), failed);
            }
        }),
    }),
}];

//! Taurus (`bzt`): the CSV of its final statistics.
//!
//! Source: Blazemeter/taurus, `bzt/modules/reporting.py` (`dump-csv`: a row for each label and one without a label for
//! all; `avg_rt` and `perc_*` in seconds; `throughput` is the number of samples, not a rate; `concurrency` the users).
//! There is no rate in it: it is counted from `test_duration`, and where older ones lack that, estimated from users and
//! latency.

use super::{count, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, measures, signs};
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[Map {
    tool: "Taurus",
    signs: signs![
        Sign::Is(Format::Csv),
        Sign::Has("columns/label"),
        Sign::Has("columns/avg_rt"),
        Sign::Has("columns/succ"),
        Sign::Has("columns/throughput"),
    ],
    content: Content::Runs(Runs {
        rows: Rows::Only("rows", |row, _| row.get("label") == Some(&Value::Null)),
        measures: measures![
            count(Role::Vus, "concurrency"),
            seconds(Role::AvgLatency, "avg_rt"),
            seconds(Role::P50Latency, "perc_50.0"),
            seconds(Role::P90Latency, "perc_90.0"),
            seconds(Role::P95Latency, "perc_95.0"),
            seconds(Role::P99Latency, "perc_99.0"),
            seconds(Role::Duration, "test_duration"),
            count(Role::TotalRequests, "throughput"),
            count(Role::SuccessfulRequests, "succ"),
            count(Role::FailedRequests, "fail"),
        ],
        labels: labels![],
        mend: None,
    }),
}];

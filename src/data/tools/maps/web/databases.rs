//! Load testers of databases: the reports that pgbench, sysbench and YCSB print.
//!
//! Source: postgres/postgres, `src/bin/pgbench/pgbench.c` (`printResults`; before version 14 `tps` stands twice, with and
//! without the time to connect); akopytov/sysbench, `src/sysbench.c` (`report_cumulative`) and `src/lua/internal`;
//! brianfrankcooper/YCSB, `measurements/exporter/TextMeasurementsExporter.java` (`[OPERATION], Name, value`, microseconds).
//! Of several operations the mean is known and the percentiles are not.

use super::{count, millis, rate, seconds};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "pgbench",
        signs: signs![Sign::Line("latency average = {v} ms"), Sign::Line("tps = {v} ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["transaction type ..."],
                lines![
                    ("vus", "number of clients {v}"),
                    ("time", "duration {v} s"),
                    ("all", "number of transactions actually processed {n}/{asked}"),
                    ("all", "number of transactions actually processed {n}"),
                    ("failed", "number of failed transactions {n} ..."),
                    ("mean", "latency average = {v} ms"),
                    ("rate", "tps = {v} (without ..."),
                    ("rate", "tps = {v} (excluding ..."),
                    ("rate", "tps = {v} ..."),
                ],
            ),
            measures: measures![
                count(Role::Vus, "vus/v"),
                rate("rate/v"),
                millis(Role::AvgLatency, "mean/v"),
                count(Role::SuccessfulRequests, "all/n"),
                count(Role::FailedRequests, "failed/n"),
                seconds(Role::Duration, "time/v"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "sysbench",
        signs: signs![Sign::Line("Latency (ms)"), Sign::Line("total number of events {n}")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["sysbench {version} ...", "Latency (ms)"],
                lines![
                    ("vus", "Number of threads {v}"),
                    ("time", "total time {v}"),
                    ("all", "total number of events {n}"),
                    ("rate", "transactions {n} ({v} per sec.)"),
                    ("rate", "events per second {v}"),
                    ("mean", "Latency (ms) >> avg {v}"),
                    ("p95", "95th percentile {v}"),
                    ("p99", "99th percentile {v}"),
                ],
            ),
            measures: measures![
                count(Role::Vus, "vus/v"),
                rate("rate/v"),
                millis(Role::AvgLatency, "mean/v"),
                millis(Role::P95Latency, "p95/v"),
                millis(Role::P99Latency, "p99/v"),
                count(Role::TotalRequests, "all/n"),
                seconds(Role::Duration, "time/v"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "YCSB",
        signs: signs![
            Sign::Line("[OVERALL] Throughput(ops/sec) {v}"),
            Sign::Line("{operation} AverageLatency(us) {v}")
        ],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["[OVERALL] RunTime(ms) {v}"],
                lines![
                    ("rate", "[OVERALL] Throughput(ops/sec) {v}"),
                    ("time", "[OVERALL] RunTime(ms) {v}"),
                    ("counts[]", "{operation} Operations {v}"),
                    ("means[]", "{operation} AverageLatency(us) {v}"),
                    ("p50[]", "{operation} 50thPercentileLatency(us) {v}"),
                    ("p95[]", "{operation} 95thPercentileLatency(us) {v}"),
                    ("p99[]", "{operation} 99thPercentileLatency(us) {v}"),
                ],
            ),
            measures: measures![rate("rate/v"), millis(Role::Duration, "time/v")],
            labels: labels![],
            mend: Some(operations),
        }),
    },
];

/// Adds the operations up; cleaning up is none, and those that failed are told apart by their names.
fn operations(run: &mut Run, row: &Value, _root: &Value) {
    let listed = |name: &str| -> Vec<(&str, f64)> {
        let lines = row.get(name).into_iter().flat_map(Value::items);
        let found = lines.filter_map(|line| Some((line.get("operation")?.text()?, super::number(line.get("v"))?)));
        found.filter(|(operation, _)| !matches!(*operation, "[CLEANUP]" | "[OVERALL]")).collect()
    };
    let is_failed = |operation: &str| operation.ends_with("FAILED]");
    let (counts, means) = (listed("counts"), listed("means"));
    let sum =
        |failed: bool| -> f64 { counts.iter().filter(|(name, _)| is_failed(name) == failed).map(|(_, n)| n).sum() };
    let weighted = means.iter().filter_map(|(name, us)| {
        let (_, n) = counts.iter().find(|(own, _)| own == name && !is_failed(own))?;
        Some(us * n)
    });
    let us: f64 = weighted.sum();
    run.set_in(Measure::Of(Role::AvgLatency), us / sum(false), Unit::Microseconds);
    run.set(Measure::Of(Role::SuccessfulRequests), sum(false));
    run.set(Measure::Of(Role::FailedRequests), sum(true));
    for (role, name) in [(Role::P50Latency, "p50"), (Role::P95Latency, "p95"), (Role::P99Latency, "p99")] {
        if let [(_, us)] = listed(name)[..] {
            run.set_in(Measure::Of(role), us, Unit::Microseconds);
        }
    }
}

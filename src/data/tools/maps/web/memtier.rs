//! memtier_benchmark: `--json-out-file`, and the table that it prints.
//!
//! Source: RedisLabs/memtier_benchmark, `run_stats.cpp` and `memtier_benchmark.cpp` (`ALL STATS.Totals`: `Ops/sec`,
//! `Average Latency` or, in early versions, `Latency`, and percentiles, in ms; `Runtime.Total duration` in ms; of
//! several runs `BEST RUN RESULTS`, `WORST RUN RESULTS` and an average, `ALL STATS` being the first). Connections are
//! `clients` for each of `threads`, with `pipeline` requests in flight in each. Without a single answer the file has
//! `-nan`, which no JSON reader takes.

use super::{count, millis, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Labels, Measures, labels, lines, measures, signs};
use crate::data::tools::path::find;
use crate::data::tools::run::Run;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "memtier_benchmark",
        signs: signs![Sign::Is(Format::Json), Sign::Has("ALL STATS/Totals/Ops~1sec")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: MEASURES, labels: LABELS, mend: Some(connections) }),
    },
    Map {
        tool: "memtier_benchmark",
        signs: signs![Sign::Line("Type Ops/sec Hits/sec Misses/sec ..."), Sign::Line("Totals ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["{n} Threads", "Type Ops/sec Hits/sec Misses/sec ..."],
                lines![
                    ("threads", "{n} Threads"),
                    ("connections", "{n} Connections per thread"),
                    ("totals", "Totals {rate} {hits} {misses} {mean} {p50} {p99} {p99_9} {kb}"),
                    ("totals", "Totals {rate} {hits} {misses} {moved} {ask} {mean} {p50} {p99} {p99_9} {kb}"),
                    ("totals", "Totals {rate} {hits} {misses} {mean} {kb}"),
                ],
            ),
            measures: measures![
                rate("totals/rate"),
                millis(Role::AvgLatency, "totals/mean"),
                millis(Role::P50Latency, "totals/p50"),
                millis(Role::P99Latency, "totals/p99"),
            ],
            labels: labels![],
            mend: Some(|run, row, _| {
                product(run, [find(row, "threads/n"), find(row, "connections/n"), None]);
            }),
        }),
    },
];

const LABELS: Labels =
    labels![("ratio", "configuration/ratio"), ("data_size", "configuration/data-size|configuration/data_size")];

const MEASURES: Measures = measures![
    rate("ALL STATS/Totals/Ops~1sec"),
    millis(Role::AvgLatency, "ALL STATS/Totals/Average Latency|ALL STATS/Totals/Latency"),
    millis(Role::P50Latency, "ALL STATS/Totals/Percentile Latencies/p50.00"),
    millis(Role::P90Latency, "ALL STATS/Totals/Percentile Latencies/p90.00"),
    millis(Role::P95Latency, "ALL STATS/Totals/Percentile Latencies/p95.00"),
    millis(Role::P99Latency, "ALL STATS/Totals/Percentile Latencies/p99.00"),
    millis(Role::Duration, "ALL STATS/Runtime/Total duration"),
    count(Role::TotalRequests, "ALL STATS/Totals/Count"),
];

fn connections(run: &mut Run, row: &Value, _root: &Value) {
    let of = |name: &str| row.get("configuration").and_then(|set| set.get(name));
    let parts = ["Threads count", "Connections per thread"];
    let shown = |name: &str| row.get("run information").and_then(|set| set.get(name));
    product(
        run,
        [of("threads").or_else(|| shown(parts[0])), of("clients").or_else(|| shown(parts[1])), of("pipeline")],
    );
}

/// Requests in flight: threads, connections of each, requests in each.
fn product(run: &mut Run, [threads, connections, pipeline]: [Option<&Value>; 3]) {
    if let (Some(threads), Some(connections)) = (super::number(threads), super::number(connections)) {
        let pipeline = super::number(pipeline).unwrap_or(1.0).max(1.0);
        run.set(Measure::Of(Role::Vus), threads * connections * pipeline);
    }
}

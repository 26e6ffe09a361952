//! What the benchmarks of engines print: TensorRT's `trtexec` and OpenVINO's `benchmark_app`.
//!
//! Source: NVIDIA/TensorRT, `samples/common/sampleReporting.cpp` (`Throughput: … qps`, `Latency: min = … ms, …`; a query is a
//! batch of the engine's shapes, and latency is of one, from host to host); openvinotoolkit/openvino,
//! `tools/benchmark_tool/openvino/tools/benchmark/main.py` (`Count: … iterations`, `Duration`, median and average of an
//! inference request; FPS count the images of a batch, so that the rate is that of the iterations; before 2022 one latency, the
//! median).

use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::map::{Content, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::maps::printed::SERVED;
use crate::data::tools::packed::{labels, lines, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "trtexec",
        signs: signs![Sign::Line("Throughput {v} qps"), Sign::Line("Latency min = ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Throughput {v} qps"],
                lines![
                    ("rate", "Throughput {v} qps"),
                    ("mean", "Latency ... mean = {v} ms ..."),
                    ("p50", "Latency ... median = {v} ms ..."),
                    ("p90", "Latency ... percentile(90%) = {v} ms ..."),
                    ("p95", "Latency ... percentile(95%) = {v} ms ..."),
                    ("p99", "Latency ... percentile(99%) = {v} ms ..."),
                ],
            ),
            measures: SERVED,
            labels: labels![],
            mend: Some(|run, _, _| {
                let said = "Counts queries: each is a whole batch of the shapes that the engine was given.";
                run.doubts.push((Role::Throughput, said.into()));
            }),
        }),
    },
    Map {
        tool: "OpenVINO benchmark_app",
        signs: signs![Sign::Line("Count {n} iterations"), Sign::Line("Throughput {v} FPS")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["[Step 10/11] ...", "Throughput {v} FPS"],
                lines![
                    ("vus", "... asynchronously {v} inference requests ..."),
                    ("count", "Count {v} iterations"),
                    ("time", "Duration {v} ms"),
                    ("mean", "Average {v} ms"),
                    ("p50", "Median {v} ms"),
                    ("p50", "Latency {v} ms"),
                ],
            ),
            measures: measures![
                (Measure::Of(Role::Vus), Unit::One, "vus/v"),
                (Measure::Of(Role::SuccessfulRequests), Unit::One, "count/v"),
                (Measure::Of(Role::Duration), Unit::Milliseconds, "time/v"),
                (Measure::Of(Role::AvgLatency), Unit::Milliseconds, "mean/v"),
                (Measure::Of(Role::P50Latency), Unit::Milliseconds, "p50/v"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
];

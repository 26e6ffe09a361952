//! Apache JMeter: `statistics.json` of the dashboard, the CSV of the aggregate and summary reports, the summariser's
//! lines in a log, and JTL (CSV or XML), which is the only result of a test without a report.
//!
//! Source: apache/jmeter, `report/dashboard/…/JsonExporter` (`pct1/2/3ResTime` are the 90th, 95th and 99th percentile
//! unless `aggregate_rpt_pct*` say otherwise; ms; throughput per second over all samples, failed ones too),
//! `visualizers/{StatVisualizer, SummaryReport}` (row `TOTAL`; `aggregate_report_*` by the command-line plugin),
//! `reporters/Summariser` (`summary =` adds up, `summary +` does not), `save/CSVSaveService` and `save/SaveService`. A
//! JTL is added up by [`jtl`].

use super::{count, millis, rate};
use crate::data::runs::roles::{Role, Unit};
use crate::data::tools::jtl;
use crate::data::tools::map::{Content, Format, Map, Measure, Rows, Runs, Sign};
use crate::data::tools::packed::{Measures, labels, lines, measures, signs};
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "JMeter",
        signs: signs![Sign::Is(Format::Json), Sign::Has("Total/sampleCount"), Sign::Has("Total/meanResTime")],
        content: Content::Runs(Runs {
            rows: Rows::Only("", |_, name| name == "Total"),
            measures: TOTAL,
            labels: labels![],
            mend: Some(|run, _, _| run.labels.clear()),
        }),
    },
    Map {
        tool: "JMeter",
        signs: signs![
            Sign::Is(Format::Csv),
            Sign::HasAny("columns/# Samples|columns/aggregate_report_count"),
            Sign::HasAny("columns/Average|columns/average"),
            Sign::HasAny("columns/Error %|columns/aggregate_report_error%"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Sums("rows", |row, _| label(row).is_some_and(|label| label.eq_ignore_ascii_case("total"))),
            measures: REPORT,
            labels: labels![],
            mend: Some(|run, row, _| {
                run.labels.clear();
                if let Some(label) = label(row).filter(|label| !label.eq_ignore_ascii_case("total")) {
                    run.label("label", label);
                }
            }),
        }),
    },
    Map {
        tool: "JMeter",
        signs: signs![Sign::Is(Format::Csv), Sign::Fits(jtl::is_csv)],
        content: Content::Requests(jtl::of_csv),
    },
    Map { tool: "JMeter", signs: signs![Sign::Line("... <testResults ...")], content: Content::Requests(jtl::of_xml) },
    Map {
        tool: "JMeter",
        signs: signs![Sign::Line("... summary = {count} in {time} = {rate}/s Avg {mean} ...")],
        content: Content::Runs(Runs {
            rows: Rows::LastReport(
                &["... summary = {count} in ..."],
                lines![("sum", "... = {count} in {time} = {rate}/s Avg {mean} Min {min} Max {max} Err {failed} ...")],
            ),
            measures: measures![
                rate("sum/rate"),
                millis(Role::AvgLatency, "sum/mean"),
                count(Role::TotalRequests, "sum/count"),
                count(Role::FailedRequests, "sum/failed"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
];

fn label<'v>(row: &'v Value) -> Option<&'v str> {
    row.get("Label").or_else(|| row.get("sampler_label")).and_then(Value::text)
}

const TOTAL: Measures = measures![
    rate("throughput"),
    millis(Role::AvgLatency, "meanResTime"),
    millis(Role::P50Latency, "medianResTime"),
    millis(Role::P90Latency, "pct1ResTime"),
    millis(Role::P95Latency, "pct2ResTime"),
    millis(Role::P99Latency, "pct3ResTime"),
    count(Role::TotalRequests, "sampleCount"),
    count(Role::FailedRequests, "errorCount"),
];

const REPORT: Measures = measures![
    rate("Throughput|aggregate_report_rate"),
    millis(Role::AvgLatency, "Average|average"),
    millis(Role::P50Latency, "Median|aggregate_report_median"),
    millis(Role::P90Latency, "90% Line|aggregate_report_90%_line"),
    millis(Role::P95Latency, "95% Line|aggregate_report_95%_line"),
    millis(Role::P99Latency, "99% Line|aggregate_report_99%_line"),
    count(Role::TotalRequests, "# Samples|aggregate_report_count"),
    (Measure::Of(Role::FailedRequests), Unit::Percent, "Error %|aggregate_report_error%"),
];

//! Gatling: `js/global_stats.json`, `js/stats.json` and `stats.js` of a report, and what it prints at the end.
//!
//! Source: gatling/gatling, `gatling-charts` (`GlobalStatsJsonTemplate`, `StatsJsTemplate`: `<statistic>.{total, ok,
//! ko}`, ms; percentiles 50, 75, 95, 99 unless `gatling.conf` says otherwise; before 2.2 two of them: 95 and 99) and
//! `ConsoleSummary`. Of each the good requests are read (`ok`), and failures are counted. Older versions write numbers
//! as text, `-` where nothing was measured. `stats.js` is a script, read line by line where it lies alone.
//! `simulation.log` is a log of single requests; since 3.12 it is binary (`BINARY_LOG`).

use super::{count, millis, rate};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Measured, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{Lines, Measures, labels, lines, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "Gatling",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::HasAny("numberOfRequests/ok|stats/numberOfRequests/ok"),
            Sign::HasAny("percentiles3|stats/percentiles3"),
        ],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: FOUR, labels: labels![], mend: None }),
    },
    Map {
        tool: "Gatling",
        signs: signs![Sign::Is(Format::Json), Sign::HasAny("numberOfRequests/ok|stats/numberOfRequests/ok")],
        content: Content::Runs(Runs { rows: Rows::Whole, measures: TWO, labels: labels![], mend: None }),
    },
    Map {
        tool: "Gatling",
        signs: signs![Sign::Line("Global Information ..."), Sign::Line("request count ...")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(&["Global Information ..."], LINES),
            measures: PRINTED,
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "Gatling",
        signs: signs![Sign::Is(Format::Json), Sign::Has("simulation"), Sign::Has("assertions"), Sign::Has("scenarios")],
        content: Content::Refused(Refusal::NoMeasures("js/global_stats.json, which lies beside it,")),
    },
    Map {
        tool: "Gatling",
        signs: signs![Sign::Line("var stats = {"), Sign::Line("\"numberOfRequests\" {")],
        content: Content::Runs(Runs {
            rows: Rows::LastReport(&["var stats = {"], SCRIPT),
            measures: SCRIPTED,
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "Gatling",
        signs: signs![Sign::Line("RUN {simulation} ..."), Sign::Line("USER ...")],
        content: Content::Refused(LOG),
    },
];

const LOG: Refusal =
    Refusal::RawRequests("js/global_stats.json of Gatling's report, which `gatling.sh -ro FOLDER` makes of it,");

/// The name of the log of requests, which is no text since 3.12, and what is said of it.
pub const BINARY_LOG: (&str, &str, Refusal) = ("simulation.log", "Gatling", LOG);

/// The statistics of all requests come first; numbers are text or not.
const SCRIPT: Lines = lines![
    ("count", "\"numberOfRequests\" { >> \"total\" \"{total}\""),
    ("count", "\"numberOfRequests\" { >> \"total\" {total}"),
    ("good", "\"numberOfRequests\" { >> \"ok\" \"{ok}\""),
    ("good", "\"numberOfRequests\" { >> \"ok\" {ok}"),
    ("mean", "\"meanResponseTime\" { >> \"ok\" \"{ok}\""),
    ("mean", "\"meanResponseTime\" { >> \"ok\" {ok}"),
    ("p1", "\"percentiles1\" { >> \"ok\" \"{ok}\""),
    ("p1", "\"percentiles1\" { >> \"ok\" {ok}"),
    ("p3", "\"percentiles3\" { >> \"ok\" \"{ok}\""),
    ("p3", "\"percentiles3\" { >> \"ok\" {ok}"),
    ("p4", "\"percentiles4\" { >> \"ok\" \"{ok}\""),
    ("p4", "\"percentiles4\" { >> \"ok\" {ok}"),
    ("rate", "\"meanNumberOfRequestsPerSecond\" { >> \"ok\" \"{ok}\""),
    ("rate", "\"meanNumberOfRequestsPerSecond\" { >> \"ok\" {ok}"),
];

const SCRIPTED: Measures = measures![
    rate("rate/ok"),
    millis(Role::AvgLatency, "mean/ok"),
    millis(Role::P50Latency, "p1/ok"),
    millis(Role::P95Latency, "p3/ok"),
    millis(Role::P99Latency, "p4/ok"),
    count(Role::TotalRequests, "count/total"),
    count(Role::SuccessfulRequests, "good/ok"),
];

const TWO: Measures = measures![
    MEAN[0],
    MEAN[1],
    millis(Role::P95Latency, "percentiles1/ok|stats/percentiles1/ok"),
    millis(Role::P99Latency, "percentiles2/ok|stats/percentiles2/ok"),
    MEAN[2],
    MEAN[3],
    MEAN[4],
];

const FOUR: Measures = measures![
    MEAN[0],
    MEAN[1],
    millis(Role::P50Latency, "percentiles1/ok|stats/percentiles1/ok"),
    millis(Role::P95Latency, "percentiles3/ok|stats/percentiles3/ok"),
    millis(Role::P99Latency, "percentiles4/ok|stats/percentiles4/ok"),
    MEAN[2],
    MEAN[3],
    MEAN[4],
];

/// However many percentiles there are.
const MEAN: [Measured; 5] = [
    rate("meanNumberOfRequestsPerSecond/ok|stats/meanNumberOfRequestsPerSecond/ok"),
    millis(Role::AvgLatency, "meanResponseTime/ok|stats/meanResponseTime/ok"),
    count(Role::TotalRequests, "numberOfRequests/total|stats/numberOfRequests/total"),
    count(Role::SuccessfulRequests, "numberOfRequests/ok|stats/numberOfRequests/ok"),
    count(Role::FailedRequests, "numberOfRequests/ko|stats/numberOfRequests/ko"),
];

/// With brackets to 3.11, as a table since.
const LINES: Lines = lines![
    ("count", "request count {total} (OK={ok} KO={ko} ..."),
    ("count", "request count {total} (OK={ok} KO={ko})"),
    ("count", "request count {total} {ok} {ko}"),
    ("mean", "mean response time {total} (OK={ok} ..."),
    ("mean", "mean response time (ms) {total} {ok} {ko}"),
    ("p50", "response time 50th percentile {total} (OK={ok} ..."),
    ("p50", "response time 50th percentile (ms) {total} {ok} {ko}"),
    ("p90", "response time 90th percentile {total} (OK={ok} ..."),
    ("p90", "response time 90th percentile (ms) {total} {ok} {ko}"),
    ("p95", "response time 95th percentile {total} (OK={ok} ..."),
    ("p95", "response time 95th percentile (ms) {total} {ok} {ko}"),
    ("p99", "response time 99th percentile {total} (OK={ok} ..."),
    ("p99", "response time 99th percentile (ms) {total} {ok} {ko}"),
    ("rate", "mean requests/sec {total} (OK={ok} ..."),
    ("rate", "mean throughput (rps) {total} {ok} {ko}"),
];

const PRINTED: Measures = measures![
    rate("rate/ok"),
    millis(Role::AvgLatency, "mean/ok"),
    millis(Role::P50Latency, "p50/ok"),
    millis(Role::P90Latency, "p90/ok"),
    millis(Role::P95Latency, "p95/ok"),
    millis(Role::P99Latency, "p99/ok"),
    count(Role::TotalRequests, "count/total"),
    count(Role::SuccessfulRequests, "count/ok"),
    count(Role::FailedRequests, "count/ko"),
];

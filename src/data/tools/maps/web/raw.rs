//! Samples of single requests, and parts of results, of load testers whose summaries are read elsewhere.
//!
//! Source: tsenart/vegeta, `lib/results.go` (`vegeta encode`: JSON Lines, or CSV without names: time in ns, status,
//! latency in ns, …); jmencak/mb, `stats.c` (`start_request,delay,status,…`, microseconds); bojand/ghz,
//! `printer/printer.go` (CSV: `duration (ms),status,error`); mcollina/autocannon and giltene/wrk2 print distributions in
//! HdrHistogram's form; processone/tsung, `tsung.log`.

use crate::data::tools::map::{Content, Format, Map, Refusal, Sign};
use crate::data::tools::packed::signs;
use crate::data::tools::value::Value;

pub const MAPS: &[Map] = &[
    Map {
        tool: "Vegeta",
        signs: signs![
            Sign::Is(Format::JsonLines),
            Sign::Has("0/latency"),
            Sign::Has("0/code"),
            Sign::Has("0/bytes_in")
        ],
        content: Content::Refused(VEGETA),
    },
    Map {
        tool: "Vegeta",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("latency"),
            Sign::Has("code"),
            Sign::Has("bytes_in"),
            Sign::Has("seq"),
        ],
        content: Content::Refused(VEGETA),
    },
    Map {
        tool: "Vegeta",
        signs: signs![Sign::Is(Format::Csv), Sign::Fits(is_encoded_by_vegeta)],
        content: Content::Refused(VEGETA),
    },
    Map {
        tool: "Vegeta",
        signs: signs![Sign::Line("Value(ms) Percentile TotalCount 1/(1-Percentile)")],
        content: Content::Refused(SUMMARY),
    },
    Map { tool: "Vegeta", signs: signs![Sign::Line("Bucket # % Histogram")], content: Content::Refused(SUMMARY) },
    Map {
        tool: "mb",
        signs: signs![
            Sign::Has("columns/start_request"),
            Sign::Has("columns/delay"),
            Sign::Has("columns/method_and_url")
        ],
        content: Content::Refused(Refusal::RawRequests("a summary of the test")),
    },
    Map {
        tool: "ghz",
        signs: signs![Sign::Has("columns/duration (ms)"), Sign::Has("columns/status"), Sign::Has("columns/error")],
        content: Content::Refused(Refusal::RawRequests("the summary that ghz writes with `-O json`")),
    },
    Map {
        tool: "Tsung",
        signs: signs![Sign::Line("stats dump at {time}"), Sign::Line("stats request {values} ...")],
        content: Content::Refused(Refusal::TimeSeries("a table of the figures that Tsung's report shows")),
    },
    Map {
        tool: "HdrHistogram",
        signs: signs![Sign::Line("Value Percentile TotalCount 1/(1-Percentile)"), Sign::Fits(has_no_rate)],
        content: Content::Refused(Refusal::NoRate("the report of the load tester")),
    },
];

const SUMMARY: Refusal = Refusal::NoRate("what `vegeta report -type=json` makes of the same results");

const VEGETA: Refusal = Refusal::RawRequests("what `vegeta report -type=json` makes of it");

/// The first line holds a time in nanoseconds, a status and a latency.
fn is_encoded_by_vegeta(root: &Value) -> bool {
    let names = root.get("columns").map(Value::items).unwrap_or_default();
    let digits = |at: usize, length: std::ops::RangeInclusive<usize>| {
        let text = names.get(at).and_then(Value::text).unwrap_or_default();
        length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    names.len() >= 7 && digits(0, 19..=19) && digits(1, 1..=3) && digits(2, 4..=13)
}

fn has_no_rate(root: &Value) -> bool {
    !crate::data::tools::pattern::has_line(root, "Requests/sec {rate}")
}

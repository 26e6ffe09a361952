//! What is said of a file that was recognised and holds no table of runs.

use std::fmt;

/// What is no table of runs: what it is, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// One row for each request; the tool's own summary is named.
    RawRequests(&'static str),
    /// One row for each moment of one run; the file that has the run is named.
    TimeSeries(&'static str),
    /// A list of prices.
    Prices,
    /// A part of a result that has no latency and no rate; the file that has them is named.
    NoMeasures(&'static str),
    /// What single requests took, as an engine answers it.
    SingleRequests,
    /// Counters at one moment, as a server shows them.
    Counters,
    /// Use of GPUs over time.
    Telemetry,
    /// How well a model answers.
    Accuracy,
    /// A table whose rows are shorter than its head; what to do instead.
    ShortRows(&'static str),
    /// A test without a single good answer.
    AllFailed,
    /// Rates without any latency.
    NoLatency,
    /// Latencies without VUs or a rate that could be read.
    NoLoad,
    /// Latencies without any rate; the file that has both is named.
    NoRate(&'static str),
    /// A table without a line of names, or one whose numbers have decimal commas between commas.
    NoNames(&'static str),
    /// The format is known, but not how to read it; what to do instead.
    Unread(&'static str),
}

impl Refusal {
    /// The words of one that names nothing; empty for others.
    fn plain(self) -> &'static str {
        match self {
            Self::Prices => {
                "it is a price list, and holds no results of load tests. Open it together with results, whose hardware \
                 it then prices"
            }
            Self::SingleRequests => {
                "it holds what single requests took, and is no load test: no rate, and no statistics of many. Open the result of a \
                 load test of it"
            }
            Self::Counters => {
                "it holds counters of a server at one moment, and no result of a load test. Open what the load tester wrote"
            }
            Self::Telemetry => {
                "it is telemetry of GPUs (use, memory, power), and holds no latency and no rate of a load test. Open \
                 the result of the test that ran meanwhile"
            }
            Self::Accuracy => {
                "it holds how well a model answers (accuracy), and is not a load test: no latency, no rate. Open the \
                 result of a load test"
            }
            Self::AllFailed => {
                "all its requests failed. Without a single good answer there is nothing to compare; see the server's \
                 log, and repeat the test"
            }
            Self::NoLatency => {
                "it holds rates and no latency of whole requests, so whether it is fast enough cannot be told. Open a \
                 result that has both"
            }
            Self::NoLoad => {
                "it holds latencies, and neither VUs nor a rate that can be read, so what a request costs cannot be told. \
                 See whether its rate is a plain number, or open a result that has one"
            }
            _ => "",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RawRequests(summary) => write!(
                f,
                "it holds raw samples, one row for each request, and runs are compared by their sums. Open {summary} \
                 instead, or reduce it to one row per load test (README: “From raw samples to a run table”)"
            ),
            Self::TimeSeries(result) => write!(
                f,
                "it holds a time series of one run, a row for each moment, and no result. Open {result} instead"
            ),
            Self::NoMeasures(result) => {
                write!(
                    f,
                    "it holds no latency and no rate of a load test, so there are no runs in it. Open {result} instead"
                )
            }
            Self::ShortRows(instead) => write!(
                f,
                "its rows have fewer cells than its head has names, so its values stand under wrong names. {instead}"
            ),
            Self::NoRate(result) => write!(
                f,
                "it holds latencies and no rate of requests, so what a request costs cannot be told. Open {result} \
                 instead"
            ),
            Self::NoNames(result) => write!(
                f,
                "it has no header: its first line holds numbers and must name the columns. Open {result} instead"
            ),
            Self::Unread(instead) => write!(f, "this format is not read yet. {instead}"),
            Self::Prices
            | Self::SingleRequests
            | Self::Counters
            | Self::Telemetry
            | Self::Accuracy
            | Self::AllFailed
            | Self::NoLatency
            | Self::NoLoad => f.write_str(self.plain()),
        }
    }
}

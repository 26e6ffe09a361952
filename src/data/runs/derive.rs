//! Columns that a table lacks, computed from those that it has.
//!
//! Formulae: throughput = requests / duration; cost as in the notebooks (`embedding-optimization.ipynb`, last cells), in
//! their order of operations: `seconds_per_billion = 1e9 / throughput`, `cost_per_sec = cost_per_hour / 3600`,
//! `1B_cost = seconds_per_billion * cost_per_sec`. Estimates are told apart from what follows from counts.

use super::roles::{Role, Unit};

/// What is said where that cannot be.
pub const MORE_FAILED: &str = "More requests failed than were sent, as it is read: how many failed is left out. Look at the \
                               decimal mark and at the unit of its column.";

/// How a column of the run table came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The table's own column in another unit.
    Converted(Unit),
    /// Requests / duration; of the requests that were answered well, where their number is known.
    Counted,
    /// VUs / mean latency: an estimate, as it takes for granted that every VU always waits for an answer.
    Estimated,
    /// From price per hour and throughput.
    Priced,
    /// The table's own, and where the reader gave a price, from that.
    Repriced,
    /// Another statistic of latency stands in.
    StandsIn(Role),
    /// The table's own, and where it tells none, what can be computed of that run, else its median.
    Completed,
    /// From time to first token, time per output token and output tokens.
    FromTokens,
    /// The same with the output tokens that were asked for: at most so much.
    FromAskedTokens,
    /// Tokens per second / tokens per request.
    FromTokenRate,
    /// The same with the tokens that were asked for: at least so much.
    FromAskedTokenRate,
    /// From price per hour and a rate of tokens.
    PricedTokens,
    /// From two of: sent, answered well, failed.
    FromCounts,
}

/// A column of the run table that is not the file's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its meaning.
    pub role: Role,
    /// How it came about.
    pub how: How,
}

impl Derived {
    /// Whether it is the table's own column, in another unit.
    #[must_use]
    pub fn is_converted(self) -> bool {
        matches!(self.how, How::Converted(_))
    }

    /// In a sentence.
    #[must_use]
    pub fn words(self) -> String {
        match self.how {
            How::Converted(unit) => format!("Converted: the column is in {}.", unit.words()),
            How::Counted => "Computed: requests / duration of the test.".to_owned(),
            How::Estimated => "Estimated from VUs and latency by Little's law, as if no VU ever paused.".to_owned(),
            How::Priced => "Computed: 10⁹ · price per hour / (3,600 · throughput).".to_owned(),
            How::Repriced => "From the table, and computed anew where a price was entered.".to_owned(),
            How::StandsIn(role) => format!("There is no average; {} stands in for it.", role.words()),
            How::Completed => "From the table; where it tells none, time to first token + time per output token · (output \
                               tokens − 1), else the median."
                .to_owned(),
            How::FromTokens => {
                "Computed: time to first token + time per output token · (output tokens − 1).".to_owned()
            }
            How::FromAskedTokens => {
                "At most: time to first token + time per output token · (output tokens asked for − 1); those reached are \
                 not told."
                    .to_owned()
            }
            How::FromTokenRate => "Computed: tokens per second / tokens per request.".to_owned(),
            How::FromAskedTokenRate => {
                "At least: tokens per second / tokens asked for per request; those reached are not told.".to_owned()
            }
            How::PricedTokens => "Computed: 10⁶ · price per hour / (3,600 · tokens per second).".to_owned(),
            How::FromCounts => "Computed from the other counts of requests.".to_owned(),
        }
    }
}

/// Requests per second. NaN without a duration above zero.
#[must_use]
pub fn throughput_req_per_sec(requests: f64, duration_s: f64) -> f64 {
    if duration_s > 0.0 { requests / duration_s } else { f64::NAN }
}

/// Requests per second that so many VUs make when each always waits for its answer (Little 1961, L = λW). NaN without
/// VUs and a latency (ms) above zero.
#[must_use]
pub fn estimated_req_per_sec(vus: f64, latency_ms: f64) -> f64 {
    if vus > 0.0 && latency_ms > 0.0 { vus * 1000.0 / latency_ms } else { f64::NAN }
}

/// What 1 billion requests take, s.
#[must_use]
pub fn seconds_per_billion(throughput_req_per_sec: f64) -> f64 {
    1e9 / throughput_req_per_sec
}

/// $ per 1 billion requests; NaN without a price, infinite without throughput.
#[must_use]
pub fn cost_usd_per_billion(usd_per_hour: f64, throughput_req_per_sec: f64) -> f64 {
    seconds_per_billion(throughput_req_per_sec) * (usd_per_hour / 3600.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers_and_the_unknown() {
        let cost = cost_usd_per_billion(0.8, 4.994_149);
        assert!((cost - 44_496.5).abs() < 0.1, "{cost}");
        assert!(cost_usd_per_billion(f64::NAN, 5.0).is_nan());
        assert!(cost_usd_per_billion(1.0, 0.0).is_infinite());
        assert_eq!(throughput_req_per_sec(30.0, 60.0), 0.5);
        assert!(throughput_req_per_sec(30.0, 0.0).is_nan() && throughput_req_per_sec(30.0, f64::NAN).is_nan());
        assert_eq!(estimated_req_per_sec(4.0, 500.0), 8.0);
        assert!(estimated_req_per_sec(0.0, 500.0).is_nan() && estimated_req_per_sec(4.0, 0.0).is_nan());
    }
}

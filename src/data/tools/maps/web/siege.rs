//! Siege: the figures that it prints, as text and, since 4.1, as JSON, and its log, a line for each test.
//!
//! Source: JoeDog/siege, `src/main.c` (`display_statistics`: times in seconds with two digits, `Transactions` are the
//! answered requests and `Failed transactions` the others, `Concurrency` is the mean number in flight; the users asked
//! for stand in `Preparing 25 concurrent users for battle`), and `src/log.c` (the same; `Throughput` there is in MB/s).

use super::{count, rate, seconds};
use crate::data::runs::roles::Role;
use crate::data::tools::map::{Content, Format, Map, Refusal, Rows, Runs, Sign};
use crate::data::tools::packed::{labels, lines, measures, signs};

pub const MAPS: &[Map] = &[
    Map {
        tool: "Siege",
        signs: signs![
            Sign::Is(Format::Json),
            Sign::Has("transaction_rate"),
            Sign::Has("response_time"),
            Sign::Has("failed_transactions"),
        ],
        content: Content::Runs(Runs {
            rows: Rows::Whole,
            measures: measures![
                count(Role::Vus, "concurrency"),
                rate("transaction_rate"),
                seconds(Role::AvgLatency, "response_time"),
                seconds(Role::Duration, "elapsed_time"),
                count(Role::SuccessfulRequests, "transactions"),
                count(Role::FailedRequests, "failed_transactions"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "Siege",
        signs: signs![Sign::Line("Transactions {count} hits"), Sign::Line("Transaction rate {rate} trans/sec")],
        content: Content::Runs(Runs {
            rows: Rows::Reports(
                &["Preparing {users} concurrent users for battle", "Transactions {count} hits"],
                lines![
                    ("users", "Preparing {count} concurrent users for battle"),
                    ("good", "Transactions {count} hits"),
                    ("time", "Elapsed time {value} secs"),
                    ("mean", "Response time {value} {unit}"),
                    ("rate", "Transaction rate {value} trans/sec"),
                    ("load", "Concurrency {value}"),
                    ("failed", "Failed transactions {count}"),
                ],
            ),
            measures: measures![
                count(Role::Vus, "users/count|load/value"),
                rate("rate/value"),
                seconds(Role::AvgLatency, "mean/value"),
                seconds(Role::Duration, "time/value"),
                count(Role::SuccessfulRequests, "good/count"),
                count(Role::FailedRequests, "failed/count"),
            ],
            labels: labels![],
            mend: None,
        }),
    },
    Map {
        tool: "Siege",
        signs: signs![Sign::Is(Format::Csv), Sign::Has("columns/Trans Rate"), Sign::Has("columns/Resp Time")],
        content: Content::Runs(Runs {
            rows: Rows::Each("rows"),
            measures: measures![
                count(Role::Vus, "Concurrent"),
                rate("Trans Rate"),
                seconds(Role::AvgLatency, "Resp Time"),
                seconds(Role::Duration, "Elap Time"),
                count(Role::SuccessfulRequests, "OKAY"),
                count(Role::FailedRequests, "Failed"),
            ],
            labels: labels![],
            mend: Some(|run, _, _| run.labels.clear()),
        }),
    },
    Map {
        tool: "Siege",
        signs: signs![Sign::Line("HTTP/1.1 {code} {time} secs {n} bytes ...")],
        content: Content::Refused(Refusal::RawRequests("the figures that siege prints at its end")),
    },
];

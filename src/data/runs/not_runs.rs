//! Tables that are no runs of load tests: what they are, and what the reader can do.

use std::fmt;

/// What a table is instead of one of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRuns {
    /// Names of columns, and no rows.
    NamesOnly {
        /// How many names.
        columns: usize,
    },
    /// One row for each request.
    Requests {
        /// How many.
        rows: usize,
        /// Columns that tell.
        columns: Vec<String>,
    },
    /// Prices of models or machines.
    Prices {
        /// A column of prices.
        column: String,
    },
    /// One test, moment after moment.
    TimeSeries {
        /// The column of times.
        column: String,
        /// How many moments.
        rows: usize,
    },
    /// What GPUs did meanwhile.
    Telemetry {
        /// Columns that tell.
        columns: Vec<String>,
    },
    /// Scores of models.
    Scores {
        /// Columns that tell.
        columns: Vec<String>,
    },
    /// Latencies without a number, and nothing else.
    NoNumbers {
        /// A column of them.
        column: String,
    },
    /// A pivot table: several rows of names, or none.
    Pivot {
        /// Columns without a name.
        nameless: usize,
        /// All columns.
        columns: usize,
    },
}

impl fmt::Display for NotRuns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |columns: &[String]| format!("“{}”", columns.join("”, “"));
        match self {
            Self::NamesOnly { columns } => write!(
                f,
                "The file holds {columns} names of columns and no rows: a header only. Export it again after the load \
                 test has written a result."
            ),
            Self::Requests { rows, columns } => write!(
                f,
                "This has one row for each request ({rows} raw samples, by {}), and runs are compared by one row for \
                 each load test. Open the summary that the load tester writes, or reduce the file with the SQL in the \
                 README (“From raw samples to a run table”).",
                list(columns)
            ),
            Self::Prices { column } => write!(
                f,
                "This is a price list (“{column}”) and no result of a load test: it holds no latency. Open it \
                 together with a table of runs, whose hardware it then prices."
            ),
            Self::TimeSeries { column, rows } => write!(
                f,
                "This is a time series: one test, moment after moment ({rows} rows by “{column}”), and not one row for \
                 each load test. Open the summary of the test, or keep the row of the whole test."
            ),
            Self::Telemetry { columns } => write!(
                f,
                "This is what GPUs did ({}), and no result of a load test: it holds no latency and no throughput. Open \
                 the table that the load tester wrote beside it.",
                list(columns)
            ),
            Self::Scores { columns } => write!(
                f,
                "This is a table of scores ({}), and no result of a load test: it holds no latency and no throughput.",
                list(columns)
            ),
            Self::NoNumbers { column } => write!(
                f,
                "The file holds no result: its latency (“{column}”) is not a number (NaN, or missing) in every row, and \
                 there are no VUs and no throughput. See whether any request was answered, and repeat the test."
            ),
            Self::Pivot { nameless, columns } => write!(
                f,
                "This looks like a pivot table: {nameless} of its {columns} columns have no name in the header, and it \
                 holds no latency. Export the plain data: one row of names, then one row for each load test."
            ),
        }
    }
}

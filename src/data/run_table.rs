//! A table of runs: one row for each load test, the columns that the analysis needs by name and unit.

use crate::analysis::order;
use bytes::Bytes;

use super::column::{Category, Column, Numbers};
use super::decode::{Limits, Table, decode};
use super::error::DecodeError;

/// The names that the notebooks' load tests wrote.
pub mod name {
    /// Virtual users: requests in flight at any time.
    pub const VUS: &str = "vus";
    /// Largest batch that the server forms.
    pub const BATCH_SIZE: &str = "batch_size";
    /// Mean latency as the client saw it, ms.
    pub const AVG_LATENCY_MS: &str = "avg_latency_ms";
    /// 95th percentile of latency, ms.
    pub const P95_LATENCY_MS: &str = "p95_latency_ms";
    /// Requests finished per second.
    pub const THROUGHPUT: &str = "throughput_req_per_sec";
    /// $ per 1 billion requests.
    pub const COST: &str = "1B_cost";
    /// Hardware.
    pub const HW_TYPE: &str = "hw_type";
    /// Container image.
    pub const IMAGE: &str = "image";
    /// Inference engine.
    pub const ENGINE: &str = "engine";
    /// Cloud.
    pub const VENDOR: &str = "vendor";
    /// Requests sent.
    pub const TOTAL_REQUESTS: &str = "total_requests";
    /// Requests answered well.
    pub const SUCCESSFUL_REQUESTS: &str = "successful_requests";
}

/// Runs as columns. All columns have `rows` values; `NaN` where a run has none.
#[derive(Clone, Debug)]
pub struct RunTable {
    /// Every flat column of the file, in its order, for the table and the hover.
    pub columns: Vec<Column>,
    /// How many runs.
    pub rows: usize,
    /// Nested columns that were left out.
    pub skipped: Vec<String>,
    /// Virtual users.
    pub vus: Numbers,
    /// Largest batch.
    pub batch_size: Numbers,
    /// Mean latency, ms.
    pub avg_latency_ms: Numbers,
    /// 95th percentile of latency, ms.
    pub p95_latency_ms: Option<Numbers>,
    /// Requests per second.
    pub throughput_req_per_sec: Numbers,
    /// $ per 1 billion requests.
    pub cost_usd_per_billion: Numbers,
    /// Requests sent.
    pub total_requests: Option<Numbers>,
    /// Requests answered well.
    pub successful_requests: Option<Numbers>,
    /// Hardware.
    pub hw_type: Category,
    /// Container image; one nameless category when the table has no such column.
    pub image: Category,
}

impl RunTable {
    /// Decodes a parquet file and finds the columns.
    ///
    /// # Errors
    /// What [`decode`] and [`Self::new`] return.
    pub fn from_parquet(file: Bytes, limits: &Limits) -> Result<Self, DecodeError> {
        Self::new(decode(file, limits)?)
    }

    /// Finds the needed columns among those of a table.
    ///
    /// # Errors
    /// [`DecodeError::MissingColumn`] or [`DecodeError::WrongType`] with the column's name.
    pub fn new(table: Table) -> Result<Self, DecodeError> {
        let Table { columns, rows, skipped } = table;
        let find = |name: &str| columns.iter().find(|column| column.name == name);
        let optional = |name: &'static str| find(name).map(|column| numbers(column, name)).transpose();
        let needed = |name: &'static str| optional(name)?.ok_or(DecodeError::MissingColumn { column: name });
        let category = |name: &str| find(name).map(|column| Category::of(column, rows));
        let nameless = || Category { codes: vec![0; rows], labels: vec![Category::MISSING.to_owned()] };
        Ok(Self {
            vus: needed(name::VUS)?,
            batch_size: needed(name::BATCH_SIZE)?,
            avg_latency_ms: needed(name::AVG_LATENCY_MS)?,
            p95_latency_ms: optional(name::P95_LATENCY_MS)?,
            throughput_req_per_sec: needed(name::THROUGHPUT)?,
            cost_usd_per_billion: needed(name::COST)?,
            total_requests: optional(name::TOTAL_REQUESTS)?,
            successful_requests: optional(name::SUCCESSFUL_REQUESTS)?,
            hw_type: category(name::HW_TYPE).ok_or(DecodeError::MissingColumn { column: name::HW_TYPE })?,
            image: category(name::IMAGE).unwrap_or_else(nameless),
            columns,
            rows,
            skipped,
        })
    }

    /// The distinct values of a numeric column, rising; NaN is not among them.
    #[must_use]
    pub fn distinct(values: &[f64]) -> Vec<f64> {
        let mut distinct: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        order::sort_numbers(&mut distinct);
        distinct.dedup();
        distinct
    }
}

fn numbers(column: &Column, name: &'static str) -> Result<Numbers, DecodeError> {
    column.numbers().ok_or(DecodeError::WrongType { column: name, found: column.holds() })
}

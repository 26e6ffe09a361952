//! A table of runs: one row for each load test, the columns that the analysis needs by name and unit.
//!
//! What is needed: a latency, and VUs or a throughput (the table's own, or one that can be derived). The rest may be
//! absent:
//! - no VUs: unknown (NaN), never made up: a group over VUs would be of fractions;
//! - no batch size: unknown (NaN), and one nameless category, so that groups do not fall apart;
//! - no hardware, no image: one nameless category;
//! - no cost: derived where price and throughput are known, else NaN, which is counted and never ranked.

use crate::analysis::stats::classes::Classes;
use crate::analysis::stats::extent::Extent;
use crate::analysis::stats::median::median;
use crate::analysis::stats::order;
use bytes::Bytes;

use super::build::{Builder, Costs};
use super::derive::{Derived, How};
use super::prices::PriceList;
use super::roles;
use super::roles::{Overrides, Role, Roles};
use super::side_by_side_parts::Part;
use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::parquet::decode;
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Numbers};

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

/// Where a price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceFrom {
    /// The reader gave it.
    Reader,
    /// The table has a cost or a price.
    Table,
    /// The notebooks' list.
    Notebooks,
    /// Nobody knows it: it is asked for.
    Unknown,
}

/// A vendor's hardware that occurs in a table, and its price.
#[derive(Clone, Debug, PartialEq)]
pub struct PricePair {
    /// Vendor as in the table; empty when the table has no such column.
    pub vendor: String,
    /// Hardware as in the table; empty when the table has no such column.
    pub hardware: String,
    /// How many runs it has.
    pub rows: usize,
    /// $ per hour; NaN when it is not known, or the table has costs only.
    pub usd_per_hour: f64,
    /// Where it comes from.
    pub from: PriceFrom,
    /// What it is without the reader's price.
    pub base: Base,
}

/// A price before the reader changes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Base {
    /// $ per hour, as the reader would enter it: the median over the runs; NaN when it is not known.
    pub usd_per_hour: f64,
    /// Where it comes from; never the reader.
    pub from: PriceFrom,
    /// Whether runs differ in it by more than rounding does, a thousandth.
    pub varies: bool,
}

impl Default for Base {
    fn default() -> Self {
        Self { usd_per_hour: f64::NAN, from: PriceFrom::Unknown, varies: false }
    }
}

impl Base {
    /// From the prices of the runs that have one, and where the first of them is from.
    pub(crate) fn of(prices: Vec<f64>, from: PriceFrom) -> Self {
        let Some(Extent { min, max }) = Extent::of(prices.iter().copied()) else { return Self::default() };
        Self { usd_per_hour: median(prices).unwrap_or(f64::NAN), from, varies: max > min * 1.001 }
    }
}

impl Base {
    /// The same hardware in one more table: the first price that is known, and whether the other is another one.
    #[must_use]
    pub(crate) fn with(self, other: Self) -> Self {
        if self.usd_per_hour.is_nan() {
            return other;
        }
        let apart = (self.usd_per_hour - other.usd_per_hour).abs() > self.usd_per_hour * 0.001;
        Self { varies: self.varies || other.varies || apart, ..self }
    }
}

/// Runs as columns. All columns have `rows` values; `NaN` where a run has none.
#[derive(Clone, Debug)]
pub struct RunTable {
    /// Every flat column of the file, in its order, for the table and the hover; after them those that were derived,
    /// under the notebooks' names.
    pub columns: Vec<Column>,
    /// How many of the columns are the file's own.
    pub file_columns: usize,
    /// How many runs.
    pub rows: usize,
    /// Nested columns that were left out.
    pub skipped: Vec<String>,
    /// Virtual users.
    pub vus: Numbers,
    /// Largest batch.
    pub batch_size: Numbers,
    /// Batch sizes as categories; one nameless category when the table has no such column.
    pub batch_sizes: Category,
    /// Mean latency, ms; another statistic where the table has no mean (see `derived`).
    pub avg_latency_ms: Numbers,
    /// 95th percentile of latency, ms.
    pub p95_latency_ms: Option<Numbers>,
    /// The other percentiles of latency that the table has, ms.
    pub latencies_ms: Vec<(Role, Numbers)>,
    /// Requests per second.
    pub throughput_req_per_sec: Numbers,
    /// $ per 1 billion requests.
    pub cost_usd_per_billion: Numbers,
    /// Price of the hardware, $ per hour, as far as it is known.
    pub price_usd_per_hour: Option<Numbers>,
    /// Requests sent.
    pub total_requests: Option<Numbers>,
    /// Requests answered well.
    pub successful_requests: Option<Numbers>,
    /// Hardware; one nameless category when the table has no such column.
    pub hw_type: Category,
    /// Container image; one nameless category when the table has no such column.
    pub image: Category,
    /// Inference engine.
    pub engine: Option<Category>,
    /// Cloud.
    pub vendor: Option<Category>,
    /// Further columns that make a configuration, by name.
    pub categories: Vec<(String, Category)>,
    /// Which of several tables each run is from; `None` where there is but one.
    pub table: Option<Category>,
    /// The column that says so.
    pub table_at: Option<usize>,
    /// Of several tables each for itself, in their order; empty where there is but one.
    pub parts: Vec<Part>,
    /// Vendors and hardware with their prices, in natural order.
    pub prices: Vec<PricePair>,
    /// How many GPUs the price of each run's hardware is multiplied by, where that is a price of one.
    pub listed_gpus: Option<Numbers>,
    /// What is not the file's own.
    pub derived: Vec<Derived>,
    /// Which column means what; of several tables, in the first.
    pub roles: Roles,
    pub(crate) at: [Option<usize>; Role::COUNT],
}

impl RunTable {
    /// Decodes a parquet file and finds the columns.
    ///
    /// # Errors
    /// What [`decode`] and [`Self::by_default`] return.
    pub fn from_parquet(file: Bytes, limits: &Limits) -> Result<Self, DecodeError> {
        Self::by_default(decode(file, limits)?)
    }

    /// The runs of a table with the roles that are found and the notebooks' prices.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn by_default(table: Table) -> Result<Self, DecodeError> {
        let roles = Roles::find(&table);
        Self::new(table, &roles, &PriceList::default())
    }

    /// The runs of a table with the reader's changes to the roles that are found.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn chosen(table: Table, overrides: &Overrides, prices: &PriceList) -> Result<Self, DecodeError> {
        let roles = Roles::find(&table).with(&table, overrides);
        Self::new(table, &roles, prices)
    }

    /// The runs of a table: rows keep their order, what is absent is derived, a price that is not known is asked for.
    ///
    /// # Errors
    /// [`DecodeError::MissingColumn`] when nothing can be compared, [`DecodeError::WrongType`] when a needed column
    /// bears the notebooks' name and holds something else.
    pub fn new(table: Table, roles: &Roles, prices: &PriceList) -> Result<Self, DecodeError> {
        check_types(&table, roles)?;
        let missing = |role: Role, what| DecodeError::MissingColumn {
            column: role.house_name(),
            what,
            closest: roles::closest(&table, role),
        };
        let no_latency = missing(Role::AvgLatency, "a latency");
        let no_load = missing(Role::Vus, "VUs or a throughput");
        let mut builder = Builder::new(table, roles);
        let avg_latency_ms = builder.mean_latency().ok_or(no_latency)?;
        let vus = builder.stored(Role::Vus);
        let (total_requests, successful_requests) = builder.requests();
        let throughput = builder.throughput(vus.as_deref(), &avg_latency_ms);
        if vus.is_none() && throughput.is_none() {
            return Err(no_load);
        }
        let throughput_req_per_sec = throughput.unwrap_or_else(|| builder.unknown());
        let (hw_type, vendor) = (builder.category(Role::HwType), builder.category(Role::Vendor));
        let Costs { cost_usd_per_billion, price_usd_per_hour, pairs, listed_gpus } =
            builder.costs(&throughput_req_per_sec, vendor.as_ref(), hw_type.as_ref(), prices);
        let p95_latency_ms = builder.stored(Role::P95Latency);
        let latencies = [Role::P50Latency, Role::P90Latency, Role::P99Latency];
        let latencies_ms = latencies.into_iter().filter_map(|role| Some((role, builder.stored(role)?))).collect();
        let batch_size = builder.stored(Role::BatchSize).unwrap_or_else(|| builder.unknown());
        Ok(Self {
            vus: vus.unwrap_or_else(|| builder.unknown()),
            batch_sizes: builder.category(Role::BatchSize).unwrap_or_else(|| builder.nameless()),
            image: builder.category(Role::Image).unwrap_or_else(|| builder.nameless()),
            hw_type: hw_type.unwrap_or_else(|| builder.nameless()),
            engine: builder.category(Role::Engine),
            categories: builder.further(),
            table: None,
            table_at: None,
            parts: Vec::new(),
            batch_size,
            avg_latency_ms,
            p95_latency_ms,
            latencies_ms,
            throughput_req_per_sec,
            cost_usd_per_billion,
            price_usd_per_hour,
            total_requests,
            successful_requests,
            vendor,
            prices: pairs,
            listed_gpus,
            roles: roles.clone(),
            at: builder.at,
            derived: builder.derived,
            file_columns: builder.file_columns,
            rows: builder.rows,
            columns: builder.columns,
            skipped: builder.skipped,
        })
    }

    /// The column that holds a role in the unit of this table.
    #[must_use]
    pub fn position(&self, role: Role) -> Option<usize> {
        self.at[role as usize]
    }

    /// How a role came about; `None` when it is the file's own column, or absent.
    #[must_use]
    pub fn how(&self, role: Role) -> Option<Derived> {
        self.derived.iter().copied().find(|derived| derived.role == role)
    }

    /// Whether the throughput is an estimate from VUs and latency, which then say nothing about each other.
    #[must_use]
    pub fn throughput_is_estimate(&self) -> bool {
        self.derived.contains(&Derived { role: Role::Throughput, how: How::Estimated })
    }

    /// The categories that make a configuration besides the batch size: hardware, image, engine, vendor, and what else
    /// the table has; last, which of several tables.
    pub fn configuration(&self) -> impl Iterator<Item = &Category> {
        let named = [Some(&self.hw_type), Some(&self.image), self.engine.as_ref(), self.vendor.as_ref()];
        named.into_iter().flatten().chain(self.categories.iter().map(|(_, category)| category)).chain(&self.table)
    }

    /// The rows by these categories.
    #[must_use]
    pub fn configuration_classes(&self) -> Classes {
        self.configuration().fold(Classes::one(self.rows), |classes, category| category.split(classes))
    }

    /// The vendors and hardware whose price is asked for: their runs have no cost.
    pub fn unpriced(&self) -> impl Iterator<Item = &PricePair> {
        self.prices.iter().filter(|pair| pair.from == PriceFrom::Unknown)
    }

    /// The distinct values of a numeric column, rising; NaN is not among them.
    #[must_use]
    pub fn distinct(values: &[f64]) -> Vec<f64> {
        let mut rows: Vec<usize> = (0..values.len()).filter(|&row| !values[row].is_nan()).collect();
        order::sort_rows_by(&mut rows, &|row| order::key(values[row]));
        let mut distinct: Vec<f64> = rows.into_iter().map(|row| values[row]).collect();
        distinct.dedup();
        distinct
    }
}

/// A column with the notebooks' name and another type is an error to be told: passing it over would show its table as
/// if it had none.
fn check_types(table: &Table, roles: &Roles) -> Result<(), DecodeError> {
    [Role::Vus, Role::BatchSize, Role::AvgLatency, Role::Throughput, Role::Cost].into_iter().try_for_each(|role| {
        let found = roles.misfit(table, role);
        found.map_or(Ok(()), |found| Err(DecodeError::WrongType { column: role.house_name(), found }))
    })
}

//! The part of a run table that prices do not change: columns by role and unit, categories, loads.
//!
//! What is needed: a latency, and VUs or a throughput (the table's own, or one that can be derived). The rest may be
//! absent:
//! - neither VUs nor a throughput, but a rate of tokens: what requests cost is unknown;
//! - no VUs: unknown (NaN), never made up: a group over VUs would be of fractions;
//! - no batch size: unknown (NaN), and one nameless category, so that groups do not fall apart;
//! - no hardware, no image: one nameless category.
//!
//! What a price changes is in [`RunTable`].
//!
//! [`RunTable`]: super::run_table::RunTable

use std::sync::Arc;

use crate::analysis::stats::classes::Classes;

use super::build::Builder;
use super::costs::{Bases, ListedCosts, Sources};
use super::derive::{Derived, How};
use super::files;
use super::gpus::GpusFrom;
use super::gpus::list::GpuList;
use super::refusal;
use super::reliability::Reliability;
use super::roles;
use super::roles::{Role, Roles, names};
use super::side_by_side::parts::Part;
use super::tokens::Tokens;
use super::validity::Invalid;
use super::workload::Workloads;
use crate::data::error::DecodeError;
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Numbers, Values};
use crate::data::table::notes::Notes;

/// The part of a run table that does not depend on prices. All columns have `rows` values; `NaN` where a run has none.
#[derive(Clone, Debug)]
pub struct Measured {
    /// How many of the columns are the file's own.
    pub file_columns: usize,
    /// How many runs.
    pub rows: usize,
    /// Nested columns that were left out.
    pub skipped: Vec<String>,
    /// What else is known about the table.
    pub notes: Notes,
    /// Virtual users.
    pub vus: Numbers,
    /// Largest batch.
    pub batch_size: Numbers,
    /// Batch sizes as categories; one nameless category when the table has no such column.
    pub batch_sizes: Arc<Category>,
    /// Mean latency, ms; another statistic where the table has no mean.
    pub avg_latency_ms: Numbers,
    /// 95th percentile of latency, ms.
    pub p95_latency_ms: Option<Numbers>,
    /// Requests per second.
    pub throughput_req_per_sec: Numbers,
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
    /// Which of several tables each run is from, or which of several files (see `runs::files`); `None` where there is but one.
    pub table: Option<Category>,
    /// The column that says so.
    pub table_at: Option<usize>,
    /// What was asked of the server.
    pub workloads: Workloads,
    /// GPUs of each run as the table tells them; NaN where it does not.
    pub gpus: Option<Numbers>,
    /// Where these are from.
    pub gpus_from: GpusFrom,
    /// What it says about tokens.
    pub(crate) tokens: Option<Box<Tokens>>,
    /// Which column means what; of several tables, in the first.
    pub roles: Roles,
    /// The individual tables behind a joined one, in their order; empty where there is but one.
    pub(crate) tables: Vec<Part<Self>>,
    /// All columns but those that are derived from prices.
    pub(crate) measured_columns: Vec<Column>,
    /// Which of these holds a role in the unit of this table.
    pub(crate) measured_at: [Option<usize>; Role::COUNT],
    /// Which of these are not the file's own.
    pub(crate) measured_derived: Vec<Derived>,
    /// What costs are made from.
    pub(crate) sources: Sources,
    /// Costs at listed prices.
    pub(crate) listed: ListedCosts,
    /// How far its runs are to be rested on.
    pub reliability: Reliability,
}

impl Measured {
    /// Reads a table: rows keep their order, what is absent is derived.
    ///
    /// # Errors
    /// [`DecodeError::NotRuns`] when the table is known to be something else, [`DecodeError::MissingColumn`] when nothing
    /// can be compared, [`DecodeError::WrongType`] when a needed column
    /// bears the notebooks' name and holds something else.
    pub fn new(table: Table, roles: &Roles) -> Result<Self, DecodeError> {
        let mut measured = Self::unlisted(table, roles)?;
        measured.judge();
        let bases = measured.list_rows();
        measured.list_bases(bases);
        Ok(measured)
    }

    /// The same but for how far runs are [to be rested on](Self::judge) and [what they cost](Self::list_rows), each of which takes
    /// as long again.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn unlisted(table: Table, roles: &Roles) -> Result<Self, DecodeError> {
        check(&table, roles)?;
        let no_latency = missing(&table, Role::AvgLatency, "a latency");
        let no_load = missing(&table, Role::Vus, "VUs or a throughput");
        let mut builder = Builder::new(table, roles);
        builder.drop_unmeasured();
        let avg_latency_ms = builder.mean_latency().ok_or_else(|| unread(&builder, no_latency))?;
        let vus = builder.stored(Role::Vus).map(limited);
        let (total_requests, successful_requests) = builder.requests();
        let tokens = Tokens::of(&builder);
        let throughput = builder.throughput(vus.as_deref(), &avg_latency_ms, tokens.as_deref());
        // A rate of tokens is a load, too: their cost is known, and that of requests is not.
        if vus.is_none() && throughput.is_none() && !tokens.as_deref().is_some_and(Tokens::has_rate) {
            return Err(unread(&builder, no_load));
        }
        builder.doubt_derived_latency(vus.as_deref(), &avg_latency_ms, throughput.as_deref());
        let invalid = Invalid::of(&builder, &avg_latency_ms, successful_requests.as_deref(), throughput.as_deref());
        let avg_latency_ms = invalid.latency(avg_latency_ms);
        let throughput_req_per_sec = invalid.throughput(throughput.unwrap_or_else(|| builder.unknown()));
        let tokens = tokens.map(|tokens| tokens.of_valid(&|rate| invalid.throughput(rate)));
        let (hw_type, vendor) = (builder.category(Role::HwType), builder.category(Role::Vendor));
        let mut sources = builder.cost_sources();
        sources.cost = sources.cost.map(|cost| invalid.cost(cost));
        // Where a derived cost has its place among the columns.
        let column_at = builder.columns.len();
        let listed = ListedCosts::unknown(column_at);
        let (table, categories) = files::categories(&builder);
        let p95_latency_ms = builder.stored(Role::P95Latency);
        let batch_size = builder.stored(Role::BatchSize).unwrap_or_else(|| builder.unknown());
        builder.convert_others();
        Ok(Self {
            vus: vus.unwrap_or_else(|| builder.unknown()),
            batch_sizes: builder.category(Role::BatchSize).unwrap_or_else(|| builder.nameless()).into(),
            image: builder.category(Role::Image).unwrap_or_else(|| builder.nameless()),
            hw_type: hw_type.unwrap_or_else(|| builder.nameless()),
            engine: builder.category(Role::Engine),
            categories,
            table,
            table_at: None,
            tables: Vec::new(),
            batch_size,
            avg_latency_ms,
            p95_latency_ms,
            throughput_req_per_sec,
            total_requests,
            successful_requests,
            vendor,
            workloads: Workloads::of(&builder),
            gpus: sources.gpus.clone(),
            gpus_from: builder.gpus.as_ref().map_or(GpusFrom::Unknown, |gpus| gpus.from),
            tokens,
            sources,
            listed,
            roles: roles.clone(),
            measured_at: builder.at,
            measured_derived: builder.derived,
            file_columns: builder.file_columns,
            rows: builder.rows,
            measured_columns: builder.columns,
            skipped: builder.skipped,
            notes: builder.notes,
            reliability: Reliability::default(),
        })
    }

    /// Finds what runs cost at listed prices. What those prices are [without the reader's](Self::list_bases) is a step of its own.
    #[must_use]
    pub fn list_rows(&mut self) -> Bases {
        let (vendor, hardware) = (self.vendor.as_ref(), self.has(Role::HwType).then_some(&self.hw_type));
        let rate = &self.throughput_req_per_sec;
        let (listed, bases) = ListedCosts::of(&self.sources, rate, vendor, hardware, self.listed.column_at);
        self.listed = listed;
        bases
    }

    /// Finds what prices are without the reader's, of what [`list_rows`](Self::list_rows) gave.
    pub fn list_bases(&mut self, bases: Bases) {
        self.listed.found(bases);
    }

    /// The GPUs that the reader gives, where the table does not tell them: what costs are made from, and listed ones. `None`
    /// where that changes nothing.
    #[inline(never)]
    pub(crate) fn with_own_gpus(&self, list: &GpuList) -> Option<(Sources, ListedCosts)> {
        let of_pair: Vec<Option<f64>> =
            self.listed.pairs.iter().map(|pair| list.own(&pair.vendor, &pair.hardware)).collect();
        let known = |row: usize| self.gpus.as_ref().map_or(f64::NAN, |gpus| gpus[row]);
        let own = |row: usize| of_pair[self.listed.pair_of_row[row] as usize].filter(|_| known(row).is_nan());
        if (0..self.rows).all(|row| own(row).is_none()) {
            return None;
        }
        let gpus: Numbers = (0..self.rows).map(|row| own(row).unwrap_or_else(|| known(row))).collect();
        let sources = Sources { gpus: Some(gpus), ..self.sources.clone() };
        let (vendor, hardware) = (self.vendor.as_ref(), self.has(Role::HwType).then_some(&self.hw_type));
        let rate = &self.throughput_req_per_sec;
        let (mut listed, bases) = ListedCosts::of(&sources, rate, vendor, hardware, self.listed.column_at);
        listed.found(bases);
        Some((sources, listed))
    }

    /// Finds how far its runs are to be rested on.
    pub fn judge(&mut self) {
        self.reliability = Reliability::of(self);
    }

    /// Whether the table has a role without any price.
    #[must_use]
    pub(crate) fn has(&self, role: Role) -> bool {
        self.measured_at[role as usize].is_some()
    }

    /// Whether the throughput is an estimate from VUs and latency, which then say nothing about each other.
    #[must_use]
    pub fn throughput_is_estimate(&self) -> bool {
        self.measured_derived.contains(&Derived { role: Role::Throughput, how: How::Estimated })
    }

    /// The table that a row is from: what it lacks, none of its rows misses.
    #[must_use]
    pub fn own_table(&self, row: usize) -> &Self {
        let after = self.tables.partition_point(|part| part.first <= row);
        self.tables[..after].last().map_or(self, |part| &part.runs)
    }

    /// Whether the file that a row is from tells the number of a role, as it stands there.
    #[must_use]
    pub fn tells(&self, role: Role, row: usize) -> bool {
        let after = self.tables.partition_point(|part| part.first <= row);
        let (own, row) = self.tables[..after].last().map_or((self, row), |part| (&*part.runs, row - part.first));
        let is_its = |column: &&Column| own.roles.of(role).is_some_and(|taken| taken.column == column.name);
        let column = own.measured_columns[..own.file_columns].iter().find(is_its);
        column.is_some_and(|column| !column.number(row).is_nan())
    }

    /// The categories that make a configuration besides the batch size: hardware, image, engine, vendor, and what else
    /// the table has; last, which of several tables.
    pub fn configuration(&self) -> impl Iterator<Item = &Category> {
        let named = [Some(&self.hw_type), Some(&self.image), self.engine.as_ref(), self.vendor.as_ref()];
        named.into_iter().flatten().chain(self.categories.iter().map(|(_, category)| category)).chain(&self.table)
    }

    /// The rows by these categories, and by workload: nothing compares runs of different ones.
    #[must_use]
    pub fn configuration_classes(&self) -> Classes {
        let classes = self.configuration().fold(Classes::one(self.rows), |classes, category| category.split(classes));
        self.workloads.split(classes)
    }
}

/// What is said where a needed column is missing.
fn missing(table: &Table, role: Role, what: &'static str) -> DecodeError {
    DecodeError::MissingColumn { column: role.house_name(), what, unread: None, closest: roles::closest(table, role) }
}

/// The same where a column is called so and holds texts. Not inlined, as the first view does without the lists of names.
#[inline(never)]
fn unread(builder: &Builder, error: DecodeError) -> DecodeError {
    let DecodeError::MissingColumn { column, what, closest, .. } = error else { return error };
    let is_load = column == Role::Vus.house_name();
    let is_called = |role: Role| {
        if is_load { matches!(role, Role::Vus | Role::Throughput) } else { Role::LATENCIES.contains(&role) }
    };
    let named = builder.columns.iter().find(|column| {
        matches!(column.values, Values::Text(_)) && names::read(&column.name).is_some_and(|read| is_called(read.role))
    });
    let cell = |column: &Column| (0..builder.rows).find(|&row| !column.is_null(row)).map(|row| column.text(row));
    let unread = named.and_then(|column| Some((column.name.clone(), cell(column)?)));
    DecodeError::MissingColumn { column, what, unread, closest }
}

/// Whether a table is one of runs.
fn check(table: &Table, roles: &Roles) -> Result<(), DecodeError> {
    check_types(table, roles)?;
    Ok(refusal::check(table, roles)?)
}

/// A column with the notebooks' name and another type is an error to be told: passing it over would show its table as
/// if it had none.
fn check_types(table: &Table, roles: &Roles) -> Result<(), DecodeError> {
    [Role::Vus, Role::BatchSize, Role::AvgLatency, Role::Throughput, Role::Cost].into_iter().try_for_each(|role| {
        let found = roles.misfit(table, role);
        found.map_or(Ok(()), |found| Err(DecodeError::WrongType { column: role.house_name(), found }))
    })
}

/// VUs of 0, −1 or infinity mean that none are limited, and not that there were none.
fn limited(vus: Numbers) -> Numbers {
    let open = |vus: f64| vus <= 0.0 || vus == f64::INFINITY;
    if !vus.iter().any(|&vus| open(vus)) {
        return vus;
    }
    vus.iter().map(|&vus| if open(vus) { f64::NAN } else { vus }).collect()
}

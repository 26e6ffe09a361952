//! Several tables of runs as one, with a column that says from which table a run is.
//!
//! Each table is read as if it stood alone: its roles, units, derived columns and prices are its own, so that tools
//! with different names and units for one thing can be compared. What is decided where tables differ:
//! - A role's column is called as in the first table that has the role. A table that calls it otherwise, or counts it
//!   in another unit, gets a further column of that name; its own one stays for the table of runs.
//! - A table without a column is null there; without a category it is in the category without a name. A column that
//!   holds numbers in one table and something else in another holds texts.
//! - What makes a configuration in one table does so in all: a setting that never varies in one of them is read there.
//! - Workloads are found over all tables: two share one where what was asked agrees, tokens to within 5 %
//!   (`workload`).
//! - A price that two tables state differently for the same hardware counts in each for itself; the list of prices
//!   shows the first that is known, and asks where any table lacks it.
//! - One estimate of throughput makes the joined throughput an estimate: what would prove nothing for some of the rows
//!   must not look like a proof for all. Where a row can be asked, its own table answers ([`Measured::own_table`]).
//! - What is checked, or measured against the other runs, is so within a table: one table's lack of a column is no
//!   missing value, its tests are not short because another's are long, nor its answers odd because another model's
//!   are longer.
//! - A table of no rows adds nothing but its name.
//!
//! What was measured is joined once; a price only joins the costs anew (`costs` beside it).

pub(crate) mod columns;
pub(crate) mod costs;
pub mod parts;

use std::sync::Arc;

use self::columns::{Joined, Named, distinct, numbers};
use self::parts::Part;
use super::costs::{ListedCosts, Sources};
use super::gpus::gpus_from;
use super::measured::Measured;
use super::reliability::Reliability;
use super::roles::Role;
use super::run_table::RunTable;
use super::workload::Workloads;
use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::table::column::{Category, Column, Values};
use crate::data::table::notes::Notes;
use crate::text::unique_name::{Suffix, unique};

/// The name of the column that says from which table a run is; where a table has such a column, more words are added.
pub const TABLE: &str = "table";
const NOT_THE_FILES: Suffix = Suffix::Words(" (opened)");

impl RunTable {
    /// The runs of several tables below each other, each under a name of its own ([`crate::data::table::short_names`]).
    ///
    /// A single table is returned as it is: there is nothing to tell apart.
    ///
    /// # Errors
    /// What [`fit_together`] returns; [`DecodeError::NoColumns`] of no table.
    pub fn beside(mut tables: Vec<(String, Self)>) -> Result<Self, DecodeError> {
        if tables.len() < 2 {
            return tables.pop().map(|(_, runs)| runs).ok_or(DecodeError::NoColumns);
        }
        fit_together(&tables, &Limits::default())?;
        let mut first = 0;
        let part = |(name, runs): (String, Self)| {
            let part = Part { name, first, runs: Arc::new(runs) };
            first += part.runs.rows;
            part
        };
        let parts: Vec<Part<Self>> = tables.into_iter().map(part).collect();
        Ok(self::costs::join(Arc::new(measured(&parts)), parts))
    }
}

/// Whether tables stay together below the caps of one; columns of one name are one. Asked at listed prices: the column
/// that a price of the reader's may add counts for nothing, so that no price takes a table off the page.
///
/// # Errors
/// [`DecodeError::TooLarge`] when they do not.
pub fn fit_together(tables: &[(String, RunTable)], limits: &Limits) -> Result<(), DecodeError> {
    let rows: u64 = tables.iter().map(|(_, runs)| runs.rows as u64).sum();
    let mut names: Vec<&str> = Vec::new();
    for column in tables.iter().flat_map(|(_, runs)| &runs.columns) {
        if !names.contains(&column.name.as_str()) {
            names.push(&column.name);
        }
    }
    let cells = rows.saturating_mul(names.len() as u64);
    let over =
        [("rows in all tables together", rows, limits.rows), ("cells in all tables together", cells, limits.cells)];
    let over = over.into_iter().find(|(_, found, cap)| found > cap);
    over.map_or(Ok(()), |(what, found, cap)| Err(DecodeError::TooLarge { what, found, cap }))
}

/// Everything of several tables but what depends on prices.
fn measured(parts: &[Part<RunTable>]) -> Measured {
    let runs: Vec<&Measured> = parts.iter().map(|part| &*part.runs.measured).collect();
    let mut named: Vec<Named> = runs.iter().map(|runs| Named::measured(runs)).collect();
    Named::same_names(&mut named);
    let joined = Joined { tables: &named, rows: runs.iter().map(|runs| runs.rows).sum() };
    let table = table_of_row(parts, joined.rows);
    let (columns, file_columns) = columns(&joined, &table);
    let at = joined.positions(&columns);
    let present = |role: Role| columns[at[role as usize]?].numbers();
    let known = |role: Role| present(role).unwrap_or_else(|| vec![f64::NAN; joined.rows].into());
    let category = |role: Role| Some(Category::of(&columns[at[role as usize]?], joined.rows));
    let nameless = || Category::of_numbered(&vec![0; joined.rows], &[Category::MISSING.to_owned()]);
    Measured {
        // Each table tells its own.
        notes: Notes::default(),
        vus: known(Role::Vus),
        batch_size: known(Role::BatchSize),
        batch_sizes: category(Role::BatchSize).unwrap_or_else(nameless).into(),
        avg_latency_ms: known(Role::AvgLatency),
        p95_latency_ms: present(Role::P95Latency),
        throughput_req_per_sec: known(Role::Throughput),
        workloads: Workloads::join(&runs.iter().map(|runs| &runs.workloads).collect::<Vec<_>>()),
        gpus: numbers(parts, f64::NAN, &|runs| runs.measured.gpus.clone()),
        gpus_from: gpus_from(runs.iter().map(|runs| runs.gpus_from)),
        // Each table has its own.
        tokens: None,
        sources: Sources::default(),
        total_requests: present(Role::TotalRequests),
        successful_requests: present(Role::SuccessfulRequests),
        hw_type: category(Role::HwType).unwrap_or_else(nameless),
        image: category(Role::Image).unwrap_or_else(nameless),
        engine: category(Role::Engine),
        vendor: category(Role::Vendor),
        categories: further(&runs, &columns),
        roles: runs.first().map(|runs| runs.roles.clone()).unwrap_or_default(),
        table: Some(table),
        table_at: Some(file_columns),
        tables: parts.iter().map(alone).collect(),
        rows: joined.rows,
        skipped: distinct(runs.iter().flat_map(|runs| &runs.skipped)),
        measured_derived: distinct(runs.iter().flat_map(|runs| &runs.measured_derived)),
        listed: ListedCosts::default(),
        reliability: Reliability {
            failed_checks: runs.iter().flat_map(|runs| runs.reliability.failed_checks.iter().copied()).collect(),
            good_share: numbers(parts, 1.0, &|runs| runs.reliability.good_share.clone()),
            ..Reliability::default()
        },
        measured_at: at,
        measured_columns: columns,
        file_columns,
    }
}

/// What was measured of one of the tables.
fn alone(part: &Part<RunTable>) -> Part<Measured> {
    Part { name: part.name.clone(), first: part.first, runs: Arc::clone(&part.runs.measured) }
}

/// The name of each row's table; of a table without rows none.
fn table_of_row(parts: &[Part<RunTable>], rows: usize) -> Category {
    let (mut numbers, mut texts) = (Vec::with_capacity(rows), Vec::new());
    for part in parts.iter().filter(|part| part.runs.rows > 0) {
        numbers.resize(numbers.len() + part.runs.rows, texts.len() as u32);
        texts.push(part.name.clone());
    }
    Category::of_numbered(&numbers, &texts)
}

/// The columns of all tables, with the one that names the table behind the files' own; and how many are the files' own.
fn columns(joined: &Joined, tables: &Category) -> (Vec<Column>, usize) {
    let (names, file_columns) = joined.names();
    let mut columns: Vec<Column> = names.into_iter().map(|name| joined.column(name)).collect();
    let name = unique(TABLE, NOT_THE_FILES, |name| columns.iter().any(|column| column.name == name));
    columns.insert(file_columns, Column { name, values: Values::of_category(tables, &|_| false) });
    (columns, file_columns)
}

/// What makes a configuration in any table is read in all that have such a column.
fn further(runs: &[&Measured], columns: &[Column]) -> Vec<(String, Category)> {
    let names = distinct(runs.iter().flat_map(|runs| &runs.categories).map(|(name, _)| name));
    let rows = runs.iter().map(|runs| runs.rows).sum();
    let read = |name: String| {
        let column = columns.iter().find(|column| column.name == name)?;
        Some((name, Category::of(column, rows)))
    };
    names.into_iter().filter_map(read).collect()
}

//! Several tables of runs as one, with a column that says from which table a run is.
//!
//! Each table is read as if it stood alone: its roles, units, derived columns and prices are its own, so that tools
//! with different names and units for one thing can be compared. What is decided where tables differ:
//! - A role's column is called as in the first table that has the role. A table that calls it otherwise, or counts it
//!   in another unit, gets a further column of that name; its own one stays for the table of runs.
//! - A table without a column is null there; without a category it is in the category without a name.
//! - What makes a configuration in one table does so in all: a setting that never varies in one of them is read there.
//! - A price that two tables state differently for the same hardware counts in each for itself; the list of prices
//!   shows the first that is known, and asks where any table lacks it.
//! - One estimate of throughput makes the joined throughput an estimate: what would prove nothing for some of the rows
//!   must not look like a proof for all. Where a row can be asked, its own table answers ([`RunTable::own_table`]).
//! - What is checked, or measured against the other runs, is so within a table: one table's lack of a column is no
//!   missing value, its tests are not short because another's are long, nor its answers odd because another model's
//!   are longer.
//! - A table of no rows adds nothing but its name.

use std::collections::BTreeSet;

use super::column::{Category, Column, Numbers};
use super::decode::{Limits, Table};
use super::error::DecodeError;
use super::parts::Part;
use super::roles::Role;
use super::run_table::{PriceFrom, PricePair, RunTable};
use crate::analysis::order;

/// The name of the column that says from which table a run is; where a table has such a column, more words are added.
pub const TABLE: &str = "table";
const NOT_THE_FILES: &str = " (opened)";

/// Roles whose columns are kept in their own units and are only shown: columns of other names are not put together.
const AS_THEY_ARE: [Role; 4] = [Role::Price, Role::Duration, Role::GpuCount, Role::FailedRequests];

impl RunTable {
    /// The runs of several tables below each other, each under a name of its own ([`super::short_names`]).
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
        let parts = Part::all(&tables);
        for role in Role::ALL.into_iter().filter(|role| !AS_THEY_ARE.contains(role)) {
            same_name(&mut tables, role);
        }
        let (names, runs): (Vec<String>, Vec<Self>) = tables.into_iter().unzip();
        let joined = Joined { runs: &runs, rows: runs.iter().map(|runs| runs.rows).sum() }.table(&names);
        Ok(Self { parts, ..joined })
    }
}

/// Whether tables stay together below the caps of one; columns of one name are one.
///
/// # Errors
/// [`DecodeError::TooLarge`] when they do not.
pub fn fit_together(tables: &[(String, RunTable)], limits: &Limits) -> Result<(), DecodeError> {
    let rows: u64 = tables.iter().map(|(_, runs)| runs.rows as u64).sum();
    let names: BTreeSet<&str> =
        tables.iter().flat_map(|(_, runs)| &runs.columns).map(|column| column.name.as_str()).collect();
    let cells = rows.saturating_mul(names.len() as u64);
    let over =
        [("rows in all tables together", rows, limits.rows), ("cells in all tables together", cells, limits.cells)];
    let over = over.into_iter().find(|(_, found, cap)| found > cap);
    over.map_or(Ok(()), |(what, found, cap)| Err(DecodeError::TooLarge { what, found, cap }))
}

/// Makes all tables call a role's column the same; see the decisions above.
fn same_name(tables: &mut [(String, RunTable)], role: Role) {
    let at = |runs: &RunTable| runs.at[role as usize];
    let Some(first) = tables.iter().find_map(|(_, runs)| Some(runs.columns[at(runs)?].name.clone())) else { return };
    // A name is free where no table has it for something else.
    let free = |name: &str| {
        let other = |runs: &RunTable| {
            let found = runs.columns.iter().position(|column| column.name == name);
            found.is_some() && found != at(runs)
        };
        !tables.iter().any(|(_, runs)| other(runs))
    };
    let mut name = first;
    if !free(&name) {
        role.house_name().clone_into(&mut name);
        while !free(&name) {
            name += " (derived)";
        }
    }
    for (_, runs) in tables {
        let Some(at) = runs.at[role as usize].filter(|&at| runs.columns[at].name != name) else { continue };
        if at < runs.file_columns {
            let column = Column { name: name.clone(), values: runs.columns[at].values.clone() };
            runs.at[role as usize] = Some(runs.columns.len());
            runs.columns.push(column);
        } else {
            runs.columns[at].name.clone_from(&name);
        }
    }
}

/// Tables that call things the same.
struct Joined<'a> {
    runs: &'a [RunTable],
    rows: usize,
}

impl Joined<'_> {
    fn table(&self, names: &[String]) -> RunTable {
        let table = self.names(names);
        let Columns { columns, file_columns, skipped } = self.columns(&table);
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        let at = Role::ALL.map(|role| {
            let own = |runs: &RunTable| Some(runs.columns[runs.position(role)?].name.clone());
            self.runs.iter().find_map(own).and_then(|name| place(&name))
        });
        let hw_type = self.category(&|runs| Some(runs.hw_type.clone()));
        let vendor = self.optional_category(&|runs| runs.vendor.clone());
        let latencies = [Role::P50Latency, Role::P90Latency, Role::P99Latency];
        let latency = |runs: &RunTable, role| {
            runs.latencies_ms.iter().find(|(of, _)| *of == role).map(|(_, numbers)| numbers.clone())
        };
        RunTable {
            vus: self.numbers(&|runs| Some(runs.vus.clone())),
            batch_size: self.numbers(&|runs| Some(runs.batch_size.clone())),
            batch_sizes: self.category(&|runs| Some(runs.batch_sizes.clone())),
            avg_latency_ms: self.numbers(&|runs| Some(runs.avg_latency_ms.clone())),
            p95_latency_ms: self.optional(&|runs| runs.p95_latency_ms.clone()),
            latencies_ms: latencies
                .into_iter()
                .filter_map(|role| Some((role, self.optional(&|runs| latency(runs, role))?)))
                .collect(),
            throughput_req_per_sec: self.numbers(&|runs| Some(runs.throughput_req_per_sec.clone())),
            cost_usd_per_billion: self.numbers(&|runs| Some(runs.cost_usd_per_billion.clone())),
            price_usd_per_hour: self.optional(&|runs| runs.price_usd_per_hour.clone()),
            total_requests: self.optional(&|runs| runs.total_requests.clone()),
            successful_requests: self.optional(&|runs| runs.successful_requests.clone()),
            image: self.category(&|runs| Some(runs.image.clone())),
            engine: self.optional_category(&|runs| runs.engine.clone()),
            categories: self.further(),
            prices: self.prices(vendor.as_ref(), &hw_type),
            listed_gpus: self.listed_gpus(),
            derived: self.derived(),
            roles: self.runs.first().map(|runs| runs.roles.clone()).unwrap_or_default(),
            table: Some(table),
            table_at: Some(file_columns),
            parts: Vec::new(),
            rows: self.rows,
            hw_type,
            vendor,
            at,
            columns,
            file_columns,
            skipped,
        }
    }

    /// The name of each row's table; of a table without rows none.
    fn names(&self, names: &[String]) -> Category {
        let named = || names.iter().zip(self.runs).filter(|(_, runs)| runs.rows > 0);
        let numbers: Vec<u32> =
            named().zip(0..).flat_map(|((_, runs), nth)| std::iter::repeat_n(nth, runs.rows)).collect();
        Category::of_numbered(&numbers, &named().map(|(name, _)| name.clone()).collect::<Vec<_>>())
    }

    /// The files' own columns first, then the one that names the table, then those that were derived.
    fn columns(&self, tables: &Category) -> Columns {
        let table =
            |runs: &RunTable| Table { columns: runs.columns.clone(), rows: runs.rows, skipped: runs.skipped.clone() };
        let Table { columns, skipped, .. } = Table::concat(self.runs.iter().map(table).collect());
        let own = |column: &Column| {
            self.runs.iter().any(|runs| runs.columns[..runs.file_columns].iter().any(|c| c.name == column.name))
        };
        let mut name = TABLE.to_owned();
        while columns.iter().any(|column| column.name == name) {
            name += NOT_THE_FILES;
        }
        let (mut columns, derived): (Vec<Column>, Vec<Column>) = columns.into_iter().partition(own);
        let file_columns = columns.len();
        columns.push(Column::of_category(name, tables));
        columns.extend(derived);
        Columns { columns, file_columns, skipped }
    }

    fn numbers(&self, read: &dyn Fn(&RunTable) -> Option<Numbers>) -> Numbers {
        let mut all = Vec::with_capacity(self.rows);
        for runs in self.runs {
            match read(runs) {
                Some(numbers) => all.extend_from_slice(&numbers),
                None => all.resize(all.len() + runs.rows, f64::NAN),
            }
        }
        all.into()
    }

    /// `None` where no table has it.
    fn optional(&self, read: &dyn Fn(&RunTable) -> Option<Numbers>) -> Option<Numbers> {
        self.runs.iter().any(|runs| read(runs).is_some()).then(|| self.numbers(read))
    }

    /// No text is made for a row: a table's labels are put together once.
    fn category(&self, read: &dyn Fn(&RunTable) -> Option<Category>) -> Category {
        let (mut numbers, mut texts) = (Vec::with_capacity(self.rows), Vec::new());
        for runs in self.runs.iter().filter(|runs| runs.rows > 0) {
            let first = texts.len() as u32;
            match read(runs) {
                Some(Category { codes, mut labels }) => {
                    numbers.extend(codes.iter().map(|code| first + code));
                    texts.append(&mut labels);
                }
                None => {
                    numbers.resize(numbers.len() + runs.rows, first);
                    texts.push(Category::MISSING.to_owned());
                }
            }
        }
        Category::of_numbered(&numbers, &texts)
    }

    fn optional_category(&self, read: &dyn Fn(&RunTable) -> Option<Category>) -> Option<Category> {
        self.runs.iter().any(|runs| read(runs).is_some()).then(|| self.category(read))
    }

    /// What makes a configuration in any table is read in all that have such a column.
    fn further(&self) -> Vec<(String, Category)> {
        let mut names: Vec<&String> = Vec::new();
        for (name, _) in self.runs.iter().flat_map(|runs| &runs.categories) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let read = |name: &String| {
            self.category(&|runs| {
                let column = runs.columns.iter().find(|column| column.name == *name)?;
                Some(Category::of(column, runs.rows))
            })
        };
        names.into_iter().map(|name| (name.clone(), read(name))).collect()
    }

    fn derived(&self) -> Vec<super::derive::Derived> {
        let mut all = Vec::new();
        for derived in self.runs.iter().flat_map(|runs| &runs.derived) {
            if !all.contains(derived) {
                all.push(*derived);
            }
        }
        all
    }

    /// Where a table's prices are of machines, each is one.
    fn listed_gpus(&self) -> Option<Numbers> {
        let machines = |runs: &RunTable| vec![1.0; runs.rows].into();
        let any = self.runs.iter().any(|runs| runs.listed_gpus.is_some());
        any.then(|| self.numbers(&|runs| Some(runs.listed_gpus.clone().unwrap_or_else(|| machines(runs)))))
    }

    /// Each vendor's hardware once, in natural order.
    fn prices(&self, vendor: Option<&Category>, hardware: &Category) -> Vec<PricePair> {
        let mut pairs: Vec<PricePair> = Vec::new();
        for pair in self.runs.iter().flat_map(|runs| &runs.prices) {
            let same = |other: &&mut PricePair| other.vendor == pair.vendor && other.hardware == pair.hardware;
            match pairs.iter_mut().find(same) {
                None => pairs.push(pair.clone()),
                Some(known) => add_price(known, pair),
            }
        }
        let place = |labels: &[String], label: &str| labels.iter().position(|other| other == label);
        let key = |pair: &PricePair| {
            (vendor.and_then(|vendor| place(&vendor.labels, &pair.vendor)), place(&hardware.labels, &pair.hardware))
        };
        order::sort_by(&mut pairs, |a, b| key(a).cmp(&key(b)));
        pairs
    }
}

/// The same hardware in one more table. Where any lacks the price, only the runs without it are counted.
fn add_price(known: &mut PricePair, pair: &PricePair) {
    if known.usd_per_hour.is_nan() {
        known.usd_per_hour = pair.usd_per_hour;
    }
    known.base = known.base.with(pair.base);
    match (known.from == PriceFrom::Unknown, pair.from == PriceFrom::Unknown) {
        (true, false) => {}
        (false, true) => (known.rows, known.from) = (pair.rows, PriceFrom::Unknown),
        _ => known.rows += pair.rows,
    }
}

struct Columns {
    columns: Vec<Column>,
    file_columns: usize,
    skipped: Vec<String>,
}

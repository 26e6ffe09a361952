//! Several tables of runs as one, with a column that says from which table a run is.
//!
//! Each table is read as if it stood alone: its roles, units, derived columns and prices are its own, so that tools
//! with different names and units for one thing can be compared. What is decided where tables differ:
//! - A role's column is called as in the first table that has the role. A table that calls it otherwise, or counts it
//!   in another unit, gets a further column of that name; its own one stays for the table of runs.
//! - A table without a column is null there; without a category it is in the category without a name. A column that
//!   holds numbers in one table and something else in another holds texts.
//! - What makes a configuration in one table does so in all: a setting that never varies in one of them is read there.
//! - A price that two tables state differently for the same hardware counts in each for itself; the list of prices
//!   shows the first that is known, and asks where any table lacks it.
//! - One estimate of throughput makes the joined throughput an estimate: what would prove nothing for some of the rows
//!   must not look like a proof for all. Where a row can be asked, its own table answers ([`RunTable::own_table`]).
//! - What is checked, or measured against the other runs, is so within a table: one table's lack of a column is no
//!   missing value, its tests are not short because another's are long, nor its answers odd because another model's
//!   are longer.
//! - A table of no rows adds nothing but its name.

use super::roles::Role;
use super::run_table::{PriceFrom, PricePair, RunTable};
use super::side_by_side_parts::Part;
use crate::analysis::stats::order;
use crate::data::error::DecodeError;
use crate::data::limits::Limits;
use crate::data::table::column::{Category, Column, Numbers, Values};

/// The name of the column that says from which table a run is; where a table has such a column, more words are added.
pub const TABLE: &str = "table";
const NOT_THE_FILES: &str = " (opened)";

/// Roles whose columns are kept in their own units and are only shown: columns of other names are not put together.
const AS_THEY_ARE: [Role; 4] = [Role::Price, Role::Duration, Role::GpuCount, Role::FailedRequests];

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
        let (columns, file_columns) = self.columns(&table);
        let at = Role::ALL.map(|role| {
            let own = |runs: &RunTable| Some(runs.columns[runs.position(role)?].name.clone());
            let name = self.runs.iter().find_map(own)?;
            columns.iter().position(|column| column.name == name)
        });
        let numbers = |role: Role| columns[at[role as usize]?].numbers();
        let unknown = || vec![f64::NAN; self.rows].into();
        let known = |role: Role| numbers(role).unwrap_or_else(unknown);
        let category = |role: Role| Some(Category::of(&columns[at[role as usize]?], self.rows));
        let nameless = || Category::of_numbered(&vec![0; self.rows], &[Category::MISSING.to_owned()]);
        let (vendor, hw_type) = (category(Role::Vendor), category(Role::HwType).unwrap_or_else(nameless));
        let latencies = [Role::P50Latency, Role::P90Latency, Role::P99Latency];
        RunTable {
            vus: known(Role::Vus),
            batch_size: known(Role::BatchSize),
            batch_sizes: category(Role::BatchSize).unwrap_or_else(nameless),
            avg_latency_ms: known(Role::AvgLatency),
            p95_latency_ms: numbers(Role::P95Latency),
            latencies_ms: latencies.into_iter().filter_map(|role| Some((role, numbers(role)?))).collect(),
            throughput_req_per_sec: known(Role::Throughput),
            cost_usd_per_billion: known(Role::Cost),
            price_usd_per_hour: self.numbers(f64::NAN, &|runs| runs.price_usd_per_hour.clone()),
            // A price that is of no GPU is of one machine.
            listed_gpus: self.numbers(1.0, &|runs| runs.listed_gpus.clone()),
            total_requests: numbers(Role::TotalRequests),
            successful_requests: numbers(Role::SuccessfulRequests),
            image: category(Role::Image).unwrap_or_else(nameless),
            engine: category(Role::Engine),
            categories: self.further(&columns),
            prices: self.prices(vendor.as_ref(), &hw_type),
            derived: distinct(self.runs.iter().flat_map(|runs| &runs.derived)),
            roles: self.runs.first().map(|runs| runs.roles.clone()).unwrap_or_default(),
            table: Some(table),
            table_at: Some(file_columns),
            parts: Vec::new(),
            rows: self.rows,
            skipped: distinct(self.runs.iter().flat_map(|runs| &runs.skipped)),
            hw_type,
            vendor,
            at,
            columns,
            file_columns,
        }
    }

    /// The name of each row's table; of a table without rows none.
    fn names(&self, names: &[String]) -> Category {
        let (mut numbers, mut texts) = (Vec::with_capacity(self.rows), Vec::new());
        for (name, runs) in names.iter().zip(self.runs).filter(|(_, runs)| runs.rows > 0) {
            numbers.resize(numbers.len() + runs.rows, texts.len() as u32);
            texts.push(name.clone());
        }
        Category::of_numbered(&numbers, &texts)
    }

    /// The files' own columns first, then the one that names the table, then those that were derived; and how many are
    /// the files' own. Of columns of one name in one table the first is taken, as its role is.
    fn columns(&self, tables: &Category) -> (Vec<Column>, usize) {
        let own = self.runs.iter().flat_map(|runs| &runs.columns[..runs.file_columns]);
        let derived = self.runs.iter().flat_map(|runs| &runs.columns[runs.file_columns..]);
        let mut columns: Vec<Column> = Vec::new();
        let mut file_columns = 0;
        for (nth, column) in own.map(|column| (0, column)).chain(derived.map(|column| (1, column))) {
            if !columns.iter().any(|other| other.name == column.name) {
                columns.push(Column { name: column.name.clone(), values: self.values(&column.name) });
                file_columns += 1 - nth;
            }
        }
        let mut name = TABLE.to_owned();
        while columns.iter().any(|column| column.name == name) {
            name += NOT_THE_FILES;
        }
        columns.insert(file_columns, Column { name, values: Values::of_category(tables, &|_| false) });
        (columns, file_columns)
    }

    /// The values of a column: null where a table has none of that name. Numbers stay numbers where all tables have
    /// numbers; else they are texts, as they are shown.
    fn values(&self, name: &str) -> Values {
        let pieces: Vec<(Option<&Column>, usize)> =
            self.runs.iter().map(|runs| (runs.columns.iter().find(|column| column.name == name), runs.rows)).collect();
        let mut missing = Vec::with_capacity(self.rows);
        for (column, rows) in &pieces {
            missing.extend((0..*rows).map(|row| column.is_none_or(|column| column.is_null(row))));
        }
        let missing = |row: usize| missing[row];
        let present = || pieces.iter().filter_map(|(column, _)| *column);
        if !present().all(|column| matches!(column.values, Values::Number { .. })) {
            return Values::of_category(&texts(&pieces, self.rows), &missing);
        }
        let mut numbers = Vec::with_capacity(self.rows);
        for (column, rows) in &pieces {
            match column.and_then(Column::numbers) {
                Some(piece) => numbers.extend_from_slice(&piece),
                None => numbers.resize(numbers.len() + rows, f64::NAN),
            }
        }
        let integral = present().all(|column| matches!(column.values, Values::Number { integral: true, .. }));
        Values::of_numbers(numbers.into(), integral, &missing)
    }

    /// What is no column: numbers of each table, another one where a table has none; `None` where no table has any.
    fn numbers(&self, absent: f64, read: &dyn Fn(&RunTable) -> Option<Numbers>) -> Option<Numbers> {
        let (mut all, mut any) = (Vec::with_capacity(self.rows), false);
        for runs in self.runs {
            match read(runs) {
                Some(numbers) => {
                    any = true;
                    all.extend_from_slice(&numbers);
                }
                None => all.resize(all.len() + runs.rows, absent),
            }
        }
        any.then(|| all.into())
    }

    /// What makes a configuration in any table is read in all that have such a column.
    fn further(&self, columns: &[Column]) -> Vec<(String, Category)> {
        let names = distinct(self.runs.iter().flat_map(|runs| &runs.categories).map(|(name, _)| name));
        let read = |name: String| {
            let column = columns.iter().find(|column| column.name == name)?;
            Some((name, Category::of(column, self.rows)))
        };
        names.into_iter().filter_map(read).collect()
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

/// The columns of tables as texts below each other; no text is made for a row.
fn texts(pieces: &[(Option<&Column>, usize)], rows: usize) -> Category {
    let (mut numbers, mut texts) = (Vec::with_capacity(rows), Vec::new());
    for &(column, rows) in pieces.iter().filter(|&&(_, rows)| rows > 0) {
        let first = texts.len() as u32;
        match column {
            Some(column) => {
                let Category { codes, mut labels } = Category::of(column, rows);
                numbers.extend(codes.iter().map(|code| first + code));
                texts.append(&mut labels);
            }
            None => {
                numbers.resize(numbers.len() + rows, first);
                texts.push(Category::MISSING.to_owned());
            }
        }
    }
    Category::of_numbered(&numbers, &texts)
}

/// Each value once, in the order in which they come.
fn distinct<'a, T: Clone + PartialEq + 'a>(values: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut all: Vec<T> = Vec::new();
    for value in values {
        if !all.contains(value) {
            all.push(value.clone());
        }
    }
    all
}

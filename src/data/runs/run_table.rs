//! A table of runs: one row for each load test, the columns that the analysis needs by name and unit, and the costs.
//!
//! Columns, categories and units are read once ([`Measured`]); a price that the reader enters is applied to them
//! ([`RunTable::with_prices`]) and reads nothing again.

use std::ops::Deref;
use std::sync::Arc;

use isocost_kernels::rows::{MANY_ROWS, few_different};

use super::build::Builder;
use super::costs::Costs;
use super::derive::Derived;
use super::gpus::GpusFrom;
use super::gpus::list::GpuList;
use super::measured::Measured;
use super::name::{DERIVED, SUCCESSFUL_COST};
use super::prices::{PriceFrom, PriceList, PricePair};
use super::roles::{Overrides, Role, Roles};
use super::side_by_side;
use super::side_by_side::parts::Part;
use super::work::Work;
use super::work_costs::InWork;
use crate::analysis::decide::answer::Ranking;
use crate::analysis::stats::order;
use crate::data::error::DecodeError;
use crate::data::table::Table;
use crate::data::table::column::{Column, Numbers, Values};
use crate::data::table::notes::Notes;
use crate::text::unique_name::unique;

/// Runs as columns: what was measured, and what it costs. Dereferences to what was measured, so that both are read
/// alike: `runs.vus`, `runs.cost_usd_per_billion`.
#[derive(Clone, Debug)]
pub struct RunTable {
    /// What does not depend on prices. Tables that differ in prices alone share it.
    pub measured: Arc<Measured>,
    /// Every flat column of the file, in its order, for the table and the hover; after them those that were derived,
    /// under the notebooks' names.
    pub columns: Vec<Column>,
    /// $ per 1 billion requests; NaN where it is not known, which is counted and never ranked.
    pub cost_usd_per_billion: Numbers,
    /// $ per 1 billion successful requests, where some runs are known to count failed ones as answered.
    pub cost_usd_per_billion_successful: Option<Numbers>,
    /// The column of these costs, the last of all.
    pub successful_at: Option<usize>,
    /// Price of each run's hardware, all GPUs together, $ per hour, as far as it is known.
    pub price_usd_per_hour: Option<Numbers>,
    /// The unit of work that costs are quoted for.
    pub work: Work,
    /// $ per [`Work::units`] units of work; NaN where it is not known. Of requests it is [`Self::cost_usd_per_billion`].
    pub cost_usd: Numbers,
    /// GPUs of each run: the table's, and where it does not tell them the reader's; NaN where neither does.
    pub gpus: Option<Numbers>,
    /// Where these are from.
    pub gpus_from: GpusFrom,
    /// How many GPUs a price of [`Self::prices`] is multiplied by in each run, where it is of one.
    pub listed_gpus: Option<Numbers>,
    pub(crate) work_per_sec: Numbers,
    pub(crate) terms: Terms,
    /// Vendors and hardware with their prices, in natural order.
    pub prices: Vec<PricePair>,
    /// What is not the file's own.
    pub derived: Vec<Derived>,
    /// The individual tables behind a joined one, in their order; empty where there is but one.
    pub parts: Vec<Part<Self>>,
    pub(crate) at: [Option<usize>; Role::COUNT],
}

/// What the reader chooses about costs. The default is listed prices, GPUs as the table tells them, and requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Terms {
    /// Prices of hardware.
    pub prices: PriceList,
    /// GPUs of a run of some hardware.
    pub gpus: GpuList,
    /// The unit of work that costs are quoted for.
    pub work: Work,
}

impl Deref for RunTable {
    type Target = Measured;

    fn deref(&self) -> &Measured {
        &self.measured
    }
}

impl RunTable {
    /// How many GPUs a run's price per hour is multiplied by: 1 where it is that of a machine.
    #[must_use]
    pub fn listed_gpus_of(&self, row: usize) -> f64 {
        self.listed_gpus.as_ref().map_or(1.0, |gpus| gpus[row])
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
    /// As [`Measured::new`].
    pub fn new(table: Table, roles: &Roles, prices: &PriceList) -> Result<Self, DecodeError> {
        let terms = Terms { prices: prices.clone(), ..Terms::default() };
        Ok(Self::priced(Arc::new(Measured::new(table, roles)?), terms))
    }

    /// Of what was measured, at listed prices.
    #[must_use]
    pub fn at_listed_prices(measured: Measured) -> Self {
        Self::priced(Arc::new(measured), Terms::default())
    }

    /// The same runs at other prices: those of the reader, and listed ones for all else, whatever the prices before.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn with_prices(&self, prices: &PriceList) -> Self {
        self.on(Terms { prices: prices.clone(), ..self.terms.clone() })
    }

    /// The same runs with other numbers of GPUs where the table does not tell them.
    #[must_use]
    pub fn with_gpus(&self, gpus: &GpuList) -> Self {
        self.on(Terms { gpus: gpus.clone(), ..self.terms.clone() })
    }

    /// The same runs with costs of another unit of work.
    #[must_use]
    // Only tests ask.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn with_work(&self, work: Work) -> Self {
        self.on(Terms { work, ..self.terms.clone() })
    }

    /// The same runs on other terms.
    #[must_use]
    pub fn on(&self, terms: Terms) -> Self {
        let measured = Arc::clone(&self.measured);
        if self.parts.is_empty() {
            return Self::priced(measured, terms);
        }
        let parts = self.parts.iter().map(|part| Part {
            name: part.name.clone(),
            first: part.first,
            runs: Arc::new(part.runs.on(terms.clone())),
        });
        side_by_side::costs::join(measured, parts.collect())
    }

    /// The costs of a single table beside what was measured.
    fn priced(measured: Arc<Measured>, terms: Terms) -> Self {
        let filled = if terms.gpus.is_empty() { None } else { measured.with_own_gpus(&terms.gpus) };
        let gpus_from = match &filled {
            Some(_) if measured.gpus_from == GpusFrom::Unknown => GpusFrom::Reader,
            _ => measured.gpus_from,
        };
        let (sources, listed) =
            filled.as_ref().map_or((&measured.sources, &measured.listed), |(sources, listed)| (sources, listed));
        let listed_gpus = sources.listed_gpus().cloned();
        let costs = listed.with(&terms.prices, &measured.throughput_req_per_sec, listed_gpus.as_ref());
        let in_work = InWork::of(&measured, &costs, sources.gpus.as_ref(), terms.work);
        let (mut columns, at, derived) = with_cost(&measured, &costs, &in_work);
        let successful = of_successful(&measured, &costs.usd_per_billion);
        Self {
            successful_at: successful.as_ref().map(|costs| add_successful(&mut columns, costs)),
            columns,
            at,
            derived,
            work: terms.work,
            cost_usd: in_work.cost_usd,
            work_per_sec: in_work.per_sec,
            gpus: sources.gpus.clone(),
            gpus_from,
            listed_gpus,
            cost_usd_per_billion_successful: successful,
            cost_usd_per_billion: costs.usd_per_billion,
            price_usd_per_hour: costs.usd_per_hour,
            prices: costs.pairs,
            parts: Vec::new(),
            terms,
            measured,
        }
    }

    /// The cost that runs are ranked by, $ per [`Work::units`] units of work: of successful requests where failed ones are
    /// counted as answered.
    #[must_use]
    pub fn ranked_cost(&self) -> &[f64] {
        self.ranked_costs()
    }

    /// The same as a column.
    #[must_use]
    pub fn ranked_costs(&self) -> &Numbers {
        let successful = self.cost_usd_per_billion_successful.as_ref();
        successful.filter(|_| self.work == Work::Requests).unwrap_or(&self.cost_usd)
    }

    /// The columns that rank runs by cost.
    #[must_use]
    pub fn ranking(&self) -> Ranking<'_> {
        Ranking {
            cost: self.ranked_cost(),
            p95_ms: self.p95_latency_ms.as_deref(),
            mean_ms: &self.avg_latency_ms,
            failed_checks: Some(&self.reliability.failed_checks),
        }
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

    /// For each row the position in [`Self::prices`] of its vendor's hardware.
    #[must_use]
    pub fn price_of_row(&self) -> Vec<usize> {
        if self.parts.is_empty() {
            return self.listed.pair_of_row.iter().map(|&pair| pair as usize).collect();
        }
        self.parts.iter().flat_map(|part| self.places_of_prices(&part.runs)).collect()
    }

    /// The same of one row.
    #[must_use]
    pub fn pair_of(&self, row: usize) -> usize {
        let after = self.parts.partition_point(|part| part.first <= row);
        let Some(part) = self.parts[..after].last() else { return self.listed.pair_of_row[row] as usize };
        self.places_of_own(&part.runs)[part.runs.pair_of(row - part.first)]
    }

    /// The same for the rows of one of several tables.
    fn places_of_prices(&self, runs: &Self) -> Vec<usize> {
        let places = self.places_of_own(runs);
        runs.price_of_row().into_iter().map(|own| places[own]).collect()
    }

    /// Where the prices of one of several tables are among those of all.
    fn places_of_own(&self, runs: &Self) -> Vec<usize> {
        let same = |own: &PricePair, other: &PricePair| own.vendor == other.vendor && own.hardware == other.hardware;
        let place = |own: &PricePair| self.prices.iter().position(|other| same(own, other)).unwrap_or_default();
        runs.prices.iter().map(place).collect()
    }

    /// The vendors and hardware whose price is asked for: their runs have no cost.
    pub fn unpriced(&self) -> impl Iterator<Item = &PricePair> {
        self.prices.iter().filter(|pair| pair.from == PriceFrom::Unknown)
    }

    /// The distinct values of a numeric column, rising; NaN is not among them.
    #[must_use]
    pub fn distinct(values: &[f64]) -> Vec<f64> {
        if values.len() >= MANY_ROWS
            && let Some(distinct) = distinct_few(values)
        {
            return distinct;
        }
        let mut rows: Vec<usize> = (0..values.len()).filter(|&row| !values[row].is_nan()).collect();
        order::sort_rows_by(&mut rows, &|row| order::key(values[row]));
        let mut distinct: Vec<f64> = rows.into_iter().map(|row| values[row]).collect();
        distinct.dedup();
        distinct
    }
}

/// [`RunTable::distinct`] of many values of which few are different.
#[inline(never)]
fn distinct_few(values: &[f64]) -> Option<Vec<f64>> {
    let (firsts, _) = few_different(values)?;
    Some(RunTable::distinct(&firsts.into_iter().map(|row| values[row]).collect::<Vec<_>>()))
}

/// What successful requests cost; `None` where all requests are taken for successful.
pub(super) fn of_successful(measured: &Measured, cost: &[f64]) -> Option<Numbers> {
    let good = measured.reliability.good_share.as_ref()?;
    Some(cost.iter().zip(good.iter()).map(|(cost, share)| cost / share).collect())
}

/// Adds the costs of successful requests as a column; its position, the last.
#[inline(never)]
pub(super) fn add_successful(columns: &mut Vec<Column>, costs: &Numbers) -> usize {
    let name = unique(SUCCESSFUL_COST, DERIVED, |name| columns.iter().any(|column| column.name == name));
    columns.push(Column { name, values: Values::of_numbers(costs.clone(), false, &|row| costs[row].is_nan()) });
    columns.len() - 1
}

/// The columns, and which of them holds which role, with a derived cost at its place. The names of derived columns are
/// found again as each is added, since a cost that replaces the table's own must not be called as that.
fn with_cost(
    measured: &Measured,
    costs: &Costs,
    in_work: &InWork,
) -> (Vec<Column>, [Option<usize>; Role::COUNT], Vec<Derived>) {
    let column_at = measured.listed.column_at;
    let Some(how) = in_work.how.or(costs.how) else {
        return (measured.measured_columns.clone(), measured.measured_at, measured.measured_derived.clone());
    };
    let (before, after) = measured.measured_columns.split_at(column_at);
    let mut builder = Builder {
        columns: before.to_vec(),
        file_columns: measured.file_columns,
        rows: measured.rows,
        skipped: Vec::new(),
        notes: Notes::default(),
        derived: measured.measured_derived.clone(),
        at: measured.measured_at,
        roles: &measured.roles,
        gpus: None,
    };
    builder.replace(Role::Cost, in_work.work.column_name(), in_work.cost_usd.clone(), how);
    let Builder { mut columns, mut at, derived, .. } = builder;
    columns.extend_from_slice(after);
    for role in Role::ALL.into_iter().filter(|&role| role != Role::Cost) {
        at[role as usize] = at[role as usize].map(|at| if at < column_at { at } else { at + 1 });
    }
    (columns, at, derived)
}

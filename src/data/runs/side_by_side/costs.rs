//! The costs of several tables side by side: each table's own, below each other.

use std::sync::Arc;

use super::columns::{Joined, Named, distinct, numbers};
use super::parts::Part;
use crate::analysis::stats::order;
use crate::data::runs::gpus::gpus_from;
use crate::data::runs::measured::Measured;
use crate::data::runs::prices::{PriceFrom, PricePair};
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::{RunTable, add_successful, of_successful};
use crate::data::runs::work::Work;
use crate::data::table::column::{Category, Column, Numbers};

/// Tables side by side, from what was measured of them and their own costs. Only columns of costs are made.
pub fn join(measured: Arc<Measured>, parts: Vec<Part<RunTable>>) -> RunTable {
    let mut named: Vec<Named> = parts.iter().map(|part| Named::all(&part.runs)).collect();
    Named::same_names(&mut named);
    Named::same_name(&mut named, Role::Cost);
    let joined = Joined { tables: &named, rows: measured.rows };
    let mut columns = columns(&measured, &parts, &joined);
    let at = joined.positions(&columns);
    let unknown = || vec![f64::NAN; joined.rows].into();
    let cost = numbers(&parts, f64::NAN, &|runs| Some(runs.cost_usd_per_billion.clone())).unwrap_or_else(unknown);
    let terms = parts.first().map(|part| part.runs.terms.clone()).unwrap_or_default();
    let (work_per_sec, cost_usd) = if terms.work == Work::Requests {
        (measured.throughput_req_per_sec.clone(), cost.clone())
    } else {
        of_tokens(&parts)
    };
    let successful = of_successful(&measured, &cost);
    RunTable {
        successful_at: successful.as_ref().map(|costs| add_successful(&mut columns, costs)),
        work: terms.work,
        cost_usd,
        work_per_sec,
        gpus: numbers(&parts, f64::NAN, &|runs| runs.gpus.clone()),
        gpus_from: gpus_from(parts.iter().map(|part| part.runs.gpus_from)),
        // A price that is of no GPU is of one machine.
        listed_gpus: numbers(&parts, 1.0, &|runs| runs.listed_gpus.clone()),
        terms,
        cost_usd_per_billion_successful: successful,
        cost_usd_per_billion: cost,
        price_usd_per_hour: numbers(&parts, f64::NAN, &|runs| runs.price_usd_per_hour.clone()),
        prices: prices(&measured, &parts),
        derived: distinct(parts.iter().flat_map(|part| &part.runs.derived)),
        columns,
        at,
        measured,
        parts,
    }
}

/// Units of work per second, and their costs.
#[inline(never)]
fn of_tokens(parts: &[Part<RunTable>]) -> (Numbers, Numbers) {
    let all = |read: &dyn Fn(&RunTable) -> Numbers| {
        numbers(parts, f64::NAN, &|runs| Some(read(runs))).unwrap_or_else(|| Vec::new().into())
    };
    (all(&|runs| runs.work_per_sec.clone()), all(&|runs| runs.cost_usd.clone()))
}

/// All columns of the tables. Those that bear a name of a cost are made; prices change no other.
fn columns(measured: &Measured, parts: &[Part<RunTable>], joined: &Joined) -> Vec<Column> {
    let of_cost = |name: &str| {
        let own = |part: &Part<RunTable>| {
            let runs = &part.runs;
            let before = runs.measured_at[Role::Cost as usize].map(|at| &runs.measured_columns[at]);
            before.is_some_and(|column| column.name == name)
        };
        let now = |table: &Named| table.of(Role::Cost).is_some_and(|column| column.name == name);
        parts.iter().any(own) || joined.tables.iter().any(now)
    };
    let (names, file_columns) = joined.names();
    let known =
        |name: &str| measured.measured_columns.iter().find(|column| column.name == name && !of_cost(name)).cloned();
    let mut columns: Vec<Column> =
        names.into_iter().map(|name| known(name).unwrap_or_else(|| joined.column(name))).collect();
    let table = measured.table_at.map(|at| measured.measured_columns[at].clone());
    columns.splice(file_columns..file_columns, table);
    columns
}

/// Each vendor's hardware once, in natural order.
fn prices(measured: &Measured, parts: &[Part<RunTable>]) -> Vec<PricePair> {
    let mut pairs: Vec<PricePair> = Vec::new();
    for pair in parts.iter().flat_map(|part| &part.runs.prices) {
        let same = |other: &&mut PricePair| other.vendor == pair.vendor && other.hardware == pair.hardware;
        match pairs.iter_mut().find(same) {
            None => pairs.push(pair.clone()),
            Some(known) => add_price(known, pair),
        }
    }
    let place = |category: &Category, label: &str| category.labels.iter().position(|other| other == label);
    let key = |pair: &PricePair| {
        let vendor = measured.vendor.as_ref().and_then(|vendor| place(vendor, &pair.vendor));
        (vendor, place(&measured.hw_type, &pair.hardware))
    };
    order::sort_by(&mut pairs, |a, b| key(a).cmp(&key(b)));
    pairs
}

/// The same hardware in one more table. Where any lacks the price, only the runs without it are counted.
fn add_price(known: &mut PricePair, pair: &PricePair) {
    if known.usd_per_hour.is_nan() {
        known.usd_per_hour = pair.usd_per_hour;
    }
    known.base = known.base.with(pair.base);
    known.per_gpu |= pair.per_gpu;
    match (known.from == PriceFrom::Unknown, pair.from == PriceFrom::Unknown) {
        (true, false) => {}
        (false, true) => (known.rows, known.from) = (pair.rows, PriceFrom::Unknown),
        _ => known.rows += pair.rows,
    }
}

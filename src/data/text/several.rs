//! Several files as one table: the runs of recognised ones, those of others, and what their names say.

use super::json::wrapped::RUN;
use super::name_parts::{self, NameColumn};
use super::price_list::PriceTable;
use super::{FilesError, read_alike};
use crate::data::limits::Limits;
use crate::data::runs::refusal;
use crate::data::runs::roles::{Role, Roles, names};
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::data::table::notes::Doubt;
use crate::data::table::values;
use crate::data::tools::refusal::Refusal;
use crate::data::tools::{self, Reading};
use crate::text::unique_name::{Suffix, unique};

/// The runs of recognised files; of the others those that hold runs by themselves. Price lists price them.
pub fn joined(reading: Reading, prices: &[PriceTable], limits: &Limits) -> Table {
    let mut tables = vec![tools::table::table(&reading.runs)];
    let mut without: Vec<Doubt> = reading.refused.into_iter().map(refused).collect();
    for file in reading.rest {
        let name = file.name.clone();
        let read = read_alike(vec![file], 1, limits).map_err(|error| error.to_string());
        match read.and_then(|table| lacks(&table).map_or(Ok(table), Err)) {
            Ok(mut table) => {
                super::failures::settle(&mut table);
                table.notes.files.push((name, table.rows));
                tables.push(table);
            }
            Err(reason) => without.push(Doubt::passed_over(&name, &reason)),
        }
    }
    let mut table = Table::concat(tables);
    add_name_columns(&mut table);
    prices.iter().for_each(|list| list.fill(&mut table));
    let count =
        |count: usize, one: &str, more: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {more}") };
    if reading.repeated > 0 {
        let runs = count(reading.repeated, "run stands", "runs stand");
        table.notes.said.push(format!("{runs} in more than one file, and counted once."));
    }
    if without.len() > MOST_PASSED {
        let files = count(without.len() - MOST_PASSED, "more file without runs was", "more files without runs were");
        table.notes.said.push(format!("{files} passed over."));
    }
    table.notes.doubts.extend(without.into_iter().take(MOST_PASSED));
    table
}

/// More files than this that were passed over are counted.
pub const MOST_PASSED: usize = 200;

/// A recognised file without runs, with the reason that it is told alone.
pub fn refused((file, tool, refusal): (String, &'static str, Refusal)) -> Doubt {
    let reason = FilesError::NoRuns { file: file.clone(), tool, refusal, others: 0 };
    Doubt::passed_over(&file, &reason.to_string())
}

/// Why a table cannot be compared: it has no latency or no load, or it tells of something else than runs; `None` where it
/// can.
fn lacks(table: &Table) -> Option<String> {
    let roles = Roles::find(table);
    let has = |role: &Role| roles.of(*role).is_some();
    if let Err(other) = refusal::check(table, &roles) {
        return Some(other.to_string());
    }
    let lack = match (refusal::has_latency(&roles), [Role::Vus, Role::Throughput].iter().any(has)) {
        (true, true) => return None,
        (false, _) => "a latency",
        _ => "a load: VUs or a throughput",
    };
    Some(format!("No column was found that holds {lack}."))
}

/// Adds the parts in which the names of the files differ as columns, unless the table has such a column already.
pub fn add_name_columns(table: &mut Table) {
    let files = table.notes.files.clone();
    add_parts(table, &files, "files");
}

/// The same of the names of runs.
pub fn add_run_columns(table: &mut Table) {
    let Some(column) = table.columns.iter().find(|column| column.name == RUN) else { return };
    let names: Vec<(String, usize)> = (0..table.rows).map(|row| (column.text(row), 1)).collect();
    let before = table.columns.len();
    add_parts(table, &names, "runs");
    // What sets the runs apart has columns of its own then.
    let added = table.columns.len() > before && table.columns.iter().all(|column| column.name != "run");
    table.columns.iter_mut().filter(|column| added && column.name == RUN).for_each(|column| column.name = "run".into());
}

/// Adds columns of what differs in names, each of which holds for some rows.
fn add_parts(table: &mut Table, named: &[(String, usize)], whose: &str) {
    if named.len() < 2 {
        return;
    }
    let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
    let found = Roles::find(table);
    for column in name_parts::columns(&names) {
        if is_known(table, &found, &column) {
            continue;
        }
        let name = unique(&column.label, Suffix::Dot, |name| table.columns.iter().any(|other| other.name == name));
        let of_rows = column.values.iter().zip(named);
        let texts: Vec<Option<&str>> =
            of_rows.flat_map(|(value, (_, rows))| std::iter::repeat_n(value.as_deref(), *rows)).collect();
        let example = column.values.iter().flatten().next().map_or("", String::as_str);
        table.notes.said.push(format!("Column “{name}” (“{example}”, …) is from the names of the {whose}."));
        table.notes.rewritten = true;
        table.columns.push(Column { name, values: values::of_texts(&texts) });
    }
}

/// Whether the table has what a part of the names says: a column of that name or of that role.
fn is_known(table: &Table, found: &Roles, column: &NameColumn) -> bool {
    let label = column.label.as_str();
    let role = Role::ALL.into_iter().find(|role| role.house_name() == label);
    let role = role.or_else(|| names::read(label).map(|reading| reading.role));
    let same_name = |other: &Column| other.name.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case(label));
    role.is_some_and(|role| found.of(role).is_some()) || table.columns.iter().any(same_name)
}

//! Several files as one table: the runs of recognised ones, those of others, and what their names say.

use super::json::wrapped::RUN;
use super::name_parts::{self, NameColumn};
use super::price_list::PriceTable;
use super::read_alike;
use crate::data::limits::Limits;
use crate::data::runs::refusal;
use crate::data::runs::roles::{Role, Roles, names};
use crate::data::table::Table;
use crate::data::table::column::Column;
use crate::data::table::values;
use crate::data::tools::{self, Reading};
use crate::text::unique_name::{Suffix, unique};

/// The runs of recognised files; of the others those that hold runs by themselves. Price lists price them.
pub fn joined(reading: Reading, prices: &[PriceTable], limits: &Limits) -> Table {
    let mut tables = vec![tools::table::table(&reading.runs)];
    let mut without: Vec<String> = reading.refused.into_iter().map(|(file, ..)| file).collect();
    for file in reading.rest {
        let name = file.name.clone();
        let table = read_alike(vec![file], 1, limits).ok().filter(holds_runs);
        match table {
            Some(mut table) => {
                table.notes.files.push((name, table.rows));
                tables.push(table);
            }
            None => without.push(name),
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
    if !without.is_empty() {
        let files = count(without.len(), "file without runs was", "files without runs were");
        let names: Vec<&str> = without.iter().take(3).map(String::as_str).collect();
        let more = if without.len() > 3 { ", …" } else { "" };
        table.notes.said.push(format!("{files} passed over: “{}”{more}.", names.join("”, “")));
    }
    table
}

/// Whether a table can be compared: a latency and a load, and nothing that tells of something else than runs.
fn holds_runs(table: &Table) -> bool {
    let roles = Roles::find(table);
    let has = |role: &Role| roles.of(*role).is_some();
    refusal::has_latency(&roles)
        && [Role::Vus, Role::Throughput].iter().any(has)
        && refusal::check(table, &roles).is_ok()
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

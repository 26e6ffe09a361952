//! Which columns say what is asked of the server: tokens in and out, data set, pattern of requests.
//!
//! They are found by name, whatever path leads to it. Where no column says what is asked of a side (input, output), the
//! mean tokens that were reached stand in. A column of data sets or patterns with a value for (nearly)
//! every run of a large table names runs and is left out.

use super::categories::MOST_VALUES;
use super::known_workload::{DATA, FILES, OWN_TOKENS, PATTERNS};
use super::role::Role;
use super::{Roles, Why, is_empty, names};
use crate::data::runs::name;
use crate::data::runs::name::plain;
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Values};

/// The columns of a table. The notebooks' tables have none, and their first view does without the lists of names.
pub fn columns(table: &Table, roles: &Roles) -> Vec<(String, Why)> {
    if table.columns.iter().all(|column| name::is_of_notebooks(&column.name)) {
        return Vec::new();
    }
    find(table, roles)
}

#[inline(never)]
fn find(table: &Table, roles: &Roles) -> Vec<(String, Why)> {
    let sides = [(Role::AskedInputTokens, Role::InputTokens), (Role::AskedOutputTokens, Role::OutputTokens)];
    let is_of = |role: Role, column: &Column| roles.of(role).is_some_and(|taken| taken.column == column.name);
    let has = |role: Role| table.columns.iter().any(|column| is_of(role, column) && !is_empty(column, table.rows));
    let stand_in = |column: &Column| sides.iter().any(|&(asked, reached)| !has(asked) && is_of(reached, column));
    let is_role = |column: &Column| sides.iter().any(|&(asked, _)| is_of(asked, column));
    let why = |column: &Column| {
        if is_role(column) || is_asked_tokens(column) || (is_named_so(&column.name) && tells(column, table.rows)) {
            return Some(Why::Alias { unit_assumed: false });
        }
        stand_in(column).then_some(Why::Type)
    };
    let known = table.columns.iter().filter(|column| !is_empty(column, table.rows));
    known.filter_map(|column| Some((column.name.clone(), why(column)?))).collect()
}

fn is_asked_tokens(column: &Column) -> bool {
    matches!(column.values, Values::Number { .. })
        && names::read(&column.name).is_some_and(|reading| reading.role.is_asked_tokens())
}

/// Whether a column's name says what is asked of the server, tokens reached aside.
#[inline(never)]
pub fn is_named_so(name: &str) -> bool {
    let last = plain(name);
    DATA.contains(&last.as_str())
        || PATTERNS.contains(&last.as_str())
        || names::read(name).is_some_and(|reading| reading.role.is_asked_tokens())
}

/// The data set that a column of tokens asked for is about; `None` where it is about any.
#[must_use]
pub fn data_set_of(name: &str) -> Option<&'static str> {
    let name = plain(name);
    OWN_TOKENS.into_iter().find(|own| name.strip_prefix(own).is_some_and(|rest| rest.starts_with('_')))
}

/// Whether a column names a file of prompts.
#[must_use]
pub fn names_prompts(name: &str) -> bool {
    FILES.contains(&plain(name).as_str())
}

/// Whether a value needs the name beside it: `3` turns, but a data set's name is enough.
#[must_use]
pub fn needs_name(name: &str) -> bool {
    !DATA.contains(&plain(name).as_str())
}

/// Whether the values tell workloads apart and do not name every run of a large table.
fn tells(column: &Column, rows: usize) -> bool {
    let values = Category::of(column, rows).labels.len();
    values <= MOST_VALUES || 2 * values <= rows
}

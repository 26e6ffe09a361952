//! Which further columns make a configuration: texts and settings with few values.

use super::role::Role;
use super::{Roles, Why, workload};
use crate::data::runs::name;
use crate::data::table::Table;
use crate::data::table::column::{Category, Column, Values};

/// More distinct values than this make no category.
pub const MOST_VALUES: usize = 50;

/// Numbers that set a configuration apart though they are numbers; parts of a path are compared each for itself.
const SETTINGS: [&str; 12] = [
    "tp",
    "pp",
    "dp",
    "ep",
    "tp_size",
    "pp_size",
    "dp_size",
    "tensor_parallel",
    "tensor_parallel_size",
    "tensor_parallelism",
    "pipeline_parallel_size",
    "replicas",
];

/// Texts that name a run or a moment and no configuration.
const LABELS_OF_RUNS: [&str; 19] = [
    "date",
    "time",
    "timestamp",
    "id",
    "run_id",
    "run",
    "url",
    "run_url",
    "path",
    "file",
    "filename",
    "unit",
    "version",
    "comment",
    "comments",
    "notes",
    "note",
    "description",
    "label",
];

/// Whether a table is small and its loads repeat, or are not told. Rows of a large one are not looked at.
fn each_is_one(table: &Table, roles: &Roles) -> bool {
    table.rows <= MOST_VALUES && loads_repeat(table, roles)
}

#[inline(never)]
fn loads_repeat(table: &Table, roles: &Roles) -> bool {
    let vus = roles.of(Role::Vus).and_then(|taken| table.columns.iter().find(|column| column.name == taken.column));
    let distinct = vus.map_or(0, |column| Category::of(column, table.rows).labels.len());
    distinct < table.rows
}

/// Whether a name says what is asked of the server. The notebooks' columns are known not to.
fn names_workload(name: &str) -> bool {
    !name::is_of_notebooks(name) && workload::is_named_so(name)
}

/// Further columns that make a configuration: texts and settings with at least two values and not too many.
///
/// A text with a value of its own in (nearly) every row names runs, unless it alone tells them apart: in a small table
/// where loads repeat, or are not told, each row is a configuration. A model, or the title of a table, is never a run's
/// name. What is the same everywhere tells nothing apart.
pub fn categories(table: &Table, roles: &Roles) -> Vec<(String, Why)> {
    let most = MOST_VALUES.min(if each_is_one(table, roles) { table.rows } else { table.rows / 2 });
    let model = roles.of(Role::Model).map(|taken| taken.column.as_str());
    let few = |column: &Column| {
        let values = Category::of(column, table.rows).labels.len();
        let is_sure = model == Some(column.name.as_str()) || column.name == name::TABLE_TITLE;
        values > 1 && values <= if is_sure { MOST_VALUES } else { most }
    };
    let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    let meant = |column: &Column| match &column.values {
        // The dictionary's size is known; only small ones are looked at.
        Values::Text(array) if array.values().len() <= MOST_VALUES => {
            !LABELS_OF_RUNS.contains(&last(&column.name).as_str())
        }
        Values::Number { integral: true, .. } => SETTINGS.contains(&last(&column.name).as_str()),
        Values::Bool(_) => true,
        _ => false,
    };
    let compared = Role::ALL.into_iter().filter(|role| !role.sets_apart()).filter_map(|role| roles.of(role));
    let compared: Vec<&str> = compared.map(|taken| taken.column.as_str()).collect();
    let free = |column: &&Column| {
        let name = column.name.as_str();
        !(compared.contains(&name) || names_workload(name) || roles.is_workload(name))
    };
    let taken = table.columns.iter().filter(free).filter(|column| meant(column) && few(column));
    taken.map(|column| (column.name.clone(), Why::Type)).collect()
}

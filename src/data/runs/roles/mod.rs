//! Roles of columns: which column means what, found by name and type, and changed by hand.
//!
//! The notebooks' own name wins; then the surest name that a tool is known to write (`names`); of equal ones the first
//! in the table. A column without a single value gives way to one with values. A column of the wrong type is passed over,
//! unless it has the notebooks' name of something that is needed: then [`Roles::misfit`] tells.

pub(crate) mod categories;
pub(crate) mod known;
pub(crate) mod known_tokens;
pub(crate) mod known_words;
pub(crate) mod known_workload;
pub(crate) mod names;
pub(crate) mod overrides;
pub(crate) mod price_words;
pub(crate) mod role;
pub(crate) mod settle;
pub(crate) mod settle_tokens;
pub(crate) mod unit;
pub(crate) mod workload;

pub use self::overrides::{Kind, Overrides};
pub use self::role::Role;
pub use self::unit::Unit;

use crate::analysis::stats::order;
use crate::data::runs::name;
use crate::data::table::Table;
use crate::data::table::column::{Column, Values};
use crate::data::table::notes::Doubt;
use names::Reading;

/// Why a column was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It bears the notebooks' name.
    House,
    /// It bears a name that a load-test tool writes.
    Alias {
        /// Whether its unit is a guess.
        unit_assumed: bool,
    },
    /// Its type alone: a few distinct names.
    Type,
    /// The reader said so.
    Chosen,
}

/// The column of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its name.
    pub column: String,
    /// What its values are counted in.
    pub unit: Unit,
    /// Why it was taken.
    pub why: Why,
}

/// What each column means.
#[derive(Clone, Debug, PartialEq)]
pub struct Roles {
    taken: [Option<Taken>; Role::COUNT],
    /// Further columns that make a configuration: name and reason, in the order of the table.
    pub categories: Vec<(String, Why)>,
    /// Columns that say what is asked of the server, in the order of the table: name and reason. None of them makes a
    /// configuration.
    pub workload: Vec<(String, Why)>,
    /// What of an override could not be followed, in sentences.
    pub notes: Vec<String>,
    /// Doubts about columns whose unit or meaning the values decided, or nothing did.
    pub doubts: Vec<Doubt>,
    /// Roles that the reader gave to no column.
    dismissed: [bool; Role::COUNT],
}

impl Default for Roles {
    fn default() -> Self {
        Self {
            taken: [const { None }; Role::COUNT],
            categories: Vec::new(),
            workload: Vec::new(),
            notes: Vec::new(),
            doubts: Vec::new(),
            dismissed: [false; Role::COUNT],
        }
    }
}

impl Roles {
    /// Finds the roles of a table's columns.
    #[must_use]
    pub fn find(table: &Table) -> Self {
        let mut found = Self::default();
        let mut best: [Option<(usize, usize)>; Role::COUNT] = [None; Role::COUNT];
        for (at, column) in table.columns.iter().enumerate() {
            let Some((taken, role, rank)) = reading(table, column) else { continue };
            // An empty column may still be the only one.
            let rank = if is_empty(column, table.rows) { rank + 10_000 } else { rank };
            if best[role as usize].is_none_or(|(rank_before, _)| rank < rank_before) {
                best[role as usize] = Some((rank, at));
                found.taken[role as usize] = Some(taken);
            }
        }
        settle::settle(table, &mut found);
        found.workload = workload::columns(table, &found);
        found.categories = categories::categories(table, &found);
        found
    }

    /// The roles after the reader's changes: what names no column of the table, or one of another type, is noted and
    /// not followed.
    #[must_use]
    pub fn with(&self, table: &Table, overrides: &Overrides) -> Self {
        let mut roles = self.clone();
        for (role, column, unit) in overrides.columns() {
            // What the reader chose is no guess.
            let before = roles.of(role).map_or(role.house_name(), |taken| &taken.column).to_owned();
            roles.doubts.retain(|doubt| doubt.column != before);
            let place = &mut roles.taken[role as usize];
            let Some(name) = column else {
                *place = None;
                roles.dismissed[role as usize] = true;
                continue;
            };
            match table.columns.iter().find(|column| column.name == name) {
                Some(column) if fits(role, column) => {
                    let read = names::read(name).filter(|reading| reading.role == role).map(|reading| reading.unit);
                    let beside = || unit_beside(table, name).filter(|unit| role.units().contains(unit));
                    let unit = unit.or(read).or_else(beside).unwrap_or(role.house_unit());
                    *place = Some(Taken { column: name.to_owned(), unit, why: Why::Chosen });
                }
                Some(column) => roles.notes.push(format!(
                    "Column “{name}” holds {}; {} needs {}.",
                    column.holds(),
                    role.words(),
                    if role.is_number() { "numbers" } else { "text" }
                )),
                None => roles.notes.push(format!("There is no column “{name}” for {}.", role.words())),
            }
        }
        roles.sort_out(table, overrides);
        roles
    }

    /// Configuration and workload as the reader has them. What is chosen for one of them is not found for the other: a link
    /// from before workloads were told apart, `by:isl`, still makes a configuration of `isl`.
    fn sort_out(&mut self, table: &Table, overrides: &Overrides) {
        if overrides.is_empty() {
            return;
        }
        let there = |name: &&String| table.columns.iter().any(|column| column.name == **name);
        let chosen = |names: &[String]| -> Vec<(String, Why)> {
            names.iter().filter(there).map(|name| (name.clone(), Why::Chosen)).collect()
        };
        let (by, work) = (overrides.categories().map(chosen), overrides.workload().map(chosen));
        let without = |all: Vec<(String, Why)>, others: &[(String, Why)]| -> Vec<(String, Why)> {
            all.into_iter().filter(|(name, _)| !others.iter().any(|(other, _)| other == name)).collect()
        };
        self.workload = match &work {
            Some(work) => work.clone(),
            None => without(workload::columns(table, self), by.as_deref().unwrap_or_default()),
        };
        let categories = by.unwrap_or_else(|| categories::categories(table, self));
        self.categories = without(categories, &self.workload);
    }

    /// Makes a column one of a kind in the reader's changes, which these roles follow; the others stay what they are.
    // No control moves a column yet.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn set_kind(&self, overrides: &mut Overrides, column: &str, kind: Kind) {
        let others = |all: &[(String, Why)]| -> Vec<String> {
            all.iter().map(|(name, _)| name.clone()).filter(|name| name != column).collect()
        };
        let (mut by, mut work) = (others(&self.categories), others(&self.workload));
        match kind {
            Kind::Configuration => by.push(column.to_owned()),
            Kind::Workload => work.push(column.to_owned()),
            Kind::Neither => {}
        }
        overrides.choose_kinds(by, work);
    }

    /// The column of a role.
    #[must_use]
    pub fn of(&self, role: Role) -> Option<&Taken> {
        self.taken[role as usize].as_ref()
    }

    /// A needed column that bears the notebooks' name and holds something else: what it holds.
    #[must_use]
    pub fn misfit(&self, table: &Table, role: Role) -> Option<&'static str> {
        if self.of(role).is_some() || self.dismissed[role as usize] {
            return None;
        }
        let column = table.columns.iter().find(|column| column.name == role.house_name())?;
        (!fits(role, column)).then(|| column.holds())
    }

    /// Whether a column says what is asked of the server.
    #[must_use]
    pub fn is_workload(&self, column: &str) -> bool {
        self.workload.iter().any(|(name, _)| name == column)
    }

    /// Whether any role or category is read from that column.
    #[must_use]
    pub fn uses(&self, column: &str) -> bool {
        self.taken.iter().flatten().any(|taken| taken.column == column)
            || self.categories.iter().chain(&self.workload).any(|(name, _)| name == column)
    }
}

/// The columns of a table that could have a role: those that its name suggests first, then all of fitting type.
#[must_use]
pub fn candidates(table: &Table, role: Role) -> Vec<&str> {
    let mut fitting: Vec<(usize, &str)> = table
        .columns
        .iter()
        .filter(|column| fits(role, column))
        .map(|column| {
            let suggested = names::read(&column.name).filter(|reading| reading.role == role);
            (suggested.map_or(usize::MAX, |reading| reading.rank), column.name.as_str())
        })
        .collect();
    order::sort_by(&mut fitting, |a, b| a.0.cmp(&b.0));
    fitting.into_iter().map(|(_, name)| name).collect()
}

/// The names of the columns that look most like a role, for a message: those that share a word with it.
#[must_use]
pub fn closest(table: &Table, role: Role) -> Vec<String> {
    let words: &[&str] = match role {
        Role::Vus => &["user", "concurren", "client", "vu", "parallel"],
        Role::Throughput => &["throughput", "rate", "per_s", "rps", "qps"],
        Role::AvgLatency => &["latency", "time", "duration", "ms", "e2e"],
        _ => &[],
    };
    let near = |name: &String| words.iter().any(|word| name.to_ascii_lowercase().contains(word));
    let numbers = table.columns.iter().filter(|column| fits(role, column)).map(|column| column.name.clone());
    numbers.filter(near).take(5).collect()
}

/// What a column's name and type say: the role, and how sure (the smaller, the surer).
fn reading(table: &Table, column: &Column) -> Option<(Taken, Role, usize)> {
    let house = Role::ALL.into_iter().find(|role| role.house_name() == column.name);
    if let Some(role) = house.filter(|&role| fits(role, column)) {
        let unit = role.house_unit();
        return Some((Taken { column: column.name.clone(), unit, why: Why::House }, role, 0));
    }
    let read = known_reading(&column.name)?;
    // Hardware may be numbered where it bears the notebooks' name; elsewhere `gpu` may as well be a count.
    let text = matches!(column.values, Values::Text(_));
    if !fits(read.role, column) || !(read.role.is_number() || text) {
        return None;
    }
    let beside = unit_beside(table, &column.name).filter(|unit| read.role.units().contains(unit));
    let percent = read.unit == Unit::Share && !within_one(column);
    let unit = beside.unwrap_or(if percent { Unit::Percent } else { read.unit });
    let why = Why::Alias { unit_assumed: read.assumed && beside.is_none() };
    Some((Taken { column: column.name.clone(), unit, why }, read.role, read.rank + 1))
}

/// What a name says. Of the notebooks' further columns it is told here, as [`names::read`] reads them: the first view of
/// such a table does without the lists of names.
fn known_reading(name: &str) -> Option<Reading> {
    match name {
        name::COST_PER_SEC => Some(COST_PER_SEC),
        _ if name::is_of_notebooks(name) => None,
        _ => names::read(name),
    }
}

const COST_PER_SEC: Reading = Reading { role: Role::Price, unit: Unit::PerSecond, rank: 0, assumed: false };

fn fits(role: Role, column: &Column) -> bool {
    !role.is_number() || matches!(column.values, Values::Number { .. })
}

fn is_empty(column: &Column, rows: usize) -> bool {
    (0..rows).all(|row| column.is_null(row))
}

/// A rate above 1 is no share.
fn within_one(column: &Column) -> bool {
    column.numbers().is_some_and(|values| !values.iter().any(|&value| value > 1.0))
}

/// The unit that a column beside it states for all rows alike: `request_latency.unit` for `request_latency.avg`.
fn unit_beside(table: &Table, name: &str) -> Option<Unit> {
    let stem = name.rsplit_once('.')?.0;
    let beside = table.columns.iter().find(|column| column.name.strip_suffix(".unit") == Some(stem))?;
    let first = (0..table.rows).find(|&row| !beside.is_null(row))?;
    let unit = beside.text(first);
    let alike = (0..table.rows).all(|row| beside.is_null(row) || beside.text(row) == unit);
    if alike { Unit::spelled(&unit) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_notebooks_other_columns_are_read_as_the_lists_of_names_read_them() {
        let others = [
            name::INVALID_EMBEDDINGS,
            name::AVG_EMBEDDING_SIZE,
            name::ACCURACY_PERCENTAGE,
            name::COST_PER_SEC,
            name::SECONDS_PER_BILLION,
        ];
        for name in others.into_iter().chain(name::NUM_VECTORS) {
            assert_eq!(known_reading(name), names::read(name), "{name}");
        }
    }
}

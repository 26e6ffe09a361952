//! Roles of columns: which column has which role, and why it was taken.

use crate::data::runs::roles::{Overrides, Role, Roles, Unit, Why, candidates};
use crate::data::runs::run_table::RunTable;
use crate::data::table::Table;

use super::preview::samples;
use crate::page::words::runs::count;

/// What is selected for a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selected {
    /// The column found automatically.
    Found,
    /// No column.
    None,
    /// This one.
    Column(String),
}

impl Selected {
    /// The value of a select's option; a column's begins with `=`, so that no column's name can equal a keyword.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Found => "found".to_owned(),
            Self::None => "none".to_owned(),
            Self::Column(name) => format!("={name}"),
        }
    }

    /// Applies the option with this value to the overrides.
    pub fn choose(value: &str, role: Role, overrides: &mut Overrides) {
        match value.strip_prefix('=') {
            Some(name) => overrides.choose(role, Some(name.to_owned()), None),
            None if value == "none" => overrides.choose(role, None, None),
            None => overrides.forget(role),
        }
    }
}

/// A role and its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleLine {
    /// The role.
    pub role: Role,
    /// What is selected.
    pub selected: Selected,
    /// The column found automatically.
    pub found: Option<String>,
    /// The column taken.
    pub column: Option<String>,
    /// Its unit; `None` where there is nothing to choose.
    pub unit: Option<Unit>,
    /// Why it was taken, or where the values come from without one.
    pub reason: String,
    /// Some of its values; empty without a column.
    pub samples: String,
}

/// The whole section.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RolesView {
    /// A line for each role.
    pub lines: Vec<RoleLine>,
    /// Further columns that make a configuration, in a sentence; empty without any.
    pub further: String,
    /// Parts of the address that could not be applied.
    pub notes: Vec<String>,
    /// What is most in need of the reader's attention; empty when nothing is.
    pub attention: String,
}

impl RolesView {
    /// The roles of a table: those found, with the reader's overrides; `runs` where the table could be read as runs.
    #[must_use]
    pub fn new(table: &Table, found: &Roles, overrides: &Overrides, runs: Option<&RunTable>) -> Self {
        let roles = found.with(table, overrides);
        let lines: Vec<RoleLine> =
            Role::ALL.into_iter().map(|role| line(role, table, (found, &roles), overrides, runs)).collect();
        let names: Vec<&str> = roles.categories.iter().map(|(name, _)| name.as_str()).collect();
        let further = if names.is_empty() {
            String::new()
        } else {
            format!("Runs that differ in {} are of different configurations.", names.join(", "))
        };
        Self { lines, further, attention: runs.map_or_else(String::new, attention), notes: roles.notes }
    }
}

/// A table, what it is called beside others, and what is found in it.
pub type Named<'a> = (&'a str, &'a Table, &'a Roles);

impl RolesView {
    /// The roles of several tables: a role's line is that of the first table that has it, and where tables use columns of
    /// different names, all are named. Notes are prefixed with the table's name.
    #[must_use]
    pub fn of_several(tables: &[Named<'_>], overrides: &Overrides, runs: Option<&RunTable>) -> Self {
        if let [(_, table, found)] = tables {
            return Self::new(table, found, overrides, runs);
        }
        let mut views = tables.iter().map(|(name, table, found)| (*name, Self::new(table, found, overrides, runs)));
        let Some((name, mut all)) = views.next() else { return Self::default() };
        let said = |name: &str, note: &String| format!("“{name}”: {note}");
        all.notes = all.notes.iter().map(|note| said(name, note)).collect();
        let named = |name: &str, line: &RoleLine| line.column.clone().map(|column| (name.to_owned(), column));
        let mut taken: Vec<Vec<(String, String)>> =
            all.lines.iter().map(|line| named(name, line).into_iter().collect()).collect();
        for (name, view) in views {
            all.notes.extend(view.notes.iter().map(|note| said(name, note)));
            for ((line, other), taken) in all.lines.iter_mut().zip(view.lines).zip(&mut taken) {
                taken.extend(named(name, &other));
                if line.column.is_none() && other.column.is_some() {
                    *line = other;
                }
            }
        }
        for (line, taken) in all.lines.iter_mut().zip(&taken) {
            if taken.iter().any(|(_, column)| Some(column) != line.column.as_ref()) {
                let each: Vec<String> = taken.iter().map(|(name, column)| format!("“{column}” in {name}")).collect();
                line.reason = format!("{}. {}", each.join(", "), line.reason);
            }
        }
        all
    }
}

/// [`offered`] for several tables.
#[must_use]
pub fn offered_in(tables: &[&Table], role: Role) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in tables.iter().flat_map(|table| offered(table, role)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The columns that a role's select offers, 200 at most, as a table may have thousands.
#[must_use]
pub fn offered(table: &Table, role: Role) -> Vec<String> {
    const MOST: usize = 200;
    candidates(table, role).into_iter().take(MOST).map(str::to_owned).collect()
}

fn line(
    role: Role,
    table: &Table,
    (found, roles): (&Roles, &Roles),
    overrides: &Overrides,
    runs: Option<&RunTable>,
) -> RoleLine {
    let selected = match overrides.columns().find(|(of, ..)| *of == role) {
        None => Selected::Found,
        Some((_, None, _)) => Selected::None,
        Some((_, Some(column), _)) => Selected::Column(column.to_owned()),
    };
    let taken = roles.of(role);
    let derived = runs.and_then(|runs| runs.how(role)).map(|derived| derived.words());
    let why = taken.map(|taken| match taken.why {
        Why::House => "Found by its name.".to_owned(),
        Why::Alias { unit_assumed: false } => "Found by a name that load-test tools use.".to_owned(),
        Why::Alias { unit_assumed: true } => {
            format!("Found by its name, which does not say the unit: taken for {}.", taken.unit.words())
        }
        Why::Type => "Found by its values.".to_owned(),
        Why::Chosen => "Chosen by hand.".to_owned(),
    });
    let reason: Vec<String> = [why, derived].into_iter().flatten().collect();
    RoleLine {
        role,
        selected,
        found: found.of(role).map(|taken| taken.column.clone()),
        column: taken.map(|taken| taken.column.clone()),
        samples: taken.map_or_else(String::new, |taken| samples(table, &taken.column)),
        unit: taken.filter(|_| role.units().len() > 1).map(|taken| taken.unit),
        reason: if reason.is_empty() { "Not in the table.".to_owned() } else { reason.join(" ") },
    }
}

/// What every cost rests on and no column has, a sentence; empty for nothing.
pub(crate) fn attention(runs: &RunTable) -> String {
    if runs.throughput_is_estimate() {
        "Throughput is estimated from VUs and latency, and so is every cost.".to_owned()
    } else {
        String::new()
    }
}

/// The summary of the section: what was found, and what is asked for.
#[must_use]
pub fn summary(view: &RolesView) -> String {
    let found = view.lines.iter().filter(|line| line.column.is_some()).count();
    let text = count(found, "column is understood", "columns are understood");
    if view.attention.is_empty() { text } else { format!("{text}. {}", view.attention) }
}

//! The reader's changes to the roles, and their text in an address: `vus:concurrency,avg:mean_e2el_ms@ms,by:model`.
//!
//! Key, colon, column, and after an @ the unit where it is not the one that the name says. A key without a column means
//! that no column has the role. `by` names a further column that makes a configuration, `work` one that says what is asked
//! of the server; both may occur more than once, `by:` and `work:` alone mean none, and what is in neither list is only
//! shown. `%`, `,`, `:` and `@` inside a name are written as in a URL.

use std::fmt;

use super::role::Role;
use super::unit::Unit;
use crate::text::foreign::cut;
use crate::text::percent::{decode_name, encode_name};

/// What the reader chose. The default chooses nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overrides {
    columns: [Option<Chosen>; Role::COUNT],
    categories: Option<Vec<String>>,
    workload: Option<Vec<String>>,
}

/// What a further column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "dead-code", allow(dead_code))]
pub enum Kind {
    /// It makes a configuration.
    Configuration,
    /// It says what is asked of the server.
    Workload,
    /// It is only shown.
    Neither,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Chosen {
    column: Option<String>,
    unit: Option<Unit>,
}

impl Default for Overrides {
    fn default() -> Self {
        Self { columns: [const { None }; Role::COUNT], categories: None, workload: None }
    }
}

const BY: &str = "by";
const WORK: &str = "work";

impl Overrides {
    /// Reads an address's text. What is not understood is left out and told in a sentence each: a link from a later
    /// version still opens.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<String>) {
        let mut overrides = Self::default();
        let mut notes = Vec::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let (key, rest) = part.split_once(':').unwrap_or((part, ""));
            let (column, unit) = rest.split_once('@').unwrap_or((rest, ""));
            let column = decode_name(column);
            let list = match key {
                BY => Some(&mut overrides.categories),
                WORK => Some(&mut overrides.workload),
                _ => None,
            };
            if let Some(list) = list {
                let names = list.get_or_insert_default();
                if !column.is_empty() && !names.contains(&column) {
                    names.push(column);
                }
                continue;
            }
            let Some(role) = Role::of_key(key) else {
                notes.push(format!("“{}” in the address is no role of a column.", cut(key)));
                continue;
            };
            let known = Unit::of_key(unit).filter(|unit| role.units().contains(unit));
            if known.is_none() && !unit.is_empty() {
                notes.push(format!("“{}” is no unit of {}.", cut(unit), role.words()));
            }
            overrides.choose(role, Some(column).filter(|column| !column.is_empty()), known);
        }
        (overrides, notes)
    }

    /// Gives a role a column (`None`: no column has it) and a unit (`None`: the one that the name says).
    pub fn choose(&mut self, role: Role, column: Option<String>, unit: Option<Unit>) {
        self.columns[role as usize] = Some(Chosen { column, unit });
    }

    /// Takes a choice back.
    pub fn forget(&mut self, role: Role) {
        self.columns[role as usize] = None;
    }

    /// The choices: role, column, unit.
    pub fn columns(&self) -> impl Iterator<Item = (Role, Option<&str>, Option<Unit>)> {
        let chosen = |role: Role| {
            let chosen = self.columns[role as usize].as_ref()?;
            Some((role, chosen.column.as_deref(), chosen.unit))
        };
        Role::ALL.into_iter().filter_map(chosen)
    }

    /// The chosen further columns.
    #[must_use]
    pub fn categories(&self) -> Option<&[String]> {
        self.categories.as_deref()
    }

    /// The chosen columns that say what is asked of the server.
    #[must_use]
    pub fn workload(&self) -> Option<&[String]> {
        self.workload.as_deref()
    }

    /// Chooses all further columns that make a configuration, and all that say what is asked of the server.
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn choose_kinds(&mut self, categories: Vec<String>, workload: Vec<String>) {
        (self.categories, self.workload) = (Some(categories), Some(workload));
    }

    /// Takes over the choices of another one.
    pub fn merge(&mut self, other: Self) {
        for (own, chosen) in self.columns.iter_mut().zip(other.columns) {
            *own = chosen.or_else(|| own.take());
        }
        self.categories = other.categories.or_else(|| self.categories.take());
        self.workload = other.workload.or_else(|| self.workload.take());
    }

    /// Whether all that was chosen here is chosen there too.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let kept = |(own, there): (&Option<Chosen>, &Option<Chosen>)| own.is_none() || own == there;
        self.columns.iter().zip(&other.columns).all(kept)
            && (self.categories.is_none() || self.categories == other.categories)
            && (self.workload.is_none() || self.workload == other.workload)
    }

    /// Whether nothing was chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The text of an address; empty when nothing was chosen.
impl fmt::Display for Overrides {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        for (role, column, unit) in self.columns() {
            let unit = unit.map_or_else(String::new, |unit| format!("@{}", unit.key()));
            parts.push(format!("{}:{}{unit}", role.key(), encode_name(column.unwrap_or_default())));
        }
        for (key, names) in [(BY, self.categories()), (WORK, self.workload())] {
            match names {
                Some([]) => parts.push(format!("{key}:")),
                names => parts.extend(names.into_iter().flatten().map(|name| format!("{key}:{}", encode_name(name)))),
            }
        }
        f.write_str(&parts.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in [
            "",
            "vus:concurrency,avg:mean_e2el_ms@ms",
            "p95:",
            "rate:requests%2Fmin@per_min,by:model,by:tp",
            "avg:metrics.http_req_duration.values.p(95),hw:odd%25 %2C%3A%40 name,by:",
            "hw:größe &=#",
            "by:tp,work:isl,work:data set",
            "vus:n,work:",
        ] {
            let (overrides, notes) = Overrides::parse(text);
            assert_eq!(notes, Vec::<String>::new(), "{text}");
            assert_eq!(overrides.to_string(), text);
            assert_eq!(overrides.is_empty(), text.is_empty());
        }
    }

    #[test]
    fn the_unknown_is_noted_and_left_out() {
        let (overrides, notes) = Overrides::parse("colour:red,,avg:lat@parsecs,vus");
        assert_eq!(notes.len(), 2);
        assert!(notes[0].contains("colour") && notes[1].contains("parsecs"));
        assert_eq!(overrides.to_string(), "vus:,avg:lat");
    }

    #[test]
    fn choices_are_merged_and_found_in_each_other() {
        let (mut own, _) = Overrides::parse("vus:n,avg:lat@s");
        let (undo, _) = Overrides::parse("avg:lat@ms");
        assert!(!undo.is_within(&own));
        own.merge(undo.clone());
        assert_eq!(own.to_string(), "vus:n,avg:lat@ms");
        assert!(undo.is_within(&own) && Overrides::default().is_within(&own));
    }

    #[test]
    fn a_choice_can_be_taken_back() {
        let mut overrides = Overrides::default();
        overrides.choose(Role::Vus, Some("n".into()), None);
        assert_eq!(overrides.to_string(), "vus:n");
        overrides.forget(Role::Vus);
        assert!(overrides.is_empty());
    }
}

//! Measures that are known by the name of their column: goodput, cache hits, energy, accuracy, and all other numbers.

use super::{Direction, Kind, Measure};
use crate::data::runs::name::plain;
use crate::data::runs::roles::Role;
use crate::data::runs::run_table::RunTable;
use crate::data::table::column::{Column, Values};

/// A measure whose column's name has one of some words.
pub struct Known {
    pub key: &'static str,
    pub words: &'static str,
    pub unit: &'static str,
    pub direction: Direction,
    pub kind: Kind,
    /// Parts of names, joined by `_`.
    names: &'static [&'static str],
}

impl Known {
    /// All of them. Their units are not in their names: they are those of the column.
    pub const ALL: [Self; 4] = [
        Self {
            key: super::GOODPUT,
            words: "Goodput",
            unit: "",
            direction: Direction::High,
            kind: Kind::Throughput,
            names: &["goodput"],
        },
        Self {
            key: "cachehit",
            words: "Cache-hit rate",
            unit: "",
            direction: Direction::High,
            kind: Kind::Share,
            names: &["cache_hit", "hit_rate", "hit_ratio", "cached_tokens_share"],
        },
        Self {
            key: "energy",
            words: "Energy",
            unit: "",
            direction: Direction::Low,
            kind: Kind::Other,
            names: &["energy", "joules", "joule", "kwh", "wh"],
        },
        Self {
            key: "accuracy",
            words: "Accuracy",
            unit: "",
            direction: Direction::High,
            kind: Kind::Other,
            names: &["accuracy", "exact_match", "pass_at"],
        },
    ];

    fn is(&self, column: &Column) -> bool {
        let name = plain(&column.name);
        self.names.iter().any(|words| has_words(&name, words))
    }
}

/// Words of names that tell that less is better, and that more is.
const LOW: [&str; 20] = [
    "latency", "time", "delay", "wait", "duration", "ttft", "tpot", "itl", "e2el", "cost", "price", "error", "errors",
    "fail", "failed", "memory", "watts", "power", "carbon", "queue",
];
const HIGH: [&str; 11] =
    ["throughput", "tput", "rps", "qps", "tps", "intvty", "interactivity", "goodput", "score", "success", "efficiency"];

/// What stands before the name of any other column.
pub(super) const COLUMN: &str = "col:";

/// Whether a name has some words as whole parts of it.
fn has_words(name: &str, words: &str) -> bool {
    let (name, words) = (["_", name, "_"].concat(), ["_", words, "_"].concat());
    name.contains(&words)
}

/// The direction that a name tells; words for both tell nothing.
#[must_use]
pub fn direction(name: &str) -> Direction {
    let name = plain(name);
    let has = |words: &[&str]| words.iter().any(|word| has_words(&name, word));
    let rate = ["per_sec", "per_second", "per_s", "tok_s", "req_s"].iter().any(|rate| has_words(&name, rate));
    match (has(&LOW), has(&HIGH) || rate) {
        (true, false) => Direction::Low,
        (false, true) => Direction::High,
        _ => Direction::Unknown,
    }
}

/// The column of numbers with one of some names, in plain form.
pub fn column<'a>(runs: &'a RunTable, names: &[&str]) -> Option<&'a Column> {
    let find = |name: &&str| runs.columns.iter().find(|column| plain(&column.name) == **name);
    names.iter().filter_map(find).find(|column| column.numbers().is_some())
}

/// The column of a measure that is known by name.
pub fn known<'a>(runs: &'a RunTable, key: &str) -> Option<&'a Column> {
    let of_column = key.strip_prefix(COLUMN).map(|name| runs.columns.iter().find(|column| column.name == name));
    let of_known = || {
        let known = std::hint::black_box(&Known::ALL).iter().find(|known| known.key == key)?;
        runs.columns[..runs.file_columns].iter().find(|column| is_free(runs, column) && known.is(column))
    };
    of_column.unwrap_or_else(of_known).filter(|column| column.numbers().is_some())
}

/// Whether a column is a number that no role is read from, and neither makes a configuration nor says what is asked.
fn is_free(runs: &RunTable, column: &Column) -> bool {
    matches!(column.values, Values::Number { .. })
        && !runs.roles.uses(&column.name)
        && runs.categories.iter().all(|(name, _)| *name != column.name)
        && runs.table_at.is_none_or(|at| runs.columns.get(at).is_none_or(|table| table.name != column.name))
        && !Role::ALL.iter().any(|&role| runs.position(role).is_some_and(|at| runs.columns[at].name == column.name))
}

/// All other columns of numbers with at least two values, under their own names; tokens of a request are among them.
pub fn of_others(runs: &RunTable) -> Vec<Measure> {
    let taken = |column: &Column| {
        std::hint::black_box(&Known::ALL).iter().any(|known| known.is(column))
            || std::hint::black_box(&super::USERS).iter().any(|user| user.3.contains(&&*plain(&column.name)))
    };
    let own = runs.columns[..runs.file_columns].iter().filter(|column| is_free(runs, column) && !taken(column));
    let varies = |column: &&Column| {
        column.numbers().is_some_and(|values| {
            let mut known = values.iter().filter(|value| value.is_finite());
            let first = known.next();
            known.any(|value| Some(value) != first)
        })
    };
    own.filter(varies)
        .map(|column| Measure {
            key: [COLUMN, &column.name].concat(),
            words: column.name.clone(),
            unit: "",
            direction: direction(&column.name),
            kind: Kind::Other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_tell_a_direction() {
        for (name, wanted) in [
            ("queue_time_ms", Direction::Low),
            ("p99_intvty", Direction::High),
            ("tokens per second", Direction::High),
            ("error_rate", Direction::Low),
            ("gpu_util", Direction::Unknown),
            ("throughput_error", Direction::Unknown),
            ("timeline", Direction::Unknown),
        ] {
            assert_eq!(direction(name), wanted, "{name}");
        }
    }
}

//! Settings that are numbers: loads, batch, parallelism, and whatever else of a configuration varies by number.
//!
//! Each has a key for addresses. What was measured is no setting ([`super::measures`]), and neither is what was asked of
//! the server ([`super::workload`]).

use super::load::LoadAxis;
use super::name::plain;
use super::run_table::RunTable;
use crate::analysis::decide::cost_latency::usable;
use crate::data::table::column::{Column, Numbers};

/// What a setting is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// VUs, the rate asked for, or the batch.
    Load(LoadAxis),
    /// GPUs of a run.
    Gpus,
    /// A column under its own name.
    Column(String),
}

/// A setting, and its value of each run; NaN where a run has none.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What it is.
    pub kind: Kind,
    /// Its values.
    pub values: Numbers,
}

/// Equal without a look at each value: other values lie somewhere else.
impl PartialEq for Setting {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.values.ptr_eq(&other.values)
    }
}

const LOADS: [(&str, LoadAxis); 3] =
    [("vus", LoadAxis::Vus), ("asked", LoadAxis::AskedRate), ("batch", LoadAxis::BatchSize)];
const GPUS: &str = "gpus";
/// What stands before the name of a column.
const COLUMN: &str = "col:";

/// Names of settings of servers, in plain form, beside the numbers that make a configuration anyway.
const NAMES: [&str; 16] = [
    "max_num_batched_tokens",
    "max_num_tokens",
    "max_num_seqs",
    "gpu_memory_utilization",
    "block_size",
    "chunk_size",
    "chunked_prefill_size",
    "num_speculative_tokens",
    "workers",
    "num_workers",
    "threads",
    "num_threads",
    "nodes",
    "num_nodes",
    "max_model_len",
    "queue_delay",
];

impl Kind {
    /// In an address.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Load(axis) => LOADS.iter().find(|(_, own)| own == axis).map_or("", |(key, _)| key).to_owned(),
            Self::Gpus => GPUS.to_owned(),
            Self::Column(name) => [COLUMN, name].concat(),
        }
    }
}

/// Whether a key means a setting, be it in a table or not.
#[inline(never)]
#[must_use]
pub fn is_setting_key(key: &str) -> bool {
    let of_column = key.strip_prefix(COLUMN).is_some_and(|name| !name.is_empty());
    of_column || key == GPUS || LOADS.iter().any(|(own, _)| *own == key)
}

/// Whether two runs have different values that have a place on a logarithmic axis.
fn varies(values: &[f64]) -> bool {
    let mut known = values.iter().filter(|&&value| usable(value));
    let first = known.next();
    known.any(|value| Some(value) != first)
}

impl RunTable {
    /// The settings that vary: loads first, then columns, then GPUs where no column has the same.
    #[inline(never)]
    #[must_use]
    pub fn settings(&self) -> Vec<Setting> {
        let load = |(_, axis): &(&str, LoadAxis)| self.load_setting(*axis);
        let mut all: Vec<Setting> = LOADS.iter().filter_map(load).collect();
        let own = self.columns[..self.file_columns].iter().filter(|column| self.is_setting(column));
        all.extend(
            own.filter_map(|column| {
                Some(Setting { kind: Kind::Column(column.name.clone()), values: column.numbers()? })
            }),
        );
        all.retain(|setting| varies(&setting.values));
        if let Some(gpus) = self.gpus.as_ref().filter(|gpus| varies(gpus))
            && all.iter().all(|setting| setting.values[..] != gpus[..])
        {
            all.push(Setting { kind: Kind::Gpus, values: gpus.clone() });
        }
        all
    }

    /// A load of all runs, whether it varies or not; `None` where the table has none.
    #[must_use]
    pub fn load_setting(&self, axis: LoadAxis) -> Option<Setting> {
        let values = match axis {
            LoadAxis::Vus => self.vus.clone(),
            LoadAxis::AskedRate => self.asked_rate()?,
            LoadAxis::BatchSize => self.batch_size.clone(),
        };
        Some(Setting { kind: Kind::Load(axis), values })
    }

    fn is_setting(&self, column: &Column) -> bool {
        let makes_configuration = self.categories.iter().any(|(name, _)| *name == column.name);
        makes_configuration || NAMES.contains(&&*plain(&column.name)) && !self.roles.uses(&column.name)
    }
}

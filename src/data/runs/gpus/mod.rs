//! How many GPUs serve each run: counted, or from degrees of parallelism, or given by the reader for each hardware.
//!
//! - A count of them, else accelerators per node · nodes.
//! - Else prefill + decode GPUs where the two are apart (disaggregated). A server that is not apart has the same GPUs under
//!   both names (InferenceX).
//! - Else tensor · pipeline · data parallelism; replicas where no data parallelism is told. Expert parallelism shares those
//!   GPUs, and so does data parallelism of attention alone (`dp_attention`). A degree that is missing in a row, or below 1,
//!   makes its GPUs unknown; a degree without a column is 1.
//! - What is unknown (NaN) the reader's [`GpuList`] fills.
//!
//! [`GpuList`]: list::GpuList

pub mod list;

use super::build::Builder;
use super::name;
use super::name::plain;
use super::roles::Role;
use crate::data::table::column::{Column, Numbers};

/// Where numbers of GPUs come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GpusFrom {
    /// The table counts them.
    Column,
    /// From degrees of parallelism.
    Parallelism,
    /// Prefill and decode GPUs together.
    PrefillAndDecode,
    /// The reader gave them.
    Reader,
    /// Nothing says.
    #[default]
    Unknown,
}

/// GPUs of the runs of a table.
#[derive(Clone, Debug)]
pub struct Gpus {
    /// Of each run; NaN where they are unknown.
    pub of_run: Numbers,
    /// Those that decode, where that is not all of them.
    pub decode: Option<Numbers>,
    /// Where they come from; of several sources that of the first run that has any.
    pub from: GpusFrom,
}

const TENSOR: [&str; 9] = [
    "tp",
    "tp_size",
    "tp_degree",
    "num_tp",
    "tensor_parallel",
    "tensor_parallel_size",
    "tensor_parallelism",
    "tensor_parallel_degree",
    "decode_tp",
];
const PIPELINE: [&str; 7] = [
    "pp",
    "pp_size",
    "pp_degree",
    "pipeline_parallel",
    "pipeline_parallel_size",
    "pipeline_parallelism",
    "pipeline_parallel_degree",
];
const DATA: [&str; 7] =
    ["dp", "dp_size", "dp_degree", "data_parallel", "data_parallel_size", "data_parallelism", "data_parallel_degree"];
const REPLICAS: [&str; 3] = ["replicas", "num_replicas", "replica_count"];
const ATTENTION: [&str; 4] = ["dp_attention", "enable_dp_attention", "dpa", "decode_dp_attention"];
const APART: [&str; 4] = ["disagg", "disaggregated", "is_disagg", "disaggregation"];
const PREFILL: [&str; 6] = [
    "num_prefill_gpu",
    "num_prefill_gpus",
    "prefill_gpus",
    "prefill_gpu_count",
    "prefill_num_gpus",
    "num_prefill_chips",
];
const DECODE: [&str; 6] =
    ["num_decode_gpu", "num_decode_gpus", "decode_gpus", "decode_gpu_count", "decode_num_gpus", "num_decode_chips"];
const PER_NODE: [&str; 5] =
    ["accelerators_per_node", "gpus_per_node", "num_gpus_per_node", "gpu_per_node", "chips_per_node"];
const NODES: [&str; 4] = ["nodes", "num_nodes", "node_count", "nnodes"];

/// Columns of hardware that name a machine: its price is of all its GPUs.
const MACHINES: [&str; 12] = [
    "instance",
    "instance_type",
    "instance_name",
    "machine",
    "machine_type",
    "node",
    "node_type",
    "vm",
    "vm_type",
    "vm_size",
    "server_type",
    "sku",
];

impl Gpus {
    /// Finds them; `None` where nothing in the table says how many there are. The notebooks' tables say nothing, and their
    /// first view does without the lists of names.
    pub fn of(builder: &Builder) -> Option<Self> {
        let own = &builder.columns[..builder.file_columns];
        if own.iter().all(|column| name::is_of_notebooks(&column.name)) {
            return None;
        }
        find(builder)
    }
}

/// Whether the price of a hardware is that of a machine, by the name of its column.
#[must_use]
pub fn names_machine(column: &str) -> bool {
    MACHINES.contains(&plain(column).as_str())
}

/// Where the GPUs of several tables are from: as of the first that tells.
pub fn gpus_from(of_tables: impl Iterator<Item = GpusFrom>) -> GpusFrom {
    of_tables.into_iter().find(|from| *from != GpusFrom::Unknown).unwrap_or_default()
}

/// Whether a column tells how many GPUs serve.
#[must_use]
pub fn are_told_by(column: &str) -> bool {
    let name = plain(column);
    let lists: [&[&str]; 10] =
        [&TENSOR, &PIPELINE, &DATA, &REPLICAS, &ATTENTION, &APART, &PREFILL, &DECODE, &PER_NODE, &NODES];
    lists.iter().any(|names| names.contains(&name.as_str()))
}

/// The names of the columns that tell how many GPUs serve besides a count of them, for scripts that compute it again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tellers {
    /// GPUs of a node.
    pub per_node: Option<String>,
    /// Nodes.
    pub nodes: Option<String>,
    /// Prefill and decode GPUs.
    pub halves: Option<[String; 2]>,
    /// Whether a flag says in which rows the two are apart; without one all are.
    pub tells_apart: bool,
    /// That flag, where it is set in any row.
    pub apart: Option<String>,
    /// Degrees of parallelism that are multiplied: tensor, pipeline.
    pub degrees: Vec<String>,
    /// Data parallelism, or replicas.
    pub data: Option<String>,
    /// The flag of rows whose data parallelism shares GPUs, where it is set in any.
    pub attention: Option<String>,
}

impl Tellers {
    /// Those among the columns of a file.
    #[inline(never)]
    #[must_use]
    pub fn of(own: &[Column], rows: usize) -> Self {
        let numbers = |names: &[&str]| named(own, names).filter(|column| column.numbers().is_some());
        let name = |column: &Column| column.name.clone();
        let is_set = |column: &&Column| (0..rows).any(|row| is_flag(column, row));
        let (tensor, pipeline) = (numbers(&TENSOR), numbers(&PIPELINE));
        let copies = numbers(&DATA).or_else(|| numbers(&REPLICAS).filter(|_| tensor.is_some()));
        Self {
            per_node: numbers(&PER_NODE).map(name),
            nodes: numbers(&NODES).map(name),
            halves: numbers(&PREFILL).zip(numbers(&DECODE)).map(|(prefill, decode)| [prefill, decode].map(name)),
            tells_apart: named(own, &APART).is_some(),
            apart: named(own, &APART).filter(is_set).map(name),
            degrees: [tensor, pipeline].into_iter().flatten().map(name).collect(),
            data: copies.map(name),
            attention: named(own, &ATTENTION).filter(is_set).map(name),
        }
    }
}

fn named<'a>(own: &'a [Column], names: &[&str]) -> Option<&'a Column> {
    names.iter().find_map(|name| own.iter().find(|column| plain(&column.name) == *name))
}

fn is_flag(column: &Column, row: usize) -> bool {
    matches!(column.text(row).to_ascii_lowercase().as_str(), "true" | "1" | "yes")
}

#[inline(never)]
fn find(builder: &Builder) -> Option<Gpus> {
    let sources = [
        (GpusFrom::Column, counted(builder)),
        (GpusFrom::PrefillAndDecode, apart(builder)),
        (GpusFrom::Parallelism, parallel(builder)),
    ];
    if sources.iter().all(|(_, values)| values.is_none()) { None } else { found(builder, &sources) }
}

/// The first source that tells a row's GPUs. Apart, as few tables have any.
#[inline(never)]
fn found(builder: &Builder, sources: &[(GpusFrom, Option<Vec<f64>>); 3]) -> Option<Gpus> {
    let of_row = |row: usize| {
        let found =
            sources.iter().find_map(|(from, values)| Some((*from, values.as_ref()?[row])).filter(|it| it.1 >= 1.0));
        found.filter(|(_, gpus)| gpus.is_finite())
    };
    let rows: Vec<Option<(GpusFrom, f64)>> = (0..builder.rows).map(of_row).collect();
    let from = rows.iter().flatten().next()?.0;
    let of_run = rows.iter().map(|found| found.map_or(f64::NAN, |(_, gpus)| gpus)).collect();
    Some(Gpus { of_run, decode: decode(builder), from })
}

impl Builder<'_> {
    fn named(&self, names: &[&str]) -> Option<&Column> {
        named(&self.columns[..self.file_columns], names)
    }

    fn numbers_named(&self, names: &[&str]) -> Option<Numbers> {
        self.named(names)?.numbers()
    }

    /// Whether a flag is set in each row; `None` without such a column.
    fn flags(&self, names: &[&str]) -> Option<Vec<bool>> {
        let column = self.named(names)?;
        Some((0..self.rows).map(|row| is_flag(column, row)).collect())
    }
}

fn counted(builder: &Builder) -> Option<Vec<f64>> {
    let count = builder.raw(Role::GpuCount).map(|(values, _)| values.to_vec());
    count.or_else(|| {
        let (each, nodes) = (builder.numbers_named(&PER_NODE)?, builder.numbers_named(&NODES));
        Some((0..builder.rows).map(|row| each[row] * nodes.as_ref().map_or(1.0, |nodes| nodes[row])).collect())
    })
}

/// Prefill and decode GPUs of each row: `(prefill, decode)`, 0 prefill where they are not apart.
fn both(builder: &Builder) -> Option<Vec<(f64, f64)>> {
    let (prefill, decode) = (builder.numbers_named(&PREFILL)?, builder.numbers_named(&DECODE)?);
    let apart = builder.flags(&APART);
    let of = |row: usize| {
        let is_apart = apart.as_ref().is_none_or(|apart| apart[row]);
        (if is_apart { prefill[row] } else { 0.0 }, decode[row])
    };
    Some((0..builder.rows).map(of).collect())
}

fn apart(builder: &Builder) -> Option<Vec<f64>> {
    Some(both(builder)?.into_iter().map(|(prefill, decode)| prefill + decode).collect())
}

/// The GPUs that decode, where a row has others besides.
fn decode(builder: &Builder) -> Option<Numbers> {
    let both = both(builder)?;
    both.iter().any(|(prefill, _)| *prefill > 0.0).then(|| both.into_iter().map(|(_, decode)| decode).collect())
}

fn parallel(builder: &Builder) -> Option<Vec<f64>> {
    let degree = |names: &[&str]| builder.numbers_named(names);
    let (tensor, pipeline, data) = (degree(&TENSOR), degree(&PIPELINE), degree(&DATA));
    let attention = builder.flags(&ATTENTION).unwrap_or_else(|| vec![false; builder.rows]);
    // Where prefill and decode are apart and not counted, one half's parallelism is not that of all.
    let apart = builder.flags(&APART).unwrap_or_else(|| vec![false; builder.rows]);
    let data = data.or_else(|| degree(&REPLICAS).filter(|_| tensor.is_some()));
    if tensor.is_none() && pipeline.is_none() && data.is_none() {
        return None;
    }
    let at = |values: &Option<Numbers>, row: usize| {
        values.as_ref().map_or(1.0, |values| if values[row] >= 1.0 { values[row] } else { f64::NAN })
    };
    let of = |row: usize| {
        let copies = if attention[row] { 1.0 } else { at(&data, row) };
        if apart[row] { f64::NAN } else { at(&tensor, row) * at(&pipeline, row) * copies }
    };
    Some((0..builder.rows).map(of).collect())
}

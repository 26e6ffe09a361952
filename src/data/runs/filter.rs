//! Filters: which runs are looked at, by workload, VUs, hardware, image, batch size, table and cost.

use std::collections::BTreeSet;

use isocost_kernels::rows;

use super::run_table::RunTable;
use crate::analysis::stats::{order, rank};
use crate::data::table::column::Category;

/// The reader's choice. The default keeps every run of the most frequent workload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// The label of the workload looked at; `None`, and one that the table does not have, for the most frequent. There is no
    /// filter that lets runs of two workloads pass.
    pub workload: Option<String>,
    /// The highest VUs still looked at; `None` for all.
    pub max_vus: Option<f64>,
    /// Hardware looked at; `None` for all.
    pub hw_type: Option<BTreeSet<String>>,
    /// Images looked at; `None` for all.
    pub image: Option<BTreeSet<String>>,
    /// Batch sizes looked at, as their labels; `None` for all.
    pub batch_size: Option<BTreeSet<String>>,
    /// Which of several tables are looked at; `None` for all. Nothing where there is but one table.
    pub table: Option<BTreeSet<String>>,
    /// Of what is left, only that many of the cheapest.
    pub cheapest: Option<usize>,
}

impl Filter {
    /// The rows that pass, rising.
    ///
    /// A run without VUs passes only when VUs are not limited; one without a cost is never among the cheapest.
    /// Names that do not occur in the table keep nothing by themselves.
    #[must_use]
    pub fn rows(&self, runs: &RunTable, batch_sizes: &Category) -> Vec<usize> {
        let mut rows: Vec<usize> = match self.max_vus {
            Some(most) => rows::up_to(&runs.vus, most),
            None => (0..runs.rows).collect(),
        };
        let workloads = &runs.workloads;
        if workloads.are_several() {
            let chosen = workloads.chosen(self.workload.as_deref());
            let kept: Vec<bool> = (0..workloads.labels.len()).map(|at| at == chosen).collect();
            rows::retain(&mut rows, &workloads.of_row, &kept);
        }
        let mut only = |chosen: &Option<BTreeSet<String>>, category: &Category| {
            if let Some(chosen) = chosen {
                let kept: Vec<bool> = category.labels.iter().map(|label| chosen.contains(label)).collect();
                rows::retain(&mut rows, &category.codes, &kept);
            }
        };
        only(&self.hw_type, &runs.hw_type);
        only(&self.image, &runs.image);
        only(&self.batch_size, batch_sizes);
        if let Some(table) = &runs.table {
            only(&self.table, table);
        }
        if let Some(n) = self.cheapest {
            rows = rank::smallest(runs.ranked_cost(), &rows, n);
            order::sort_rows_by(&mut rows, &|row| row as u64);
        }
        rows
    }

    /// How many runs pass all but that they are of another workload than the one looked at.
    // No part of the page says so yet.
    #[must_use]
    #[cfg_attr(feature = "dead-code", allow(dead_code))]
    pub fn other_workloads(&self, runs: &RunTable, batch_sizes: &Category) -> Vec<(String, usize)> {
        let workloads = &runs.workloads;
        let chosen = workloads.chosen(self.workload.as_deref());
        let others = workloads.labels.iter().enumerate().filter(|&(at, _)| at != chosen);
        let passing = |label: &String| {
            let of = Self { workload: Some(label.clone()), cheapest: None, ..self.clone() };
            (label.clone(), of.rows(runs, batch_sizes).len())
        };
        others.map(|(_, label)| passing(label)).collect()
    }
}

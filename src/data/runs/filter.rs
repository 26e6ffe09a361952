//! Filters: which runs are looked at, by VUs, hardware, image, batch size, table and cost.

use std::collections::BTreeSet;

use isocost_kernels::rows;

use super::run_table::RunTable;
use crate::analysis::stats::{order, rank};
use crate::data::table::column::Category;

/// The reader's choice. The default keeps every run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
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
}

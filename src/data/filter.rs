//! Which runs are looked at.

use std::collections::BTreeSet;

use super::column::Category;
use super::run_table::RunTable;
use crate::analysis::{order, rank};

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
        let hw_type = kept(self.hw_type.as_ref(), &runs.hw_type);
        let image = kept(self.image.as_ref(), &runs.image);
        let batch_size = kept(self.batch_size.as_ref(), batch_sizes);
        let table = runs.table.as_ref().map(|category| (category, kept(self.table.as_ref(), category)));
        let passes = |&row: &usize| {
            self.max_vus.is_none_or(|max| runs.vus[row] <= max)
                && hw_type[runs.hw_type.codes[row] as usize]
                && image[runs.image.codes[row] as usize]
                && batch_size[batch_sizes.codes[row] as usize]
                && table.as_ref().is_none_or(|(category, kept)| kept[category.codes[row] as usize])
        };
        let mut rows: Vec<usize> = (0..runs.rows).filter(passes).collect();
        if let Some(n) = self.cheapest {
            rows = rank::smallest(&runs.cost_usd_per_billion, &rows, n);
            order::sort_rows_by(&mut rows, &|row| row as u64);
        }
        rows
    }
}

/// For each label whether it is kept.
fn kept(chosen: Option<&BTreeSet<String>>, category: &Category) -> Vec<bool> {
    category.labels.iter().map(|label| chosen.is_none_or(|chosen| chosen.contains(label))).collect()
}

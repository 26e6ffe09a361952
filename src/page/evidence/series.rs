//! The series of each configuration over its load, with its evidence: which runs form it, and which of them are allowed.

use std::sync::Arc;

use isocost_kernels::rows::MANY_ROWS;

use crate::analysis::saturation::evidence::{Evidence, Rules, Series};
use crate::data::runs::load::{LoadAxis, LoadColumns};
use crate::data::runs::table_facts::Basis;
use crate::data::table::column::Numbers;

use super::state::State;
use crate::page::tables::active_table::ActiveTable;

/// The evidence of a configuration, and over what.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// What its load is.
    pub axis: LoadAxis,
    /// Its load, by row of the table.
    pub load: Numbers,
    /// Its rows that pass the filters and the limits.
    pub allowed: Vec<usize>,
    /// All its rows of the same workload.
    pub all: Vec<usize>,
    /// What is known.
    pub evidence: Evidence,
    /// What two runs of one load may differ by.
    pub noise_share: f64,
}

impl Known {
    /// Its one verdict, wherever it is told.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(&self.evidence, self.axis, self.noise_share)
    }
}

/// A table whose configurations are graded.
pub struct Grading<'a> {
    pub(super) shown: &'a ActiveTable,
    basis: &'a Basis,
    held: Passes,
}

/// What grading knows of the rows, without the table.
#[derive(Default)]
pub struct Passes {
    columns: LoadColumns,
    /// Whether batch sizes are the load, so that they tell no configurations apart.
    by_batch: bool,
    /// For each row whether it passes the filters, and whether the limits too.
    passes: Vec<(bool, bool)>,
}

impl<'a> Grading<'a> {
    /// Of the runs that pass the filters, and of these the ones within the limits.
    #[must_use]
    pub fn new(shown: &'a ActiveTable, basis: &'a Basis, filtered: &[usize], within: &[usize]) -> Self {
        let mut passes = vec![(false, false); shown.runs.rows];
        filtered.iter().for_each(|&row| passes[row].0 = true);
        within.iter().for_each(|&row| passes[row] = (true, true));
        let columns = LoadColumns::of(&shown.runs);
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let by_batch = columns.of_rows(&all).0 == LoadAxis::BatchSize;
        Self::of(shown, basis, Passes { columns, by_batch, passes })
    }

    /// Goes on with what was known.
    pub(super) fn of(shown: &'a ActiveTable, basis: &'a Basis, held: Passes) -> Self {
        Self { shown, basis, held }
    }

    pub(super) fn into_passes(self) -> Passes {
        self.held
    }

    /// The rows of the configuration of a row, of the same workload, whatever filters and limits say.
    #[must_use]
    pub fn rows_beside(&self, row: usize) -> Vec<usize> {
        let batch = &self.shown.runs.batch_sizes.codes;
        let key = |row: usize| (self.basis.set_of[row], (!self.held.by_batch).then(|| batch[row]));
        let own = key(row);
        let rows = self.shown.runs.rows;
        if rows >= MANY_ROWS && !self.held.by_batch {
            // Found once for the table.
            let all = self.basis.of_all(&self.shown.runs);
            return all.iter().find(|rows| key(rows[0]) == own).cloned().unwrap_or_default();
        }
        (0..self.shown.runs.rows).filter(|&other| key(other) == own).collect()
    }

    /// The rows of each configuration that has any that passes the filters, of their workload.
    #[must_use]
    pub fn configurations(&self) -> Arc<Vec<Vec<usize>>> {
        let (shown, basis) = (self.shown, self.basis);
        let all: Vec<usize> = (0..shown.runs.rows).collect();
        let groups = if self.held.by_batch {
            let mut sorted = all;
            crate::analysis::stats::order::sort_rows_by(&mut sorted, &|row| basis.set_of[row] as u64);
            Arc::new(sorted.chunk_by(|&a, &b| basis.set_of[a] == basis.set_of[b]).map(<[usize]>::to_vec).collect())
        } else {
            basis.configurations(&shown.runs, &all)
        };
        let passes = |rows: &&Vec<usize>| rows.iter().any(|&row| self.held.passes[row].0);
        // Of a large table all of them are many rows to copy.
        if groups.iter().all(|rows| passes(&rows)) {
            return groups;
        }
        Arc::new(groups.iter().filter(passes).cloned().collect())
    }

    /// The load of a configuration.
    #[must_use]
    pub fn load(&self, rows: &[usize]) -> (LoadAxis, &Numbers) {
        self.held.columns.of_rows(rows)
    }

    /// Whether batch sizes are the load.
    #[must_use]
    pub fn is_by_batch(&self) -> bool {
        self.held.by_batch
    }

    /// The evidence of a configuration, whose rows are `all`. `best`: the run to rest on; the cheapest of those allowed
    /// where none is given.
    #[must_use]
    pub fn known(&self, all: Vec<usize>, best: Option<usize>) -> Known {
        let (axis, load) = self.load(&all);
        let of = |passes: fn(&(bool, bool)) -> bool| {
            all.iter().copied().filter(|&row| passes(&self.held.passes[row])).collect::<Vec<_>>()
        };
        let (allowed, limited) = (of(|passes| passes.1), of(|passes| passes.0 && !passes.1));
        let hidden = of(|passes| !passes.0);
        let measures = self.basis.measures(&self.shown.runs);
        let series = Series {
            load,
            is_rate: axis == LoadAxis::AskedRate,
            allowed: &allowed,
            limited: &limited,
            hidden: &hidden,
            all: &all,
        };
        let short_below = all.first().map_or(f64::NAN, |&row| self.basis.short_below(&self.shown.runs, row));
        let noise_share = self.basis.noise(&self.shown.runs).share;
        let rules = Rules { short_below, noise_share };
        let best = best.or_else(|| measures.ranking().cheapest(&allowed));
        let evidence = Evidence::of(&measures, &series, best, rules);
        Known { axis, load: load.clone(), allowed, all, evidence, noise_share }
    }
}

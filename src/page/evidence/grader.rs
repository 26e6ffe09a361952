//! Grading of all configurations in parts, so that those of a large table are no single long computation.

use std::sync::Arc;

use super::series::{Grading, Passes};
use super::shape::Shape;
use super::view::{EvidenceView, Graded};
use crate::data::runs::table_facts::Basis;
use crate::page::enough_vus::view::VusAxes;
use crate::page::tables::active_table::ActiveTable;

/// So many rows are graded in one part of the page's.
pub const ROWS_OF_A_PART: usize = 200_000;

/// What is graded, and what was found so far.
pub struct Grader {
    shown: Arc<ActiveTable>,
    basis: Arc<Basis>,
    axes: Arc<VusAxes>,
    within: Arc<Vec<usize>>,
    passes: Passes,
    configurations: Arc<Vec<Vec<usize>>>,
    /// How many of them are graded.
    done: usize,
    graded: Graded,
}

impl Grader {
    /// Of the rows that pass the filters and those of them that keep the limits, as [`EvidenceView::graded`].
    #[must_use]
    pub fn new(
        shown: Arc<ActiveTable>,
        basis: Arc<Basis>,
        axes: Arc<VusAxes>,
        (filtered, within): (&[usize], Arc<Vec<usize>>),
    ) -> Self {
        let grading = Grading::new(&shown, &basis, filtered, &within);
        let configurations = grading.configurations();
        let passes = grading.into_passes();
        Self { shown, basis, axes, within, passes, configurations, done: 0, graded: Graded::default() }
    }

    /// Grades so many rows more, and a configuration in any case; the view once none is left.
    pub fn part(&mut self, most: usize) -> Option<EvidenceView> {
        let grading = Grading::of(&self.shown, &self.basis, std::mem::take(&mut self.passes));
        let mut rows = 0;
        while rows < most {
            let Some(all) = self.configurations.get(self.done).cloned() else {
                let graded = std::mem::take(&mut self.graded);
                return Some(graded.view(&self.shown, &self.basis, &self.within));
            };
            self.done += 1;
            rows += all.len();
            self.graded.add(&grading, &self.axes.groups, all, &|_| Shape::default());
        }
        self.passes = grading.into_passes();
        None
    }
}

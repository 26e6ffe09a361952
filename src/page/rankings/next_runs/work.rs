//! The list of runs to make next, found in parts: those of a large table are no single long computation.

use std::sync::Arc;

use isocost_kernels::series;

use super::words::{interpolated_words, sentence};
use super::{MOST_SHOWN, NextView, line, proposed};
use crate::analysis::decide::next_runs::{Found, Lattice, Searching};
use crate::analysis::decide::slo::Limits;
use crate::data::runs::load::LoadAxis;
use crate::data::runs::table_facts::Basis;
use crate::page::evidence::series::Grading;
use crate::page::evidence::view::EvidenceView;
use crate::page::rankings::how_run::HowRun;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;

/// What is searched, and what was found so far.
pub struct NextWork {
    load: Vec<f64>,
    /// What the load of each configuration is.
    axis_of: Vec<LoadAxis>,
    filtered: Vec<bool>,
    configurations: Arc<Vec<Vec<usize>>>,
    by_batch: bool,
    /// Whether loads are whole numbers.
    whole: bool,
    limits: Limits,
    /// `None` before the first part.
    searching: Option<Option<Searching>>,
}

impl NextWork {
    /// As [`NextView::new`]; nothing is found yet.
    #[must_use]
    pub fn new(shown: &ActiveTable, basis: &Basis, (rows, passing): (&[usize], &[usize]), limits: Limits) -> Self {
        let grading = Grading::new(shown, basis, rows, passing);
        let configurations = grading.configurations();
        let mut load = vec![f64::NAN; shown.runs.rows];
        let mut axis_of = Vec::new();
        for rows in configurations.iter() {
            let (axis, values) = grading.load(rows);
            // The rows of a configuration are far apart: of a large table a second column would take as long again.
            rows.iter().for_each(|&row| load[row] = values[row]);
            axis_of.push(axis);
        }
        Self {
            load,
            filtered: series::flags(rows, shown.runs.rows),
            configurations,
            by_batch: grading.is_by_batch(),
            whole: axis_of.iter().all(|axis| *axis != LoadAxis::AskedRate),
            axis_of,
            limits,
            searching: None,
        }
    }

    fn lattice<'a>(&'a self, shown: &ActiveTable, basis: &'a Basis, passing: &'a [usize]) -> Lattice<'a> {
        Lattice {
            set_of: &basis.set_of,
            load: &self.load,
            configurations: &self.configurations,
            filtered: &self.filtered,
            passing,
            limits: &self.limits,
            by_batch: self.by_batch,
            whole: self.whole,
            noise_share: basis.noise(&shown.runs).share,
        }
    }

    /// Prepares the search, then looks at so many rows more; `true` once all is found. `graded` are the grades of the same configurations, if any are known.
    pub fn part(
        &mut self,
        shown: &ActiveTable,
        basis: &Basis,
        passing: &[usize],
        graded: Option<&EvidenceView>,
        most: usize,
    ) -> bool {
        let Some(searching) = self.searching.take() else {
            // `None` where no run passes.
            self.searching = Some(Searching::new(&basis.measures(&shown.runs), &self.lattice(shown, basis, passing)));
            return false;
        };
        let Some(mut searching) = searching else { return true };
        let curve = |best: usize| {
            let mut lines = graded?.lines.iter();
            lines.find(|line| line.best == Some(best)).map(|line| &line.evidence.curve)
        };
        let (measures, lattice) = (basis.measures(&shown.runs), self.lattice(shown, basis, passing));
        let is_done = searching.part(&measures, &lattice, &curve, most);
        self.searching = Some(Some(searching));
        is_done
    }

    /// The list of what was found.
    #[must_use]
    pub fn view(self, shown: &ActiveTable, basis: &Basis, passing: &[usize]) -> NextView {
        let Self { load, axis_of, searching, configurations, .. } = self;
        let axis_of = |row: usize| {
            // Their rows rise.
            let own = configurations.iter().position(|rows| rows.binary_search(&row).is_ok());
            own.map_or(LoadAxis::Vus, |own| axis_of[own])
        };
        let Found { runs: found, crossing, best } =
            searching.flatten().map(|searching| searching.found).unwrap_or_default();
        let (noise, costs) = (basis.noise(&shown.runs), shown.runs.ranked_cost());
        let interpolated = crossing.zip(best).filter(|(crossing, best)| crossing.cost_usd < costs[*best]);
        NextView {
            sentence: sentence(found.len(), passing.is_empty(), &cost::per_one(&shown.runs)),
            interpolated: interpolated.map_or_else(String::new, |(crossing, best)| {
                interpolated_words(shown, &crossing, best, axis_of(crossing.keeps), load[crossing.breaks])
            }),
            lines: found.iter().take(MOST_SHOWN).map(|run| line(shown, noise, run, axis_of(run.like))).collect(),
            needed: String::new(),
            is_optional: false,
            is_again: false,
            proposed: found.iter().map(proposed).collect(),
            cost_unit: shown.in_currency(&cost::unit(&shown.runs)),
            how_run: HowRun::of(&shown.runs),
        }
    }
}

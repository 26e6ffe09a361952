//! What the reader asks: a demand within limits, and from which difference in cost on runs differ.

use crate::analysis::decide::answer::{Demand, Limit, Question, Solver};
use crate::analysis::decide::near_ties::TOLERANCE;
use crate::analysis::decide::slo::Limits;
use crate::data::runs::table_facts::Basis;

use super::columns::Columns;
use crate::page::choice::limits::LimitChoice;
use crate::page::tables::active_table::ActiveTable;

/// The question of the headline.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// How much; none while nobody says.
    pub demand: Demand,
    /// What a run must keep.
    pub limits: LimitChoice,
    /// Up to which share more a run is nearly as cheap.
    pub tolerance: f64,
}

impl Default for Asked {
    fn default() -> Self {
        Self { demand: Demand::None, limits: LimitChoice::default(), tolerance: TOLERANCE }
    }
}

/// Prepares a question among `rows`, those that pass the filters.
#[must_use]
pub fn solver<'a>(
    shown: &'a ActiveTable,
    basis: &'a Basis,
    columns: &'a Columns,
    rows: &[usize],
    (demand, limits): (Demand, &Limits),
) -> Solver<'a> {
    let measures = basis.measures(&shown.runs);
    let allowed: Vec<usize> = rows.iter().copied().filter(|&row| limits.allows(measures.hardware[row])).collect();
    let limits: Vec<Limit<'a>> = limits.on_columns(&measures);
    Solver::new(columns.candidates(shown), Question { demand, limits, ..Question::default() }, &allowed)
}

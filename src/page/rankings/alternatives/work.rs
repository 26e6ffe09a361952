//! Alternatives made in parts: those of a large table are no single long computation.

use std::sync::Arc;

use super::{Alternatives, Ranked, ranked};
use crate::data::runs::table_facts::Basis;
use crate::page::answer::asked::Asked;
use crate::page::answer::columns::Columns;
use crate::page::choice::filters::Choice;
use crate::page::tables::active_table::ActiveTable;

/// What was made so far.
#[derive(Default)]
pub struct AlternativesWork {
    columns: Option<Columns>,
    ranked: Option<Ranked>,
}

impl AlternativesWork {
    /// Goes on, with the same table and question in each part; after the last what [`Alternatives::new`] gives. The answer is
    /// found anew in each, which is little beside what is looked for with it.
    pub fn part(
        &mut self,
        (shown, basis): (&Arc<ActiveTable>, &Basis),
        rows: &[usize],
        choice: &Choice,
        tolerance: f64,
    ) -> Option<Alternatives> {
        let Some(columns) = &self.columns else {
            self.columns = Some(Columns::of(shown, basis));
            return None;
        };
        let answered = Asked::of(choice).answered(shown, basis, columns, rows);
        let Some(before) = self.ranked.take() else {
            self.ranked = Some(ranked(shown, &answered, choice, tolerance));
            return None;
        };
        Some(Alternatives::around((shown, basis), rows, choice, (columns, &answered), before))
    }
}

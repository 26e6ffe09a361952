//! Alternatives made in parts: those of a large table are no single long computation.

use std::sync::Arc;

use super::{Alternatives, Ranked, ranked};
use crate::analysis::decide::answer::Answer;
use crate::data::runs::table_facts::Basis;
use crate::page::answer::asked::{Answered, Asked};
use crate::page::answer::columns::Columns;
use crate::page::choice::filters::Choice;
use crate::page::tables::active_table::ActiveTable;

/// What was made so far.
#[derive(Default)]
pub struct AlternativesWork {
    columns: Option<Columns>,
    answered: Option<(Asked, Option<Answer>, bool)>,
    ranked: Option<Ranked>,
}

impl AlternativesWork {
    /// Goes on, with the same table and question in each part; after the last what [`Alternatives::new`] gives. The solver is
    /// prepared anew in each, which is little beside what is looked for with it.
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
        let Some((asked, found, too_dear)) = &self.answered else {
            let Answered { asked, found, too_dear, .. } = Asked::of(choice).answered(shown, basis, columns, rows);
            self.answered = Some((asked, found, too_dear));
            return None;
        };
        let solver = asked.solver(shown, basis, columns, rows);
        let answered = Answered { asked: asked.clone(), solver, found: found.clone(), too_dear: *too_dear };
        let Some(ranked_before) = self.ranked.take() else {
            self.ranked = Some(ranked(shown, &answered, tolerance));
            return None;
        };
        Some(Alternatives::around((shown, basis), rows, choice, (columns, &answered), ranked_before))
    }
}

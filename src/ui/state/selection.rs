//! The shown table and the chosen runs, all of one moment.

use std::ops::Deref;
use std::sync::Arc;

use super::inputs::Inputs;
use super::turns::OfTable;
use crate::analysis::decide::slo::passing;
use crate::data::runs::table_facts::Basis;
use crate::page::choice::filters::Choice;
use crate::page::tables::active_table::ActiveTable;
use crate::ui::reactive::Memo;

/// What a section is about. The first view has the selection of the last frame; a section far from the screen has an
/// older one (see [`super::visibility`]), and cannot name the newer one: so no section mixes the two.
///
/// It reads as the [`Inputs`], which have one speed for all.
#[derive(Clone, Copy)]
pub struct Selection {
    pub(super) inputs: Inputs,
    /// What is shown: the tables side by side, as the chosen columns and prices have them; `None` while there is none
    /// that is not refused, and in a section that waits.
    pub shown: Memo<Option<Arc<ActiveTable>>>,
    /// The choice that the rows are of.
    pub choice: Memo<Choice>,
    /// The rows that pass the filters.
    pub rows: Memo<Arc<Vec<usize>>>,
    /// Of these, the rows that keep the limits too.
    pub within: Memo<Arc<Vec<usize>>>,
    /// What decisions rest on besides the table's columns. Of the table alone, which is the same at every speed.
    pub basis: Memo<Option<Arc<Basis>>>,
}

impl Deref for Selection {
    type Target = Inputs;

    fn deref(&self) -> &Inputs {
        &self.inputs
    }
}

impl Selection {
    /// The rows of a table that a choice selects.
    #[must_use]
    pub fn new(
        inputs: Inputs,
        shown: Memo<Option<Arc<ActiveTable>>>,
        basis: Memo<Option<Arc<Basis>>>,
        choice: Memo<Choice>,
    ) -> Self {
        let rows = rows(shown, choice);
        Self { inputs, shown, choice, rows, within: within(shown, basis, choice, rows), basis }
    }

    /// All of it, with the parts of the choice that count, for what is computed [in parts](super::turns::in_parts).
    #[must_use]
    pub fn moment(self, parts: fn(&Choice) -> Choice) -> Memo<Option<Arc<Moment>>> {
        let choice = Memo::new(move |_| self.choice.with(parts));
        Memo::new_with_compare(
            move |_| {
                let (shown, basis) = (self.shown.get()?, self.basis.get()?);
                let (rows, within, choice) = (self.rows.get(), self.within.get(), choice.get());
                Some(Arc::new(Moment { shown, basis, rows, within, choice }))
            },
            |_, _| true,
        )
    }
}

/// A selection as it was at one moment.
pub struct Moment {
    pub shown: Arc<ActiveTable>,
    pub basis: Arc<Basis>,
    pub rows: Arc<Vec<usize>>,
    pub within: Arc<Vec<usize>>,
    pub choice: Choice,
}

impl OfTable for Moment {
    fn shown(&self) -> &Arc<ActiveTable> {
        &self.shown
    }
}

/// The parts of the choice that are the question: what [`Asked::of`](crate::page::answer::asked::Asked::of) reads.
#[must_use]
pub fn question(choice: &Choice) -> Choice {
    let (demand, terms) = (choice.money.demand, choice.money.terms);
    let mut question = Choice { limits: choice.limits.clone(), ..Choice::default() };
    (question.money.demand, question.money.terms) = (demand, terms);
    question
}

fn rows(shown: Memo<Option<Arc<ActiveTable>>>, choice: Memo<Choice>) -> Memo<Arc<Vec<usize>>> {
    // In front, so that a change of look or axes compares no rows.
    let filter = Memo::new(move |_| choice.with(|choice| choice.filter.clone()));
    Memo::new(move |_| {
        let filter = filter.get();
        shown.with(|shown| {
            Arc::new(shown.as_ref().map_or_else(Vec::new, |shown| filter.rows(&shown.runs, &shown.batch_sizes)))
        })
    })
}

/// Without limits the same rows: nothing is compared, and no basis is made for it.
fn within(
    shown: Memo<Option<Arc<ActiveTable>>>,
    basis: Memo<Option<Arc<Basis>>>,
    choice: Memo<Choice>,
    rows: Memo<Arc<Vec<usize>>>,
) -> Memo<Arc<Vec<usize>>> {
    let limits = Memo::new(move |_| choice.with(|choice| choice.limits.clone()));
    Memo::new(move |_| {
        let (rows, limits) = (rows.get(), limits.get());
        if limits.is_empty() {
            return rows;
        }
        let (Some(shown), Some(basis)) = (shown.get(), basis.get()) else { return rows };
        let measures = basis.measures(&shown.runs);
        Arc::new(passing(&measures, &rows, &limits.limits(&shown.runs)))
    })
}

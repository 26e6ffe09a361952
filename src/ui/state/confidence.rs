//! How sure the verdict is, once the controls are at rest: the verdict itself waits for none of it.

use std::sync::Arc;

use super::Answered;
use super::selection::{Moment, Selection};
use super::turns::in_parts;
use crate::page::answer::asked::Asked;
use crate::page::evidence::grader::ROWS_OF_A_PART;
use crate::page::verdict::confidence::{ConfidenceView, StandingsWork};
use crate::ui::reactive::Memo;

/// A verdict, and the reader's own tolerance of near ties.
type Source = (Arc<Answered>, Option<f64>);

/// How sure, of the verdict that was shown when the controls last came to rest. Only code that is loaded after the first
/// view asks for it.
#[must_use]
pub fn confidence(
    now: Selection,
    rested: Selection,
    verdict: Memo<Option<Arc<Answered>>>,
) -> Memo<Option<Arc<ConfidenceView>>> {
    let source = Memo::new_with_compare(
        move |before: Option<&Option<Arc<Source>>>| {
            if is_moving(now, rested) {
                return before.cloned().flatten();
            }
            let own = now.sections.rested.with(|sections| sections.tolerance_percent);
            verdict.get().map(|verdict| Arc::new((verdict, own)))
        },
        |_, _| true,
    );
    let made = in_parts(source, |asked| {
        let asked = Arc::clone(asked);
        let (mut work, mut standings) = (StandingsWork::default(), None);
        Box::new(move || {
            let (verdict, own) = &*asked;
            let Moment { shown, basis, rows, choice, .. } = &*verdict.of;
            let Some(standings) = standings.take() else {
                standings = work.part(shown, basis, &verdict.out, ROWS_OF_A_PART);
                return None;
            };
            let question = (&*verdict.out, &Asked::of(choice));
            Some(Arc::new(ConfidenceView::beside(shown, basis, rows, question, *own, standings)))
        })
    });
    // None of an older verdict: it is told beside the newest.
    Memo::new(move |_| {
        let (now, made) = (source.get()?, made.get()?);
        Arc::ptr_eq(&now, &made.of).then(|| Arc::clone(&made.out))
    })
}

/// Whether the verdict is of another choice than the controls last came to rest at.
#[must_use]
pub fn is_moving(now: Selection, rested: Selection) -> bool {
    now.choice.with(|now| rested.choice.with(|rested| now != rested))
}

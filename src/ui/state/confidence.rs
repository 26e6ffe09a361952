//! How sure the verdict is, once the controls are at rest: the verdict itself waits for none of it.

use std::sync::Arc;

use super::selection::Selection;
use super::turns::in_turn;
use crate::page::answer::asked::Asked;
use crate::page::verdict::confidence::ConfidenceView;
use crate::page::verdict::view::VerdictView;
use crate::ui::reactive::Memo;

/// How sure, of the verdict that was shown when the controls last came to rest. Only code that is loaded after the first
/// view asks for it.
#[must_use]
pub fn confidence(
    now: Selection,
    rested: Selection,
    verdict: Memo<Option<Arc<VerdictView>>>,
) -> Memo<Option<Arc<ConfidenceView>>> {
    let turn = in_turn(now.shown);
    Memo::new(move |before: Option<&Option<Arc<ConfidenceView>>>| {
        if is_moving(now, rested) {
            return before.cloned().flatten();
        }
        let (shown, basis, verdict) = (turn.get()?, now.basis.get()?, verdict.get()?);
        let own = now.sections.rested.with(|sections| sections.tolerance_percent);
        let rows = now.rows.get();
        let asked = now.choice.with(Asked::of);
        Some(Arc::new(ConfidenceView::new(&shown, &basis, &rows, (&verdict, &asked), own)))
    })
}

/// Whether the verdict is of another choice than the controls last came to rest at.
#[must_use]
pub fn is_moving(now: Selection, rested: Selection) -> bool {
    now.choice.with(|now| rested.choice.with(|rested| now != rested))
}

//! Turns: from a large table that has just come each part of the page is computed in a task of its own.

use std::sync::Arc;

use super::frame_gate::soon;
use crate::data::limits::LARGE_ROWS;
use crate::page::tables::active_table::ActiveTable;
use crate::ui::reactive::{Memo, RwSignal};

/// The shown table, as soon as it is the turn of what follows it: at once, but for a large table that was not shown
/// before, of which there is none until then. Between two turns the browser paints and handles input. A filter or a price
/// takes no turn.
#[must_use]
pub fn in_turn(shown: Memo<Option<Arc<ActiveTable>>>) -> Memo<Option<Arc<ActiveTable>>> {
    let turn = RwSignal::new(0);
    Memo::new_with_compare(
        move |_| {
            let (now, turn_of) = (shown.get(), turn.get());
            let number = number(&now);
            if number == 0 || number == turn_of {
                return now;
            }
            soon(Box::new(move || turn.try_set(number)));
            None
        },
        |before, now| !before.zip(now).is_some_and(|(before, now)| same(before.as_ref(), now.as_ref())),
    )
}

/// What tells a large table from others, whatever its prices; 0 of a table that waits for no turn.
fn number(shown: &Option<Arc<ActiveTable>>) -> usize {
    shown.as_ref().filter(|_| is_large(shown)).map_or(0, |shown| Arc::as_ptr(&shown.runs.measured) as usize)
}

pub(super) fn is_large(shown: &Option<Arc<ActiveTable>>) -> bool {
    shown.as_ref().is_some_and(|shown| shown.runs.rows >= LARGE_ROWS)
}

/// Whether it is the very same table.
pub(super) fn same(one: Option<&Arc<ActiveTable>>, other: Option<&Arc<ActiveTable>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    }
}

//! The bill of each run of a table for the demand, from the answer's own function.

use std::sync::Arc;

use super::{Alternatives, List};
use crate::analysis::decide::answer::Demand;
use crate::data::runs::table_facts::Basis;
use crate::page::choice::filters::Choice;
use crate::page::tables::active_table::ActiveTable;
use crate::page::words::cost;
use crate::page::words::text_table::{Cell, Listing};

/// A table with a column of bills after that of costs; as it is where nothing is demanded or nothing has a price. `rows`
/// pass the filters. A line without a run has no bill.
#[must_use]
pub fn with_bills(
    listing: Listing,
    shown: &Arc<ActiveTable>,
    basis: &Basis,
    rows: &[usize],
    choice: &Choice,
) -> Listing {
    let pins: Vec<usize> = listing.lines.iter().filter_map(|line| line.row).collect();
    if choice.money.demand == Demand::None || pins.is_empty() {
        return listing;
    }
    let view = Alternatives::new(shown, basis, rows, &Choice { pins, ..choice.clone() }, 0.0);
    let table = view.table(List::Pinned, usize::MAX);
    let Some(head) = table.heads.into_iter().next().filter(|_| view.is_priced) else { return listing };
    let of_cost = shown.in_currency(&cost::unit(&shown.runs));
    let Listing { sentence, mut heads, mut lines } = listing;
    let at = heads.iter().position(|own| own.title == of_cost).map_or(heads.len(), |at| at + 1);
    heads.insert(at, head.head);
    for line in &mut lines {
        let own = table.rows.iter().find(|own| line.row == Some(own.row));
        let bill = own.and_then(|own| own.cells.first()).map_or_else(Cell::none, |cell| cell.cell.clone());
        line.cells.insert(at, bill);
    }
    Listing { sentence, heads, lines }
}
